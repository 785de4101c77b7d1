#pragma once
// What others wrote down on a capture page: taken in to wait, and accepted as changes (decisions 0066, 0067).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/column/capture_fields.hpp"
#include "engine/place/edit.hpp"
#include "engine/session/change.hpp"
#include "engine/store/sealed.hpp"

namespace kith::store {
struct Inbox;
}

namespace kith::session {

/// "resident" and "worker"; what a page for residents asks: assets, and gifts of one's own.
bool asked_by_page(const column::CaptureField& field, bool resident);

struct Captured {
    std::string id, page, at, by;      // at: 2026-11-28, the writer's own day; by: what they call themselves, may be ""
    bool resident = false;
    std::string table;                 // assets, people, ties, events; or handover
    std::vector<std::pair<std::string, std::string>> fields;  // field and words, none empty
    std::string_view said(std::string_view field) const;
};
/// Of an entry as it was sealed, which anybody with the page could have written. Error: bad_input, when it is not what such a page writes.
base::Result<Captured> captured_from(std::string_view json);

struct TakenIn {
    std::size_t read = 0, queued = 0, known = 0;  // read = queued + known + refused
    std::vector<std::string> refused;             // a sentence each, by name
};
/// Every entry of a file that opens and is new waits from now on. `name` of the file stands with each.
TakenIn take_in(store::Inbox& inbox, const store::SealedFile& file, const std::string& name, std::int64_t when);

/// An entry that waits.
struct ToAccept {
    std::string id, file;              // its own; the name of the file that it came in
    Captured entry;
    std::string becomes;               // what it would change, or why it cannot be accepted as it is
};
/// What an entry would become: "a new person", "to Iris Yarrlantern (P002)"; why it cannot be accepted as it is.
std::string would_become(const place::Revision& revision, const Captured& entry, const std::optional<base::EntityKey>& about);
/// The edits of accepted entries, in their order, each on what the ones before made; `who` names the page. `about`: the person that all of them
/// are about, whatever they are called in them. Errors name the entry: nobody, or several, are called so; a word that a column does not take.
struct Accepted {
    Captured entry;
    std::optional<base::EntityKey> about;
};
base::Result<std::vector<place::Edit>> edits_of(place::RevisionPtr revision, const std::vector<Accepted>& entries);

}  // namespace kith::session
