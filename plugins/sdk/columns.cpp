#include "plugins/sdk/columns.hpp"

#include <string>

#include "plugins/sdk/status.hpp"

namespace kith::sdk {

void Column::wrong_type() const { throw Failure(KITH_INTERNAL, "the column '" + std::string(key()) + "' was read as another type than it has"); }

std::span<const std::int32_t> Column::codes() const { return values<std::int32_t>(column_ != nullptr && column_->type == KITH_TEXT_LIST ? KITH_TEXT_LIST : KITH_TEXT); }

std::span<const double> Column::xy() const { return values<double>(column_ != nullptr && column_->type == KITH_POINT_LIST ? KITH_POINT_LIST : KITH_POINT); }

std::string_view Column::word(std::int32_t code) const {
    if (code < 0 || code >= dictionary_size()) return {};
    const std::int64_t* offsets = column_->dictionary_offsets + code;
    return {column_->dictionary_bytes + offsets[0], static_cast<std::size_t>(offsets[1] - offsets[0])};
}

std::string_view Column::text(std::size_t row) const { return known(row) ? word(codes()[row]) : std::string_view{}; }

std::span<const std::int32_t> Column::list(std::size_t row) const {
    if (!known(row)) return {};
    const auto all = values<std::int32_t>(KITH_TEXT_LIST);
    const std::int64_t* offsets = column_->offsets + row;
    return all.subspan(static_cast<std::size_t>(offsets[0]), static_cast<std::size_t>(offsets[1] - offsets[0]));
}

std::int32_t Column::find(std::string_view text) const {
    for (std::int32_t code = 0; code < dictionary_size(); ++code)
        if (word(code) == text) return code;
    return -1;
}

Column Segment::operator[](std::string_view key) const {
    for (const kith_column& column : columns())
        if (view(column.key) == key) return Column(&column);
    return Column();
}

}  // namespace kith::sdk
