#include "engine/io/osm_same.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <unordered_map>

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

constexpr double near_metres = 50;
constexpr double metres_per_degree = 6'371'008.8 * std::numbers::pi / 180;  // mean radius, IUGG
constexpr double cell_degrees = near_metres / metres_per_degree;            // of latitude
constexpr std::int64_t widest = 40;  // cells of a box that are listed one by one; a larger object counts where its point is

double narrowing(double lat) { return std::max(0.02, std::cos(lat * std::numbers::pi / 180)); }

/// The cells of a grid of 50 m that a box touches; columns are as wide as rows are high at the box's own latitude band of a degree.
struct Cells {
    std::int64_t row0, row1, column0, column1;
    double wide;
};

std::int64_t row_of(double lat) { return static_cast<std::int64_t>(std::floor(lat / cell_degrees)); }

Cells cells_of(const OsmObject& object, double band) {
    const double wide = cell_degrees / narrowing(band);
    const auto column = [&](double lon) { return static_cast<std::int64_t>(std::floor(lon / wide)); };
    Cells cells{row_of(object.min_lat), row_of(object.max_lat), column(object.min_lon), column(object.max_lon), wide};
    if (cells.row1 - cells.row0 >= widest || cells.column1 - cells.column0 >= widest)
        cells = {row_of(object.lat), row_of(object.lat), column(object.lon), column(object.lon), wide};
    return cells;
}

class Grid {
public:
    explicit Grid(const std::vector<OsmObject>& objects) : objects_(objects) {}

    /// Nothing near: the object stands for itself and is found by later ones.
    std::size_t find_or_add(std::size_t object, const std::string& words) {
        const Cells cells = cells_of(objects_[object], std::floor(objects_[object].lat));
        for (std::int64_t row = cells.row0 - 1; row <= cells.row1 + 1; ++row)
            for (std::int64_t column = cells.column0 - 1; column <= cells.column1 + 1; ++column)
                if (const auto at = first_.find(key(words, row, column)); at != first_.end())
                    for (const std::size_t other : at->second)
                        if (osm_metres_between(objects_[other], objects_[object]) <= near_metres) return other;
        for (std::int64_t row = cells.row0; row <= cells.row1; ++row)
            for (std::int64_t column = cells.column0; column <= cells.column1; ++column) first_[key(words, row, column)].push_back(object);
        return object;
    }

private:
    static std::string key(const std::string& words, std::int64_t row, std::int64_t column) {
        return words + '\n' + std::to_string(row) + '\n' + std::to_string(column);
    }
    const std::vector<OsmObject>& objects_;
    std::unordered_map<std::string, std::vector<std::size_t>> first_;
};

}  // namespace

double osm_metres_between(const OsmObject& one, const OsmObject& other) {
    const auto gap = [](double min_a, double max_a, double min_b, double max_b) { return std::max({0.0, min_a - max_b, min_b - max_a}); };
    const double lat = gap(one.min_lat, one.max_lat, other.min_lat, other.max_lat);
    const double lon = gap(one.min_lon, one.max_lon, other.min_lon, other.max_lon) * std::cos((one.lat + other.lat) / 2 * std::numbers::pi / 180);
    return std::hypot(lat, lon) * metres_per_degree;
}

std::vector<std::size_t> same_osm_places(const std::vector<OsmObject>& objects) {
    std::vector<std::size_t> stands(objects.size()), order;
    std::iota(stands.begin(), stands.end(), std::size_t{0});
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const OsmObject& object = objects[i];
        if (object.meaning.fate == OsmFate::asset && object.place != OsmPlace::none && !object.name().empty()) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (objects[a].tags.size() != objects[b].tags.size()) return objects[a].tags.size() > objects[b].tags.size();
        return (objects[a].kind != 'n') > (objects[b].kind != 'n');
    });
    Grid grid(objects);
    for (const std::size_t i : order) stands[i] = grid.find_or_add(i, base::lower(objects[i].name()) + '\n' + objects[i].meaning.subtype);
    return stands;
}

}  // namespace kith::io
