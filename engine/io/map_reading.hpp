#pragma once
// Whether this reader reads map files: kith-reader and kith-reader-maps are the same but for this.
#include "engine/io/read_block.hpp"

namespace kith::io {

/// nullptr in kith-reader.
const MapReading* map_reading();

}  // namespace kith::io
