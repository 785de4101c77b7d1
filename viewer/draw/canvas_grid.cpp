// The lettered grid over a map: the same squares as on paper, so that a note that hung in C4 is found again.
#include <imgui.h>

#include <algorithm>
#include <string>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {

std::optional<picture::LetteredGrid> grid_of(const Screen& screen) {
    if (screen.map.scene == nullptr || screen.map.scene->lettered.empty) return std::nullopt;
    return picture::grid_of(screen.map.scene->lettered, screen.model.options.map.grid_columns);
}

std::optional<picture::GridCell> square_of(const Screen& screen, std::string_view words) {
    const auto grid = grid_of(screen);
    return grid ? picture::cell_of(*grid, words) : std::nullopt;
}

void draw_grid(Ui& ui, const Screen& screen, const CanvasView& view, Box box) {
    const auto grid = grid_of(screen);
    if (!grid || view.pane != model::Pane::map || !screen.model.options.map.grid) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto at = [&](double x, double y) {
        const model::Vec2 p = model::to_screen(view.camera, {x, y});
        return ImVec2{box.left + static_cast<float>(p.x), box.top + static_cast<float>(p.y)};
    };
    const std::uint32_t ink = packed(ui.roles().secondary, 0.5f);
    const ImVec2 corner = at(grid->left, grid->top), far = at(grid->left + grid->columns * grid->metres, grid->top - grid->rows * grid->metres);
    const float side = (far.x - corner.x) / static_cast<float>(grid->columns), most = ui.px(18);
    const float top = std::max(corner.y, box.top), left = std::max(corner.x, box.left);
    const bool told = side > most;  // squares smaller than their letters have none
    for (int i = 0; i <= grid->columns; ++i) {
        const float x = corner.x + side * static_cast<float>(i);
        list->AddLine({x, top}, {x, std::min(far.y, box.bottom)}, ink, ui.px(1));
        if (!told || i == grid->columns) continue;
        const std::string letter = picture::column_letter(i);
        words_at(ui, x + (side - width_of(ui, letter, Style::bold)) / 2, std::max(corner.y - ui.px(18), box.top + static_cast<float>(view.room.insets.top)), letter, Style::bold, ui.roles().text, true);
    }
    for (int i = 0; i <= grid->rows; ++i) {
        const float y = corner.y + side * static_cast<float>(i);
        list->AddLine({left, y}, {std::min(far.x, box.right), y}, ink, ui.px(1));
        if (told && i < grid->rows) words_at(ui, std::max(corner.x - ui.px(18), box.left + ui.px(6)), y + side / 2 - ui.px(8), std::to_string(i + 1), Style::bold, ui.roles().text, true);
    }
}

}  // namespace kith::viewer::draw
