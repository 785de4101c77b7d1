// The walking network of a real extract: distances between all its assets equal those of networkx (walking_dijkstra.py), before rounding to steps.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/geo/walking_search.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/privacy/view.hpp"
#include "tests/support/shared_data.hpp"

namespace kith {
namespace walking_test {

place::PlacePtr leeds(const std::filesystem::path& shared) {
    const auto recipe = io::read_recipe(std::filesystem::path(KITH_SOURCE_DIR) / "tests/places/leeds.toml");
    if (!recipe) {
        ADD_FAILURE() << recipe.error().message;
        return nullptr;
    }
    base::JobContext job;
    const auto place = place::read_place(*recipe, shared / "data", job);
    if (!place) ADD_FAILURE() << place.error().message;
    return place ? *place : nullptr;
}

TEST(WalkingInLeeds, DistancesAreThoseOfAnIndependentDijkstra) {
    KITH_NEEDS_SHARED(shared);
    const place::PlacePtr place = leeds(shared);
    ASSERT_NE(place, nullptr);
    ASSERT_NE(place->revision->segment("walking"), nullptr);
    const auto network = geo::walking_of(*place->revision->segment("walking"));
    ASSERT_TRUE(network);
    const column::Column& point = *place->revision->column("assets.positions", "point");
    const geo::PointSet points{point.xy(), point.states()};
    const geo::WalkingIndex index(*network, false);
    const auto rows = geo::rows_taking_part(points);
    constexpr double within = 800;
    geo::WalkingSearch search(index, points, rows, within, 1.3);
    const auto folder = std::filesystem::path(testing::TempDir()) / ("kith_walking_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    {
        std::ofstream assets(folder / "assets.csv"), pairs(folder / "pairs.csv");
        assets.precision(17);
        pairs.precision(17);
        assets << "row,x,y\n";
        pairs << "from,to,metres\n";
        for (const std::int32_t row : rows) {
            const auto r = static_cast<std::size_t>(row);
            assets << row << ',' << points.xy[2 * r] << ',' << points.xy[2 * r + 1] << '\n';
            for (const auto& one : search.run(points.xy[2 * r], points.xy[2 * r + 1], rows.size(), [&](std::int32_t other) { return other == row; }))
                pairs << row << ',' << one.row << ',' << one.metres << '\n';
        }
    }
    const std::string command = "'" KITH_PYTHON "' -B '" KITH_SOURCE_DIR "/tests/places/walking_dijkstra.py' '" + (shared / "data/assets/its-leeds-example.osm.pbf").string() + "' '" +
                                (folder / "assets.csv").string() + "' '" + (folder / "pairs.csv").string() + "' 800";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    std::filesystem::remove_all(folder);
}

TEST(WalkingInLeeds, EveryWayIsAccountedForAndTheCreditIsSaid) {
    KITH_NEEDS_SHARED(shared);
    const place::PlacePtr place = leeds(shared);
    ASSERT_NE(place, nullptr);
    const auto& report = place->reports.front();
    EXPECT_EQ(report.block, "walking");
    EXPECT_TRUE(report.tally.balances());
    EXPECT_EQ(report.tally.read, 184);  // osmium tags-filter its-leeds-example.osm.pbf w/highway
    std::int64_t said = 0;
    for (const auto& count : report.counts)
        if (count.code == "walk_motor" || count.code == "walk_not_there" || count.code == "walk_private" || count.code == "walk_no_points") said += count.count;
    EXPECT_EQ(said, report.tally.filtered);
    const auto remark = std::find_if(place->remarks.begin(), place->remarks.end(), [](const std::string& r) { return r.starts_with("Walking is measured along"); });
    ASSERT_NE(remark, place->remarks.end());
    EXPECT_NE(remark->find("© OpenStreetMap contributors"), std::string::npos);
}

TEST(WalkingInLeeds, NearIsAskedOfTheNetworkThroughTheView) {
    KITH_NEEDS_SHARED(shared);
    const auto view = privacy::open_view(leeds(shared), privacy::Audience::team);
    ASSERT_TRUE(view);
    privacy::NearSpec spec;
    spec.from = spec.to = privacy::Entity::assets;
    spec.nearest = 64;
    base::JobContext job;
    const auto near = (*view)->near("all", spec, job);
    ASSERT_TRUE(near);
    const auto metres = (*near)->find("metres")->i32();
    ASSERT_NE((*near)->find("straight"), nullptr);
    const auto straight = (*near)->find("straight")->i32();
    ASSERT_FALSE(metres.empty());
    for (std::size_t i = 0; i < metres.size(); ++i) {
        EXPECT_EQ(metres[i] % 50, 0);
        EXPECT_LE(metres[i], 800);
        EXPECT_GE(metres[i], straight[i]);  // no walk is shorter than the line
    }
}

TEST(WalkingInLeeds, ItsWaysLieBehindTheMapEachStretchOnce) {
    KITH_NEEDS_SHARED(shared);
    const place::PlacePtr place = leeds(shared);
    ASSERT_NE(place, nullptr);
    const auto behind = place->revision->segment("backdrop.ways_to_walk.lines"), walking = place->revision->segment("walking");
    ASSERT_NE(behind, nullptr);
    EXPECT_EQ(place->revision->column("backdrops", "credit")->text(0), walking->find("credit")->text(0));
    const auto key = [](double ax, double ay, double bx, double by) { return std::pair(std::min(std::pair(ax, ay), std::pair(bx, by)), std::max(std::pair(ax, ay), std::pair(bx, by))); };
    std::multiset<std::pair<std::pair<double, double>, std::pair<double, double>>> drawn, walked;
    const auto ends = behind->find("path_points")->i64();
    const auto xy = behind->find("points")->xy();
    for (std::size_t path = 0; path + 1 < ends.size(); ++path)
        for (auto at = static_cast<std::size_t>(ends[path]); at + 1 < static_cast<std::size_t>(ends[path + 1]); ++at) drawn.insert(key(xy[2 * at], xy[2 * at + 1], xy[2 * at + 2], xy[2 * at + 3]));
    const auto network = geo::walking_of(*walking);
    ASSERT_TRUE(network);
    for (std::size_t from = 0; from + 1 < network->offsets.size(); ++from)
        for (auto arc = network->offsets[from]; arc < network->offsets[from + 1]; ++arc) {
            const auto to = static_cast<std::size_t>(network->targets[static_cast<std::size_t>(arc)]);
            if (from < to) walked.insert(key(network->xy[2 * from], network->xy[2 * from + 1], network->xy[2 * to], network->xy[2 * to + 1]));
        }
    EXPECT_EQ(drawn, walked);
    EXPECT_LT(ends.size(), walked.size() / 2) << "stretches that go on are one line";
}

}  // namespace walking_test
}  // namespace kith
