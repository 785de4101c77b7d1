#pragma once
// Who is near and alike but not tied, and who probably knows each other already.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "plugins/connection_gaps/alike.hpp"
#include "plugins/connection_gaps/people.hpp"

namespace kith::connection_gaps {

/// Common contacts over unpaid ties, staff left out (domain 4.2): who shares whom with one person at a time.
class CommonContacts {
public:
    /// `unpaid` as for introductions; `paid_contacts`: how many people each person is tied to for pay. Workers, and people
    /// with `staff_from` such ties or more, are no common contacts: they know everybody and connect nobody.
    CommonContacts(const Arcs& unpaid, std::span<const std::int32_t> role, std::span<const std::int32_t> paid_contacts, std::int32_t staff_from);
    /// Counts for `person`; the counts of an earlier person are gone. O(sum of the degrees of the person's contacts).
    void count_for(std::int32_t person);
    std::int32_t with(std::int32_t other) const { return counts_[static_cast<std::size_t>(other)]; }
    /// Everybody with a common contact, in no order.
    std::span<const std::int32_t> others() const { return touched_; }
    /// Sum over common contacts of 1 / ln of their number of unpaid contacts (Adamic and Adar 2003). O(degrees).
    double adamic_adar(std::int32_t a, std::int32_t b) const;

private:
    const Arcs& unpaid_;
    std::int32_t people_;
    std::vector<double> weight_;        // 1 / ln degree; 0: no common contact
    std::vector<std::int32_t> counts_;
    std::vector<std::int32_t> touched_;
};

/// Ties to people for pay, either way, a person.
std::vector<std::int32_t> paid_contacts(std::size_t people, const TieColumns& ties);

struct Suggestion {
    std::int32_t person = -1;
    std::int32_t other = -1;
    std::int32_t common = 0;  // things in common
    float metres = 0;
};
struct ProbablyKnown {
    std::int32_t person = -1;  // the lower row
    std::int32_t other = -1;
    std::int32_t common = 0;   // contacts in common
    double adamic_adar = 0;
};

/// What can be said of how many people near a person are alike and not tied to them.
enum class Countable : std::uint8_t { value, at_least, closed, not_asked, nothing_recorded, no_place };
struct NearAndAlike {
    std::int32_t count = 0;
    Countable countable = Countable::not_asked;
};

struct Settings {
    int suggestions = 3;               // at most for each person
    std::int32_t common_contacts = 3;  // from so many on, two people probably know each other
    int known_questions = 3;           // at most for each person of the lower row
};

struct Gaps {
    std::vector<NearAndAlike> people;      // one a person
    std::vector<Suggestion> suggestions;   // by person; of each the most in common, then the nearest, then the lowest row.
                                           // Each pair once: under the lower row where both list each other
    std::vector<ProbablyKnown> known;      // by person; of each the highest Adamic-Adar, then the lowest row
};

/// Suggestions are made for people who are open and were asked in full about friends and neighbours, among those near them
/// who are open, not of their household, not tied to them by any tie, not known from an ended one, not kept apart, and share
/// something. Pairs with many contacts in common are left to `known`; they count in `people` all the same, so that a count
/// depends on nothing that others were not asked. `go_on(share)` is called now and then; false ends the work with what
/// there is. O(near + contacts of contacts).
Gaps find_gaps(const People& people, const Standing& standing, const NearRows& near, const Arcs& all, const Relation& apart, const Relation& met,
               const Gifts& gifts, CommonContacts& contacts, const Settings& settings, const std::function<bool(double)>& go_on);

}  // namespace kith::connection_gaps
