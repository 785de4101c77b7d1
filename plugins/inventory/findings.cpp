#include "plugins/inventory/findings.hpp"

#include <algorithm>

namespace kith::inventory {
namespace {

using sdk::AreaRow;
using sdk::Finding;
using sdk::Run;

constexpr std::size_t most_named = 3;
constexpr double days_a_month = 365.25 / 12;

// The kinds that there are most of.
std::vector<std::int32_t> most_common(const Tally& tally) {
    std::vector<SubtypeCount> kinds;
    for (const SubtypeCount& kind : tally.subtypes)
        if (kind.subtype >= 0) kinds.push_back(kind);
    std::stable_sort(kinds.begin(), kinds.end(), [](const SubtypeCount& a, const SubtypeCount& b) { return a.count > b.count; });
    std::vector<std::int32_t> named;
    for (const SubtypeCount& kind : kinds)
        if (named.size() < most_named && std::find(named.begin(), named.end(), kind.subtype) == named.end()) named.push_back(kind.subtype);
    return named;
}

// Classes of which nothing is recorded. People who told of their gifts were asked about them, records or none; of what is kept for the team
// nobody here knows.
std::vector<std::int32_t> not_asked(const Run& run, const Tally& tally, const GiftCount* gifts) {
    const bool kept = run.yes("published");
    std::vector<std::int32_t> classes;
    for (std::int32_t i = 0; i < class_count; ++i) {
        if (i == individual && (kept || (gifts != nullptr && gifts->gifts() > 0))) continue;
        if (tally.by_class[static_cast<std::size_t>(i)] == 0) classes.push_back(i);
    }
    return classes;
}

Finding& dated(Finding& finding, const Tally& tally) {
    if (tally.oldest != no_date) finding.dated(tally.oldest).dated(tally.newest);
    return finding;
}

// What goes with every finding: what is there.
void strengths(const Run& run, Finding& finding, const Tally& tally, const GiftCount* gifts) {
    const auto counted = [&](const char* id, std::int64_t n) {
        if (n > 0) finding.strength(run.strength(id)).with(run.argument(id, "n"), static_cast<std::int32_t>(n));
    };
    counted("there", tally.total);
    const auto most = most_common(tally);
    if (!most.empty()) finding.strength(run.strength("there_most"));
    for (const std::int32_t kind : most) finding.with(run.argument("there_most", "most"), kind);
    counted("by_residents", tally.confirmed_by_resident);
    if (gifts != nullptr) counted("gifts", gifts->gifts());
}

void here(const Run& run, AreaRow subject, const Tally& tally, const GiftCount* gifts) {
    if (tally.total == 0) return;
    const auto most = most_common(tally);
    Finding finding(run.message(most.empty() ? "here_of_no_kind" : "here"), subject);
    finding.value(static_cast<double>(tally.total)).inputs(static_cast<std::size_t>(tally.total));
    if (!most.empty()) finding.with(run.argument("here", "kinds"), static_cast<std::int32_t>(tally.richness()));
    for (const std::int32_t kind : most) finding.with(run.argument("here", "most"), kind);
    const auto counted = [&](const char* id, std::int64_t n) {
        if (n > 0) finding.strength(run.strength(id)).with(run.argument(id, "n"), static_cast<std::int32_t>(n));
    };
    counted("by_residents", tally.confirmed_by_resident);
    if (gifts != nullptr) counted("gifts", gifts->gifts());
    run.add(dated(finding, tally));
}

void nobody_asked(const Run& run, AreaRow subject, const Tally& tally, const GiftCount* gifts) {
    const auto classes = not_asked(run, tally, gifts);
    const std::int64_t unclear = tally.by_class[unknown_class];  // may be of any class
    const bool at_all = tally.total == 0 && !run.yes("published") && (gifts == nullptr || gifts->gifts() == 0);
    if (classes.empty() || (unclear > 0 && unclear == tally.total)) return;
    Finding finding(run.message(at_all ? "nobody_asked_at_all" : "nobody_asked"), subject);
    finding.value(static_cast<double>(classes.size())).inputs(static_cast<std::size_t>(tally.total - unclear), static_cast<std::size_t>(unclear));
    if (!at_all)
        for (const std::int32_t code : classes) finding.with(run.argument("nobody_asked", "classes"), code);
    strengths(run, finding, tally, gifts);
    run.add(dated(finding, tally));
}

void ask_again(const Run& run, AreaRow subject, std::int64_t stale, const Tally& tally, const GiftCount* gifts) {
    if (stale == 0) return;
    Finding finding(run.message("ask_again"), subject);
    finding.value(static_cast<double>(stale)).inputs(static_cast<std::size_t>(tally.dated), static_cast<std::size_t>(tally.total - tally.dated));
    finding.with(run.argument("ask_again", "all"), static_cast<std::int32_t>(tally.total));
    finding.with(run.argument("ask_again", "months"), static_cast<std::int32_t>(run.integer("review_months")));
    strengths(run, finding, tally, gifts);
    run.add(dated(finding, tally));
}

// Units of each area that nobody confirmed within the months; empty when nothing in the place has a date to judge by.
std::vector<std::int64_t> not_confirmed(const Run& run, const Records& records, const Units& units, const Within& within, std::size_t areas) {
    const bool any = std::any_of(records.confirmed_on.begin(), records.confirmed_on.end(), [](std::int32_t day) { return day != no_date; });
    if (!run.as_of() || !any) return {};
    const double since = *run.as_of() - static_cast<double>(run.integer("review_months")) * days_a_month;
    std::vector<std::int64_t> stale(areas, 0);
    for (std::size_t i = 0; i < units.counted.size(); ++i) {
        const std::int32_t on = records.confirmed_on[static_cast<std::size_t>(units.counted[i])];
        if (on != no_date && on >= since) continue;
        for (const std::int32_t area : within.of(units.stand_in[i])) stale[static_cast<std::size_t>(area)] += 1;
    }
    return stale;
}

}  // namespace

void area_findings(const Run& run, const sdk::Layer& layer, const Records& records, const Units& units, const Within& within,
                   const std::vector<Tally>& tallies, const std::optional<std::vector<GiftCount>>& gifts) {
    const auto stale = not_confirmed(run, records, units, within, layer.count);
    for (std::size_t area = 0; area < layer.count; ++area) {
        const AreaRow subject{layer.index, static_cast<std::int32_t>(area)};
        const GiftCount* told = gifts ? &(*gifts)[area] : nullptr;
        here(run, subject, tallies[area], told);
        nobody_asked(run, subject, tallies[area], told);
        if (!stale.empty()) ask_again(run, subject, stale[area], tallies[area], told);
    }
}

void place_finding(const Run& run, const Tally& everything, const GiftCount* gifts) {
    const auto classes = not_asked(run, everything, gifts);
    const std::int64_t unclear = everything.by_class[unknown_class];
    if (classes.empty() || everything.total == unclear) return;
    Finding finding(run.message("nobody_asked_anywhere"), 0);
    finding.value(static_cast<double>(classes.size())).inputs(static_cast<std::size_t>(everything.total - unclear), static_cast<std::size_t>(unclear));
    for (const std::int32_t code : classes) finding.with(run.argument("nobody_asked_anywhere", "classes"), code);
    finding.strength(run.strength("there_anywhere")).with(run.argument("there_anywhere", "n"), static_cast<std::int32_t>(everything.total));
    run.add(dated(finding, everything));
}

}  // namespace kith::inventory
