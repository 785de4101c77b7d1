#pragma once
// The parts of the window. Each draws one prepared record and returns what the person wants.
#include "viewer/draw/screen.hpp"

namespace kith::viewer::draw {

/// What a box wants when it is done.
inline model::Intent closed() { return model::ShowDialog{model::Dialog::none, ""}; }

Intents draw_passphrase(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_new_passphrase(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_title(Ui& ui, const Screen& screen);
Intents draw_start(Ui& ui, const Screen& screen);
Intents draw_layers(Ui& ui, const Screen& screen, Remembered& memory);
/// A column of those, or "none" before them: which was chosen, or -1.
int chosen_column(Ui& ui, const char* name, const char* label, const char* none, std::span<const Choice> columns, const model::ColumnName& now, float width = 0);
Intents draw_area_colours(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_canvas(Ui& ui, const Screen& screen, const CanvasView& view, Box box, Remembered& memory);
void draw_legend(Ui& ui, const picture::Scene& scene, const CanvasRoom& room);
/// What stands over a map or a network: what it is, and what is not in it.
std::string heading_of(const CanvasView& view);
/// The same where it fits; else its first word, and heading_lines begin with the rest.
std::string heading_within(const Ui& ui, const CanvasView& view, float width);
std::vector<std::string> heading_lines(const Ui& ui, const CanvasView& view, float width);
/// While a map or a network has the keyboard: what its keys want, and the cross in its middle.
Intents keys_on_canvas(const Ui& ui, const Screen& screen, const CanvasView& view, Box box, Remembered& memory);
void draw_cross(Ui& ui, const Screen& screen, const CanvasView& view, Box box, const Remembered& memory);
void draw_plate(Ui& ui, Box box);
void draw_scale(Ui& ui, const CanvasView& view, Box box);
void draw_labels(Ui& ui, const CanvasView& view, Box box);
/// A tie on its way from one to another, or somebody on the way to another place.
void draw_carried(Ui& ui, const Screen& screen, const CanvasView& view, Box box);
Intents draw_chips(Ui& ui, const Screen& screen);
/// Who has no room in the pictures, and what selects them; only those with somebody in.
struct TrayLine {
    const char* name;
    const model::Tray* tray;
    const std::vector<base::EntityKey>* keys;
};
std::vector<TrayLine> trays_of(const Screen& screen);
model::Select select_of(const TrayLine& line_of);
Intents draw_bottom(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_table(Ui& ui, const Screen& screen, Remembered& memory);
/// "Keep only…" over it.
Intents draw_keep(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_introductions(Ui& ui, const Screen& screen);
/// Of the panel at the left: the network's arrangement and focus.
Intents draw_arranging(Ui& ui, const Screen& screen);
/// What a person says about it themselves, to be written down where it is read.
Intents draw_own_view(Ui& ui, const Screen& screen, const base::EntityKey& person, const char* name);
Intents draw_findings(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_today(Ui& ui, const Screen& screen, Remembered& memory);
/// The same as the whole window: one column, with the card beside it.
Intents draw_day(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_quick_add(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_charts(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_scatter(Ui& ui, const Screen& screen, Remembered& memory, float width, float height);
Intents draw_issues(Ui& ui, const Screen& screen);
std::int64_t issues_in(const Screen& screen);  // remarks are none
Intents draw_card(Ui& ui, const Screen& screen, const Remembered& memory);
/// What is worked on from a card, under the section that it belongs to (card_edits.cpp).
Intents draw_card_edits(Ui& ui, const Screen& screen, const model::Card& card, const model::CardSection& section);
Intents draw_path_form(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_splits(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_notices(Ui& ui, const Screen& screen);
Intents draw_dialog(Ui& ui, const Screen& screen, Remembered& memory);
/// The lettered grid of the map, whether it is drawn or not; nothing while there is no map.
std::optional<picture::LetteredGrid> grid_of(const Screen& screen);
/// What somebody typed, where it is a square of that grid.
std::optional<picture::GridCell> square_of(const Screen& screen, std::string_view words);
/// Its lines over the map, its letters and numbers at the sides.
void draw_grid(Ui& ui, const Screen& screen, const CanvasView& view, Box box);
Intents draw_palette(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_find(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_help(Ui& ui, const Screen& screen);
Intents draw_run_form(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_files(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_boundary_question(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_import(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_paper(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_export_place(Ui& ui, const Screen& screen, Remembered& memory);
/// Under a card.
Intents draw_card_sheets(Ui& ui, const Screen& screen, const model::Card& card, const Remembered& memory);
Intents draw_publish(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_purpose(Ui& ui, const Screen& screen, Remembered& memory);
/// Entries that wait, before whoever may see them; and one line that leads there while there are any.
std::size_t waiting_here(const Screen& screen);
Intents draw_to_accept(Ui& ui, const Screen& screen, const char* name);
Intents draw_captured(Ui& ui, const Screen& screen);
Intents draw_reviews(Ui& ui, const Screen& screen);
Intents draw_unsaved(Ui& ui, const Screen& screen);
Intents draw_provenance(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_cells_form(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_tool(Ui& ui, const Screen& screen, Box pane, Remembered& memory);
Intents draw_export(Ui& ui, const Screen& screen, Remembered& memory);
Intents draw_edit_form(Ui& ui, const Screen& screen, Remembered& memory);

/// True when `wanted` and the file may be written: one that is there already is asked about first, and wanted again.
bool may_write(const std::filesystem::path& file, bool wanted, Remembered& memory);
/// The sentence of that question.
void say_over(Ui& ui, const std::filesystem::path& file, const Remembered& memory);

/// A mark as the legend and the layers panel show it.
void draw_mark(Ui& ui, picture::Mark mark, float x, float y, float size, const picture::Fill& fill, const picture::Line& line);
/// A filled box, with its hatch.
void draw_swatch(Ui& ui, Box box, const picture::Fill& fill, const picture::Line& line);

}  // namespace kith::viewer::draw
