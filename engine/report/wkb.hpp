#pragma once
// Geometry blobs as a GeoPackage stores them: a short header, then well-known binary, little-endian (OGC 12-128r18, 2.1.3).
#include <cstdint>
#include <string>

#include "engine/picture/coverage.hpp"

namespace kith::report {

/// Each replaces `out` by the blob.
void point_blob(std::int32_t srs, double x, double y, std::string& out);
void line_blob(std::int32_t srs, const double (&xy)[4], std::string& out);
/// A MultiPolygon with its envelope in the header. `bounds` grows by it.
void area_blob(std::int32_t srs, const picture::Coverage& coverage, std::size_t area, picture::Bounds& bounds, std::string& out);

}  // namespace kith::report
