#pragma once
// Builds a segment: add columns, then `finish` copies them once into one block and seals it.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/segment.hpp"

namespace kith::column {

/// The different texts of a column while it is built: code_of returns the code, adding the text when it is new. Codes are in
/// the order of first appearance.
class DictionaryBuilder {
public:
    DictionaryBuilder();
    std::int32_t code_of(std::string_view text);
    /// The codes of many texts, in order; the same as calling code_of for each, but their memory is fetched ahead. `codes` is
    /// as long as `texts`.
    void codes_of(std::span<const std::string_view> texts, std::int32_t* codes);
    /// Makes room for so many different texts at once.
    void reserve(std::size_t texts);
    /// The code, or -1; adds nothing.
    std::int32_t find(std::string_view text) const;
    /// Says that this text will be asked for soon: its memory is on the way meanwhile.
    void soon(std::string_view text) const;
    /// The same for each text of a dictionary, by its code; their memory is fetched ahead.
    std::vector<std::int32_t> find_all(const Dictionary& texts) const;
    std::int32_t size() const { return static_cast<std::int32_t>(offsets_.size()) - 1; }
    std::string_view operator[](std::int32_t code) const;
    const std::vector<std::int64_t>& offsets() const { return offsets_; }
    const std::string& bytes() const { return bytes_; }

private:
    friend class SegmentBuilder;
    /// A text of up to 8 bytes stands in its tag itself, so that short ids are found with one look at memory; of a longer
    /// one the tag is the hash.
    struct Slot {
        std::uint64_t tag = 0;
        std::uint32_t length = 0;
        std::int32_t code = -1;  // -1 = free
    };
    struct Key {
        std::uint64_t tag;
        std::uint64_t hash;
    };
    static Key key_of(std::string_view text);
    static std::uint64_t hash_of_tag(std::uint64_t tag, std::uint32_t length);
    std::size_t slot_of(std::string_view text, const Key& key) const;
    /// Always inline: gcc leaves out the call of a function that only fetches ahead.
    [[gnu::always_inline]] void fetch(const Key& key) const {
        __builtin_prefetch(&slots_[static_cast<std::size_t>(key.hash) & (slots_.size() - 1)]);
    }
    std::int32_t code_of(std::string_view text, const Key& key);
    /// `use(i, text(i), key)` for each of `count` texts, their slots fetched ahead.
    template <class Text, class Use>
    void each_ahead(std::size_t count, Text text, Use use) const;
    void grow_to(std::size_t slots);
    std::vector<std::int64_t> offsets_;
    std::string bytes_;
    std::vector<Slot> slots_;  // open addressing; a power of two
};

using States = std::vector<std::uint8_t>;  // a State a row, or empty: all known

class SegmentBuilder {
public:
    explicit SegmentBuilder(std::string key) : key_(std::move(key)) {}

    // The vectors are moved in; each `states` is empty or as long as the column. Keys are unique within the segment.
    SegmentBuilder& add_booleans(std::string key, std::vector<std::uint8_t> values, States states = {});
    SegmentBuilder& add_i32(std::string key, std::vector<std::int32_t> values, States states = {});
    SegmentBuilder& add_i64(std::string key, std::vector<std::int64_t> values, States states = {});
    SegmentBuilder& add_f64(std::string key, std::vector<double> values, States states = {});
    SegmentBuilder& add_text(std::string key, std::vector<std::int32_t> codes, const DictionaryBuilder& dictionary, States states = {});
    SegmentBuilder& add_text(std::string key, std::vector<std::int32_t> codes, DictionaryBuilder&& dictionary, States states = {});
    SegmentBuilder& add_text_list(std::string key, std::vector<std::int64_t> offsets, std::vector<std::int32_t> codes,
                                  const DictionaryBuilder& dictionary, States states = {});
    SegmentBuilder& add_dates(std::string key, std::vector<std::int32_t> days, std::vector<std::uint8_t> precisions, States states = {});
    SegmentBuilder& add_points(std::string key, std::vector<double> xy, States states = {});
    SegmentBuilder& add_point_list(std::string key, std::vector<std::int64_t> offsets, std::vector<double> xy, States states = {});
    /// A column that `finish` lets its owner write in place: a long one then never stands in memory twice. `write` is called once,
    /// with the zeroed values (as bytes of the type) and, `with_states`, the zeroed states of all rows. Numbers only.
    using Write = std::function<void(std::span<std::byte> values, std::span<std::uint8_t> states)>;
    SegmentBuilder& add_written(std::string key, Type type, std::size_t rows, bool with_states, Write write);
    /// A column of another segment, taken over as it is (copied at `finish`; `owner` is kept until then).
    SegmentBuilder& add_column(const SegmentPtr& owner, const Column& column, std::string key = {});
    /// The rows of a column of another segment, in the given order; a row of -1 gives `missing`.
    /// A dictionary keeps the words in use, in their order: a word that stood only in rows left out is gone. O(rows + words).
    SegmentBuilder& add_rows(const Column& column, std::span<const std::int32_t> rows, State missing = State::unstated, std::string key = {});

    /// Every row of a text is one string: a convenience for small tables and tests.
    SegmentBuilder& add_strings(std::string key, std::span<const std::string> values, States states = {});

    std::size_t column_count() const { return parts_.size(); }
    base::Result<SegmentPtr> finish(const Allocator& allocate) &&;

private:
    struct Part {
        std::string key;
        Type type = Type::i32;
        std::size_t rows = 0;
        std::vector<std::uint8_t> bytes8;
        std::vector<std::int32_t> ints;
        std::vector<std::int64_t> longs;
        std::vector<double> doubles;
        States states;
        std::vector<std::int64_t> offsets;
        std::vector<std::uint8_t> precisions;
        std::vector<std::int64_t> dictionary_offsets;
        std::string dictionary_bytes;
        Write write;                      // set: the column is written at finish
        bool with_states = false;
        SegmentPtr owner;                 // set: the column is taken from there
        const Column* column = nullptr;
    };
    struct Sources;
    static Sources sources_of(const Part& part);
    static void forget_unused_words(Part& part);
    Part& add(std::string key, Type type, std::size_t rows, States states);

    std::string key_;
    std::vector<Part> parts_;
};

}  // namespace kith::column
