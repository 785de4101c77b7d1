#include "plugins/connection_gaps/suggest.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kith::connection_gaps {
namespace {

/// A hint that costs nothing where it is not known.
inline void fetch_soon(const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    (void)address;
#endif
}

}  // namespace

CommonContacts::CommonContacts(
    const Arcs& unpaid, std::span<const std::int32_t> role, std::span<const std::int32_t> paid_contacts, std::int32_t staff_from)
    : offsets_(1, 0), weight_(role.size(), 0), counts_as_contact_(role.size(), 0), counts_(role.size(), 0) {
    const auto people = static_cast<std::int32_t>(role.size());
    offsets_.reserve(role.size() + 1);
    contacts_.reserve(unpaid.targets.size());
    for (std::size_t p = 0; p < role.size(); ++p) {
        std::int32_t last = -1;
        for (std::size_t arc = unpaid.begin(p); arc < unpaid.end(p) && unpaid.targets[arc] < people; ++arc) {
            if (unpaid.targets[arc] == last || !unpaid.sure(arc)) continue;
            last = unpaid.targets[arc];
            contacts_.push_back(last);
        }
        offsets_.push_back(contacts_.size());
        const std::size_t degree = offsets_[p + 1] - offsets_[p];
        counts_as_contact_[p] = role[p] != worker && paid_contacts[p] < staff_from && degree >= 2;
        if (counts_as_contact_[p] != 0) weight_[p] = 1 / std::log(static_cast<double>(degree));
    }
}

template <class Found>
void CommonContacts::above(std::int32_t person, std::int32_t least, const Found& found) {
    // The rows lie anywhere in memory: asked for together, they come together.
    rows_.clear();
    for (const std::int32_t contact : row(person))
        if (counts_as_contact_[static_cast<std::size_t>(contact)] != 0) rows_.push_back(row(contact));
    for (const auto& theirs : rows_) fetch_soon(&theirs.back());
    for (const auto& theirs : rows_) {
        // Rows are sorted: those above stand at the end.
        for (std::size_t i = theirs.size(); i-- > 0 && theirs[i] > person;) {
            std::uint8_t& count = counts_[static_cast<std::size_t>(theirs[i])];
            if (count == 0) touched_.push_back(theirs[i]);
            count = static_cast<std::uint8_t>(count + (count != 255));
        }
    }
    for (const std::int32_t other : touched_) {
        const std::uint8_t count = std::exchange(counts_[static_cast<std::size_t>(other)], std::uint8_t{0});
        if (count >= least) found(other);
    }
    touched_.clear();
}

CommonContacts::Shared CommonContacts::shared(std::int32_t a, std::int32_t b) const {
    const auto mine = row(a), theirs = row(b);
    Shared shared;
    for (std::size_t i = 0, j = 0; i < mine.size() && j < theirs.size();) {
        if (mine[i] == theirs[j]) {
            const double weight = weight_[static_cast<std::size_t>(mine[i])];
            shared.count += weight > 0;
            shared.adamic_adar += weight;
            ++i;
            ++j;
        } else {
            (mine[i] < theirs[j] ? i : j) += 1;
        }
    }
    return shared;
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

/// Neither of one household, nor tied in any way, nor known to each other from before, nor kept apart.
class Strangers {
public:
    Strangers(const People& people, const Arcs& all, const Relation& apart, const Relation& met)
        : people_(people), all_(all), apart_(apart), met_(met) {}
    bool are(std::int32_t p, std::int32_t q) const {
        const std::int32_t home = people_.household.empty() ? -1 : people_.household[static_cast<std::size_t>(p)];
        if (home >= 0 && home == people_.household[static_cast<std::size_t>(q)]) return false;
        return !all_.tied(static_cast<std::size_t>(p), q) && !apart_.holds(p, q) && !met_.holds(p, q);
    }

private:
    const People& people_;
    const Arcs& all_;
    const Relation& apart_;
    const Relation& met_;
};

/// Pairs that probably know each other, by person. Nobody is asked about who did not say yes to introductions: a question
/// names two people as well.
class Known {
public:
    /// False: asked to stop.
    bool find(const Standing& standing, const Strangers& strangers, CommonContacts& contacts, const Settings& settings,
        const std::function<bool(double)>& go_on) {
        const std::size_t people = standing.closed.size();
        first_.reserve(people + 1);
        in_a_pair_.assign(people, false);
        for (std::size_t p = 0; p < people; ++p) {
            first_.push_back(pairs_.size());
            if (p % 1024 == 0 && !go_on(0.6 * static_cast<double>(p) / static_cast<double>(people))) return false;
            if (!standing.open(p)) continue;
            const auto person = static_cast<std::int32_t>(p);
            contacts.above(person, settings.common_contacts, [&](std::int32_t other) {
                if (!standing.open(other) || !strangers.are(person, other)) return;
                const CommonContacts::Shared shared = contacts.shared(person, other);
                pairs_.push_back({person, other, shared.count, shared.adamic_adar});
                in_a_pair_[p] = in_a_pair_[static_cast<std::size_t>(other)] = true;
            });
            std::sort(pairs_.begin() + static_cast<std::ptrdiff_t>(first_.back()), pairs_.end(),
                [](const ProbablyKnown& a, const ProbablyKnown& b) { return a.other < b.other; });
        }
        first_.push_back(pairs_.size());
        return true;
    }
    bool holds(std::int32_t a, std::int32_t b) const {
        if (!in_a_pair_[static_cast<std::size_t>(a)] || !in_a_pair_[static_cast<std::size_t>(b)]) return false;
        const auto low = static_cast<std::size_t>(std::min(a, b));
        const auto begin = pairs_.begin() + static_cast<std::ptrdiff_t>(first_[low]),
                   end = pairs_.begin() + static_cast<std::ptrdiff_t>(first_[low + 1]);
        const auto found =
            std::lower_bound(begin, end, std::max(a, b), [](const ProbablyKnown& pair, std::int32_t other) { return pair.other < other; });
        return found != end && found->other == std::max(a, b);
    }
    /// Of each person the highest Adamic-Adar, at most `most`.
    std::vector<ProbablyKnown> highest(std::size_t most) && {
        std::size_t kept = 0;
        for (std::size_t p = 0; p + 1 < first_.size(); ++p) {
            const auto begin = pairs_.begin() + static_cast<std::ptrdiff_t>(first_[p]),
                       end = pairs_.begin() + static_cast<std::ptrdiff_t>(first_[p + 1]);
            std::sort(begin, end, [](const ProbablyKnown& a, const ProbablyKnown& b) {
                return a.adamic_adar != b.adamic_adar ? a.adamic_adar > b.adamic_adar : a.other < b.other;
            });
            const std::size_t here = std::min(most, first_[p + 1] - first_[p]);
            std::move(begin, begin + static_cast<std::ptrdiff_t>(here), pairs_.begin() + static_cast<std::ptrdiff_t>(kept));
            kept += here;
        }
        pairs_.resize(kept);
        return std::move(pairs_);
    }

private:
    std::vector<ProbablyKnown> pairs_;
    std::vector<std::size_t> first_;
    std::vector<bool> in_a_pair_;
};

/// Who is near and alike, one person at a time.
class Near {
public:
    Near(const People& people, const Standing& standing, const NearRows& near, const Gifts& gifts, const Strangers& strangers,
        const Known& known)
        : people_(people), standing_(standing), near_(near), gifts_(gifts), strangers_(strangers), known_(known) {}

    /// Adds whoever could be suggested to `candidates`, nearest first.
    NearAndAlike look(std::int32_t p, std::vector<Suggestion>& candidates) {
        const auto row = static_cast<std::size_t>(p);
        NearAndAlike told;
        told.countable = countable(row);
        if (told.countable != Countable::value && told.countable != Countable::at_least) return told;
        for (std::size_t i = near_.begin(row); i < near_.end(row); ++i) {
            const auto other = static_cast<std::size_t>(near_.rows[i]);
            gifts_.soon(near_.rows[i]);
            fetch_soon(&standing_.closed[other]);
            if (!people_.household.empty()) fetch_soon(&people_.household[other]);
        }
        for (std::size_t i = near_.begin(row); i < near_.end(row); ++i) look_at(p, near_.rows[i], near_.metres[i], told, candidates);
        return told;
    }

private:
    Countable countable(std::size_t row) const {
        if (!standing_.open(row)) return Countable::closed;
        if (!complete(people_.asked[row], facet_friends) || !complete(people_.asked[row], facet_neighbours)) return Countable::not_asked;
        if (!gifts_.any(static_cast<std::int32_t>(row))) return Countable::nothing_recorded;
        const bool nobody_near = near_.begin(row) == near_.end(row);
        if (nobody_near && (people_.area.empty() || people_.area[row] < 0)) return Countable::no_place;
        return !near_.cut.empty() && near_.cut[row] != 0 ? Countable::at_least : Countable::value;
    }

    void look_at(std::int32_t p, std::int32_t q, std::int32_t metres, NearAndAlike& told, std::vector<Suggestion>& candidates) {
        const std::int32_t common = gifts_.count(p, q);
        if (common == 0) {
            // Nobody has written down what they like: there may be more.
            if (!gifts_.any(q) && p != q && standing_.open(q) && strangers_.are(p, q)) told.countable = Countable::at_least;
            return;
        }
        if (p == q || !standing_.open(q) || !strangers_.are(p, q)) return;
        ++told.count;
        if (!known_.holds(p, q)) candidates.push_back({p, q, common, metres});
    }

    const People& people_;
    const Standing& standing_;
    const NearRows& near_;
    const Gifts& gifts_;
    const Strangers& strangers_;
    const Known& known_;
};

bool before(const Suggestion& a, const Suggestion& b) {
    if (a.common != b.common) return a.common > b.common;
    return a.metres != b.metres ? a.metres < b.metres : a.other < b.other;
}

/// Of all candidates those to suggest: nobody is named more than `most` times, in their own list or in another's, so that nobody
/// is asked by everybody; and who has the fewest to choose from chooses first, so that nobody goes without because others chose.
class Choosing {
public:
    /// `first`: where each person's candidates begin in `candidates` (persons + 1).
    Choosing(std::vector<Suggestion>& candidates, const std::vector<std::size_t>& first, std::int32_t most)
        : candidates_(candidates), first_(first), most_(most), named_(first.size() - 1, 0) {}

    std::vector<Suggestion> choose() && {
        for (const std::int32_t person : fewest_first()) choose_for(static_cast<std::size_t>(person));
        std::sort(chosen_.begin(), chosen_.end(),
            [](const Suggestion& a, const Suggestion& b) { return a.person != b.person ? a.person < b.person : before(a, b); });
        return std::move(chosen_);
    }

private:
    std::size_t count(std::size_t person) const { return first_[person + 1] - first_[person]; }

    /// People with candidates, by how many they have, then by row.
    std::vector<std::int32_t> fewest_first() const {
        std::vector<std::int32_t> order;
        for (std::size_t p = 0; p + 1 < first_.size(); ++p)
            if (count(p) > 0) order.push_back(static_cast<std::int32_t>(p));
        std::stable_sort(order.begin(), order.end(),
            [&](std::int32_t a, std::int32_t b) { return count(static_cast<std::size_t>(a)) < count(static_cast<std::size_t>(b)); });
        return order;
    }

    void choose_for(std::size_t person) {
        if (named_[person] >= most_) return;
        const auto begin = candidates_.begin() + static_cast<std::ptrdiff_t>(first_[person]);
        const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(first_[person + 1]);
        std::sort(begin, end, before);
        for (auto one = begin; one != end && named_[person] < most_; ++one) {
            if (named_[static_cast<std::size_t>(one->other)] >= most_ || chose(one->other, one->person)) continue;
            chosen_.push_back(*one);
            ++named_[person];
            ++named_[static_cast<std::size_t>(one->other)];
            one->common = 0;  // a mark that `chose` looks for: what was chosen is in chosen_
        }
    }

    /// Has `a` chosen `b` already?
    bool chose(std::int32_t a, std::int32_t b) const {
        const auto row = static_cast<std::size_t>(a);
        for (std::size_t i = first_[row]; i < first_[row + 1]; ++i)
            if (candidates_[i].common == 0 && candidates_[i].other == b) return true;
        return false;
    }

    std::vector<Suggestion>& candidates_;
    const std::vector<std::size_t>& first_;
    std::int32_t most_;
    std::vector<std::int32_t> named_;  // how often, a person
    std::vector<Suggestion> chosen_;
};

}  // namespace

Gaps find_gaps(const People& people, const Standing& standing, const NearRows& near, const Arcs& all, const Relation& apart,
    const Relation& met, const Gifts& gifts, CommonContacts& contacts, const Settings& settings, const std::function<bool(double)>& go_on) {
    Gaps gaps;
    gaps.people.resize(people.size());
    const Strangers strangers(people, all, apart, met);
    Known known;
    if (!known.find(standing, strangers, contacts, settings, go_on)) return gaps;
    Near look(people, standing, near, gifts, strangers, known);
    std::vector<Suggestion> candidates;
    std::vector<std::size_t> first{0};
    first.reserve(people.size() + 1);
    for (std::size_t p = 0; p < people.size(); ++p) {
        if (p % 1024 == 0 && !go_on(0.6 + 0.4 * static_cast<double>(p) / static_cast<double>(people.size()))) return gaps;
        gaps.people[p] = look.look(static_cast<std::int32_t>(p), candidates);
        first.push_back(candidates.size());
    }
    gaps.suggestions = Choosing(candidates, first, settings.suggestions).choose();
    gaps.known = std::move(known).highest(static_cast<std::size_t>(settings.known_questions));
    return gaps;
}

}  // namespace kith::connection_gaps
