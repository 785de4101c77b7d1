#pragma once
// What a workspace says about itself as a holding of people's data: what it is for, who opened it, who was erased, whom a legal hold keeps.
// The format is README.md's, the reasons are decision 0050's.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/store/inbox.hpp"

namespace kith::store {

/// What people are held for. Every word is the site's own.
struct Purpose {
    std::string what, controller, legal_basis, condition, notice;  // notice: the version that people were given
    int retention_months = 0;
    std::string review_on;                                         // YYYY-MM-DD
    bool under_18 = false;                                         // kept, by decision of the site
    bool operator==(const Purpose&) const = default;
};
/// Whether all of it is said. Error: misuse names the first thing that is not.
base::Status check(const Purpose& purpose);
/// As the log says that it was set.
std::string words_of(const Purpose& purpose);
/// From TOML. Errors: bad_input names what is missing or is no word of it.
base::Result<Purpose> purpose_from_toml(std::string_view text, std::string_view name);

/// One thing that was done with the workspace. No name of a person stands in it.
struct Noted {
    std::int64_t when = 0;       // seconds since 1970-01-01 UTC
    std::string act, words;      // "opened", "export", "grant", "permission", "hold", "erased", "purpose"
    bool operator==(const Noted&) const = default;
};

struct Hold {
    base::EntityKey subject;
    std::string reason;
    std::int64_t when = 0;
    bool operator==(const Hold&) const = default;
};

struct Governance {
    std::optional<Purpose> purpose;
    std::vector<Noted> log;            // in order
    std::vector<Hold> holds;
    std::string key;                   // hexadecimal, 32 random bytes: made at the first erasure
    std::vector<std::string> erased;   // marks, in no order that says anything
    struct Shift {
        base::EntityKey who;
        double x = 0, y = 0;           // metres
        bool operator==(const Shift&) const = default;
    };
    std::vector<Shift> shifts;         // how far each home was moved where points were handed on: the same for life
    bool folded = false;               // edits made before an erasure became part of the place: they stand in no file
    Inbox inbox;                       // a part of its own in the file
    bool empty() const { return *this == Governance{}; }
    bool operator==(const Governance&) const = default;

    const Hold* hold_on(const base::EntityKey& subject) const;
    /// Keyed BLAKE2b of a person's key, which is made of the source's id: says nothing without `key`.
    std::string mark_of(const base::EntityKey& subject) const;
    bool is_erased(const base::EntityKey& subject) const;
    void mark_erased(const base::EntityKey& subject);
};

/// All but the inbox.
std::string to_json(const Governance& governance);
/// Error: bad_input, when it is not what `to_json` writes.
base::Result<Governance> governance_from_json(std::string_view text);

/// A line of the log as an entry of the journal, and back; nothing when an entry is something else.
std::string entry_of(const Noted& noted);
std::optional<Noted> noted_from(std::string_view entry);

/// May a workspace with so many people, and so many ways to open it, be changed? Error: misuse, and what to do.
base::Status may_edit(const Governance& governance, std::size_t people, std::size_t ways);
/// What people told must not be lost with one passphrase: who says what they are held for has a second way in, a recovery sheet or somebody
/// else's passphrase. Error: misuse, and what to do.
base::Status may_have_purpose(std::size_t ways);

}  // namespace kith::store
