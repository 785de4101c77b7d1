#pragma once
// Presentation mode: the same place with nobody's name in it, so that every view, page and picture is without names at once.
#include "engine/privacy/view.hpp"

namespace kith::viewer::model {

/// Decision 0036. People are "person 12" by their row, without ids. What no analysis is shown without leave as a name or a note
/// (host/personal.hpp) is not there: names, notes, contacts, how people met. Elsewhere words in which a name stands are "kept private",
/// under the same code. An asset that is a person, or is called after one by their whole name, is told by what it is: "storyteller 3".
/// Other assets, groups, places and areas keep their names; all else, and all keys, are those of `view`. O(people + words) at once,
/// O(rows) of segments that lose a column; then as quick as `view`. nullptr stays nullptr.
privacy::ViewPtr without_names(privacy::ViewPtr view);

}  // namespace kith::viewer::model
