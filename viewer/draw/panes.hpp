#pragma once
// Where every part of the window lies: a pure function of its size and of the splits that a person dragged.
#include <optional>

#include "viewer/draw/items.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::draw {

/// Boxes of no size are not shown. Window units.
struct Panes {
    Box title, layers, map, network, card, chips, bottom, foot;
    Box left_split, middle_split, right_split, bottom_split;  // where the splits are taken
    bool network_behind_tab = false, card_behind_tab = false; // of the middle: too narrow for both
    bool layers_behind_tab = false, bottom_behind_tab = false;
    bool no_network = false;                   // none to show yet: its room is the map's
};

struct PaneWish {
    float width = 1280, height = 800, scale = 1;
    bool open = true;                          // a place is open
    std::optional<model::Pane> full;           // fills the window
    model::Pane middle = model::Pane::map;     // what stands in front where there are tabs: map, network, card, layers, table (all that is below)
    bool network = true;                       // there are ties that may be seen, of no more people than can be laid out
};

/// Below 900 (at 100 %) the network goes behind a tab, below 640 the card and the layers, too, and what is below the picture when the
/// window is less than 420 high.
Panes panes_of(const PaneWish& wish, const model::Preferences& preferences);

}  // namespace kith::viewer::draw
