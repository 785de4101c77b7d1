// One view for others, as a picture, a table or a list: which, where to, how large, and in which colours.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "engine/picture/page.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Out;
using picture::Theme;

constexpr std::array<const char*, 8> sizes = {"A4", "A3", "A2", "A1", "A0", "1280x800", "1920x1080", "2560x1440"};
constexpr std::array<Theme, 3> colours = {Theme::light, Theme::high_contrast, Theme::black_and_white};

/// The name that goes with it, in the folder that was chosen.
void choose_what(ExportWish& wish, Out what) {
    wish.what = what;
    wish.file = wish.file.parent_path() / (std::string(model::kind_of(what).stem) + std::string(model::endings_of(what).front()));
}

void begin(const Screen& screen, ExportWish& wish) {
    std::error_code ignored;
    if (wish.file.empty()) wish.file = std::filesystem::current_path(ignored) / "picture";
    wish.grid_columns = screen.model.options.map.grid_columns;
    wish.title.clear();
    const bool table = screen.model.window.dialog == model::Dialog::export_table;
    choose_what(wish, !table ? model::looked_at(screen.model) : screen.model.window.subject == "introductions" ? Out::introductions : Out::table);
}

void draw_what(Ui& ui, ExportWish& wish) {
    std::vector<std::string> all;
    for (int i = 0; i < model::out_count; ++i) all.emplace_back(model::kind_of(static_cast<Out>(i)).words);
    if (const int i = choose(ui, "export.what", "What", all, static_cast<int>(wish.what), ui.px(300)); i >= 0) choose_what(wish, static_cast<Out>(i));
}

/// Paper, a usual screen, or as somebody types it.
void draw_size(Ui& ui, ExportWish& wish) {
    std::vector<std::string> all(sizes.begin(), sizes.end());
    for (std::size_t i = 5; i < all.size(); ++i) all[i] += " pixels";
    all.emplace_back("Other pixels…");
    const auto at = std::find(sizes.begin(), sizes.end(), wish.paper) - sizes.begin();
    if (const int i = choose(ui, "export.paper", "Size", all, static_cast<int>(at), ui.px(180)); i >= 0) wish.paper = static_cast<std::size_t>(i) < sizes.size() ? sizes[static_cast<std::size_t>(i)] : "1600x900";
    if (std::find(sizes.begin(), sizes.end(), wish.paper) != sizes.end()) return;
    gap(ui, 4);
    words(ui, "Width x height, in pixels", Style::small, Tone::quiet);
    field(ui, "export.size", wish.paper, "1600x900", ui.px(180));
}

void draw_page(Ui& ui, ExportWish& wish) {
    draw_size(ui, wish);
    gap(ui, 8);
    const std::vector<std::string> all = {"Light", "High contrast", "Black and white"};
    const auto at = std::find(colours.begin(), colours.end(), wish.colours) - colours.begin();
    if (const int i = choose(ui, "export.colours", "Colours of the page", all, static_cast<int>(at), ui.px(180)); i >= 0) wish.colours = colours[static_cast<std::size_t>(i)];
    gap(ui, 8);
    const auto option = [&](const char* name, const char* label, bool& on, const char* help, bool enabled = true) {
        if (toggle(ui, name, label, on, enabled)) on = !on;
        ImGui::Indent(ui.px(24));  // under its own words
        paragraph(ui, help, Style::small, Tone::quiet);
        ImGui::Unindent(ui.px(24));
        gap(ui, 4);
    };
    const bool large = wish.paper.size() == 2 && wish.paper != "A4";
    option("export.tiled", "On A4 sheets to glue together", wish.tiled, large ? "Sheets overlap by 10 mm, with marks at the corners (PDF)." : "For paper larger than A4.", large);
    if (wish.what != Out::map) return;
    option("export.blank", "Blank map", wish.blank, "The ground alone, to write on: areas and what lies behind, without people or assets.");
    option("export.grid", "Lettered grid for sticky notes", wish.grid, "So that a note found later says where it hung.");
}

/// Why it cannot be written as it is; "" when it can.
std::string fault_of(const Screen& screen, const ExportWish& wish) {
    if (std::string why = model::why_not(screen.model, wish.what); !why.empty()) return why;
    if (wish.file.stem().empty()) return "Say where to, and what it is to be called.";
    const auto known = model::endings_of(wish.what);
    if (!model::ends_as(wish.what, wish.file.extension().string())) {
        std::string all;
        for (const std::string_view one : known) all += (all.empty() ? "" : ", ") + std::string(one);
        return "The name can end in " + all + ": that says what it becomes.";
    }
    if (!model::kind_of(wish.what).picture) return {};
    const auto paper = picture::paper_size(wish.paper);
    return paper ? std::string() : paper.error().message;
}

void draw_file(Ui& ui, ExportWish& wish, bool takes_caret) {
    std::string path = wish.file.string();
    words(ui, "File", Style::small, Tone::quiet);
    if (field(ui, "export.file", path, "", 0, takes_caret)) wish.file = path;
    const model::OutKind& kind = model::kind_of(wish.what);
    paragraph(ui, kind.picture ? "The ending says what it becomes: .pdf, .svg, .png, or .html for the same as a list." : kind.table ? "A table as spreadsheets read it (.csv), or a page to read (.html)." : "A page to read, as a list (.html).", Style::small, Tone::quiet);
    gap(ui, 8);
    if (wish.file.extension() == ".csv") return;
    words(ui, "Title", Style::small, Tone::quiet);
    field(ui, "export.title", wish.title, "Its usual title");
    gap(ui, 8);
}

}  // namespace

Intents draw_export(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    ExportWish& wish = memory.export_form;
    if (memory.just_opened) begin(screen, wish);
    if (!begin_float(ui, "export", "Print or save", 520, 720)) return intents;
    draw_what(ui, wish);
    gap(ui, 8);
    draw_file(ui, wish, memory.just_opened);
    if (model::kind_of(wish.what).picture && wish.file.extension() != ".html") draw_page(ui, wish);
    if (screen.audience == "team") paragraph(ui, "For the team only: it says things about people.", Style::body, Tone::caution);
    const std::string fault = fault_of(screen, wish);
    if (!fault.empty()) paragraph(ui, fault, Style::body, Tone::caution);
    gap(ui, 8);
    const bool wall = wish.tiled && wish.what == Out::map && wish.file.extension() == ".pdf";
    const bool pressed = button(ui, "export.done", memory.over == wish.file ? "Write over it" : wall ? "Print the wall map" : "Save", Look::primary, fault.empty());
    const bool done = may_write(wish.file, pressed || (fault.empty() && enter_means_done(ui)), memory);
    beside(ui);
    const bool leave = button(ui, "export.cancel", "Not now", Look::quiet);
    say_over(ui, wish.file, memory);
    if (done) memory.wish = wish;
    if (done || leave) intents.push_back(model::ShowDialog{model::Dialog::none, ""});
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
