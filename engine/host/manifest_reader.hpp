#pragma once
// The parts of parse_manifest, apart by topic.
#include <array>
#include <string_view>

#include "engine/host/json_fields.hpp"
#include "engine/host/manifest.hpp"

namespace kith::host {

/// In the order of Entity, and of Claim.
inline constexpr std::array<std::string_view, 4> entity_words{"person", "asset", "area", "place"};
inline constexpr std::array<std::string_view, 11> claim_words{"reason", "gap", "introduction", "question", "coverage", "strength",
                                                       "bridge", "cluster", "unusual", "association", "score"};

void read_inputs(Fields& top, Manifest& manifest);
void read_parameters(Fields& top, Manifest& manifest);
void read_outputs(Fields& top, Manifest& manifest);
/// What only shows when all parts are there: names that point to each other, needs that outputs imply.
void check_whole(Manifest& manifest, Complaint& complaint);

}  // namespace kith::host
