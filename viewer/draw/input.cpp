#include "viewer/draw/input.hpp"

#include <imgui.h>

#include <array>
#include <vector>

#include "engine/base/text.hpp"

namespace kith::viewer::draw {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Key::count)> names = {
    "", "Tab", "Left", "Right", "Up", "Down", "Page up", "Page down", "Home", "End", "Insert", "Del", "Backspace", "Space", "Enter",
    "Esc", "Menu", "Pause", "+", "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z",
    "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "Ctrl", "Shift", "Alt", "Super"};

bool is_modifier(Key key) { return key >= Key::ctrl; }

/// Letters of a UTF-8 text; a broken byte is left out.
std::vector<char32_t> letters_of(std::string_view utf8) {
    std::vector<char32_t> letters;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 0 || i + length > utf8.size()) { ++i; continue; }
        char32_t letter = length == 1 ? first : first & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) letter = (letter << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
        letters.push_back(letter);
        i += length;
    }
    return letters;
}

}  // namespace

std::string_view name_of(Key key) { return names[static_cast<std::size_t>(key)]; }

Key key_of(std::string_view name) {
    const std::string wanted = base::lower(name);
    for (std::size_t i = 1; i < names.size(); ++i)
        if (base::lower(names[i]) == wanted) return static_cast<Key>(i);
    return Key::none;
}

void InputQueue::map_keys() {
    ImGuiIO& io = ImGui::GetIO();
    constexpr std::array<std::pair<ImGuiKey, Key>, 20> map = {{{ImGuiKey_LeftArrow, Key::left},
        {ImGuiKey_RightArrow, Key::right}, {ImGuiKey_UpArrow, Key::up}, {ImGuiKey_DownArrow, Key::down}, {ImGuiKey_PageUp, Key::page_up},
        {ImGuiKey_PageDown, Key::page_down}, {ImGuiKey_Home, Key::home}, {ImGuiKey_End, Key::end}, {ImGuiKey_Insert, Key::insert},
        {ImGuiKey_Delete, Key::del}, {ImGuiKey_Backspace, Key::backspace}, {ImGuiKey_Space, Key::space}, {ImGuiKey_Enter, Key::enter},
        {ImGuiKey_Escape, Key::escape}, {ImGuiKey_A, Key::a}, {ImGuiKey_C, Key::c}, {ImGuiKey_V, Key::v}, {ImGuiKey_X, Key::x},
        {ImGuiKey_Y, Key::y}, {ImGuiKey_Z, Key::z}}};
    for (const auto& [imgui, key] : map) io.KeyMap[imgui] = static_cast<int>(key);
    io.KeyMap[ImGuiKey_Tab] = -1;  // items.hpp walks: Dear ImGui's own walk knows text fields only, and would step in between
}

FrameInput InputQueue::feed(OwnKeys own) {
    FrameInput frame;
    ImGuiIO& io = ImGui::GetIO();
    bool changed = false;
    while (!events_.empty()) {
        const InputEvent& event = events_.front();
        if (changed && !std::holds_alternative<TextTyped>(event)) break;
        if (const auto* moved = std::get_if<PointerMoved>(&event)) {
            io.MousePos = {moved->x, moved->y};
        } else if (const auto* button = std::get_if<ButtonChanged>(&event)) {
            io.MouseDown[button->button] = button->down;
            changed = true;
        } else if (const auto* wheel = std::get_if<WheelTurned>(&event)) {
            io.MouseWheelH += wheel->x;
            io.MouseWheel += wheel->y;
        } else if (const auto* key = std::get_if<KeyChanged>(&event)) {
            io.KeysDown[static_cast<int>(key->key)] = key->down;
            if (key->key == Key::space) space_ = key->down;
            if (key->key == Key::ctrl) ctrl_ = key->down;
            if (key->key == Key::shift) shift_ = key->down;
            if (key->key == Key::alt) alt_ = key->down;
            if (key->down && !is_modifier(key->key))
                frame.chord = std::string(ctrl_ ? "Ctrl+" : "") + (shift_ ? "Shift+" : "") + (alt_ ? "Alt+" : "") + std::string(name_of(key->key));
            changed = !is_modifier(key->key);
        } else if (const auto* text = std::get_if<TextTyped>(&event)) {
            io.AddInputCharacter(static_cast<unsigned>(text->letter));
        }
        if (!std::holds_alternative<PointerMoved>(event)) ++taken_;
        events_.pop_front();
    }
    constexpr std::array<Key, 11> own_keys = {Key::escape, Key::up, Key::down, Key::page_up, Key::page_down, Key::left, Key::right, Key::home, Key::end, Key::space, Key::enter};
    const std::size_t taken = own == OwnKeys::all ? own_keys.size() : own == OwnKeys::lines ? 5 : own == OwnKeys::escape ? 1 : 0;
    for (std::size_t i = 0; i < taken; ++i) io.KeysDown[static_cast<int>(own_keys[i])] = false;
    frame.space = space_;
    io.KeyCtrl = ctrl_;
    io.KeyShift = shift_;
    io.KeyAlt = alt_;
    frame.more = !events_.empty();
    return frame;
}

void press(InputQueue& queue, std::string_view chord) {
    std::vector<Key> keys;
    while (!chord.empty()) {
        const std::size_t plus = chord.find('+', 1);
        keys.push_back(key_of(chord.substr(0, plus)));
        chord = plus == std::string_view::npos ? std::string_view{} : chord.substr(plus + 1);
    }
    for (const Key key : keys) queue.push(KeyChanged{key, true});
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) queue.push(KeyChanged{*key, false});
}

void type(InputQueue& queue, std::string_view utf8) {
    for (const char32_t letter : letters_of(utf8)) queue.push(TextTyped{letter});
}

}  // namespace kith::viewer::draw
