#include "plugins/connection_gaps/paths.hpp"

#include <algorithm>

namespace kith::connection_gaps {
namespace {

double together(double a, double b, Best best) { return best == Best::shortest ? a * b : std::min(a, b); }

bool better(const Path& a, const std::optional<Path>& b) {
    if (!b) return true;
    if (a.strength != b->strength) return a.strength > b->strength;
    if (a.count != b->count) return a.count < b->count;
    return a.people < b->people;
}

}  // namespace

bool Introducers::usable(std::int32_t person, std::int32_t a, std::int32_t b) const {
    return person < people_ && person != a && person != b && standing_.introducer(person) && !apart_.holds(person, a) &&
           !apart_.holds(person, b);
}

template <class Visit>
void Introducers::pass_on(std::int32_t from, const Visit& visit) const {
    const auto row = static_cast<std::size_t>(from);
    for (std::size_t arc = unpaid_.begin(row); arc < unpaid_.end(row); ++arc) {
        const std::int32_t person = unpaid_.targets[arc];
        if (person >= people_) break;  // assets follow
        if (unpaid_.sure(arc) && !apart_.holds(from, person)) visit(person, arc);
    }
}

void Introducers::first_steps(std::int32_t from, std::int32_t other, std::vector<Step>& steps) const {
    steps.clear();
    pass_on(from, [&](std::int32_t person, std::size_t arc) {
        if (!usable(person, from, other)) return;
        const double value = strength(arc);
        if (value <= 0) return;
        // Parallel ties stand side by side: the strongest counts.
        if (!steps.empty() && steps.back().person == person) steps.back().value = std::max(steps.back().value, value);
        else steps.push_back({person, -1, value, -1, arc});
    });
}

void Introducers::Search::take(std::initializer_list<std::int32_t> people, double strength) {
    Path path;
    for (const std::int32_t person : people) path.people[static_cast<std::size_t>(path.count++)] = person;
    path.strength = strength;
    if (better(path, found)) found = path;
}

void Introducers::over_one_or_two(Search& search, int between) {
    for (const Step& x : near_a_) {
        const std::int32_t at = near_b_at_[static_cast<std::size_t>(x.person)];
        if (at >= 0) search.take({x.person}, together(x.value, near_b_[static_cast<std::size_t>(at)].value, search.best));
    }
    if (between < 2) return;
    for (const Step& x : near_a_) {
        if (!search.hopeful(x.value, 2)) continue;
        pass_on(x.person, [&](std::int32_t y, std::size_t arc) {
            const std::int32_t at = near_b_at_[static_cast<std::size_t>(y)];
            if (at >= 0) {
                const double tie = strength(arc);
                if (tie > 0)
                    search.take({x.person, y},
                        together(together(x.value, tie, search.best), near_b_[static_cast<std::size_t>(at)].value, search.best));
            }
            if (between < 3 || !usable(y, search.a, search.b)) return;
            std::int32_t& head = far_a_at_[static_cast<std::size_t>(y)];
            far_a_.push_back({y, x.person, x.value, head, arc});
            head = static_cast<std::int32_t>(far_a_.size()) - 1;
        });
    }
}

void Introducers::over_three(Search& search) const {
    for (const Step& z : near_b_) {
        if (!search.hopeful(z.value, 3)) continue;
        pass_on(z.person, [&](std::int32_t y, std::size_t arc) {
            std::int32_t at = far_a_at_[static_cast<std::size_t>(y)];
            if (at < 0) return;
            const double tie = strength(arc);
            const double value = together(z.value, tie, search.best);
            if (tie <= 0 || !search.hopeful(value, 3)) return;
            for (; at >= 0; at = far_a_[static_cast<std::size_t>(at)].next) {
                const Step& step = far_a_[static_cast<std::size_t>(at)];
                // Going there and back is never better than not going; and two who are kept apart do not stand on one path.
                if (step.by == z.person || !search.hopeful(together(step.value, value, search.best), 3) || apart_.holds(step.by, z.person))
                    continue;
                const double other = strength(step.arc);
                if (other > 0) search.take({step.by, y, z.person}, together(together(step.value, other, search.best), value, search.best));
            }
        });
    }
}

std::optional<Path> Introducers::find(std::int32_t a, std::int32_t b, int between, Best best) {
    Search search{a, b, best, {}};
    if (a == b || between < 1 || apart_.holds(a, b)) return search.found;
    first_steps(a, b, near_a_);
    first_steps(b, a, near_b_);
    if (near_a_.empty() || near_b_.empty()) return search.found;
    for (std::size_t i = 0; i < near_b_.size(); ++i) near_b_at_[static_cast<std::size_t>(near_b_[i].person)] = static_cast<std::int32_t>(i);
    far_a_.clear();
    over_one_or_two(search, between);
    if (between > 2) over_three(search);
    for (const Step& step : near_b_) near_b_at_[static_cast<std::size_t>(step.person)] = -1;
    for (const Step& step : far_a_) far_a_at_[static_cast<std::size_t>(step.person)] = -1;
    return search.found;
}

}  // namespace kith::connection_gaps
