// The synthetic places of the bench, through Kith: every figure of performance.md's Checks table (igraph column) that the
// engine answers. The figures are the peer's (python-igraph, geopandas, libpysal), computed from the same files.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>

#include "engine/geo/reach.hpp"
#include "engine/graph/measures.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/graph_of.hpp"
#include "engine/place/pipeline.hpp"
#include "tests/support/built.hpp"
#include "tests/support/shared_data.hpp"

using namespace kith;

namespace checks_test {

struct Expected {
    const char* scale;
    std::int64_t people_in_an_area, queen_links, social_edges, combined_edges, ties_kept, degree_sum, kcore_max, kcore_sum, largest_component;
    double clustering_mean, constraint_mean;
    std::int64_t assets_800m_sum;
    double diversity_mean;
};

constexpr Expected neighbourhood{"neighbourhood", 4178, 50, 15161, 18577, 19906, 36388, 5, 16924, 4265, 0.22638276, 0.274207644, 436914, 2.07237461};
constexpr Expected city{"city", 557145, 1948, 3031477, 3783653, 3985103, 7217584, 8, 3310585, 565586, 0.147296087, 0.176330404, 109975037, 2.90455071};

/// Made once a build folder, by the shared generator, seed 1.
std::filesystem::path made(const std::filesystem::path& shared, const std::string& scale) {
    const std::filesystem::path folder = kith::test::built(KITH_BIN_DIR).parent_path().parent_path() / "bench" / scale;
    if (!std::filesystem::exists(folder / "manifest.json")) {
        std::filesystem::create_directories(folder);
        const std::string command = "/usr/bin/python3 '" + (shared / "bench/make_city.py").string() + "' --quiet --scale " + scale + " --out '" + folder.string() + "'";
        if (std::system(command.c_str()) != 0) return {};
    }
    return folder;
}

/// People's distinct partners by kind of tie, either way round, added up (degree_by_kind of the peer).
std::int64_t degree_sum(const place::Revision& revision) {
    const auto from = revision.column("ties", "from")->i32(), to = revision.column("ties", "to")->i32();
    std::int64_t sum = 0;
    const auto people = static_cast<std::int32_t>(revision.people());
    for (std::size_t tie = 0; tie < from.size(); ++tie) sum += (from[tie] < people) + (to[tie] < people);
    return sum;
}

/// Mean over areas of the logarithm of the Hill number of order 1 of the kinds of located assets; 0 for an area without.
double diversity_mean(const place::Revision& revision) {
    const auto area = revision.column("assets", "area")->i32();
    const column::Column& kind = *revision.column("assets", "subtype");
    const std::size_t areas = revision.column("areas.neighbourhood", "code")->rows();
    std::vector<std::map<std::int32_t, double>> counts(areas);
    for (std::size_t asset = 0; asset < area.size(); ++asset)
        if (area[asset] >= 0 && kind.known(asset)) ++counts[static_cast<std::size_t>(area[asset])][kind.codes()[asset]];
    double mean = 0;
    for (const auto& of_area : counts) {
        double total = 0, entropy = 0;
        for (const auto& [word, n] : of_area) total += n;
        for (const auto& [word, n] : of_area) entropy -= n / total * std::log(n / total);
        mean += entropy / static_cast<double>(areas);
    }
    return mean;
}

std::int64_t assets_within_800m(const place::Revision& revision, base::JobContext& job) {
    const column::Column &people = *revision.column("people.positions", "point"), &assets = *revision.column("assets.positions", "point");
    const std::vector<std::int32_t> one_class(assets.rows(), 0);
    const geo::ReachQuestion question{base::Metres{800}, 1.0, one_class, 1};
    const auto reach = geo::reach_counts({people.xy(), people.states(), {}}, {assets.xy(), assets.states(), {}}, question, job);
    EXPECT_TRUE(reach);
    std::int64_t sum = 0;
    for (const std::int32_t count : reach->counts) sum += std::max(count, 0);
    return sum;
}

void check_graph(const place::Revision& revision, const Expected& expected, base::JobContext& job) {
    const auto graph = place::combined_graph(revision, job);
    ASSERT_TRUE(graph) << graph.error().message;
    const auto ties = graph->simple(graph::CombinedGraph::all_ties);
    EXPECT_EQ(static_cast<std::int64_t>(ties.targets.size()) / 2, expected.combined_edges);
    EXPECT_EQ(graph::components(ties.view()).largest(), expected.largest_component);
    const auto from = revision.column("ties", "from")->i32(), to = revision.column("ties", "to")->i32();
    const auto social = graph::simple_pairs(revision.people(), {from, to});
    EXPECT_EQ(static_cast<std::int64_t>(social.targets.size()) / 2, expected.social_edges);
    const auto cores = graph::core_numbers(social.view());
    EXPECT_EQ(*std::max_element(cores.begin(), cores.end()), expected.kcore_max);
    EXPECT_EQ(std::accumulate(cores.begin(), cores.end(), std::int64_t{0}), expected.kcore_sum);
    const auto triangles = graph::triangles(social.view(), job);
    ASSERT_TRUE(triangles);
    const auto clustering = graph::clustering(social.view(), *triangles);
    EXPECT_NEAR(std::accumulate(clustering.begin(), clustering.end(), 0.0) / static_cast<double>(clustering.size()), expected.clustering_mean, 1e-8);
    const auto holes = graph::structural_holes(social.view(), {}, false, job);
    ASSERT_TRUE(holes);
    double sum = 0, n = 0;
    for (const double constraint : holes->constraint)
        if (!std::isnan(constraint)) sum += constraint, ++n;
    EXPECT_NEAR(sum / n, expected.constraint_mean, 1e-8);
}

void check(const Expected& expected) {
    KITH_NEEDS_SHARED(shared);
    const std::filesystem::path folder = made(shared, expected.scale);
    ASSERT_FALSE(folder.empty()) << "the generator did not run; it needs python3-numpy (scripts/setup)";
    const auto recipe = io::read_recipe(std::string(KITH_SOURCE_DIR) + "/tests/bench/place.toml");
    ASSERT_TRUE(recipe) << recipe.error().message;
    base::JobContext job;
    const auto place = place::read_place(*recipe, folder, job);
    ASSERT_TRUE(place) << place.error().message;
    const place::Revision& revision = *(*place)->revision;
    for (const auto& report : (*place)->reports) EXPECT_TRUE(report.tally.balances()) << report.file;
    const auto area = revision.column("people", "area")->i32();
    EXPECT_EQ(std::count_if(area.begin(), area.end(), [](std::int32_t a) { return a >= 0; }), expected.people_in_an_area);
    EXPECT_EQ(static_cast<std::int64_t>(revision.column("areas.neighbourhood.borders", "queen")->rows()), expected.queen_links);
    EXPECT_EQ(static_cast<std::int64_t>(revision.column("ties", "from")->rows()), expected.ties_kept);
    EXPECT_EQ(degree_sum(revision), expected.degree_sum);
    EXPECT_EQ(assets_within_800m(revision, job), expected.assets_800m_sum);
    EXPECT_NEAR(diversity_mean(revision), expected.diversity_mean, 1e-8);
    check_graph(revision, expected, job);
}

TEST(BenchChecks, NeighbourhoodGivesThePeersFigures) { check(neighbourhood); }

TEST(BenchChecks, CityGivesThePeersFigures) {
    if (kith::test::under_address_sanitizer()) GTEST_SKIP() << "The city is checked in the release build: under the sanitizer it takes minutes.";
    check(city);
}

}  // namespace checks_test
