#pragma once
// The ways of an OpenStreetMap file that may be walked, stretch by stretch between its nodes.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::io {

/// Is a stretch without a step? What nobody recorded is unknown.
enum class StepFree : std::uint8_t { unknown, yes, no };

struct OsmWays {
    std::vector<double> points;            // longitude and latitude, WGS 84; a node where nobody passes is there once for each way that ends at it
    std::vector<std::int32_t> from, to;    // stretches: rows of points
    std::vector<StepFree> step_free;       // beside them. A stile is a stretch of no length between two points at one place
    std::vector<std::int64_t> kept;        // which of the ways with highway=*, counted from 1, have a stretch
    std::int64_t read = 0;                 // ways with highway=*
    // Why the others are not kept, and what was cut.
    std::int64_t motor = 0, not_there = 0, private_ = 0, pointless = 0;
    std::int64_t barriers_shut = 0, barriers_with_step = 0, too_long = 0;
};

/// Walkable is every highway but motorways, ways for motor vehicles only, what is planned or gone; not where foot or else access is no or private.
/// A barrier node that is shut to people on foot cuts the way. Reads the file twice (ways, their nodes): memory is that of the ways kept. `passed` as
/// OsmFile's.
base::Result<OsmWays> read_osm_ways(
    std::span<const std::byte> bytes, base::JobContext& job, double share = 0.7, std::function<void(std::size_t)> passed = {});

}  // namespace kith::io
