#pragma once
// The workspace: a place, the edits since it was read, and how it looks, in one file that nobody reads without its passphrase
// (README.md has the layout, decision 0044 the reasons). What was acknowledged survives a stop at any instant.
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/place/place.hpp"
#include "engine/store/governance.hpp"
#include "engine/store/journal.hpp"

namespace kith::store {

/// What a workspace holds.
struct Content {
    place::PlacePtr place;          // as it was read, before any edit
    std::string recipe;             // TOML, as it was
    std::vector<std::string> edits; // entries of the session's, in order: those in the file, then those of its journal
    std::string styling;            // how it looks, the viewer's JSON; "" when nobody opened a window
};

/// Somebody's way in: what they know, or what stands on their sheet.
struct Way {
    const Secret& words;
    Slot::Kind kind = Slot::Kind::passphrase;
};

/// Opened for writing by one at a time; whoever else comes, or whoever cannot write there, has it to read.
class Workspace {
public:
    Workspace(Workspace&&) noexcept = default;
    Workspace& operator=(Workspace&&) noexcept = default;

    /// A new one, with at least one way in; with a purpose at least two (governance.hpp). Error: when there is a file of that name, unless `replace`.
    static base::Result<Workspace> create(Files& files, const std::filesystem::path& path, const Content& content, std::initializer_list<Way> ways, Cost cost, bool replace, base::JobContext& job,
                                          Governance governance = {});

    struct Opened;
    /// Errors, each one sentence: not a workspace, newer, damaged, a wrong passphrase. O(bytes), after one Argon2id a slot.
    static base::Result<Opened> open(Files& files, const std::filesystem::path& path, const Secret& passphrase, base::JobContext& job);

    /// Keeps one more entry: it is on the disk when this returns well. Error: also when it was opened to read.
    base::Status append(std::string_view entry);
    /// All of it anew, in one step: whenever the machine stops, the file is the old one with its journal or the new one. The old one is kept
    /// beside it under "…-before". The journal begins anew.
    base::Status save(const Content& content, base::JobContext& job);

    /// The same, and nothing of what was before is kept: neither the copy beside it nor the journal. For an erasure.
    base::Status save_alone(const Content& content, base::JobContext& job);

    /// What it is for, and what was done with it: saved with every saving, whoever saves. A change is kept by the next saving.
    Governance& governance() { return governance_; }
    const Governance& governance() const { return governance_; }
    /// One more line of the log, at once, in the journal. Error: as `append`.
    base::Status note(Noted noted);

    /// Another way in, from the next saving on: a second key-holder, or a recovery sheet.
    base::Status add_way(Way way, Cost cost);
    /// Saves all of it under a new key that only these ways open. Whoever knew an old passphrase or has an old recovery sheet
    /// opens copies made before, and no later one; the copy kept beside it is removed. New sheets are to be made. An error leaves
    /// all as it was. With a purpose, at least two.
    base::Status change_ways(const Content& content, std::initializer_list<Way> ways, Cost cost, base::JobContext& job);

    const std::filesystem::path& path() const { return path_; }
    bool read_only() const { return !lock_.held(); }
    /// Of the saving that stands in the file: another one after a `save` that failed means that it is in place all the same.
    const Id& generation() const { return header_.generation; }
    /// How many passphrases and sheets open it, as it stands.
    std::size_t ways() const { return header_.slots.size(); }

private:
    Workspace(Files& files, std::filesystem::path path) : files_(&files), path_(std::move(path)) {}
    base::Status write(const std::filesystem::path& to, const Content& content, const Header& header, base::JobContext& job) const;
    base::Status put_in_place(const Content& content, bool under_new_key, base::JobContext& job);
    base::Status take_up_journal(std::vector<std::string>& edits, std::string& remark);
    Files* files_;
    std::filesystem::path path_;
    WriteLock lock_;
    Header header_;
    Secret key_;
    Governance governance_;
    std::optional<Journal> journal_;   // nothing until the first entry
};

struct Workspace::Opened {
    Workspace workspace;
    Content content;
    std::vector<std::string> remarks;  // sentences about how it was opened: read only and why, an entry that was never whole
};

std::filesystem::path journal_of(const std::filesystem::path& workspace);  // "NAME.kith-journal"
std::filesystem::path before_of(const std::filesystem::path& workspace);   // "NAME.kith-before"

/// Whether a file begins like a workspace; false also when it cannot be read.
bool looks_like_workspace(const std::filesystem::path& file);

}  // namespace kith::store
