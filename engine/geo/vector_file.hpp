#pragma once
// A vector file in memory, feature by feature, in our own records: the one place that speaks to GDAL. Inside geo only.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/geo/boundaries.hpp"
#include "engine/geo/shape.hpp"

namespace kith::geo {

struct FieldValue {
    enum class Kind : std::uint8_t { none, text, number, flag };
    Kind kind = Kind::none;
    std::string text;   // UTF-8; of every kind but none: numbers in their shortest form, flags as true or false
    double number = 0;  // of number and flag
    bool recoded = false;

    void set_none();
    void set_whole(std::int64_t whole);
    /// None where it is not finite.
    void set_real(double real);
    /// In UTF-8, or taken for Windows-1252.
    void set_text(std::string_view bytes);
};

/// A feature as it stands in the file, in the file's coordinates, x first.
struct RawFeature {
    enum class Kind : std::uint8_t { none, empty, points, lines, areas };
    std::int64_t fid = -1;
    std::vector<FieldValue> values;  // one a field
    Kind kind = Kind::none;          // areas where there is at least one polygon
    Shape shape;                     // the polygons
    std::vector<Point> loose;        // points, or the vertices of the longest line
    std::vector<double> line_xy;     // all lines: 2 a vertex
    std::vector<std::int64_t> line_points{0};  // lines + 1: where each begins in line_xy, in points
    bool had_height = false;
    bool had_curves = false;
    bool had_other_parts = false;  // points or lines beside polygons
};

/// One at a time on a thread (GDAL's error handlers are a stack).
class VectorFile {
public:
    struct Choice {
        std::string file;  // for messages
        std::string layer;
        std::string wkt;
        bool sequence = false;     // GeoJSON texts one after the other, whatever the file's name says
        std::int32_t number = -1;  // of a layer, from 0, instead of its name: for those who look at every one
    };
    static base::Result<VectorFile> open(std::span<const NamedBytes> parts, const Choice& choice);
    VectorFile(VectorFile&&) noexcept;
    VectorFile& operator=(VectorFile&&) noexcept;
    ~VectorFile();

    /// "GeoJSON", "GPKG", "ESRI Shapefile", …
    const std::string& format() const;
    const std::vector<std::string>& fields() const;
    /// The field called `name`: the same, or but for case, or (shapefiles) its first ten characters; -1 = none, or more than one.
    int field(std::string_view name) const;
    /// Others than these (negative ones: none) are not read from now on: their values stay `none`.
    void read_only(std::span<const int> fields);
    /// What the file says (WKT), or "".
    const std::string& crs() const;
    /// What the format means when the file is silent ("OGC:CRS84" for GeoJSON and its kin), or "".
    const std::string& implied_crs() const;
    /// The names of all layers, at most 1,000, and that of the one which is read.
    const std::vector<std::string>& layers() const;
    const std::string& layer() const;
    /// What was done to open the file, one sentence each: notes.
    const std::vector<std::string>& remarks() const;

    /// Has any feature a shape? Reads until the first that has, then starts again.
    bool any_shape();
    /// False at the end, or where the file breaks off (fault()).
    bool next(RawFeature& feature);
    /// What went wrong while reading, in GDAL's words; "" = nothing.
    const std::string& fault() const;

private:
    struct Hidden;
    explicit VectorFile(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::geo
