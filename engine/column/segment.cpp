#include "engine/column/segment.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/base/content.hpp"
#include "engine/column/layout.hpp"
#include "engine/column/validate.hpp"

namespace kith::column {
namespace {

/// `count` values of T at `offset`, when they lie inside the block and are aligned.
template <class T>
bool slice(std::span<const std::byte> block, std::uint64_t offset, std::uint64_t count, std::span<const T>& out) {
    if (offset % alignof(T) != 0 || offset > block.size() || count > (block.size() - offset) / sizeof(T)) return false;
    out = {reinterpret_cast<const T*>(block.data() + offset), static_cast<std::size_t>(count)};
    return true;
}

base::Error broken(std::string_view what) {
    return base::bad_input("A table block is not whole (" + std::string(what) + "); it was not used.");
}

}  // namespace

std::int32_t Dictionary::find(std::string_view text) const {
    for (std::int32_t code = 0; code < size(); ++code)
        if ((*this)[code] == text) return code;
    return -1;
}

std::span<const std::int64_t> Column::offsets() const {
    assert(type_ == Type::text_list || type_ == Type::point_list);
    return offsets_;
}
std::span<const std::uint8_t> Column::precisions() const {
    assert(type_ == Type::date);
    return precisions_;
}
std::span<const std::int32_t> Column::list(std::size_t row) const {
    const auto from = static_cast<std::size_t>(offsets_[row]);
    return codes().subspan(from, static_cast<std::size_t>(offsets_[row + 1]) - from);
}

void Column::add_to(base::DigestBuilder& digest) const {
    base::add_content(digest.add(static_cast<std::uint64_t>(type_)).add(static_cast<std::uint64_t>(rows_)), values_);
    for (const auto part : {std::as_bytes(states_), std::as_bytes(offsets_), std::as_bytes(precisions_), std::as_bytes(dictionary_.offsets()),
                            std::as_bytes(dictionary_.bytes())})
        base::add_content(digest, part);
}

base::Result<SegmentPtr> Segment::open(std::shared_ptr<const Memory> memory, Trust trust) {
    std::shared_ptr<Segment> segment(new Segment);
    segment->memory_ = std::move(memory);
    if (base::Status status = segment->read(trust); !status) return status.error();
    return SegmentPtr(segment);
}

base::Status Segment::read(Trust trust) {
    const auto block = memory_->bytes();
    SegmentHeader header;
    if (block.size() < sizeof header) return broken("too short");
    std::memcpy(&header, block.data(), sizeof header);
    if (std::memcmp(header.magic, segment_magic, sizeof segment_magic) != 0) return broken("not a segment");
    if (header.header_size != sizeof(SegmentHeader) || header.descriptor_size != sizeof(ColumnDescriptor))
        return broken("another version");
    if (header.total_size > block.size()) return broken("cut short");
    std::span<const ColumnDescriptor> descriptors;
    std::span<const char> key;
    if (!slice(block, header.descriptors, header.column_count, descriptors)) return broken("column list");
    if (!slice(block, header.key, header.key_length, key)) return broken("name");
    if (trust == Trust::untrusted && !valid_utf8({key.data(), key.size()})) return broken("name");
    key_ = {key.data(), key.size()};
    columns_.resize(descriptors.size());
    for (std::size_t i = 0; i < descriptors.size(); ++i)
        if (base::Status status = read_column(i, trust); !status) return status;
    return {};
}

base::Status Segment::read_column(std::size_t index, Trust trust) {
    const auto block = memory_->bytes();
    SegmentHeader header;
    std::memcpy(&header, block.data(), sizeof header);
    ColumnDescriptor d;
    std::memcpy(&d, block.data() + header.descriptors + index * sizeof d, sizeof d);
    Column& column = columns_[index];
    std::span<const char> key, text;
    if (!slice(block, d.key, d.key_length, key)) return broken("column name");
    column.key_ = {key.data(), key.size()};
    column.type_ = static_cast<Type>(d.type);
    column.rows_ = static_cast<std::size_t>(d.rows);
    std::span<const std::int64_t> dictionary;
    if (d.values % 8 != 0 || !slice(block, d.values, d.values_size, column.values_)) return broken("values");
    if (d.states != 0 && !slice(block, d.states, d.rows, column.states_)) return broken("states");
    if (d.rows == UINT64_MAX || d.dictionary_size == UINT64_MAX) return broken("length");
    if (d.list_offsets != 0 && !slice(block, d.list_offsets, d.rows + 1, column.offsets_)) return broken("list offsets");
    if (d.precisions != 0 && !slice(block, d.precisions, d.rows, column.precisions_)) return broken("precisions");
    if (d.dictionary_offsets != 0) {
        if (!slice(block, d.dictionary_offsets, d.dictionary_size + 1, dictionary)) return broken("dictionary");
        if (!slice(block, d.dictionary_bytes, d.dictionary_bytes_size, text)) return broken("dictionary");
        column.dictionary_ = Dictionary(dictionary, text);
    }
    if (const char* fault = shape_fault(column, column.values_.size()); fault != nullptr) return broken(fault);
    if (trust == Trust::untrusted)
        if (const char* fault = content_fault(column); fault != nullptr) return broken(fault);
    return {};
}

const Column* Segment::find(std::string_view key) const {
    const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.key() == key; });
    return at == columns_.end() ? nullptr : &*at;
}

const base::Digest& Segment::digest() const {
    std::call_once(digested_, [this] {
        base::DigestBuilder builder;
        digest_ = base::add_content(builder, memory_->bytes()).finish();
    });
    return digest_;
}

}  // namespace kith::column
