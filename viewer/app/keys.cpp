#include "viewer/app/keys.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <array>

namespace kith::viewer::app {
namespace {

using draw::Key;

Key special_key(int code) {
    switch (code) {
        case GLFW_KEY_TAB: return Key::tab;
        case GLFW_KEY_LEFT: return Key::left;
        case GLFW_KEY_RIGHT: return Key::right;
        case GLFW_KEY_UP: return Key::up;
        case GLFW_KEY_DOWN: return Key::down;
        case GLFW_KEY_PAGE_UP: return Key::page_up;
        case GLFW_KEY_PAGE_DOWN: return Key::page_down;
        case GLFW_KEY_HOME: return Key::home;
        case GLFW_KEY_END: return Key::end;
        case GLFW_KEY_INSERT: return Key::insert;
        case GLFW_KEY_DELETE: return Key::del;
        case GLFW_KEY_BACKSPACE: return Key::backspace;
        case GLFW_KEY_SPACE: return Key::space;
        case GLFW_KEY_ENTER: case GLFW_KEY_KP_ENTER: return Key::enter;
        case GLFW_KEY_ESCAPE: return Key::escape;
        case GLFW_KEY_MENU: return Key::menu;
        case GLFW_KEY_PAUSE: return Key::pause;
        case GLFW_KEY_EQUAL: case GLFW_KEY_KP_ADD: return Key::plus;  // where + is Shift and =, the shortcuts with + are on that key
        case GLFW_KEY_MINUS: case GLFW_KEY_KP_SUBTRACT: return Key::minus;
        case GLFW_KEY_LEFT_CONTROL: case GLFW_KEY_RIGHT_CONTROL: return Key::ctrl;
        case GLFW_KEY_LEFT_SHIFT: case GLFW_KEY_RIGHT_SHIFT: return Key::shift;
        case GLFW_KEY_LEFT_ALT: return Key::alt;
        default: return Key::none;
    }
}

/// GLFW says which key of the keypad it is, whatever Num Lock makes of it.
Key keypad_key(int code, bool numbers) {
    constexpr std::array<Key, 10> arrows{Key::insert, Key::end, Key::down, Key::page_down, Key::left, Key::none, Key::right, Key::home, Key::up, Key::page_up};
    const int digit = code - GLFW_KEY_KP_0;
    return numbers ? static_cast<Key>(static_cast<int>(Key::zero) + digit) : arrows[static_cast<std::size_t>(digit)];
}

}  // namespace

Key key_of(int code, std::string_view name, bool numbers) {
    if (name.size() == 1 && code < GLFW_KEY_ESCAPE)
        if (const Key named = draw::key_of(name); named != Key::none) return named;
    if (code >= GLFW_KEY_F1 && code <= GLFW_KEY_F12) return static_cast<Key>(static_cast<int>(Key::f1) + code - GLFW_KEY_F1);
    if (code >= GLFW_KEY_0 && code <= GLFW_KEY_9) return static_cast<Key>(static_cast<int>(Key::zero) + code - GLFW_KEY_0);
    if (code >= GLFW_KEY_KP_0 && code <= GLFW_KEY_KP_9) return keypad_key(code, numbers);
    if (code == GLFW_KEY_KP_DECIMAL && !numbers) return Key::del;
    return special_key(code);
}

}  // namespace kith::viewer::app
