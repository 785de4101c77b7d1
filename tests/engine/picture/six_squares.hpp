#pragma once
// A place for the picture tests: six squares of 500 m in a row of two by three, four assets, five people and their ties.
#include <string>
#include <utility>
#include <vector>

#include "tests/support/fake_view.hpp"

namespace kith::test {

/// Named A<1> … F<6>: names that must be escaped.
inline FakeView six_areas() {
    FakeView view;
    std::vector<std::int64_t> ones{0}, points{0};
    std::vector<double> xy;
    std::vector<std::string> names, codes;
    for (int i = 0; i < 6; ++i) {
        const double x = 500.0 * (i % 3), y = 500.0 * (i / 3);
        for (const auto& [dx, dy] : {std::pair{0., 0.}, {500., 0.}, {500., 500.}, {0., 500.}, {0., 0.}}) {
            xy.push_back(400000 + x + dx);
            xy.push_back(300000 + y + dy);
        }
        ones.push_back(i + 1);
        points.push_back(5 * (i + 1));
        names.push_back(std::string(1, static_cast<char>('A' + i)) + "<" + std::to_string(i + 1) + "> & Co");
        codes.push_back("X" + std::to_string(i));
    }
    view.layers_ = {{"ward", column::LayerRole::official, "2020", true, true, 9, 6}};
    view.add(std::move(column::SegmentBuilder("areas.ward").add_strings("code", codes).add_strings("name", names)));
    view.add(std::move(column::SegmentBuilder("areas.ward.geometry").add_i64("area_polygons", ones).add_i64("polygon_rings", ones).add_i64("ring_points", points).add_points("points", xy)));
    view.assets_ = 4;
    view.add(std::move(column::SegmentBuilder("assets").add_i32("class", {0, 1, 3, 5}).add_i32("status", {0, 1, 2, 0}).add_i32("area", {0, 1, 3, -1})));
    view.add(std::move(column::SegmentBuilder("assets.positions").add_points("point", {400100, 300100, 400600, 300100, 400100, 300600, 0, 0}, {0, 0, 0, 1})));
    return view;
}

/// And a street that can be walked from 400,100 to 402,000, at 300,100, in two stretches; assets 0 and 1 stand on it, 500 m apart.
inline FakeView six_areas_and_a_street() {
    FakeView view = six_areas();
    view.add(std::move(column::SegmentBuilder("walking")
                           .add_points("points", {400100, 300100, 400600, 300100, 402000, 300100})
                           .add_i64("offsets", {0, 1, 3, 4})
                           .add_i32("targets", {1, 0, 2, 1})
                           .add_f64("metres", {500, 500, 1400, 1400})
                           .add_booleans("step_free", {1, 1, 1, 1})
                           .add_strings("credit", std::vector<std::string>{"Ways: invented"})));
    view.add(std::move(column::SegmentBuilder("assets").add_i32("class", {0, 1, 3, 5}).add_i32("status", {0, 0, 2, 0}).add_i32("area", {0, 1, 3, -1}).add_i32("counted_with", {0, 1, 2, 3})));
    return view;
}

/// And five people: asked, asked, not asked, named by others, moved away. Nodes 0-4; assets are 5-8. The last who lives here
/// has no place. Ties (rows): 0 family 0-1; 1 friend 0-1 (parallel); 2 difficult 0-2; 3 person 1 attends asset 0, pay unknown;
/// 4 friend 1-3, where 1 gives.
inline FakeView six_areas_with_people() {
    FakeView view = six_areas();
    view.people_ = 5;
    view.add(std::move(column::SegmentBuilder("people")
                           .add_i32("role", {0, 0, 0, 1, 0})
                           .add_i32("living", {0, 0, 0, 0, 1})
                           .add_i32("asked", {column::asked_everything, 2, 0, 0, 0})
                           .add_i32("area", {0, 1, 2, -1, 5})));
    view.add(std::move(column::SegmentBuilder("people.names").add_strings("id", std::vector<std::string>{"P1", "P2", "P3", "N1", "P5"})));
    view.add(std::move(column::SegmentBuilder("people.positions").add_points("point", {400200, 300200, 400700, 300200, 401200, 300200, 0, 0, 401200, 300700}, {0, 0, 0, 1, 0})));
    view.add(std::move(column::SegmentBuilder("tie_kinds")
                           .add_strings("key", std::vector<std::string>{"family", "friend", "attends"})
                           .add_i32("group", {0, 0, 1})
                           .add_booleans("kin", {1, 0, 0})
                           .add_i32("circle", {0, 0, 3})));
    view.add(std::move(column::SegmentBuilder("ties")
                           .add_i32("from", {0, 0, 0, 1, 1})
                           .add_i32("to", {1, 1, 2, 5, 3})
                           .add_i32("kind", {0, 1, 1, 2, 1})
                           .add_booleans("paid", {0, 0, 0, 0, 0}, {0, 0, 0, 1, 0})
                           .add_i32("direction", {0, 0, 0, 0, 0}, {1, 1, 1, 1, 0})
                           .add_i32("closeness", {5, 3, 3, 3, 3}, {0, 0, 0, 1, 1})
                           .add_i32("valence", {0, 0, 2, 0, 0})));
    view.add(std::move(column::SegmentBuilder("lens.all")
                           .add_i64("offsets", {0, 3, 7, 8, 9, 9, 10, 10, 10, 10})
                           .add_i32("targets", {1, 1, 2, 0, 0, 3, 5, 0, 1, 1})
                           .add_i32("ties", {0, 1, 2, 0, 1, 4, 3, 2, 4, 3})
                           .add_booleans("maybe", std::vector<std::uint8_t>(10, 0))));
    return view;
}

}  // namespace kith::test
