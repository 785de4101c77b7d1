#pragma once
// What a segment from a reader must look like (engine/io/README.md). Checked by whoever receives one: a reader may have been
// taken over by the file that it read.
#include <string_view>

#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"

namespace kith::io {

/// Is every column one that `block` may have ("people", "areas.join", …; "observations" also for instruments), of its type, as long as the
/// others, with states only where they may be, and every code within its vocabulary? The error names the first that is not.
/// `rows` must be the number of kept rows, or -1 where that is not known (answers of instruments). O(bytes of codes).
base::Status check_read_segment(const column::Segment& segment, std::string_view block, std::int64_t rows);

/// May a number stand in the column of `block` ("people", "ties")? Where it holds codes: is it one of them? Where it has a range: is it within?
/// Elsewhere: yes.
bool value_fits(std::string_view block, std::string_view column, double value);

}  // namespace kith::io
