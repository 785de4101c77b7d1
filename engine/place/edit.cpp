#include "engine/place/edit.hpp"

#include <algorithm>
#include <array>

#include "engine/place/edit_areas.hpp"
#include "engine/place/edit_cells.hpp"
#include "engine/place/edit_rows.hpp"

namespace kith::place {
namespace {

/// As many as are done at once: cells that are set, or rows that go; else one.
std::span<const Edit> run_of(std::span<const Edit> edits) {
    const auto alone = [](const Edit& edit) { return edit.operation == Operation::add || (edit.operation == Operation::remove && edit.subject.kind == base::EntityKind::area); };
    std::size_t length = 1;
    while (!alone(edits[0]) && length < edits.size() && edits[length].operation == edits[0].operation && !alone(edits[length])) ++length;
    return edits.first(length);
}

base::Result<RevisionPtr> with_cells(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate) {
    Setter setter(revision, *revision, allocate);
    for (const Edit& edit : edits) {
        if (fixed(split(edit.field))) return base::misuse("The field " + edit.field + " follows from others and is not edited by hand.");
        if (auto s = setter.set(edit.subject, edit.field, &edit.before, edit.after); !s) return s.error();
    }
    return std::move(setter).finish();
}

base::Result<RevisionPtr> done(const RevisionPtr& revision, std::span<const Edit> run, const column::Allocator& allocate) {
    const bool area = run[0].subject.kind == base::EntityKind::area;
    switch (run[0].operation) {
        case Operation::add: return area ? with_area(*revision, run[0], allocate) : with_row(revision, run[0], allocate);
        case Operation::remove: return area ? without_area(*revision, run[0], allocate) : without_rows(revision, run, allocate);
        case Operation::set: break;
    }
    return with_cells(revision, run, allocate);
}

}  // namespace

std::string_view name_of(Operation operation) {
    constexpr std::array<std::string_view, 3> names{"set", "add", "remove"};
    return names[static_cast<std::size_t>(operation)];
}

Edit inverse(const Edit& edit) {
    Edit back = edit;
    std::swap(back.before, back.after);
    if (edit.operation == Operation::add) back.operation = Operation::remove;
    if (edit.operation == Operation::remove) back.operation = Operation::add;
    return back;
}

std::vector<Edit> inverse(std::span<const Edit> edits) {
    std::vector<Edit> back;
    for (auto at = edits.rbegin(); at != edits.rend(); ++at) back.push_back(inverse(*at));
    return back;
}

base::Result<RevisionPtr> apply(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate) {
    RevisionPtr now = revision;
    for (std::size_t i = 0; i < edits.size();) {
        const auto run = run_of(edits.subspan(i));
        auto next = done(now, run, allocate);
        if (!next) return next;
        now = std::move(*next);
        i += run.size();
    }
    return now;
}

base::Result<Value> value_at(const Revision& revision, const base::EntityKey& subject, std::string_view field) {
    const auto row = revision.find(subject);
    const Field parts = split(field);
    if (!row || revision.column(parts.segment, parts.column) == nullptr || !belongs(parts.segment, row->table)) return no_subject();
    return read(revision, parts, static_cast<std::size_t>(row->row));
}

base::Result<Value> Overlay::value(const base::EntityKey& subject, std::string_view field) const {
    if (const auto at = values_.find({subject, std::string(field)}); at != values_.end()) return at->second;
    return value_at(*base_, subject, field);
}

base::Status Overlay::set(Edit edit) {
    if (edit.operation != Operation::set) return base::misuse("Adding and removing need the place to be rebuilt first.");
    if (fixed(split(edit.field))) return base::misuse("The field " + edit.field + " follows from others and is not edited by hand.");
    const auto now = value(edit.subject, edit.field);
    if (!now) return now.error();
    if (*now != edit.before) return base::bad_input("The field " + edit.field + " has changed since the edit was made; the edit was not used.");
    values_[{edit.subject, edit.field}] = edit.after;
    undoable_.push_back(edits_.size());
    edits_.push_back(std::move(edit));
    return {};
}

base::Status Overlay::undo() {
    if (undoable_.empty()) return base::misuse("There is nothing to undo.");
    Edit back = inverse(edits_[undoable_.back()]);
    undoable_.pop_back();
    back.id = edits_.back().id + 1;
    values_[{back.subject, back.field}] = back.after;
    edits_.push_back(std::move(back));
    return {};
}

base::Result<RevisionPtr> Overlay::compacted(const column::Allocator& allocate) const { return apply(base_, edits_, allocate); }

}  // namespace kith::place
