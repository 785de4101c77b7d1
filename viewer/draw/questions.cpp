// Small boxes: which column names an area, where a number comes from, and one value for many rows.
#include <imgui.h>

#include <algorithm>
#include <iterator>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/provenance.hpp"

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

Intents draw_provenance(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const session::RunResultPtr result = screen.model.session.result(screen.model.window.subject);
    if (!result) return {closed()};
    const session::Provenance& of = result->provenance;
    if (!begin_float(ui, "provenance", of.title, 560, 680)) return intents;
    for (const std::string& change : screen.model.session.stale(*result)) paragraph(ui, change, Style::body, Tone::caution);
    ImGui::BeginChild("provenance lines", {0, std::min(ui.px(420), ImGui::GetIO().DisplaySize.y - ui.px(200))});
    for (const model::ProvenanceLine& one : model::provenance_lines(of)) fact(ui, one.what, one.words);
    ImGui::EndChild();
    gap(ui, 8);
    if (button(ui, "provenance.close", "Close", Look::primary)) intents.push_back(closed());
    beside(ui);
    if (button(ui, "provenance.recipe", "Keep these analyses as a recipe")) intents.push_back(model::SaveRecipe{});
    beside(ui);
    if (button(ui, "provenance.remove", "Take this result out", Look::quiet)) {
        memory.finding_open.reset();  // it is called by the place of its result among the others
        intents = {model::RemoveResult{result->id}, closed()};
    }
    hint(ui, "It can be run again; the place itself stays as it is.");
    end_float();
    return intents;
}

namespace {

/// The rows of one table among those that are selected.
std::vector<base::EntityKey> selected_rows(const Screen& screen) {
    const auto selected = screen.model.session.selection().keys();
    std::vector<base::EntityKey> rows;
    std::copy_if(selected.begin(), selected.end(), std::back_inserter(rows), [&](const base::EntityKey& key) { return key.kind == screen.cell_kind; });
    return rows;
}

/// What is said for all: chosen where there is a list of what may be said, else typed.
void draw_value(Ui& ui, const model::CellColumn* column, std::string& value) {
    if (column == nullptr || column->words.empty()) {
        words(ui, "Value", Style::small, Tone::quiet);
        field(ui, "cells.value", value);
        return;
    }
    const auto at = std::find(column->words.begin(), column->words.end(), value);
    const int i = choose(ui, "cells.word", "Value", column->said, at == column->words.end() ? -1 : static_cast<int>(at - column->words.begin()));
    if (i >= 0) value = column->words[static_cast<std::size_t>(i)];
}

/// One value, the same for all: it is read as a cell is, so that a quote or a tab in it is a quote or a tab.
Intents change_all(Ui& ui, const Screen& screen, Remembered& memory, const std::vector<base::EntityKey>& rows) {
    std::vector<std::string> labels;
    const model::CellColumn* column = nullptr;
    int now = -1;
    for (const model::CellColumn& one : screen.cell_columns) {
        if (one.field == memory.values[0]) now = static_cast<int>(labels.size()), column = &one;
        labels.push_back(one.label);
    }
    if (const int i = choose(ui, "cells.column", "Column", labels, now); i >= 0) {
        memory.values = {screen.cell_columns[static_cast<std::size_t>(i)].field, ""};
        column = &screen.cell_columns[static_cast<std::size_t>(i)];
    }
    draw_value(ui, column, memory.values[1]);
    const bool chosen = column != nullptr && (column->words.empty() || !memory.values[1].empty());
    const auto value = !chosen ? base::Result<session::Value>(session::Value()) : screen.model.session.read_cell(memory.values[0], memory.values[1]);
    paragraph(ui, !value ? value.error().message : column != nullptr && column->words.empty() && memory.values[1].empty() ? "Empty: what stands there is taken out." : " ", Style::small, value ? Tone::quiet : Tone::problem);
    gap(ui, 8);
    if (!button(ui, "cells.done", "Change them", Look::primary, chosen && value && !rows.empty())) return {};
    return {model::Edit{session::SetCells{rows, memory.values[0], *value}}};
}

/// What pasting would do, in one sentence; worked out when the words have changed.
const std::string& said_of_paste(const Screen& screen, Remembered& memory, const session::PasteCells& paste) {
    const std::string of = memory.values[1] + (paste.further ? "+" : "-") + std::to_string(screen.model.session.selection().version());
    if (of == memory.values[2]) return memory.values[3];
    memory.values[2] = of;
    const auto seen = screen.model.session.foresee(paste);
    const auto counted = [](std::size_t count, const char* one, const char* many) { return base::counted(static_cast<std::int64_t>(count), one, many); };
    const bool people = screen.cell_kind == base::EntityKind::person;
    memory.values[4] = seen ? "" : "fault";
    memory.values[3] = !seen ? seen.error().message : "It changes " + counted(seen->cells, "cell", "cells") + " in " + counted(seen->rows, "row", "rows") +
                       (seen->came_in == 0 ? "." : " and brings in " + (people ? counted(seen->came_in, "new person", "new people") : counted(seen->came_in, "new asset", "new assets")) + ".") + " It is undone as one step.";
    return memory.values[3];
}

Intents paste_all(Ui& ui, const Screen& screen, Remembered& memory, const std::vector<base::EntityKey>& rows) {
    big_field(ui, "cells.text", memory.values[1], "The first line names the columns; one line a row", ui.px(160));
    const bool people = screen.cell_kind == base::EntityKind::person, may_add = people || screen.cell_kind == base::EntityKind::asset;
    bool& adds = memory.paste_adds;
    if (may_add && toggle(ui, "cells.further", people ? "Lines beyond the selected rows are new people" : "Lines beyond the selected rows are new assets", adds)) adds = !adds;
    const session::PasteCells paste{rows, {}, memory.values[1], may_add && adds ? std::optional(screen.cell_kind) : std::nullopt};
    if (!memory.values[1].empty()) paragraph(ui, said_of_paste(screen, memory, paste), Style::small, memory.values[4].empty() ? Tone::quiet : Tone::problem);
    gap(ui, 8);
    if (!button(ui, "cells.done", "Paste", Look::primary, !memory.values[1].empty() && memory.values[4].empty())) return {};
    return {model::Edit{paste}};
}

}  // namespace

Intents draw_cells_form(Ui& ui, const Screen& screen, Remembered& memory) {
    const bool paste = screen.model.window.dialog == model::Dialog::paste;
    const std::vector<base::EntityKey> rows = selected_rows(screen);
    if (memory.just_opened) {
        memory.values = {"", paste && ImGui::GetClipboardText() ? ImGui::GetClipboardText() : "", "", "", ""};
        memory.paste_adds = rows.empty();
    }
    if (!begin_float(ui, "cells", paste ? "Paste from a spreadsheet" : "One value for all that are selected", 520, 560)) return {};
    const auto others = static_cast<std::int64_t>(screen.model.session.selection().size() - rows.size());
    paragraph(ui, (rows.empty() ? "No row is" : base::counted(static_cast<std::int64_t>(rows.size()), "row is", "rows are")) + " selected. It can be undone.", Style::body, Tone::quiet);
    if (others > 0) paragraph(ui, base::counted(others, "other thing that is selected stays as it is.", "other things that are selected stay as they are."), Style::small, Tone::caution);
    gap(ui, 4);
    Intents intents = paste ? paste_all(ui, screen, memory, rows) : change_all(ui, screen, memory, rows);
    beside(ui);
    if (button(ui, "cells.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
