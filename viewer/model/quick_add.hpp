#pragma once
// One line of a notebook, read into chips that somebody can correct: "Ada Fenmore, Mill Lane, grows veg, via Nell Quillquern, ring Fri".
// What is not said stays unknown; words are kept as they were said, and nothing about health is ever made of them.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/picture/coverage.hpp"
#include "engine/session/change.hpp"
#include "viewer/model/find.hpp"

namespace kith::viewer::model {

struct QuickChip {
    enum class Kind : std::uint8_t { who, place, offers, likes, wants, tie, promise, words } kind = Kind::words;
    std::string text;                          // what is kept: "veg", "Mill Lane", "ring"
    std::string meaning;                       // what it will be, for whoever reads the chip: "a new person", "to do by Friday 3 July 2026"
    std::optional<base::EntityKey> match;      // who or what it was taken for; nothing: new, or none
    std::vector<Found> others;                 // who else it could be
    std::vector<Found> called;                 // all of them, in one order: what the arrow keys go through
    std::optional<session::Point> at;          // of a place
    std::optional<std::int32_t> due;           // of a promise
    std::string tie_kind;                      // of a tie
};
struct QuickAdd {
    std::vector<QuickChip> chips;              // one a part between commas, the first is who
    std::string trouble;                       // why it cannot be noted down yet; "" when it can
    std::string notes;                         // dictated or pasted, in their own words: kept as they are, never read
};

/// A street, a way or a water behind the map that has a name.
struct Street {
    std::string name, layer;                   // "Mill Lane", "streets"
    session::Point point;                      // of it
    picture::Bounds where;                     // of all that is called so in that layer
};
class StreetIndex {
public:
    StreetIndex() = default;
    explicit StreetIndex(const privacy::View& view);
    std::optional<std::pair<std::string, session::Point>> find(std::string_view name) const;
    /// Every word of `query` begins a word of the name; by the alphabet, those that begin with it first. O(streets).
    std::vector<Street> beginning(std::string_view query, std::size_t most) const;

private:
    std::map<std::string, Street, std::less<>> by_name_;  // folded
};

/// What somebody said a part is, or whom it means, against what would be read out of it.
struct QuickCorrection {
    std::optional<QuickChip::Kind> kind;
    std::optional<base::EntityKey> match;
    bool nobody_known = false;                 // a new person, whoever is called the same
};

struct QuickSource {
    const privacy::View& view;
    const FindIndex& find;
    const StreetIndex& streets;
    std::int32_t today = 0;                    // days since 1970-01-01
};
/// `corrections` by part. O(parts x log names).
QuickAdd read_quick(const QuickSource& source, std::string_view line, const std::map<std::size_t, QuickCorrection>& corrections = {});

/// As one change; `quick` is without trouble. Whoever is named and not known comes in as somebody who was only named.
session::NoteDown note_of(const QuickSource& source, const QuickAdd& quick);

/// Whom the chip means instead, one further (or back) in the order of `called`; after the last comes somebody new. Nothing where nobody is called so.
std::optional<QuickCorrection> next_called(const privacy::View& view, const QuickChip& chip, int by);

/// "who", "where", "offers", …: in front of a chip, and the choice by which it is corrected.
std::string_view chip_word(QuickChip::Kind kind);

}  // namespace kith::viewer::model
