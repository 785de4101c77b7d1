// Floating catchments against worked numbers (domain.md section 9, by hand for three populations and two sites) and a published test (ipea's R package
// accessibility, tests/testthat/test-floating_catchment_area.R, whose data and results stand in truths/two_step_floating_catchment.json).
#include "plugins/reach/catchment.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "tests/support/shared_data.hpp"

namespace kith::reach {
namespace catchment_test {

struct Table {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> to, distance;
    void add(std::int32_t row, std::int32_t metres) { to.push_back(row), distance.push_back(metres); }
    void end_row() { offsets.push_back(static_cast<std::int64_t>(to.size())); }
    Distances view() const { return {offsets, to, distance}; }
};

std::vector<double> access_of_all(const Distances& d, const Ratios& r, Decay decay, double catchment) {
    std::vector<double> out;
    for (std::size_t k = 0; k < d.rows(); ++k) out.push_back(access(d, k, r, decay, catchment).value);
    return out;
}

class Worked : public testing::TestWithParam<std::pair<Decay, std::vector<double>>> {};

TEST_P(Worked, ThreePopulationsAndTwoSites) {
    const std::vector<double> people{1000, 2000, 500}, supply{10, 5};
    Table table;
    for (const auto& [first, second] : {std::pair{300, 900}, {700, 400}, {1500, 600}}) {
        table.add(0, first);
        table.add(1, second);
        table.end_row();
    }
    const auto [decay, expected] = GetParam();
    const Ratios r = ratios(table.view(), people, supply, decay, 800);
    if (decay == Decay::none) {
        EXPECT_NEAR(r.ratio[0], 0.00333333, 5e-9);
        EXPECT_NEAR(r.ratio[1], 0.002, 5e-9);
    }
    const auto found = access_of_all(table.view(), r, decay, 800);
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(found[k], expected[k], 5e-9) << k;
        sum += found[k] * people[k];
    }
    EXPECT_NEAR(sum, 15, 1e-12);  // Σ A·pop = Σ supply
}

INSTANTIATE_TEST_SUITE_P(OfTheDomain, Worked,
    testing::Values(std::pair{Decay::none, std::vector{0.00333333, 0.00533333, 0.002}}, std::pair{Decay::slow, std::vector{0.00607143, 0.00427721, 0.00074830}},
        std::pair{Decay::gaussian, std::vector{0.00683412, 0.00378684, 0.00118441}}));

TEST(Catchment, WeightsAsPublished) {
    for (const auto& [metres, slow, fast] : {std::tuple{0, 1.0, 1.0}, {300, 1.0, 1.0}, {301, 0.68, 0.42}, {600, 0.68, 0.42}, {601, 0.22, 0.09}, {900, 0.22, 0.09}, {901, 0.0, 0.0}}) {
        EXPECT_DOUBLE_EQ(weight(Decay::slow, metres, 900), slow) << metres;
        EXPECT_DOUBLE_EQ(weight(Decay::fast, metres, 900), fast) << metres;
    }
    EXPECT_DOUBLE_EQ(weight(Decay::gaussian, 0, 800), 1);
    EXPECT_NEAR(weight(Decay::gaussian, 800, 800), 0, 1e-15);
}

std::vector<std::vector<std::string>> csv(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        rows.emplace_back();
        std::stringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) {
            std::erase_if(cell, [](char c) { return c == '"' || c == '\r'; });
            rows.back().push_back(cell);
        }
    }
    return rows;
}

TEST(Catchment, FiveCellsOfThePublishedTest) {
    KITH_NEEDS_SHARED(shared);
    const std::vector<std::string> ids{"89a88cdb57bffff", "89a88cdb597ffff", "89a88cdb5b3ffff", "89a88cdb5cfffff", "89a88cd909bffff"};
    std::map<std::string, std::int32_t> row;
    for (const std::string& id : ids) row.emplace(id, static_cast<std::int32_t>(row.size()));
    for (std::size_t i = 0; i < ids.size(); ++i) row[ids[i]] = static_cast<std::int32_t>(i);
    std::vector<double> people(5, 0), jobs(5, 0);
    for (const auto& cells : csv(shared / "data/truths/data/accessibility_5cells_land_use.csv"))
        if (const auto at = row.find(cells[0]); at != row.end()) people[static_cast<std::size_t>(at->second)] = std::stod(cells[1]), jobs[static_cast<std::size_t>(at->second)] = std::stod(cells[2]);
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> minutes(5);  // tenths of a minute
    for (const auto& cells : csv(shared / "data/truths/data/accessibility_5cells_travel.csv"))
        if (row.count(cells[0]) != 0 && row.count(cells[1]) != 0)
            minutes[static_cast<std::size_t>(row[cells[0]])].emplace_back(row[cells[1]], static_cast<std::int32_t>(std::lround(10 * std::stod(cells[2]))));
    Table table;
    for (const auto& from : minutes) {
        for (const auto& [to, tenths] : from) table.add(to, tenths);
        table.end_row();
    }
    const auto within = [&](double most) { return access_of_all(table.view(), ratios(table.view(), people, jobs, Decay::none, most), Decay::none, most); };
    const std::vector<double> binary = within(450), all = within(1e6), expected{0.0152, 0.1491, 0.1491, 0.1068, 0};
    for (std::size_t k = 0; k < 5; ++k) {
        EXPECT_NEAR(binary[k], expected[k], 5e-5) << ids[k];
        EXPECT_NEAR(all[k], 0.1108, 5e-5) << ids[k];
    }
}

// pysal's access, tests/test_floating_catchment_area.py: a grid of 5 x 5 cells of unit side, one of everything in each, five of its cells with one
// person each; without a limit all 25 are shared by the five, and within 0.9 of a side a cell has its own alone.
TEST(Catchment, FiveByFiveGridOfThePublishedTest) {
    const std::vector<int> sampled{0, 7, 12, 18, 24};
    const std::vector<double> people(sampled.size(), 1), supply(25, 1);
    Table table;
    for (const int from : sampled) {
        for (int to = 0; to < 25; ++to) table.add(to, static_cast<std::int32_t>(std::lround(1000 * std::hypot(from % 5 - to % 5, from / 5 - to / 5))));
        table.end_row();
    }
    for (const auto& [catchment, expected] : {std::pair{1e6, 5.0}, {900.0, 1.0}})
        for (const double value : access_of_all(table.view(), ratios(table.view(), people, supply, Decay::none, catchment), Decay::none, catchment))
            EXPECT_DOUBLE_EQ(value, expected) << catchment;
}

TEST(Catchment, WhatIsSharedOutIsWhatThereIs) {
    rc::check("sum of access x people = sum of supply that somebody reaches", [] {
        const auto areas = *rc::gen::inRange<std::size_t>(1, 12), assets = *rc::gen::inRange<std::size_t>(1, 12);
        Table table;
        std::vector<double> people, supply;
        for (std::size_t k = 0; k < areas; ++k) {
            people.push_back(*rc::gen::inRange(0, 3000));
            for (std::size_t j = 0; j < assets; ++j) table.add(static_cast<std::int32_t>(j), 50 * *rc::gen::inRange(1, 30));
            table.end_row();
        }
        for (std::size_t j = 0; j < assets; ++j) supply.push_back(*rc::gen::inRange(0, 60));
        const auto decay = static_cast<Decay>(*rc::gen::inRange(0, 4));
        const Ratios r = ratios(table.view(), people, supply, decay, 800);
        double shared = 0, there = 0;
        for (std::size_t k = 0; k < areas; ++k) shared += access(table.view(), k, r, decay, 800).value * people[k];
        for (std::size_t j = 0; j < assets; ++j) there += r.reached[j] != 0 ? supply[j] : 0;
        RC_ASSERT(std::abs(shared - there) <= 1e-9 * (1 + there));
    });
}

TEST(Catchment, AnUnknownNumberOfPeopleMakesAnUpperBound) {
    Table table;
    for (int area = 0; area < 2; ++area) {
        table.add(0, 100);
        table.end_row();
    }
    table.add(1, 100);
    table.end_row();
    const std::vector<double> people{100, -1, 50}, supply{1, 1};
    const Ratios r = ratios(table.view(), people, supply, Decay::none, 800);
    EXPECT_TRUE(access(table.view(), 0, r, Decay::none, 800).at_most);
    EXPECT_FALSE(access(table.view(), 2, r, Decay::none, 800).at_most);
}

}  // namespace catchment_test
}  // namespace kith::reach
