#pragma once
// What Segment::open checks. A fault is a short English phrase, or nullptr.
#include <cstddef>
#include <string_view>

namespace kith::column {

class Column;

bool valid_utf8(std::string_view text);
/// Do the buffers have the sizes that type and rows demand? O(1).
const char* shape_fault(const Column& column, std::size_t values_size);
/// Is every code, offset, state, flag and byte inside its bounds, and no number NaN? O(bytes). Only after shape_fault.
const char* content_fault(const Column& column);

}  // namespace kith::column
