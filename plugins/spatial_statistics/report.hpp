#pragma once
// What is said of the figures: columns, tables and findings.
#include <array>

#include "plugins/sdk/run.hpp"
#include "plugins/spatial_statistics/distance.hpp"
#include "plugins/spatial_statistics/subject.hpp"

namespace kith::spatial_statistics {

/// Output columns of areas.
inline constexpr std::array<const char*, 9> area_columns{"gi_star", "pattern", "value", "around", "neighbours", "q", "p", "local_moran", "gi"};

/// Why nothing is said of any area; a reason of the manifest.
void report_nothing(const sdk::Run& run, const sdk::Layer& layer, const Subject& subject, const char* reason);
void report_areas(const sdk::Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures);
void report_whole(const sdk::Run& run, const Figures& figures, int permutations);
void find_pattern(const sdk::Run& run, const sdk::Layer& layer, const Subject& subject, const Figures& figures, int permutations);
/// Which areas were left out, and why.
void find_left_out(const sdk::Run& run, const sdk::Layer& layer, const Subject& subject);
/// Only where the gate is open.
void report_ties(const sdk::Run& run, const sdk::Layer& layer, const Ties& ties, std::span<const Point> points, double class_metres);

}  // namespace kith::spatial_statistics
