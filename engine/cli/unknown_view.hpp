#pragma once
// A View in which nobody knows much: what could be unknown takes each of the seven states in turn.
#include "engine/privacy/view.hpp"

namespace kith::cli {

/// Of the columns that have states; the others, ties and what is near are as in `view`.
privacy::ViewPtr with_every_state(privacy::ViewPtr view);

}  // namespace kith::cli
