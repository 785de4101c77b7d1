#pragma once
// Through whom two people could be introduced: a path of at most three willing people over unpaid ties that nobody finds
// difficult. Best by the product of strengths, or by its weakest tie.
#include <array>
#include <cstdint>
#include <initializer_list>
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
    /// between two who are kept apart. What is referred to must outlive this. Holds 8 bytes a person.
    Introducers(const Arcs& unpaid, std::size_t people, const Standing& standing, const Relation& apart, const TieColumns& ties)
        : unpaid_(unpaid),
          people_(static_cast<std::int32_t>(people)),
          standing_(standing),
          apart_(apart),
          ties_(ties),
          near_b_at_(people, -1),
          far_a_at_(people, -1) {}

    /// The best path from a to b with 1 to `between` people on it; nothing when there is none. Everybody on it may introduce,
    /// and no two of all on it, a and b included, are kept apart. Of equal paths the one with fewer people, then with lower
    /// rows. A tie between a and b themselves is not looked at. Branch and bound: at worst the sum of degrees two steps
    /// around both.
    std::optional<Path> find(std::int32_t a, std::int32_t b, int between, Best best);

private:
    /// A person reached over one or two ties from an end, by whom, and how well.
    struct Step {
        std::int32_t person;
        std::int32_t by;    // -1: by the end itself
        double value;       // product or weakest; of far_a_ without the last tie, whose strength is read when two ways meet
        std::int32_t next;  // another way to the same person, -1: none
        std::size_t arc;    // the tie that leads there
    };
    struct Search {
        std::int32_t a, b;
        Best best;
        std::optional<Path> found;
        /// Could a path that has this value so far still be the best, with `people` on it in the end?
        bool hopeful(double value, int people) const {
            return !found || value > found->strength || (value == found->strength && people <= found->count);
        }
        void take(std::initializer_list<std::int32_t> people, double strength);
    };
    void first_steps(std::int32_t from, std::int32_t other, std::vector<Step>& steps) const;
    void over_one_or_two(Search& search, int between);
    void over_three(Search& search) const;
    bool usable(std::int32_t person, std::int32_t a, std::int32_t b) const;
    double strength(std::size_t arc) const { return strength_of(ties_, unpaid_.ties[arc]); }
    /// Every person that a person is tied to, without pay and not kept apart: visit(person, arc).
    template <class Visit>
    void pass_on(std::int32_t from, const Visit& visit) const;

    const Arcs& unpaid_;
    std::int32_t people_;
    const Standing& standing_;
    const Relation& apart_;
    const TieColumns& ties_;
    // Kept between calls; of a person, where in near_b_ and far_a_ they stand, -1: nowhere.
    std::vector<Step> near_a_, near_b_, far_a_;
    std::vector<std::int32_t> near_b_at_, far_a_at_;
};

}  // namespace kith::connection_gaps
