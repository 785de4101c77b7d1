#pragma once
// A whole number out of JSON that may not be ours: the JSON library converts what is not whole, and what does not fit, without a word.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace kith::base {

/// Throws a nlohmann::json::exception where `json` is no whole number, or none that a T can be.
template <class T>
T whole(const nlohmann::json& json) {
    const bool fits = json.is_number_unsigned() ? std::in_range<T>(json.get<std::uint64_t>()) : json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>());
    if (!fits) throw nlohmann::json::type_error::create(302, "not a whole number that fits", &json);
    return json.is_number_unsigned() ? static_cast<T>(json.get<std::uint64_t>()) : static_cast<T>(json.get<std::int64_t>());
}

}  // namespace kith::base
