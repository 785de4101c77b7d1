// What a coordinator looks at first; a line opened: whose card it is, and what became of it.
#include <imgui.h>

#include "engine/column/date_words.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using ListKind = session::TodayList::Kind;

model::Intent set(const base::EntityKey& subject, const char* field, session::Value value) { return model::Edit{session::SetCells{{subject}, field, std::move(value)}}; }

Intents draw_actions(Ui& ui, const Screen& screen, ListKind kind, const session::TodayLine& line_of) {
    Intents intents;
    const session::Date today{screen.day, column::Precision::day};
    ImGui::Indent(ui.px(16));
    if (kind == ListKind::promises && line_of.event) {
        if (button(ui, "today.done", "It is done", Look::primary)) intents.push_back(set(*line_of.event, "events.notes/done", today));
        beside(ui);
    }
    if (kind == ListKind::introductions && line_of.event)
        for (const auto& [name, words] : {std::pair{"today.agreed", "Both agreed"}, {"today.met", "Met"}, {"today.touch", "Still in touch"}, {"today.not", "Not this time"}}) {
            if (button(ui, name, words)) intents.push_back(set(*line_of.event, "events.notes/outcome", std::string(words)));
            beside(ui);
        }
    if (kind == ListKind::reviews && line_of.about) {
        if (button(ui, "today.confirmed", "It is still so", Look::primary))
            intents.push_back(model::Edit{session::NoteDown{{}, {{{*line_of.about}, "assets/confirmed_on", today}, {{*line_of.about}, "assets/confirmed_by", static_cast<std::int64_t>(column::ConfirmedBy::worker)}, {{*line_of.about}, "assets/review_by", session::Missing{}}}, {}, {}}});
        beside(ui);
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

}  // namespace

Intents draw_today(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (!screen.today) {
        paragraph(ui, "A day's list is about people: it is there when the place is shown to the team.", Style::body, Tone::quiet);
        return intents;
    }
    if (button(ui, "today.note", "Note something down", Look::primary)) intents.push_back(model::ShowDialog{model::Dialog::quick_add, ""});
    beside(ui, 16);
    ImGui::AlignTextToFramePadding();
    words(ui, column::date_words(screen.day), Style::bold);
    ImGui::BeginChild("today", ImGui::GetContentRegionAvail());
    for (const session::TodayList& list : screen.today->lists) {
        gap(ui, 4);
        words(ui, list.heading, Style::bold);
        if (list.lines.empty()) paragraph(ui, list.empty, Style::small, Tone::quiet);
        for (std::size_t i = 0; i < list.lines.size(); ++i) {
            const session::TodayLine& one = list.lines[i];
            const std::string name = "today." + std::to_string(static_cast<int>(list.kind)) + "." + std::to_string(i);
            if (line(ui, name, one.text, one.detail, memory.today_open == name)) {
                memory.today_open = memory.today_open == name ? std::string() : name;
                if (one.about) intents.push_back(model::Select{{*one.about}, session::SelectMode::replace});
            }
            if (memory.today_open == name) add(intents, draw_actions(ui, screen, list.kind, one));
        }
        if (!list.further.empty()) paragraph(ui, list.further, Style::small, Tone::quiet);
    }
    ImGui::EndChild();
    return intents;
}

}  // namespace kith::viewer::draw
