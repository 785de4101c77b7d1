// A segment reads back what was built, and a damaged one is refused before anything in it is used.
#include "engine/column/segment.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "engine/column/layout.hpp"
#include "tests/engine/column/all_types.hpp"

namespace segment_test {
using namespace kith;
using column::Segment;
using column::Trust;

std::vector<std::byte> bytes_of(const Segment& segment) {
    const auto bytes = segment.memory().bytes();
    return {bytes.begin(), bytes.end()};
}

base::Result<column::SegmentPtr> open(const std::vector<std::byte>& block, Trust trust = Trust::untrusted) {
    return Segment::open(column::borrowed_memory(block), trust);
}

TEST(Segment, WrittenInPlaceIsTheSameBlock) {
    const std::vector<double> numbers{1.5, 0, -3};
    const std::vector<std::int32_t> codes{7, 8, 9};
    const column::States states{0, 3, 0};
    column::SegmentBuilder moved("one"), written("one");
    moved.add_f64("numbers", numbers, states).add_i32("codes", codes);
    written.add_written("numbers", column::Type::f64, 3, true, [&](std::span<std::byte> values, std::span<std::uint8_t> out) {
        ASSERT_EQ(values.size(), 3 * sizeof(double));
        ASSERT_EQ(out.size(), 3u);
        std::memcpy(values.data(), numbers.data(), values.size());
        std::copy(states.begin(), states.end(), out.begin());
    });
    written.add_written("codes", column::Type::i32, 3, false, [&](std::span<std::byte> values, std::span<std::uint8_t> out) {
        EXPECT_TRUE(out.empty());
        ASSERT_EQ(values.size(), 3 * sizeof(std::int32_t));
        std::memcpy(values.data(), codes.data(), values.size());
    });
    const auto a = std::move(moved).finish(column::heap_memory), b = std::move(written).finish(column::heap_memory);
    ASSERT_TRUE(a && b);
    EXPECT_EQ(bytes_of(**a), bytes_of(**b));
}

TEST(Segment, ReadsBackEveryType) {
    const auto built = test::all_types();
    const auto block = bytes_of(*built);
    const auto opened = open(block);
    ASSERT_TRUE(opened) << opened.error().message;
    const Segment& s = **opened;
    EXPECT_EQ(s.key(), "all.types");
    EXPECT_EQ(s.columns().size(), 11u);
    EXPECT_EQ(s.find("boolean")->booleans()[2], 1);
    EXPECT_FALSE(s.find("boolean")->known(1));
    EXPECT_EQ(s.find("boolean")->state(1), column::State::not_asked);
    EXPECT_TRUE(s.find("i32")->states().empty());
    EXPECT_TRUE(s.find("i32")->known(1));
    EXPECT_EQ(s.find("i32")->i32()[2], 2147483647);
    EXPECT_EQ(s.find("i64")->i64()[0], INT64_MIN);
    EXPECT_EQ(s.find("f64")->f64()[2], 1e300);
    EXPECT_EQ(s.find("text")->text(0), "tea");
    EXPECT_EQ(s.find("text")->text(1), "");
    EXPECT_EQ(s.find("text")->text(2), "café");
    EXPECT_EQ(s.find("text_list")->list(0).size(), 2u);
    EXPECT_EQ(s.find("text_list")->list(1).size(), 0u);
    EXPECT_EQ(s.find("text_list")->dictionary()[s.find("text_list")->list(0)[1]], "chess");
    EXPECT_EQ(s.find("text_list")->dictionary().find("café"), 2);
    EXPECT_EQ(s.find("text_list")->dictionary().find("coffee"), -1);
    EXPECT_EQ(s.find("date")->days()[2], 20512);
    EXPECT_EQ(s.find("date")->precisions()[2], static_cast<std::uint8_t>(column::Precision::year));
    EXPECT_EQ(s.find("point")->xy()[5], -6);
    EXPECT_EQ(s.find("point_list")->offsets()[2], 2);
    EXPECT_EQ(s.find("empty")->rows(), 0u);
    EXPECT_EQ(s.find("offsets")->rows(), 4u);
    EXPECT_EQ(s.find("nobody"), nullptr);
}

TEST(Segment, BuffersAreAligned) {
    const auto built = test::all_types();
    for (const column::Column& c : built->columns())
        if (c.type() == column::Type::f64) {
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(c.f64().data()) % column::alignment, 0u) << c.key();
        }
}

TEST(Segment, DigestFollowsTheContent) {
    EXPECT_EQ(test::all_types()->digest(), test::all_types()->digest());
    const auto other = *std::move(column::SegmentBuilder("all.types").add_i32("i32", {1})).finish(column::heap_memory);
    EXPECT_NE(other->digest(), test::all_types()->digest());
}

using Spoil = std::function<void(std::vector<std::byte>&, column::SegmentHeader&, std::vector<column::ColumnDescriptor>&)>;

/// Takes a good block apart, spoils it and puts it together again.
std::vector<std::byte> spoiled(const Spoil& spoil) {
    auto block = bytes_of(*test::all_types());
    column::SegmentHeader header;
    std::memcpy(&header, block.data(), sizeof header);
    std::vector<column::ColumnDescriptor> columns(header.column_count);
    std::memcpy(columns.data(), block.data() + header.descriptors, columns.size() * sizeof columns[0]);
    const auto at = header.descriptors;
    const std::size_t count = columns.size();
    spoil(block, header, columns);
    std::memcpy(block.data(), &header, sizeof header);
    std::memcpy(block.data() + at, columns.data(), count * sizeof columns[0]);
    return block;
}

// Columns of all_types by place.
enum { boolean, i32, i64, f64, text, text_list, date, point, point_list, empty, offsets };

template <class T>
void poke(std::vector<std::byte>& block, std::uint64_t offset, T value) { std::memcpy(block.data() + offset, &value, sizeof value); }

TEST(Segment, RefusesWhatIsNotWhole) {
    const std::vector<std::pair<std::string, Spoil>> spoils{
        {"magic", [](auto&, auto& h, auto&) { h.magic[0] = 'X'; }},
        {"header size", [](auto&, auto& h, auto&) { h.header_size = 64; }},
        {"total size", [](auto& b, auto& h, auto&) { h.total_size = b.size() + 1; }},
        {"column count", [](auto&, auto& h, auto&) { h.column_count = UINT64_MAX / sizeof(column::ColumnDescriptor) + 2; }},
        {"descriptors", [](auto& b, auto& h, auto&) { h.descriptors = b.size(); }},
        {"unaligned descriptors", [](auto&, auto& h, auto&) { h.descriptors += 1; }},
        {"key", [](auto&, auto& h, auto&) { h.key_length = UINT64_MAX; }},
        {"key outside", [](auto& b, auto& h, auto&) { h.key = b.size() + 8; }},
        {"column key", [](auto&, auto&, auto& c) { c[0].key = UINT64_MAX; }},
        {"type 0", [](auto&, auto&, auto& c) { c[0].type = 0; }},
        {"type 10", [](auto&, auto&, auto& c) { c[0].type = 10; }},
        {"more rows than values", [](auto&, auto&, auto& c) { c[i32].rows = 4; }},
        {"fewer rows than values", [](auto&, auto&, auto& c) { c[i32].rows = 2; }},
        {"values outside", [](auto& b, auto&, auto& c) { c[i32].values = b.size(); }},
        {"values unaligned", [](auto&, auto&, auto& c) { c[i32].values += 4; }},
        {"values too large", [](auto&, auto&, auto& c) { c[i32].values_size = UINT64_MAX; }},
        {"odd values", [](auto&, auto&, auto& c) { c[i64].values_size -= 1; }},
        {"states outside", [](auto& b, auto&, auto& c) { c[boolean].states = b.size() - 1; }},
        {"rows beyond counting", [](auto&, auto&, auto& c) { c[text_list].rows = UINT64_MAX; }},
        {"no list offsets", [](auto&, auto&, auto& c) { c[text_list].list_offsets = 0; }},
        {"no dictionary", [](auto&, auto&, auto& c) { c[text].dictionary_offsets = 0; }},
        {"dictionary beyond counting", [](auto&, auto&, auto& c) { c[text].dictionary_size = UINT64_MAX; }},
        {"dictionary bytes", [](auto&, auto&, auto& c) { c[text].dictionary_bytes_size = UINT64_MAX; }},
        {"no precisions", [](auto&, auto&, auto& c) { c[date].precisions = 0; }}};
    for (const auto& [name, spoil] : spoils) {
        const auto block = spoiled(spoil);
        EXPECT_FALSE(open(block)) << name;
        EXPECT_FALSE(open(block, Trust::ours)) << name << ", by its shape alone";
    }
}

TEST(Segment, RefusesBadContentOfOthers) {
    const std::vector<std::pair<std::string, Spoil>> spoils{
        {"a truth of 2", [](auto& b, auto&, auto& c) { poke(b, c[boolean].values, std::uint8_t{2}); }},
        {"a state of 7", [](auto& b, auto&, auto& c) { poke(b, c[boolean].states + 1, std::uint8_t{7}); }},
        {"not a number", [](auto& b, auto&, auto& c) { poke(b, c[f64].values, 0.0 / 0.0); }},
        {"infinite", [](auto& b, auto&, auto& c) { poke(b, c[f64].values + 8, 1e308 * 10); }},
        {"a code beyond the dictionary", [](auto& b, auto&, auto& c) { poke(b, c[text].values, std::int32_t{3}); }},
        {"no code where known", [](auto& b, auto&, auto& c) { poke(b, c[text].values, std::int32_t{-1}); }},
        {"a code below -1", [](auto& b, auto&, auto& c) { poke(b, c[text].values + 4, std::int32_t{-2}); }},
        {"a list that falls", [](auto& b, auto&, auto& c) { poke(b, c[text_list].list_offsets + 8, std::int64_t{3}); }},
        {"a list that starts late", [](auto& b, auto&, auto& c) { poke(b, c[text_list].list_offsets, std::int64_t{1}); }},
        {"a list that ends early", [](auto& b, auto&, auto& c) { poke(b, c[text_list].list_offsets + 24, std::int64_t{2}); }},
        {"a list item without a word", [](auto& b, auto&, auto& c) { poke(b, c[text_list].values, std::int32_t{-1}); }},
        {"a word that is not UTF-8", [](auto& b, auto&, auto& c) { poke(b, c[text].dictionary_bytes, std::uint8_t{0xFF}); }},
        {"words that overlap", [](auto& b, auto&, auto& c) { poke(b, c[text].dictionary_offsets + 8, std::int64_t{100}); }},
        {"a word cut in a character", [](auto& b, auto&, auto& c) { poke(b, c[text].dictionary_bytes + 8, std::uint8_t{0xC3}); }},
        {"a precision of 3", [](auto& b, auto&, auto& c) { poke(b, c[date].precisions, std::uint8_t{3}); }},
        {"a place at infinity", [](auto& b, auto&, auto& c) { poke(b, c[point].values, -1e308 * 10); }},
        {"points out of order", [](auto& b, auto&, auto& c) { poke(b, c[point_list].list_offsets + 8, std::int64_t{-1}); }},
        {"a name that is not UTF-8", [](auto& b, auto& h, auto&) { poke(b, h.key, std::uint8_t{0xC0}); }},
        {"a column name that is not UTF-8", [](auto& b, auto&, auto& c) { poke(b, c[i32].key, std::uint8_t{0x80}); }}};
    for (const auto& [name, spoil] : spoils) {
        const auto block = spoiled(spoil);
        const auto opened = open(block);
        ASSERT_FALSE(opened) << name;
        EXPECT_EQ(opened.error().code, base::Code::bad_input) << name;
    }
}

TEST(Segment, RefusesWhatIsTooShort) {
    const auto block = bytes_of(*test::all_types());
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, sizeof(column::SegmentHeader) - 1, sizeof(column::SegmentHeader), block.size() / 2, block.size() - 64}) {
        const std::vector<std::byte> cut(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(open(cut)) << size;
    }
}

RC_GTEST_PROP(SegmentProperty, KeepsNumbersAndStates, (const std::vector<std::pair<double, bool>>& rows)) {
    std::vector<double> values;
    column::States states;
    for (const auto& [value, known] : rows) {
        values.push_back(std::isfinite(value) ? value : 0);
        states.push_back(static_cast<std::uint8_t>(known ? column::State::known : column::State::declined));
    }
    const auto built = std::move(column::SegmentBuilder("p").add_f64("v", values, states)).finish(column::heap_memory);
    RC_ASSERT(static_cast<bool>(built));
    const auto block = bytes_of(**built);
    const auto opened = open(block);
    RC_ASSERT(static_cast<bool>(opened));
    const column::Column& column = *(*opened)->find("v");
    RC_ASSERT(column.rows() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(column.known(i) == rows[i].second);
        RC_ASSERT(column.f64()[i] == values[i]);
    }
}

RC_GTEST_PROP(SegmentProperty, KeepsTexts, (const std::vector<std::vector<std::string>>& rows)) {
    column::DictionaryBuilder words;
    std::vector<std::int64_t> ends{0};
    std::vector<std::int32_t> codes;
    std::vector<std::vector<std::string>> clean;
    for (const auto& row : rows) {
        clean.emplace_back();
        for (std::string text : row) {
            for (char& c : text) c = static_cast<char>(c & 0x7F);  // ASCII, zeros and control characters included
            codes.push_back(words.code_of(text));
            clean.back().push_back(std::move(text));
        }
        ends.push_back(static_cast<std::int64_t>(codes.size()));
    }
    const auto built = std::move(column::SegmentBuilder("p").add_text_list("t", ends, codes, words)).finish(column::heap_memory);
    RC_ASSERT(static_cast<bool>(built));
    const auto block = bytes_of(**built);
    const auto opened = open(block);
    RC_ASSERT(static_cast<bool>(opened));
    const column::Column& column = *(*opened)->find("t");
    for (std::size_t i = 0; i < clean.size(); ++i) {
        RC_ASSERT(column.list(i).size() == clean[i].size());
        for (std::size_t k = 0; k < clean[i].size(); ++k) RC_ASSERT(column.dictionary()[column.list(i)[k]] == clean[i][k]);
    }
}

}  // namespace segment_test
