#pragma once
// A segment with a column of every type, three rows each, with and without states.
#include "engine/column/builder.hpp"

namespace kith::test {

inline column::SegmentPtr all_types() {
    column::DictionaryBuilder words;
    const std::int32_t tea = words.code_of("tea"), chess = words.code_of("chess"), cafe = words.code_of("café");
    const column::States middle_missing{0, static_cast<std::uint8_t>(column::State::not_asked), 0};
    column::SegmentBuilder builder("all.types");
    builder.add_booleans("boolean", {1, 0, 1}, middle_missing)
        .add_i32("i32", {-1, 0, 2147483647})
        .add_i64("i64", {INT64_MIN, 0, INT64_MAX}, middle_missing)
        .add_f64("f64", {-1.5, 0, 1e300}, middle_missing)
        .add_text("text", {tea, -1, cafe}, words, middle_missing)
        .add_text_list("text_list", {0, 2, 2, 3}, {tea, chess, cafe}, words)
        .add_dates("date", {-719162, 0, 20512}, {0, 1, 2}, middle_missing)
        .add_points("point", {1, 2, 0, 0, 5.5, -6}, middle_missing)
        .add_point_list("point_list", {0, 0, 2, 3}, {1, 2, 3, 4, 5, 6})
        .add_i32("empty", {})
        .add_i64("offsets", {0, 1, 2, 3});  // another length than the others
    return *std::move(builder).finish(column::heap_memory);
}

}  // namespace kith::test
