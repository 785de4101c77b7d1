#pragma once
// What somebody wrote as a sentence, taken into another one.
#include <string>
#include <string_view>

namespace kith::base {

/// Without the stop and the spaces at its end: "Ring about the choir." + " (Ada)" reads "Ring about the choir (Ada)". Other marks stay, "…" and "etc." too.
std::string clause(std::string_view sentence);

}  // namespace kith::base
