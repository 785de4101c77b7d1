#pragma once
// Which libraries stand behind the geography of a run: part of what makes its results.
#include <string>
#include <utility>
#include <vector>

namespace kith::geo {

/// ("GDAL", "3.6.2"), PROJ, GEOS.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace kith::geo
