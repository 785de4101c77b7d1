#pragma once
// Betweenness from some of the sources: what is known for sure, an estimate, and a bound with its confidence.
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kith::network_measures {

/// Of one piece of the network with n people k were drawn as sources, each set of k as likely as any other. Pairs are
/// unordered; a pair's part in a person v is the share of its shortest ways that lead through v.
struct Drawn {
    std::size_t nodes = 0;     // n
    std::size_t sources = 0;   // k
};

/// What the drawn sources say of one person: over pairs with one end drawn, and with both.
struct Counted {
    double one_end = 0;    // sum of parts
    double both_ends = 0;
};

struct Interval {
    double lower = 0, estimate = 0, upper = 0;
};

/// Betweenness of a person in that piece, in pairs.
/// lower: the pairs with an end drawn, which are known: it never fails. upper: holds with probability `confidence` by
/// Chernoff's bound in Hoeffding's form for drawing without replacement (Hoeffding 1963, J. Am. Stat. Assoc. 58:13-30,
/// theorems 1 and 4), or for sure where all pairs not seen would not reach it. estimate: Horvitz and Thompson 1952; it lies
/// between the two. O(1).
Interval betweenness(const Drawn& drawn, const Counted& counted, double confidence);

/// The largest p >= mean with `draws` * KL(mean || p) <= `nats`: how large the mean of numbers between 0 and 1 may be.
double largest_mean(double mean, double draws, double nats);

/// k of the numbers below n in ascending order, each set as likely as any other (Floyd); `below(m)` draws 0 ... m - 1.
template <class Below>
std::vector<std::uint8_t> draw(std::size_t n, std::size_t k, Below&& below) {
    std::vector<std::uint8_t> drawn(n, 0);
    for (std::size_t i = n - k; i < n; ++i) {
        const auto at = static_cast<std::size_t>(below(i + 1));
        drawn[drawn[at] != 0 ? i : at] = 1;
    }
    return drawn;
}

}  // namespace kith::network_measures
