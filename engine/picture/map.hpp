#pragma once
// Maps of an area layer: a place read once through the View into pixels, then drawn as often as there is something to show.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/coverage.hpp"
#include "engine/picture/labels.hpp"
#include "engine/picture/legend.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

struct AssetMark {
    Point at;
    int asset_class = -1;     // AssetClass, or -1 where nobody said
    bool potential = false;   // drawn as an outline
};

/// What lies behind a map (backdrop.hpp), in pixels.
struct Behind {
    std::vector<Record> records;           // empty: nothing
    Legend legend;
};

/// A layer in pixels: what every map of it shares. North is up.
struct Base {
    std::string layer;
    double width = 0, height = 0;          // of the map alone
    double metres_per_pixel = 1;
    AreaRings areas;                       // simplified to a third of a pixel
    std::vector<std::string> names;
    std::vector<Inside> insides;
    std::vector<AssetMark> marks;          // assets with a place that this audience may see; closed ones left out
    std::int64_t marks_without_place = 0;
    Behind behind, behind_classes;         // of outlines; and fainter, of areas that tell a class
    std::string credit;                    // of what lies behind: stands on every map that shows it
};
/// `layer` "": no areas, the ground that the assets stand on. Errors: not_found when there is no such layer or it has no geometry for
/// this audience, or no asset has a place. O(points log points).
base::Result<Base> base_of(const privacy::View& view, std::string_view layer, double width = 460, double most_height = 560);

struct MapSpec {
    std::string id;                        // unique on the page
    std::string title;
    std::string legend_title;              // with the unit: "Assets per 1,000 residents"
    std::string unit;                      // after a number: "per 1,000 residents"
    std::vector<AreaValue> values;         // one an area; empty: outlines only
    std::optional<Classes> classes;        // default: default_classes of the values
    int class_count = 5;
    std::string palette = std::string(default_sequential);
    bool names = true;                     // as many as find room
    bool marks = false;                    // assets by class shape
};

/// More marks than this are not drawn one by one: the description says so.
inline constexpr std::size_t most_marks = 1500;

/// Map left, legend, scale bar and north right. Errors: misuse for a wrong number of values or an unknown palette.
base::Result<Drawing> map_of(const Base& base, const MapSpec& spec);

}  // namespace kith::picture
