#pragma once
// Every control of one frame, in the order of Tab, under the name that tests know it by.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ImGuiWindow;

namespace kith::viewer::draw {

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;
    float width() const { return right - left; }
    float height() const { return bottom - top; }
    bool holds(float x, float y) const { return x >= left && x < right && y >= top && y < bottom; }
};

struct Item {
    std::string name;             // "layers.people": unique in a frame
    std::uint32_t id = 0;         // Dear ImGui's
    ImGuiWindow* window = nullptr;
    Box box;                      // window units
    bool typed_into = false;      // gets the caret when Tab comes to it
    bool enabled = true;
};

class Items {
public:
    void begin() { items_.clear(); }
    void add(Item item) { items_.push_back(std::move(item)); }
    const std::vector<Item>& all() const { return items_; }
    /// nullptr when there is no such control in this frame.
    const Item* find(std::string_view name) const;
    /// The control that has the keyboard, or nullptr.
    const Item* focused() const;
    /// Moves the keyboard on by so many controls (Tab, Shift+Tab), round the window. After the last panel was drawn.
    void move_focus(int by) const;
    void focus(const Item& item) const;

private:
    std::vector<Item> items_;
};

}  // namespace kith::viewer::draw
