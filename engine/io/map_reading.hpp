#pragma once
// Whether this reader reads map files: kith-reader and kith-reader-maps are the same but for this.
#include <span>
#include <string>

#include "engine/io/read_block.hpp"

namespace kith::io {

/// nullptr in kith-reader.
const MapReading* map_reading();
/// Loads what only files of such names need, before the lock is shut: names of all parts of a file.
void load_for(std::span<const std::string> names);

}  // namespace kith::io
