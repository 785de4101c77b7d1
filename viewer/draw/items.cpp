#include "viewer/draw/items.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace kith::viewer::draw {

const Item* Items::find(std::string_view name) const {
    for (const Item& item : items_)
        if (item.name == name) return &item;
    return nullptr;
}

const Item* Items::focused() const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiID id = g.ActiveId != 0 ? g.ActiveId : g.NavId;
    for (const Item& item : items_)
        if (id != 0 && item.id == id) return &item;
    return nullptr;
}

void Items::focus(const Item& item) const {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGui::ClearActiveID();
    ImGui::FocusWindow(item.window);
    const ImRect box(item.box.left, item.box.top, item.box.right, item.box.bottom);
    ImRect inside = box;
    inside.Translate({-item.window->Pos.x, -item.window->Pos.y});
    ImGui::SetNavID(item.id, ImGuiNavLayer_Main, 0, inside);
    ImGui::ScrollToBringRectIntoView(item.window, box);
    g.NavDisableHighlight = false;
    g.NavDisableMouseHover = true;
    if (item.typed_into) ImGui::ActivateItem(item.id);
}

void Items::move_focus(int by) const {
    std::vector<const Item*> stops;
    for (const Item& item : items_)
        if (item.enabled) stops.push_back(&item);
    if (stops.empty()) return;
    const Item* now = focused();
    int at = by > 0 ? -1 : static_cast<int>(stops.size());
    for (std::size_t i = 0; i < stops.size(); ++i)
        if (stops[i] == now) at = static_cast<int>(i);
    const int count = static_cast<int>(stops.size());
    focus(*stops[static_cast<std::size_t>(((at + by) % count + count) % count)]);
}

}  // namespace kith::viewer::draw
