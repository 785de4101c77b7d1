#pragma once
// A segment: one sealed block with a digest, holding one group of columns that is granted, shared and cached as a whole.
// Columns of one segment may differ in length (a topology holds offsets, targets and ties).
#include <cassert>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/status.hpp"
#include "engine/column/memory.hpp"
#include "engine/column/type.hpp"

namespace kith::column {

/// The different texts of a column, by code.
class Dictionary {
public:
    Dictionary() = default;
    Dictionary(std::span<const std::int64_t> offsets, std::span<const char> bytes) : offsets_(offsets), bytes_(bytes) {}
    std::int32_t size() const { return offsets_.empty() ? 0 : static_cast<std::int32_t>(offsets_.size() - 1); }
    std::string_view operator[](std::int32_t code) const {
        const auto i = static_cast<std::size_t>(code);
        return {bytes_.data() + offsets_[i], static_cast<std::size_t>(offsets_[i + 1] - offsets_[i])};
    }
    /// The code of `text`, or -1. O(size).
    std::int32_t find(std::string_view text) const;
    std::span<const std::int64_t> offsets() const { return offsets_; }
    std::span<const char> bytes() const { return bytes_; }

private:
    std::span<const std::int64_t> offsets_;
    std::span<const char> bytes_;
};

/// One column, read in place. The span accessors assert the type; `rows()` is the length they have unless said.
class Column {
public:
    std::string_view key() const { return key_; }
    Type type() const { return type_; }
    std::size_t rows() const { return rows_; }

    State state(std::size_t row) const { return states_.empty() ? State::known : static_cast<State>(states_[row]); }
    bool known(std::size_t row) const { return states_.empty() || states_[row] == 0; }
    /// A byte a row, or empty when every row is known.
    std::span<const std::uint8_t> states() const { return states_; }

    std::span<const std::uint8_t> booleans() const { return values_of<std::uint8_t>(type_ == Type::boolean); }
    std::span<const std::int32_t> i32() const { return values_of<std::int32_t>(type_ == Type::i32); }
    std::span<const std::int64_t> i64() const { return values_of<std::int64_t>(type_ == Type::i64); }
    std::span<const double> f64() const { return values_of<double>(type_ == Type::f64); }
    /// Of text one a row, of text_list all items.
    std::span<const std::int32_t> codes() const { return values_of<std::int32_t>(type_ == Type::text || type_ == Type::text_list); }
    std::span<const std::int64_t> offsets() const;        // text_list, point_list: rows + 1
    const Dictionary& dictionary() const { return dictionary_; }
    std::span<const std::int32_t> days() const { return values_of<std::int32_t>(type_ == Type::date); }
    std::span<const std::uint8_t> precisions() const;     // date (Precision)
    /// Of point two a row, of point_list two an item.
    std::span<const double> xy() const { return values_of<double>(type_ == Type::point || type_ == Type::point_list); }

    /// The text of a row, "" when it is not known.
    std::string_view text(std::size_t row) const { return known(row) && codes()[row] >= 0 ? dictionary_[codes()[row]] : std::string_view{}; }
    /// The codes of a row of a text_list.
    std::span<const std::int32_t> list(std::size_t row) const;
    /// Adds all that it says to a digest, but not its key. O(bytes).
    void add_to(base::DigestBuilder& digest) const;

private:
    friend class Segment;
    /// Here, for it is asked a row at a time.
    template <class T>
    std::span<const T> values_of([[maybe_unused]] bool type_fits) const {
        assert(type_fits);
        return {reinterpret_cast<const T*>(values_.data()), values_.size() / sizeof(T)};
    }
    std::string_view key_;
    Type type_ = Type::i32;
    std::size_t rows_ = 0;
    std::span<const std::byte> values_;
    std::span<const std::uint8_t> states_;
    std::span<const std::int64_t> offsets_;
    std::span<const std::uint8_t> precisions_;
    Dictionary dictionary_;
};

/// How far a block is to be trusted: what another process wrote is read to the last byte before it is used.
enum class Trust { ours, untrusted };

class Segment {
public:
    /// Opens a sealed block. With Trust::untrusted every offset, length, code, state, list and UTF-8 byte is checked
    /// (O(bytes)) and an error names the first fault; with Trust::ours only the header and bounds are.
    static base::Result<std::shared_ptr<const Segment>> open(std::shared_ptr<const Memory> memory, Trust trust);

    /// E.g. "people.names"; the list is in engine/place/README.md.
    std::string_view key() const { return key_; }
    std::span<const Column> columns() const { return columns_; }
    /// The column, or nullptr.
    const Column* find(std::string_view key) const;
    /// Over every byte of the block; computed once, at the first call. Safe from several threads.
    const base::Digest& digest() const;
    const Memory& memory() const { return *memory_; }
    std::size_t size() const { return memory_->bytes().size(); }

private:
    Segment() = default;
    base::Status read(Trust trust);
    base::Status read_column(std::size_t index, Trust trust);
    std::shared_ptr<const Memory> memory_;
    std::string_view key_;
    std::vector<Column> columns_;
    mutable base::Digest digest_;
    mutable std::once_flag digested_;
};

using SegmentPtr = std::shared_ptr<const Segment>;

}  // namespace kith::column
