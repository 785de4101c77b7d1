// Where somebody means: from words to a point.
#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/cli/sheet.hpp"
#include "engine/geo/crs.hpp"
#include "engine/picture/coverage.hpp"
#include "engine/picture/grid.hpp"
#include "engine/report/streets.hpp"

namespace kith::cli {
namespace {

constexpr double corner_metres = 40;  // two streets whose lines come this near meet
constexpr double by_a_street = 80;    // a minute on foot

std::optional<double> number_in(std::string_view words) {
    words = base::trimmed(words);
    double value = 0;
    const auto read = std::from_chars(words.data(), words.data() + words.size(), value);
    return read.ec == std::errc() && read.ptr == words.data() + words.size() ? std::optional(value) : std::nullopt;
}

base::Result<Spot> coordinate(const privacy::View& view, double latitude, double longitude) {
    if (std::abs(latitude) > 90 || std::abs(longitude) > 180) return base::misuse("A coordinate is latitude, longitude in degrees, such as \"54.2021, 0.9014\".");
    const auto projector = geo::Projector::create("EPSG:4326", view.crs());
    if (!projector) return projector.error();
    double xy[2] = {longitude, latitude};
    if (projector->transform(xy) != 0) return base::misuse("This coordinate is none of this place's map.");
    return Spot{{xy[0], xy[1]}, fmt::format("{:.4f}, {:.4f}", latitude, longitude)};
}

/// "4012.5 m" for metres.
std::optional<double> metres_in(std::string_view words) {
    words = base::trimmed(words);
    return words.ends_with(" m") ? number_in(words.substr(0, words.size() - 2)) : std::nullopt;
}

base::Result<std::optional<Spot>> asset_called(const privacy::View& view, const std::string& words) {
    const auto positions = view.segment("assets.positions");
    const column::Column* points = positions ? positions->find("point") : nullptr;
    const std::string wanted = base::lower(words);
    std::optional<Spot> found;
    bool without_place = false;
    for (std::size_t row = 0; row < view.assets(); ++row) {
        const std::string label = view.label(base::EntityKind::asset, row);
        const bool by_id = view.source_id(base::EntityKind::asset, row) == words;
        if (!by_id && base::lower(label) != wanted) continue;
        if (points == nullptr || !points->known(row)) {
            without_place = true;
            continue;
        }
        const Spot spot{{points->xy()[2 * row], points->xy()[2 * row + 1]}, label};
        if (by_id) return std::optional(spot);
        if (found && std::hypot(found->at.x - spot.at.x, found->at.y - spot.at.y) > corner_metres) return base::misuse("Several places are called " + words + "; say the id of one.");
        found = spot;
    }
    if (!found && without_place) return base::misuse("Where " + words + " is, nobody has recorded yet.");
    return found;
}

/// "A and B", "A & B", "A / B", where both are streets.
std::optional<std::pair<std::string, std::string>> two_streets(const report::Streets& streets, const std::string& words) {
    for (const std::string_view between : {" and ", " & ", "/", " corner of "})
        for (std::size_t at = words.find(between); at != std::string::npos; at = words.find(between, at + 1)) {
            std::string one = streets.called(words.substr(0, at)), other = streets.called(words.substr(at + between.size()));
            if (!one.empty() && !other.empty()) return std::pair{std::move(one), std::move(other)};
        }
    return std::nullopt;
}

std::optional<picture::LetteredGrid> grid_of_place(const privacy::View& view) {
    const privacy::Layer* primary = view.primary_layer();
    const auto geometry = primary == nullptr ? nullptr : view.segment("areas." + primary->as + ".geometry");
    if (geometry == nullptr) return std::nullopt;
    const auto bounds = picture::bounds_of(picture::coverage_of(*geometry));
    return bounds.empty ? std::nullopt : std::optional(picture::grid_of(bounds));
}

std::optional<Spot> square_called(const privacy::View& view, const std::string& words) {
    const auto grid = grid_of_place(view);
    const auto cell = grid ? picture::cell_of(*grid, words) : std::nullopt;
    if (!cell) return std::nullopt;
    const auto box = picture::box_of(*grid, *cell);
    return Spot{{(box.left + box.right) / 2, (box.bottom + box.top) / 2}, "the middle of square " + picture::name_of(*cell)};
}

/// A point of the map by what is nearest to it that has a name.
Spot point_at(const privacy::View& view, const report::Streets& streets, picture::Point at) {
    if (const std::string street = streets.nearest(at.x, at.y, base::Metres{by_a_street}); !street.empty()) return {at, "a point by " + street};
    if (const auto grid = grid_of_place(view)) {
        const picture::GridCell cell{static_cast<int>(std::floor((at.x - grid->left) / grid->metres)), static_cast<int>(std::floor((grid->top - at.y) / grid->metres))};
        if (cell.column >= 0 && cell.column < grid->columns && cell.row >= 0 && cell.row < grid->rows) return {at, "a point in square " + picture::name_of(cell)};
    }
    return {at, "a point on the map"};
}

}  // namespace

base::Result<Spot> spot_called(const privacy::View& view, const std::string& words) {
    if (const auto comma = words.find(','); comma != std::string::npos) {
        const auto latitude = number_in(std::string_view(words).substr(0, comma)), longitude = number_in(std::string_view(words).substr(comma + 1));
        if (latitude && longitude) return coordinate(view, *latitude, *longitude);
        const auto east = metres_in(std::string_view(words).substr(0, comma)), north = metres_in(std::string_view(words).substr(comma + 1));
        if (east && north) return point_at(view, report::Streets(view), {*east, *north});
    }
    auto asset = asset_called(view, words);
    if (!asset) return asset.error();
    if (*asset) return **asset;
    const report::Streets streets(view);
    if (const auto pair = two_streets(streets, words)) {
        const auto meeting = streets.meeting(pair->first, pair->second);
        if (meeting && meeting->apart.value <= corner_metres) return Spot{meeting->at, "the corner of " + pair->first + " and " + pair->second};
        return base::misuse(fmt::format("{} and {} do not meet: they are {:.0f} m apart. Say one of them.", pair->first, pair->second, meeting ? meeting->apart.value : 0));
    }
    if (const std::string street = streets.called(words); !street.empty())
        if (const auto middle = streets.middle(street)) return Spot{*middle, "the middle of " + street};
    if (auto square = square_called(view, words)) return *square;
    return base::not_found("There is no place, street or square called \"" + words + "\" here. Say the name of a place, a street, two streets with \"and\" between, a square such as C4, or \"latitude, longitude\".");
}

}  // namespace kith::cli
