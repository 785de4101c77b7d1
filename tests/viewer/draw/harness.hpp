#pragma once
// Hands without a window: frames of Dear ImGui without any graphics, events one at a time, controls found by name.
#include <imgui.h>

#include <string>
#include <string_view>

#include "viewer/draw/screen.hpp"

namespace kith::test {

class Harness {
public:
    explicit Harness(float width = 1280, float height = 800) {
        context_ = ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {width, height};
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        viewer::draw::InputQueue::map_keys();
        ui.fonts = viewer::draw::load_fonts(1);
        ui.items = &items;
    }
    ~Harness() { ImGui::DestroyContext(context_); }
    Harness(const Harness&) = delete;
    Harness& operator=(const Harness&) = delete;

    /// Frames until every event was taken and two more; all that was wanted meanwhile. `walks`: Tab goes on, as in the whole window.
    template <class Draw>
    viewer::draw::Intents run(Draw draw, bool walks = true) {
        viewer::draw::Intents all;
        for (int quiet = 0; quiet < 3; quiet = input.empty() ? quiet + 1 : 0) {
            ImGui::GetIO().DeltaTime = 0.05f;
            ui.input = input.feed(memory.own_keys);
            ImGui::NewFrame();
            items.begin();
            viewer::draw::apply_look(ui);
            viewer::draw::add(all, draw(ui));
            if (walks && ui.input.chord == "Tab") items.move_focus(1);
            ImGui::Render();
        }
        return all;
    }
    void point(float x, float y) { input.push(viewer::draw::PointerMoved{x, y}); }
    void click(float x, float y) {
        point(x, y);
        input.push(viewer::draw::ButtonChanged{0, true});
        input.push(viewer::draw::ButtonChanged{0, false});
    }
    /// False when there is no such control.
    bool press(std::string_view name) {
        const viewer::draw::Item* item = items.find(name);
        if (item == nullptr) return false;
        click((item->box.left + item->box.right) / 2, (item->box.top + item->box.bottom) / 2);
        return true;
    }
    /// With the left button, in two steps.
    void drag(float from_x, float from_y, float to_x, float to_y) {
        point(from_x, from_y);
        input.push(viewer::draw::ButtonChanged{0, true});
        for (const float share : {0.5f, 1.f}) {
            input.push(viewer::draw::PointerMoved{from_x + share * (to_x - from_x), from_y + share * (to_y - from_y)});
            input.push(viewer::draw::WheelTurned{0, 0});
        }
        input.push(viewer::draw::ButtonChanged{0, false});
    }
    std::string focused() const {
        const viewer::draw::Item* item = items.focused();
        return item == nullptr ? "" : item->name;
    }
    void key(std::string_view chord) { viewer::draw::press(input, chord); }
    void type(std::string_view text) { viewer::draw::type(input, text); }

    viewer::draw::Ui ui;
    viewer::draw::Items items;
    viewer::draw::InputQueue input;
    viewer::draw::Remembered memory;

private:
    ImGuiContext* context_ = nullptr;
};

/// The first intent of a kind, or nullptr.
template <class Kind>
const Kind* wanted(const viewer::draw::Intents& intents) {
    for (const auto& intent : intents)
        if (const Kind* found = std::get_if<Kind>(&intent)) return found;
    return nullptr;
}

}  // namespace kith::test
