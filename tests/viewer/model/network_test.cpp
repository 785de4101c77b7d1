// The network of places written down here: who is in it, on which shelf, and what the layout is asked.
#include "viewer/model/network_scene.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

#include "tests/viewer/model/keyed.hpp"
#include "tests/viewer/model/patch.hpp"
#include "viewer/model/without_names.hpp"

namespace network_test {
using namespace kith;
using namespace kith::viewer::model;

struct Place {
    std::shared_ptr<test::FakeView> view = std::make_shared<test::FakeView>();
    session::EntityIndex index;
    column::SegmentPtr topology;
    explicit Place(const test::SmallPlace& place) {
        test::fill_with_keys(place, *view);
        index = session::EntityIndex(view);
        topology = view->segment("lens.any");
    }
};

/// A path 0-1-2-3 with a choir (node 7) at 3 and twice a tie 0-1; 4 asked and alone, 5 not asked, 6 only named, tied to 0.
Place path() {
    test::SmallPlace place;
    place.people = {{"P0"}, {"P1"}, {"P2"}, {"P3"}, {"P4"}, {"P5", column::Role::participant, 0}, {"P6", column::Role::alter, 0}};
    place.assets = {{"Choir"}};
    place.ties = {{0, 1}, {1, 0}, {1, 2}, {2, 3}, {3, 7}, {6, 0}};
    return Place(place);
}

Subgraph part_of(const Place& place, const NetworkOptions& options) {
    auto made = subgraph_of(*place.view, place.index, *place.topology, options, {});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return *made;
}

TEST(Subgraph, TheWholeHoldsEverybody) {
    const Place place = path();
    const Subgraph all = part_of(place, {});
    EXPECT_EQ(all.nodes.size(), 8u);
    EXPECT_EQ(all.shown_people, 7);
    EXPECT_EQ(all.account, "Shows all 7 people.");
    EXPECT_EQ(all.asked_without_tie, 1);
    EXPECT_EQ(all.not_asked, 1);
    NetworkOptions people_only;
    people_only.assets = false;
    EXPECT_EQ(part_of(place, people_only).nodes.size(), 7u);
}

TEST(Subgraph, StepsAroundOneAreThoseOfABreadthFirstSearch) {
    const Place place = path();
    NetworkOptions options;
    options.around = place.view->key(base::EntityKind::person, 1);
    const std::vector<std::vector<std::int32_t>> expected{{1}, {0, 1, 2}, {0, 1, 2, 3, 6}, {0, 1, 2, 3, 6, 7}, {0, 1, 2, 3, 6, 7}};
    for (int depth = 0; depth < 5; ++depth) {
        options.focus_depth = depth;
        const Subgraph part = part_of(place, options);
        EXPECT_EQ(part.nodes, expected[static_cast<std::size_t>(depth)]) << depth;
        EXPECT_EQ(part.centre, 1);
        EXPECT_NE(part.account.find("of P1"), std::string::npos) << part.account;
        EXPECT_NE(part.account.find("not shown"), std::string::npos);
        // Arcs only between nodes that are shown.
        const auto offsets = part.topology->find("offsets")->i64();
        const auto targets = part.topology->find("targets")->i32();
        for (std::size_t node = 0; node + 1 < offsets.size(); ++node)
            for (std::int64_t i = offsets[node]; i < offsets[node + 1]; ++i) {
                EXPECT_TRUE(std::binary_search(part.nodes.begin(), part.nodes.end(), static_cast<std::int32_t>(node)));
                EXPECT_TRUE(std::binary_search(part.nodes.begin(), part.nodes.end(), targets[static_cast<std::size_t>(i)]));
            }
    }
}

TEST(Subgraph, SomebodyWhoIsGoneIsSaid) {
    const Place place = path();
    NetworkOptions options;
    options.around = base::key_for(base::EntityKind::person, "elsewhere", "nobody");
    const auto made = subgraph_of(*place.view, place.index, *place.topology, options, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, base::Code::not_found);
}

TEST(Subgraph, TooManyShowsNothingAndSaysSo) {
    test::SmallPlace crowd;
    for (std::size_t i = 0; i <= most_network_people; ++i) crowd.people.push_back({"P"});
    crowd.ties = {{0, 1}};
    const Place place(crowd);
    const Subgraph part = part_of(place, {});
    EXPECT_TRUE(part.too_many);
    EXPECT_TRUE(part.nodes.empty());
    EXPECT_NE(part.account.find("50,001 people are too many"), std::string::npos) << part.account;
    NetworkOptions around;
    around.around = place.view->key(base::EntityKind::person, 0);
    around.focus_depth = 1;
    EXPECT_EQ(part_of(place, around).nodes.size(), 2u);
}

TEST(Subgraph, AnAreaHoldsWhoLivesThere) {
    const auto& view = test::patch();
    const session::EntityIndex index(view);
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    const auto topology = view->topology(all, job);
    const auto areas = view->segment("people")->find("area")->i32();
    for (std::size_t area = 0; area < view->primary_layer()->count; ++area) {
        NetworkOptions options;
        options.around = view->key(base::EntityKind::area, area, view->primary_layer()->as);
        const auto part = subgraph_of(*view, index, **topology, options, {});
        ASSERT_TRUE(part);
        for (const std::int32_t node : part->nodes)
            if (static_cast<std::size_t>(node) < view->people()) {
                EXPECT_EQ(areas[static_cast<std::size_t>(node)], static_cast<std::int32_t>(area));
            }
        EXPECT_GT(part->shown_people, 0);
    }
}

TEST(LayoutOrder, PairsOnceWithTheirNumberAndGroups) {
    const Place place = path();
    const Subgraph part = part_of(place, {});
    const LayoutOrder order = layout_order(*place.view, {}, part, {});
    ASSERT_EQ(order.offsets.size(), 9u);
    EXPECT_EQ(order.targets.size(), 10u);  // five pairs, both ways
    EXPECT_EQ(order.weights[0], 2);        // 0-1 twice
    EXPECT_EQ(order.groups[4], layout::Group::isolate);
    EXPECT_EQ(order.groups[5], layout::Group::not_asked);
    for (const std::size_t node : {0u, 1u, 2u, 3u, 6u, 7u}) EXPECT_EQ(order.groups[node], layout::Group::laid_out);
    EXPECT_TRUE(layout::check(order.graph()));
}

TEST(LayoutOrder, EveryArrangementPlacesEveryNode) {
    const auto& view = test::patch();
    const session::EntityIndex index(view);
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    const auto topology = view->topology(all, job);
    ViewOptions options;
    options.network.community = "people/area";
    options.network.around = view->key(base::EntityKind::person, 0);
    for (const Arrangement arrangement : {Arrangement::free, Arrangement::on_the_map, Arrangement::by_community, Arrangement::around_one}) {
        options.network.arrangement = arrangement;
        const auto part = subgraph_of(*view, index, **topology, options.network, {});
        ASSERT_TRUE(part);
        const LayoutOrder order = layout_order(*view, {}, *part, options.network);
        const auto drawing = laid_out(order, {}, job);
        ASSERT_TRUE(drawing) << drawing.error().message;
        ASSERT_EQ(drawing->positions.size(), part->nodes.size());
        std::int64_t shelved = 0;
        for (const auto& shelf : drawing->shelves) shelved += shelf.count;
        EXPECT_EQ(shelved, std::count_if(order.groups.begin(), order.groups.end(), [](layout::Group group) { return group != layout::Group::laid_out; }));
        const auto network = network_view_of(*view, {}, *part, drawing->positions, drawing->shelves, options, {});
        ASSERT_TRUE(network) << network.error().message;
        std::size_t drawn = 0;
        for (const auto& layer : network->prepared.scene.marks) drawn += layer.size();
        EXPECT_EQ(drawn, part->nodes.size());
        EXPECT_FALSE(network->prepared.scene.geographic);
    }
}

TEST(Subgraph, AnAssetThatNobodyIsTiedToIsLeftOutAndSaid) {
    test::SmallPlace place;
    place.people = {{"P0"}, {"P1"}};
    place.assets = {{"Choir"}, {"Shed"}};
    place.ties = {{0, 1}, {1, 2}};
    const Place made(place);
    const Subgraph part = part_of(made, {});
    EXPECT_EQ(part.nodes, (std::vector<std::int32_t>{0, 1, 2}));
    EXPECT_EQ(part.untied_assets, 1);
    EXPECT_EQ(part.account, "Shows all 2 people. 1 asset without a tie is left out.");
    const auto network = network_view_of(*made.view, {}, part, std::vector<layout::Point>{{0, 0}, {1, 0}, {1, 1}}, {}, {}, {});
    ASSERT_TRUE(network) << network.error().message;
    std::int64_t hidden = 0;
    for (const auto& one : network->prepared.scene.hidden)
        if (one.what.find("asset") != std::string::npos) hidden += one.count;
    EXPECT_EQ(hidden, 1) << "once, and by its own name";
    NetworkOptions around;
    around.around = made.view->key(base::EntityKind::asset, 1);
    around.focus_depth = 1;
    EXPECT_EQ(part_of(made, around).nodes, std::vector<std::int32_t>{3}) << "whoever asks for it sees it";
}

TEST(NetworkView, AShelfsNameStandsOverNobody) {
    test::SmallPlace place;
    for (int i = 0; i < 60; ++i) place.people.push_back({"P", column::Role::participant, i < 40 ? column::asked_everything : 0});
    place.ties = {{0, 1}, {1, 2}, {2, 3}, {3, 0}};  // the rest stand on the shelves
    const Place made(place);
    const Subgraph part = part_of(made, {});
    const LayoutOrder order = layout_order(*made.view, {}, part, {});
    base::JobContext job;
    const auto drawing = laid_out(order, {}, job);
    ASSERT_TRUE(drawing);
    ASSERT_EQ(drawing->shelves.size(), 2u);
    const auto network = network_view_of(*made.view, {}, part, drawing->positions, drawing->shelves, {}, {});
    ASSERT_TRUE(network);
    const Prepared& prepared = network->prepared;
    for (const Vec2 pane : {Vec2{360, 480}, Vec2{1000, 700}}) {
        const Camera camera = fitted({{}, 1, pane}, prepared.bounds, Insets{20, 40, 20, 20});
        Frame frame;
        frame_of(prepared, camera, {}, frame);
        std::size_t names = 0;
        for (const picture::Text& text : frame.labels) {
            if (!text.bold) continue;
            ++names;
            for (const Vec2 mark : prepared.marks[0].points()) {
                const Vec2 at = to_screen(camera, mark);
                EXPECT_FALSE(at.y > text.at.y - 9 && at.y < text.at.y + 2) << text.text << " over somebody at " << pane.x;
            }
        }
        EXPECT_EQ(names, 2u);
    }
}

TEST(NetworkView, ABareIdIsNoNameWhereOthersHaveOneAndGuestsComeLast) {
    const Place place = path();
    const Subgraph part = part_of(place, {});
    const std::vector<layout::Point> positions(part.nodes.size(), {1, 2});
    const auto names_of = [&] {
        const auto made = network_view_of(*place.view, {}, part, positions, {}, {}, {});
        std::vector<std::string> out;
        for (const auto& label : made->prepared.scene.labels) out.push_back(label.text);
        return out;
    };
    auto names = names_of();
    ASSERT_EQ(names.size(), 6u) << "nobody has a name: all with a tie are told by their ids";
    EXPECT_EQ(names.back(), place.view->label(base::EntityKind::person, 6)) << "only named by others";
    const std::vector<std::string> ids{"P0", "P1", "P2", "P3", "P4", "P5", "P6"}, called{"Ann", "P1", "Bea", "P3", "P4", "P5", "friend of Ann"};
    column::SegmentBuilder builder("people.names");
    builder.add_strings("id", ids).add_strings("name", called);
    place.view->add(std::move(builder));
    names = names_of();
    EXPECT_EQ(names, (std::vector<std::string>{"Ann", "Bea", "friend of Ann"}));
}

TEST(NetworkView, PresentationNamesNobody) {
    const Place place = path();
    const Subgraph part = part_of(place, {});
    const std::vector<layout::Point> positions(part.nodes.size(), {1, 2});
    const privacy::ViewPtr nameless = without_names(place.view);
    const auto made = network_view_of(*nameless, {}, part, positions, {}, {}, {});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_FALSE(made->prepared.scene.labels.empty());
    std::size_t numbered = 0;
    for (const auto& label : made->prepared.scene.labels) {
        numbered += label.text.rfind("person ", 0) == 0 ? 1u : 0u;
        for (std::size_t row = 0; row < place.view->people(); ++row) EXPECT_NE(label.text, place.view->label(base::EntityKind::person, row));
    }
    EXPECT_GT(numbered, 0u);
    EXPECT_FALSE(network_view_of(*place.view, {}, part, std::vector<layout::Point>(2), {}, {}, {}));
}

TEST(NetworkView, NeighboursEachOnce) {
    const Place place = path();
    EXPECT_EQ(neighbours_of(*place.topology, 0), (std::vector<std::int32_t>{1, 6}));
    EXPECT_EQ(neighbours_of(*place.topology, 4), std::vector<std::int32_t>{});
    EXPECT_EQ(neighbours_of(*place.topology, 99), std::vector<std::int32_t>{});
}

TEST(NetworkView, PageListsTiesAndHeadsNoLineByWhoWasOnlyNamed) {
    const Place place = path();
    const Subgraph part = part_of(place, {});
    const std::vector<layout::Point> positions(part.nodes.size(), {1, 2});
    const auto made = network_view_of(*place.view, {}, part, positions, {}, {}, {});
    ASSERT_TRUE(made);
    const std::string text = plain_text(document_of(*made, part, *place.view));
    EXPECT_NE(text.find("- P0: P1 and P6\n"), std::string::npos) << text;
    EXPECT_NE(text.find("- P1: P0 and P2\n"), std::string::npos);
    EXPECT_EQ(text.find("- P6: "), std::string::npos);
    EXPECT_NE(text.find("1 person was asked and has no tie here."), std::string::npos);
    EXPECT_NE(text.find("1 person has not been asked about ties yet: not known, and not none."), std::string::npos);
}

}  // namespace network_test
