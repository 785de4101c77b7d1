// The bench neighbourhood (make_city.py, seed 1) gives the figures of the Checks table, igraph column, in the shared
// performance notes. Definitions: docstring of the bench's peer_pipeline.py.
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <unordered_map>

#include <gtest/gtest.h>

#include "engine/graph/combined_graph.hpp"
#include "engine/graph/lens.hpp"
#include "engine/graph/measures.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::graph {
namespace bench_checks_test {

struct Bench {
    std::size_t people = 0, assets = 0;
    std::vector<std::int32_t> from, to, kind, group;
};

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t end; (end = line.find(',', begin)) != std::string::npos; begin = end + 1)
        out.push_back(line.substr(begin, end - begin));
    out.push_back(line.substr(begin));
    return out;
}

/// The peers' reading: dangling and self-ties go, of repeated (pair, kind) the first stays.
Bench read(const std::filesystem::path& folder) {
    Bench bench;
    std::unordered_map<std::string, std::int32_t> ids;
    std::string line;
    const auto rows = [&](const char* file) {
        std::ifstream in(folder / file);
        std::getline(in, line);
        std::size_t count = 0;
        for (; std::getline(in, line); ++count) ids.emplace(cells(line)[0], static_cast<std::int32_t>(ids.size()));
        return count;
    };
    bench.people = rows("people.csv");
    bench.assets = rows("assets.csv");
    std::unordered_map<std::string, std::int32_t> kinds;
    std::set<std::tuple<std::int32_t, std::int32_t, std::int32_t>> seen;
    std::ifstream in(folder / "ties.csv");
    std::getline(in, line);
    while (std::getline(in, line)) {
        const std::vector<std::string> row = cells(line);
        const auto a = ids.find(row[0]), b = ids.find(row[1]);
        if (a == ids.end() || b == ids.end() || a == b) continue;
        const std::int32_t kind = kinds.emplace(row[2], static_cast<std::int32_t>(kinds.size())).first->second;
        if (!seen.emplace(std::min(a->second, b->second), std::max(a->second, b->second), kind).second) continue;
        bench.from.push_back(a->second);
        bench.to.push_back(b->second);
        bench.kind.push_back(kind);
    }
    bench.group.assign(kinds.size(), 0);
    for (const auto& [word, kind] : kinds)
        if (word == "member_of" || word == "volunteers_at") bench.group[static_cast<std::size_t>(kind)] = 1;
        else if (word == "uses_service" || word == "paid_support") bench.group[static_cast<std::size_t>(kind)] = 2;
    return bench;
}

TEST(BenchChecks, Neighbourhood) {
    KITH_NEEDS_SHARED(shared);
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("kith_bench_" + std::to_string(::getpid()));
    const std::string command = "'" KITH_PYTHON "' '" + (shared / "bench" / "make_city.py").string() + "' --scale neighbourhood --out '" +
                                folder.string() + "' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << command;
    const Bench bench = read(folder);
    std::filesystem::remove_all(folder);

    ASSERT_EQ(bench.people, 4200u);
    EXPECT_EQ(bench.from.size(), 19906u);  // ties_kept
    const WeightedCsr social = pairs(bench.people, bench.from, bench.to, {}, nullptr);
    EXPECT_EQ(social.targets.size() / 2, 15161u);  // social_edges

    base::JobContext job;
    const auto combined = CombinedGraph::build({bench.people, bench.assets, bench.from, bench.to, bench.kind, bench.group, {}}, job);
    ASSERT_TRUE(combined);
    const Csr ties = combined->simple(CombinedGraph::all_ties);
    EXPECT_EQ(ties.targets.size() / 2, 18577u);          // combined_edges
    EXPECT_EQ(components(ties.view()).largest(), 4265);  // largest_component
    std::int64_t degree_sum = 0;                         // partners by kind of every person
    for (std::size_t v = 0; v < bench.people; ++v) degree_sum += combined->arcs().offsets[v + 1] - combined->arcs().offsets[v];
    EXPECT_EQ(degree_sum, 36388);

    std::int64_t kcore_sum = 0;
    std::int32_t kcore_max = 0;
    for (const std::int32_t core : core_numbers(social.view())) {
        kcore_sum += core;
        kcore_max = std::max(kcore_max, core);
    }
    EXPECT_EQ(kcore_max, 5);
    EXPECT_EQ(kcore_sum, 16924);

    const auto triangle_counts = triangles(social.view(), job);
    const auto holes = structural_holes(social.view(), {}, false, job);
    ASSERT_TRUE(triangle_counts && holes);
    double clustering_sum = 0, constraint_sum = 0, with_ties = 0;
    for (const double value : clustering(social.view(), *triangle_counts)) clustering_sum += value;
    for (const double value : holes->constraint) {
        if (std::isnan(value)) continue;
        constraint_sum += value;
        ++with_ties;
    }
    EXPECT_NEAR(clustering_sum / 4200, 0.22638276, 5e-9);
    EXPECT_NEAR(constraint_sum / with_ties, 0.274207644, 5e-10);
}

}  // namespace bench_checks_test
}  // namespace kith::graph
