#include "engine/io/map_reading.hpp"

namespace kith::io {

const MapReading* map_reading() {
    static constexpr MapReading reading{geo::read_boundaries, geo::read_features, geo::read_backdrop, geo::prepare_map_reading, geo::read_sheet, geo::sheet_names};
    return &reading;
}

}  // namespace kith::io
