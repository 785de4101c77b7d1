// Any graph: many components, stars, heavy and parallel ties, loops; any groups, starts, anchors and labels.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <map>

#include "engine/layout/layout.hpp"
#include "tests/engine/layout/shapes.hpp"

namespace kith::layout {
namespace property_test {

using test::Net;

Net any_net() {
    const auto n = *rc::gen::inRange<std::size_t>(0, 120);
    Net net(n);
    if (n == 0) return net;
    const auto node = rc::gen::inRange<std::size_t>(0, n);
    const auto weight = rc::gen::element(1.0, 1.0, 1.0, 0.001, 1e-300, 1e6, 1e300);
    const auto ties = *rc::gen::container<std::vector<std::tuple<std::size_t, std::size_t, double>>>(rc::gen::tuple(node, node, weight));
    for (const auto& [a, b, w] : ties) net.tie(a, b, w);
    if (*rc::gen::arbitrary<bool>()) {  // a star
        const std::size_t hub = *node;
        for (std::size_t v = *node; v < n; ++v) net.tie(hub, v);
    }
    if (*rc::gen::arbitrary<bool>())  // a chain of parallel ties
        for (std::size_t v = 0; v + 1 < n / 2; ++v)
            for (int i = 0; i < 20; ++i) net.tie(v, v + 1, 3);
    return net;
}

std::vector<Group> any_groups(std::size_t n) {
    return *rc::gen::container<std::vector<Group>>(n, rc::gen::element(Group::laid_out, Group::laid_out, Group::laid_out, Group::isolate, Group::not_asked));
}

std::vector<Point> any_points(std::size_t n) {
    const auto number = rc::gen::element(0.0, 1.0, 1.0, 2.5, -300.0, 4e5, std::numeric_limits<double>::quiet_NaN());
    const auto pairs = *rc::gen::container<std::vector<std::pair<double, double>>>(n, rc::gen::pair(number, number));
    std::vector<Point> points;
    for (const auto& [x, y] : pairs) points.push_back({x, y});
    return points;
}

/// Everybody is somewhere, and exactly the shelved are on shelves.
void check_drawing(const Drawing& drawing, const std::vector<Group>& groups) {
    RC_ASSERT(drawing.positions.size() == groups.size());
    RC_ASSERT(test::all_finite(drawing.positions));
    std::map<Group, std::int64_t> counts;
    for (const Group g : groups) ++counts[g];
    std::int64_t shelved = 0;
    for (const Shelf& shelf : drawing.shelves) {
        RC_ASSERT(shelf.count > 0);
        RC_ASSERT(shelf.group != Group::laid_out);
        RC_ASSERT(shelf.count == counts[shelf.group]);
        shelved += shelf.count;
        for (std::size_t v = 0; v < groups.size(); ++v) RC_ASSERT(shelf.box.holds(drawing.positions[v]) == (groups[v] == shelf.group));
    }
    RC_ASSERT(shelved + counts[Group::laid_out] == static_cast<std::int64_t>(groups.size()));
}

RC_GTEST_PROP(AnyGraph, ForceLosesNobody, (std::uint64_t seed)) {
    Net net = any_net();
    const std::vector<Group> groups = any_groups(net.rows.size());
    base::JobContext job;
    const base::Result<Drawing> drawing = force(net.view(), {{groups, 1}, seed, {}}, job);
    RC_ASSERT(static_cast<bool>(drawing));
    check_drawing(*drawing, groups);
    RC_ASSERT(drawing->positions == force(net.view(), {{groups, 1}, seed, {}}, job)->positions);
}

RC_GTEST_PROP(AnyGraph, ForceFromAnyStart, (std::uint64_t seed)) {
    Net net = any_net();
    const std::vector<Group> groups = any_groups(net.rows.size());
    const std::vector<Point> start = any_points(net.rows.size());
    base::JobContext job;
    const base::Result<Drawing> drawing = force(net.view(), {{groups, 1}, seed, start}, job);
    RC_ASSERT(static_cast<bool>(drawing));
    check_drawing(*drawing, groups);
}

RC_GTEST_PROP(AnyGraph, ComponentsNeverOverlap, (std::uint64_t seed)) {
    Net net = any_net();
    const std::vector<Group> groups(net.rows.size(), Group::laid_out);
    base::JobContext job;
    const base::Result<Drawing> drawing = force(net.view(), {{groups, 1}, seed, {}}, job);
    RC_ASSERT(static_cast<bool>(drawing));
    std::vector<std::size_t> label(net.rows.size());
    for (std::size_t v = 0; v < label.size(); ++v) label[v] = v;
    for (std::size_t round = 0; round < label.size(); ++round)
        for (std::size_t v = 0; v < label.size(); ++v)
            for (const auto& [u, w] : net.rows[v]) label[v] = std::min(label[v], label[static_cast<std::size_t>(u)]);
    std::map<std::size_t, Box> boxes;
    for (std::size_t v = 0; v < label.size(); ++v) {
        const Point p = drawing->positions[v];
        boxes.emplace(label[v], Box{p.x, p.y, p.x, p.y}).first->second.add(p);
    }
    for (const auto& [a, first] : boxes)
        for (const auto& [b, second] : boxes) RC_ASSERT(a == b || !test::overlap(first, second));
}

RC_GTEST_PROP(AnyGraph, AnchoredKeepsItsDistance, ()) {
    Net net = any_net();
    std::vector<Group> groups = any_groups(net.rows.size());
    const std::vector<Point> anchors = any_points(net.rows.size());
    base::JobContext job;
    const base::Result<Drawing> drawing = anchored(net.view(), {{groups, 1}, anchors, 1, 0.4, 20}, job);
    RC_ASSERT(static_cast<bool>(drawing));
    for (std::size_t v = 0; v < groups.size(); ++v)
        if (groups[v] == Group::laid_out && !is_finite(anchors[v])) groups[v] = Group::without_place;
    check_drawing(*drawing, groups);
    for (std::size_t v = 0; v < groups.size(); ++v) {
        if (groups[v] != Group::laid_out) continue;
        // 20 by the leash; 120 discs pushed from one spot need another 7.
        RC_ASSERT(test::distance(drawing->positions[v], anchors[v]) < 40);
        for (std::size_t u = 0; u < v; ++u)
            RC_ASSERT(groups[u] != Group::laid_out || test::distance(drawing->positions[v], drawing->positions[u]) > 0.99);
    }
}

RC_GTEST_PROP(AnyGraph, CommunitiesAndRings, (std::uint64_t seed)) {
    Net net = any_net();
    const std::size_t n = net.rows.size();
    const std::vector<Group> groups = any_groups(n);
    const auto labels = *rc::gen::container<std::vector<std::int32_t>>(n, rc::gen::inRange<std::int32_t>(-1, 5));
    base::JobContext job;
    const base::Result<CommunityDrawing> communities = by_community(net.view(), {{groups, 1}, seed, labels}, job);
    RC_ASSERT(static_cast<bool>(communities));
    check_drawing(communities->drawing, groups);
    const auto middle = std::find(groups.begin(), groups.end(), Group::laid_out);
    if (middle == groups.end()) return;
    const base::Result<ConcentricDrawing> rings = concentric(net.view(), {{groups, 1}, static_cast<std::int32_t>(middle - groups.begin())}, job);
    RC_ASSERT(static_cast<bool>(rings));
    check_drawing(rings->drawing, groups);
    std::int64_t counted = 0;
    for (const Ring& ring : rings->rings) counted += ring.count;
    RC_ASSERT(counted == std::count(groups.begin(), groups.end(), Group::laid_out));
}

}  // namespace property_test
}  // namespace kith::layout
