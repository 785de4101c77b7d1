#include "engine/privacy/parts.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/column/segment.hpp"

namespace kith::privacy {
namespace {

/// What a reader may think a part is, before anything is taken from anything.
Possible alone(const Part& part, const Rule& rule) {
    if (part.shown) return possible(*part.shown, rule);
    return {0, part.count < rule.threshold ? rule.threshold - 1 : no_limit};
}

/// Do the whole and those that are said leave enough for each that is not?
bool leaves_enough(const Part& whole, std::span<const Part> parts, const Rule& rule) {
    const Possible all = alone(whole, rule);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].shown) continue;
        Possible left = all;
        for (std::size_t j = 0; j < parts.size(); ++j) {
            if (j == i) continue;
            const Possible other = alone(parts[j], rule);
            left.low -= std::min(other.high, no_limit);
            left.high -= other.low;
        }
        const Possible own = alone(parts[i], rule);
        if (std::min(left.high, own.high) - std::max(left.low, own.low) + 1 < rule.least_values) return false;
    }
    return true;
}

}  // namespace

void say_parts(Part& whole, std::span<Part> parts, const Rule& rule) {
    const auto say = [&](Part& part) { part.shown = part.may_be_said ? shown(part.count, rule) : std::nullopt; };
    say(whole);
    std::vector<Part> all(parts.begin(), parts.end());
    Part rest{whole.count, false, {}};
    for (Part& part : all) {
        say(part);
        rest.count -= part.count;
    }
    if (rest.count > 0) all.push_back(rest);
    while (whole.shown && !leaves_enough(whole, all, rule)) {
        const auto smallest = std::min_element(all.begin(), all.end(), [](const Part& a, const Part& b) { return std::pair(!a.shown, a.count) < std::pair(!b.shown, b.count); });
        if (smallest->shown) smallest->shown.reset();
        else whole.shown.reset();
    }
    std::copy_n(all.begin(), parts.size(), parts.begin());
}

bool may_be_counted(const column::Column* permission, std::size_t row) {
    if (permission == nullptr || !permission->known(row)) return true;
    const auto codes = permission->list(row);
    return std::any_of(codes.begin(), codes.end(), [&](std::int32_t code) { return permission->dictionary()[code] == "aggregate"; });
}

bool of_enough_people(std::span<const std::int32_t> people, const Rule& rule) {
    std::map<std::int32_t, double> each;
    for (const std::int32_t person : people) each[person] += 1;
    std::vector<double> brought;
    for (const auto& [_, times] : each) brought.push_back(times);
    return static_cast<std::int64_t>(brought.size()) >= rule.threshold && !dominated(brought, rule);
}

std::int64_t different(std::span<const std::int32_t> people) {
    std::vector<std::int32_t> sorted(people.begin(), people.end());
    std::sort(sorted.begin(), sorted.end());
    return std::unique(sorted.begin(), sorted.end()) - sorted.begin();
}

}  // namespace kith::privacy
