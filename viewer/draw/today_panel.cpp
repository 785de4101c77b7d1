// What a coordinator looks at first; a line opened: whose card it is, and what became of it.
#include <imgui.h>

#include <algorithm>

#include "engine/column/date_words.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using ListKind = session::TodayList::Kind;
using session::IntroductionStep;

constexpr float day_width = 760;               // of the column, at 100 %

model::Intent set(const base::EntityKey& subject, const char* field, session::Value value) { return model::Edit{session::SetCells{{subject}, field, std::move(value)}}; }

const char* name_of_step(IntroductionStep step) {
    constexpr const char* names[] = {"today.yes", "today.yes_other", "today.met", "today.touch", "today.apart", "today.later", "today.rest"};
    return names[static_cast<std::size_t>(step)];
}

/// The next thing to do is the one that stands out.
Intents draw_steps(Ui& ui, const session::TodayLine& line_of, session::Date today) {
    Intents intents;
    for (std::size_t i = 0; i < line_of.steps.size(); ++i) {
        const session::TodayStep& step = line_of.steps[i];
        const bool ends = step.step == IntroductionStep::not_now || step.step == IntroductionStep::rest || step.step == IntroductionStep::not_in_touch;
        if (ImGui::GetCursorPosX() > ui.px(32) && room() < width_of(ui, step.label) + ui.px(32)) ImGui::NewLine();
        if (button(ui, name_of_step(step.step), step.label, ends ? Look::quiet : Look::primary)) intents.push_back(model::Edit{session::StepIntroduction{*line_of.event, step.step, today}});
        beside(ui);
    }
    return intents;
}

Intents draw_actions(Ui& ui, const Screen& screen, ListKind kind, const session::TodayLine& line_of) {
    Intents intents;
    const session::Date today{screen.day, column::Precision::day};
    ImGui::Indent(ui.px(16));
    if (kind == ListKind::promises && line_of.event) {
        if (button(ui, "today.done", "It is done", Look::primary)) intents.push_back(set(*line_of.event, "events.notes/done", today));
        beside(ui);
    }
    if (kind == ListKind::introductions && line_of.event) add(intents, draw_steps(ui, line_of, today));
    if (kind == ListKind::reviews && line_of.about) {
        const auto row = screen.model.session.index().find(*line_of.about);
        for (const model::CardAction& action : row ? model::asset_actions(*screen.model.view(), static_cast<std::size_t>(row->row), screen.day) : std::vector<model::CardAction>()) {
            if (button(ui, "today." + action.name, action.label, action.name == "confirm" ? Look::primary : action.name == "close" ? Look::quiet : Look::plain)) intents.push_back(model::Edit{action.change});
            hint(ui, action.help);
            beside(ui);
        }
    }
    if (kind == ListKind::to_speak && line_of.about) {
        if (button(ui, "today.spoke", "Write down a conversation", Look::primary)) intents.push_back(model::ShowDialog{model::Dialog::add_event, ""});
        beside(ui);
    }
    ImGui::NewLine();
    ImGui::Unindent(ui.px(16));
    gap(ui, 4);
    return intents;
}

/// What a line is about: it stays open where it goes, and another in its place does not open by itself.
std::string identity(ListKind kind, const session::TodayLine& one) {
    const auto& key = one.event ? one.event : one.about;
    return std::to_string(static_cast<int>(kind)) + (key ? base::to_text(*key) : one.text);
}

Intents draw_day_list(Ui& ui, const Screen& screen, const session::TodayList& list, Remembered& memory) {
    Intents intents;
    gap(ui, 4);
    words(ui, list.heading, Style::bold);
    if (list.lines.empty()) paragraph(ui, list.empty, Style::small, Tone::quiet);
    for (std::size_t i = 0; i < list.lines.size(); ++i) {
        const session::TodayLine& one = list.lines[i];
        const std::string name = "today." + std::to_string(static_cast<int>(list.kind)) + "." + std::to_string(i), what = identity(list.kind, one);
        if (tall_line(ui, name, one.text, one.detail, memory.today_open == what)) {
            memory.today_open = memory.today_open == what ? std::string() : what;
            if (one.about) intents.push_back(model::Select{{*one.about}, session::SelectMode::replace});
        }
        if (memory.today_open != what) continue;
        Intents done = draw_actions(ui, screen, list.kind, one);
        if (!done.empty()) memory.today_focus = name;  // what is done may go: the keyboard stays where it was
        add(intents, std::move(done));
    }
    if (!list.further.empty()) paragraph(ui, list.further, Style::small, Tone::quiet);
    return intents;
}

/// The first line of the list after the one that has the keyboard; round again from the last.
std::string next_list(const Ui& ui, const session::Today& today) {
    const Item* now = ui.items->focused();
    int at = -1;
    for (std::size_t i = 0; i < today.lists.size(); ++i)
        if (now != nullptr && now->name.starts_with("today." + std::to_string(static_cast<int>(today.lists[i].kind)) + ".")) at = static_cast<int>(i);
    const auto all = static_cast<int>(today.lists.size());
    for (int step = 1; step <= all; ++step) {
        const session::TodayList& list = today.lists[static_cast<std::size_t>((at + step) % all)];
        if (!list.lines.empty()) return "today." + std::to_string(static_cast<int>(list.kind)) + ".0";
    }
    return {};
}

/// Ctrl+D goes from list to list. A line that was done gives the keyboard to the one that stands there now, or to the one before it.
void keep_the_keyboard(Ui& ui, const Screen& screen, Remembered& memory, bool acted) {
    if (ui.items == nullptr || acted) return;
    if (ui.input.chord == "Ctrl+D" && screen.model.window.dialog == model::Dialog::none) memory.today_focus = next_list(ui, *screen.today);
    if (memory.today_focus.empty()) return;
    const Item* line_of = ui.items->find(memory.today_focus);
    const std::size_t dot = memory.today_focus.rfind('.');
    const int number = std::stoi(memory.today_focus.substr(dot + 1));
    if (line_of == nullptr && number > 0) line_of = ui.items->find(memory.today_focus.substr(0, dot + 1) + std::to_string(number - 1));
    if (line_of != nullptr && screen.model.window.dialog == model::Dialog::none) ui.items->focus(*line_of);
    memory.today_focus.clear();
}

}  // namespace

Intents draw_today(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (!screen.today) {
        paragraph(ui, "A day's list is about people: it is there when the place is shown to the team.", Style::body, Tone::quiet);
        return intents;
    }
    const bool whole = screen.model.window.full == model::Pane::today;
    if (button(ui, "today.note", "Note something down", Look::primary)) intents.push_back(model::ShowDialog{model::Dialog::quick_add, ""});
    beside(ui);
    if (whole && button(ui, "today.panes", "Map, network and lists")) intents.push_back(model::FillWindow{std::nullopt});
    if (!whole && button(ui, "today.whole", "Today alone", Look::quiet)) intents.push_back(model::FillWindow{model::Pane::today});
    if (!whole) {
        beside(ui, 16);
        ImGui::AlignTextToFramePadding();
        words(ui, column::date_words(screen.day), Style::bold);
    }
    if (whole) gap(ui, 8);
    ImGui::BeginChild("today", ImGui::GetContentRegionAvail());
    add(intents, draw_to_accept(ui, screen, "today.to_accept"));
    for (const session::TodayList& list : screen.today->lists) {
        add(intents, draw_day_list(ui, screen, list, memory));
        if (whole) gap(ui, 12);
    }
    ImGui::EndChild();
    keep_the_keyboard(ui, screen, memory, !intents.empty());
    return intents;
}

Intents draw_day(Ui& ui, const Screen& screen, Remembered& memory) {
    const float wide = std::min(room(), ui.px(day_width));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::floor((room() - wide) / 2));
    ImGui::BeginChild("day", {wide, ImGui::GetContentRegionAvail().y});
    paragraph(ui, "Today, " + column::date_words(screen.day), Style::page);
    gap(ui, 8);
    Intents intents = draw_today(ui, screen, memory);
    ImGui::EndChild();
    return intents;
}

}  // namespace kith::viewer::draw
