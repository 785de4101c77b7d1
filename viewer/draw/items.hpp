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
    bool many_lines = false;      // Enter begins a line there
};

class Items {
public:
    /// A new frame.
    void begin();
    void add(Item item) { items_.push_back(std::move(item)); }
    const std::vector<Item>& all() const { return items_; }
    /// nullptr when there is no such control in this frame.
    const Item* find(std::string_view name) const;
    /// The control that has the keyboard, or nullptr.
    const Item* focused() const;
    /// Moves the keyboard on by so many controls (Tab, Shift+Tab), round the window; within what lies on top, when something does.
    /// After the last panel was drawn.
    void move_focus(int by) const;
    /// The same by whole panels (F6): to the first control of the next one.
    void move_pane(int by) const;
    void focus(const Item& item) const;
    /// Is its middle where its panel shows it, not scrolled away?
    static bool in_sight(const Item& item);
    /// The first control of what lies on top gets the keyboard, unless one of it has it.
    void focus_first() const;

private:
    std::vector<const Item*> stops() const;
    std::vector<Item> items_;
    std::uint32_t touched_ = 0;   // what a hand was last on: Dear ImGui also marks controls that nobody asked for
};

}  // namespace kith::viewer::draw
