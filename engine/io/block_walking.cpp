// Ways to walk, out of an OpenStreetMap file.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/io/notes.hpp"
#include "engine/io/osm_ways.hpp"
#include "engine/io/read_block.hpp"

namespace kith::io {
namespace {

using column::Severity;
using column::State;

void say_what_is_left_out(const OsmWays& ways, Notes& notes) {
    notes.many(Severity::note, "walk_motor", ways.motor, {}, "Motorways and other ways for vehicles only; nobody walks there.");
    notes.many(Severity::note, "walk_not_there", ways.not_there, {}, "Ways that are planned, being built or gone.");
    notes.many(Severity::note, "walk_private", ways.private_, {}, "Ways that are private or closed to people on foot.");
    notes.many(Severity::note, "walk_no_points", ways.pointless, {}, "Ways of which no two points are in the file.");
    notes.many(Severity::note, "walk_too_long", ways.too_long, {}, "Stretches of several kilometres between two points: slips of the file, left out.");
    notes.many(Severity::note, "walk_barrier_shut", ways.barriers_shut, {}, "Barriers that are locked or private: the way is cut there.");
    notes.many(Severity::note, "walk_barrier_step", ways.barriers_with_step, {}, "Stiles, kissing gates, raised kerbs and the like: passed on foot, not without a step.");
}

/// Points that cannot be projected, and the stretches that end there, are left out.
void drop_failed(OsmWays& ways, const std::vector<std::uint8_t>& failed) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ways.from.size(); ++i) {
        if (failed[static_cast<std::size_t>(ways.from[i])] != 0 || failed[static_cast<std::size_t>(ways.to[i])] != 0) continue;
        ways.from[kept] = ways.from[i];
        ways.to[kept] = ways.to[i];
        ways.step_free[kept++] = ways.step_free[i];
    }
    ways.from.resize(kept);
    ways.to.resize(kept);
    ways.step_free.resize(kept);
}

}  // namespace

base::Result<BlockTables> read_walking(const Walking& block, const BlockContext& context) {
    auto ways = read_osm_ways(context.parts.front().bytes, context.job, 0.7, context.passed);
    if (!ways) return base::Error{ways.error().code, block.file + ": " + ways.error().message};
    Notes notes(context.report, false);
    column::Tally& tally = context.report.tally;
    tally.read = ways->read;
    tally.kept = static_cast<std::int64_t>(ways->kept.size());
    tally.filtered = tally.read - tally.kept;
    say_what_is_left_out(*ways, notes);
    if (ways->from.empty()) notes.file(Severity::note, "walk_nothing", {}, "No way of the file can be walked; walking stays the straight line times 1.3.");
    std::vector<std::uint8_t> failed(ways->points.size() / 2, 0);
    const std::size_t failures = context.prepared.projector ? context.prepared.projector->transform(ways->points, failed) : 0;
    if (failures > 0) {
        drop_failed(*ways, failed);
        notes.many(Severity::note, "walk_outside", static_cast<std::int64_t>(failures), {}, "Points of ways that the working coordinate system has no place for; their stretches were left out.");
    }
    std::vector<std::uint8_t> step_free(ways->step_free.size());
    column::States states(step_free.size());
    for (std::size_t i = 0; i < step_free.size(); ++i) {
        step_free[i] = ways->step_free[i] == StepFree::yes;
        states[i] = static_cast<std::uint8_t>(ways->step_free[i] == StepFree::unknown ? State::unstated : State::known);
    }
    column::SegmentBuilder builder("read.walking");
    builder.add_i64("source_row", std::move(ways->kept)).add_points("points", std::move(ways->points));
    builder.add_i32("from", std::move(ways->from)).add_i32("to", std::move(ways->to)).add_booleans("step_free", std::move(step_free), std::move(states));
    auto segment = std::move(builder).finish(context.allocate);
    if (!segment) return segment.error();
    return BlockTables{*segment, nullptr};
}

}  // namespace kith::io
