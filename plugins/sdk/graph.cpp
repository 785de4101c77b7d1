#include "plugins/sdk/graph.hpp"

#include <algorithm>
#include <string>

#include "plugins/sdk/status.hpp"

namespace kith::sdk {
namespace {

Column must(const Segment& segment, std::string_view key) {
    Column column = segment[key];
    if (!column) throw Failure(KITH_INTERNAL, "the segment '" + std::string(segment.key()) + "' has no column '" + std::string(key) + "'");
    return column;
}

constexpr const char* class_words[asset_class_count] = {"individual", "association", "institution", "place", "economy", "culture"};

}  // namespace

Lens::Lens(Segment segment)
    : offsets_(must(segment, "offsets").i64()), targets_(must(segment, "targets").i32()), ties_(must(segment, "ties").i32()),
      maybe_(must(segment, "maybe").booleans()) {}

bool Lens::tied(std::size_t node, std::int32_t other) const {
    const auto row = targets_.subspan(static_cast<std::size_t>(offsets_[node]), static_cast<std::size_t>(offsets_[node + 1] - offsets_[node]));
    return std::binary_search(row.begin(), row.end(), other);
}

Pairs::Pairs(Segment segment)
    : offsets_(must(segment, "offsets").i64()), targets_(must(segment, "targets").i32()), weights_(must(segment, "weight").f64()) {}

Near::Near(Segment segment)
    : offsets_(must(segment, "offsets").i64()), rows_(must(segment, "rows").i32()), metres_(must(segment, "metres").i32()),
      cut_(must(segment, "cut").booleans()) {}

Reach::Reach(Segment segment) : all_(must(segment, "all")) {
    for (std::size_t i = 0; i < asset_class_count; ++i) {
        const std::string word = class_words[i];
        counts_[i] = must(segment, word);
        nearest_[i] = must(segment, "nearest_" + word);
        metres_[i] = must(segment, "metres_" + word);
    }
}

std::optional<Close> Reach::nearest(std::size_t row, AssetClass of_class) const {
    const auto i = static_cast<std::size_t>(of_class);
    if (!nearest_[i].known(row) || !metres_[i].known(row) || nearest_[i].i32()[row] < 0) return {};
    return Close{nearest_[i].i32()[row], static_cast<double>(metres_[i].i32()[row])};
}

}  // namespace kith::sdk
