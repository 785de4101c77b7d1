#pragma once
// One layer as a map file of its own, through GDAL: GeoJSON and FlatGeobuf.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

enum class MapFile : std::uint8_t {
    geojson,     // RFC 7946: longitude and latitude on WGS 84, nine digits behind the point
    flatgeobuf   // in the working CRS, with a spatial index; a row without a place is left out
};
/// Points and areas. `about` goes into GeoJSON as its description. Errors: io_error, cancelled (the half file is the caller's to remove).
base::Status write_map_file(const std::filesystem::path& file, MapFile kind, const std::string& crs, const LayerSpec& layer, const std::string& about, base::JobContext& job);

/// Points from a CRS to longitude and latitude on WGS 84, two numbers each, in place. Error: a CRS that is not known, a point that lies outside it.
base::Status to_longitude_latitude(const std::string& crs, std::vector<double>& xy);

}  // namespace kith::report
