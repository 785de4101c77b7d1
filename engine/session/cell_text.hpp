#pragma once
// A cell as people type and read it.
#include <span>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"
#include "engine/column/type.hpp"
#include "engine/session/change.hpp"

namespace kith::session {

/// Words of a vocabulary ("participant", "happy as is"), yes and no, numbers, dates (2026-06-30, 30/6/2026), lists with ';'
/// between, points as "x, y" in metres; "not asked", "declined", "don't know", "not applicable" and "unstated" for what is not known.
/// The error says what the column wants.
base::Result<Value> value_from_text(std::string_view field, column::Type type, std::string_view text);
/// The words of a field that has a closed vocabulary, as they are recorded ("happy_as_is"); none where it has not.
std::span<const std::string_view> vocabulary_of(std::string_view field);
/// The same words back; "" for a value that is unstated, "not asked" and so on for the others.
std::string text_of(std::string_view field, const Value& value);

}  // namespace kith::session
