#pragma once
// What a newer copy of a file changes in a place, as one batch of edits: matched by the source's own ids, nothing deleted, and what
// people changed by hand kept.
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/place/edit.hpp"

namespace kith::place {

struct UpdateOptions {
    /// By table, the recipe's files of which there are newer copies; other tables stay as they are. Edits say "import: <files>" as who made them.
    std::map<std::string, std::vector<std::string>> files;
    /// The place as read without those files of people, households, assets and events, and without those of ties: what other files brought
    /// stays as it is.
    RevisionPtr without, without_ties;
    std::int64_t when = 0;     // seconds since 1970-01-01 UTC; its day ends ties that are gone
    bool end_people = false;   // people who are gone count as moved; else they stay as they are, and are counted
};

struct UpdateCount {
    std::string table;         // people, households, assets, ties, events
    std::int64_t added = 0;
    std::int64_t changed = 0;  // rows
    std::int64_t ended = 0;    // gone from the copy: assets are closed, ties have an end
    std::int64_t missing = 0;  // gone from the copy and kept as they are: nobody knows why they went
    std::int64_t own = 0;      // cells and rows that somebody changed by hand, which stay as they are
    std::int64_t by_code = 0;  // rows that have another area by its code alone: no edit says that yet
    bool operator==(const UpdateCount&) const = default;
};

struct Update {
    std::vector<Edit> edits;                     // to be applied after those so far, with_edits
    std::vector<UpdateCount> counts;             // a table each
    std::map<std::string, std::int64_t> fields;  // how many cells of each field change
    std::vector<base::EntityKey> added, ended;
    std::vector<std::string> remarks;            // what could not be taken in, a sentence each
};

/// `as_read`: by the recipe's files as they were; `now`: with `so_far`, the recipe's edits, in force; `newer`: by the recipe with the newer copy in
/// its file's place. A cell changes when the copies differ and nobody changed it by hand since. O(cells), a look-up each.
base::Result<Update> update_of(const RevisionPtr& as_read, std::span<const Edit> so_far, const RevisionPtr& now, const RevisionPtr& newer, const UpdateOptions& options);

}  // namespace kith::place
