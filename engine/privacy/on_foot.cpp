#include "engine/privacy/on_foot.hpp"

#include "engine/geo/reach.hpp"
#include "engine/geo/walking.hpp"

namespace kith::privacy {
namespace {

/// As derive.cpp's of a revision: not potential or closed, not online only, counted once.
std::vector<std::uint8_t> can_be_gone_to(const column::Segment& assets, std::size_t rows) {
    const auto *status = assets.find("status"), *online = assets.find("online"), *counted = assets.find("counted_with");
    std::vector<std::uint8_t> mask(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const bool active = status == nullptr || !status->known(row) || status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active);
        const bool there = online == nullptr || !online->known(row) || online->booleans()[row] == 0;
        mask[row] = active && there && (counted == nullptr || counted->i32()[row] == static_cast<std::int32_t>(row));
    }
    return mask;
}

}  // namespace

std::optional<std::vector<OnFoot>> nearest_on_foot(const View& view, double x, double y, base::Metres within, int nearest) {
    const auto walking = view.segment("walking"), assets = view.segment("assets"), positions = view.segment("assets.positions");
    if (walking == nullptr || assets == nullptr || positions == nullptr) return std::nullopt;
    const auto network = geo::walking_of(*walking);
    const column::Column* point = positions->find("point");
    if (!network || point == nullptr) return std::nullopt;
    const auto mask = can_be_gone_to(*assets, point->rows());
    const double from[] = {x, y};
    geo::NearQuestion question;
    question.within = within;
    question.nearest = nearest;
    question.walking = &*network;
    base::JobContext job;
    const auto near = geo::near({from}, {point->xy(), point->states(), mask}, question, job);
    if (!near) return std::nullopt;
    std::vector<OnFoot> out;
    for (std::size_t i = 0; i < near->rows.size(); ++i) out.push_back({near->rows[i], near->metres[i]});
    return out;
}

}  // namespace kith::privacy
