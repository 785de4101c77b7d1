#pragma once
// The undo list: named batches, and the revision that each leads to. A revision is a function of the place as it was read and the
// batches in force, so undoing to the start ends at the very same revision. Inside session only.
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/place/derived.hpp"
#include "engine/place/edit.hpp"
#include "engine/session/session.hpp"

namespace kith::session {

struct Styling {
    std::string before, after;
    std::uint64_t gesture = 0;
};

struct Session::Batch {
    std::string name;
    std::vector<place::Edit> edits;
    std::vector<Dismissal> dismissals;       // an empty reason takes one back
    std::optional<Styling> styling;
    std::vector<base::EntityKey> came_in;    // to be selected
    std::uint64_t serial = 0;
    bool edits_anything() const { return !edits.empty() || !dismissals.empty(); }
};

struct Session::History {
    explicit History(place::RevisionPtr as_read) : base(std::move(as_read)), now(base) { held_.emplace(0, Held{base, 0}); }

    place::RevisionPtr base, now;
    std::vector<Batch> done, undone;
    std::set<std::uint64_t> saved;           // serials of the batches that the edits file holds
    std::uint64_t next_serial = 1, next_edit = 1;

    /// The revision after one more batch of edits.
    base::Result<place::RevisionPtr> after(const place::RevisionPtr& revision, const Batch& batch);
    /// Batch `done` is in force with this revision after it.
    void push(Batch batch, place::RevisionPtr revision);
    /// The revision without the last batch; nothing is changed yet.
    base::Result<place::RevisionPtr> before_last();
    void pop(place::RevisionPtr revision);

    /// What a workspace keeps of this list, and the list again from that (log.cpp). `look`: how it looked before the first entry; then after the last.
    enum class Step : std::uint8_t { undo, redo };
    static std::string entry_of(const Batch& batch);
    static std::string entry_of(Step step);
    static std::string restyled(const Styling& styling);
    std::vector<std::string> entries() const;
    /// Into an empty history. O(entries + rows of touched tables, for every 64th).
    base::Status take_up(std::span<const std::string> entries, std::string& look, base::JobContext& job);
    base::Status take_up(const std::string& entry, std::string& look);  // the lists alone

    std::vector<place::Edit> edits() const;
    std::vector<Dismissal> dismissals() const;
    std::size_t unsaved() const;

private:
    static base::Result<Batch> batch_from(std::uint64_t serial, std::string name, std::istream& lines);
    struct Held {
        place::RevisionPtr revision;
        std::size_t bytes = 0;               // that its predecessor does not hold
    };
    void hold(std::size_t edited, const place::RevisionPtr& revision, const place::RevisionPtr& before);
    std::size_t edited() const;              // batches in force that edit the place
    std::unique_ptr<place::Derived> derived_;
    std::map<std::size_t, Held> held_;        // by how many such batches lead to it; 0 is always there
};

}  // namespace kith::session
