// What waits in an open workspace to be accepted: listed, taken over as one step of the undo list, or put aside.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <memory>

#include "engine/base/text.hpp"
#include "engine/session/captured.hpp"
#include "engine/session/handover.hpp"
#include "engine/session/history.hpp"
#include "engine/session/keeper.hpp"
#include "engine/session/session.hpp"
#include "engine/store/inbox.hpp"

namespace kith::session {
namespace {

/// Without the entry's own number, which only the command's lists show.
base::Error in_plain_words(base::Error error, const std::string& id) {
    const std::string before = "Entry " + id + ": ";
    if (error.message.starts_with(before)) error.message = "It cannot be accepted as it is: " + error.message.substr(before.size());
    return error;
}

}  // namespace

/// What an answer settled before the disk confirmed it.
struct Session::Answered {
    std::vector<std::string> ids;
    std::vector<store::Waiting> before;
    std::uint64_t batch = 0;            // 0: none
    const Keeper* by = nullptr;
    std::uint64_t opened = 0;
    std::atomic<bool> in_place{false};  // it is in the file, even if something failed after that

    Answered(std::vector<std::string> answered, std::vector<store::Waiting> waited, std::uint64_t step, const Keeper* keeper, std::uint64_t of)
        : ids(std::move(answered)), before(std::move(waited)), batch(step), by(keeper), opened(of) {}
};

std::size_t Session::to_accept() const { return keeper_ == nullptr ? 0 : keeper_->governance().inbox.waiting.size(); }

std::vector<ToAccept> Session::captured() const {
    std::vector<ToAccept> out;
    if (keeper_ == nullptr || !is_open()) return out;
    for (const store::Waiting& one : keeper_->governance().inbox.waiting) {
        ToAccept made{one.id, one.file, {}, {}};
        if (auto entry = captured_from(one.entry)) made.entry = std::move(*entry);
        else made.becomes = entry.error().message;
        if (made.entry.table == "handover") {
            const auto words = words_of_handover(one.entry);
            made.becomes = words ? *words : words.error().message;
        } else if (made.becomes.empty()) {
            made.becomes = would_become(*history_->now, made.entry, {});
        }
        out.push_back(std::move(made));
    }
    return out;
}

base::Result<JobId> Session::answer_captured(
    const std::vector<std::string>& ids, bool accept, const std::optional<base::EntityKey>& about) {
    if (auto s = may_edit(); !s) return s.error();
    if (keeper_ == nullptr) return base::misuse("Nothing waits here: entries come into a workspace.");
    const auto batch = accept ? take_captured(ids, about) : base::Result<std::uint64_t>(std::uint64_t{0});
    if (!batch) return batch.error();
    const std::string what = base::counted(static_cast<std::int64_t>(ids.size()), "entry", "entries");
    store::Noted noted{std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(),
        "captured", (accept ? what : "0 entries") + " accepted, " + std::to_string(accept ? 0 : ids.size()) + " declined"};
    // Not offered again while the file is written.
    auto answered = std::make_shared<Answered>(ids, keeper_->governance().inbox.waiting, *batch, keeper_.get(), versions_.opened);
    for (const std::string& id : ids) keeper_->settle_captured(id);
    ++versions_.undo;
    return save_by(accept ? "Accepting " + what : "Putting " + what + " aside",
        [answered, noted](store::Workspace& workspace, const store::Content& content, base::JobContext& job) {
            const store::Governance before = workspace.governance();
            const auto stood = workspace.generation();
            for (const std::string& id : answered->ids) workspace.governance().inbox.settle(id);
            workspace.governance().log.push_back(noted);
            base::Status saved = workspace.save(content, job);
            answered->in_place = workspace.generation() != stood;
            if (!answered->in_place) workspace.governance() = before;
            return saved;
        }, {}, [this, answered](base::Error why) { return captured_waits_again(*answered, std::move(why)); });
}

/// The file could not be written: as if nobody had answered.
base::Error Session::captured_waits_again(const Answered& answered, base::Error why) {
    if (answered.in_place || keeper_.get() != answered.by || versions_.opened != answered.opened) return why;
    for (const std::string& id : answered.ids) keeper_->captured_waits_again(answered.before, id);
    ++versions_.undo;
    const auto& done = history_->done;
    const auto step = std::find_if(done.begin(), done.end(), [&](const Batch& one) { return one.serial == answered.batch; });
    const bool stays = step != done.end() && (std::next(step) != done.end() || !undo());
    why.message += (stays ? " What was accepted stays in the place, as something was changed after it; " : " Nothing is changed by it, and ") +
        std::string(answered.ids.size() == 1 ? "the entry waits in the list again." : "the entries wait in the list again.");
    return why;
}

/// Whole or not at all. The serial of its step; 0 when it changes nothing.
base::Result<std::uint64_t> Session::take_captured(const std::vector<std::string>& ids, const std::optional<base::EntityKey>& about) {
    std::vector<Accepted> entries;
    Batch batch;
    place::RevisionPtr now = history_->now;
    for (const store::Waiting& one : keeper_->governance().inbox.waiting) {
        if (std::find(ids.begin(), ids.end(), one.id) == ids.end()) continue;
        auto entry = captured_from(one.entry);
        if (!entry) return entry.error();
        if (entry->table != "handover") {
            entries.push_back({std::move(*entry), about});
            continue;
        }
        auto arrival = arrival_of(now, place_->crs, one.entry);
        if (!arrival) return arrival.error();
        batch.edits.insert(batch.edits.end(), std::make_move_iterator(arrival->begin()), std::make_move_iterator(arrival->end()));
    }
    auto more = edits_of(now, entries);
    if (!more) return ids.size() == 1 ? in_plain_words(more.error(), ids.front()) : more.error();
    batch.edits.insert(batch.edits.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
    batch.name = "Accept " + base::counted(static_cast<std::int64_t>(ids.size()), "entry", "entries");
    if (!batch.edits_anything()) return std::uint64_t{0};
    if (auto s = put(std::move(batch)); !s) return s.error();
    return history_->done.back().serial;
}

}  // namespace kith::session
