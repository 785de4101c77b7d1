// Short forms for what a person adds: nobody fills in more than what they know.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Dialog;

/// The foot of every form. 1: done (what is done closes the form itself, so that nothing typed is lost when it could not be done), -1: not now, 0: still open.
int finish(Ui& ui, std::string_view verb, bool enabled) {
    gap(ui, 8);
    if (button(ui, "form.done", verb, Look::primary, enabled)) return 1;
    beside(ui);
    if (button(ui, "form.cancel", "Not now", Look::quiet)) return -1;
    return enabled && (ui.input.chord == "Ctrl+Enter" || enter_means_done(ui)) ? 1 : 0;
}

std::vector<base::EntityKey> selected(const Screen& screen, base::EntityKind kind) {
    std::vector<base::EntityKey> keys;
    for (const base::EntityKey& key : screen.model.session.selection().keys())
        if (key.kind == kind) keys.push_back(key);
    return keys;
}

std::string label_of(const Screen& screen, const base::EntityKey& key) {
    const auto row = screen.model.session.index().find(key);
    return row ? screen.model.view()->label(row->kind, static_cast<std::size_t>(row->row)) : std::string();
}

/// Where somebody or something new goes: where one pressed on the map, or in the middle of a square of the lettered grid; else in the tray.
void place_field(Ui& ui, const Screen& screen, Remembered& memory, std::string& square, std::string_view here, std::string_view nowhere) {
    const auto cell = square_of(screen, square);
    paragraph(ui, cell ? "In the middle of " + picture::name_of(*cell) + "." : !square.empty() ? "The lettered grid has no such square." : std::string(memory.pressed_at && memory.pressed_in.empty() ? here : nowhere), Style::small,
              cell || square.empty() ? Tone::quiet : Tone::caution);
    if (!grid_of(screen)) return;
    words(ui, "Square of the lettered grid, such as C4", Style::small, Tone::quiet);
    if (!field(ui, "form.square", square, "", ui.px(120))) return;
    const auto now = square_of(screen, square);
    if (!now && memory.pressed_in.empty()) return;
    memory.pressed_in = now ? square : std::string();
    memory.pressed_at.reset();
    if (!now) return;
    const picture::Bounds box = picture::box_of(*grid_of(screen), *now);
    memory.pressed_at = session::Point{(box.left + box.right) / 2, (box.bottom + box.top) / 2};
}

Intents add_person(Ui& ui, const Screen& screen, Remembered& memory) {
    std::string& name = memory.values[0];
    words(ui, "Name, or how to call them", Style::small, Tone::quiet);
    field(ui, "person.name", name, "", 0, memory.just_opened);
    place_field(ui, screen, memory, memory.values[2], "They live where you pressed on the map.", "Without a place for now: they stand in the tray.");
    paragraph(ui, "Nobody has been asked anything yet.", Style::small, Tone::quiet);
    const int done = finish(ui, "Add the person", memory.values[2].empty() || square_of(screen, memory.values[2]));
    if (done == 0) return {};
    if (done < 0) return {closed()};
    session::AddPerson change;
    change.name = name;
    change.at = memory.pressed_at;
    return {model::Edit{change}};
}

/// `chosen` is one of `kinds`; people read the words beside it.
void choose_kind(Ui& ui, std::string_view name, std::string_view label, std::span<const std::string> kinds, std::span<const std::string> words, std::string& chosen) {
    const auto at = std::find(kinds.begin(), kinds.end(), chosen);
    if (const int i = choose(ui, name, label, words, at == kinds.end() ? -1 : static_cast<int>(at - kinds.begin())); i >= 0) chosen = kinds[static_cast<std::size_t>(i)];
}

Intents add_asset(Ui& ui, const Screen& screen, Remembered& memory) {
    words(ui, "What it is called", Style::small, Tone::quiet);
    field(ui, "asset.name", memory.values[0], "", 0, memory.just_opened);
    gap(ui, 4);
    choose_kind(ui, "asset.kind", "What it is", screen.asset_subtypes, screen.asset_subtype_words, memory.values[1]);
    place_field(ui, screen, memory, memory.values[2], "It stands where you pressed on the map.", "Without a place for now: it stands in the tray.");
    const int done = finish(ui, "Add the asset", !memory.values[0].empty() && !memory.values[1].empty() && (memory.values[2].empty() || square_of(screen, memory.values[2])));
    if (done == 0) return {};
    if (done < 0) return {closed()};
    return {model::Edit{session::AddAsset{memory.values[0], memory.values[1], memory.pressed_at, {}}}};
}

Intents add_tie(Ui& ui, const Screen& screen, Remembered& memory) {
    std::vector<base::EntityKey> ends = selected(screen, base::EntityKind::person);
    for (const base::EntityKey& key : selected(screen, base::EntityKind::asset)) ends.push_back(key);
    const bool two = ends.size() == 2;
    paragraph(ui, two ? "Between " + label_of(screen, ends[0]) + " and " + label_of(screen, ends[1]) : "Select the two that it joins first, with Ctrl and a press on each.", Style::body, two ? Tone::normal : Tone::caution);
    gap(ui, 4);
    choose_kind(ui, "tie.kind", "What joins them", screen.tie_kinds, screen.tie_kind_words, memory.values[0]);
    const int done = finish(ui, "Add the tie", two && !memory.values[0].empty());
    if (done == 0) return {};
    if (done < 0) return {closed()};
    return {model::Edit{session::AddTie{ends[0], ends[1], memory.values[0], {}}}};
}

Intents add_event(Ui& ui, const Screen& screen, Remembered& memory, bool only_note) {
    const std::vector<base::EntityKey> people = selected(screen, base::EntityKind::person);
    const std::vector<std::string> kinds = {"Conversation", "Introduction", "Promise", "Loss", "Move", "Group started", "Something else"};
    int kind = memory.values[2].empty() ? 0 : std::stoi(memory.values[2]);
    if (!only_note)
        if (const int i = choose(ui, "event.kind", "What happened", kinds, kind); i >= 0) memory.values[2] = std::to_string(kind = i);
    gap(ui, 4);
    const bool two = people.size() == 2 && !only_note;  // a note is about one person: somebody else's words are not for their card
    if (!people.empty()) paragraph(ui, (only_note ? "About " : "With ") + label_of(screen, people.back()) + (two ? " and " + label_of(screen, people.front()) : ""), Style::body, Tone::normal);
    gap(ui, 4);
    big_field(ui, "event.words", memory.values[0], "In their own words", ui.px(80));
    gap(ui, 4);
    words(ui, "What comes next", Style::small, Tone::quiet);
    field(ui, "event.next", memory.values[1]);
    gap(ui, 4);
    words(ui, "When", Style::small, Tone::quiet);
    field(ui, "event.date", memory.values[3], "2026-06-30", ui.px(260));
    const auto date = memory.values[3].empty() ? base::Result<session::Value>(session::Value()) : screen.model.session.read_cell("events/date", memory.values[3]);
    paragraph(ui, date ? "A day, a month or a year; empty when nobody knows." : date.error().message, Style::small, date ? Tone::quiet : Tone::problem);
    const int done = finish(ui, only_note ? "Keep the note" : "Add the event", date && (!memory.values[0].empty() || !memory.values[1].empty()));
    if (done == 0) return {};
    if (done < 0) return {closed()};
    session::AddEvent change;
    change.kind = static_cast<column::EventKind>(kind);
    if (!people.empty()) change.person = people.back();
    if (two) change.other = people.front();
    if (const auto* day = std::get_if<session::Date>(&*date)) change.date = *day;
    change.words = memory.values[0];
    change.next = memory.values[1];
    return {model::Edit{change}};
}

Intents dismiss(Ui& ui, const Screen& screen, Remembered& memory) {
    paragraph(ui, "It goes out of the list, with your reason, and can be taken back.", Style::body, Tone::quiet);
    words(ui, "Why", Style::small, Tone::quiet);
    field(ui, "dismiss.reason", memory.values[0], "", 0, memory.just_opened);
    const int done = finish(ui, "Put aside", !memory.values[0].empty());
    if (done == 0) return {};
    if (done < 0) return {closed()};
    session::DismissFinding change;
    change.finding = base::Digest{};
    const std::string& hex = screen.model.window.subject;
    for (std::size_t i = 0; i + 1 < hex.size() && i / 2 < change.finding.bytes.size(); i += 2) change.finding.bytes[i / 2] = static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16));
    change.reason = memory.values[0];
    return {model::Edit{change}};
}

}  // namespace

Intents draw_edit_form(Ui& ui, const Screen& screen, Remembered& memory) {
    const Dialog dialog = screen.model.window.dialog;
    if (memory.just_opened) {
        memory.values.assign(4, "");
        memory.pressed_in.clear();
    }
    const std::string_view title = dialog == Dialog::add_person ? "A new person" : dialog == Dialog::add_asset ? "A new asset" : dialog == Dialog::add_tie ? "A new tie"
                                   : dialog == Dialog::add_event ? "Something that happened" : dialog == Dialog::note ? "A note" : "Put aside";
    if (!begin_float(ui, "edit", title, 440, 560)) return {};
    Intents intents;
    switch (dialog) {
        case Dialog::add_person: intents = add_person(ui, screen, memory); break;
        case Dialog::add_asset: intents = add_asset(ui, screen, memory); break;
        case Dialog::add_tie: intents = add_tie(ui, screen, memory); break;
        case Dialog::add_event: intents = add_event(ui, screen, memory, false); break;
        case Dialog::note: intents = add_event(ui, screen, memory, true); break;
        default: intents = dismiss(ui, screen, memory); break;
    }
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
