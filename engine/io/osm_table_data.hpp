#pragma once
// The text of data/osm_asset_map.csv, compiled in by CMake.
namespace kith::io {
extern const char* const osm_asset_map_csv;
}  // namespace kith::io
