#pragma once
// The parts of parse_manifest, apart by topic.
#include "engine/host/json_fields.hpp"
#include "engine/host/manifest.hpp"

namespace kith::host {

void read_inputs(Fields& top, Manifest& manifest);
void read_parameters(Fields& top, Manifest& manifest);
void read_outputs(Fields& top, Manifest& manifest);
/// What only shows when all parts are there: names that point to each other, needs that outputs imply.
void check_whole(Manifest& manifest, Complaint& complaint);

}  // namespace kith::host
