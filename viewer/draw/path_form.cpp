// The form of a path: what is hoped for, how things stand, who comes along, what to build on, the next step.
#include <imgui.h>

#include "engine/privacy/path.hpp"
#include "engine/session/cell_text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

std::string field_of_path(const base::EntityKey& subject, const privacy::PathField& field) {
    return (subject.kind == base::EntityKind::person ? "people.path/" : "assets.path/") + std::string(field.column);
}

/// What stands there, as it is typed.
std::vector<std::string> path_now(const Screen& screen, const base::EntityKey& subject) {
    std::vector<std::string> values;
    for (const privacy::PathField& field : privacy::path_fields) {
        const auto value = screen.model.session.value(subject, field_of_path(subject, field));
        const bool missing = !value || std::holds_alternative<session::Missing>(*value);
        values.push_back(missing ? std::string() : session::text_of(field.column, *value));
    }
    return values;
}

/// Only what was changed; the day must be one.
base::Result<session::NoteDown> path_change(const Screen& screen, const base::EntityKey& subject, const std::vector<std::string>& values) {
    const std::vector<std::string> before = path_now(screen, subject);
    session::NoteDown note;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == before[i]) continue;
        session::Value value = values[i].empty() ? session::Value(session::Missing{column::State::not_asked}) : session::Value(values[i]);
        if (i + 1 == values.size() && !values[i].empty()) {
            auto day = session::value_from_text("by when", column::Type::date, values[i]);
            if (!day) return day.error();
            value = std::move(*day);
        }
        note.cells.push_back({{subject}, field_of_path(subject, privacy::path_fields[i]), std::move(value)});
    }
    return note;
}

void draw_path_fields(Ui& ui, Remembered& memory) {
    constexpr std::size_t words_of_lines = 4, last = privacy::path_fields.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        const std::string question(privacy::path_fields[i].question), name = "path." + std::string(privacy::path_fields[i].column);
        if (i < words_of_lines) {
            big_field(ui, name, memory.values[i], question, ui.px(44));
        } else {
            words(ui, question, Style::small, Tone::quiet);
            field(ui, name, memory.values[i], i == last ? "2026-06-30" : "", i == last ? ui.px(180) : 0);
        }
        gap(ui, 4);
    }
}

}  // namespace

Intents draw_path_form(Ui& ui, const Screen& screen, Remembered& memory) {
    const auto keys = screen.model.session.selection().keys();
    const auto row = keys.empty() ? std::nullopt : screen.model.session.index().find(keys.back());
    const bool fits = row && (row->kind == base::EntityKind::person || row->kind == base::EntityKind::asset);
    if (!fits || screen.model.preferences.presentation) return {closed()};
    const base::EntityKey subject = keys.back();
    if (memory.just_opened) memory.values = path_now(screen, subject);
    if (!begin_float(ui, "path", "The path of " + screen.model.view()->label(row->kind, static_cast<std::size_t>(row->row)), 520, 680)) return {};
    Intents intents;
    paragraph(ui, "In their own words, and so that they could read it. What is not said stays open.", Style::small, Tone::quiet);
    draw_path_fields(ui, memory);
    const auto change = path_change(screen, subject, memory.values);
    if (!change) paragraph(ui, change.error().message, Style::small, Tone::problem);
    const bool ready = change && !change->cells.empty();
    if (button(ui, "form.done", "Keep the path", Look::primary, ready) || (ready && ui.input.chord == "Ctrl+Enter")) intents.push_back(model::Edit{*change});
    beside(ui);
    if (button(ui, "form.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
