#pragma once
// Findings and tables on pairs of groups and of areas.
#include "plugins/connection_gaps/report.hpp"

namespace kith::connection_gaps {

/// `use`: venue_use of the assets.
void report_groups(
    const sdk::Run& run, const Inputs& in, const Standing& standing, const Relation& apart, std::span<const std::uint8_t> use);
/// Only where the gate is open and the place has a primary layer with borders.
void report_areas(const sdk::Run& run, const Inputs& in);

}  // namespace kith::connection_gaps
