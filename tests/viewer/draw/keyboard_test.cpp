// By keyboard: where Tab goes in every panel and box, that a ring shows it, and what keys mean on a map and a network.
#include <array>
#include <cmath>

#include "tests/viewer/draw/desk.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::test {
namespace keyboard_test {

using namespace viewer::draw;
namespace model = viewer::model;
using Kind = Gesture::Kind;

std::vector<std::string> names_of(const Items& items) {
    std::vector<std::string> names;
    for (const Item& item : items.all())
        if (item.enabled) names.push_back(item.name);
    return names;
}

TEST(Tab, TheFirstLandsOnTheFirstControlAndEveryOtherOnTheNext) {
    for (const bool open : {false, true}) {
        Desk desk(open);
        const std::vector<std::string> order = names_of(desk.hands.items);
        ASSERT_GT(order.size(), 4u);
        for (std::size_t i = 0; i < order.size(); ++i) {
            desk.key("Tab");
            ASSERT_EQ(desk.hands.focused(), order[i]) << "step " << i + 1;
        }
        desk.key("Tab");
        EXPECT_EQ(desk.hands.focused(), order.front()) << "round the window";
        desk.key("Shift+Tab");
        EXPECT_EQ(desk.hands.focused(), order.back());
    }
}

TEST(Tab, ThePanelsComeInTheOrderOfTheWindow) {
    Desk desk;
    const std::vector<std::string> order = names_of(desk.hands.items);
    std::size_t last = 0;
    for (const char* panel : {"title.command", "layers", "map", "network", "tab.0", "table.of", "card.find"}) {
        const auto at = static_cast<std::size_t>(std::find(order.begin(), order.end(), panel) - order.begin());
        ASSERT_LT(at, order.size()) << panel;
        EXPECT_GE(at, last) << panel;
        last = at;
    }
}

TEST(Tab, GoesOnFromAFieldThatWasPressedByMouse) {
    Desk desk;
    desk.show(model::Dialog::export_picture);
    desk.press("export.file");
    desk.key("Tab");
    EXPECT_EQ(desk.hands.focused(), "export.title");
}

TEST(Tab, StaysInTheBoxThatLiesOnTop) {
    Desk desk;
    for (const model::Dialog dialog : {model::Dialog::palette, model::Dialog::find, model::Dialog::help, model::Dialog::add_person, model::Dialog::add_asset, model::Dialog::add_tie,
                                       model::Dialog::add_event, model::Dialog::export_picture, model::Dialog::open, model::Dialog::edit_cells}) {
        desk.show(dialog);
        const Item* first = desk.hands.items.focused();
        ASSERT_NE(first, nullptr) << "a box that opens has the keyboard: " << static_cast<int>(dialog);
        const ImGuiWindow* box = first->window;
        const std::string name = first->name;
        bool round = false;
        for (int i = 0; i < 60 && !round; ++i) {
            desk.key("Tab");
            ASSERT_NE(desk.hands.items.focused(), nullptr);
            EXPECT_FALSE(desk.hands.focused().starts_with("layers") || desk.hands.focused() == "map") << desk.hands.focused();
            round = desk.hands.focused() == name;
        }
        EXPECT_TRUE(round) << name;
        EXPECT_NE(box, nullptr);
        desk.key("Esc");
    }
}

/// Whether something in the colour of the accent was drawn along all four sides of a box, just outside it.
bool has_ring(const Ui& ui, const Box& box) {
    const std::uint32_t ink = packed(ui.roles().accent);
    std::array<bool, 4> sides{};
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i)
        for (const ImDrawVert& v : data.CmdLists[i]->VtxBuffer) {
            if (v.col != ink) continue;
            const float left = std::abs(v.pos.x - box.left), top = std::abs(v.pos.y - box.top), right = std::abs(v.pos.x - box.right), bottom = std::abs(v.pos.y - box.bottom);
            const bool across = v.pos.x > box.left - 6 && v.pos.x < box.right + 6, down = v.pos.y > box.top - 6 && v.pos.y < box.bottom + 6;
            sides[0] |= left < 6 && down, sides[1] |= right < 6 && down, sides[2] |= top < 6 && across, sides[3] |= bottom < 6 && across;
        }
    return sides[0] && sides[1] && sides[2] && sides[3];
}

TEST(Ring, EveryControlOfTheWindowShowsThatItHasTheKeyboard) {
    Desk desk;
    const std::vector<std::string> order = names_of(desk.hands.items);
    for (const std::string& name : order) {
        desk.key("Tab");
        const Item* item = desk.hands.items.focused();
        ASSERT_NE(item, nullptr);
        EXPECT_TRUE(has_ring(desk.hands.ui, item->box)) << name;
    }
}

TEST(Ring, IsNotThereBeforeTheFirstTab) {
    Desk desk;
    EXPECT_FALSE(has_ring(desk.hands.ui, desk.box("title.command")));
}

TEST(Keys, AHistogramIsBrushedBarByBar) {
    Desk desk;
    desk.press("tab.2");
    desk.choose("charts.column", 0);
    desk.tab_to("charts.brush");
    const auto& bins = desk.preparation.prepared()->histogram->bins;
    const auto most = static_cast<std::size_t>(std::max_element(bins.begin(), bins.end(), [](const auto& a, const auto& b) { return a.count < b.count; }) - bins.begin());
    for (std::size_t i = 0; i <= most; ++i) desk.key("Right");
    EXPECT_EQ(static_cast<std::int64_t>(desk.selection().size()), bins[most].count) << "that bar and nothing else";
    std::int64_t all = 0;
    for (const auto& bin : bins) all += bin.count;
    for (std::size_t i = 0; i < bins.size(); ++i) desk.key("Shift+Left");
    for (std::size_t i = 0; i < bins.size(); ++i) desk.key("Left");
    for (std::size_t i = 0; i < bins.size(); ++i) desk.key("Shift+Right");
    EXPECT_EQ(static_cast<std::int64_t>(desk.selection().size()), all);
    EXPECT_EQ(desk.hands.focused(), "charts.brush") << "the arrows are its own";
}

TEST(Keys, ASplitIsMovedByArrows) {
    Desk desk;
    desk.tab_to("split.left");
    const float before = desk.model().preferences.left;
    desk.key("Right");
    EXPECT_FLOAT_EQ(desk.model().preferences.left, before + 16);
    desk.key("Left");
    EXPECT_FLOAT_EQ(desk.model().preferences.left, before);
    EXPECT_EQ(desk.hands.focused(), "split.left");
}

/// The window with commands that all may be done and say only which they are: those that a chord did, by id.
TEST(Keys, EveryShortcutDoesItsOwnCommandAndNoOther) {
    OpenModel place;
    viewer::app::Preparation preparation;
    Harness hands;
    const auto frames = [&] {
        return hands.run([&](Ui& ui) {
            preparation.update(place.model, true, true);
            auto commands = model::commands(place.model);
            for (model::Command& one : commands) one.enabled = true, one.intent = model::Type{one.id};
            Screen& screen = preparation.screen();
            screen.commands = commands;
            return draw_window(ui, screen, hands.memory);
        });
    };
    frames();
    for (const model::Command& command : model::commands(place.model)) {
        if (command.shortcut.empty()) continue;
        hands.key(command.shortcut);
        std::vector<std::string> done;
        for (const model::Intent& intent : frames())
            if (const auto* typed = std::get_if<model::Type>(&intent)) done.push_back(typed->text);
        EXPECT_EQ(done, std::vector{command.id}) << command.shortcut;
    }
}

TEST(Keys, WhatEditsTextIsTheFieldsWhileOneTypes) {
    Desk desk;
    model::apply(desk.model(), model::Edit{session::AddPerson{"Somebody New", {}, column::Role::participant, {}}});
    model::apply(desk.model(), model::Select{});
    desk.key("N");
    desk.press("tool.name");
    desk.type("Green");
    desk.key("Ctrl+A");
    EXPECT_TRUE(desk.selection().empty()) << "all of the words, not of the place";
    desk.actions.clear();
    desk.key("Ctrl+C");
    EXPECT_TRUE(desk.actions.empty()) << "no picture is copied";
    desk.key("End");
    desk.key("Ctrl+V");
    EXPECT_EQ(desk.hands.memory.area_name, "GreenGreen");
    EXPECT_EQ(desk.dialog(), model::Dialog::none);
    desk.key("Ctrl+Z");
    EXPECT_NE(desk.hands.memory.area_name, "GreenGreen") << "the words are taken back";
    desk.key("Ctrl+Shift+Z");
    EXPECT_EQ(desk.session().unsaved_edits(), 1u) << "and nothing else";
    desk.press("tool.leave");
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().unsaved_edits(), 0u) << "beside a field it is the place's again";
}

class OnTheMap : public testing::Test {
protected:
    void SetUp() override {
        desk.tab_to("map");
        const Box box = desk.box("map");
        middle = {static_cast<double>(box.width()) / 2, static_cast<double>(box.height()) / 2};
        desk.gestures.clear();
    }
    /// Gestures of a kind since the last look.
    std::vector<Gesture> of(Kind kind) {
        std::vector<Gesture> out;
        for (const Gesture& one : desk.gestures)
            if (one.kind == kind) out.push_back(one);
        desk.gestures.clear();
        return out;
    }
    Desk desk;
    model::Vec2 middle;
};

TEST_F(OnTheMap, ArrowsMoveItUnderTheCross) {
    desk.key("Right");
    const auto far = of(Kind::pan);
    ASSERT_EQ(far.size(), 1u);
    EXPECT_LT(far[0].at.x, 0) << "what lies to the right comes";
    desk.key("Shift+Up");
    const auto near = of(Kind::pan);
    ASSERT_EQ(near.size(), 1u);
    EXPECT_GT(near[0].at.y, 0);
    EXPECT_LT(near[0].at.y, -far[0].at.x) << "with Shift by little";
    desk.actions.clear();
    desk.key("Page up");
    desk.key("Page down");
    desk.key("Home");
    EXPECT_EQ(desk.actions, (std::vector{model::WindowAction::zoom_in, model::WindowAction::zoom_out, model::WindowAction::fit_all}));
}

TEST_F(OnTheMap, EnterIsAPressUnderTheCrossWhereverThePointerIs) {
    desk.hands.point(5, 5);
    desk.key("Enter");
    const auto presses = of(Kind::click);
    ASSERT_EQ(presses.size(), 1u);
    EXPECT_NEAR(presses[0].at.x, middle.x, 1);
    EXPECT_NEAR(presses[0].at.y, middle.y, 1);
    EXPECT_FALSE(presses[0].toggle);
    desk.key("Ctrl+Enter");
    EXPECT_TRUE(of(Kind::click).at(0).toggle);
}

TEST_F(OnTheMap, ABoxIsTwoCornersAndTheSecondDoesIt) {
    model::apply(desk.model(), model::UseTool{model::Tool::box});
    desk.key("Enter");
    EXPECT_TRUE(of(Kind::box_select).empty());
    desk.preparation.map.pan({-100, -40});   // as the window does when the arrows say so
    desk.key("Enter");
    const auto boxes = of(Kind::box_select);
    ASSERT_EQ(boxes.size(), 1u);
    EXPECT_NEAR(boxes[0].at.x, middle.x - 100, 1) << "the first corner stays on its ground";
    EXPECT_NEAR(boxes[0].at.y, middle.y - 40, 1);
    EXPECT_NEAR(boxes[0].to.x, middle.x, 1);
}

TEST_F(OnTheMap, ALassoIsClosedByCtrlEnterAndBackspaceTakesACornerBack) {
    model::apply(desk.model(), model::UseTool{model::Tool::lasso});
    for (const model::Vec2 step : {model::Vec2{60, 0}, {0, 60}, {-60, 0}, {10, 10}}) {
        desk.key("Enter");
        desk.preparation.map.pan(step);
    }
    desk.key("Backspace");
    desk.key("Ctrl+Enter");
    const auto lassos = of(Kind::lasso);
    ASSERT_EQ(lassos.size(), 1u);
    EXPECT_EQ(lassos[0].outline.size(), 3u);
    model::apply(desk.model(), model::UseTool{model::Tool::select});
    desk.settle();
    EXPECT_TRUE(desk.hands.memory.corners.empty()) << "corners go with the tool";
}

TEST_F(OnTheMap, ANeighbourhoodIsDrawnCornerByCorner) {
    model::apply(desk.model(), model::UseTool{model::Tool::draw_area});
    desk.key("Enter");
    EXPECT_EQ(of(Kind::click).size(), 1u) << "the window sets the corner there, on a border if one is near";
    EXPECT_NE(wanted<model::DropPoint>(desk.key("Backspace")), nullptr);
    desk.key("Ctrl+Enter");
    EXPECT_EQ(of(Kind::open).size(), 1u);
}

TEST_F(OnTheMap, EscapeLeavesTheKeyboardWhereItIs) {
    desk.key("B");
    desk.key("Esc");
    EXPECT_EQ(desk.model().window.tool, model::Tool::select);
    EXPECT_EQ(desk.hands.focused(), "map");
    desk.tab_to("layers.people");
    desk.key("Esc");
    EXPECT_EQ(desk.hands.focused(), "layers.people");
}

TEST_F(OnTheMap, LettersAndTabGoOn) {
    desk.key("L");
    EXPECT_EQ(desk.model().window.tool, model::Tool::lasso);
    desk.key("Tab");
    EXPECT_EQ(desk.hands.focused(), "tool.leave") << "what the tool offers comes next";
}

}  // namespace keyboard_test
}  // namespace kith::test
