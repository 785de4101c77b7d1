#include "engine/privacy/masked_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>

#include "engine/column/builder.hpp"
#include "engine/geo/locate.hpp"
#include "engine/geo/rings.hpp"
#include "engine/privacy/forwarding_view.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using column::SegmentPtr;

constexpr double people_a_point = 10, most_points = 400, fewest_points = 9;

std::string key_of_primary(const place::Revision& revision) {
    const SegmentPtr& layers = revision.segment("area_layers");
    for (std::size_t row = 0; layers != nullptr && row < layers->find("as")->rows(); ++row)
        if (layers->find("primary")->booleans()[row] != 0) return "areas." + std::string(layers->find("as")->text(row));
    return {};
}

/// Points of a grid inside one area, about `wanted`; a point inside it where the grid misses it.
void add_grid(const geo::AreaGeometry& geometry, const geo::Locator& locator, std::int32_t area, double m2, double wanted, std::span<const double> inside, std::vector<double>& xy) {
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY;
    for (auto r = geometry.first_ring(area); r < geometry.last_ring(area); ++r) {
        const auto ring = geometry.ring(r);
        for (std::size_t i = 0; i + 1 < ring.size(); i += 2) {
            low_x = std::min(low_x, ring[i]);
            high_x = std::max(high_x, ring[i]);
            low_y = std::min(low_y, ring[i + 1]);
            high_y = std::max(high_y, ring[i + 1]);
        }
    }
    const double step = std::sqrt(m2 / wanted);
    const std::size_t before = xy.size();
    for (double y = low_y + step / 2; y < high_y; y += step)
        for (double x = low_x + step / 2; x < high_x; x += step)
            if (locator.side(area, x, y) == geo::Locator::Side::inside) xy.insert(xy.end(), {x, y});
    if (xy.size() == before) xy.insert(xy.end(), {inside[2 * static_cast<std::size_t>(area)], inside[2 * static_cast<std::size_t>(area) + 1]});
}

/// People where they are shown; in no area.
class MovedView final : public ForwardingView {
public:
    MovedView(ViewPtr of, SegmentPtr people, SegmentPtr positions) : ForwardingView(std::move(of)), people_(std::move(people)), positions_(std::move(positions)) {}
    SegmentPtr segment(std::string_view key) const override {
        if (key == "people") return people_;
        if (key == "people.positions") return positions_;
        return key.starts_with("people.within.") ? nullptr : of().segment(key);
    }
    std::vector<std::string> segment_keys() const override {
        auto keys = of().segment_keys();
        std::erase_if(keys, [](const std::string& key) { return key.starts_with("people.within."); });
        return keys;
    }

private:
    SegmentPtr people_, positions_;
};

base::Result<SegmentPtr> in_no_area(const SegmentPtr& people) {
    column::SegmentBuilder builder("people");
    for (const Column& c : people->columns()) {
        if (c.key() == "area") builder.add_i32("area", std::vector<std::int32_t>(c.rows(), base::no_row));
        else builder.add_column(people, c);
    }
    return std::move(builder).finish(process::sealed_memory);
}

std::string fresh_secret() {
    std::random_device source;
    std::string secret;
    for (int i = 0; i < 8; ++i) secret += std::to_string(source()) + ":";
    return secret;
}

}  // namespace

SpreadHomes spread_homes(const place::Revision& revision) {
    SpreadHomes out;
    const std::string areas = key_of_primary(revision);
    const Column* population = areas.empty() ? nullptr : revision.column(areas, "population");
    const SegmentPtr& shapes = revision.segment(areas + ".geometry");
    const auto geometry = shapes == nullptr ? base::Result<geo::AreaGeometry>(base::not_found("no shapes")) : geo::geometry_of(*shapes);
    if (population == nullptr || !geometry) return out;
    const auto locator = geo::Locator::build(*geometry);
    std::vector<std::uint8_t> has;
    const std::vector<double> inside = geo::inside_points(*geometry, has), km2 = geo::areas_km2(*geometry);
    std::vector<double> xy, weight;
    for (std::size_t area = 0; area < km2.size(); ++area) {
        if (has[area] == 0 || !population->known(area) || population->f64()[area] <= 0 || km2[area] <= 0) continue;
        const std::size_t before = xy.size() / 2;
        add_grid(*geometry, locator, static_cast<std::int32_t>(area), km2[area] * 1e6, std::clamp(population->f64()[area] / people_a_point, fewest_points, most_points), inside, xy);
        const std::size_t points = xy.size() / 2 - before;
        weight.resize(xy.size() / 2, population->f64()[area] / static_cast<double>(points));
    }
    std::vector<std::size_t> order(weight.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return xy[2 * a] < xy[2 * b]; });
    for (const std::size_t at : order) {
        out.xy.insert(out.xy.end(), {xy[2 * at], xy[2 * at + 1]});
        out.weight.push_back(weight[at]);
    }
    return out;
}

base::Result<MaskedPoints> masked_points(ViewPtr view, const place::Place& place, std::span<const KeptShift> kept, base::JobContext& job) {
    MaskedPoints out;
    out.shifts.assign(kept.begin(), kept.end());
    const SegmentPtr people = view->segment("people"), positions = view->segment("people.positions");
    if (people == nullptr || positions == nullptr) return base::misuse("Nobody has a point here that could be moved.");
    const SpreadHomes homes = spread_homes(*place.revision);
    if (homes.weight.empty()) return base::misuse("Nobody knows how many people live around: join a population to the first layer of areas, then points can be moved among them.");
    const std::string areas = key_of_primary(*place.revision);
    const Column &point = *positions->find("point"), &population = *place.revision->column(areas, "population"), &km2 = *place.revision->column(areas, "km2");
    const auto area = people->find("area")->i32();
    std::map<base::EntityKey, Shift> before;
    for (const KeptShift& one : kept) before.emplace(one.who, one.shift);
    const std::string secret = fresh_secret();  // what comes of it is kept, so nobody needs it again
    std::vector<double> xy(2 * point.rows());
    column::States states(point.rows(), static_cast<std::uint8_t>(column::State::withheld));
    job.begin("points for others");
    for (std::size_t row = 0; row < point.rows(); ++row) {
        if (auto s = job.check(); !s) return s.error();
        if (!point.known(row)) continue;
        const auto at = static_cast<std::size_t>(std::max(area[row], 0));
        const bool known = area[row] >= 0 && population.known(at) && population.f64()[at] > 0 && km2.f64()[at] > 0;
        const base::EntityKey who = view->key(base::EntityKind::person, row);
        const auto earlier = before.find(who);
        const double x = point.xy()[2 * row], y = point.xy()[2 * row + 1];
        const auto shift = known ? masked_shift(x, y, population.f64()[at] / km2.f64()[at], who, secret, {homes.xy, homes.weight}, asked_for, earlier == before.end() ? std::nullopt : std::optional(earlier->second))
                                 : std::nullopt;
        if (!shift) {
            ++out.without;
            continue;
        }
        if (earlier == before.end()) out.shifts.push_back({who, *shift});
        ++out.moved;
        xy[2 * row] = x + shift->x;
        xy[2 * row + 1] = y + shift->y;
        states[row] = 0;
    }
    column::SegmentBuilder moved("people.positions");
    moved.add_points("point", std::move(xy), std::move(states));
    auto shown = std::move(moved).finish(process::sealed_memory);
    if (!shown) return shown.error();
    auto without_area = in_no_area(people);
    if (!without_area) return without_area.error();
    out.view = std::make_shared<MovedView>(std::move(view), std::move(*without_area), std::move(*shown));
    return out;
}

}  // namespace kith::privacy
