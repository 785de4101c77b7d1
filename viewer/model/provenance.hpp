#pragma once
// How a result was worked out, as lines to read: what ran, on what, when, and what it cost.
#include <string>
#include <vector>

#include "engine/session/run_result.hpp"

namespace kith::viewer::model {

struct ProvenanceLine {
    std::string what, words;
};
/// In the order in which they are read; what is not known is left out.
std::vector<ProvenanceLine> provenance_lines(const session::Provenance& of);

}  // namespace kith::viewer::model
