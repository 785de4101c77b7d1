// Edits of a session: applied as batches, undone and done again, with styling in the same list.
#include <algorithm>
#include <chrono>
#include <set>

#include "engine/base/text.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/history.hpp"
#include "engine/session/keeper.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {
namespace {

base::Error nothing_open() { return base::misuse("Nothing is open. Open a place first."); }

std::int64_t seconds_now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

place::PlacePtr with_revision(const place::Place& place, place::RevisionPtr revision) {
    auto next = std::make_shared<place::Place>(place);
    next->revision = std::move(revision);
    return next;
}

/// Of how many people it says what they agreed to or took back.
std::int64_t permitting_in(const std::vector<place::Edit>& edits) {
    std::set<base::EntityKey> people;
    for (const place::Edit& edit : edits)
        if (edit.field.starts_with("people.permissions/")) people.insert(edit.subject);
    return static_cast<std::int64_t>(people.size());
}

}  // namespace

base::Status Session::may_edit() const {
    if (!is_open()) return nothing_open();
    if (read_only()) return base::misuse(file_.filename().string() + " is open to read only, so nothing can be changed here. Save it as a workspace of another name to go on.");
    return keeper_ == nullptr ? base::Status() : store::may_edit(keeper_->governance(), history_->base->people(), keeper_->ways());
}

base::Status Session::apply(const Change& change) {
    if (auto s = may_edit(); !s) return s;
    for (const base::EntityKey& subject : subjects_of(change))
        if (const auto at = subject.kind == base::EntityKind::tie ? index_.find(subject) : std::nullopt) history_->now->expect(subject, at->row);
    auto plan = plan_of(history_->now, change);
    if (!plan) return plan.error();
    Batch batch;
    batch.name = name_of(change);
    batch.edits = std::move(plan->edits);
    batch.came_in = std::move(plan->came_in);
    if (const auto* dismissal = std::get_if<DismissFinding>(&change)) {
        if (!dismissal->back && dismissal->reason.empty()) return base::misuse("Say why the finding is put aside: a few words are enough.");
        batch.dismissals.push_back({dismissal->finding, dismissal->back ? "" : dismissal->reason, options_.who, seconds_now()});
    }
    if (!batch.edits_anything()) return {};
    const std::int64_t permitting = permitting_in(batch.edits);
    const base::Status done = put(std::move(batch));
    if (done && permitting > 0 && keeper_ != nullptr)  // the log of a workspace says so, as after `kith permit`
        keeper_->note({seconds_now(), "permission", base::counted(permitting, "person's permissions were recorded", "people's permissions were recorded")});
    return done;
}

base::Result<Session::Foreseen> Session::foresee(const Change& change) const {
    if (auto s = may_edit(); !s) return s.error();
    const auto plan = plan_of(history_->now, change);
    if (!plan) return plan.error();
    Foreseen seen;
    std::set<base::EntityKey> rows;
    for (const place::Edit& edit : plan->edits)
        if (!edit.field.empty()) ++seen.cells, rows.insert(edit.subject);
    seen.rows = rows.size();
    seen.came_in = plan->came_in.size();
    return seen;
}

base::Status Session::put(Batch batch) {
    const std::int64_t now = seconds_now();
    batch.serial = history_->next_serial++;
    std::uint64_t step = batch.edits.empty() ? 0 : batch.edits.front().batch;  // of a file: those edits that were made together stay together
    for (place::Edit& edit : batch.edits) {
        if (edit.batch != step) batch.serial = history_->next_serial++;
        step = edit.batch;
        edit.id = history_->next_edit++;
        edit.who = edit.who.empty() ? options_.who : edit.who;
        edit.when = edit.when == 0 ? now : edit.when;
        edit.batch = batch.serial;
    }
    // Known to be taken, it is on its way to the disk while the place is rebuilt; else only afterwards, as what was refused must not come back.
    const auto foreseen = place::foresee(*history_->now, batch.edits);
    if (foreseen && !*foreseen) return *foreseen;
    if (foreseen) keep(batch);
    auto revision = history_->after(history_->now, batch);
    if (auto s = revision ? stand_at(*revision) : base::Status(revision.error()); !s) {
        if (foreseen) take_back(std::move(batch));
        return s;
    }
    const std::vector<base::EntityKey> came_in = batch.came_in;
    const column::Column* ties = view_->segment("ties") == nullptr ? nullptr : view_->segment("ties")->find("kind");
    for (const base::EntityKey& key : came_in)  // at the end
        if (key.kind == base::EntityKind::tie && ties != nullptr && ties->rows() > 0) index_.key(key.kind, ties->rows() - 1);
    edits_.insert(edits_.end(), batch.edits.begin(), batch.edits.end());
    const bool dismissed = !batch.dismissals.empty();
    if (!foreseen) keep(batch);
    history_->push(std::move(batch), std::move(*revision));
    history_->undone.clear();
    if (dismissed) dismissals_ = history_->dismissals();
    ++versions_.undo;
    if (!came_in.empty()) select(came_in);
    return {};
}

base::Status Session::stand_at(const place::RevisionPtr& revision) { return revision == history_->now ? base::Status() : show(with_revision(*place_, revision), audience_); }

/// Kept and then not made (there was no memory for it): undone in the journal as well, and it can be done again.
void Session::take_back(Batch batch) {
    keep(true);
    history_->undone.clear();
    history_->undone.push_back(std::move(batch));
    ++versions_.undo;
}

void Session::remember_styling(std::string name, std::string before, std::string after, std::uint64_t gesture) {
    if (!is_open() || before == after) return;
    auto& done = history_->done;
    ++versions_.undo;
    look_ = after;
    if (gesture != 0 && !done.empty() && done.back().styling && done.back().styling->gesture == gesture && history_->undone.empty()) {
        done.back().styling->after = std::move(after);
        keep_look(gesture);
        return;
    }
    Batch batch;
    batch.name = std::move(name);
    batch.styling = Styling{std::move(before), std::move(after), gesture};
    batch.serial = history_->next_serial++;
    keep(batch);
    history_->push(std::move(batch), history_->now);
    history_->undone.clear();
}

base::Result<Session::Undone> Session::step(bool back) {
    if (auto s = may_edit(); !s) return s.error();
    auto& from = back ? history_->done : history_->undone;
    if (from.empty()) return base::misuse(back ? "There is nothing to undo." : "There is nothing to do again.");
    // What stood before a batch, or stood after it once, is taken: only memory can refuse it.
    keep(back);
    auto revision = back ? history_->before_last() : history_->after(history_->now, from.back());
    if (auto s = revision ? stand_at(*revision) : base::Status(revision.error()); !s) {
        keep(!back);
        return s.error();
    }
    Undone undone{from.back().name, std::nullopt};
    if (from.back().styling) undone.styling = look_ = back ? from.back().styling->before : from.back().styling->after;
    const bool dismissed = !from.back().dismissals.empty();
    if (back) {
        edits_.erase(edits_.end() - static_cast<std::ptrdiff_t>(from.back().edits.size()), edits_.end());
        history_->pop(std::move(*revision));
    } else {
        Batch batch = std::move(from.back());
        from.pop_back();
        edits_.insert(edits_.end(), batch.edits.begin(), batch.edits.end());
        history_->push(std::move(batch), std::move(*revision));
    }
    if (dismissed) dismissals_ = history_->dismissals();
    ++versions_.undo;
    return undone;
}

base::Result<Session::Undone> Session::undo() { return step(true); }
base::Result<Session::Undone> Session::redo() { return step(false); }

namespace {

template <class Batches>
std::vector<UndoEntry> entries(const Batches& batches) {
    std::vector<UndoEntry> list;
    for (const auto& batch : batches) list.push_back({batch.name, batch.styling.has_value()});
    return list;
}

}  // namespace

std::vector<UndoEntry> Session::undo_list() const { return is_open() ? entries(history_->done) : std::vector<UndoEntry>(); }
std::vector<UndoEntry> Session::redo_list() const { return is_open() ? entries(history_->undone) : std::vector<UndoEntry>(); }

namespace {

/// The row's other end where a column refers to rows.
std::optional<base::EntityKey> referred(const privacy::View& view, std::string_view field, std::int32_t row) {
    if (row < 0) return std::nullopt;
    if (field == "people/household") return view.key(base::EntityKind::household, static_cast<std::size_t>(row));
    const auto people = static_cast<std::int32_t>(view.people());
    return row < people ? view.key(base::EntityKind::person, static_cast<std::size_t>(row)) : view.key(base::EntityKind::asset, static_cast<std::size_t>(row - people));
}

}  // namespace

base::Result<Value> Session::value(const base::EntityKey& subject, std::string_view field) const {
    const auto at = index_.find(subject);
    const std::size_t slash = field.find('/');
    if (!at || slash == std::string_view::npos) return base::not_found("That is not in this place any more.");
    const column::SegmentPtr segment = view_->segment(field.substr(0, slash));
    const column::Column* column = segment == nullptr ? nullptr : segment->find(field.substr(slash + 1));
    const auto row = static_cast<std::size_t>(at->row);
    if (column == nullptr || row >= column->rows()) return base::not_found("There is no field " + std::string(field) + " here.");
    const bool refers = field == "people/household" || field == "ties/from" || field == "ties/to" || field == "events/person" || field == "events/other";
    if (!refers || !column->known(row)) return place::value_of(*column, row);
    const auto key = referred(*view_, field, column->i32()[row]);
    return key ? Value(*key) : Value(Missing{column::State::not_applicable});
}

base::Result<Value> Session::read_cell(std::string_view field, std::string_view text) const {
    const std::size_t slash = field.find('/');
    const column::SegmentPtr segment = is_open() && slash != std::string_view::npos ? view_->segment(field.substr(0, slash)) : nullptr;
    const column::Column* column = segment == nullptr ? nullptr : segment->find(field.substr(slash + 1));
    if (column == nullptr) return base::not_found("There is no field " + std::string(field) + " here.");
    return value_from_text(field, column->type(), text);
}

}  // namespace kith::session
