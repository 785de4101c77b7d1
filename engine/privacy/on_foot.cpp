#include "engine/privacy/on_foot.hpp"

#include <algorithm>
#include <cmath>

#include "engine/geo/reach.hpp"
#include "engine/geo/walking.hpp"

namespace kith::privacy {
namespace {

/// As derive.cpp's of a revision: not potential or closed, not online only, counted once.
std::vector<std::uint8_t> can_be_gone_to(const column::Segment& assets, std::size_t rows, EachRecord each) {
    const auto *status = assets.find("status"), *online = assets.find("online"), *counted = assets.find("counted_with");
    std::vector<std::uint8_t> mask(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const bool active = status == nullptr || !status->known(row) || status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active);
        const bool there = online == nullptr || !online->known(row) || online->booleans()[row] == 0;
        mask[row] = active && there && (each == EachRecord::yes || counted == nullptr || counted->i32()[row] == static_cast<std::int32_t>(row));
    }
    return mask;
}

}  // namespace

struct Walks::Hidden {
    column::SegmentPtr walking, positions;  // what the search borrows
    std::vector<std::uint8_t> mask;
    geo::NearOnFoot near;
};

Walks::Walks(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
Walks::~Walks() = default;

std::unique_ptr<Walks> Walks::of(const View& view, base::Metres within, int nearest, EachRecord each) {
    const auto walking = view.segment("walking"), assets = view.segment("assets"), positions = view.segment("assets.positions");
    if (walking == nullptr || assets == nullptr || positions == nullptr) return nullptr;
    const auto network = geo::walking_of(*walking);
    const column::Column* point = positions->find("point");
    if (!network || point == nullptr) return nullptr;
    auto mask = can_be_gone_to(*assets, point->rows(), each);
    geo::NearQuestion question;
    question.within = within;
    question.nearest = nearest;
    question.walking = &*network;
    geo::NearOnFoot near({point->xy(), point->states(), mask}, question);
    return std::unique_ptr<Walks>(new Walks(std::make_unique<Hidden>(Hidden{walking, positions, std::move(mask), std::move(near)})));
}

std::vector<OnFoot> Walks::nearest(double x, double y) {
    std::vector<OnFoot> out;
    for (const auto& found : hidden_->near.from(x, y)) out.push_back({found.row, found.metres});
    return out;
}

std::vector<OnFoot> near_on_foot(const View& view, double x, double y, base::Metres within, std::size_t nearest, EachRecord each) {
    if (const auto walks = Walks::of(view, within, static_cast<int>(nearest), each)) return walks->nearest(x, y);
    const auto assets = view.segment("assets"), positions = view.segment("assets.positions");
    const column::Column* point = positions == nullptr ? nullptr : positions->find("point");
    std::vector<OnFoot> out;
    if (assets == nullptr || point == nullptr) return out;
    const auto mask = can_be_gone_to(*assets, point->rows(), each);
    for (std::size_t row = 0; row < mask.size(); ++row) {
        if (mask[row] == 0 || !point->known(row)) continue;
        const double metres = std::hypot(point->xy()[2 * row] - x, point->xy()[2 * row + 1] - y) * geo::straight_line_factor;
        if (metres <= within.value) out.push_back({static_cast<std::int32_t>(row), static_cast<std::int32_t>(std::max(1.0, std::ceil(metres / geo::step_metres)) * geo::step_metres)});
    }
    std::stable_sort(out.begin(), out.end(), [](const OnFoot& a, const OnFoot& b) { return a.metres < b.metres; });
    if (out.size() > nearest) out.resize(nearest);
    return out;
}

base::Result<std::vector<std::vector<double>>> ways_on_foot(const View& view, double x, double y, std::span<const double> within) {
    const auto walking = view.segment("walking");
    if (walking == nullptr) return std::vector<std::vector<double>>(within.size());
    const auto network = geo::walking_of(*walking);
    if (!network) return network.error();
    return geo::isochrones(*network, x, y, within);
}

}  // namespace kith::privacy
