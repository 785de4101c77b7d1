#include "plugins/spatial_statistics/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kith::spatial_statistics {
namespace {

using sdk::AreaRow;
using sdk::Finding;
using sdk::Run;
namespace cell = sdk::cell;

constexpr double convention = 0.05;  // of p, and of the false discovery rate
constexpr int not_corrected = 0, false_discovery = 1;
constexpr std::size_t most_evidence = 40;  // a finding has 64 notes in all
constexpr std::size_t most_named = 20;
constexpr std::size_t most_examples = 3;


constexpr std::array<const char*, 3> place_columns{"moran", "geary", "general_g"};

const char* reason_of(Part part) { return part == Part::not_known ? "not_known" : "no_neighbours"; }

enum class Pattern : std::uint8_t { none, high_high, low_low, high_low, low_high };
std::vector<Pattern> patterns_of(const Figures& figures) {
    std::vector<Pattern> made;
    for (std::size_t i = 0; i < figures.q.size(); ++i)
        made.push_back(figures.q[i] <= convention ? static_cast<Pattern>(1 + static_cast<int>(figures.quadrants[i])) : Pattern::none);
    return made;
}

void write_left_out(const Run& run, const sdk::Layer& layer, const Subject& subject) {
    for (const char* key : area_columns) {
        sdk::Output out = run.output(key, layer);
        for (std::size_t row = 0; row < subject.parts.size(); ++row)
            if (subject.parts[row] != Part::takes_part) out.not_computable(row, run.reason(key, reason_of(subject.parts[row])));
    }
    const auto count = [&](const char* key, std::size_t n) { run.output(key).value(0, static_cast<double>(n)); };
    count("known", subject.rows.size());
    count("not_known", subject.not_known);
    count("no_neighbour", subject.alone.size());
}

/// A group of areas where high, or low, values gather.
struct Cluster {
    std::vector<std::int32_t> members;  // numbered as those that take part; the most unusual first
    bool high = false;
    double mean = 0;
    double q = 1;  // the largest of its members
};

std::vector<Cluster> clusters_of(const Subject& subject, const Figures& figures, std::span<const Pattern> patterns) {
    std::vector<std::int8_t> sign;
    for (const Pattern pattern : patterns) sign.push_back(pattern == Pattern::high_high ? 1 : pattern == Pattern::low_low ? -1 : 0);
    std::vector<Cluster> clusters;
    for (auto& members : gathered(subject.weights, sign)) {
        Cluster cluster;
        cluster.high = sign[static_cast<std::size_t>(members.front())] > 0;
        cluster.q = 0;
        for (const std::int32_t i : members) {
            cluster.mean += subject.x[static_cast<std::size_t>(i)] / static_cast<double>(members.size());
            cluster.q = std::max(cluster.q, figures.q[static_cast<std::size_t>(i)]);
        }
        const auto strength = [&](std::int32_t i) { return std::abs(figures.local.gi_star[static_cast<std::size_t>(i)]); };
        std::stable_sort(members.begin(), members.end(), [&](std::int32_t a, std::int32_t b) { return strength(a) > strength(b); });
        cluster.members = std::move(members);
        clusters.push_back(std::move(cluster));
    }
    std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) { return a.members.size() > b.members.size(); });
    return clusters;
}

/// One area alone says its value and that around it; several say where they lie and what they have on average.
void find_clusters(const Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures, std::span<const Pattern> patterns) {
    for (const Cluster& cluster : clusters_of(subject, figures, patterns)) {
        const auto area = [&](std::size_t i) { return AreaRow{layer.index, subject.rows[static_cast<std::size_t>(cluster.members[i])]}; };
        const bool several = cluster.members.size() > 1;
        const char* id = several ? (cluster.high ? "high_gather" : "low_gather") : cluster.high ? "high_here" : "low_here";
        const auto first = static_cast<std::size_t>(cluster.members.front());
        Finding finding(run.message(id), area(0));
        finding.value(several ? static_cast<double>(cluster.members.size()) : subject.x[first]);
        finding.inputs(subject.rows.size(), subject.parts.size() - subject.rows.size()).p_value(cluster.q, false_discovery);
        finding.with(run.argument(id, "overall"), figures.mean);
        if (several) finding.with(run.argument(id, "mean"), cluster.mean);
        else finding.with(run.argument(id, "around"), figures.local.lag[first]);
        for (std::size_t i = 1; i < std::min(cluster.members.size(), 1 + most_examples); ++i) finding.with(run.argument(id, "areas"), area(i));
        for (std::size_t i = 0; i < std::min(cluster.members.size(), most_evidence); ++i) finding.by_area(area(i));
        run.add(finding);
    }
}

void find_unusual(const Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures, std::span<const Pattern> patterns) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < patterns.size(); ++i)
        if (patterns[i] == Pattern::high_low || patterns[i] == Pattern::low_high) found.push_back(i);
    std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) { return figures.local.moran[a] < figures.local.moran[b]; });
    for (const std::size_t i : found) {
        const char* id = patterns[i] == Pattern::high_low ? "high_among_lower" : "low_among_higher";
        Finding finding(run.message(id), AreaRow{layer.index, subject.rows[i]});
        finding.value(subject.x[i]).inputs(subject.weights.degree(i)).with(run.argument(id, "around"), figures.local.lag[i]).p_value(figures.q[i], false_discovery);
        const std::size_t last = std::min(subject.weights.end(i), subject.weights.begin(i) + most_evidence);
        for (std::size_t k = subject.weights.begin(i); k < last; ++k)
            finding.by_area({layer.index, subject.rows[static_cast<std::size_t>(subject.weights.targets[k])]});
        run.add(finding);
    }
}

}  // namespace

void report_nothing(const Run& run, const sdk::Layer& layer, const Subject& subject, const char* reason) {
    write_left_out(run, layer, subject);
    const bool no_neighbours_known = std::string_view(reason) == "no_ties";
    for (const char* key : area_columns)
        for (std::size_t row = 0; row < subject.parts.size(); ++row)
            if (subject.parts[row] == Part::takes_part || (no_neighbours_known && subject.parts[row] == Part::no_neighbours))
                run.output(key, layer).not_computable(row, run.reason(key, reason));
    for (const char* key : place_columns) run.output(key).not_computable(0, run.reason(key, reason));
}

void report_areas(const Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures) {
    write_left_out(run, layer, subject);
    const std::vector<Pattern> patterns = patterns_of(figures);
    const auto write = [&](const char* key, const auto& number) {
        sdk::Output out = run.output(key, layer);
        for (std::size_t i = 0; i < subject.rows.size(); ++i) out.value(static_cast<std::size_t>(subject.rows[i]), number(i));
    };
    write("gi_star", [&](std::size_t i) { return figures.local.gi_star[i]; });
    write("pattern", [&](std::size_t i) { return static_cast<double>(patterns[i]); });
    write("value", [&](std::size_t i) { return subject.x[i]; });
    write("around", [&](std::size_t i) { return figures.local.lag[i]; });
    write("local_moran", [&](std::size_t i) { return figures.local.moran[i]; });
    write("gi", [&](std::size_t i) { return figures.local.gi[i]; });
    write("p", [&](std::size_t i) { return figures.p[i]; });
    write("q", [&](std::size_t i) { return figures.q[i]; });
    write("neighbours", [&](std::size_t i) { return static_cast<double>(subject.weights.degree(i)); });
}

void report_whole(const Run& run, const Figures& figures, int permutations) {
    run.output("moran").value(0, figures.moran.value);
    run.output("geary").value(0, figures.geary.value);
    if (figures.general_g) run.output("general_g").value(0, figures.general_g->value);
    else run.output("general_g").not_computable(0, run.reason("general_g", "below_zero"));
    const std::uint32_t table = run.table("statistics");
    std::int32_t which = 0;
    const auto row = [&](const Statistic* one, const Extremes& drawn) {
        if (one != nullptr) {
            const std::array cells{cell::row(which), cell::number(one->value), cell::number(one->expected), cell::number(one->z()),
                                   cell::number(drawn.p(permutations)), cell::number(one->p())};
            run.add_row(table, cells);
        }
        ++which;
    };
    row(&figures.moran, figures.draws.moran);
    row(&figures.geary, figures.draws.geary);
    row(figures.general_g ? &*figures.general_g : nullptr, figures.draws.general_g);
    row(figures.joins ? &figures.joins->high_high : nullptr, figures.draws.high_high);
    row(figures.joins ? &figures.joins->low_low : nullptr, figures.draws.low_low);
    row(figures.joins ? &figures.joins->unlike : nullptr, figures.draws.unlike);
}

void find_pattern(const Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures, int permutations) {
    const double p = figures.draws.moran.p(permutations);
    const char* id = p > convention ? "no_more_alike" : figures.moran.value > figures.moran.expected ? "alike" : "unlike";
    Finding finding(run.message(id), 0);
    finding.value(figures.moran.value).inputs(subject.rows.size(), subject.parts.size() - subject.rows.size());
    finding.with(run.argument(id, "i"), figures.moran.value).with(run.argument(id, "expected"), figures.moran.expected).p_value(p, not_corrected);
    run.add(finding);
    const std::vector<Pattern> patterns = patterns_of(figures);
    find_clusters(run, layer, subject, figures, patterns);
    find_unusual(run, layer, subject, figures, patterns);
}

void find_left_out(const Run& run, const sdk::Layer& layer, const Subject& subject) {
    if (subject.not_known > 0) {
        Finding finding(run.message("not_known"), 0);
        run.add(finding.value(static_cast<double>(subject.not_known)).inputs(subject.parts.size() - subject.not_known, subject.not_known));
    }
    if (!subject.alone.empty() && subject.rows.size() >= least_areas) {
        Finding finding(run.message("alone"), 0);
        finding.value(static_cast<double>(subject.alone.size())).inputs(subject.alone.size());
        for (std::size_t i = 0; i < std::min(subject.alone.size(), most_named); ++i)
            finding.with(run.argument("alone", "areas"), AreaRow{layer.index, subject.alone[i]});
        run.add(finding);
    }
    if (subject.rows.size() < least_areas) {
        Finding finding(run.message("too_few"), 0);
        run.add(finding.value(static_cast<double>(subject.rows.size())).inputs(subject.rows.size(), subject.parts.size() - subject.rows.size()));
    }
}

}  // namespace kith::spatial_statistics
