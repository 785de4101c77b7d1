// The walking network: no entity; nearness is asked of it (engine/geo/reach.hpp).
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/base/chained.hpp"
#include "engine/geo/walking.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

constexpr double smallest_piece = 500;  // metres of ways that belong together

struct Stretch {
    std::int32_t from, to;
    double metres;
    std::uint8_t step_free;  // 0 no, 1 unknown, 2 yes: of two between the same points the better counts
};

/// Both ways, sorted, without loops and repeats.
std::vector<Stretch> arcs_of(const column::Segment& read) {
    const auto from = read.find("from")->i32(), to = read.find("to")->i32();
    const column::Column& step_free = *read.find("step_free");
    const auto xy = read.find("points")->xy();
    std::vector<Stretch> arcs;
    arcs.reserve(2 * from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto a = static_cast<std::size_t>(from[i]), b = static_cast<std::size_t>(to[i]);
        if (a == b) continue;
        const double metres = std::hypot(xy[2 * b] - xy[2 * a], xy[2 * b + 1] - xy[2 * a + 1]);
        const auto step = static_cast<std::uint8_t>(!step_free.known(i) ? 1 : step_free.booleans()[i] != 0 ? 2 : 0);
        arcs.push_back({from[i], to[i], metres, step});
        arcs.push_back({to[i], from[i], metres, step});
    }
    std::sort(arcs.begin(), arcs.end(), [](const Stretch& a, const Stretch& b) {
        return a.from != b.from ? a.from < b.from : a.to != b.to ? a.to < b.to : a.step_free > b.step_free;
    });
    arcs.erase(std::unique(arcs.begin(), arcs.end(), [](const Stretch& a, const Stretch& b) { return a.from == b.from && a.to == b.to; }), arcs.end());
    return arcs;
}

/// Which piece each point belongs to: the lowest point of it.
std::vector<std::int32_t> pieces_of(std::size_t points, const std::vector<Stretch>& arcs) {
    std::vector<std::int32_t> root(points);
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](std::int32_t p) {
        while (root[static_cast<std::size_t>(p)] != p) p = root[static_cast<std::size_t>(p)] = root[static_cast<std::size_t>(root[static_cast<std::size_t>(p)])];
        return p;
    };
    for (const Stretch& arc : arcs) {
        const std::int32_t a = find(arc.from), b = find(arc.to);
        root[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
    for (std::size_t p = 0; p < points; ++p) root[p] = find(static_cast<std::int32_t>(p));
    return root;
}

/// Pieces that lead nowhere are said and go; the largest stays however small it is. Gives the new row of each point, or -1.
std::vector<std::int32_t> rows_kept(std::size_t points, const std::vector<Stretch>& arcs, column::SourceReport& report) {
    const std::vector<std::int32_t> piece = pieces_of(points, arcs);
    std::vector<double> metres(points, 0);
    std::vector<std::uint8_t> any(points, 0);
    for (const Stretch& arc : arcs) metres[static_cast<std::size_t>(piece[static_cast<std::size_t>(arc.from)])] += arc.metres / 2, any[static_cast<std::size_t>(arc.from)] = 1;
    const auto largest = metres.empty() ? 0 : std::max_element(metres.begin(), metres.end()) - metres.begin();
    std::vector<std::int32_t> row(points, -1);
    std::int32_t next = 0;
    std::int64_t dropped = 0;
    double dropped_metres = 0;
    for (std::size_t p = 0; p < points; ++p) {
        const auto of = static_cast<std::size_t>(piece[p]);
        if (any[p] == 0) continue;
        if (metres[of] >= smallest_piece || static_cast<std::ptrdiff_t>(of) == largest) row[p] = next++;
        else if (of == p) ++dropped, dropped_metres += metres[p];
    }
    if (dropped > 0)
        report.note_many({report.file, 0, {}, {}, "walk_small_piece", base::counted(dropped, "piece") + " of ways with less than 500 m in all (" + base::grouped(std::llround(dropped_metres)) +
                          " m together) " + (dropped == 1 ? "is" : "are") + " joined to nothing else that is recorded; nobody walks there.", column::Severity::note}, dropped);
    return row;
}

/// The ways as lines behind the map, for a place that says nothing else of what lies there.
base::Status keep_behind(Assembly& assembly, std::span<const double> points, std::span<const std::int64_t> offsets, std::span<const std::int32_t> targets, const std::string& credit) {
    if (std::any_of(assembly.segments.begin(), assembly.segments.end(), [](const auto& segment) { return segment->key() == "backdrops"; })) return {};
    std::vector<double> parts;
    for (std::size_t from = 0; from + 1 < offsets.size(); ++from)
        for (auto arc = static_cast<std::size_t>(offsets[from]); arc < static_cast<std::size_t>(offsets[from + 1]); ++arc) {
            const auto to = static_cast<std::size_t>(targets[arc]);
            if (from < to) parts.insert(parts.end(), {points[2 * from], points[2 * from + 1], points[2 * to], points[2 * to + 1]});
        }
    base::Lines lines = base::chained(parts);
    const auto count = static_cast<std::int64_t>(lines.path_points.size()) - 1;
    column::SegmentBuilder builder("backdrop." + std::string(ways_behind) + ".lines");
    builder.add_i32("look", {static_cast<std::int32_t>(column::BackdropLook::street)}).add_i64("line_paths", {0, count});
    builder.add_i64("path_points", std::move(lines.path_points)).add_points("points", std::move(lines.xy));
    if (auto s = assembly.keep(std::move(builder)); !s) return s;
    return keep_backdrops(assembly, {{std::string(ways_behind)}, {credit}, {count}});
}

}  // namespace

base::Status assemble_walking(Assembly& assembly, const WalkingBlock& block) {
    const column::SegmentPtr& read = block.block.table;
    const auto points = read->find("points")->xy();
    const std::vector<Stretch> arcs = arcs_of(*read);
    if (auto s = assembly.job.check(); !s) return s;
    const std::vector<std::int32_t> row = rows_kept(points.size() / 2, arcs, *block.block.report);
    std::vector<double> xy;
    for (std::size_t p = 0; p < row.size(); ++p)
        if (row[p] >= 0) xy.insert(xy.end(), {points[2 * p], points[2 * p + 1]});
    if (xy.empty()) return {};
    std::vector<std::int64_t> offsets(xy.size() / 2 + 1, 0);
    std::vector<std::int32_t> targets;
    std::vector<double> metres;
    std::vector<std::uint8_t> step_free;
    column::States states;
    for (const Stretch& arc : arcs) {
        const std::int32_t from = row[static_cast<std::size_t>(arc.from)];
        if (from < 0) continue;
        ++offsets[static_cast<std::size_t>(from) + 1];
        targets.push_back(row[static_cast<std::size_t>(arc.to)]);
        metres.push_back(arc.metres);
        step_free.push_back(arc.step_free == 2);
        states.push_back(static_cast<std::uint8_t>(arc.step_free == 1 ? column::State::unstated : column::State::known));
    }
    for (std::size_t node = 1; node < offsets.size(); ++node) offsets[node] += offsets[node - 1];
    if (auto s = keep_behind(assembly, xy, offsets, targets, block.credit); !s) return s;
    column::SegmentBuilder builder("walking");
    builder.add_points("points", std::move(xy)).add_i64("offsets", std::move(offsets)).add_i32("targets", std::move(targets)).add_f64("metres", std::move(metres));
    builder.add_booleans("step_free", std::move(step_free), std::move(states));
    const std::string credit[] = {block.credit};
    builder.add_strings("credit", credit, {static_cast<std::uint8_t>(block.credit.empty() ? column::State::unstated : column::State::known)});
    return assembly.keep(std::move(builder));
}

void say_who_is_far_from_ways(Assembly& assembly) {
    const auto segment = [&](std::string_view key) -> const column::Segment* {
        const auto at = std::find_if(assembly.segments.begin(), assembly.segments.end(), [&](const auto& s) { return s->key() == key; });
        return at == assembly.segments.end() ? nullptr : at->get();
    };
    const column::Segment* walking = segment("walking");
    if (walking == nullptr) return;
    const auto network = geo::walking_of(*walking);
    if (!network) return;
    const std::string credit(walking->find("credit")->text(0)), said = credit.empty() ? "" : ' ' + credit + '.';
    assembly.remarks.push_back("Walking is measured along " + base::counted(static_cast<std::int64_t>(network->targets.size() / 2), "stretch", "stretches") +
                               " of ways that are recorded, and as the straight line times 1.3 from a place to the nearest of them." + said);
    const auto say = [&](std::string_view table, std::string_view one, std::string_view many) {
        const column::Segment* positions = segment(table);
        const column::Column* point = positions == nullptr ? nullptr : positions->find("point");
        const std::int64_t far = point == nullptr ? 0 : geo::far_from_ways(*network, {point->xy(), point->states()});
        if (far > 0) assembly.remarks.push_back(base::counted(far, one, many) + " farther than 250 m from any way that is recorded: for them walking is the straight line times 1.3.");
    };
    say("people.positions", "person lives", "people live");
    say("assets.positions", "asset stands", "assets stand");
}

}  // namespace kith::place
