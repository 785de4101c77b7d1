#pragma once
// What an area has, where nobody has asked yet, and what is worth asking about again.
#include <optional>
#include <vector>

#include "plugins/inventory/gifts.hpp"
#include "plugins/inventory/tally.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::inventory {

/// Findings on every area of the layer, area by area.
void area_findings(const sdk::Run& run, const sdk::Layer& layer, const Records& records, const Units& units, const Within& within,
                   const std::vector<Tally>& tallies, const std::optional<std::vector<GiftCount>>& gifts);

/// Which classes nobody has asked about anywhere.
void place_finding(const sdk::Run& run, const Tally& everything, const GiftCount* gifts);

}  // namespace kith::inventory
