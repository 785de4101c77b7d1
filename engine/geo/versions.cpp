#include "engine/geo/versions.hpp"

#include <gdal_version.h>
#include <geos_c.h>
#include <proj.h>

namespace kith::geo {

std::vector<std::pair<std::string, std::string>> library_versions() {
    return {{"GDAL", GDAL_RELEASE_NAME}, {"PROJ", proj_info().version}, {"GEOS", GEOSversion()}};
}

}  // namespace kith::geo
