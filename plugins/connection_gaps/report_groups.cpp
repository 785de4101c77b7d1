#include "plugins/connection_gaps/report_groups.hpp"

#include <algorithm>
#include <array>

namespace kith::connection_gaps {
namespace {

namespace cell = sdk::cell;
constexpr int false_discovery = 1;  // how a p-value of a finding was corrected

/// Gaps, furthest below what is expected first.
std::vector<const GroupPair*> gaps_among(const std::vector<GroupPair>& pairs, const GroupSettings& settings) {
    std::vector<const GroupPair*> gaps;
    for (const GroupPair& pair : pairs)
        if (is_gap(pair.between, settings)) gaps.push_back(&pair);
    std::stable_sort(gaps.begin(), gaps.end(), [](const GroupPair* a, const GroupPair* b) { return pearson(a->between) < pearson(b->between); });
    return gaps;
}

/// An association that people may be asked about by name of it: running, and neither sensitive nor hidden.
std::vector<std::uint8_t> groups_of(const Assets& assets, std::span<const std::uint8_t> use) {
    std::vector<std::uint8_t> is_group(assets.size(), 0);
    for (std::size_t row = 0; row < assets.size(); ++row)
        is_group[row] = use[row] != 0 && assets.of_class.known(row) && assets.of_class.values[row] == association;
    return is_group;
}

}  // namespace

void report_groups(
    const sdk::Run& run, const Inputs& in, const Standing& standing, const Relation& apart, std::span<const std::uint8_t> use) {
    GroupSettings settings;
    settings.least_members = static_cast<std::int32_t>(run.integer("least_members"));
    const std::vector<std::uint8_t> is_group = groups_of(in.assets, use);
    const std::vector<GroupPair> pairs = compare_groups(is_group, in.goes, in.unpaid, in.groups, in.people, settings);
    const sdk::Message message = run.message("group_gap");
    const sdk::Argument a = run.argument("group_gap", "a"), b = run.argument("group_gap", "b"),
                        expected = run.argument("group_gap", "expected"), n = run.argument("group_gap", "n");
    const sdk::Strength between = run.strength("stand_between"), both = run.strength("in_both");
    const sdk::Argument who = run.argument("stand_between", "who"), both_n = run.argument("in_both", "n");
    const std::uint32_t table = run.table("group_pairs");
    for (const GroupPair* pair : gaps_among(pairs, settings)) {
        const Between& found = pair->between;
        const std::vector<std::int32_t> named = connectors_of(*pair, in.goes, in.unpaid, in.people, standing, apart, settings);
        sdk::Finding finding(message, found.a, found.b);
        finding.value(static_cast<double>(found.contacts)).inputs(static_cast<std::size_t>(pair->members_a + pair->members_b));
        finding.with(a, pair->members_a).with(b, pair->members_b).with(expected, found.expected).with(n, pair->connectors);
        finding.p_value(found.q, false_discovery);
        for (const std::int32_t person : named) finding.by_person(person);
        if (!named.empty()) finding.strength(between);
        for (const std::int32_t person : named) finding.with(who, person);
        if (pair->in_both > 0) finding.strength(both).with(both_n, pair->in_both);
        run.add(finding);
        const std::array cells{cell::row(found.a), cell::row(found.b), cell::row(pair->members_a), cell::row(pair->members_b),
            cell::row(static_cast<std::int32_t>(found.contacts)), cell::number(found.expected), cell::row(pair->in_both),
            cell::row(pair->connectors), named.empty() ? cell::empty() : cell::row(named.front())};
        run.add_row(table, cells);
    }
}

}  // namespace kith::connection_gaps
