#pragma once
// Through whom two people could be introduced: a path of at most three willing people over unpaid ties that nobody finds
// difficult. Best by the product of strengths, or by its weakest tie.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plugins/connection_gaps/people.hpp"

namespace kith::connection_gaps {

inline constexpr int most_between = 3;

struct Path {
    std::array<std::int32_t, most_between> people{-1, -1, -1};  // from the side of `a`
    int count = 0;
    double strength = 0;  // product of strengths, or the weakest one
    std::span<const std::int32_t> between() const { return std::span(people).first(static_cast<std::size_t>(count)); }
    bool same_people(const Path& other) const { return people == other.people && count == other.count; }
};

/// Which path is best: shortest = the largest product of strengths, the least sum of -ln (Newman 2001; domain 4.7);
/// widest = the strongest weakest tie (Pollack 1960).
enum class Best { shortest, widest };

class Introducers {
public:
    /// `unpaid`: ties through a lens of unpaid social ties without difficult ones; only sure arcs are walked, and none
    /// between two who are kept apart. What is referred to must outlive this.
    Introducers(const Arcs& unpaid, std::size_t people, const Standing& standing, const Relation& apart, const TieColumns& ties)
        : unpaid_(unpaid), people_(static_cast<std::int32_t>(people)), standing_(standing), apart_(apart), ties_(ties) {}

    /// The best path from a to b with 1 to `between` people on it; nothing when there is none. Everybody on it may introduce,
    /// and no two of all on it, a and b included, are kept apart. Of equal paths the one with fewer people, then with lower
    /// rows. A tie between a and b themselves is not looked at. O(sum of degrees two steps around both).
    std::optional<Path> find(std::int32_t a, std::int32_t b, int between, Best best);

private:
    /// A person reached over one or two ties from an end, by whom, and how well.
    struct Step {
        std::int32_t person;
        std::int32_t by;    // -1: by the end itself
        double value;       // product or weakest
    };
    void first_steps(std::int32_t from, std::int32_t other, std::vector<Step>& steps) const;
    void second_steps(std::int32_t from, std::int32_t other, const std::vector<Step>& first, Best best, std::vector<Step>& steps) const;
    bool usable(std::int32_t person, std::int32_t a, std::int32_t b) const;
    void join(const std::vector<Step>& here, const std::vector<Step>& there, Best best, std::optional<Path>& found) const;

    const Arcs& unpaid_;
    std::int32_t people_;
    const Standing& standing_;
    const Relation& apart_;
    const TieColumns& ties_;
    std::vector<Step> near_a_, near_b_, far_a_, far_b_;  // kept between calls
};

}  // namespace kith::connection_gaps
