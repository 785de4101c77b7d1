#include "engine/session/history.hpp"

#include <algorithm>
#include <span>

#include "engine/place/edits_file.hpp"

namespace kith::session {
namespace {

// Revisions kept for a quick undo: those of the last edits as far as this goes, and every 64th. The others are made again.
constexpr std::size_t most_held = 96u << 20;
constexpr std::size_t checkpoint = 64;

std::size_t own_bytes(const place::Revision& revision, const place::Revision& before) {
    std::size_t bytes = 0;
    for (const auto& segment : revision.segments())
        if (before.segment(segment->key()) != segment) bytes += segment->size();
    return bytes;
}

}  // namespace

base::Result<place::RevisionPtr> Session::History::after(const place::RevisionPtr& revision, const Batch& batch) {
    if (derived_ == nullptr) derived_ = std::make_unique<place::Derived>(*base);
    base::JobContext job;
    return place::in_steps(revision, batch.edits, *derived_, column::heap_memory, job);
}

std::size_t Session::History::edited() const {
    return static_cast<std::size_t>(std::count_if(done.begin(), done.end(), [](const Batch& batch) { return !batch.edits.empty(); }));
}

void Session::History::hold(std::size_t edited, const place::RevisionPtr& revision, const place::RevisionPtr& before) {
    held_.insert_or_assign(edited, Held{revision, own_bytes(*revision, *before)});
    std::size_t bytes = 0;
    for (const auto& [at, one] : held_) bytes += one.bytes;
    for (auto at = held_.begin(); at != held_.end() && bytes > most_held;) {
        if (at->first % checkpoint == 0 || at->first == edited) {
            ++at;
            continue;
        }
        bytes -= at->second.bytes;
        at = held_.erase(at);
    }
}

void Session::History::push(Batch batch, place::RevisionPtr revision) {
    const bool edits = !batch.edits.empty();
    done.push_back(std::move(batch));
    if (edits) hold(edited(), revision, now);
    now = std::move(revision);
}

base::Result<place::RevisionPtr> Session::History::before_last() {
    if (done.back().edits.empty()) return now;
    const std::size_t wanted = edited() - 1;
    auto nearest = std::prev(held_.upper_bound(wanted));
    place::RevisionPtr revision = nearest->second.revision;
    std::size_t at = nearest->first, seen = 0;
    for (const Batch& batch : done) {
        if (at == wanted) break;
        if (batch.edits.empty() || ++seen <= at) continue;
        auto next = after(revision, batch);
        if (!next) return next;
        hold(++at, *next, revision);
        revision = std::move(*next);
    }
    return revision;
}

void Session::History::pop(place::RevisionPtr revision) {
    const bool edits = !done.back().edits.empty();
    if (edits) held_.erase(held_.upper_bound(edited() - 1), held_.end());
    undone.push_back(std::move(done.back()));
    done.pop_back();
    now = std::move(revision);
}

std::vector<place::Edit> Session::History::edits() const {
    std::vector<place::Edit> all;
    for (const Batch& batch : done) all.insert(all.end(), batch.edits.begin(), batch.edits.end());
    return all;
}

std::vector<Session::Dismissal> Session::History::dismissals() const {
    std::vector<Dismissal> all;
    for (const Batch& batch : done)
        for (const Dismissal& one : batch.dismissals) {
            std::erase_if(all, [&](const Dismissal& other) { return other.finding == one.finding; });
            if (!one.reason.empty()) all.push_back(one);
        }
    return all;
}

std::size_t Session::History::unsaved() const {
    std::set<std::uint64_t> in_force;
    for (const Batch& batch : done)
        if (batch.edits_anything()) in_force.insert(batch.serial);
    std::vector<std::uint64_t> differ;
    std::set_symmetric_difference(in_force.begin(), in_force.end(), saved.begin(), saved.end(), std::back_inserter(differ));
    return differ.size();
}

}  // namespace kith::session
