#include "plugins/sdk/outputs.hpp"

#include <algorithm>
#include <cmath>

#include "plugins/sdk/columns.hpp"
#include "plugins/sdk/status.hpp"

namespace kith::sdk {
namespace {

double finite(double value) {
    if (!std::isfinite(value)) throw Failure(KITH_WRONG_CALL, "a result that is not a finite number");
    return value;
}

}  // namespace

void Output::write(std::size_t row, kith_quality quality, double value) {
    if (row >= rows()) throw Failure(KITH_WRONG_CALL, "the output '" + std::string(view(column_->key)) + "' has no row " + std::to_string(row));
    column_->values[row] = finite(value);
    column_->qualities[row] = quality;
}

void Output::between(std::size_t row, double lower, double upper) {
    if (lower == upper) return value(row, lower);
    if (column_->uppers == nullptr)
        throw Failure(KITH_WRONG_CALL, "the output '" + std::string(view(column_->key)) + "' is not an interval in the manifest");
    if (lower > upper) throw Failure(KITH_WRONG_CALL, "an interval with its ends swapped");
    write(row, KITH_BETWEEN, lower);
    column_->uppers[row] = finite(upper);
}

void Output::not_computable(std::size_t row, Reason reason) {
    if (reason.index >= column_->reason_count) throw Failure(KITH_WRONG_CALL, "the output '" + std::string(view(column_->key)) + "' has no such reason");
    if (row >= rows()) throw Failure(KITH_WRONG_CALL, "the output '" + std::string(view(column_->key)) + "' has no row " + std::to_string(row));
    column_->qualities[row] = KITH_NOT_COMPUTABLE;  // nobody reads the value: its memory stays untouched
    column_->reasons[row] = reason.index;
}

namespace cell {
namespace {
kith_cell made(kith_quality quality, double number, double upper, std::int32_t row, std::uint16_t layer) {
    return {finite(number), finite(upper), row, layer, quality, 0};
}
}  // namespace
kith_cell number(double value) { return made(KITH_VALUE, value, 0, 0, 0); }
kith_cell at_least(double value) { return made(KITH_LOWER, value, 0, 0, 0); }
kith_cell at_most(double value) { return made(KITH_UPPER, value, 0, 0, 0); }
kith_cell between(double lower, double upper) { return made(lower == upper ? KITH_VALUE : KITH_BETWEEN, lower, upper, 0, 0); }
kith_cell row(std::int32_t value) { return made(KITH_VALUE, 0, 0, value, 0); }
kith_cell area(AreaRow area) { return made(KITH_VALUE, 0, 0, area.row, area.layer); }
kith_cell empty() { return made(KITH_NOT_COMPUTABLE, 0, 0, 0, 0); }
}  // namespace cell

Finding::Finding(Message message, std::int32_t subject, std::int32_t other) {
    finding_.struct_size = sizeof finding_;
    finding_.message = message.index;
    finding_.subject = subject;
    finding_.other = other;
    finding_.quality = KITH_UNSAID;
    finding_.oldest = KITH_NO_DATE;
    finding_.newest = KITH_NO_DATE;
}

Finding::Finding(Message message, AreaRow subject, std::int32_t other) : Finding(message, subject.row, other) { finding_.layer = subject.layer; }

Finding& Finding::quality(kith_quality quality, double value, double upper) {
    finding_.quality = quality;
    finding_.value = finite(value);
    finding_.upper = finite(upper);
    return *this;
}

Finding& Finding::not_computable(Reason reason) {
    finding_.reason = reason.index;
    return quality(KITH_NOT_COMPUTABLE, 0, 0);
}

Finding& Finding::inputs(std::size_t known, std::size_t unknown) {
    finding_.known = static_cast<std::uint32_t>(known);
    finding_.unknown = static_cast<std::uint32_t>(unknown);
    return *this;
}

Finding& Finding::dated(std::int32_t day) {
    finding_.oldest = finding_.oldest == KITH_NO_DATE ? day : std::min(finding_.oldest, day);
    finding_.newest = finding_.newest == KITH_NO_DATE ? day : std::max(finding_.newest, day);
    return *this;
}

Finding& Finding::note(kith_note_kind kind, std::uint16_t slot, std::int32_t row, double number, std::uint16_t layer) {
    if (count_ == most_notes) throw Failure(KITH_WRONG_CALL, "a finding with more than 64 notes");
    kith_note& made = notes_[count_++];
    made = {};
    made.kind = kind;
    made.slot = slot;
    made.row = row;
    made.layer = layer;
    made.number = finite(number);
    return *this;
}

Finding& Finding::with(Argument argument, std::int32_t row) { return note(KITH_NOTE_ARGUMENT, argument.slot, row, 0); }
Finding& Finding::with(Argument argument, double number) { return note(KITH_NOTE_ARGUMENT, argument.slot, 0, number); }
Finding& Finding::with(Argument argument, AreaRow area) { return note(KITH_NOTE_ARGUMENT, argument.slot, area.row, 0, area.layer); }
Finding& Finding::by_tie(std::int32_t tie, double part) { return note(KITH_NOTE_TIE, 0, tie, part); }
Finding& Finding::by_person(std::int32_t row, double part) { return note(KITH_NOTE_PERSON, 0, row, part); }
Finding& Finding::by_asset(std::int32_t row, double part) { return note(KITH_NOTE_ASSET, 0, row, part); }
Finding& Finding::by_area(AreaRow area, double part) { return note(KITH_NOTE_AREA, area.layer, area.row, part); }
Finding& Finding::missing(Facet facet) { return note(KITH_NOTE_MISSING, static_cast<std::uint16_t>(facet), 0, 0); }
Finding& Finding::strength(Strength strength) { return note(KITH_NOTE_STRENGTH, strength.index, 0, 0); }
Finding& Finding::change(Change change) { return note(KITH_NOTE_CHANGE, change.index, 0, 0); }
Finding& Finding::interval(double lower, double upper) {
    note(KITH_NOTE_INTERVAL, 0, 0, lower);
    return note(KITH_NOTE_INTERVAL, 1, 0, upper);
}
Finding& Finding::p_value(double p, int correction) { return note(KITH_NOTE_P_VALUE, static_cast<std::uint16_t>(correction), 0, p); }

kith_finding Finding::raw() const {
    kith_finding made = finding_;
    made.notes = notes_.data();
    made.note_count = count_;
    return made;
}

}  // namespace kith::sdk
