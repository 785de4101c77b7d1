#include "plugins/connection_gaps/suggest.hpp"

#include <algorithm>
#include <cmath>

namespace kith::connection_gaps {

CommonContacts::CommonContacts(const Arcs& unpaid, std::span<const std::int32_t> role, std::span<const std::int32_t> paid_contacts,
                               std::int32_t staff_from)
    : unpaid_(unpaid), people_(static_cast<std::int32_t>(role.size())), weight_(role.size(), 0), counts_(role.size(), 0) {
    for (std::size_t p = 0; p < role.size(); ++p) {
        if (role[p] == worker || paid_contacts[p] >= staff_from) continue;
        std::int32_t degree = 0, last = -1;
        for (std::size_t arc = unpaid.begin(p); arc < unpaid.end(p); ++arc) {
            if (unpaid.targets[arc] >= people_ || unpaid.targets[arc] == last || !unpaid.sure(arc)) continue;
            last = unpaid.targets[arc];
            ++degree;
        }
        if (degree >= 2) weight_[p] = 1 / std::log(static_cast<double>(degree));
    }
}

void CommonContacts::count_for(std::int32_t person) {
    for (const std::int32_t other : touched_) counts_[static_cast<std::size_t>(other)] = 0;
    touched_.clear();
    const auto row = static_cast<std::size_t>(person);
    std::int32_t last = -1;
    for (std::size_t arc = unpaid_.begin(row); arc < unpaid_.end(row); ++arc) {
        const std::int32_t contact = unpaid_.targets[arc];
        if (contact >= people_) break;  // assets follow
        if (contact == last || !unpaid_.sure(arc) || weight_[static_cast<std::size_t>(contact)] == 0) continue;
        last = contact;
        std::int32_t before = -1;
        const auto contact_row = static_cast<std::size_t>(contact);
        for (std::size_t next = unpaid_.begin(contact_row); next < unpaid_.end(contact_row); ++next) {
            const std::int32_t other = unpaid_.targets[next];
            if (other >= people_) break;
            if (other == before || other == person || !unpaid_.sure(next)) continue;
            before = other;
            if (counts_[static_cast<std::size_t>(other)]++ == 0) touched_.push_back(other);
        }
    }
}

double CommonContacts::adamic_adar(std::int32_t a, std::int32_t b) const {
    const auto first = static_cast<std::size_t>(a), second = static_cast<std::size_t>(b);
    double sum = 0;
    std::size_t i = unpaid_.begin(first), j = unpaid_.begin(second);
    std::int32_t counted = -1;
    while (i < unpaid_.end(first) && j < unpaid_.end(second)) {
        if (!unpaid_.sure(i) || unpaid_.targets[i] < unpaid_.targets[j]) {
            ++i;
        } else if (!unpaid_.sure(j) || unpaid_.targets[j] < unpaid_.targets[i]) {
            ++j;
        } else {
            const std::int32_t contact = unpaid_.targets[i];
            if (contact < people_ && contact != counted) sum += weight_[static_cast<std::size_t>(contact)];
            counted = contact;
            ++i;
            ++j;
        }
    }
    return sum;
}

std::vector<std::int32_t> paid_contacts(std::size_t people, const TieColumns& ties) {
    std::vector<std::int32_t> count(people, 0);
    for (std::size_t tie = 0; tie < ties.from.size(); ++tie) {
        if (!ties.paid.known(tie) || ties.paid.values[tie] == 0) continue;
        const auto from = static_cast<std::size_t>(ties.from[tie]), to = static_cast<std::size_t>(ties.to[tie]);
        if (from >= people || to >= people) continue;
        ++count[from];
        ++count[to];
    }
    return count;
}

namespace {

/// One pass over the people, with what it keeps.
class Pass {
public:
    Pass(const People& people, const Standing& standing, const NearRows& near, const Arcs& all, const Relation& apart, const Relation& met,
         const Gifts& gifts, CommonContacts& contacts, const Settings& settings)
        : people_(people), standing_(standing), near_(near), all_(all), apart_(apart), met_(met), gifts_(gifts), contacts_(contacts), settings_(settings) {}

    void person(std::int32_t p, Gaps& gaps) {
        const auto row = static_cast<std::size_t>(p);
        NearAndAlike& told = gaps.people[row];
        if (!standing_.open(row)) {
            told.countable = Countable::closed;
            return;
        }
        contacts_.count_for(p);
        known(p, gaps);
        if (!asked(row)) return;  // not_asked from the start
        told.countable = countable(row);
        if (told.countable != Countable::value && told.countable != Countable::at_least) return;
        candidates_.clear();
        for (std::size_t i = near_.begin(row); i < near_.end(row); ++i) look_at(p, near_.rows[i], near_.metres[i], told);
        keep(gaps);
    }

private:
    bool asked(std::size_t row) const { return complete(people_.asked[row], facet_friends) && complete(people_.asked[row], facet_neighbours); }

    Countable countable(std::size_t row) const {
        if (!gifts_.any(static_cast<std::int32_t>(row))) return Countable::nothing_recorded;
        const bool nobody_near = near_.begin(row) == near_.end(row);
        if (nobody_near && (people_.area.empty() || people_.area[row] < 0)) return Countable::no_place;
        return !near_.cut.empty() && near_.cut[row] != 0 ? Countable::at_least : Countable::value;
    }

    bool strangers(std::int32_t p, std::int32_t q) const {
        const std::int32_t home = people_.household.empty() ? -1 : people_.household[static_cast<std::size_t>(p)];
        if (home >= 0 && home == people_.household[static_cast<std::size_t>(q)]) return false;
        return !all_.tied(static_cast<std::size_t>(p), q) && !apart_.holds(p, q) && !met_.holds(p, q);
    }

    void look_at(std::int32_t p, std::int32_t q, double metres, NearAndAlike& told) {
        if (p == q || !standing_.open(q)) return;
        const std::int32_t common = gifts_.count(p, q);
        if (common == 0) {
            // Nobody has written down what they like: there may be more.
            if (!gifts_.any(q) && strangers(p, q)) told.countable = Countable::at_least;
            return;
        }
        if (!strangers(p, q)) return;
        ++told.count;
        if (contacts_.with(q) < settings_.common_contacts) candidates_.push_back({p, q, common, static_cast<float>(metres)});
    }

    void keep(Gaps& gaps) {
        const auto most = std::min(candidates_.size(), static_cast<std::size_t>(settings_.suggestions));
        std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(most), candidates_.end(), [](const Suggestion& a, const Suggestion& b) {
            if (a.common != b.common) return a.common > b.common;
            return a.metres != b.metres ? a.metres < b.metres : a.other < b.other;
        });
        gaps.suggestions.insert(gaps.suggestions.end(), candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(most));
    }

    /// Nobody is asked about who did not say yes: a question names two people as well.
    void known(std::int32_t p, Gaps& gaps) {
        questions_.clear();
        for (const std::int32_t q : contacts_.others()) {
            if (q <= p || contacts_.with(q) < settings_.common_contacts || !standing_.open(q) || !strangers(p, q)) continue;
            questions_.push_back({p, q, contacts_.with(q), contacts_.adamic_adar(p, q)});
        }
        std::sort(questions_.begin(), questions_.end(), [](const ProbablyKnown& a, const ProbablyKnown& b) {
            return a.adamic_adar != b.adamic_adar ? a.adamic_adar > b.adamic_adar : a.other < b.other;
        });
        if (questions_.size() > static_cast<std::size_t>(settings_.known_questions)) questions_.resize(static_cast<std::size_t>(settings_.known_questions));
        gaps.known.insert(gaps.known.end(), questions_.begin(), questions_.end());
    }

    const People& people_;
    const Standing& standing_;
    const NearRows& near_;
    const Arcs& all_;
    const Relation& apart_;
    const Relation& met_;
    const Gifts& gifts_;
    CommonContacts& contacts_;
    const Settings& settings_;
    std::vector<Suggestion> candidates_;
    std::vector<ProbablyKnown> questions_;
};

/// Where two list each other, the higher row's line goes. Suggestions are in order of persons.
void once_each(std::vector<Suggestion>& suggestions, std::size_t people) {
    std::vector<std::size_t> first(people + 1, 0);
    for (const Suggestion& one : suggestions) ++first[static_cast<std::size_t>(one.person) + 1];
    for (std::size_t p = 1; p < first.size(); ++p) first[p] += first[p - 1];
    std::size_t kept = 0;
    std::vector<std::uint8_t> twice(suggestions.size(), 0);
    for (std::size_t i = 0; i < suggestions.size(); ++i) {
        const Suggestion& one = suggestions[i];
        if (one.other > one.person) continue;
        const auto theirs = static_cast<std::size_t>(one.other);
        for (std::size_t k = first[theirs]; k < first[theirs + 1]; ++k) twice[i] |= suggestions[k].other == one.person;
    }
    for (std::size_t i = 0; i < suggestions.size(); ++i)
        if (twice[i] == 0) suggestions[kept++] = suggestions[i];
    suggestions.resize(kept);
}

}  // namespace

Gaps find_gaps(const People& people, const Standing& standing, const NearRows& near, const Arcs& all, const Relation& apart, const Relation& met,
               const Gifts& gifts, CommonContacts& contacts, const Settings& settings, const std::function<bool(double)>& go_on) {
    Gaps gaps;
    gaps.people.resize(people.size());
    Pass pass(people, standing, near, all, apart, met, gifts, contacts, settings);
    for (std::size_t p = 0; p < people.size(); ++p) {
        if (p % 1024 == 0 && !go_on(static_cast<double>(p) / static_cast<double>(people.size()))) return gaps;
        pass.person(static_cast<std::int32_t>(p), gaps);
    }
    once_each(gaps.suggestions, people.size());
    return gaps;
}

}  // namespace kith::connection_gaps
