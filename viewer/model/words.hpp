#pragma once
// Small helpers for what people read in cards, tables and lists.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/date_words.hpp"
#include "engine/privacy/view.hpp"

namespace kith::viewer::model {

/// "30 June 2026", "June 2026", "2026".
using column::date_words;
/// The same of "2024-10-03" or "2024-10"; whatever is no such date stays as it is.
std::string date_words(std::string_view text);
/// "own_view_until" -> "Own view until".
std::string title_words(std::string_view key);
/// Underscores as spaces; "km2" at the end as "km²".
std::string plain_words(std::string_view word);
/// "tea, chess and bowls".
std::string listed(const std::vector<std::string>& words);
/// With a full stop unless it ends a sentence already; "" stays "".
std::string sentence(std::string_view text);

/// "For the team only: …" or what the audience may be shown; stands on every page.
std::string audience_words(privacy::Audience audience);

}  // namespace kith::viewer::model
