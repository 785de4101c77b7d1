#pragma once
// The find box: people, assets and areas by the beginning of any word of their name, or by id. Ranked by how well the words match,
// then by the alphabet; never by who somebody is.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/privacy/view.hpp"

namespace kith::viewer::model {

/// Lower case, accents off: "Désirée O'Hara" -> "desiree o'hara". Scripts without case stay as they are.
std::string folded(std::string_view text);

struct Found {
    base::EntityKind kind = base::EntityKind::person;
    std::int32_t layer = -1;       // of areas: index into View::layers()
    std::int32_t row = -1;
    std::string label;
    std::string detail;            // "choir", "P012", "area of lsoa"
};
struct FoundList {
    std::vector<Found> found;      // best first
    std::int64_t more = 0;         // at least so many more match
};

/// Built once a View; O(words log words). People only named by others are in no list; `safe` has no people.
class FindIndex {
public:
    FindIndex() = default;
    explicit FindIndex(const privacy::View& view);
    std::size_t entries() const { return entries_.size(); }
    /// Every word of `query` must begin a word of the label or be the id. Below a millisecond at half a million entries. `view` is
    /// the one it was built from.
    FoundList find(const privacy::View& view, std::string_view query, std::size_t most = 20) const;

private:
    struct Entry {
        std::uint32_t text;        // offset of its folded label
        std::uint32_t length;
        std::int32_t row;
        std::int16_t layer;
        base::EntityKind kind;
    };
    struct Word {
        std::uint64_t head;        // its first 8 bytes, the first the highest
        std::uint32_t at;          // offset in text_
        std::uint32_t entry;
    };
    void add(base::EntityKind kind, std::int16_t layer, std::int32_t row, std::string_view label, std::string_view id);
    void add_words(std::uint32_t entry, std::uint32_t from);
    std::string_view rest(const Word& word) const;
    std::pair<std::size_t, std::size_t> range(std::string_view prefix) const;
    int rank(const Entry& entry, const std::vector<std::string>& words) const;

    std::string text_;             // folded labels and ids, a line end after each
    std::vector<Entry> entries_;
    std::vector<Word> words_;      // sorted
};

}  // namespace kith::viewer::model
