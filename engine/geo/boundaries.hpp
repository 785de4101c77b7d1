#pragma once
// Reads areas and features of allow-listed vector formats from memory (GDAL). Meant for kith-reader: nothing here opens a file, a
// network address or a database, whatever the bytes say.
//
// Formats: GeoJSON, GeoJSONSeq, TopoJSON, GeoPackage, ESRI Shapefile (also zipped), FlatGeobuf, KML, GML, CSV with a WKT column.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/builder.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/segment.hpp"

namespace kith::geo {

/// A file and those beside it (.shx, .dbf, .prj, .cpg, .xsd): the first is the one that the recipe names.
struct NamedBytes {
    std::string name;
    std::span<const std::byte> bytes;
};

/// The endings of the files that must be handed in with `name`, in any case ("shp" -> "shx", "dbf", "prj", "cpg"), as far as they exist.
std::vector<std::string> companions_of(std::string_view name);

struct KeptColumn {
    std::string source;  // in the file
    std::string name;    // in the segment
};
struct KeepWhere {
    std::string column;
    std::vector<std::string> values;  // one of these, as text
};
struct MissingWord {
    std::string column;  // in the file; "" = every column
    std::string word;
    column::State state = column::State::unstated;
};

struct BoundaryRequest {
    std::string file;  // as the recipe names it: for messages
    std::string as;
    std::string id;           // attribute with the code; "" or "fid" = the feature's own id
    std::string name;         // attribute with the name, or ""
    std::string ogr_layer;    // "" when the file has one layer
    std::string crs;          // used when the file does not say
    std::string working_crs;  // projected, in metres
    std::string wkt;          // CSV: the column with the geometry; "" = one that is called wkt, geom, geometry or the_geom
    std::vector<KeptColumn> columns;
    std::vector<KeepWhere> where;
    std::vector<MissingWord> missing;
};

/// The segment "read.areas": `code` text, `name` text? (only when asked for), `km2` f64, `source_row` i64 (1 = the first
/// feature), the kept columns (f64? where all values are numbers, else text?), and the geometry columns `area_polygons`, `polygon_rings`,
/// `ring_points`, `points` in the working CRS (rings.hpp). Duplicate codes stay and are noted: merging is place's work.
///
/// `report` (block and file are set here) gets the tally, balanced, and a note for whatever was done: shapes repaired, heights
/// dropped, curves made of short lines, areas without a usable shape (kept: their code still counts), features refused (no
/// code, or points and lines, which are no areas). An error means that nothing of the file can be used; the tally then says
/// that all rows read were refused.
base::Result<column::SegmentPtr> read_boundaries(
    std::span<const NamedBytes> parts, const BoundaryRequest& request, const column::Allocator& allocate, column::SourceReport& report);

struct FeatureRequest {
    std::string file;
    std::string ogr_layer;
    std::string crs;
    std::string working_crs;
    std::string wkt;
    std::int32_t layer_number = -1;  // from 0, instead of ogr_layer
};

/// Features as a table of words with a point each, for registers that come as vector files.
struct FeatureTable {
    struct FeatureColumn {
        std::string name;                 // the attribute; the feature's own id is the column "fid", the last
        std::vector<std::int32_t> codes;  // a row: into `texts`, -1 = empty or null
    };
    column::DictionaryBuilder texts;
    std::vector<FeatureColumn> columns;
    std::vector<double> xy;            // 2 a row, working CRS; 0, 0 where there is no point
    std::vector<std::uint8_t> states;  // a row: column::State of the point; unstated = no geometry, or one that cannot be used
    std::array<std::int64_t, 4> shapes{};  // how many have none, points, lines, areas
    std::vector<std::string> layers;   // of the whole file
    std::string layer;                 // this one
    std::string crs;                   // what the file's coordinates are, in words
    std::size_t rows() const { return states.size(); }
    std::string_view text(std::size_t column, std::size_t row) const {
        const auto code = columns[column].codes[row];
        return code < 0 ? std::string_view{} : texts[code];
    }
};

/// Points as they are, of anything longer or wider a point on it. Every feature is a row, in the file's order; row r is the
/// source's row r + 1. `report` gets notes on geometry, and tally.read; what becomes of the rows is the caller's to say.
base::Result<FeatureTable> read_features(std::span<const NamedBytes> parts, const FeatureRequest& request, column::SourceReport& report);

/// Opens and loads what reading maps needs of the system (drivers, PROJ's data, character sets): after it the two above open no file.
base::Status prepare_map_reading();

}  // namespace kith::geo
