#pragma once
// From granted columns to what the algorithms read.
#include <cstdint>
#include <optional>
#include <vector>

#include "plugins/inventory/gifts.hpp"
#include "plugins/inventory/tally.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::inventory {

/// The asset columns with -1 where not known.
struct AssetColumns {
    std::vector<std::int32_t> counted_with, asset_class, subtype, status, confirmed_by, confirmed_on;
    Records records() const { return {counted_with, asset_class, subtype, status, confirmed_by, confirmed_on}; }
};
AssetColumns read_assets(const sdk::Run& run);

/// Which areas of a layer the rows of "assets" or "people" lie in. Empty rows for a layer that says nothing of them.
Within within_layer(const sdk::Run& run, const char* table, std::size_t rows, const sdk::Layer& layer);

/// One a person row: a participant who lives here.
std::vector<std::uint8_t> participants(const sdk::Run& run);

/// Gifts by area of a layer, the last one of everybody; nothing when gifts were not granted or nobody was asked.
std::optional<std::vector<GiftCount>> count_gifts(const sdk::Run& run, const std::vector<std::uint8_t>& participant, const sdk::Layer& layer);

}  // namespace kith::inventory
