#include "plugins/connection_gaps/people.hpp"

#include <algorithm>
#include <cmath>

namespace kith::connection_gaps {

bool Arcs::tied(std::size_t node, std::int32_t other) const {
    const auto row = targets.subspan(begin(node), end(node) - begin(node));
    return std::binary_search(row.begin(), row.end(), other);
}

namespace {

Closed closed_because(const People& people, std::size_t p, std::optional<std::int32_t> today) {
    if (people.living[p] != living_here) return Closed::not_here;
    if (people.role[p] != participant) return Closed::not_participant;
    if (people.under_18.known(p) && people.under_18.values[p] != 0) return Closed::under_18;
    const bool yes = people.introduce.known(p) && people.introduce.values[p] != 0;
    const bool permitted = people.not_permitted.empty() || people.not_permitted[p] == 0;
    if (!yes || !permitted) return Closed::not_said_yes;
    if (!people.own_view.known(p) || people.own_view.values[p] != happy_as_is) return Closed::open;
    const bool over = today && people.own_view_until.known(p) && people.own_view_until.values[p] < *today;
    return over ? Closed::open : Closed::happy;
}

}  // namespace

Standing standing(const People& people, std::optional<std::int32_t> today) {
    Standing result;
    result.closed.resize(people.size());
    result.may_introduce.resize(people.size());
    for (std::size_t p = 0; p < people.size(); ++p) {
        result.closed[p] = closed_because(people, p, today);
        // Happy with one's own ties is no reason not to bring others together, if that was said yes to.
        bool may = result.closed[p] == Closed::open || result.closed[p] == Closed::happy;
        if (result.closed[p] == Closed::not_participant && people.role[p] == connector) {
            const bool adult = !people.under_18.known(p) || people.under_18.values[p] == 0;
            const bool permitted = people.not_permitted.empty() || people.not_permitted[p] == 0;
            may = adult && permitted && people.introduce.known(p) && people.introduce.values[p] != 0;
        }
        result.may_introduce[p] = may;
    }
    return result;
}

Relation::Relation(std::size_t nodes, std::vector<std::pair<std::int32_t, std::int32_t>> pairs) : bits_(nodes / 64 + 1, 0) {
    // A tie to a place that is kept private names no node (-1): it relates nobody that may be spoken of.
    const auto limit = static_cast<std::int32_t>(nodes);
    std::erase_if(pairs, [&](const auto& pair) { return pair.first < 0 || pair.second < 0 || pair.first >= limit || pair.second >= limit; });
    const std::size_t given = pairs.size();
    for (std::size_t i = 0; i < given; ++i) pairs.emplace_back(pairs[i].second, pairs[i].first);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const auto& [node, other] : pairs) {
        if (nodes_.empty() || nodes_.back() != node) {
            nodes_.push_back(node);
            begins_.push_back(others_.size());
            bits_[static_cast<std::size_t>(node) / 64] |= std::uint64_t{1} << (static_cast<std::size_t>(node) % 64);
        }
        others_.push_back(other);
    }
    begins_.push_back(others_.size());
}

std::span<const std::int32_t> Relation::of(std::int32_t node) const {
    if (!touched(node)) return {};
    const auto found = static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), node) - nodes_.begin());
    return std::span(others_).subspan(begins_[found], begins_[found + 1] - begins_[found]);
}

bool Relation::holds(std::int32_t a, std::int32_t b) const {
    if (!touched(a)) return false;
    const auto others = of(a);
    return std::binary_search(others.begin(), others.end(), b);
}

Relation kept_apart(
    std::size_t nodes, std::span<const std::int32_t> never_a, std::span<const std::int32_t> never_b, const TieColumns& ties) {
    std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
    for (std::size_t i = 0; i < never_a.size(); ++i) pairs.emplace_back(never_a[i], never_b[i]);
    for (std::size_t tie = 0; tie < ties.valence.values.size(); ++tie)
        if (ties.valence.known(tie) && ties.valence.values[tie] == difficult) pairs.emplace_back(ties.from[tie], ties.to[tie]);
    return {nodes, std::move(pairs)};
}

Relation have_met(std::size_t nodes, const TieColumns& ties) {
    std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
    for (std::size_t tie = 0; tie < ties.until.values.size(); ++tie)
        if (ties.until.known(tie)) pairs.emplace_back(ties.from[tie], ties.to[tie]);
    return {nodes, std::move(pairs)};
}

double strength_of(const TieColumns& ties, std::int32_t tie) {
    const auto row = static_cast<std::size_t>(tie);
    if (ties.strength.known(row)) return std::clamp(ties.strength.values[row], 0.0, 1.0);
    double strength = 1;
    if (ties.closeness.known(row)) strength *= std::sqrt(ties.closeness.values[row] / 5.0);
    if (ties.frequency.known(row)) strength *= std::sqrt(std::min(12 * ties.frequency.values[row], 52.0) / 52);
    return ties.closeness.known(row) || ties.frequency.known(row) ? std::clamp(strength, 0.0, 1.0) : 0.5;
}

}  // namespace kith::connection_gaps
