#include "engine/io/map_reading.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/geo/character_sets.hpp"

namespace kith::io {

const MapReading* map_reading() {
    static constexpr MapReading reading{geo::read_boundaries, geo::read_features, geo::read_backdrop, geo::prepare_map_reading, geo::read_sheet, geo::sheet_names};
    return &reading;
}

void load_for(std::span<const std::string> names) {
    const auto may_be_shapefile = [](const std::string& name) {
        const std::string lower = base::lower(name);
        return lower.ends_with(".shp") || lower.ends_with(".dbf") || lower.ends_with(".zip");
    };
    if (std::any_of(names.begin(), names.end(), may_be_shapefile)) geo::load_character_sets();
}

}  // namespace kith::io
