// The bench places (make_city.py, seed 1) give the figures of the Checks table in the shared performance notes (igraph column, and the
// generator's own truth.csv). Prints CPU seconds on one thread; scripts/bench compares them.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <unordered_map>

#include "engine/geo/crs.hpp"
#include "engine/geo/locate.hpp"
#include "engine/geo/reach.hpp"
#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith {
namespace bench_checks_test {

struct Expected {
    const char* scale;
    std::int64_t people_in_an_area;
    std::size_t queen_links;
    std::int64_t assets_800m_sum;
};

/// Points in British National Grid, and the cells that came with them.
struct Placed {
    std::vector<double> xy;
    std::vector<std::uint8_t> states;
    std::vector<std::string> ids;
    geo::PointSet points() const { return {xy, states, {}}; }
};

Placed read_points(const std::filesystem::path& path, std::size_t x, std::size_t y) {
    Placed placed;
    std::ifstream stream(path);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        std::vector<std::string> cells;
        for (std::size_t at = 0; cells.size() <= std::max(x, y); ++at) {
            const auto end = std::min(line.find(',', at), line.size());
            cells.push_back(line.substr(at, end - at));
            at = end;
        }
        const bool known = !cells[x].empty() && !cells[y].empty();
        placed.ids.push_back(cells[0]);
        placed.states.push_back(known ? 0 : 5);
        placed.xy.push_back(known ? std::stod(cells[x]) : 0);
        placed.xy.push_back(known ? std::stod(cells[y]) : 0);
    }
    return placed;
}

class Clock {
public:
    explicit Clock(const char* what) : what_(what), start_(std::clock()) {}
    ~Clock() { std::printf("  %-12s %.3f CPU s\n", what_, static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC); }
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;

private:
    const char* what_;
    std::clock_t start_;
};

class BenchChecks : public testing::TestWithParam<Expected> {
protected:
    void TearDown() override {
        if (!folder_.empty()) std::filesystem::remove_all(folder_);
    }
    /// Ties come from a random stream of their own: few of them leave people, areas and assets as they are.
    bool make_city(const std::filesystem::path& shared, const std::string& scale) {
        folder_ = std::filesystem::path(testing::TempDir()) / ("kith_geo_bench_" + std::to_string(::getpid()));
        const std::string command = "'" KITH_PYTHON "' '" + (shared / "bench/make_city.py").string() +
            "' --quiet --truth --ties 5000 --scale " + scale + " --out '" + folder_.string() + "'";
        const int status = std::system(command.c_str());
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    std::filesystem::path folder_;
};

TEST_P(BenchChecks, AreThoseOfThePeers) {
    KITH_NEEDS_SHARED(shared);
    const Expected& expected = GetParam();
    ASSERT_TRUE(make_city(shared, expected.scale));

    test::ReadAreas areas;
    {
        const Clock clock("boundaries");
        areas = test::read_areas(folder_ / "areas.geojson", "code");
    }
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_FALSE(areas.report.has_problems());
    geo::Contiguity found;
    {
        const Clock clock("contiguity");
        found = geo::contiguity(areas.geometry).value();
    }
    EXPECT_EQ(found.queen.targets.size(), expected.queen_links);

    Placed people = read_points(folder_ / "people.csv", 1, 2), assets = read_points(folder_ / "assets.csv", 3, 4);
    const auto projector = geo::Projector::create("EPSG:4326", "EPSG:27700").value();
    {
        const Clock clock("project");
        EXPECT_EQ(projector.transform(people.xy), 0u);
        EXPECT_EQ(projector.transform(assets.xy), 0u);
    }
    base::JobContext job;
    geo::Located located;
    {
        const Clock clock("locate");
        located = geo::Locator::build(areas.geometry).in_partition(people.points(), job).value();
    }
    EXPECT_EQ(located.inside, expected.people_in_an_area);
    EXPECT_EQ(located.in_several, 0);
    std::unordered_map<std::string, std::string> truth;
    for (const auto& row : test::read_cells(folder_ / "truth.csv")) truth.emplace(row.at(0), row.at(1));
    std::int64_t agree = 0;
    for (std::size_t p = 0; p < people.ids.size(); ++p)
        agree += located.area[p] >= 0 && areas.code(static_cast<std::size_t>(located.area[p])) == truth.at(people.ids[p]);
    EXPECT_EQ(agree, expected.people_in_an_area) << "every placed person is where the generator put them";

    std::vector<std::int32_t> classes;
    for (std::size_t a = 0; a < assets.states.size(); ++a) classes.push_back(static_cast<std::int32_t>(a % 6));
    geo::ReachQuestion question;
    question.factor = 1;
    question.classes = classes;
    question.class_count = 6;
    geo::Reach reach;
    {
        const Clock clock("reach");
        reach = geo::reach_counts(people.points(), assets.points(), question, job).value();
    }
    std::int64_t sum = 0;
    for (const std::int32_t count : reach.counts) sum += std::max(count, 0);
    EXPECT_EQ(sum, expected.assets_800m_sum);
}

INSTANTIATE_TEST_SUITE_P(Bench, BenchChecks,
    testing::Values(Expected{"neighbourhood", 4178, 50, 436914}, Expected{"city", 557145, 1948, 109975037}),
    [](const auto& scale) { return std::string(scale.param.scale); });

}  // namespace bench_checks_test
}  // namespace kith
