#pragma once
// A GeoPackage in one go: GDAL makes the file, its layers and its coordinate system, SQLite takes the rows in bulk. A
// city's 4 million ties go in at half a microsecond each; through GDAL's features it would be ten times that.
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

/// Above so many rows a layer gets no spatial index: building it would cost more than the rest. QGIS makes one on demand
/// (layer properties, Create spatial index).
inline constexpr std::size_t most_indexed_rows = 100'000;

/// Writes `file`, which must not exist. Row r gets fid r + 1. `crs` is any text that GDAL understands ("EPSG:27700").
/// Errors: io_error, cancelled (the half file is the caller's to remove). O(cells).
base::Status write_geopackage(const std::filesystem::path& file, const std::string& crs, std::span<const LayerSpec> layers, base::JobContext& job);

}  // namespace kith::report
