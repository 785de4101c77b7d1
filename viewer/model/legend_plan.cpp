#include "viewer/model/legend_plan.hpp"

#include <algorithm>
#include <numeric>

#include "engine/picture/backdrop.hpp"
#include "engine/picture/walk.hpp"

namespace kith::viewer::model {
namespace {

constexpr double small_pane = 520;      // wide, at 100 %
constexpr double widest_column = 260;   // below, where there is room, at 100 %
constexpr double least_share = 0.6;     // of the scale that the data would have without a legend

enum class Rank { colours, ties, marks, behind };
Rank rank_of(const picture::Legend& legend) {
    if (legend.title == picture::backdrop_legend) return Rank::behind;
    if (legend.title == "People" || legend.title == "Assets") return Rank::marks;
    if (legend.title.starts_with(picture::walk_legend)) return Rank::colours;
    return !legend.entries.empty() && legend.entries.front().is_line ? Rank::ties : Rank::colours;
}

/// Pixels a unit of the data in a box.
double scale_in(const Rect& box, Vec2 data) {
    if (box.empty()) return 0;
    return std::min(box.width() / std::max(data.x, 1e-9), box.height() / std::max(data.y, 1e-9));
}

/// `more`: a row is kept where it is said that others have no room.
LegendPlan beside(std::span<const picture::Legend> legends, std::span<const std::size_t> which, const LegendWish& wish, bool more) {
    const double u = wish.unit;
    LegendPlan plan;
    double y = wish.top + legend_gap * u;
    for (const std::size_t i : which) {
        const double high = height_of(legends[i]) * u;
        if (y + high > wish.pane.y - (legend_margin + (more ? legend_row : 0)) * u) {
            ++plan.left_out;
            continue;
        }
        plan.parts.push_back({i, {legend_margin * u, y}, legend_column * u});
        y += high + legend_gap * u;
    }
    if (more && !plan.parts.empty()) plan.more = {legend_margin * u, y};
    const double left = plan.parts.empty() ? 0 : (legend_column + 1.5 * legend_margin) * u;
    plan.picture = {{left, 0}, wish.pane};
    return plan;
}

/// In as many columns as there is room for, the next one always into the shortest.
LegendPlan below(std::span<const picture::Legend> legends, std::span<const std::size_t> which, const LegendWish& wish, bool more) {
    const double u = wish.unit, column = (legend_column + legend_margin) * u;
    const auto columns = static_cast<std::size_t>(std::max(1.0, (wish.pane.x - legend_margin * u) / column));
    std::vector<double> high(std::min(columns, std::max<std::size_t>(1, which.size())), 0);
    LegendPlan plan;
    const double share = (wish.pane.x - legend_margin * u) / static_cast<double>(high.size()) - legend_margin * u;
    const double width = std::min(widest_column * u, share);
    const auto place = [&](double height) {
        const auto at = std::min_element(high.begin(), high.end());
        const Vec2 corner{legend_margin * u + static_cast<double>(at - high.begin()) * (width + legend_margin * u), *at};
        *at += (height + legend_gap) * u;
        return corner;
    };
    for (const std::size_t i : which) plan.parts.push_back({i, place(height_of(legends[i])), width});
    if (more && !plan.parts.empty()) plan.more = place(legend_row);
    const double all = plan.parts.empty() ? 0 : *std::max_element(high.begin(), high.end()) + legend_gap * u;
    for (LegendPlan::Part& part : plan.parts) part.at.y += wish.pane.y - all + legend_gap / 2 * u;
    if (plan.more) plan.more->y += wish.pane.y - all + legend_gap / 2 * u;
    plan.picture = {{0, 0}, {wish.pane.x, wish.pane.y - all}};
    if (wish.pane.y - all < wish.top) plan.picture = Rect{};
    return plan;
}

}  // namespace

double height_of(const picture::Legend& legend) {
    if (!legend.grid) return legend_title + legend_row * static_cast<double>(legend.entries.size());
    const double more = static_cast<double>(legend.entries.size() > 9 ? legend.entries.size() - 9 : 0);
    return legend_title + 2 * legend_row + 3 * legend_cell + 6 + legend_row * more;  // both directions named, and what is not known
}

LegendPlan plan_legend(std::span<const picture::Legend> legends, const LegendWish& wish) {
    std::vector<std::size_t> which;
    const bool small = wish.pane.x < small_pane * wish.unit;
    std::size_t said = 0;  // to have no room: what lines mean stands nowhere else
    for (std::size_t i = 0; i < legends.size(); ++i) {
        if (legends[i].entries.empty()) continue;
        const Rank rank = rank_of(legends[i]);
        if (!wish.beside_layers || !small || rank == Rank::colours) which.push_back(i);
        else if (rank == Rank::ties) ++said;
    }
    std::stable_sort(which.begin(), which.end(), [&](std::size_t a, std::size_t b) { return rank_of(legends[a]) < rank_of(legends[b]); });
    const std::size_t wanted = which.size() + said;
    const double whole = scale_in({{0, wish.top}, wish.pane}, wish.data);
    for (; !which.empty(); which.pop_back()) {
        const bool more = which.size() < wanted;
        LegendPlan left = beside(legends, which, wish, more), under = below(legends, which, wish, more);
        const auto scale = [&](const LegendPlan& plan) {
            Rect box = plan.picture;
            box.low.y = std::max(box.low.y, wish.top);
            return plan.left_out > 0 ? 0.0 : scale_in(box, wish.data);
        };
        LegendPlan& better = scale(left) >= scale(under) ? left : under;
        if (scale(better) < least_share * whole) continue;
        better.left_out = wanted - which.size();
        return better;
    }
    return {{}, {{0, 0}, wish.pane}, wanted, {}};
}

}  // namespace kith::viewer::model
