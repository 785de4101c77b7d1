#pragma once
// Who helps with what: functional reach, dependence on one supporter (domain 3.8), and mixing on a declared attribute.
#include <cstdint>
#include <span>

namespace kith::isolation {

/// What is known of a number: exact when the two are equal.
struct Interval {
    double lower = 0;
    double upper = 0;
    bool exact() const { return lower == upper; }
    bool operator==(const Interval&) const = default;
};

/// Kinds of help as bits. `sure` and `maybe` of one supporter; only bits of `asked` are read.
struct Supporter {
    std::uint8_t sure = 0;
    std::uint8_t maybe = 0;
};

/// Of the kinds of help asked about (`asked`, not empty): the share that somebody gives, and that two or more give.
struct FunctionalReach {
    Interval one;
    Interval two;
};
FunctionalReach functional_reach(std::span<const Supporter> supporters, std::uint8_t asked);

/// How much hangs on one supporter. Needs every supporter known (no `maybe` bit within `asked`); each kind of help that is
/// held counts 1, shared equally among those who give it.
struct Dependence {
    int held = 0;                    // kinds of help with at least one supporter
    int single = 0;                  // (c) ... with exactly one
    double largest_share = 0;        // (a) max_j s_j; 0 when nothing is held
    double concentration = 0;        // (b) HHI, sum_j s_j^2
    double effective_supporters = 0; // 1 / HHI
    double worst_loss = 0;           // (d) the largest loss when one supporter goes: kinds left with none / held
    std::int32_t most = -1;          // index of the supporter of (d), the first of equals
};
Dependence dependence(std::span<const Supporter> supporters, std::uint8_t asked);
/// (d) for one supporter.
double loss_on_removal(std::span<const Supporter> supporters, std::uint8_t asked, std::size_t removed);

/// E-I index (E - I) / (E + I) over alters (Krackhardt and Stern 1988): `mine` and `others` are codes, -1 not known. An
/// unknown alter may be either, so the answer is an interval. Defined for at least one alter and mine known.
Interval e_i_index(std::int32_t mine, std::span<const std::int32_t> others);

/// Blau 1 - sum p_k^2 over alters' codes 0..categories-1, -1 not known: the interval over all that the unknown may be.
/// Defined for at least two alters. IQV is Blau K / (K - 1).
Interval blau(std::span<const std::int32_t> codes, std::int32_t categories);
double iqv(double blau, std::int32_t categories);

}  // namespace kith::isolation
