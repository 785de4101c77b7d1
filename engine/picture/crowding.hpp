#pragma once
// A picture with many in it stays readable: where marks stand close they are drawn smaller, and where ties lie thick each of them
// is fainter. The same on screen and on paper. Pure.
#include "engine/picture/scene.hpp"

namespace kith::picture {

/// World units from one mark of the layer to the next where the middle mark stands: half of all stand closer. Infinity for
/// fewer than two. O(marks).
double apart_of(const MarkLayer& layer);

/// Length of links in a square world unit where the middle piece of link lies; times a width it is how many lie over each other.
/// O(links).
double thickness_of(const LinkLayer& layer);

/// 0.25 to 1: what sizes of marks are multiplied by where they stand `pixels` apart; `size` is what they have without. They take
/// at most 45 % of the way from one to the next. Never falls as `pixels` grows.
double mark_scale(double pixels, double size = 7);

/// 0.05 to 1: what the opacity of ties is multiplied by where `over` of them lie over each other. Never grows with `over`.
double link_opacity(double over);
/// 0.4 to 1: what their width is multiplied by.
double link_width(double over);

}  // namespace kith::picture
