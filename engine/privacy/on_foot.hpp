#pragma once
// What is near one place on foot, for a card: the same question as View::near asks for all rows.
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/privacy/view.hpp"

namespace kith::privacy {

struct OnFoot {
    std::int32_t asset;
    std::int32_t metres;  // in steps of 50 m
};
/// The nearest assets that are there and can be gone to, by the place's walking network; nothing where it has none (then walking is the straight line x 1.3).
/// O(ways of the network).
std::optional<std::vector<OnFoot>> nearest_on_foot(const View& view, double x, double y, base::Metres within, int nearest);

}  // namespace kith::privacy
