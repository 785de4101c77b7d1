#pragma once
// What an analysis says about itself, for people and scripts.
#include <string>
#include <string_view>

#include "engine/host/analyses.hpp"

namespace kith::cli {

/// "800 m", or "what 'walk_metres' says".
std::string setting_words(const host::Setting& setting, std::string_view unit);
/// "people" of "person|people".
std::string plural_unit(std::string_view unit);
/// "a number from 50 to 5000 m, by default 800".
std::string range_words(const host::Parameter& parameter);
/// "800 m", "yes", "inventory.per_km2|population".
std::string default_words(const host::Parameter& parameter);
/// The value of the other parameter that makes this one count: "yes", a word, or a number.
std::string only_when_words(const host::Manifest& manifest, const host::Parameter& parameter);

/// Everything in the manifest and about the library, as JSON text.
std::string description_of(const host::Plugin& plugin, const host::Allowed& allowed);

}  // namespace kith::cli
