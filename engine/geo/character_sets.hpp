#pragma once

namespace kith::geo {

/// The C library's converters of the character sets that shapefiles are written in: a locked reader can load none. 5 ms, once a process.
void load_character_sets();

}  // namespace kith::geo
