// What others wrote on capture pages: who, when, what it says and what it would change; accepted or put aside, one by one or all.
#include <imgui.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/capture_fields.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/day_words.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::draw {
namespace {

using session::ToAccept;

std::string heading_of_entry(const ToAccept& one) {
    const session::Captured& entry = one.entry;
    const std::string who = entry.by.empty() ? std::string(entry.resident ? "A resident" : "A worker")
                                             : entry.by + (entry.resident ? ", resident" : ", worker");
    const auto day = column::days_of(entry.at);
    return who + (day ? ", " + model::date_words(*day) : std::string());
}

/// "Languages: English, Polish", in the order in which the page asks.
std::vector<std::string> answers_in(const session::Captured& entry) {
    std::vector<std::string> lines;
    for (const column::CaptureField& asked : column::capture_fields()) {
        std::string said(asked.table == entry.table ? entry.said(asked.field) : std::string_view());
        if (said.empty()) continue;
        const bool several = asked.kind == "list" || asked.kind == "choices";
        for (std::size_t at = said.find(';'); several && at != std::string::npos; at = said.find(';', at)) said.replace(at, 1, ", ");
        lines.push_back(asked.label + (asked.label.ends_with('?') ? " " : ": ") + said);
    }
    return lines;
}

/// "A new asset.", or why not yet.
std::string sentence_of(std::string becomes) {
    if (!becomes.empty() && becomes.front() >= 'a' && becomes.front() <= 'z')
        becomes.front() = static_cast<char>(becomes.front() - 'a' + 'A');
    return becomes.ends_with('.') ? becomes : becomes + ".";
}

/// The person who was selected last, where the entry could be about one.
std::optional<base::EntityKey> selected_person(const Screen& screen, const ToAccept& one) {
    const auto keys = screen.model.session.selection().keys();
    const bool may = one.entry.table == "people" || one.entry.table == "ties" || one.entry.table == "events";
    return may && !keys.empty() && keys.back().kind == base::EntityKind::person ? std::optional(keys.back()) : std::nullopt;
}

Intents draw_entry(Ui& ui, const Screen& screen, const ToAccept& one, const std::string& name) {
    Intents intents;
    paragraph(ui, heading_of_entry(one), Style::bold);
    paragraph(ui, sentence_of(one.becomes), Style::body, Tone::accent);
    for (const std::string& said : answers_in(one.entry)) paragraph(ui, said);
    paragraph(ui, "From " + one.file + ", page " + one.entry.page, Style::small, Tone::quiet);
    gap(ui, 4);
    if (button(ui, name + ".accept", "Accept", Look::primary)) intents.push_back(model::AnswerCaptured{{one.id}, true, {}});
    beside(ui);
    if (button(ui, name + ".aside", "Put aside")) intents.push_back(model::AnswerCaptured{{one.id}, false, {}});
    if (const auto about = selected_person(screen, one)) {
        const auto row = screen.model.session.index().find(*about);
        const std::string label = row ? screen.model.view()->label(row->kind, static_cast<std::size_t>(row->row)) : std::string("them");
        if (button(ui, name + ".about", cut(ui, "Accept: it is about " + label, room() - ui.px(32))))
            intents.push_back(model::AnswerCaptured{{one.id}, true, about});
    }
    gap(ui, 8);
    hairline(ui);
    gap(ui, 8);
    return intents;
}

}  // namespace

std::size_t waiting_here(const Screen& screen) {
    return screen.audience == "team" && !screen.model.preferences.presentation ? screen.model.session.to_accept() : 0;
}

Intents draw_to_accept(Ui& ui, const Screen& screen, const char* name) {
    const std::size_t waiting = waiting_here(screen);
    if (waiting == 0 ||
        !line(ui, name, "To accept: " + base::counted(static_cast<std::int64_t>(waiting), "entry", "entries") + " from capture pages"))
        return {};
    return {model::ShowDialog{model::Dialog::captured, ""}};
}

Intents draw_captured(Ui& ui, const Screen& screen) {
    const auto& all = screen.to_accept;
    if (!screen.model.session.is_open() || (waiting_here(screen) == 0 && !all.empty())) return {closed()};
    if (!begin_float(ui, "captured", "To accept: " + std::to_string(all.size()), 640, 720)) return {};
    Intents intents;
    paragraph(ui,
        all.empty() ? "Nothing waits." : "Written on capture pages. What is accepted can be undone; what is put aside does not come again. Select a person first, and an entry can be accepted as about them.",
        Style::body, Tone::quiet);
    gap(ui, 8);
    const float high = std::clamp(ImGui::GetIO().DisplaySize.y - ui.px(240), ui.px(96), ui.px(480));
    if (!all.empty()) ImGui::BeginChild("entries", {0, high}, true);
    for (std::size_t i = 0; i < all.size(); ++i) add(intents, draw_entry(ui, screen, all[i], "captured." + std::to_string(i)));
    if (!all.empty()) ImGui::EndChild();
    gap(ui, 8);
    std::vector<std::string> ids;
    for (const ToAccept& one : all) ids.push_back(one.id);
    if (all.size() > 1 && button(ui, "captured.accept_all", "Accept all " + std::to_string(all.size()), Look::primary))
        intents.push_back(model::AnswerCaptured{ids, true, {}});
    if (all.size() > 1) beside(ui);
    if (button(ui, "captured.close", "Close", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
