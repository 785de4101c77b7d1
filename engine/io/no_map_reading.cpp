#include "engine/io/map_reading.hpp"

namespace kith::io {

const MapReading* map_reading() { return nullptr; }

}  // namespace kith::io
