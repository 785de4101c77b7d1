#pragma once
// The controls that panels are made of: one look, one way to be found by tests and to be reached by keyboard. The rest of
// viewer/draw speaks this and not Dear ImGui, wherever it can.
#include <cmath>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/picture/theme.hpp"
#include "engine/store/secret.hpp"
#include "viewer/draw/fonts.hpp"
#include "viewer/draw/input.hpp"
#include "viewer/draw/items.hpp"

namespace kith::viewer::draw {

using picture::Colour;

/// A picture that the graphics card has: Dear ImGui's texture, and its size in window units.
struct Texture {
    std::uint64_t id = 0;
    float width = 0, height = 0;
};

/// Words that the atlas has no letters for, as whoever knows all scripts sets them. Window units.
struct Setting {
    float width = 0, height = 0;                       // as layout counts them
    float baseline = 0;                                // of the first line, from the top
    Texture picture;                                   // white, to be tinted; id 0 where only its size was asked for
    float left = 0, top = 0;                           // of the picture: ink may stand out of the line
};

/// What every draw function is given beside its record.
struct Ui {
    picture::Theme theme = picture::Theme::light;
    float scale = 1;                                   // 1 = 100 %
    Fonts fonts;
    Items* items = nullptr;
    FrameInput input;
    bool reduced_motion = false;
    double time = 0;                                   // seconds
    bool animating = false;                            // set by who needs another frame soon
    /// Sets what the atlas cannot: in lines of at most `wrap` (0: one line), with its picture or without. Keeps what it made. May be empty.
    std::function<Setting(std::string_view text, Style style, float wrap, bool picture)> shaped;

    const picture::Roles& roles() const { return picture::roles_of(theme); }
    float px(float at_100) const { return std::floor(at_100 * scale + 0.5f); }
};

enum class Tone : std::uint8_t { normal, quiet, accent, good, caution, problem };
Colour colour_of(const Ui& ui, Tone tone);
std::uint32_t packed(Colour colour, float opacity = 1);
/// What is read upon the accent.
Colour on_accent(const Ui& ui);

/// Colours, spaces and corners for Dear ImGui's own parts; once a frame is enough.
void apply_look(const Ui& ui);

// --- panels
/// A fixed part of the window. Always followed by end_panel. `padding` at 100 %.
void begin_panel(Ui& ui, const char* name, Box box, float padding = 12, bool scrolls = true);
void end_panel();
/// A box that floats over everything, in the middle, with a title; Escape or a click beside it closes: true while it stays.
bool begin_float(Ui& ui, const char* name, std::string_view title, float width, float most_height);
void end_float();
Box panel_box();                                       // of the panel being drawn
float room();                                          // width left in it
void gap(Ui& ui, float at_100);
void hairline(Ui& ui);
/// The next control stands beside the last one, `at_100` away.
void beside(Ui& ui, float at_100 = 8);

// --- words
void words(Ui& ui, std::string_view text, Style style = Style::body, Tone tone = Tone::normal);
/// Broken into lines of the panel's width.
void paragraph(Ui& ui, std::string_view text, Style style = Style::body, Tone tone = Tone::normal);
/// One line, cut with "…" at `width` window units; the whole as a hint under the pointer.
void cut_words(Ui& ui, std::string_view text, float width, Style style = Style::body, Tone tone = Tone::normal);
float width_of(const Ui& ui, std::string_view text, Style style = Style::body);
/// How many bytes of a text stand in its first line, where lines are so wide: at least a letter.
std::size_t first_line(const Ui& ui, std::string_view text, float width, Style style);
/// The same text with an end of a line wherever there is no more room: at spaces, within a word only where it is alone too long.
std::string in_lines(const Ui& ui, std::string_view text, float width, Style style = Style::body);
std::string cut(const Ui& ui, std::string_view text, float width, Style style = Style::body);
/// Words at a point, over whatever is there; `halo` puts what they can be read on around them: the ground, or its opposite where
/// they are of the ground's own kind. Returns their width.
float words_at(Ui& ui, float x, float y, std::string_view text, Style style, Colour colour, bool halo = false);

// --- controls; `name` is what tests and the keyboard find them by
struct Press {
    bool pressed = false, hovered = false, held = false, focused = false, doubled = false;
    Box box;
};
/// The one thing that everything which can be pressed is made of. Space or Enter press it, too.
Press pressable(Ui& ui, std::string_view name, float width, float height, bool enabled = true);

enum class Look : std::uint8_t { plain, primary, quiet };
bool button(Ui& ui, std::string_view name, std::string_view label, Look look = Look::plain, bool enabled = true, float width = 0);
bool toggle(Ui& ui, std::string_view name, std::string_view label, bool on, bool enabled = true);
/// A line that can be opened; `detail` stands right, in grey.
bool line(Ui& ui, std::string_view name, std::string_view label, std::string_view detail = {}, bool selected = false, float indent = 0);
/// A dashed bar at the left of a row: pointed at, here or in another view.
void point_out(Ui& ui, Box row);
/// The same, whole: where one line is too short the label takes further ones, and the detail stands below it.
bool tall_line(Ui& ui, std::string_view name, std::string_view label, std::string_view detail = {}, bool selected = false);
/// A heading with an arrow; true while it is open. `open` is turned round when it is pressed.
bool section(Ui& ui, std::string_view name, std::string_view label, bool& open, std::string_view detail = {});
/// Which tab was pressed, or -1.
int tabs(Ui& ui, std::string_view name, std::span<const std::string> labels, int current);
/// Which choice was made, or -1. The label stands above, in grey; "" for none.
int choose(Ui& ui, std::string_view name, std::string_view label, std::span<const std::string> choices, int current, float width = 0);
/// True when the text was changed. `hint` stands in an empty field.
bool field(Ui& ui, std::string_view name, std::string& text, std::string_view hint = {}, float width = 0, bool takes_caret = false);
/// Shows a dot a letter; what is typed stands in `text` alone, which has room for `store::longest_passphrase` bytes and a zero.
bool secret_field(Ui& ui, std::string_view name, store::Secret& text, std::string_view hint, bool takes_caret = false);
/// Overwrites what the last field kept of what was typed.
void forget_typed();
bool big_field(Ui& ui, std::string_view name, std::string& text, std::string_view hint, float height);
/// "label ✕": true when the cross was pressed.
bool chip(Ui& ui, std::string_view name, std::string_view label, bool can_clear = true);
void progress(Ui& ui, float fraction, float width);
void hint(Ui& ui, std::string_view text);              // under the pointer, for the last control

/// Enter means "done" for a whole box: while one types into a field of one line, not while a button or a list has the keyboard.
bool enter_means_done(const Ui& ui);

/// Draws the ring of the keyboard around a box when the control of that id has it, and tells `items`.
void note(Ui& ui, std::string_view name, Box box, std::uint32_t id, bool typed_into, bool enabled, bool many_lines = false);

}  // namespace kith::viewer::draw
