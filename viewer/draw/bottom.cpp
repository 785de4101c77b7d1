// The lower part: a table, what was found, charts, and what became of every row that was read.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/table.hpp"

namespace kith::viewer::draw {
namespace {

using model::Pane;
constexpr std::array<Pane, 5> bottom_tabs = {Pane::table, Pane::findings, Pane::charts, Pane::issues, Pane::today};

std::vector<base::EntityKey> const* keys_of(const Screen& screen, const model::Table& table) {
    const auto& index = screen.model.session.index();
    if (table.subject.kind == base::EntityKind::person) return &index.people();
    if (table.subject.kind == base::EntityKind::asset) return &index.assets();
    if (table.subject.kind == base::EntityKind::area) {
        const auto layers = screen.model.view()->layers();
        for (std::size_t i = 0; i < layers.size(); ++i)
            if (layers[i].as == table.subject.layer || (table.subject.layer.empty() && layers[i].primary)) return &index.areas(i);
    }
    return &index.others(table.subject.kind);
}

/// Dear ImGui 1.86 has room for 64 columns, the name among them.
constexpr std::size_t most_columns = 63;
std::size_t columns_drawn(const model::Table& table) { return std::min(table.columns.size(), most_columns); }

Intents draw_table_head(Ui& ui, const Screen& screen, const model::Table& table) {
    Intents intents;
    model::ViewOptions wanted = screen.model.options;
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
    for (int c = 0; c <= static_cast<int>(columns_drawn(table)); ++c) {
        if (!ImGui::TableSetColumnIndex(c)) continue;
        const model::Field* column = c == 0 ? nullptr : &table.columns[static_cast<std::size_t>(c - 1)];
        const std::string name = column ? column->name() : std::string(model::label_column);
        std::string label = column ? column->label() : "Name";
        if (column && !column->unit().empty()) label += ", " + column->unit();
        const bool sorted = screen.model.options.table.sorted_by == name;
        if (sorted) label += screen.model.options.table.descending ? " ↓" : " ↑";
        const Press press = pressable(ui, "table.head." + name, std::max(ui.px(24), room()), ui.px(22));
        const float in = c == 0 ? ui.px(8) : 0;  // beside the bar of a row that is selected
        const std::string shown = cut(ui, label, press.box.width() - in, Style::small);
        const bool right = column != nullptr && column->numeric();
        words_at(ui, right ? press.box.right - width_of(ui, shown, Style::small) : press.box.left + in, press.box.top + ui.px(4), shown, Style::small, press.hovered || sorted ? ui.roles().text : ui.roles().secondary);
        hint(ui, label);
        if (!press.pressed) continue;
        wanted.table.descending = sorted && !screen.model.options.table.descending;
        wanted.table.sorted_by = name;
        intents.push_back(model::Restyle{"Sort the table", wanted, 0});
    }
    return intents;
}

Intents draw_table_row(Ui& ui, const Screen& screen, const model::Table& table, std::size_t row, const std::vector<base::EntityKey>& keys, Remembered& memory) {
    Intents intents;
    const bool has_key = row < keys.size();
    const bool selected = has_key && screen.model.session.selection().contains(keys[row]);
    ImGui::TableNextRow();
    if (selected) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, packed(ui.roles().accent, 0.14f));
    ImGui::TableSetColumnIndex(0);
    const std::string label = model::row_label(*screen.model.view(), table.subject, row);
    const Press press = pressable(ui, "table.row." + std::to_string(row), std::max(1.f, room()), ui.px(20));
    if (has_key && !selected && screen.model.session.hovered().contains(keys[row])) point_out(ui, {press.box.left, press.box.top - ui.px(4), press.box.right, press.box.bottom + ui.px(4)});
    if (selected)  // a bar, as in lists: not by colour alone
        ImGui::GetWindowDrawList()->AddRectFilled({press.box.left, press.box.top - ui.px(2)}, {press.box.left + ui.px(3), press.box.bottom + ui.px(2)}, packed(ui.roles().accent));
    words_at(ui, press.box.left + ui.px(8), press.box.top, cut(ui, label, press.box.width() - ui.px(8)), Style::body, press.hovered ? ui.roles().accent : ui.roles().text);
    if (press.pressed && has_key) intents.push_back(model::Select{{keys[row]}, ImGui::GetIO().KeyCtrl ? session::SelectMode::toggle : session::SelectMode::replace});
    if (press.hovered && has_key) memory.pointed = {keys[row]};
    for (std::size_t c = 0; c < columns_drawn(table); ++c) {
        if (!ImGui::TableSetColumnIndex(static_cast<int>(c) + 1)) continue;
        const model::Field& column = table.columns[c];
        const std::string text = column.text(row), shown = cut(ui, text, room());
        const bool known = model::has_number(column.standing(row));
        if (column.numeric()) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.f, room() - width_of(ui, shown)));
        words(ui, shown, Style::body, known ? Tone::normal : Tone::quiet);
        if (shown.size() != text.size()) hint(ui, text);
    }
    return intents;
}

/// Many rows are changed at once from where they are read, while some are selected; before others nothing is changed.
Intents draw_row_edits(Ui& ui, const Screen& screen) {
    if (screen.audience != "team" || screen.model.preferences.presentation) return {};
    const base::EntityKind kind = model::subject_of(screen.model.options.table).kind;
    const auto keys = screen.model.session.selection().keys();
    if (std::none_of(keys.begin(), keys.end(), [&](const base::EntityKey& key) { return key.kind == kind; })) return {};
    beside(ui);
    const bool pressed = button(ui, "table.change", "Change the selected rows", Look::quiet);
    hint(ui, "One value for all of them");
    return pressed ? Intents{model::ShowDialog{model::Dialog::edit_cells, "table"}} : Intents{};
}

/// What an empty table says, and what comes next.
Intents draw_nothing(Ui& ui, const Screen& screen) {
    using Of = model::TableOf;
    using model::Dialog, model::ShowDialog;
    if (screen.audience != "team") {
        paragraph(ui, "Nothing of this kind is shown to this audience.", Style::body, Tone::quiet);
        return {};
    }
    const Of of = screen.model.options.table.of;
    paragraph(ui, of == Of::ties ? "No tie is recorded here yet. Select the two that one joins, or draw it from one to the other." : "Nothing of this kind is recorded here yet. Begin with one, or paste many from a spreadsheet.", Style::body, Tone::quiet);
    gap(ui, 8);
    const char* act = of == Of::people ? "Add a person" : of == Of::assets ? "Add an asset" : of == Of::areas ? "Draw a neighbourhood" : of == Of::ties ? "Draw a tie" : "Something happened";
    Intents intents;
    if (button(ui, "table.begin", act)) {
        if (of == Of::areas || of == Of::ties) intents.push_back(model::UseTool{of == Of::areas ? model::Tool::draw_area : model::Tool::tie});
        else intents.push_back(ShowDialog{of == Of::people ? Dialog::add_person : of == Of::assets ? Dialog::add_asset : Dialog::add_event, ""});
    }
    if (of != Of::people && of != Of::assets) return intents;
    beside(ui);
    if (button(ui, "table.paste", "Paste from a spreadsheet", Look::quiet)) intents.push_back(ShowDialog{Dialog::paste, "table"});
    return intents;
}

/// Rows are there, and none is shown.
Intents draw_all_hidden(Ui& ui, const Screen& screen) {
    model::ViewOptions wanted = screen.model.options;
    const bool selected = wanted.table.only_selected;
    paragraph(ui, selected ? "None of these rows is selected." : "Every row is hidden by a filter, a lens or a class.", Style::body, Tone::quiet);
    gap(ui, 8);
    if (!button(ui, "table.all", selected ? "Show all rows" : "Take all filters away")) return {};
    if (selected) wanted.table.only_selected = false;
    else wanted.filters.clear(), wanted.classes.clear(), wanted.lens.clear();
    return {model::Restyle{selected ? "Show all rows" : "Take all filters away", std::move(wanted), 0}};
}

/// The table itself, with its heading and what became of every row.
Intents draw_rows(Ui& ui, const Screen& screen, const model::Table& table, Remembered& memory) {
    Intents intents;
    const int columns = static_cast<int>(columns_drawn(table)) + 1;
    const ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_ScrollX | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_Resizable | ImGuiTableFlags_SizingFixedFit;
    if (!ImGui::BeginTable("table", columns, flags, ImGui::GetContentRegionAvail())) return intents;
    ImGui::TableSetupScrollFreeze(1, 1);
    for (int c = 0; c < columns; ++c) ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, c == 0 ? ui.px(200) : ui.px(112));
    add(intents, draw_table_head(ui, screen, table));
    const std::vector<base::EntityKey>& keys = *keys_of(screen, table);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(table.order.size()), ui.px(28));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) add(intents, draw_table_row(ui, screen, table, table.order[static_cast<std::size_t>(i)], keys, memory));
    ImGui::EndTable();
    return intents;
}

Intents draw_subjects(Ui& ui, const Screen& screen, Remembered& memory) {
    const std::vector<std::string> names = {"People", "Assets", "Areas", "Ties", "Events"};
    model::ViewOptions wanted = screen.model.options;
    Intents intents;
    if (const int i = choose(ui, "table.of", "", names, static_cast<int>(wanted.table.of), ui.px(120)); i >= 0) {
        wanted.table.of = static_cast<model::TableOf>(i);
        wanted.table.sorted_by.clear();
        intents.push_back(model::Restyle{"Show another table", wanted, 0});
    }
    beside(ui);
    if (toggle(ui, "table.selected", "Only selected", wanted.table.only_selected)) {
        wanted.table.only_selected = !wanted.table.only_selected;
        intents.push_back(model::Restyle{"Only selected rows", wanted, 0});
    }
    beside(ui);
    add(intents, draw_keep(ui, screen, memory));
    beside(ui);
    if (button(ui, "table.csv", "Save as CSV", Look::quiet)) intents.push_back(model::Want{model::WindowAction::export_table});
    add(intents, draw_row_edits(ui, screen));
    return intents;
}

}  // namespace

Intents draw_table(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents = draw_subjects(ui, screen, memory);
    if (screen.table == nullptr) {
        paragraph(ui, screen.table_fault, Style::body, Tone::quiet);
        return intents;
    }
    const model::Table& table = *screen.table;
    beside(ui, 16);
    ImGui::AlignTextToFramePadding();
    words(ui, table.heading, Style::bold);
    beside(ui);
    const auto more = static_cast<std::int64_t>(table.columns.size() - columns_drawn(table));
    cut_words(ui, more > 0 ? base::counted(more, "more column is", "more columns are") + " in the CSV. " + table.account : table.account, room(), Style::small, Tone::quiet);
    const std::size_t listed = table.rows - table.named_only - table.gone;
    add(intents, listed == 0 ? draw_nothing(ui, screen) : table.order.empty() ? draw_all_hidden(ui, screen) : draw_rows(ui, screen, table, memory));
    return intents;
}

namespace {

/// What became of every row: in lists, on the map, in the network.
void draw_accounts(Ui& ui, const Screen& screen) {
    const auto say = [&](const model::Account::Line& line_of, const char* done) {
        const std::string one = line_of.what == "people" ? "person" : line_of.what.substr(0, line_of.what.size() - 1);
        words(ui, base::counted(line_of.read, one, line_of.what) + " read, " + base::grouped(line_of.shown) + done, Style::bold);
        for (const model::Hiding& hiding : line_of.hidden_by) paragraph(ui, base::grouped(hiding.hidden) + " left out: " + hiding.text, Style::body, Tone::quiet);
    };
    for (const model::Account::Line& one : screen.account.lines) say(one, " kept by lens and filters");
    for (const model::Account::Line& one : screen.account.map) say(one, " on the map");
    for (const model::Account::Line& one : screen.network_account) say(one, " in the network");
    gap(ui, 8);
}

}  // namespace

Intents draw_issues(Ui& ui, const Screen& screen) {
    Intents intents;
    ImGui::BeginChild("issues", ImGui::GetContentRegionAvail());
    draw_accounts(ui, screen);
    if (screen.issues.empty()) words(ui, "Every row was read without a question.", Style::body, Tone::quiet);
    for (const IssueLine& issue : screen.issues) {
        if (!issue.heading.empty()) paragraph(ui, issue.heading, Style::bold, issue.tone);
        if (!issue.text.empty()) paragraph(ui, issue.text, Style::body, issue.heading.empty() ? issue.tone : Tone::normal);
        if (!issue.detail.empty()) paragraph(ui, issue.detail, Style::small, Tone::quiet);
        if (!issue.mend.empty()) paragraph(ui, issue.mend, Style::small, Tone::quiet);
        gap(ui, issue.heading.empty() ? 4 : 10);
    }
    ImGui::EndChild();
    return intents;
}

std::int64_t issues_in(const Screen& screen) {
    return std::count_if(screen.issues.begin(), screen.issues.end(), [](const IssueLine& issue) { return issue.tone != Tone::normal; });
}

Intents draw_bottom(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const bool day = screen.model.window.full == Pane::today;
    begin_panel(ui, "Below", screen.panes.bottom, day ? 24 : 8, false);
    if (day) {
        add(intents, draw_day(ui, screen, memory));
        end_panel();
        return intents;
    }
    const std::array<std::string, 5> labels = {"Table", "Findings " + base::grouped(static_cast<std::int64_t>(screen.findings.rows.size())), "Charts", "Issues " + base::grouped(issues_in(screen)), "Today"};
    const auto at = std::find(bottom_tabs.begin(), bottom_tabs.end(), screen.model.preferences.bottom_tab);
    const int current = at == bottom_tabs.end() ? 0 : static_cast<int>(at - bottom_tabs.begin());
    if (const int i = tabs(ui, "tab", labels, current); i >= 0) {
        model::Preferences wanted = screen.model.preferences;
        wanted.bottom_tab = bottom_tabs[static_cast<std::size_t>(i)];
        intents.push_back(model::Prefer{wanted});
    }
    gap(ui, 4);
    switch (current) {
        case 0: add(intents, draw_table(ui, screen, memory)); break;
        case 1: add(intents, draw_findings(ui, screen, memory)); break;
        case 2: add(intents, draw_charts(ui, screen, memory)); break;
        case 3: add(intents, draw_issues(ui, screen)); break;
        default: add(intents, draw_today(ui, screen, memory)); break;
    }
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
