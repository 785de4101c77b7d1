#include "plugins/reach/catchment.hpp"

#include <cmath>

namespace kith::reach {

double weight(Decay decay, double distance, double catchment) {
    if (distance > catchment) return 0;
    const double share = distance / catchment;
    const auto zones = [&](double second, double third) { return 3 * share <= 1 ? 1 : 3 * share <= 2 ? second : third; };
    switch (decay) {
        case Decay::none: return 1;
        case Decay::slow: return zones(0.68, 0.22);
        case Decay::fast: return zones(0.42, 0.09);
        case Decay::gaussian: break;
    }
    const double edge = std::exp(-0.5);
    return (std::exp(-0.5 * share * share) - edge) / (1 - edge);
}

Ratios ratios(const Distances& from_demand, std::span<const double> demand, std::span<const double> supply, Decay decay, double catchment) {
    std::vector<double> wanted(supply.size(), 0);
    Ratios out{std::vector<double>(supply.size(), 0), std::vector<std::uint8_t>(supply.size(), 0), std::vector<std::uint8_t>(supply.size(), 0)};
    for (std::size_t k = 0; k < from_demand.rows(); ++k)
        for (auto i = static_cast<std::size_t>(from_demand.offsets[k]); i < static_cast<std::size_t>(from_demand.offsets[k + 1]); ++i) {
            const auto j = static_cast<std::size_t>(from_demand.to[i]);
            const double w = weight(decay, from_demand.distance[i], catchment);
            if (w <= 0) continue;
            if (demand[k] < 0) out.at_most[j] = 1;
            else wanted[j] += demand[k] * w;
        }
    for (std::size_t j = 0; j < supply.size(); ++j) {
        out.reached[j] = wanted[j] > 0;
        if (wanted[j] > 0) out.ratio[j] = supply[j] / wanted[j];
    }
    return out;
}

Access access(const Distances& from, std::size_t row, const Ratios& ratios, Decay decay, double catchment) {
    Access out;
    for (auto i = static_cast<std::size_t>(from.offsets[row]); i < static_cast<std::size_t>(from.offsets[row + 1]); ++i) {
        const auto j = static_cast<std::size_t>(from.to[i]);
        const double w = weight(decay, from.distance[i], catchment);
        if (w <= 0 || ratios.ratio[j] <= 0) continue;
        out.value += ratios.ratio[j] * w;
        out.at_most |= ratios.at_most[j] != 0;
    }
    return out;
}

}  // namespace kith::reach
