// A picture, a wall map or a list for others: where to, how large, and in which colours.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using What = ExportWish::What;

void begin(const Screen& screen, ExportWish& wish) {
    const bool table = screen.model.window.dialog == model::Dialog::export_table, introductions = screen.model.window.subject == "introductions";
    std::error_code ignored;
    const std::filesystem::path folder = wish.file.empty() ? std::filesystem::current_path(ignored) : wish.file.parent_path();
    wish.grid_columns = screen.model.options.map.grid_columns;
    wish.what = !table ? What::picture : introductions ? What::introductions : What::table;
    wish.file = folder / (!table ? "wall-map.pdf" : introductions ? "introductions.csv" : "table.csv");
}

void draw_paper(Ui& ui, ExportWish& wish) {
    const std::vector<std::string> papers = {"A4", "A3", "A2", "A1", "A0"};
    const auto at = std::find(papers.begin(), papers.end(), wish.paper);
    if (const int i = choose(ui, "export.paper", "Paper", papers, static_cast<int>(at - papers.begin()), ui.px(120)); i >= 0) wish.paper = papers[static_cast<std::size_t>(i)];
    gap(ui, 8);
    const auto option = [&](const char* name, const char* label, bool& on, const char* help, bool enabled = true) {
        if (toggle(ui, name, label, on, enabled)) on = !on;
        ImGui::Indent(ui.px(24));  // under its own words
        paragraph(ui, help, Style::small, Tone::quiet);
        ImGui::Unindent(ui.px(24));
        gap(ui, 4);
    };
    const bool large = wish.paper != "A4";
    option("export.tiled", "On A4 sheets to glue together", wish.tiled, large ? "Sheets overlap by 10 mm, with marks at the corners (PDF)." : "For paper larger than A4.", large);
    option("export.black", "Black and white", wish.black_and_white, "Everything is told by shape and hatch.");
    option("export.blank", "Blank map", wish.blank, "The ground alone, to write on: areas and what lies behind, without people or assets.");
    option("export.grid", "Lettered grid for sticky notes", wish.grid, "So that a note found later says where it hung.");
}

}  // namespace

Intents draw_export(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    ExportWish& wish = memory.export_form;
    if (memory.just_opened) begin(screen, wish);
    const bool picture = wish.what == What::picture || wish.what == What::list;
    if (!begin_float(ui, "export", picture ? "Print or save the picture" : wish.what == What::introductions ? "Save the introductions" : "Save the table", 520, 640)) return intents;
    std::string path = wish.file.string();
    words(ui, "File", Style::small, Tone::quiet);
    if (field(ui, "export.file", path, "", 0, memory.just_opened)) wish.file = path;
    paragraph(ui, picture ? "The ending says what it becomes: .pdf, .svg, .png, or .html for the same as a list." : "Comma-separated values, as spreadsheets read them.", Style::small, Tone::quiet);
    gap(ui, 8);
    if (picture) draw_paper(ui, wish);
    if (screen.audience == "team") paragraph(ui, "For the team only: it says things about people.", Style::body, Tone::caution);
    gap(ui, 8);
    const bool pressed = button(ui, "export.done", memory.over == wish.file && !path.empty() ? "Write over it" : wish.tiled ? "Print the wall map" : "Save", Look::primary, !path.empty());
    const bool done = may_write(wish.file, pressed || (!path.empty() && enter_means_done(ui)), memory);
    beside(ui);
    const bool leave = button(ui, "export.cancel", "Not now", Look::quiet);
    say_over(ui, wish.file, memory);
    if (done) {
        if (picture) wish.what = wish.file.extension() == ".html" ? What::list : What::picture;
        memory.wish = wish;
    }
    if (done || leave) intents.push_back(model::ShowDialog{model::Dialog::none, ""});
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
