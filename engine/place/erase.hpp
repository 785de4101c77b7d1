#pragma once
// Erasing a person: themselves and all that is theirs alone, and what others said of them, listed for a decision.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/memory.hpp"
#include "engine/place/place.hpp"

namespace kith::place {

/// A cell of free text that has a person's name, or one of its parts, or their id in it; or words about something done with them.
struct Mention {
    std::string segment, column;
    std::int32_t row = base::no_row;
    std::string text;
};

/// Rows that went, by table.
struct Gone {
    std::size_t people = 0;      // the person, and whoever was known through them alone
    std::size_t households = 0, ties = 0, events = 0, observations = 0, pairs = 0;
};

struct Erased {
    RevisionPtr revision;
    std::vector<base::EntityKey> keys;  // of the people that went; the first is who was asked for
    std::vector<Mention> mentions;      // in `revision`
    Gone gone;
};

/// The revision without a person; whoever told of them in full counts as having told in part. O(rows). Error: not_found.
base::Result<Erased> erased(const Revision& revision, const base::EntityKey& person, const column::Allocator& allocate);
/// These cells withheld; their words are gone from the dictionaries unless they stand elsewhere too.
base::Result<RevisionPtr> blanked(const Revision& revision, std::span<const Mention> mentions, const column::Allocator& allocate);
/// The place without whoever `gone` says, when it was read anew: without a list of mentions.
base::Result<PlacePtr> without(const PlacePtr& place, std::span<const std::uint8_t> gone, const column::Allocator& allocate);
/// With rows of files that went counted as filtered, so that the account of every row stays whole. `before`: rows as `reports` count them.
void account_for(Place& place, const Revision& before);

/// Whoever has a tie with somebody who is gone does not have all of their ties here any more: what they told in full counts as told
/// in part, so that nobody is said to have named nobody. Groups are places, and none of them is gone. `gone_ties`: a tie each, those that go by
/// themselves; empty: none. O(ties).
base::Result<RevisionPtr> told_in_part(const Revision& revision, std::span<const std::uint8_t> gone, const column::Allocator& allocate, std::span<const std::uint8_t> gone_ties = {});

/// What a text may call a person by: the id, the name, parts of the name from three letters on.
std::vector<std::string> called(const Revision& revision, std::size_t person);
/// Does the text have the word, whole, whatever its capitals?
bool says(std::string_view text, std::string_view word);

}  // namespace kith::place
