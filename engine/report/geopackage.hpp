#pragma once
// A GeoPackage in one go: GDAL makes the file, its layers and its coordinate system, SQLite takes the rows in bulk. A
// city's 4 million ties go in at half a microsecond each; through GDAL's features it would be ten times that.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/picture/coverage.hpp"

struct sqlite3_context;

namespace kith::report {

/// Where a column puts the value of one row.
class Cell {
public:
    explicit Cell(sqlite3_context* context) : context_(context) {}
    void null() const;
    void integer(std::int64_t value) const;
    void real(double value) const;
    void text(std::string_view stays) const;    // must live until the file is written
    void copied(std::string_view text) const;   // may go at once

private:
    sqlite3_context* context_;
};

enum class CellType : std::uint8_t { boolean, integer, integer64, real, text, date };

struct LayerColumn {
    std::string name;
    CellType type = CellType::text;
    std::function<void(const Cell&, std::size_t row)> write;
    std::string title = {};        // for a person: "People named"
    std::string description = {};  // unit, what it is, and why it is empty where it is
    bool empty = false;            // no row has a value: `write` is not asked
};

struct NoGeometry {};
struct PointGeometry {
    const column::Column* points = nullptr;      // a row that is not known has no geometry
};
struct AreaGeometry {
    picture::Coverage coverage;
};
struct LineGeometry {                            // straight, from one point to another
    std::function<bool(std::size_t row, double (&xy)[4])> ends;
};

struct LayerSpec {
    std::string name;
    std::string description;
    std::variant<NoGeometry, PointGeometry, AreaGeometry, LineGeometry> geometry;
    std::size_t rows = 0;
    std::vector<LayerColumn> columns;            // names are made different (case does not count)
};

/// Above so many rows a layer gets no spatial index: building it would cost more than the rest. QGIS makes one on demand
/// (layer properties, Create spatial index).
inline constexpr std::size_t most_indexed_rows = 100'000;

/// Writes `file`, which must not exist. Row r gets fid r + 1. `crs` is any text that GDAL understands ("EPSG:27700").
/// Errors: io_error, cancelled (the half file is the caller's to remove). O(cells).
base::Status write_geopackage(const std::filesystem::path& file, const std::string& crs, std::span<const LayerSpec> layers, base::JobContext& job);

}  // namespace kith::report
