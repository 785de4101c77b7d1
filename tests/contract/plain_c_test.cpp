// A plugin in C alone, without the kit, gets through the same door.
#include <gtest/gtest.h>

#include "engine/host/analyses.hpp"
#include "engine/host/wording.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace plain_c_test {
using namespace kith;

TEST(PlainC, CountsAndFinds) {
    test::SmallPlace place;
    place.assets = {{"Choir"}, {"Library"}, {"Chess club"}};
    place.areas = {"North", "South", "East"};
    test::FakeView view;
    place.fill(view);
    view.audience_ = privacy::Audience::safe;  // about areas only
    view.add(std::move(column::SegmentBuilder("assets").add_i32("area", {2, 0, 2})));
    host::RunOptions options;
    options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
    base::JobContext job;
    const std::vector<host::AnalysisRequest> requests{{"test.plain_c", "c", ""}};
    auto results = host::run_analyses(view, requests, options, job);
    ASSERT_TRUE(results) << results.error().message;
    const auto& result = results->front();
    ASSERT_TRUE(result.ok()) << result.sentence;
    const auto* areas = result.columns_for(host::Entity::area, "patch");
    ASSERT_NE(areas, nullptr);
    const host::ResultColumn assets(*areas->columns[0], *areas->segment);
    EXPECT_EQ(assets.value(0), 1);
    EXPECT_EQ(assets.value(1), 0);
    EXPECT_EQ(assets.value(2), 2);
    ASSERT_EQ(result.findings.size(), 1u);
    EXPECT_EQ(host::Wording(result, view).text(result.findings[0]), "Nobody has told us yet what there is in South.");
    EXPECT_EQ(host::Wording(result, view).value(result.findings[0]), "0 assets");
}

}  // namespace plain_c_test
