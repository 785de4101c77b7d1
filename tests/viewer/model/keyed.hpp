#pragma once
// A small place whose tables hold the keys that its view gives, as those of a real place do.
#include <string>
#include <utility>
#include <vector>

#include "tests/support/small_place.hpp"

namespace kith::test {

inline void put_keys(FakeView& view, base::EntityKind kind, std::string_view table, std::string_view layer = {}) {
    const auto before = view.segment(table);
    if (!before) return;
    column::SegmentBuilder builder{std::string(table)};
    std::vector<std::int64_t> high, low;
    for (std::size_t row = 0; row < before->columns().front().rows(); ++row) {
        const base::EntityKey key = view.key(kind, row, layer);
        high.push_back(static_cast<std::int64_t>(key.high));
        low.push_back(static_cast<std::int64_t>(key.low));
    }
    builder.add_i64("key_high", std::move(high)).add_i64("key_low", std::move(low));
    for (const column::Column& column : before->columns())
        if (column.key() != "key_high" && column.key() != "key_low") builder.add_column(before, column);
    view.add(std::move(builder));
}

inline void fill_with_keys(const SmallPlace& place, FakeView& view) {
    place.fill(view);
    put_keys(view, base::EntityKind::person, "people");
    put_keys(view, base::EntityKind::asset, "assets");
    put_keys(view, base::EntityKind::area, "areas.patch", "patch");
}

}  // namespace kith::test
