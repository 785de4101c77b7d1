#pragma once
// The objects of an OpenStreetMap file whose tags are in the table, each with a place: nodes, then ways, then relations, in the file's order.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/io/osm_table.hpp"

namespace kith::io {

/// How a place was found, for an object that is no node.
enum class OsmPlace : std::uint8_t {
    none,      // none of its nodes is in the file
    exact,     // a node's own, or a point inside the whole outline
    partly,    // inside or on what of it is in the file: an extract cuts it
    broken     // on an outline that closes nowhere or crosses itself
};

struct OsmObject {
    char kind = 'n';  // n, w, r
    std::int64_t id = 0;
    std::vector<OsmTag> tags;
    OsmMeaning meaning;
    OsmPlace place = OsmPlace::none;
    double lon = 0, lat = 0;                                        // degrees, WGS 84; where place is not none
    double min_lon = 0, min_lat = 0, max_lon = 0, max_lat = 0;      // of all its nodes
    std::string name() const { return tag("name"); }
    std::string tag(std::string_view key) const;
    /// "node/123", as openstreetmap.org has it.
    std::string full_id() const;
};

/// Reads the file three times (relations, ways, nodes): memory is that of the objects found and of their nodes. O(file), and
/// O(points log points) for outlines. `job` hears of progress from 0 to `share`, `passed`
/// of what has been looked at, as OsmFile's.
base::Result<std::vector<OsmObject>> read_osm_objects(std::span<const std::byte> bytes, const OsmTable& table, base::JobContext& job,
    double share = 0.5, std::function<void(std::size_t)> passed = {});

}  // namespace kith::io
