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
    return person < people_ && person != a && person != b && standing_.introducer(person) && !apart_.holds(person, a) && !apart_.holds(person, b);
}

void Introducers::first_steps(std::int32_t from, std::int32_t other, std::vector<Step>& steps) const {
    steps.clear();
    const auto row = static_cast<std::size_t>(from);
    for (std::size_t arc = unpaid_.begin(row); arc < unpaid_.end(row); ++arc) {
        const std::int32_t person = unpaid_.targets[arc];
        if (!unpaid_.sure(arc) || !usable(person, from, other)) continue;
        const double strength = strength_of(ties_, unpaid_.ties[arc]);
        if (strength <= 0) continue;
        // Parallel ties stand side by side: the strongest counts.
        if (!steps.empty() && steps.back().person == person) steps.back().value = std::max(steps.back().value, strength);
        else steps.push_back({person, -1, strength});
    }
}

void Introducers::second_steps(std::int32_t from, std::int32_t other, const std::vector<Step>& first, Best best, std::vector<Step>& steps) const {
    steps.clear();
    std::vector<Step> row;
    for (const Step& step : first) {
        const auto node = static_cast<std::size_t>(step.person);
        row.clear();
        for (std::size_t arc = unpaid_.begin(node); arc < unpaid_.end(node); ++arc) {
            const std::int32_t person = unpaid_.targets[arc];
            if (!unpaid_.sure(arc) || !usable(person, from, other) || apart_.holds(person, step.person)) continue;
            const double strength = strength_of(ties_, unpaid_.ties[arc]);
            if (strength <= 0) continue;
            const double value = together(step.value, strength, best);
            if (!row.empty() && row.back().person == person) row.back().value = std::max(row.back().value, value);
            else row.push_back({person, step.person, value});
        }
        steps.insert(steps.end(), row.begin(), row.end());
    }
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
        if (a.person != b.person) return a.person < b.person;
        return a.value != b.value ? a.value > b.value : a.by < b.by;
    });
}

/// Paths that meet: every pair of steps to the same person. Both lists are sorted by person, best first.
void Introducers::join(const std::vector<Step>& here, const std::vector<Step>& there, Best best, std::optional<Path>& found) const {
    for (std::size_t i = 0, j = 0; i < here.size() && j < there.size();) {
        const std::int32_t person = here[i].person;
        if (person != there[j].person) {
            (person < there[j].person ? i : j) += 1;
            continue;
        }
        std::size_t i_end = i, j_end = j;
        while (i_end < here.size() && here[i_end].person == person) ++i_end;
        while (j_end < there.size() && there[j_end].person == person) ++j_end;
        for (std::size_t x = i; x < i_end; ++x) {
            for (std::size_t y = j; y < j_end; ++y) {
                const std::int32_t before = here[x].by, after = there[y].by;
                // Going there and back is never better than not going; and two who are kept apart do not stand on one path.
                if (before >= 0 && after >= 0 && (before == after || apart_.holds(before, after))) continue;
                Path path;
                for (const std::int32_t on : {before, person, after})
                    if (on >= 0) path.people[static_cast<std::size_t>(path.count++)] = on;
                path.strength = together(here[x].value, there[y].value, best);
                if (better(path, found)) found = path;
                if (y + 1 < j_end && together(here[x].value, there[y + 1].value, best) < path.strength) break;  // what follows is worse
            }
            const bool settled = found && (x + 1 == i_end || together(here[x + 1].value, there[j].value, best) < found->strength);
            if (settled) break;
        }
        i = i_end;
        j = j_end;
    }
}

std::optional<Path> Introducers::find(std::int32_t a, std::int32_t b, int between, Best best) {
    std::optional<Path> found;
    if (a == b || between < 1 || apart_.holds(a, b)) return found;
    first_steps(a, b, near_a_);
    first_steps(b, a, near_b_);
    if (near_a_.empty() || near_b_.empty()) return found;
    join(near_a_, near_b_, best, found);
    if (between < 2) return found;
    second_steps(a, b, near_a_, best, far_a_);
    join(far_a_, near_b_, best, found);
    if (between < 3) return found;
    second_steps(b, a, near_b_, best, far_b_);
    join(far_a_, far_b_, best, found);
    return found;
}

}  // namespace kith::connection_gaps
