// Hands on the map: what moves it.
#include "tests/viewer/draw/desk.hpp"

namespace kith::test {
namespace canvas_test {

using namespace viewer::draw;
namespace model = viewer::model;
using Kind = Gesture::Kind;

class Pan : public testing::Test {
protected:
    void SetUp() override {
        const Box box = desk.box("map");
        x = box.left + 30, y = box.bottom - 30;   // beside every mark
        desk.hands.point(x, y);
        desk.settle();
        desk.gestures.clear();
    }
    void to(float by_x, float by_y) {
        desk.hands.point(x += by_x, y += by_y);
        desk.settle();
    }
    /// How far the map was moved since the last look.
    model::Vec2 panned() {
        model::Vec2 sum;
        for (const Gesture& one : desk.gestures)
            if (one.kind == Kind::pan) sum.x += one.at.x, sum.y += one.at.y;
        desk.gestures.clear();
        return sum;
    }
    int count(Kind kind) const {
        return static_cast<int>(std::count_if(desk.gestures.begin(), desk.gestures.end(), [&](const Gesture& one) { return one.kind == kind; }));
    }
    Desk desk;
    float x = 0, y = 0;
};

TEST_F(Pan, APlainDragTakesTheMapAlong) {
    desk.hands.input.push(ButtonChanged{0, true});
    desk.settle();
    to(10, -4);
    to(20, -16);
    desk.hands.input.push(ButtonChanged{0, false});
    desk.settle();
    EXPECT_EQ(count(Kind::click), 0) << "a drag is no press";
    EXPECT_EQ(count(Kind::box_select), 0);
    const model::Vec2 way = panned();
    EXPECT_DOUBLE_EQ(way.x, 30);
    EXPECT_DOUBLE_EQ(way.y, -20);
    to(15, 5);
    EXPECT_DOUBLE_EQ(panned().x, 0) << "let go";
}

TEST_F(Pan, TheMiddleButtonDoesWhateverTheToolIs) {
    for (const model::Tool tool : {model::Tool::select, model::Tool::box, model::Tool::draw_area}) {
        model::apply(desk.model(), model::UseTool{tool});
        desk.settle();
        desk.gestures.clear();
        desk.hands.input.push(ButtonChanged{2, true});
        desk.settle();
        to(12, 7);
        desk.hands.input.push(ButtonChanged{2, false});
        desk.settle();
        EXPECT_EQ(count(Kind::click), 0) << static_cast<int>(tool);
        const model::Vec2 way = panned();
        EXPECT_DOUBLE_EQ(way.x, 12) << static_cast<int>(tool);
        EXPECT_DOUBLE_EQ(way.y, 7);
    }
}

TEST_F(Pan, SpaceAndAMoveDoWithoutAButton) {
    to(9, 9);
    EXPECT_DOUBLE_EQ(panned().x, 0) << "a move alone does not";
    desk.hands.input.push(KeyChanged{Key::space, true});
    desk.settle();
    to(-25, 11);
    const model::Vec2 way = panned();
    EXPECT_DOUBLE_EQ(way.x, -25);
    EXPECT_DOUBLE_EQ(way.y, 11);
    desk.hands.input.push(KeyChanged{Key::space, false});
    desk.settle();
    to(8, 8);
    EXPECT_DOUBLE_EQ(panned().x, 0);
}

}  // namespace canvas_test
}  // namespace kith::test
