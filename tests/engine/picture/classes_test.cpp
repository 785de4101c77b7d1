// Class schemes against mapclassify's published tests (KITH_SHARED/data/truths/mapclassify.json) and, where its tests hold
// no numbers, against numpy 1.24 on the same 58 values (percentile "linear", std ddof=1).
#include "engine/picture/classes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "tests/support/shared_data.hpp"

namespace kith::picture {
namespace classes_test {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::Pointwise;

/// Last column of a CSV whose names hold quoted commas.
std::vector<double> last_column(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::vector<double> out;
    std::getline(in, line);
    while (std::getline(in, line))
        if (!line.empty()) out.push_back(std::stod(line.substr(line.rfind(',') + 1)));
    return out;
}

struct Truth {
    std::vector<double> values;
    nlohmann::json cases;
    nlohmann::json of(std::string_view method) const {
        for (const auto& one : cases)
            if (one["method"] == method) return one;
        return {};
    }
};
Truth read_truth(const std::filesystem::path& shared) {
    const auto folder = shared / "data" / "truths";
    std::ifstream in(folder / "mapclassify.json");
    return {last_column(folder / "data" / "calempdensity.csv"), nlohmann::json::parse(in)["cases"]};
}

void expect_equal(const Classes& classes, const std::vector<double>& bins, const std::vector<std::int64_t>& counts, double tolerance) {
    EXPECT_THAT(classes.upper, Pointwise(DoubleNear(tolerance), bins));
    EXPECT_THAT(classes.counts, ElementsAreArray(counts));
}

TEST(Classes, MapclassifyPublished) {
    KITH_NEEDS_SHARED(shared);
    const Truth truth = read_truth(shared);
    ASSERT_EQ(truth.values.size(), 58u);
    const auto check = [&](const char* method, const base::Result<Classes>& found) {
        const auto expected = truth.of(method);
        ASSERT_TRUE(found) << method;
        ASSERT_FALSE(expected.is_null()) << method;
        expect_equal(*found, expected["bins"].get<std::vector<double>>(), expected["counts"].get<std::vector<std::int64_t>>(), 0.0005);
        if (expected.contains("adcm")) {
            EXPECT_NEAR(absolute_deviation(*found, truth.values), expected["adcm"].get<double>(), 0.005);
        }
    };
    check("FisherJenks", fisher_jenks(truth.values, 5));
    check("Quantiles", quantile(truth.values, 5));
    check("EqualInterval", equal_interval(truth.values, 5));
}

TEST(Classes, MapclassifyFindsTheClassOfNewValues) {
    KITH_NEEDS_SHARED(shared);
    const Truth truth = read_truth(shared);
    const auto expected = truth.of("find_bin FisherJenks k=5");
    const auto classes = fisher_jenks(truth.values, 5);
    std::vector<std::size_t> found;
    for (const double value : expected["values"].get<std::vector<double>>()) found.push_back(class_of(*classes, value));
    EXPECT_THAT(found, ElementsAreArray(expected["classes"].get<std::vector<std::size_t>>()));
}

TEST(Classes, NumpyOnTheSameValues) {
    KITH_NEEDS_SHARED(shared);
    const Truth truth = read_truth(shared);
    expect_equal(*standard_deviation(truth.values), {-967.362354, -420.717125, 672.573332, 1219.218561, 4111.45}, {0, 0, 56, 1, 1}, 1e-5);
    expect_equal(*box(truth.values, 1.5), {-52.87625, 2.5675, 9.365, 39.53, 94.97375, 4111.45}, {0, 15, 14, 14, 6, 9}, 1e-9);
    expect_equal(*head_tail(truth.values), {125.928103, 811.26, 4111.45}, {50, 7, 1}, 1e-5);
    expect_equal(*manual(truth.values, std::vector<double>{20}), {20, 4111.45}, {37, 21}, 1e-9);
}

TEST(Classes, PercentilesAndHistogramAsNumpy) {  // numpy.percentile([1, 10, 50, 90, 99]), numpy.histogram(bins=7)
    KITH_NEEDS_SHARED(shared);
    const Truth truth = read_truth(shared);
    const auto classes = *percentile(truth.values);
    expect_equal(classes, {0.1357, 0.553, 9.365, 213.914, 2179.948, 4111.45}, {1, 5, 23, 23, 5, 1}, 1e-9);
    const Histogram bins = histogram(truth.values, classes, 7);
    EXPECT_THAT(bins.counts, ElementsAre(56, 1, 0, 0, 0, 0, 1));
    EXPECT_THAT(bins.breaks, Pointwise(DoubleNear(1e-9), std::vector<double>{0.1357, 0.553, 9.365, 213.914, 2179.948}));
    EXPECT_NEAR(bins.low + bins.width(), 587.461429, 1e-6);
    EXPECT_EQ(histogram(truth.values, classes).counts.size(), 7u);  // Sturges: ceil(log2 58) + 1
}

TEST(Classes, PrettyAsR) {  // the examples of R's help page for pretty()
    const auto breaks = [](int last, int k) {
        std::vector<double> values(static_cast<std::size_t>(last));
        std::iota(values.begin(), values.end(), 1.0);
        const auto classes = pretty(values, k);
        return classes ? classes->upper : std::vector<double>{};
    };
    EXPECT_THAT(breaks(10, 5), ElementsAre(2, 4, 6, 8, 10));
    EXPECT_THAT(breaks(20, 5), ElementsAre(5, 10, 15, 20));
    EXPECT_THAT(breaks(20, 2), ElementsAre(10, 20));
    EXPECT_THAT(breaks(20, 10), ElementsAre(2, 4, 6, 8, 10, 12, 14, 16, 18, 20));
    EXPECT_EQ(breaks(10, 21).size(), 18u);  // 1.5, 2, … 10
}

TEST(Classes, EverySchemeByItsName) {
    std::vector<double> values(100);
    std::iota(values.begin(), values.end(), 0.0);
    for (int i = 0; i < scheme_count; ++i) {
        const auto scheme = static_cast<Scheme>(i);
        EXPECT_EQ(scheme_from(name_of(scheme)), scheme);
        EXPECT_FALSE(words_of(scheme).empty());
        const auto classes = classes_by({scheme, 4, 1.5, {10, 50}}, values);
        ASSERT_TRUE(classes) << name_of(scheme);
        EXPECT_EQ(std::accumulate(classes->counts.begin(), classes->counts.end(), std::int64_t{0}), 100) << name_of(scheme);
        const Histogram bins = histogram(values, *classes);
        EXPECT_EQ(std::accumulate(bins.counts.begin(), bins.counts.end(), std::int64_t{0}), 100) << name_of(scheme);
    }
    EXPECT_FALSE(scheme_from("jenks"));
    EXPECT_EQ(classes_by({Scheme::equal_interval, 5, 1.5, {}}, std::vector<double>{1, 2})->size(), 2u);  // as many as there are
}

TEST(Classes, QuantilesOfAThousand) {  // mapclassify.json: quantile of 0..999
    std::vector<double> values(1000);
    std::iota(values.begin(), values.end(), 0.0);
    EXPECT_THAT(quantile(values, 3)->upper, Pointwise(DoubleNear(1e-9), std::vector<double>{333, 666, 999}));
    EXPECT_THAT(quantile(values, 4)->upper, Pointwise(DoubleNear(1e-9), std::vector<double>{249.75, 499.5, 749.25, 999}));
}

TEST(Classes, TooFewDifferentValuesIsSaid) {
    const std::vector<double> same{1, 1, 1, 1};
    const auto found = equal_interval(same, 5);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().message, "There are 1 different values, too few for 5 classes.");
    EXPECT_FALSE(fisher_jenks(same, 2));
    EXPECT_EQ(quantile(same, 5)->upper, std::vector<double>{1});
    EXPECT_FALSE(quantile({}, 5));
    EXPECT_FALSE(quantile(std::vector<double>{1, std::nan("")}, 2));
}

/// Brute force over every way of cutting: what "least sum of squared deviations" means.
double least_deviation(const std::vector<double>& ordered, std::size_t from, int k) {
    const auto spread = [&](std::size_t first, std::size_t last) {
        double mean = 0, sum = 0;
        for (std::size_t i = first; i <= last; ++i) mean += ordered[i] / static_cast<double>(last - first + 1);
        for (std::size_t i = first; i <= last; ++i) sum += (ordered[i] - mean) * (ordered[i] - mean);
        return sum;
    };
    if (k == 1) return spread(from, ordered.size() - 1);
    double best = 1e300;
    for (std::size_t last = from; last + static_cast<std::size_t>(k) - 1 < ordered.size(); ++last)
        best = std::min(best, spread(from, last) + least_deviation(ordered, last + 1, k - 1));
    return best;
}

TEST(Classes, FisherJenksIsTheBestOfAll) {
    const std::vector<double> values{4, 4, 5, 9, 10, 21, 22, 22.5, 40, 41, 80, 90, 91};
    for (int k = 1; k <= 5; ++k) {
        const auto classes = *fisher_jenks(values, k);
        double found = 0;
        for (std::size_t c = 0; c < classes.size(); ++c) {
            std::vector<double> inside;
            for (const double v : values)
                if (class_of(classes, v) == c) inside.push_back(v);
            const double mean = std::accumulate(inside.begin(), inside.end(), 0.0) / static_cast<double>(inside.size());
            for (const double v : inside) found += (v - mean) * (v - mean);
        }
        EXPECT_NEAR(found, least_deviation(values, 0, k), 1e-9) << k;
    }
}

TEST(Classes, EveryValueIsCountedOnce) {
    const std::vector<double> values{-3, 0, 0, 1.5, 2, 8, 8, 13, 21, 100};
    for (const auto& classes : {quantile(values, 4), equal_interval(values, 4), fisher_jenks(values, 4), standard_deviation(values),
                                box(values, 1.5), box(values, 3), head_tail(values), unique(values), default_classes(values, 5)}) {
        ASSERT_TRUE(classes);
        EXPECT_EQ(std::accumulate(classes->counts.begin(), classes->counts.end(), std::int64_t{0}), 10) << name_of(classes->scheme);
        EXPECT_TRUE(std::is_sorted(classes->upper.begin(), classes->upper.end()));
        EXPECT_GE(classes->upper.back(), 100);
        EXPECT_EQ(classes->lowest, -3);
    }
    EXPECT_THAT(unique(values)->upper, ElementsAre(-3, 0, 1.5, 2, 8, 13, 21, 100));
}

}  // namespace classes_test
}  // namespace kith::picture
