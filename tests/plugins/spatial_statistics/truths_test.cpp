// Published figures, and those of spdep 1.2-7, for the statistics and their moments.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "plugins/spatial_statistics/global.hpp"
#include "plugins/spatial_statistics/local.hpp"
#include "tests/plugins/spatial_statistics/truths.hpp"

namespace kith::spatial_statistics {
namespace truths_test {

using test::Json;

void expect_moran(const Json& truth, const Statistic& found) {
    EXPECT_NEAR(found.value, truth["I"].get<double>(), 1e-11);
    EXPECT_NEAR(found.expected, truth["EI"].get<double>(), 1e-11);
    EXPECT_NEAR(found.variance, truth["VI"].get<double>(), 1e-12);
    EXPECT_NEAR(found.z(), truth["z"].get<double>(), 1e-9);
    EXPECT_NEAR(found.p() / truth["p_two_sided"].get<double>(), 1, 1e-8);
}

/// Everything that spdep gives for one set of weights.
void expect_all(const Json& truth, const std::vector<double>& x, const Weights& binary) {
    for (std::size_t i = 0; i < x.size(); ++i) ASSERT_EQ(binary.degree(i), truth["neighbour_counts"][i].get<std::size_t>()) << i;
    const Weights rows = row_standardised(binary);
    const Statistic i = moran(x, rows), c = geary(x, rows);
    expect_moran(truth["moran_row_standardised_randomisation"], i);
    EXPECT_NEAR(i.variance_normal, truth["moran_row_standardised_normality"]["VI"].get<double>(), 1e-12);
    expect_moran(truth["moran_binary"], moran(x, binary));
    EXPECT_NEAR(c.value, truth["geary_row_standardised"]["C"].get<double>(), 1e-11);
    EXPECT_NEAR(c.variance, truth["geary_row_standardised"]["VC"].get<double>(), 1e-12);
    EXPECT_NEAR(-c.z(), truth["geary_row_standardised"]["z"].get<double>(), 1e-9);  // spdep's is above 0 where neighbours are alike
    const auto g = general_g(x, binary);
    ASSERT_TRUE(g);
    EXPECT_NEAR(g->value, truth["global_G_binary"]["G"].get<double>(), 1e-12);
    EXPECT_NEAR(g->expected, truth["global_G_binary"]["EG"].get<double>(), 1e-12);
    EXPECT_NEAR(g->variance / truth["global_G_binary"]["VG"].get<double>(), 1, 1e-9);
    const Local local = local_statistics(x, binary);
    const Json& lisa = truth["local_moran_row_standardised"];
    const char* const words[] = {"High-High", "Low-Low", "High-Low", "Low-High"};
    const auto quadrant = quadrants(x, binary);
    for (std::size_t row = 0; row < x.size(); ++row) {
        EXPECT_NEAR(local.moran[row], lisa["Ii"][row].get<double>(), 1e-10) << row;
        EXPECT_NEAR(local.moran_expected[row], lisa["EIi"][row].get<double>(), 1e-10) << row;
        EXPECT_NEAR(local.moran_variance[row], lisa["VarIi"][row].get<double>(), 1e-10) << row;
        EXPECT_EQ(words[static_cast<int>(quadrant[row])], lisa["quadrant_mean"][row].get<std::string>()) << row;
        EXPECT_NEAR(local.gi[row], truth["local_G_z_binary"][row].get<double>(), 1e-9) << row;
        EXPECT_NEAR(local.gi_star[row], truth["local_Gstar_z_binary"][row].get<double>(), 1e-9) << row;
    }
}

TEST(Columbus, AsSpdepHasIt) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = test::truth(shared, "columbus_spdep.json");
    const test::Columbus data = test::columbus(shared);
    expect_all(truth["queen"], data.crime, data.queen);
    expect_all(truth["rook"], data.crime, data.rook);
    expect_moran(truth["HOVAL_queen"], moran(data.hoval, row_standardised(data.queen)));
    expect_moran(truth["INC_queen"], moran(data.inc, row_standardised(data.queen)));
}

TEST(Columbus, GearyAsEsdaHasIt) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = test::truth(shared, "esda_small.json")["cases"][0];
    const test::Columbus data = test::columbus(shared);
    const Statistic c = geary(data.crime, row_standardised(data.rook));
    EXPECT_NEAR(c.value, truth["C"].get<double>(), 1e-9);
    EXPECT_NEAR(c.variance_normal, truth["VC_norm"].get<double>(), 1e-9);
    EXPECT_NEAR(c.variance, truth["VC_rand"].get<double>(), 1e-9);
    EXPECT_NEAR(c.z(), truth["z_rand"].get<double>(), 1e-6);
    EXPECT_NEAR((c.value - 1) / std::sqrt(c.variance_normal), truth["z_norm"].get<double>(), 1e-6);
    EXPECT_NEAR(c.p() / 2 / truth["p_rand"].get<double>(), 1, 1e-5);  // esda's is of one side
}

struct OldColumbus {
    std::vector<double> crime;
    std::vector<Point> points;
    Weights neighbours;
};
OldColumbus old_columbus(const std::filesystem::path& shared) {
    OldColumbus made;
    std::ifstream file(shared / "data/truths/data/oldcol.csv");
    std::string line;
    std::getline(file, line);
    Json lists = Json::array();
    while (std::getline(file, line)) {
        std::replace(line.begin(), line.end(), '"', ' ');
        std::istringstream fields(line);
        std::vector<std::string> cells;
        for (std::string cell; std::getline(fields, cell, ',');) cells.push_back(cell);
        made.points.push_back({std::stod(cells[2]), std::stod(cells[3]), true});
        made.crime.push_back(std::stod(cells[4]));
        std::istringstream list(cells[7]);
        lists.emplace_back(Json::array());
        for (int row = 0; list >> row;) lists.back().push_back(row);
    }
    made.neighbours = test::from_one_based(lists);
    return made;
}

/// spdep's variance-stabilising weights (Tiefelsdorf, Griffith and Boots 1999): w / √Σ w², all divided by one number.
Weights stabilised(Weights weights) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double root = std::sqrt(static_cast<double>(weights.degree(i)));
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) weights.values[k] /= root;
    }
    return weights;
}

/// Areas two steps apart, and not one.
Weights second_order(const Weights& first) {
    std::vector<std::vector<std::int32_t>> lists;
    for (std::size_t i = 0; i < first.size(); ++i) {
        std::set<std::int32_t> found;
        for (std::size_t k = first.begin(i); k < first.end(i); ++k) {
            const auto j = static_cast<std::size_t>(first.targets[k]);
            found.insert(first.targets.begin() + first.offsets[j], first.targets.begin() + first.offsets[j + 1]);
        }
        found.erase(static_cast<std::int32_t>(i));
        for (std::size_t k = first.begin(i); k < first.end(i); ++k) found.erase(first.targets[k]);
        lists.emplace_back(found.begin(), found.end());
    }
    return test::from_lists(std::move(lists));
}

TEST(OldColumbus, AsTheManualPageOfMoranTest) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = test::truth(shared, "oldcol_spdep.json");
    const OldColumbus data = old_columbus(shared);
    ASSERT_EQ(data.crime.size(), 49u);
    const Weights rows = row_standardised(data.neighbours);
    expect_moran(truth["W"], moran(data.crime, rows));
    expect_moran(truth["B"], moran(data.crime, data.neighbours));
    expect_moran(truth["C"], moran(data.crime, data.neighbours));  // binary weights times one number
    expect_moran(truth["S"], moran(data.crime, stabilised(data.neighbours)));
    expect_moran(truth["lag2"], moran(data.crime, row_standardised(second_order(data.neighbours))));
    EXPECT_NEAR(moran(data.crime, rows).variance_normal, truth["W_normality"]["VI"].get<double>(), 1e-12);
}

TEST(OldColumbus, FourNearest) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = test::truth(shared, "oldcol_spdep.json");
    const OldColumbus data = old_columbus(shared);
    const Weights four = nearest(data.points, 4);
    for (std::size_t i = 0; i < four.size(); ++i) {
        std::vector<std::int32_t> found(four.targets.begin() + four.offsets[i], four.targets.begin() + four.offsets[i + 1]);
        std::sort(found.begin(), found.end());
        for (std::int32_t& row : found) ++row;
        EXPECT_EQ(found, truth["knn4_neighbours_1based"][i].get<std::vector<std::int32_t>>()) << i;
    }
    expect_moran(truth["knn4"], moran(data.crime, row_standardised(four)));  // not symmetric
}

}  // namespace truths_test
}  // namespace kith::spatial_statistics
