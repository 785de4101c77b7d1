#include "engine/column/builder.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/column/layout.hpp"
#include "engine/column/memory_in_pieces.hpp"

namespace kith::column {
namespace {

template <class T>
std::span<const std::byte> raw(const std::vector<T>& values) { return std::as_bytes(std::span(values)); }

std::uint64_t aligned(std::uint64_t at) { return (at + alignment - 1) / alignment * alignment; }

template <class T>
std::vector<T> pick(std::span<const T> from, std::span<const std::int32_t> rows, T missing) {
    std::vector<T> out(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) out[i] = rows[i] < 0 ? missing : from[static_cast<std::size_t>(rows[i])];
    return out;
}

/// Lists of the chosen rows: offsets, and the items in order through `copy(from, count)`.
template <class Copy>
std::vector<std::int64_t> pick_lists(std::span<const std::int64_t> offsets, std::span<const std::int32_t> rows, Copy copy) {
    std::vector<std::int64_t> out(rows.size() + 1, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::int64_t count = 0;
        if (rows[i] >= 0) {
            const auto row = static_cast<std::size_t>(rows[i]);
            count = offsets[row + 1] - offsets[row];
            copy(static_cast<std::size_t>(offsets[row]), static_cast<std::size_t>(count));
        }
        out[i + 1] = out[i] + count;
    }
    return out;
}

}  // namespace

SegmentBuilder::Part& SegmentBuilder::add(std::string key, Type type, std::size_t rows, States states) {
    assert(states.empty() || states.size() == rows);
    Part part;
    part.key = std::move(key);
    part.type = type;
    part.rows = rows;
    part.states = std::move(states);
    parts_.push_back(std::move(part));
    return parts_.back();
}

SegmentBuilder& SegmentBuilder::add_booleans(std::string key, std::vector<std::uint8_t> values, States states) {
    const std::size_t rows = values.size();
    add(std::move(key), Type::boolean, rows, std::move(states)).bytes8 = std::move(values);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_i32(std::string key, std::vector<std::int32_t> values, States states) {
    const std::size_t rows = values.size();
    add(std::move(key), Type::i32, rows, std::move(states)).ints = std::move(values);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_i64(std::string key, std::vector<std::int64_t> values, States states) {
    const std::size_t rows = values.size();
    add(std::move(key), Type::i64, rows, std::move(states)).longs = std::move(values);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_f64(std::string key, std::vector<double> values, States states) {
    const std::size_t rows = values.size();
    add(std::move(key), Type::f64, rows, std::move(states)).doubles = std::move(values);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_text(std::string key, std::vector<std::int32_t> codes, const DictionaryBuilder& dictionary, States states) {
    const std::size_t rows = codes.size();
    Part& part = add(std::move(key), Type::text, rows, std::move(states));
    part.ints = std::move(codes);
    part.dictionary_offsets = dictionary.offsets();
    part.dictionary_bytes = dictionary.bytes();
    return *this;
}
SegmentBuilder& SegmentBuilder::add_text(std::string key, std::vector<std::int32_t> codes, DictionaryBuilder&& dictionary, States states) {
    const std::size_t rows = codes.size();
    DictionaryBuilder taken = std::move(dictionary);  // with its slots, which are let go
    Part& part = add(std::move(key), Type::text, rows, std::move(states));
    part.ints = std::move(codes);
    part.dictionary_offsets = std::move(taken.offsets_);
    part.dictionary_bytes = std::move(taken.bytes_);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_text_list(std::string key, std::vector<std::int64_t> offsets, std::vector<std::int32_t> codes,
                                              const DictionaryBuilder& dictionary, States states) {
    const std::size_t rows = offsets.size() - 1;
    Part& part = add(std::move(key), Type::text_list, rows, std::move(states));
    part.offsets = std::move(offsets);
    part.ints = std::move(codes);
    part.dictionary_offsets = dictionary.offsets();
    part.dictionary_bytes = dictionary.bytes();
    return *this;
}
SegmentBuilder& SegmentBuilder::add_dates(std::string key, std::vector<std::int32_t> days, std::vector<std::uint8_t> precisions, States states) {
    const std::size_t rows = days.size();
    assert(precisions.size() == rows);
    Part& part = add(std::move(key), Type::date, rows, std::move(states));
    part.ints = std::move(days);
    part.precisions = std::move(precisions);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_points(std::string key, std::vector<double> xy, States states) {
    const std::size_t rows = xy.size() / 2;
    add(std::move(key), Type::point, rows, std::move(states)).doubles = std::move(xy);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_point_list(std::string key, std::vector<std::int64_t> offsets, std::vector<double> xy, States states) {
    const std::size_t rows = offsets.size() - 1;
    Part& part = add(std::move(key), Type::point_list, rows, std::move(states));
    part.offsets = std::move(offsets);
    part.doubles = std::move(xy);
    return *this;
}
SegmentBuilder& SegmentBuilder::add_strings(std::string key, std::span<const std::string> values, States states) {
    DictionaryBuilder dictionary;
    std::vector<std::int32_t> codes;
    codes.reserve(values.size());
    for (const std::string& value : values) codes.push_back(dictionary.code_of(value));
    return add_text(std::move(key), std::move(codes), dictionary, std::move(states));
}

SegmentBuilder& SegmentBuilder::add_written(std::string key, Type type, std::size_t rows, bool with_states, Write write) {
    assert(type == Type::i32 || type == Type::i64 || type == Type::f64);
    Part& part = add(std::move(key), type, rows, {});
    part.write = std::move(write);
    part.with_states = with_states;
    return *this;
}

SegmentBuilder& SegmentBuilder::add_column(const SegmentPtr& owner, const Column& column, std::string key) {
    Part& part = add(key.empty() ? std::string(column.key()) : std::move(key), column.type(), column.rows(), {});
    part.owner = owner;
    part.column = &column;
    return *this;
}

void SegmentBuilder::forget_unused_words(Part& part) {
    constexpr std::int32_t unused = -1;
    const std::vector<std::int64_t>& old = part.dictionary_offsets;
    if (old.empty()) return;
    std::vector<std::int32_t> next(old.size() - 1, unused);
    for (const std::int32_t code : part.ints)
        if (code >= 0) next[static_cast<std::size_t>(code)] = 0;
    if (std::find(next.begin(), next.end(), unused) == next.end()) return;
    std::vector<std::int64_t> offsets{0};
    std::string bytes;
    for (std::size_t word = 0; word < next.size(); ++word) {
        if (next[word] == unused) continue;
        next[word] = static_cast<std::int32_t>(offsets.size()) - 1;
        bytes.append(part.dictionary_bytes, static_cast<std::size_t>(old[word]), static_cast<std::size_t>(old[word + 1] - old[word]));
        offsets.push_back(static_cast<std::int64_t>(bytes.size()));
    }
    for (std::int32_t& code : part.ints)
        if (code >= 0) code = next[static_cast<std::size_t>(code)];
    part.dictionary_offsets = std::move(offsets);
    part.dictionary_bytes = std::move(bytes);
}

SegmentBuilder& SegmentBuilder::add_rows(const Column& column, std::span<const std::int32_t> rows, State missing, std::string key) {
    const bool gaps = std::any_of(rows.begin(), rows.end(), [](std::int32_t r) { return r < 0; });
    States states;
    if (gaps || !column.states().empty()) {
        states.resize(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            states[i] = static_cast<std::uint8_t>(rows[i] < 0 ? missing : column.state(static_cast<std::size_t>(rows[i])));
    }
    Part& part = add(key.empty() ? std::string(column.key()) : std::move(key), column.type(), rows.size(), std::move(states));
    const auto take_dictionary = [&] {
        const auto offsets = column.dictionary().offsets();
        part.dictionary_offsets.assign(offsets.begin(), offsets.end());
        part.dictionary_bytes.assign(column.dictionary().bytes().begin(), column.dictionary().bytes().end());
        forget_unused_words(part);
    };
    switch (column.type()) {
        case Type::boolean: part.bytes8 = pick(column.booleans(), rows, std::uint8_t{0}); break;
        case Type::i32: part.ints = pick(column.i32(), rows, std::int32_t{-1}); break;
        case Type::i64: part.longs = pick(column.i64(), rows, std::int64_t{0}); break;
        case Type::f64: part.doubles = pick(column.f64(), rows, 0.0); break;
        case Type::text:
            part.ints = pick(column.codes(), rows, std::int32_t{-1});
            take_dictionary();
            break;
        case Type::date:
            part.ints = pick(column.days(), rows, std::int32_t{0});
            part.precisions = pick(column.precisions(), rows, std::uint8_t{0});
            break;
        case Type::text_list: {
            const auto codes = column.codes();
            part.offsets = pick_lists(column.offsets(), rows, [&](std::size_t from, std::size_t count) {
                part.ints.insert(part.ints.end(), codes.begin() + static_cast<std::ptrdiff_t>(from), codes.begin() + static_cast<std::ptrdiff_t>(from + count));
            });
            take_dictionary();
            break;
        }
        case Type::point: {
            part.doubles.resize(rows.size() * 2, 0.0);
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (rows[i] >= 0) std::memcpy(&part.doubles[2 * i], &column.xy()[2 * static_cast<std::size_t>(rows[i])], 16);
            break;
        }
        case Type::point_list: {
            const auto xy = column.xy();
            part.offsets = pick_lists(column.offsets(), rows, [&](std::size_t from, std::size_t count) {
                part.doubles.insert(part.doubles.end(), xy.begin() + static_cast<std::ptrdiff_t>(2 * from), xy.begin() + static_cast<std::ptrdiff_t>(2 * (from + count)));
            });
            break;
        }
    }
    return *this;
}

/// The buffers of one column, wherever they come from.
struct SegmentBuilder::Sources {
    std::span<const std::byte> values, states, offsets, precisions, dictionary_offsets, dictionary_bytes;
    std::uint64_t dictionary_size = 0;
};

SegmentBuilder::Sources SegmentBuilder::sources_of(const Part& part) {
    Sources s;
    if (part.column != nullptr) {
        const Column& c = *part.column;
        switch (part.type) {
            case Type::boolean: s.values = std::as_bytes(c.booleans()); break;
            case Type::i32: s.values = std::as_bytes(c.i32()); break;
            case Type::i64: s.values = std::as_bytes(c.i64()); break;
            case Type::f64: s.values = std::as_bytes(c.f64()); break;
            case Type::text: case Type::text_list: s.values = std::as_bytes(c.codes()); break;
            case Type::date: s.values = std::as_bytes(c.days()); s.precisions = std::as_bytes(c.precisions()); break;
            case Type::point: case Type::point_list: s.values = std::as_bytes(c.xy()); break;
        }
        s.states = std::as_bytes(c.states());
        if (part.type == Type::text_list || part.type == Type::point_list) s.offsets = std::as_bytes(c.offsets());
        s.dictionary_offsets = std::as_bytes(c.dictionary().offsets());
        s.dictionary_bytes = std::as_bytes(c.dictionary().bytes());
        s.dictionary_size = static_cast<std::uint64_t>(c.dictionary().size());
        return s;
    }
    switch (part.type) {
        case Type::boolean: s.values = raw(part.bytes8); break;
        case Type::i32: case Type::text: case Type::text_list: case Type::date: s.values = raw(part.ints); break;
        case Type::i64: s.values = raw(part.longs); break;
        case Type::f64: case Type::point: case Type::point_list: s.values = raw(part.doubles); break;
    }
    s.states = raw(part.states);
    s.offsets = raw(part.offsets);
    s.precisions = raw(part.precisions);
    s.dictionary_offsets = raw(part.dictionary_offsets);
    s.dictionary_bytes = std::as_bytes(std::span(part.dictionary_bytes.data(), part.dictionary_bytes.size()));
    s.dictionary_size = part.dictionary_offsets.empty() ? 0 : part.dictionary_offsets.size() - 1;
    return s;
}

namespace {

/// The descriptors come right after the header, then the segment's key; total_size is not known yet.
SegmentHeader header_for(std::size_t columns, std::size_t key_length) {
    SegmentHeader header{};
    std::memcpy(header.magic, segment_magic, sizeof segment_magic);
    header.header_size = sizeof(SegmentHeader);
    header.descriptor_size = sizeof(ColumnDescriptor);
    header.column_count = columns;
    header.descriptors = alignment;
    header.key = header.descriptors + columns * sizeof(ColumnDescriptor);
    header.key_length = key_length;
    return header;
}

}  // namespace

base::Result<SegmentPtr> SegmentBuilder::finish(const Allocator& allocate) && {
    SegmentHeader header = header_for(parts_.size(), key_.size());
    std::uint64_t at = header.key + key_.size();
    std::vector<ColumnDescriptor> descriptors(parts_.size());
    std::vector<std::pair<std::uint64_t, std::span<const std::byte>>> copies;
    std::vector<std::size_t> ends(parts_.size());  // of each part's copies
    const auto room = [&](std::size_t size) {
        const std::uint64_t offset = aligned(at);
        at = offset + size;
        return offset;
    };
    const auto place = [&](std::span<const std::byte> bytes) {
        copies.emplace_back(room(bytes.size()), bytes);
        return copies.back().first;
    };
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        const Sources s = sources_of(part);
        ColumnDescriptor& d = descriptors[i];
        d.type = static_cast<std::uint32_t>(part.type);
        d.rows = part.rows;
        d.key = place(std::as_bytes(std::span(part.key.data(), part.key.size())));
        d.key_length = part.key.size();
        d.values_size = part.write ? part.rows * (part.type == Type::i32 ? sizeof(std::int32_t) : sizeof(double)) : s.values.size();
        d.values = part.write ? room(d.values_size) : place(s.values);
        if (part.with_states) d.states = room(part.rows);
        else if (!s.states.empty()) d.states = place(s.states);
        if (part.type == Type::text_list || part.type == Type::point_list) d.list_offsets = place(s.offsets);
        if (part.type == Type::date) d.precisions = place(s.precisions);
        if (part.type == Type::text || part.type == Type::text_list) {
            d.dictionary_size = s.dictionary_size;
            d.dictionary_offsets = place(s.dictionary_offsets);
            d.dictionary_bytes = place(s.dictionary_bytes);
            d.dictionary_bytes_size = s.dictionary_bytes.size();
        }
        ends[i] = copies.size();
    }
    header.total_size = aligned(at);

    auto memory = allocate(static_cast<std::size_t>(header.total_size));
    if (!memory) return memory.error();
    WritableMemory& block = **memory;
    base::Status done = put(block, 0, std::as_bytes(std::span(&header, 1)));
    if (done) done = put(block, header.descriptors, std::as_bytes(std::span(descriptors)));
    if (done) done = put(block, header.key, std::as_bytes(std::span(key_.data(), key_.size())));
    std::size_t copied = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        for (; done && copied < ends[i]; ++copied) done = put(block, copies[copied].first, copies[copied].second);
        if (!done) return done.error();
        if (const ColumnDescriptor& d = descriptors[i]; parts_[i].write) {
            const auto bytes = block.bytes();
            parts_[i].write(bytes.subspan(d.values, d.values_size), {reinterpret_cast<std::uint8_t*>(bytes.data() + d.states), parts_[i].with_states ? parts_[i].rows : 0});
        }
        parts_[i] = Part();  // a column at a time: a large table never stands in memory twice
    }
    parts_.clear();
    auto sealed = std::move(**memory).seal();
    if (!sealed) return sealed.error();
    return Segment::open(std::move(*sealed), Trust::ours);
}

}  // namespace kith::column
