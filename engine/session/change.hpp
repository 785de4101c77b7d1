#pragma once
// What a person can do to a place, in plain words of the field: a closed list. Each becomes a named batch of place::Edit.
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/units.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/value.hpp"

namespace kith::session {

using place::Date;
using place::Missing;
using place::Point;
using place::Value;

/// A cell under its field: "people.names/name", "people.attributes/age_band" …
struct FieldValue {
    std::string field;
    Value value;
    bool operator==(const FieldValue&) const = default;
};

/// Nobody was asked anything yet, unless `cells` say otherwise.
struct AddPerson {
    std::string name;                 // "" when only an id is wanted
    std::optional<Point> at;          // nothing: in the tray
    column::Role role = column::Role::participant;
    std::vector<FieldValue> cells;
    std::optional<base::EntityKey> key = {};  // new_key's, for whoever must point to them at once; nothing: any
};
struct AddAsset {
    std::string name;
    std::string subtype;              // a word of the registry; decides class, form and sensitivity
    std::optional<Point> at;
    std::vector<FieldValue> cells;
};
struct AddTie {
    base::EntityKey from, to;         // people or assets
    std::string kind;                 // a word of the tie kinds
    std::vector<FieldValue> cells;
};
struct AddEvent {
    column::EventKind kind = column::EventKind::conversation;
    std::optional<Date> date;         // nothing: not stated
    std::optional<base::EntityKey> person, other;
    std::string words, next;
    std::optional<Date> due;
};
/// The same value into one field of many; a field that the dictionary knows and the place has not yet is added.
struct SetCells {
    std::vector<base::EntityKey> subjects;
    std::string field;
    Value value;
};
/// One value for each subject.
struct SetEach {
    std::string field;
    std::vector<std::pair<base::EntityKey, Value>> values;
};
struct MoveTo {
    base::EntityKey subject;          // a person or an asset
    std::optional<Point> to;          // nothing: into the tray
};
/// A person who moved, died or asked us to stop. `on`: the day, written down as an event; of those who asked us to stop nothing more is.
struct EndPerson {
    base::EntityKey person;
    column::Living living = column::Living::moved;
    std::optional<Date> on = {};
};
struct CloseAsset {
    base::EntityKey asset;
};
struct EndTie {
    base::EntityKey tie;
    Date until;
};
/// Events, ties, people, assets and drawn areas. With people and assets go their ties.
struct Remove {
    std::vector<base::EntityKey> subjects;
};
/// A neighbourhood drawn by hand, into the layer "drawn". The outline is closed by Kith; points within `snap` of a border or
/// corner that is there come to lie on it.
struct DrawArea {
    std::string name;
    std::vector<Point> outline;       // 3 points at least
    base::Metres snap{0};
};
/// Cells copied from a spreadsheet: lines, and tabs between cells, with a first line of headings when `fields` is empty. They go to `subjects`
/// in their order, one a line. Words are read as the column's type wants them; an empty cell leaves what stands. `further`: lines beyond the subjects
/// come in as new people or assets; nothing: they are refused.
struct PasteCells {
    std::vector<base::EntityKey> subjects;
    std::vector<std::string> fields;
    std::string text;
    std::optional<base::EntityKind> further = {};
};
/// A finding that is put aside, with the reason why; `back` takes that back.
struct DismissFinding {
    base::Digest finding;             // host::Wording::key
    std::string reason;
    bool back = false;
};

/// A line of a notebook, as one: who is new, what they give, whom they know, what was said and what was promised.
struct NoteDown {
    std::vector<AddPerson> people;
    std::vector<SetCells> cells;      // of whoever was there before
    std::vector<AddTie> ties;         // between them and others
    std::vector<AddEvent> events;
};

/// Two people, or a person and a group or place, on their way to each other (introductions.hpp). Refused where design rule 8 says so, in one
/// sentence that tells nothing of why.
struct OfferIntroduction {
    base::EntityKey one, other;       // `one` is a person
    Date on;
    std::string words = {};           // what was said when it was offered
};
/// One step of an introduction that was offered; each is written down with its day. `person` and `other` are the two of the event. Once they met they are
/// tied (met_through "introduction"), unless they were before.
enum class IntroductionStep : std::uint8_t { yes_person, yes_other, met, in_touch, not_in_touch, not_now, rest };
struct StepIntroduction {
    base::EntityKey event;
    IntroductionStep step = IntroductionStep::met;
    Date on;
};

using Change = std::variant<AddPerson, AddAsset, AddTie, AddEvent, SetCells, SetEach, MoveTo, EndPerson, CloseAsset, EndTie, Remove,
                            DrawArea, PasteCells, DismissFinding, NoteDown, OfferIntroduction, StepIntroduction>;

/// A key that nobody has yet.
base::EntityKey new_key(base::EntityKind kind);

/// Whom it is about, of those that are there already.
std::vector<base::EntityKey> subjects_of(const Change& change);

/// "Add a person", "Move", "Paste 12 cells": for the undo list. No personal data.
std::string name_of(const Change& change);

}  // namespace kith::session
