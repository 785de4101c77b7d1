// The map of the sample patch: every count against the patch's files.
#include "viewer/model/map_scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "engine/base/text.hpp"
#include "tests/viewer/model/patch.hpp"

namespace {
using namespace kith;
using namespace kith::viewer::model;

const privacy::ViewPtr& patch() { return test::patch(); }
column::SegmentPtr ties() {
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    return *patch()->topology(all, job);
}
MapView map_of(const ViewOptions& options, const Look& look = {}) {
    auto made = map_view_of(*patch(), {}, options, look, ties());
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return std::move(*made);
}
const picture::MarkLayer* layer(const picture::Scene& scene, base::EntityKind kind) {
    for (const auto& one : scene.marks)
        if (one.kind == kind) return &one;
    return nullptr;
}
std::int64_t counted(const picture::Legend& legend) {
    return std::accumulate(legend.entries.begin(), legend.entries.end(), std::int64_t{0}, [](std::int64_t sum, const auto& entry) { return entry.label.rfind("of these", 0) == 0 ? sum : sum + entry.count; });
}
const picture::Legend* legend(const picture::Scene& scene, const std::string& title) {
    for (const auto& one : scene.legends)
        if (one.title == title) return &one;
    return nullptr;
}

TEST(MapView, AssetsDrawnAndHiddenAreAllAssets) {
    const MapView map = map_of({});
    EXPECT_TRUE(map.remarks.empty());
    const auto& scene = map.prepared.scene;
    const auto* assets = layer(scene, base::EntityKind::asset);
    ASSERT_NE(assets, nullptr);
    std::size_t drawn = 0, closed = 0;
    for (const auto& row : test::rows_of_file("assets.csv")) {
        if (row.at("status") == "closed") ++closed;
        else drawn += !row.at("x").empty() && row.at("sensitivity") != "H";
    }
    EXPECT_EQ(assets->size(), drawn);
    EXPECT_EQ(map.prepared.marks.size(), scene.marks.size());
    std::int64_t gone = 0;
    for (const auto& hidden : scene.hidden)
        if (hidden.what == "closed assets") gone = hidden.count;
    EXPECT_EQ(gone, static_cast<std::int64_t>(closed));
    ASSERT_EQ(scene.areas.size(), 1u);
    EXPECT_EQ(scene.areas[0].size(), 12u);
    EXPECT_EQ(map.prepared.areas[0].size(), 12u);
}

TEST(MapView, NobodyWhoWasOnlyNamedHasAPoint) {
    const MapView map = map_of({});
    const auto* people = layer(map.prepared.scene, base::EntityKind::person);
    ASSERT_NE(people, nullptr);
    const auto roles = patch()->segment("people")->find("role")->i32();
    for (const std::int32_t row : people->rows) EXPECT_NE(roles[static_cast<std::size_t>(row)], static_cast<std::int32_t>(column::Role::alter));
}

TEST(MapView, ChoroplethCountsEveryAreaOnce) {
    ViewOptions options;
    options.map.colour.column = "areas.area/population";
    for (const auto scheme : {picture::Scheme::quantile, picture::Scheme::equal_interval, picture::Scheme::fisher_jenks, picture::Scheme::standard_deviation, picture::Scheme::box,
                              picture::Scheme::head_tail, picture::Scheme::pretty}) {
        options.map.colour.scheme = scheme;
        const MapView map = map_of(options);
        const auto* shown = legend(map.prepared.scene, "Population");
        ASSERT_NE(shown, nullptr);
        EXPECT_EQ(counted(*shown), 12) << picture::name_of(scheme);
        EXPECT_TRUE(map.remarks.empty());
    }
}

TEST(MapView, PeopleColouredByWordsSizedAndShaped) {
    ViewOptions options;
    options.people.colour.column = "people.attributes/age_band";
    options.people.shape = "people/own_view";
    options.people.size = "people.attributes/age_band";  // in words: said, and drawn without
    const MapView map = map_of(options);
    ASSERT_EQ(map.remarks.size(), 1u);
    const auto* people = layer(map.prepared.scene, base::EntityKind::person);
    const auto* ages = legend(map.prepared.scene, "Age band");
    ASSERT_NE(ages, nullptr);
    EXPECT_EQ(counted(*ages), static_cast<std::int64_t>(people->size()));
    EXPECT_TRUE(std::any_of(ages->entries.begin(), ages->entries.end(), [](const auto& entry) { return entry.label == "75-84"; }));
    const auto* views = legend(map.prepared.scene, "Own view");
    ASSERT_NE(views, nullptr);
    std::int64_t known = 0;
    const auto* own = patch()->segment("people")->find("own_view");
    for (const std::int32_t row : people->rows) known += own->known(static_cast<std::size_t>(row));
    EXPECT_EQ(counted(*views), known);
    for (const std::uint16_t style : people->styles) EXPECT_LT(style, map.prepared.scene.mark_styles.size());
}

TEST(MapView, WhatIsSwitchedOffIsNotThere) {
    ViewOptions options;
    options.people.show = false;
    options.map.areas = false;
    options.map.ties = TieDrawing::none;
    const MapView map = map_of(options);
    EXPECT_EQ(layer(map.prepared.scene, base::EntityKind::person), nullptr);
    EXPECT_TRUE(map.prepared.scene.areas.empty());
    EXPECT_TRUE(map.prepared.scene.links.empty());
    EXPECT_FALSE(std::any_of(map.prepared.scene.labels.begin(), map.prepared.scene.labels.end(), [](const auto& label) { return label.kind == picture::LabelKind::area; }));
}

TEST(MapView, FlowsInsteadOfLines) {
    ViewOptions options;
    options.map.ties = TieDrawing::flows;
    const MapView map = map_of(options);
    ASSERT_FALSE(map.prepared.scene.links.empty());
    for (const auto& links : map.prepared.scene.links)
        for (const std::int32_t row : links.rows) EXPECT_EQ(row, -1);
}

TEST(MapView, BackdropIsLinesOverTheRest) {
    ViewOptions options;
    options.map.backdrop = "lived";
    const MapView map = map_of(options);
    ASSERT_EQ(map.prepared.scene.areas.size(), 2u);
    EXPECT_EQ(map.prepared.scene.areas.back().as, "lived");
    for (const std::uint16_t style : map.prepared.scene.areas.back().styles) EXPECT_FALSE(map.prepared.scene.area_styles[style].fill.colour);
}

TEST(MapView, AColumnThatIsGoneIsARemarkAndNotAnError) {
    ViewOptions options;
    options.map.colour.column = "results.inventory.area.area/density";
    const MapView map = map_of(options);
    ASSERT_EQ(map.remarks.size(), 1u);
    EXPECT_NE(map.remarks[0].find("density"), std::string::npos);
}

TEST(MapView, RowsThatFiltersHideAreCounted) {
    std::vector<std::uint8_t> shown(patch()->assets(), 0);
    const auto all = layer(map_of({}).prepared.scene, base::EntityKind::asset)->rows.size();
    Look look;
    look.assets = shown;
    const MapView map = map_of({}, look);
    const auto* assets = layer(map.prepared.scene, base::EntityKind::asset);
    EXPECT_TRUE(assets == nullptr || assets->size() == 0);
    std::int64_t filtered = 0;
    for (const auto& hidden : map.prepared.scene.hidden) filtered += hidden.what.find("not chosen") != std::string::npos ? hidden.count : 0;
    EXPECT_GE(filtered, static_cast<std::int64_t>(all));
}

TEST(MapView, PageHoldsLegendsAndAreas) {
    ViewOptions options;
    options.map.colour.column = "areas.area/population";
    const MapView map = map_of(options);
    const std::string text = plain_text(document_of(map, *patch(), {}, options));
    EXPECT_NE(text.find("\nPopulation\n"), std::string::npos);
    EXPECT_NE(text.find("Not in the picture"), std::string::npos);
    for (const auto& row : test::rows_of_file("census.csv")) EXPECT_NE(text.find("Population: " + base::grouped(std::stoll(row.at("residents")))), std::string::npos) << row.at("code");
}

}  // namespace
