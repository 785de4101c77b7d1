#pragma once
// Findings and the table on pairs of groups.
#include "plugins/connection_gaps/report.hpp"

namespace kith::connection_gaps {

/// `use`: venue_use of the assets.
void report_groups(
    const sdk::Run& run, const Inputs& in, const Standing& standing, const Relation& apart, std::span<const std::uint8_t> use);

}  // namespace kith::connection_gaps
