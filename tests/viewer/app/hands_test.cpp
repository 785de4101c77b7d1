// Ties that are drawn and people and assets that are moved by hand, in the whole window without a display (EGL). No pixels.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/viewer/app/whole_window.hpp"

namespace kith::viewer::app {
namespace hands_test {

class Hands : public WholeWindow {
protected:
    /// Where a mark of the map or the network stands in the window.
    model::Vec2 on_screen(const PaneState& pane, const char* control, const picture::MarkLayer& layer, std::size_t i) {
        const draw::Item* item = viewer->items().find(control);
        const picture::Scene& scene = pane.prepared()->scene;
        const model::Vec2 at = model::to_screen(pane.camera(), {scene.origin.x + static_cast<double>(layer.xy[2 * i]), scene.origin.y + static_cast<double>(layer.xy[2 * i + 1])});
        return {static_cast<double>(item->box.left) + at.x, static_cast<double>(item->box.top) + at.y};
    }
    /// Some mark that nothing lies on: a press there takes up that one.
    struct Mark {
        base::EntityKey key;
        model::Vec2 at;      // in the window
    };
    std::vector<Mark> marks(const PaneState& pane, const char* control, std::size_t most) {
        std::vector<Mark> out;
        const draw::Box box = viewer->items().find(control)->box;
        for (const picture::MarkLayer& layer : pane.prepared()->scene.marks)
            for (std::size_t i = 0; i < layer.size() && out.size() < most; i += 7) {
                const model::Vec2 at = on_screen(pane, control, layer, i);
                const auto pick = pane.pick({at.x - static_cast<double>(box.left), at.y - static_cast<double>(box.top)});
                if (!pick || pick->what != model::Pick::What::mark || pick->row != layer.rows[i] || pick->kind != layer.kind) continue;
                const auto far = [&](const Mark& other) { return std::hypot(other.at.x - at.x, other.at.y - at.y) > 60; };
                if (std::all_of(out.begin(), out.end(), far)) out.push_back({*viewer->session().index().key(layer.kind, static_cast<std::size_t>(layer.rows[i])), at});
            }
        return out;
    }
    void drag(model::Vec2 from, model::Vec2 to, bool lets_go = true) {
        const auto move = [&](double share) { input.push(draw::PointerMoved{static_cast<float>(from.x + share * (to.x - from.x)), static_cast<float>(from.y + share * (to.y - from.y))}); };
        move(0);
        input.push(draw::ButtonChanged{0, true});
        for (const double share : {0.3, 0.7, 1.0}) {
            settle();
            move(share);
        }
        settle();
        if (lets_go) input.push(draw::ButtonChanged{0, false});
        settle();
    }
};

TEST_F(Hands, ATieIsDrawnFromOneToAnotherOnMapAndNetwork) {
    open();
    for (const char* where : {"map", "network"}) {
        const PaneState& pane = where == std::string("map") ? viewer->preparation().map : viewer->preparation().network;
        const std::vector<Mark> two = marks(pane, where, 2);
        ASSERT_EQ(two.size(), 2u) << where;
        key("Shift+C");
        ASSERT_EQ(viewer->model().window.tool, model::Tool::tie);
        drag(two[0].at, two[1].at, false);
        const auto& carried = viewer->model().window.carried;
        ASSERT_TRUE(carried) << where;
        EXPECT_EQ(carried->what, two[0].key);
        EXPECT_EQ(carried->over, two[1].key) << "the other one lights up";
        EXPECT_TRUE(viewer->session().hovered().contains(two[1].key));
        key("Esc");
        EXPECT_FALSE(viewer->model().window.carried);
        input.push(draw::ButtonChanged{0, false});
        settle();
        EXPECT_EQ(viewer->model().window.dialog, model::Dialog::none) << "Escape took it back";
        const model::Camera still = pane.camera();
        drag(two[0].at, two[1].at);
        EXPECT_EQ(viewer->model().window.dialog, model::Dialog::add_tie) << where;
        EXPECT_EQ(std::vector(viewer->session().selection().keys().begin(), viewer->session().selection().keys().end()), (std::vector{two[0].key, two[1].key}));
        EXPECT_EQ(pane.camera(), still) << "the picture stays where it is";
        key("Esc");
        key("Esc");
        EXPECT_EQ(viewer->model().window.tool, model::Tool::select);
    }
    EXPECT_TRUE(viewer->session().undo_list().empty());
}

TEST_F(Hands, NobodyIsMovedButByTheToolForIt) {
    open();
    const std::vector<Mark> one = marks(viewer->preparation().map, "map", 1);
    ASSERT_EQ(one.size(), 1u);
    const auto start = viewer->session().revision_digest();
    drag(one[0].at, {one[0].at.x + 40, one[0].at.y + 30});
    EXPECT_EQ(viewer->session().revision_digest(), start) << "the usual tool moves the map, and nobody on it";
    key("Ctrl+0");
    key("M");
    drag(one[0].at, {one[0].at.x + 3, one[0].at.y});
    EXPECT_EQ(viewer->session().revision_digest(), start) << "a hand that trembles moves nobody either";
    ASSERT_TRUE(viewer->model().window.carried) << "a press alone takes up until the next";
    key("Esc");
    const model::Vec2 to{one[0].at.x + 40, one[0].at.y + 30};
    const draw::Box box = viewer->items().find("map")->box;  // as it lay under the hand: afterwards all of it may be fitted in anew
    const model::Vec2 there = model::to_world(viewer->preparation().map.camera(), {to.x - static_cast<double>(box.left), to.y - static_cast<double>(box.top)});
    const double pixel = 1 / viewer->preparation().map.camera().pixels_per_metre;  // Dear ImGui's pointer stands on whole ones
    drag(one[0].at, to);
    EXPECT_NE(viewer->session().revision_digest(), start);
    const auto stands = viewer->session().value(one[0].key, one[0].key.kind == base::EntityKind::person ? "people.positions/point" : "assets.positions/point");
    ASSERT_TRUE(stands);
    EXPECT_NEAR(std::get<session::Point>(*stands).x, there.x, 1.01 * pixel);
    EXPECT_NEAR(std::get<session::Point>(*stands).y, there.y, 1.01 * pixel);
    key("Ctrl+Z");
    EXPECT_EQ(viewer->session().revision_digest(), start);
}

TEST_F(Hands, AltAndADragFromAMarkIsATieAndFromTheGroundALasso) {
    open();
    const std::vector<Mark> two = marks(viewer->preparation().map, "map", 2);
    ASSERT_EQ(two.size(), 2u);
    input.push(draw::KeyChanged{draw::Key::alt, true});
    drag(two[0].at, two[1].at);
    input.push(draw::KeyChanged{draw::Key::alt, false});
    settle();
    EXPECT_EQ(viewer->model().window.dialog, model::Dialog::add_tie);
    key("Esc");
    key("Ctrl+Shift+A");
    const draw::Box box = viewer->items().find("map")->box;
    input.push(draw::KeyChanged{draw::Key::alt, true});
    input.push(draw::PointerMoved{box.left + 4, box.bottom - 60});
    input.push(draw::ButtonChanged{0, true});
    for (const auto& [x, y] : {std::pair{box.left + 4, box.top + 60}, {box.right - 4, box.top + 60}, {box.right - 4, box.bottom - 60}}) {
        settle();
        input.push(draw::PointerMoved{x, y});
    }
    settle();
    input.push(draw::ButtonChanged{0, false});
    input.push(draw::KeyChanged{draw::Key::alt, false});
    settle();
    EXPECT_GT(viewer->session().selection().size(), 10u);
    EXPECT_EQ(viewer->model().window.dialog, model::Dialog::none);
}

TEST_F(Hands, ByKeyboardATieIsTakenUpAndSetDownUnderTheCross) {
    open();
    const std::vector<Mark> one = marks(viewer->preparation().map, "map", 1);
    ASSERT_EQ(one.size(), 1u);
    for (int i = 0; i < 60 && (viewer->items().focused() == nullptr || viewer->items().focused()->name != "map"); ++i) key("Tab");
    ASSERT_EQ(viewer->items().focused()->name, "map");
    viewer->want(model::Select{{one[0].key}});
    settle();
    key("Ctrl+9");  // it stands under the cross
    key("M");
    key("Enter");
    ASSERT_TRUE(viewer->model().window.carried);
    EXPECT_EQ(viewer->model().window.carried->what, one[0].key);
    const auto start = viewer->session().revision_digest();
    key("Right");
    key("Enter");
    EXPECT_NE(viewer->session().revision_digest(), start);
    key("Ctrl+Z");
    EXPECT_EQ(viewer->session().revision_digest(), start);
}

}  // namespace hands_test
}  // namespace kith::viewer::app
