#pragma once
// What may be said of a share and of a change from a sample of people: pure functions, tested against published values.
#include <cstdint>
#include <optional>

namespace kith::report {

/// A share and its interval, each from 0 to 1.
struct ShareInterval {
    double share = 0, lower = 0, upper = 0;
};
/// Wilson's score interval without continuity correction, two-sided, at 95 %: `part` of `whole`; nothing of nobody.
/// Source: Wilson 1927 (J Am Stat Assoc 22:209-212); method 3 of Newcombe 1998 (Stat Med 17:857-872).
std::optional<ShareInterval> wilson(std::int64_t part, std::int64_t whole);

/// The exact two-sided sign test: how likely at least so uneven a split of `better` and `worse` would be if either were as likely as the other
/// (who stayed the same says nothing). Twice the smaller tail of the binomial distribution, at most 1; 1 for nobody.
double sign_test(std::int64_t better, std::int64_t worse);

}  // namespace kith::report
