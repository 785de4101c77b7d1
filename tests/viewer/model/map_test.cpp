// The map of the sample patch: every count against the patch's files.
#include "viewer/model/map_scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "engine/base/text.hpp"
#include "tests/engine/picture/six_squares.hpp"
#include "tests/viewer/model/keyed.hpp"
#include "tests/viewer/model/patch.hpp"

namespace map_test {
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

TEST(MapView, EverySchemeWithEveryNumberOfClassesColoursTheAreas) {
    ViewOptions options;
    options.map.colour.column = "areas.area/population";
    options.map.colour.breaks = {300, 500};
    std::vector<std::optional<picture::Scheme>> schemes{std::nullopt};
    for (int i = 0; i < picture::scheme_count; ++i) schemes.emplace_back(static_cast<picture::Scheme>(i));
    for (const auto& scheme : schemes)
        for (int classes = 2; classes <= 10; ++classes) {
            SCOPED_TRACE(std::string(scheme ? picture::name_of(*scheme) : "usual") + " " + std::to_string(classes));
            options.map.colour.scheme = scheme;
            options.map.colour.classes = classes;
            const MapView map = map_of(options);
            EXPECT_TRUE(map.remarks.empty());
            const auto& scene = map.prepared.scene;
            const auto* shown = legend(scene, "Population");
            ASSERT_NE(shown, nullptr);
            EXPECT_EQ(counted(*shown), 12);
            std::set<std::string> colours;
            for (const std::uint16_t style : scene.areas[0].styles) {
                ASSERT_TRUE(scene.area_styles[style].fill.colour);
                colours.insert(picture::hex(*scene.area_styles[style].fill.colour));
            }
            EXPECT_GT(colours.size(), 1u);
            if (scheme.value_or(picture::Scheme::fisher_jenks) == picture::Scheme::fisher_jenks || scheme == picture::Scheme::equal_interval) {
                EXPECT_EQ(shown->entries.size(), static_cast<std::size_t>(classes)) << "as many as were asked for";
            }
        }
}

TEST(MapView, AreasAreColouredByWordsToo) {
    test::FakeView town = test::six_areas();
    town.add(std::move(column::SegmentBuilder("areas.ward").add_strings("code", std::vector<std::string>{"X0", "X1", "X2", "X3", "X4", "X5"}).add_strings("kind", std::vector<std::string>{"hill", "river", "hill", "hill", "river", "moor"})));
    ViewOptions options;
    options.map.colour.column = "areas.ward/kind";
    const auto made = map_view_of(town, {}, options, {}, nullptr);
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(made->remarks.empty());
    const auto* shown = legend(made->prepared.scene, "Kind");
    ASSERT_NE(shown, nullptr);
    std::vector<std::pair<std::string, std::int64_t>> entries;
    for (const auto& entry : shown->entries) entries.emplace_back(entry.label, entry.count);
    EXPECT_EQ(entries, (std::vector<std::pair<std::string, std::int64_t>>{{"hill", 3}, {"moor", 1}, {"river", 2}}));
}

TEST(MapView, EveryColumnColoursMarksAndAreas) {
    std::set<FieldType> types;
    for (const auto kind : {base::EntityKind::person, base::EntityKind::asset, base::EntityKind::area})
        for (const Field& field : fields_of(*patch(), {}, {kind, kind == base::EntityKind::area ? "area" : ""})) {
            ViewOptions options;
            (kind == base::EntityKind::person ? options.people.colour : kind == base::EntityKind::asset ? options.assets.colour : options.map.colour).column = field.name();
            const MapView map = map_of(options);
            EXPECT_TRUE(map.remarks.empty()) << field.name() << ": " << map.remarks[0];
            const std::string title = field.unit().empty() ? field.label() : field.label() + " (" + field.unit() + ")";
            ASSERT_NE(legend(map.prepared.scene, title), nullptr) << field.name();
            EXPECT_GT(counted(*legend(map.prepared.scene, title)), 0) << field.name();
            types.insert(field.type());
        }
    for (const auto type : {FieldType::number, FieldType::yes_no, FieldType::word, FieldType::words, FieldType::date}) EXPECT_TRUE(types.contains(type)) << "the patch has some of each";
}

TEST(MapView, APressIsOnWhatWasDrawnByHandThenOnTheColouredAreas) {
    const auto with_town = [](column::LayerRole role) {
        test::FakeView view = test::six_areas();
        view.layers_.push_back({"town", role, "", true, false, 15, 1});
        view.add(std::move(column::SegmentBuilder("areas.town").add_strings("code", std::vector<std::string>{"T"})));
        view.add(std::move(column::SegmentBuilder("areas.town.geometry").add_i64("area_polygons", {0, 1}).add_i64("polygon_rings", {0, 1}).add_i64("ring_points", {0, 5}).add_points("points", {400000, 300000, 402000, 300000, 402000, 301000, 400000, 301000, 400000, 300000})));
        return view;
    };
    const auto under = [&](column::LayerRole role, Vec2 at) {
        ViewOptions options;
        options.map.layers = {"ward", "town"};
        const auto map = map_view_of(with_town(role), {}, options, {}, nullptr);
        return map->prepared.scene.areas[pick_area(map->prepared, at)->layer].as;
    };
    EXPECT_EQ(under(column::LayerRole::official, {400250, 300250}), "ward") << "an outline is no lid";
    EXPECT_EQ(under(column::LayerRole::official, {401750, 300250}), "town") << "where nothing else is";
    EXPECT_EQ(under(column::LayerRole::drawn, {400250, 300250}), "town");
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

TEST(MapView, WhatLiesBehindIsShownOrNotAndNeverCounted) {
    const MapView map = map_of({});
    const auto& scene = map.prepared.scene;
    ASSERT_EQ(scene.backdrop_areas.size(), 1u);
    ASSERT_EQ(scene.backdrop_lines.size(), 1u);
    EXPECT_EQ(map.prepared.paths.size(), 1u);
    EXPECT_NE(scene.attribution.find("Streets and ground: invented"), std::string::npos);
    ASSERT_NE(legend(scene, "In the background"), nullptr);
    ViewOptions options;
    switch_backdrop(options.map, "streets");
    const MapView without = map_of(options);
    EXPECT_TRUE(without.prepared.scene.backdrop_lines.empty());
    EXPECT_EQ(without.prepared.scene.backdrop_areas.size(), 1u);
    switch_backdrop(options.map, "streets");
    EXPECT_EQ(options, ViewOptions());
    const auto count = [](const MapView& one) { return std::accumulate(one.prepared.scene.hidden.begin(), one.prepared.scene.hidden.end(), std::int64_t{0}, [](std::int64_t sum, const auto& hidden) { return sum + hidden.count; }); };
    EXPECT_EQ(count(map), count(without)) << "nobody is hidden by it";
}

TEST(MapView, StreetsAreNamedWhereAskedForAndInTheList) {
    ViewOptions options;
    const auto streets = [](const picture::Scene& scene) { return std::count_if(scene.labels.begin(), scene.labels.end(), [](const auto& label) { return label.kind == picture::LabelKind::line; }); };
    EXPECT_EQ(streets(map_of(options).prepared.scene), 0);
    options.map.backdrop_names = true;
    const MapView map = map_of(options);
    std::set<std::string> names;  // by the file
    std::ifstream file(std::string(KITH_SOURCE_DIR) + "/data/samples/patch/streets.geojson");
    const auto json = nlohmann::json::parse(file);
    for (const auto& feature : json.at("features"))
        if (feature.at("properties").at("name").is_string()) names.insert(feature.at("properties").at("name"));
    EXPECT_EQ(streets(map.prepared.scene), static_cast<std::ptrdiff_t>(names.size())) << "one for each name";
    const std::string text = plain_text(document_of(map, *patch(), {}, options));
    for (const std::string& name : names) EXPECT_NE(text.find(name), std::string::npos) << name;
    EXPECT_NE(text.find("main roads"), std::string::npos);
    EXPECT_EQ(text.find("main roads: -1"), std::string::npos);
}

TEST(MapView, ABlankMapHasTheGroundAlone) {
    ViewOptions options;
    options.map.colour.column = "areas.area/population";
    const auto blank = blank_map_of(*patch(), options);
    ASSERT_TRUE(blank);
    EXPECT_TRUE(blank->marks.empty());
    EXPECT_TRUE(blank->links.empty());
    EXPECT_TRUE(blank->backdrop_bold);
    ASSERT_EQ(blank->areas.size(), 1u);
    for (const std::uint16_t style : blank->areas[0].styles) EXPECT_EQ(blank->area_styles[style], picture::plain_area(picture::Theme::light, true));
    EXPECT_EQ(picture::grid_of(blank->lettered), picture::grid_of(map_of({}).prepared.scene.lettered)) << "the same squares on screen and on paper";
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

privacy::ViewPtr with_keys(test::FakeView view) {
    test::put_keys(view, base::EntityKind::asset, "assets");
    test::put_keys(view, base::EntityKind::area, "areas.ward", "ward");
    return std::make_shared<test::FakeView>(std::move(view));
}

/// A map with the walk from an asset.
struct Walked {
    explicit Walked(privacy::ViewPtr of) : view(std::move(of)), index(view) { look.index = &index; }
    base::Result<MapView> from(const base::EntityKey& start) {
        options.map.walk_from = start;
        return map_view_of(*view, {}, options, look, nullptr);
    }
    privacy::ViewPtr view;
    session::EntityIndex index;
    ViewOptions options;
    Look look;
};

TEST(MapView, AWalkFromAnAssetIsDrawnAndRead) {
    Walked walked(with_keys(test::six_areas_and_a_street()));
    const privacy::View& view = *walked.view;
    const auto map = walked.from(view.key(base::EntityKind::asset, 0));
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_TRUE(map->remarks.empty());
    EXPECT_EQ(map->prepared.paths.size(), 5u);  // of 5, 10 and 15 minutes, and the ring where it begins on its clear ground
    const std::string text = plain_text(document_of(*map, view, {}, walked.options));
    EXPECT_NE(text.find("On foot from asset 0, up to 5 minutes: 1 asset"), std::string::npos) << text;
    EXPECT_NE(text.find("On foot from asset 0, 5 to 10 minutes: 1 asset"), std::string::npos);
    EXPECT_NE(text.find("asset 1"), std::string::npos);
    // Of nobody who is there any more, and where nobody knows: the map is drawn without it, and says so.
    for (const auto& from : {base::key_for(base::EntityKind::asset, "asset", "gone"), view.key(base::EntityKind::asset, 3)}) {
        const auto without = walked.from(from);
        ASSERT_TRUE(without);
        EXPECT_TRUE(without->prepared.paths.empty());
        EXPECT_EQ(without->remarks.size(), 1u);
    }
}

TEST(MapView, AWalkWhereNoWaysAreIsARemarkAndNotAnError) {
    Walked walked(with_keys(test::six_areas()));
    const auto map = walked.from(walked.view->key(base::EntityKind::asset, 0));
    ASSERT_TRUE(map);
    ASSERT_EQ(map->remarks.size(), 1u);
    EXPECT_NE(map->remarks[0].find("not on record"), std::string::npos);
}

}  // namespace map_test
