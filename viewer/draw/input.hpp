#pragma once
// What hands do, as plain events: the window, a script and the tests feed the same queue. Dear ImGui 1.86 has no queue of its
// own, so at most one button or key changes in a frame and nothing that was typed quickly is lost.
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>

namespace kith::viewer::draw {

enum class Key : int {
    none, tab, left, right, up, down, page_up, page_down, home, end, insert, del, backspace, space, enter, escape, menu, pause,
    plus, minus, zero, one, two, three, four, five, six, seven, eight, nine,
    a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,
    f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12,
    ctrl, shift, alt, super, count
};
/// "A", "F11", "Page down", "+": as shortcuts write it; "" for none.
std::string_view name_of(Key key);
/// The key of a name, or none. ASCII case does not matter.
Key key_of(std::string_view name);

struct PointerMoved { float x = 0, y = 0; };          // window units
struct ButtonChanged { int button = 0; bool down = false; };   // 0 left, 1 right, 2 middle
struct WheelTurned { float x = 0, y = 0; };
struct KeyChanged { Key key = Key::none; bool down = false; };
struct TextTyped { char32_t letter = 0; };
using InputEvent = std::variant<PointerMoved, ButtonChanged, WheelTurned, KeyChanged, TextTyped>;

/// Keys that Dear ImGui does not hear of. `escape`: it would take the keyboard away; `lines`: a field over a list takes up and down for
/// itself; `all`: a map, a histogram or a split takes every arrow, Space, Enter and Escape.
enum class OwnKeys : std::uint8_t { none, escape, lines, all };

/// What one frame is told.
struct FrameInput {
    std::string chord;        // "Ctrl+Shift+Z": the key that went down in this frame with its modifiers; "" for none
    bool more = false;        // events are left: draw another frame
    bool space = false;       // is held down
};

class InputQueue {
public:
    void push(InputEvent event) { events_.push_back(event); }
    bool empty() const { return events_.empty(); }
    /// How often a key or a button went down or up, the wheel turned or a letter was typed, of all that was fed.
    std::int64_t taken() const { return taken_; }
    /// Tells Dear ImGui's current context as much as one frame can take. Call before NewFrame.
    FrameInput feed(OwnKeys own = OwnKeys::none);
    /// The keys of Dear ImGui's current context; once, after it was made.
    static void map_keys();

private:
    bool ctrl_ = false, shift_ = false, alt_ = false, space_ = false;
    std::int64_t taken_ = 0;
    std::deque<InputEvent> events_;
};

/// Pushes a chord such as "Ctrl+Shift+Z" down and up, or a whole text letter by letter.
void press(InputQueue& queue, std::string_view chord);
void type(InputQueue& queue, std::string_view utf8);

}  // namespace kith::viewer::draw
