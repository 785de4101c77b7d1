#pragma once
// Reads what lies behind a map: lines and outlines of any map file, as paths. Meant for kith-reader (boundaries.hpp).
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/segment.hpp"
#include "engine/geo/boundaries.hpp"

namespace kith::geo {

struct BackdropRequest {
    std::string file;  // as the recipe names it: for messages
    std::string ogr_layer;
    std::string name;  // attribute, or ""
    std::string kind;  // attribute, or ""
    std::string every_kind;                                        // without `kind`: of every feature
    std::vector<std::pair<std::string, std::string>> kind_words;   // the file's word -> ours; others stay
    std::string crs;   // used when the file does not say
    std::string working_crs;
    std::vector<KeepWhere> where;
};

/// The segment "read.backdrop": `closed` boolean (its paths are rings, filled by the even-odd rule), `kind` text? and `name` text?
/// where asked for, `source_row` i64, and `feature_paths`, `path_points`, `points` in the working CRS (paths_of). A ring repeats its
/// first point at the end. Nothing is clipped, mended or simplified.
///
/// `report` gets the tally, balanced. Refused with their row: points, features without a shape, coordinates that cannot be used,
/// lines without a length. An error means that nothing of the file can be used; all rows read are refused then.
base::Result<column::SegmentPtr> read_backdrop(
    std::span<const NamedBytes> parts, const BackdropRequest& request, const column::Allocator& allocate, column::SourceReport& report);

/// Feature f has the paths feature_paths[f] .. feature_paths[f + 1] - 1, path p the points path_points[p] ….
struct PathGeometry {
    std::span<const std::int64_t> feature_paths;  // features + 1
    std::span<const std::int64_t> path_points;    // paths + 1
    std::span<const double> xy;                   // 2 a point, metres
    std::int64_t features() const { return static_cast<std::int64_t>(feature_paths.size()) - 1; }
};
/// An error when a column is missing or the offsets do not nest: safe on what another process wrote. O(offsets).
base::Result<PathGeometry> paths_of(const column::Segment& segment);

}  // namespace kith::geo
