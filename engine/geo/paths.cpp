// Apart from backdrop.cpp, so that who only looks at paths is linked without GDAL.
#include "engine/geo/backdrop.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {
namespace {

base::Error broken(std::string_view what) { return base::bad_input("The lines of a backdrop cannot be used: " + std::string(what) + "."); }

}  // namespace

base::Result<PathGeometry> paths_of(const column::Segment& segment) {
    const auto *features = segment.find("feature_paths"), *paths = segment.find("path_points"), *points = segment.find("points");
    if (!features || !paths || !points) return broken("a column is missing");
    if (features->type() != column::Type::i64 || paths->type() != column::Type::i64 || points->type() != column::Type::point)
        return broken("a column has another type than it should have");
    if (paths->i64().empty() || !nests(features->i64(), paths->i64().size() - 1) || !nests(paths->i64(), points->rows())) return broken("its offsets do not fit one another");
    return PathGeometry{features->i64(), paths->i64(), points->xy()};
}

}  // namespace kith::geo
