#include "engine/session/introductions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"

namespace kith::session {
namespace {

using column::Column;

std::optional<std::int32_t> known_day(const Column* column, std::size_t row) {
    return column && column->known(row) ? std::optional(column->days()[row]) : std::nullopt;
}
template <class Code>
bool says_code(const Column* column, std::size_t row, Code code) {
    return column && column->known(row) && column->i32()[row] == static_cast<std::int32_t>(code);
}

bool took_introductions_back(const Column* withdrawn, std::size_t row) {
    const std::int32_t code = withdrawn == nullptr ? -1 : withdrawn->dictionary().find("suggest_introduction");
    if (code < 0 || !withdrawn->known(row)) return false;
    const auto list = withdrawn->list(row);
    return std::find(list.begin(), list.end(), code) != list.end();
}

bool person_may(const ColumnOf& columns, std::size_t row, std::int32_t day) {
    const Column* introduce = columns("people", "introduce");
    if (!says_code(columns("people", "role"), row, column::Role::participant) || !says_code(columns("people", "living"), row, column::Living::living_here)) return false;
    if (introduce == nullptr || !introduce->known(row) || introduce->booleans()[row] == 0) return false;
    if (took_introductions_back(columns("people.permissions", "withdrawn"), row)) return false;
    if (!says_code(columns("people", "own_view"), row, column::OwnView::happy_as_is)) return true;
    const auto until = known_day(columns("people", "own_view_until"), row);
    return until && *until < day;
}

bool asset_may(const ColumnOf& columns, std::size_t row) {
    return !says_code(columns("assets", "status"), row, column::AssetStatus::closed) && !says_code(columns("assets", "sensitivity"), row, column::Sensitivity::hidden);
}

bool kept_apart(const ColumnOf& columns, std::int32_t one, std::int32_t other) {
    const Column *a = columns("never_introduce", "a"), *b = columns("never_introduce", "b");
    for (std::size_t row = 0; a && row < a->rows(); ++row)
        if (std::minmax(a->i32()[row], b->i32()[row]) == std::minmax(one, other)) return true;
    const Column *from = columns("ties", "from"), *to = columns("ties", "to"), *valence = columns("ties", "valence");
    for (std::size_t row = 0; valence && row < valence->rows(); ++row)
        if (says_code(valence, row, column::Valence::difficult) && std::minmax(from->i32()[row], to->i32()[row]) == std::minmax(one, other)) return true;
    return false;
}

}  // namespace

IntroductionStage stage_of(std::string_view outcome) {
    using enum IntroductionStage;
    constexpr std::array<std::pair<std::string_view, IntroductionStage>, 7> words{
        {{"", offered}, {"offered", offered}, {"agreed", agreed}, {"both agreed", agreed}, {"still in touch", in_touch}, {"not this time", not_this_time}, {"not now", not_this_time}}};
    const std::string said = base::lower(base::trimmed(outcome));
    for (const auto& [word, stage] : words)
        if (said == word) return stage;
    return met;
}

std::string_view outcome_of(IntroductionStage stage) {
    constexpr std::array<std::string_view, 5> words{"offered", "both agreed", "met", "still in touch", "not this time"};
    return words[static_cast<std::size_t>(stage)];
}

IntroductionStage Introduction::stage() const {
    if (in_touch) return IntroductionStage::in_touch;
    if (met) return IntroductionStage::met;
    if (stage_of(outcome) == IntroductionStage::not_this_time) return IntroductionStage::not_this_time;
    if (yes_person && yes_other) return IntroductionStage::agreed;
    return dated ? IntroductionStage::offered : stage_of(outcome);
}

std::vector<Introduction> introductions_in(const privacy::View& view, std::int32_t day) {
    const ColumnOf of = columns_of(view);
    const Column *kind = of("events", "kind"), *date = of("events", "date"), *person = of("events", "person"), *other = of("events", "other"), *outcome = of("events.notes", "outcome");
    std::vector<Introduction> all;
    for (std::size_t row = 0; kind && row < kind->rows(); ++row) {
        if (kind->i32()[row] != static_cast<std::int32_t>(column::EventKind::introduction)) continue;
        Introduction one;
        one.event = row;
        one.person = person->i32()[row];
        one.other = other ? other->i32()[row] : -1;
        one.offered = known_day(date, row);
        if (one.offered && *one.offered > day) continue;
        for (const auto& [into, name] : {std::pair{&one.yes_person, "yes_person"}, {&one.yes_other, "yes_other"}, {&one.met, "met_on"}, {&one.in_touch, "in_touch_on"}, {&one.done, "done"}}) {
            *into = known_day(of("events.notes", name), row);
            one.dated |= *into && into != &one.done;
            if (*into && **into > day) into->reset();
        }
        one.rest_until = known_day(of("events.notes", "rest_until"), row);
        if (outcome && outcome->known(row)) one.outcome = outcome->text(row);
        all.push_back(std::move(one));
    }
    return all;
}

ColumnOf columns_of(const privacy::View& view) {
    return [&view](std::string_view segment, std::string_view column) -> const Column* {
        const auto found = view.segment(segment);
        return found ? found->find(column) : nullptr;
    };
}

bool may_be_introduced(const ColumnOf& columns, std::int32_t one, std::int32_t other, std::int32_t day) {
    const Column* role = columns("people", "role");
    const auto people = static_cast<std::int32_t>(role ? role->rows() : 0);
    if (one < 0 || other < 0 || one == other || (one >= people && other >= people)) return false;
    for (const std::int32_t node : {one, other})
        if (node < people ? !person_may(columns, static_cast<std::size_t>(node), day) : !asset_may(columns, static_cast<std::size_t>(node - people))) return false;
    return !kept_apart(columns, one, other);
}

std::vector<IntroductionStep> next_steps(const Introduction& introduction, bool may_go_on) {
    using enum IntroductionStep;
    switch (introduction.stage()) {
        case IntroductionStage::offered:
            if (!may_go_on) return {rest};
            if (!introduction.yes_person && !introduction.yes_other) return {yes_person, yes_other, not_now, rest};
            return {introduction.yes_person ? yes_other : yes_person, not_now, rest};
        case IntroductionStage::agreed: return may_go_on ? std::vector{met, not_now, rest} : std::vector{rest};
        case IntroductionStage::met: return {in_touch, not_in_touch, rest};
        case IntroductionStage::in_touch:
        case IntroductionStage::not_this_time: break;
    }
    return {};
}

}  // namespace kith::session
