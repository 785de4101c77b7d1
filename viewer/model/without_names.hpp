#pragma once
// Presentation mode: the same place with nobody's name in it, so that every view, page and picture is without names at once.
#include "engine/privacy/view.hpp"

namespace kith::viewer::model {

/// People are "person 12" by their row, without ids; there are no `people.names`, `events.notes` or `households.names`. Groups, places
/// and areas keep their names. The views that results ran on (ResultOf::view) are to be wrapped, too. All else, and all keys, are those of `view`.
privacy::ViewPtr without_names(privacy::ViewPtr view);

}  // namespace kith::viewer::model
