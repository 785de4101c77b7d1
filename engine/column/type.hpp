#pragma once
// The closed list of column types, and the states a value can be in.
#include <cstdint>
#include <string_view>

namespace kith::column {

/// Numbers are little-endian; every buffer starts on a 64-byte boundary (Arrow's memory layout, offsets instead of pointers).
enum class Type : std::uint32_t {
    boolean = 1,    // one byte a row, 0 or 1
    i32 = 2,        // also: rows of another table (-1 = none) and the codes of the enums in engine/place/terms.hpp
    i64 = 3,
    f64 = 4,        // never NaN
    text = 5,       // i32 code into the column's dictionary (UTF-8); -1 where the state is not known
    text_list = 6,  // i64 offsets (rows + 1) into i32 codes
    date = 7,       // i32 days since 1970-01-01, and a precision byte a row (Precision)
    point = 8,      // x and y interleaved, f64, metres in the working CRS
    point_list = 9  // i64 offsets (rows + 1) into interleaved points
};

/// Why a value is or is not there. A column without states is known throughout.
enum class State : std::uint8_t {
    known = 0,
    not_asked = 1,
    declined = 2,
    dont_know = 3,
    not_applicable = 4,
    unstated = 5,
    withheld = 6
};
inline constexpr int state_count = 7;

enum class Precision : std::uint8_t { day = 0, month = 1, year = 2 };

std::string_view name_of(State state);  // "known", "not_asked", …
std::string_view name_of(Type type);    // "boolean", "i32", …
/// The state with this name; false when there is none.
bool state_from_name(std::string_view name, State& state);

}  // namespace kith::column
