// A reference of the National Grid as somebody wrote it: nothing, or a square of Great Britain's grid, and the same however blanks and capitals stand.
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/io/grid_reference.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto square = kith::io::read_grid_reference(text);
    if (!square) return 0;
    require(square->easting >= 0 && square->easting < 700000 && square->northing >= 0 && square->northing < 1300000);
    require(square->size == 1 || square->size == 10 || square->size == 100 || square->size == 1000 || square->size == 10000);
    std::string small;
    for (const char c : text) small += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto again = kith::io::read_grid_reference(" " + small + " ");
    require(again && again->easting == square->easting && again->northing == square->northing && again->size == square->size);
    return 0;
}
