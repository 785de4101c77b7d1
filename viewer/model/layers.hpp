#pragma once
// Which area layers a map shows: one that is coloured and named, and others as outlines over it.
#include <string>
#include <vector>

#include "engine/privacy/view.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

/// The coloured one first. What was drawn by hand is among them unless somebody hid it; empty where there are no areas.
std::vector<std::string> shown_layers(const privacy::View& view, const MapOptions& options);
/// The coloured one; "" where there are no areas.
std::string coloured_layer(const privacy::View& view, const MapOptions& options);
/// The table that is shown: of areas those that are coloured, where no others are asked for; sorted by a column that it has.
TableOptions table_shown(const privacy::View& view, const ViewOptions& options);
/// Another one is coloured, by nothing yet; the outlines over it stay.
void colour_layer(const privacy::View& view, MapOptions& options, const std::string& as);
/// Shows a layer as an outline, or takes it away. The coloured one stays.
void switch_layer(const privacy::View& view, MapOptions& options, const std::string& as);
/// What was drawn by hand is seen, whatever was hidden.
void show_drawn(const privacy::View& view, MapOptions& options);

}  // namespace kith::viewer::model
