#pragma once
// A finding that was put aside, as a line of a file or of an entry. Inside session only.
#include <optional>
#include <string>

#include "engine/session/session.hpp"

namespace kith::session {

std::string line_of(const Session::Dismissal& one);
/// Nothing when the line is something else.
std::optional<Session::Dismissal> dismissal_from(const std::string& line);

}  // namespace kith::session
