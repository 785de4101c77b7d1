#pragma once
// Who is near and alike but not tied, and who probably knows each other already.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "plugins/connection_gaps/alike.hpp"
#include "plugins/connection_gaps/people.hpp"

namespace kith::connection_gaps {

/// Who shares whom: people's contacts over unpaid ties, staff left out as contacts in common (domain 4.2).
class CommonContacts {
public:
    /// `unpaid` as for introductions; `paid_contacts`: how many people each person is tied to for pay. Workers, and people
    /// with `staff_from` such ties or more, are no contacts in common: they know everybody and connect nobody. O(ties).
    CommonContacts(
        const Arcs& unpaid, std::span<const std::int32_t> role, std::span<const std::int32_t> paid_contacts, std::int32_t staff_from);

    /// Everybody above `person` with at least `least` contacts in common, in no order: found(other). O(contacts of contacts).
    template <class Found>
    void above(std::int32_t person, std::int32_t least, const Found& found);

    struct Shared {
        std::int32_t count = 0;
        double adamic_adar = 0;  // sum over contacts in common of 1 / ln of their number of contacts (Adamic and Adar 2003)
    };
    Shared shared(std::int32_t a, std::int32_t b) const;

private:
    std::span<const std::int32_t> row(std::int32_t person) const {
        const auto p = static_cast<std::size_t>(person);
        return std::span(contacts_).subspan(offsets_[p], offsets_[p + 1] - offsets_[p]);
    }
    std::vector<std::size_t> offsets_;
    std::vector<std::int32_t> contacts_;  // each row sorted, everybody once
    std::vector<double> weight_;          // 1 / ln degree; 0: no contact in common
    std::vector<std::uint8_t> counts_as_contact_;
    std::vector<std::uint8_t> counts_;  // up to 255, while one person is looked at
    std::vector<std::int32_t> touched_;
    std::vector<std::span<const std::int32_t>> rows_;  // of the person's contacts
};

/// Ties to people for pay, either way, a person.
std::vector<std::int32_t> paid_contacts(std::size_t people, const TieColumns& ties);

struct Suggestion {
    std::int32_t person = -1;
    std::int32_t other = -1;
    std::int32_t common = 0;  // things in common
    std::int32_t metres = 0;
};
struct ProbablyKnown {
    std::int32_t person = -1;  // the lower row
    std::int32_t other = -1;
    std::int32_t common = 0;  // contacts in common
    double adamic_adar = 0;
};

/// What can be said of how many people near a person are alike and not tied to them.
enum class Countable : std::uint8_t { value, at_least, closed, not_asked, nothing_recorded, no_place };
struct NearAndAlike {
    std::int32_t count = 0;
    Countable countable = Countable::not_asked;
};

struct Settings {
    int suggestions = 3;               // nobody is named in more
    std::int32_t common_contacts = 3;  // from so many on, two people probably know each other
    int known_questions = 3;           // at most for each person of the lower row
};

struct Gaps {
    std::vector<NearAndAlike> people;     // one a person
    std::vector<Suggestion> suggestions;  // by person; of each the most in common, then the nearest, then the lowest row.
                                          // Each pair once, under whoever had the fewer to choose from
    std::vector<ProbablyKnown> known;     // by person; of each the highest Adamic-Adar, then the lowest row
};

/// Suggestions are made for people who are open and were asked in full about friends and neighbours, among those near them
/// who are open, not of their household, not tied to them by any tie, not known from an ended one, not kept apart, and share
/// something. Nobody is named more often than `settings.suggestions`, whoever's list it is in; who has the fewest to choose from
/// chooses first. Pairs with many contacts in common are left to `known`; they count in `people` all the same, so that a count
/// depends on nothing that others were not asked. `go_on(share)` is called now and then; false ends the work with what
/// there is. O(near + contacts of contacts).
Gaps find_gaps(const People& people, const Standing& standing, const NearRows& near, const Arcs& all, const Relation& apart,
    const Relation& met, const Gifts& gifts, CommonContacts& contacts, const Settings& settings, const std::function<bool(double)>& go_on);

}  // namespace kith::connection_gaps
