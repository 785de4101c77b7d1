#pragma once
// A person who goes to another workspace: what goes with them, and their arrival there (decision 0068). What is handed over is what is told to the
// person themself (0052): other people are nobody in particular unless they agreed, and what others said stays behind.
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/place/edit.hpp"
#include "engine/place/place.hpp"

namespace kith::session {

/// JSON, an entry of the table "handover": the person (`keys`, first) and who is known through them alone, their ties, conversations, answers and the assets
/// they are tied to. `id`: 32 hexadecimal digits; `at`: the day. O(rows). Error: not_found.
base::Result<std::string> handover_of(const place::Place& place, const std::vector<base::EntityKey>& keys, const std::string& id, const std::string& at);

/// The edits that bring them in, on `revision`, which goes on to be what they make of it. Keys are new here: another place's P012 is somebody else. An asset is
/// the one of that name here, or comes in. What this place has no column for stands in an event's words. `crs` of this place: points of another are left out.
/// Error: bad_input.
base::Result<std::vector<place::Edit>> arrival_of(place::RevisionPtr& revision, std::string_view crs, std::string_view bundle);
/// What a list says of it: "P012: 4 ties, 7 events".
base::Result<std::string> words_of_handover(std::string_view bundle);

}  // namespace kith::session
