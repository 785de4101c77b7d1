#include "viewer/draw/panes.hpp"

#include <algorithm>
#include <cmath>

namespace kith::viewer::draw {
namespace {

using model::Pane;

constexpr float title_height = 40, chip_height = 40, foot_height = 0, grab = 6, tab_height = 36;

Box around(float x, float top, float bottom, float half) { return {x - half, top, x + half, bottom}; }

/// A day's list has the card beside it: a line that is opened is read there.
void fill_with_day(Panes& out, const PaneWish& wish, float card, Box all) {
    if (wish.width / wish.scale >= 900) {
        const float right = std::round(std::clamp(card * wish.scale, 200 * wish.scale, wish.width * 0.4f));
        out.card = {wish.width - right + 1, all.top + 1, all.right, all.bottom};
        out.right_split = around(wish.width - right, all.top, all.bottom, std::round(grab * wish.scale));
        all.right = wish.width - right;
    }
    out.bottom = all;
}

Panes filled(const PaneWish& wish, Pane pane, float card, Box all) {
    Panes out;
    out.title = {0, 0, wish.width, std::round(title_height * wish.scale)};
    all.top = out.title.bottom;
    const float chips = std::round(chip_height * wish.scale);
    if (all.height() > 3 * chips) {  // what hides something is said whatever fills the window
        out.chips = {0, all.bottom - chips + 1, wish.width, all.bottom};
        all.bottom -= chips;
    }
    switch (pane) {
        case Pane::map: out.map = all; break;
        case Pane::network: out.network = all; break;
        case Pane::card: out.card = all; break;
        case Pane::layers: out.layers = all; break;
        case Pane::today: fill_with_day(out, wish, card, all); break;
        default: out.bottom = all; break;
    }
    return out;
}

/// The middle of the window, between the sides: map and network beside each other, or one of them under tabs.
void share_middle(Panes& out, const PaneWish& wish, const model::Preferences& preferences, Box middle) {
    const float half = std::round(grab * wish.scale);
    if (out.no_network && !out.card_behind_tab) {
        out.map = middle;
        return;
    }
    if (!out.network_behind_tab) {
        const float split = std::round(middle.left + middle.width() * std::clamp(preferences.middle, 0.15f, 0.85f));
        out.map = {middle.left, middle.top, split, middle.bottom};
        out.network = {split + 1, middle.top, middle.right, middle.bottom};
        out.middle_split = around(split, middle.top, middle.bottom, half);
        return;
    }
    middle.top += std::round(tab_height * wish.scale);
    Box& front = wish.middle == Pane::network && !out.no_network ? out.network : wish.middle == Pane::card && out.card_behind_tab ? out.card
                 : wish.middle == Pane::layers && out.layers_behind_tab ? out.layers
                 : wish.middle == Pane::table && out.bottom_behind_tab ? out.bottom : out.map;
    front = middle;
}

}  // namespace

Panes panes_of(const PaneWish& wish, const model::Preferences& preferences) {
    const float s = wish.scale, half = std::round(grab * s);
    if (wish.full && wish.open) return filled(wish, *wish.full, preferences.right, {0, 0, wish.width, wish.height});
    Panes out;
    out.title = {0, 0, wish.width, std::round(title_height * s)};
    if (!wish.open) return out;
    const float narrow = wish.width / s, top = out.title.bottom + 1;
    out.network_behind_tab = narrow < 900;
    out.no_network = !wish.network;
    out.card_behind_tab = out.layers_behind_tab = narrow < 640;
    out.bottom_behind_tab = narrow < 640 && wish.height / s < 420;
    const float left = out.layers_behind_tab ? 0 : std::round(std::clamp(preferences.left * s, 160 * s, wish.width * 0.4f));
    const float right = out.card_behind_tab ? 0 : std::round(std::clamp(preferences.right * s, 200 * s, wish.width * 0.4f));
    const float body = wish.width - right;
    const float chips = std::round(chip_height * s);
    const float most = std::max(0.f, wish.height - top - chips - 200 * s);  // a picture is still a picture
    const float bottom = out.bottom_behind_tab ? 0 : std::round(std::clamp(preferences.bottom * s, std::min(40 * s, most), most));
    const float middle_bottom = wish.height - bottom - chips;
    if (left > 0) {
        out.layers = {0, top, left, middle_bottom};
        out.left_split = around(left, top, middle_bottom, half);
    }
    if (right > 0) {
        out.card = {body + 1, top, wish.width, wish.height};
        out.right_split = around(body, top, wish.height, half);
    }
    share_middle(out, wish, preferences, {left > 0 ? left + 1 : 0, top, right > 0 ? body : wish.width, middle_bottom});
    out.chips = {0, middle_bottom + 1, right > 0 ? body : wish.width, middle_bottom + chips};
    if (out.bottom_behind_tab) return out;
    out.bottom = {0, out.chips.bottom, out.chips.right, wish.height};
    out.bottom_split = {0, middle_bottom - half, out.chips.right, middle_bottom + half};
    return out;
}

}  // namespace kith::viewer::draw
