// Every shortcut by the keys that a hand presses for it, as GLFW tells them, on keyboards where + and - lie elsewhere.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <map>
#include <set>

#include "viewer/app/keys.hpp"
#include "viewer/model/command.hpp"

namespace kith::viewer::app {
namespace keys_test {

struct Pressed {
    int code;
    std::string name;
};

/// Signs and letters that lie elsewhere than on a keyboard of the United States.
using Layout = std::map<std::string, Pressed>;
const Layout american{{"+", {GLFW_KEY_EQUAL, "="}}, {"-", {GLFW_KEY_MINUS, "-"}}};
const Layout german{{"+", {GLFW_KEY_RIGHT_BRACKET, "+"}}, {"-", {GLFW_KEY_SLASH, "-"}}, {"Z", {GLFW_KEY_Y, "z"}}};
const Layout keypad{{"+", {GLFW_KEY_KP_ADD, "+"}}, {"-", {GLFW_KEY_KP_SUBTRACT, "-"}}, {"0", {GLFW_KEY_KP_0, "0"}}, {"6", {GLFW_KEY_KP_6, "6"}}, {"9", {GLFW_KEY_KP_9, "9"}}};

Pressed key_for(const Layout& layout, const std::string& part) {
    static const std::map<std::string, int> others{{"Ctrl", GLFW_KEY_LEFT_CONTROL}, {"Shift", GLFW_KEY_RIGHT_SHIFT}, {"Del", GLFW_KEY_DELETE}, {"Esc", GLFW_KEY_ESCAPE}, {"Pause", GLFW_KEY_PAUSE}};
    if (const auto at = layout.find(part); at != layout.end()) return at->second;
    if (const auto at = others.find(part); at != others.end()) return {at->second, ""};
    if (part.size() > 1 && part[0] == 'F') return {GLFW_KEY_F1 + std::stoi(part.substr(1)) - 1, ""};
    EXPECT_EQ(part.size(), 1u) << part;
    return {part[0], std::string(1, part[0] >= 'A' && part[0] <= 'Z' ? static_cast<char>(part[0] - 'A' + 'a') : part[0])};
}

std::vector<std::string> parts_of(std::string chord) {
    std::vector<std::string> parts;
    for (std::size_t plus = chord.find('+', 1); plus != std::string::npos; plus = chord.find('+', 1)) {
        parts.push_back(chord.substr(0, plus));
        chord = chord.substr(plus + 1);
    }
    parts.push_back(chord);
    return parts;
}

/// What the window hears when these go down one after the other, and up again.
std::string heard(const std::vector<Pressed>& keys, bool numbers = true) {
    draw::InputQueue queue;
    for (const Pressed& one : keys) queue.push(draw::KeyChanged{key_of(one.code, one.name, numbers), true});
    for (const Pressed& one : keys) queue.push(draw::KeyChanged{key_of(one.code, one.name, numbers), false});
    std::string chord;
    while (!queue.empty())
        if (const draw::FrameInput frame = queue.feed(); !frame.chord.empty()) chord = frame.chord;
    return chord;
}

class Keys : public testing::Test {
protected:
    void SetUp() override {
        context = ImGui::CreateContext();
        draw::InputQueue::map_keys();
    }
    void TearDown() override { ImGui::DestroyContext(context); }
    ImGuiContext* context = nullptr;
};

TEST_F(Keys, EveryShortcutIsHeardAsItIsListed) {
    session::Session session;
    const model::Model model(session);
    int listed = 0;
    for (const model::Command& command : model::commands(model)) {
        if (command.shortcut.empty()) continue;
        ++listed;
        for (const Layout* layout : {&american, &german, &keypad}) {
            std::vector<Pressed> keys;
            for (const std::string& part : parts_of(command.shortcut)) keys.push_back(key_for(*layout, part));
            EXPECT_EQ(heard(keys), command.shortcut) << command.id;
        }
    }
    EXPECT_GT(listed, 40);
}

TEST_F(Keys, NoTwoCommandsShareOne) {
    session::Session session;
    const model::Model model(session);
    std::set<std::string> taken;
    for (const model::Command& command : model::commands(model))
        EXPECT_TRUE(command.shortcut.empty() || taken.insert(command.shortcut).second) << command.shortcut;
}

TEST_F(Keys, WithoutNumLockTheKeypadHasArrows) {
    EXPECT_EQ(heard({{GLFW_KEY_KP_6, "6"}}, false), "Right");
    EXPECT_EQ(heard({{GLFW_KEY_KP_6, "6"}}, true), "6");
    EXPECT_EQ(heard({{GLFW_KEY_KP_DECIMAL, "."}}, false), "Del");
    EXPECT_EQ(heard({{GLFW_KEY_KP_ENTER, ""}}), "Enter");
}

}  // namespace keys_test
}  // namespace kith::viewer::app
