#pragma once
// Other people in what is told or handed on about one: named only where they agreed.
#include <set>
#include <span>
#include <string>

#include "engine/place/revision.hpp"

namespace kith::privacy {

/// Did they agree to being named to others (scope "named_to_others"), and not take it back?
bool agreed_to_be_named(const place::Revision& revision, std::size_t person);
/// What everybody who did not agree may be called by, but those of `themselves` (rows of people). O(people).
std::set<std::string> names_of_others(const place::Revision& revision, std::span<const std::size_t> themselves);
/// Whole words, whatever their capitals, give way to "[…]". True when there was one.
bool hide_names(std::string& text, const std::set<std::string>& names);

}  // namespace kith::privacy
