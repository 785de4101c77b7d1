#include "engine/session/history.hpp"

#include <algorithm>
#include <span>

#include "engine/place/fields.hpp"

namespace kith::session {
namespace {

// Revisions kept for a quick undo: those of the last edits as far as this goes, and every 64th. The others are made again.
constexpr std::size_t most_held = 96u << 20;
constexpr std::size_t checkpoint = 64;

std::vector<std::string> fields_of(std::span<const place::Edit> edits) {
    std::set<std::string> fields;
    for (const place::Edit& edit : edits) {
        if (edit.operation == place::Operation::set) fields.insert(edit.field);
        if (edit.operation == place::Operation::add && edit.subject.kind != base::EntityKind::area)
            for (const place::Cell& cell : edit.record) fields.insert(cell.field);
    }
    return {fields.begin(), fields.end()};
}

/// Does nothing follow from the cell, and does nobody go by another key after it? Of columns that are there.
bool plain_cell(const place::Revision& revision, const place::Edit& edit) {
    if (edit.operation != place::Operation::set || edit.field == "ties/until" || edit.field == "assets/sensitivity" || edit.field.ends_with(".positions/point")) return false;
    const std::size_t slash = std::min(edit.field.find('/'), edit.field.size() - 1);
    return revision.column(edit.field.substr(0, slash), edit.field.substr(slash + 1)) != nullptr;
}

/// The edits that were made together: a file has many such steps, and each stands on what the one before it left. Cells that touch nothing
/// else are written at once, so that a long list of them is not a long wait.
std::span<const place::Edit> first_step(const place::Revision& revision, std::span<const place::Edit> edits) {
    std::size_t plain = 0, length = 1;
    while (plain < edits.size() && plain_cell(revision, edits[plain])) ++plain;
    while (length < edits.size() && edits[length].batch == edits[0].batch) ++length;
    while (plain > length && plain < edits.size() && edits[plain].batch == edits[plain - 1].batch) --plain;  // whole steps
    return edits.first(std::max(plain, length));
}

std::size_t own_bytes(const place::Revision& revision, const place::Revision& before) {
    std::size_t bytes = 0;
    for (const auto& segment : revision.segments())
        if (before.segment(segment->key()) != segment) bytes += segment->size();
    return bytes;
}

}  // namespace

base::Result<place::RevisionPtr> Session::History::after(const place::RevisionPtr& revision, const Batch& batch) {
    if (derived_ == nullptr) derived_ = std::make_unique<place::Derived>(*base);
    const column::Allocator allocate = column::heap_memory;
    base::JobContext job;
    place::RevisionPtr made = revision;
    for (std::span<const place::Edit> left(batch.edits); !left.empty();) {
        const std::span<const place::Edit> step = first_step(*made, left);
        auto wide = place::with_fields(made, fields_of(step), allocate);
        if (!wide) return wide;
        auto edited = place::apply(*wide, step, allocate);
        if (!edited) return edited;
        auto next = derived_->derive(*made, *edited, allocate, job);
        if (!next) return next;
        made = std::move(*next);
        left = left.subspan(step.size());
    }
    return made;
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
