#pragma once
// data/schemas/capture_fields.csv, compiled in by CMake.
namespace kith::session {
extern const char* const capture_fields_csv;
}  // namespace kith::session
