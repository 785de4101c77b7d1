// Betweenness from half of the sources: how often the exact value lies within the bound, counted over 1,000 seeds.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "tests/plugins/network_measures/graphs.hpp"
#include "tests/support/built.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::network_measures {
namespace sampled_test {

using test::answer;

constexpr double confidence = 0.95;
constexpr std::uint64_t seeds = 1000;

std::vector<std::uint8_t> half(std::size_t n, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    return draw(n, n / 2, [&](std::size_t below) { return random() % below; });
}

struct Held {
    std::size_t lower = 0, upper = 0, both = 0, of = 0;
    double share() const { return static_cast<double>(both) / static_cast<double>(of); }
    void count(const Interval& interval, double exact) {
        const double slack = 1e-9 * (1 + exact);
        const bool low = interval.lower <= exact + slack, high = exact <= interval.upper + slack;
        EXPECT_TRUE(interval.lower <= interval.estimate && interval.estimate <= interval.upper);
        lower += low;
        upper += high;
        both += low && high;
        ++of;
    }
};

TEST(Sampled, HoldsOnKarateAtLeastAsOftenAsItClaims) {
    KITH_NEEDS_SHARED(shared);
    const Network network = test::network_of(34, test::read_numbered(shared / "data/truths/data/karate_edges_0based_weighted.csv"));
    const nlohmann::json exact = test::read_json(shared / "data/truths/karate_computed.json")["betweenness_raw"];
    const auto measures = test::measures_of(network);
    std::vector<Held> of_person(34);
    Held held;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const auto counted = answer(measures->betweenness_from(half(34, seed)));
        for (std::size_t v = 0; v < 34; ++v) {
            const double value = exact[std::to_string(v)];
            const Interval interval = betweenness({34, 17}, counted[v], confidence);
            held.count(interval, value);
            of_person[v].count(interval, value);
        }
    }
    RecordProperty("held", std::to_string(held.share()));
    EXPECT_EQ(held.lower, held.of) << "pairs with an end drawn are counted in full";
    EXPECT_GE(held.share(), confidence);
    for (std::size_t v = 0; v < 34; ++v) EXPECT_GE(of_person[v].share(), confidence) << "person " << v;
}

/// The bench's neighbourhood of 4,200 people, made by its generator (seed 1) once a build folder.
std::filesystem::path bench_neighbourhood(const std::filesystem::path& shared) {
    const std::filesystem::path folder = kith::test::built(KITH_BIN_DIR).parent_path() / "bench" / "neighbourhood";
    if (std::filesystem::exists(folder / "manifest.json")) return folder;
    std::filesystem::create_directories(folder.parent_path());
    const std::filesystem::path made = folder.parent_path() / ".neighbourhood-sampled";
    std::filesystem::remove_all(made);
    const std::string command = "/usr/bin/python3 '" + (shared / "bench/make_city.py").string() + "' --quiet --scale neighbourhood --out '" + made.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::error_code another_was_quicker;
    std::filesystem::rename(made, folder, another_was_quicker);
    return folder;
}

/// The first `wanted` people by breadth-first search over ties between people, renumbered.
Network part_of(const test::Named& place, std::size_t wanted) {
    std::vector<std::vector<std::size_t>> near(place.names.size());
    const auto person = [&](int node) { return place.names[static_cast<std::size_t>(node)].front() == 'P'; };
    test::Pairs ties;
    for (const auto& [a, b] : place.pairs)
        if (a != b && person(a) && person(b)) ties.emplace_back(a, b);
    for (const auto& [a, b] : ties) {
        near[static_cast<std::size_t>(a)].push_back(static_cast<std::size_t>(b));
        near[static_cast<std::size_t>(b)].push_back(static_cast<std::size_t>(a));
    }
    std::vector<int> number(place.names.size(), -1);
    std::vector<std::size_t> queue{static_cast<std::size_t>(ties.front().first)};
    number[queue.front()] = 0;
    for (std::size_t i = 0; i < queue.size(); ++i)
        for (const std::size_t next : near[queue[i]]) {
            if (number[next] >= 0 || queue.size() == wanted) continue;
            number[next] = static_cast<int>(queue.size());
            queue.push_back(next);
        }
    test::Pairs pairs;
    for (const auto& [a, b] : ties)
        if (number[static_cast<std::size_t>(a)] >= 0 && number[static_cast<std::size_t>(b)] >= 0)
            pairs.emplace_back(number[static_cast<std::size_t>(a)], number[static_cast<std::size_t>(b)]);
    return test::network_of(queue.size(), pairs);
}

struct Neighbourhood : testing::Test {
    void SetUp() override {
        KITH_NEEDS_SHARED(shared);
        network = part_of(test::read_pairs(bench_neighbourhood(shared) / "ties.csv"), n);
        ASSERT_EQ(network.nodes, n);
    }
    static constexpr std::size_t n = 2000;
    Network network;
};

TEST_F(Neighbourhood, TheBoundHoldsAtLeastAsOftenAsItClaims) {
    // What each source adds, once: a seed's sums are then additions. Half of a sum is known to be there, and stands for the
    // lower end, which the whole count (below) only raises.
    const auto each = test::dependencies(network);
    std::vector<double> exact(n, 0), sum(n);
    for (const auto& source : each)
        for (std::size_t v = 0; v < n; ++v) exact[v] += source[v] / 2;
    std::vector<Held> of_person(n);
    Held held;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const auto drawn = half(n, seed);
        std::fill(sum.begin(), sum.end(), 0);
        for (std::size_t s = 0; s < n; ++s)
            if (drawn[s] != 0)
                for (std::size_t v = 0; v < n; ++v) sum[v] += each[s][v];
        for (std::size_t v = 0; v < n; ++v) {
            const Interval interval = betweenness({n, n / 2}, {0, sum[v] / 2}, confidence);
            held.count(interval, exact[v]);
            of_person[v].count(interval, exact[v]);
        }
    }
    RecordProperty("held", std::to_string(held.share()));
    EXPECT_EQ(held.lower, held.of);
    EXPECT_GE(held.share(), confidence);
    for (std::size_t v = 0; v < n; ++v) EXPECT_GE(of_person[v].share(), confidence) << "person " << v;
}

TEST_F(Neighbourhood, TheWholeCountLiesCloserToTheExactValue) {
    const auto measures = test::measures_of(network);
    const auto exact = answer(measures->betweenness());
    Held held;
    double missed = 0, all = 0;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const auto counted = answer(measures->betweenness_from(half(n, seed)));
        for (std::size_t v = 0; v < n; ++v) {
            const Interval interval = betweenness({n, n / 2}, counted[v], confidence);
            held.count(interval, exact[v]);
            missed += std::abs(interval.estimate - exact[v]);
            all += exact[v];
        }
    }
    EXPECT_EQ(held.lower, held.of);
    EXPECT_GE(held.share(), confidence);
    EXPECT_LT(missed / all, 0.1) << "the estimate, on average";
    // It tells apart: whoever stands between most is sure to stand between more than the middle of all.
    const auto most = static_cast<std::size_t>(std::max_element(exact.begin(), exact.end()) - exact.begin());
    std::vector<double> sorted = exact;
    std::nth_element(sorted.begin(), sorted.begin() + n / 2, sorted.end());
    const auto middle = static_cast<std::size_t>(std::find(exact.begin(), exact.end(), sorted[n / 2]) - exact.begin());
    const auto counted = answer(measures->betweenness_from(half(n, 1)));
    EXPECT_GT(betweenness({n, n / 2}, counted[most], confidence).lower, betweenness({n, n / 2}, counted[middle], confidence).upper);
}

TEST(Sampled, EverySourceIsTheExactValueAndNoneIsNothing) {
    const Interval all = betweenness({10, 10}, {0, 7}, confidence);
    EXPECT_EQ(all.lower, 7);
    EXPECT_EQ(all.upper, 7);
    const Interval none = betweenness({10, 0}, {0, 0}, confidence);
    EXPECT_EQ(none.lower, 0);
    EXPECT_EQ(none.upper, 36);  // pairs of nine others
}

TEST(Sampled, LargestMeanIsWhereTheChanceFallsToThatOfTheBound) {
    // Nothing seen in k draws: (1 - p)^k = 1 - confidence, the rule of three.
    EXPECT_NEAR(largest_mean(0, 100, std::log(20.0)), 1 - std::pow(0.05, 0.01), 1e-12);
    EXPECT_EQ(largest_mean(1, 100, 3), 1);
    EXPECT_GT(largest_mean(0.5, 100, 3), 0.5);
}

TEST(Sampled, DrawsEachSetAsOften) {
    std::mt19937_64 random(3);
    std::map<std::vector<std::uint8_t>, int> seen;
    constexpr int times = 20000;
    for (int i = 0; i < times; ++i) ++seen[draw(5, 2, [&](std::size_t below) { return random() % below; })];
    ASSERT_EQ(seen.size(), 10u);
    double chi_square = 0;
    for (const auto& [set, count] : seen) {
        EXPECT_EQ(std::accumulate(set.begin(), set.end(), 0), 2);
        chi_square += (count - times / 10.0) * (count - times / 10.0) / (times / 10.0);
    }
    EXPECT_LT(chi_square, 27.88);  // chi-square of 9 degrees of freedom, p = 0.001
}

}  // namespace sampled_test
}  // namespace kith::network_measures
