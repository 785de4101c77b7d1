#pragma once
// The text of the registries, compiled in by CMake.
namespace kith::place {
extern const char* const tie_kinds_csv;
extern const char* const asset_classes_csv;
extern const char* const backdrop_kinds_csv;
extern const char* const review_clocks_csv;
}  // namespace kith::place
