// Introductions: offered only where rule 8 allows, and then a step at a time, each with its day.
#include <algorithm>
#include <array>

#include "engine/session/introductions.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {
namespace {

using base::EntityKey;
using place::Revision;

constexpr std::string_view by_introduction = "introduction";  // ties/met_through

/// The same whatever the reason is: none of them is told.
base::Error not_to_be_offered() {
    return base::misuse("This introduction cannot be made, and nothing was written down. Ask each of them first whether they would like to meet somebody new, and think of a place that both could go to.");
}

std::int32_t node_in(const Revision& revision, const EntityKey& key) {
    const auto row = revision.find(key);
    if (!row || (key.kind != base::EntityKind::person && key.kind != base::EntityKind::asset)) return -1;
    return row->row + (key.kind == base::EntityKind::asset ? static_cast<std::int32_t>(revision.people()) : 0);
}

ColumnOf columns_held(const Revision& revision) {
    return [&revision](std::string_view segment, std::string_view column) { return revision.column(segment, column); };
}

/// An event with the two it is about.
struct Pair {
    std::optional<EntityKey> person, other;
    bool introduction = false;
    std::optional<std::int32_t> day;
};

template <class Wanted>
std::optional<Wanted> held(const Value& value) {
    const auto* one = std::get_if<Wanted>(&value);
    return one ? std::optional(*one) : std::nullopt;
}

void take_in(Pair& pair, std::string_view field, const Value& value) {
    if (field == "events/person") pair.person = held<EntityKey>(value);
    if (field == "events/other") pair.other = held<EntityKey>(value);
    if (field == "events/kind") pair.introduction = held<std::int64_t>(value) == static_cast<std::int64_t>(column::EventKind::introduction);
    if (field == "events/date")
        if (const auto date = held<Date>(value)) pair.day = date->days;
}

Pair pair_at(const Revision& revision, const EntityKey& event) {
    Pair pair;
    for (const std::string_view field : {"events/person", "events/other", "events/kind", "events/date"})
        if (const auto value = place::value_at(revision, event, field)) take_in(pair, field, *value);
    return pair;
}

/// Does the edit bring two to each other, or take them a step on?
bool brings_together(const place::Edit& edit) {
    if (edit.subject.kind != base::EntityKind::event || edit.operation == place::Operation::remove) return false;
    constexpr std::array<std::string_view, 6> fields{"events/person", "events/other", "events/kind", "events.notes/yes_person", "events.notes/yes_other", "events.notes/met_on"};
    return edit.operation == place::Operation::add || (std::find(fields.begin(), fields.end(), edit.field) != fields.end() && !std::holds_alternative<Missing>(edit.after));
}

bool allowed(const Revision& revision, const Pair& pair) {
    if (!pair.introduction || !pair.person || !pair.other) return true;
    return may_be_introduced(columns_held(revision), node_in(revision, *pair.person), node_in(revision, *pair.other), pair.day.value_or(0));
}

std::optional<Date> day_at(const Revision& revision, const EntityKey& event, std::string_view field) {
    const auto value = place::value_at(revision, event, field);
    return value ? held<Date>(*value) : std::nullopt;
}

std::string said_of(const Revision& revision, const EntityKey& event) {
    const auto value = place::value_at(revision, event, "events.notes/outcome");
    return value ? held<std::string>(*value).value_or("") : std::string();
}

/// A tie between the two that has not ended by `day`; the one that the introduction made before others.
std::optional<EntityKey> tie_between(const Revision& revision, const Pair& pair, std::int32_t day, bool only_made) {
    const auto& ties = revision.segment("ties");
    if (ties == nullptr) return std::nullopt;
    const std::int32_t one = node_in(revision, *pair.person), other = node_in(revision, *pair.other);
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const column::Column *until = ties->find("until"), *through = ties->find("met_through");
    std::optional<EntityKey> found;
    for (std::size_t row = 0; row < from.size(); ++row) {
        if (std::minmax(from[row], to[row]) != std::minmax(one, other) || (until && until->known(row) && until->days()[row] <= day)) continue;
        const bool made = through && through->known(row) && through->text(row) == by_introduction;
        if (made || (!only_made && !found)) found = revision.key_of("ties", static_cast<std::int32_t>(row));
        if (made) break;
    }
    return found;
}

/// What follows for the tie between them.
void add_tie_work(NoteDown& note, const Revision& revision, const Pair& pair, const StepIntroduction& step) {
    if (!pair.person || !pair.other) return;
    if (step.step == IntroductionStep::not_in_touch) {
        if (const auto tie = tie_between(revision, pair, step.on.days, true)) note.cells.push_back({{*tie}, "ties/until", step.on});
        return;
    }
    if (step.step != IntroductionStep::met && step.step != IntroductionStep::in_touch) return;
    if (const auto tie = tie_between(revision, pair, step.on.days, false)) {
        note.cells.push_back({{*tie}, "ties/last_confirmed", step.on});
        return;
    }
    note.ties.push_back({*pair.person, *pair.other, pair.other->kind == base::EntityKind::asset ? "attends" : "acquaintance",
                         {{"ties/met_through", std::string(by_introduction)}, {"ties/since", step.on}, {"ties/last_confirmed", step.on}}});
}

/// The word of the stage stands where nobody's own words do.
void set_outcome(NoteDown& note, const Revision& revision, const EntityKey& event, IntroductionStage stage) {
    const std::string said = said_of(revision, event);
    if (stage_of(said) != IntroductionStage::met || said == outcome_of(IntroductionStage::met)) note.cells.push_back({{event}, "events.notes/outcome", std::string(outcome_of(stage))});
}

}  // namespace

base::Status keeps_rule_8(const Revision& revision, const Plan& plan) {
    for (const place::Edit& edit : plan.edits) {
        if (!brings_together(edit)) continue;
        Pair pair = edit.operation == place::Operation::add ? Pair() : pair_at(revision, edit.subject);
        for (const place::Cell& cell : edit.record) take_in(pair, cell.field, cell.value);
        if (edit.operation == place::Operation::set) take_in(pair, edit.field, edit.after);
        if (edit.field.starts_with("events.notes/"))
            if (const auto date = held<Date>(edit.after)) pair.day = date->days;
        if (!allowed(revision, pair)) return not_to_be_offered();
    }
    return {};
}

base::Result<Plan> plan_offer(const place::RevisionPtr& revision, const OfferIntroduction& change) {
    const bool person_first = change.one.kind == base::EntityKind::person;
    const EntityKey &one = person_first ? change.one : change.other, &other = person_first ? change.other : change.one;
    const Pair wanted{one, other, true, change.on.days};
    if (!allowed(*revision, wanted)) return not_to_be_offered();
    const column::Column* kind = revision->column("events", "kind");
    for (std::size_t row = 0; kind != nullptr && row < kind->rows(); ++row) {
        const EntityKey event = revision->key_of("events", static_cast<std::int32_t>(row));
        const Pair before = pair_at(*revision, event);
        if (!before.introduction || !before.person || !before.other || std::minmax(*before.person, *before.other) != std::minmax(one, other)) continue;
        if (!day_at(*revision, event, "events.notes/done") && !day_at(*revision, event, "events.notes/met_on")) {
            const auto stage = stage_of(said_of(*revision, event));
            if (stage == IntroductionStage::offered || stage == IntroductionStage::agreed) return base::misuse("This introduction is on its way already: Today has it.");
        }
    }
    return plan_of(revision, AddEvent{column::EventKind::introduction, change.on, one, other, change.words, {}, {}});
}

base::Result<Plan> plan_step(const place::RevisionPtr& revision, const StepIntroduction& change) {
    if (!revision->find(change.event)) return base::not_found("That introduction is not in this place any more.");
    const Pair pair = pair_at(*revision, change.event);
    if (!pair.introduction) return base::misuse("Only an introduction is taken a step on. Choose one of those in Today.");
    NoteDown note;
    const auto set = [&](std::string_view column, const Value& value) { note.cells.push_back({{change.event}, "events.notes/" + std::string(column), value}); };
    const bool yes = day_at(*revision, change.event, "events.notes/yes_person").has_value(), other_yes = day_at(*revision, change.event, "events.notes/yes_other").has_value();
    const bool agreed_in_a_word = !yes && !other_yes && stage_of(said_of(*revision, change.event)) == IntroductionStage::agreed;
    switch (change.step) {
        case IntroductionStep::yes_person:
        case IntroductionStep::yes_other: {
            const bool first = change.step == IntroductionStep::yes_person;
            set(first ? "yes_person" : "yes_other", change.on);
            set("rest_until", Missing{column::State::unstated});
            if (first ? other_yes : yes) set_outcome(note, *revision, change.event, IntroductionStage::agreed);
            break;
        }
        case IntroductionStep::met:
            if (!agreed_in_a_word && (!yes || !other_yes)) return base::misuse("Write down the yes of each of them first, then that they met.");
            set("met_on", change.on);
            set_outcome(note, *revision, change.event, IntroductionStage::met);
            break;
        case IntroductionStep::in_touch:
            set("in_touch_on", change.on);
            set("done", change.on);
            set_outcome(note, *revision, change.event, IntroductionStage::in_touch);
            break;
        case IntroductionStep::not_in_touch: set("done", change.on); break;
        case IntroductionStep::not_now: set("rest_until", Date{change.on.days + quarter_days, column::Precision::day}); break;
        case IntroductionStep::rest:
            set("done", change.on);
            if (!day_at(*revision, change.event, "events.notes/met_on")) set_outcome(note, *revision, change.event, IntroductionStage::not_this_time);
            break;
    }
    add_tie_work(note, *revision, pair, change);
    return plan_note(revision, note);
}

}  // namespace kith::session
