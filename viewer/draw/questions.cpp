// Small boxes: which column names an area, where a number comes from, and one value for many rows.
#include <imgui.h>

#include <algorithm>
#include <iterator>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

void fact(Ui& ui, std::string_view what, std::string_view value) {
    if (value.empty()) return;
    words(ui, what, Style::small, Tone::quiet);
    paragraph(ui, value);
    gap(ui, 4);
}

}  // namespace

Intents draw_boundary_question(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const auto& question = screen.model.boundary_question;
    if (!question) return {closed()};
    if (memory.just_opened) memory.values = {question->id, question->name};
    if (!begin_float(ui, "boundary", "Which column is which?", 480, 480)) return intents;
    paragraph(ui, question->sentence);
    gap(ui, 8);
    const auto column = [&](const char* name, const char* label, std::string& value) {
        const auto at = std::find(question->columns.begin(), question->columns.end(), value);
        const int i = choose(ui, name, label, question->columns, at == question->columns.end() ? -1 : static_cast<int>(at - question->columns.begin()));
        if (i >= 0) value = question->columns[static_cast<std::size_t>(i)];
    };
    column("boundary.id", "The code of an area", memory.values[0]);
    column("boundary.name", "Its name", memory.values[1]);
    gap(ui, 8);
    if (button(ui, "boundary.done", "Start", Look::primary, !memory.values[0].empty())) intents = {closed(), model::OpenBoundaries{screen.model.boundary_file, memory.values[0], memory.values[1]}};
    beside(ui);
    if (button(ui, "boundary.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

Intents draw_unsaved(Ui& ui, const Screen& screen) {
    using How = model::AnswerUnsaved::How;
    Intents intents;
    const auto count = static_cast<std::int64_t>(screen.model.session.unsaved_edits());
    if (!begin_float(ui, "unsaved", base::counted(count, "change is", "changes are") + " not saved", 480, 320)) return intents;
    const bool quits = screen.model.waiting && std::holds_alternative<model::Want>(*screen.model.waiting);
    paragraph(ui, quits ? "Save before Kith closes? What is not saved will be gone." : "Save before this place is closed? What is not saved will be gone.");
    gap(ui, 12);
    if (button(ui, "unsaved.save", "Save", Look::primary)) intents.push_back(model::AnswerUnsaved{How::save});
    beside(ui);
    if (button(ui, "unsaved.keep", "Do not save")) intents.push_back(model::AnswerUnsaved{How::keep});
    beside(ui);
    if (button(ui, "unsaved.back", "Go back", Look::quiet)) intents.push_back(model::AnswerUnsaved{How::back});
    end_float();
    return intents;
}

Intents draw_provenance(Ui& ui, const Screen& screen) {
    Intents intents;
    const session::RunResultPtr result = screen.model.session.result(screen.model.window.subject);
    if (!result) return {closed()};
    const session::Provenance& of = result->provenance;
    if (!begin_float(ui, "provenance", of.title, 560, 680)) return intents;
    for (const std::string& change : screen.model.session.stale(*result)) paragraph(ui, change, Style::body, Tone::caution);
    fact(ui, "Analysis", of.use + " " + of.version);
    for (const auto& parameter : of.parameters) fact(ui, parameter.label, parameter.given ? parameter.text : parameter.text + " (usual)");
    fact(ui, "Lens", of.lens);
    fact(ui, "Seed", std::to_string(of.seed));
    fact(ui, "Recipe", of.recipe);
    fact(ui, "Shown to", of.audience);
    fact(ui, "Locked up by", of.isolation);
    fact(ui, "Digest of the result", of.result_digest.substr(0, 16));
    gap(ui, 8);
    if (button(ui, "provenance.close", "Close", Look::primary)) intents.push_back(closed());
    beside(ui);
    if (button(ui, "provenance.recipe", "Keep as a recipe", Look::quiet)) intents.push_back(model::SaveRecipe{});
    end_float();
    return intents;
}

namespace {

/// The table of whoever was selected first, and its rows among those that are selected.
struct Rows {
    bool people = false;
    std::vector<base::EntityKey> keys;
};
Rows selected_rows(const Screen& screen) {
    const auto selected = screen.model.session.selection().keys();
    Rows rows;
    const base::EntityKind kind = selected.empty() ? base::EntityKind::person : selected.front().kind;
    rows.people = kind == base::EntityKind::person;
    std::copy_if(selected.begin(), selected.end(), std::back_inserter(rows.keys), [&](const base::EntityKey& key) { return key.kind == kind; });
    return rows;
}

/// One value, the same for all: it is read as a cell is, so that a quote or a tab in it is a quote or a tab.
Intents change_all(Ui& ui, const Screen& screen, Remembered& memory, const Rows& rows) {
    const auto& columns = rows.people ? screen.people_columns : screen.asset_columns;
    std::vector<std::string> labels;
    int now = -1;
    for (const Choice& one : columns) {
        if (one.column == memory.values[0]) now = static_cast<int>(labels.size());
        labels.push_back(one.label);
    }
    if (const int i = choose(ui, "cells.column", "Column", labels, now); i >= 0) memory.values[0] = columns[static_cast<std::size_t>(i)].column;
    words(ui, "Value", Style::small, Tone::quiet);
    field(ui, "cells.value", memory.values[1]);
    const auto value = now < 0 ? base::Result<session::Value>(session::Value()) : screen.model.session.read_cell(memory.values[0], memory.values[1]);
    paragraph(ui, !value ? value.error().message : memory.values[1].empty() ? "Empty: what stands there is taken out." : " ", Style::small, value ? Tone::quiet : Tone::problem);
    gap(ui, 8);
    if (!button(ui, "cells.done", "Change them", Look::primary, now >= 0 && value)) return {};
    return {model::Edit{session::SetCells{rows.keys, memory.values[0], *value}}};
}

Intents paste_all(Ui& ui, Remembered& memory, const Rows& rows) {
    big_field(ui, "cells.text", memory.values[1], "The first line names the columns; one line a row", ui.px(160));
    gap(ui, 8);
    if (!button(ui, "cells.done", "Paste", Look::primary, !memory.values[1].empty())) return {};
    return {model::Edit{session::PasteCells{rows.keys, {}, memory.values[1]}}};
}

}  // namespace

Intents draw_cells_form(Ui& ui, const Screen& screen, Remembered& memory) {
    const bool paste = screen.model.window.dialog == model::Dialog::paste;
    if (memory.just_opened) memory.values = {"", paste ? ImGui::GetClipboardText() ? ImGui::GetClipboardText() : "" : ""};
    const Rows rows = selected_rows(screen);
    if (!begin_float(ui, "cells", paste ? "Paste from a spreadsheet" : "One value for all that are selected", 520, 560)) return {};
    const auto others = static_cast<std::int64_t>(screen.model.session.selection().size() - rows.keys.size());
    paragraph(ui, base::counted(static_cast<std::int64_t>(rows.keys.size()), "row is", "rows are") + " selected. It can be undone.", Style::body, Tone::quiet);
    if (others > 0) paragraph(ui, base::counted(others, "other thing that is selected stays as it is.", "other things that are selected stay as they are."), Style::small, Tone::caution);
    gap(ui, 4);
    Intents intents = paste ? paste_all(ui, memory, rows) : change_all(ui, screen, memory, rows);
    beside(ui);
    if (button(ui, "cells.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
