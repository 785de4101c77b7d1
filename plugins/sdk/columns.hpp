#pragma once
// Granted columns as spans.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "plugins/abi/kith_plugin.h"
#include "plugins/sdk/terms.hpp"

namespace kith::sdk {

inline std::string_view view(const kith_text& text) { return {text.bytes, static_cast<std::size_t>(text.length)}; }

/// One column. An empty one (nothing was recorded, or not granted) has no rows and knows nothing: `known` is false for any
/// row, `list` is empty. Asking for the wrong type is a Failure.
class Column {
public:
    Column() = default;
    explicit Column(const kith_column* column) : column_(column) {}
    explicit operator bool() const { return column_ != nullptr; }

    std::string_view key() const { return column_ == nullptr ? std::string_view{} : view(column_->key); }
    std::size_t rows() const { return column_ == nullptr ? 0 : static_cast<std::size_t>(column_->rows); }
    bool known(std::size_t row) const { return row < rows() && (column_->states == nullptr || column_->states[row] == KITH_KNOWN); }
    State state(std::size_t row) const {
        if (row >= rows()) return State::unstated;
        return column_->states == nullptr ? State::known : static_cast<State>(column_->states[row]);
    }

    /// Of a kept column the files decide whether it is numbers or words.
    bool has_numbers() const { return column_ != nullptr && column_->type == KITH_F64; }

    std::span<const std::uint8_t> booleans() const { return values<std::uint8_t>(KITH_BOOLEAN); }
    std::span<const std::int32_t> i32() const { return values<std::int32_t>(KITH_I32); }
    std::span<const std::int64_t> i64() const { return values<std::int64_t>(KITH_I64); }
    std::span<const double> f64() const { return values<double>(KITH_F64); }
    std::span<const std::int32_t> codes() const;  // of text: one a row; of text_list: all items
    std::span<const std::int32_t> days() const { return values<std::int32_t>(KITH_DATE); }
    /// How exactly the date of a row is known.
    Precision precision(std::size_t row) const {
        return column_ == nullptr || column_->precisions == nullptr || row >= rows() ? Precision::day : static_cast<Precision>(column_->precisions[row]);
    }
    std::span<const double> xy() const;           // of point: two a row; of point_list: two an item

    /// The text of a row, "" where it is not known.
    std::string_view text(std::size_t row) const;
    /// All states, one a row; empty where every row is known.
    std::span<const std::uint8_t> states() const {
        return column_ == nullptr || column_->states == nullptr ? std::span<const std::uint8_t>{} : std::span(column_->states, rows());
    }
    /// Of a list: row r has the items from offsets()[r] to offsets()[r + 1].
    std::span<const std::int64_t> offsets() const {
        return column_ == nullptr || column_->offsets == nullptr ? std::span<const std::int64_t>{} : std::span(column_->offsets, rows() + 1);
    }
    /// Codes of a row of a text_list; empty where it is not known.
    std::span<const std::int32_t> list(std::size_t row) const;
    std::int32_t dictionary_size() const { return column_ == nullptr ? 0 : column_->dictionary_size; }
    std::string_view word(std::int32_t code) const;
    /// Code of a text, or -1. O(dictionary).
    std::int32_t find(std::string_view text) const;

private:
    [[noreturn]] void wrong_type() const;
    template <class T>
    std::span<const T> values(kith_type type) const {
        if (column_ == nullptr) return {};
        if (column_->type != type) wrong_type();
        return {static_cast<const T*>(column_->values), static_cast<std::size_t>(column_->value_count)};
    }
    const kith_column* column_ = nullptr;
};

class Segment {
public:
    Segment() = default;
    explicit Segment(const kith_segment* segment) : segment_(segment) {}
    explicit operator bool() const { return segment_ != nullptr; }
    std::string_view key() const { return segment_ == nullptr ? std::string_view{} : view(segment_->key); }
    /// The column, or an empty one.
    Column operator[](std::string_view key) const;
    std::span<const kith_column> columns() const {
        return segment_ == nullptr ? std::span<const kith_column>{} : std::span(segment_->columns, static_cast<std::size_t>(segment_->column_count));
    }

private:
    const kith_segment* segment_ = nullptr;
};

}  // namespace kith::sdk
