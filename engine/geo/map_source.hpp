#pragma once
// Opens a map file and settles its coordinate system: what boundaries and features have in common. Inside geo only.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/geo/crs.hpp"
#include "engine/geo/vector_file.hpp"

namespace kith::geo {

struct MapRequest {
    std::string file, layer, crs, working_crs, wkt;
    std::int32_t layer_number = -1;
};

struct MapSource {
    VectorFile file;
    Projector projector;            // into the working CRS
    bool crs_is_implied;            // neither the file nor the recipe says
    bool shapes;                    // false: a table only
    std::int64_t checked_features;  // of GeoJSON and its sequences, as the text has them; else -1

    /// A note when less was read than the file holds; call it at the end. Returns what went wrong, or "".
    std::string note_fault(std::int64_t read, column::SourceReport& report) const;
};

/// Notes what is wrong with the file as a whole (and, of GeoJSON, with its features) in `report`.
base::Result<MapSource> open_map(std::span<const NamedBytes> parts, const MapRequest& request, column::SourceReport& report);

/// Why coordinates cannot be used.
enum class Trouble { none, not_finite, impossible, outside, swapped, date_line, not_projected };
/// Looks at the points of one feature in the source CRS: each must be possible, and the middle of their box inside the working
/// CRS's area of use.
Trouble trouble_with(const Projector& projector, std::span<const double> xy);
/// A code and the words for it ("its coordinates …").
std::string_view code_of(Trouble trouble);
std::string words_for(Trouble trouble, const Projector& projector);
/// What to do when it concerns the whole file.
std::string advice_for(Trouble trouble, const MapSource& source);

/// A note on a row, or on the file (row 0).
void tell(column::SourceReport& report, column::Severity severity, std::int64_t row, std::string code, std::string reason);
/// One note for `count` rows; nothing for none.
void tell_many(column::SourceReport& report, column::Severity severity, std::int64_t count, std::string code, std::string reason);

}  // namespace kith::geo
