#include "viewer/draw/items.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace kith::viewer::draw {

const Item* Items::find(std::string_view name) const {
    for (const Item& item : items_)
        if (item.name == name) return &item;
    return nullptr;
}

void Items::begin() {
    items_.clear();
    if (const ImGuiContext& g = *ImGui::GetCurrentContext(); g.ActiveId != 0) touched_ = g.ActiveId;
}

const Item* Items::focused() const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool asked_for = !g.NavDisableHighlight || g.NavId == touched_;
    const ImGuiID id = g.ActiveId != 0 ? g.ActiveId : asked_for ? g.NavId : 0;
    for (const Item& item : items_)
        if (id != 0 && item.id == id) return &item;
    return nullptr;
}

/// Where Tab goes: under a box or a list of choices that lies on top, nothing.
std::vector<const Item*> Items::stops() const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiWindow* top = nullptr;
    for (const ImGuiPopupData& popup : g.OpenPopupStack)
        if (popup.Window != nullptr && popup.Window->Active) top = popup.Window;
    std::vector<const Item*> out;
    for (const Item& item : items_)
        if (item.enabled && (top == nullptr || item.window->RootWindow == top)) out.push_back(&item);
    return out;
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
    const std::vector<const Item*> all = stops();
    if (all.empty()) return;
    const Item* now = focused();
    int at = by > 0 ? -1 : static_cast<int>(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i] == now) at = static_cast<int>(i);
    const int count = static_cast<int>(all.size());
    focus(*all[static_cast<std::size_t>(((at + by) % count + count) % count)]);
}

void Items::move_pane(int by) const {
    std::vector<const Item*> firsts;
    const Item* now = focused();
    int at = -1;
    for (const Item* item : stops()) {
        if (firsts.empty() || firsts.back()->window->RootWindow != item->window->RootWindow) firsts.push_back(item);
        if (item == now) at = static_cast<int>(firsts.size()) - 1;
    }
    if (firsts.empty()) return;
    const int count = static_cast<int>(firsts.size());
    if (at < 0 && by < 0) at = 0;
    focus(*firsts[static_cast<std::size_t>(((at + by) % count + count) % count)]);
}

bool Items::in_sight(const Item& item) {
    const ImRect& seen = item.window->InnerClipRect;
    return seen.Contains(ImVec2{(item.box.left + item.box.right) / 2, (item.box.top + item.box.bottom) / 2});
}

void Items::focus_first() const {
    const std::vector<const Item*> all = stops();
    if (!all.empty() && std::find(all.begin(), all.end(), focused()) == all.end()) focus(*all.front());
}

}  // namespace kith::viewer::draw
