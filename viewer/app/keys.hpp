#pragma once
// Keys as GLFW tells them, and which keys of shortcuts they are.
#include <string_view>

#include "viewer/draw/input.hpp"

namespace kith::viewer::app {

/// `name`: what is printed on it, "" for none: letters and signs go by that, not by where they lie. `numbers`: Num Lock is on, so that the keypad has
/// digits; else it has arrows.
draw::Key key_of(int code, std::string_view name, bool numbers);

}  // namespace kith::viewer::app
