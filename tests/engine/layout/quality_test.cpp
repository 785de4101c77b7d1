// The two measures against figures by hand and against the definitions written out for every pair.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/layout/quality.hpp"
#include "tests/engine/layout/shapes.hpp"

namespace kith::layout {
namespace quality_test {

using test::Net;

double preserved(const Graph& graph, const std::vector<Point>& positions) {
    base::JobContext job;
    return neighbourhood_preservation(graph, positions, job).value();
}
double stress(const Graph& graph, const std::vector<Point>& positions) {
    base::JobContext job;
    return sampled_stress(graph, positions, 1000000, 1, job).value();
}

TEST(Quality, ByHand) {
    Net line = test::path(4);
    const std::vector<Point> straight{{0, 0}, {1, 0}, {2, 0}, {3, 0}};
    EXPECT_DOUBLE_EQ(preserved(line.view(), straight), 1);
    EXPECT_NEAR(stress(line.view(), straight), 0, 1e-12);
    const std::vector<Point> larger{{5, 0}, {8, 0}, {11, 0}, {14, 0}};
    EXPECT_NEAR(stress(line.view(), larger), 0, 1e-12) << "scale does not count";
    // 0 2 1 3: the nearest of 0 is 2 (no neighbour); the two of 1 are 2 and 3 at 1 (one of 0, 2); of 2: 0 and 1 at 1 (one of
    // 1, 3); of 3: 1 (no). (0 + 1/2 + 1/2 + 0) / 4.
    const std::vector<Point> crossed{{0, 0}, {2, 0}, {1, 0}, {3, 0}};
    EXPECT_DOUBLE_EQ(preserved(line.view(), crossed), 0.25);
    // L / d of the six pairs: 2, 1/2, 1, 1, 1/2, 2: 1 - 7^2 / (6 x 10.5).
    EXPECT_NEAR(stress(line.view(), crossed), 1 - 49.0 / 63, 1e-12);
    EXPECT_DOUBLE_EQ(stress(line.view(), std::vector<Point>(4)), 1) << "all on one spot";
    Net none(3);
    EXPECT_TRUE(std::isnan(preserved(none.view(), std::vector<Point>(3))));
    EXPECT_TRUE(std::isnan(stress(none.view(), std::vector<Point>(3))));
    base::JobContext job;
    EXPECT_FALSE(neighbourhood_preservation(none.view(), std::vector<Point>(2), job));
    EXPECT_FALSE(sampled_stress(none.view(), std::vector<Point>(1), 10, 1, job));
}

RC_GTEST_PROP(Quality, AsTheDefinitionsSayForEveryPair, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(2, 25);
    Net net(n);
    std::vector<std::vector<int>> d(n, std::vector<int>(n, 1000));
    for (std::size_t v = 0; v < n; ++v) d[v][v] = 0;
    for (const auto& [a, b] : *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(rc::gen::pair(rc::gen::inRange<std::size_t>(0, n), rc::gen::inRange<std::size_t>(0, n)))) {
        net.tie(a, b);
        if (a != b) d[a][b] = d[b][a] = 1;
    }
    // Small whole numbers: many nodes are equally near, some on one spot.
    const auto places = *rc::gen::container<std::vector<std::pair<int, int>>>(n, rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::inRange(0, 6)));
    std::vector<Point> points;
    for (const auto& [x, y] : places) points.push_back({static_cast<double>(x), static_cast<double>(y)});

    double sum = 0;
    double asked = 0;
    for (std::size_t v = 0; v < n; ++v) {
        std::vector<std::pair<double, std::size_t>> near;
        std::size_t k = 0;
        for (std::size_t u = 0; u < n; ++u) {
            if (u == v) continue;
            const double dx = points[u].x - points[v].x;
            const double dy = points[u].y - points[v].y;
            near.emplace_back(dx * dx + dy * dy, u);
            if (d[v][u] == 1) ++k;
        }
        if (k == 0) continue;
        std::sort(near.begin(), near.end());
        double both = 0;
        for (std::size_t i = 0; i < k; ++i) both += d[v][near[i].second] == 1 ? 1 : 0;
        sum += both / static_cast<double>(k);
        ++asked;
    }
    if (asked == 0) return;
    RC_ASSERT(std::fabs(preserved(net.view(), points) - sum / asked) < 1e-9);

    for (std::size_t m = 0; m < n; ++m)
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b) d[a][b] = std::min(d[a][b], d[a][m] + d[m][b]);
    double wdl = 0, wll = 0, wdd = 0;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b) {
            if (a == b || d[a][b] >= 1000) continue;
            const double l = test::distance(points[a], points[b]);
            const double w = 1.0 / (d[a][b] * d[a][b]);
            wdl += w * d[a][b] * l;
            wll += w * l * l;
            wdd += w * d[a][b] * d[a][b];
        }
    const double scale = wll > 0 ? wdl / wll : 0;
    double error = 0;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
            if (a != b && d[a][b] < 1000) error += std::pow(scale * test::distance(points[a], points[b]) / d[a][b] - 1, 2);
    RC_ASSERT(std::fabs(stress(net.view(), points) - error / wdd) < 1e-9);
}

}  // namespace quality_test
}  // namespace kith::layout
