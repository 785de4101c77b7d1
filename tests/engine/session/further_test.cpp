// Changes that bring something in beside what they change: lines beyond the rows of a paste, and the day on which somebody moved.
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace further_test {

class Further : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done); }
    base::EntityKey person(std::size_t row) const { return session.view()->key(base::EntityKind::person, row); }
    const column::Column& column(const char* segment, const char* name) const { return *session.view()->segment(segment)->find(name); }
    Session session;
};

TEST_F(Further, LinesBeyondTheRowsComeInAsNewOnesInOneStep) {
    const auto before = session.revision_digest();
    const std::size_t people = session.view()->people(), assets = session.view()->assets();
    const PasteCells paste{{person(0)}, {}, "name\tinterests\n\tchess\nSomebody New\ttea; chess\n\t\nAnother One\t\n", base::EntityKind::person};
    const auto seen = session.foresee(paste);
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_EQ(seen->cells, 1u);
    EXPECT_EQ(seen->rows, 1u);
    EXPECT_EQ(seen->came_in, 2u) << "a line without a word brings nobody";
    EXPECT_EQ(session.revision_digest(), before) << "looking ahead changes nothing";
    ASSERT_TRUE(session.apply(paste));
    ASSERT_EQ(session.view()->people(), people + 2);
    EXPECT_EQ(session.view()->label(base::EntityKind::person, people), "Somebody New");
    EXPECT_EQ(column("people.gifts", "interests").list(people).size(), 2u);
    EXPECT_EQ(column("people.gifts", "interests").state(people + 1), column::State::not_asked);
    ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.revision_digest(), before);
    ASSERT_TRUE(session.apply(PasteCells{{}, {}, "name\tsubtype\nThe Wednesday choir\tchoir\n", base::EntityKind::asset}));
    ASSERT_EQ(session.view()->assets(), assets + 1);
    EXPECT_EQ(*session.value(session.view()->key(base::EntityKind::asset, assets), "assets/form"), Value(static_cast<std::int64_t>(column::Form::group)));
    EXPECT_FALSE(session.apply(PasteCells{{person(0)}, {}, "name\nA\nB\n", base::EntityKind::asset}));
    EXPECT_FALSE(session.apply(PasteCells{{}, {}, "name\nA\n", base::EntityKind::tie}));
}

TEST_F(Further, NobodyComesInTwiceUnderOneId) {
    const std::string known = session.view()->source_id(base::EntityKind::person, 0);
    for (const std::string& text : {"id\tname\n" + known + "\tOnce more\n", std::string("id\tname\nX1\tOne\nX1\tOther\n")}) {
        const auto before = session.revision_digest();
        const auto refused = session.apply(PasteCells{{}, {}, text, base::EntityKind::person});
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("has the id of a row that is there already"), std::string::npos) << refused.error().message;
        EXPECT_EQ(session.revision_digest(), before);
    }
    EXPECT_TRUE(session.apply(PasteCells{{}, {}, "id\tname\nX1\tOne\nX2\tOther\n", base::EntityKind::person}));
}

TEST_F(Further, WhoMovedHasADayOfIt) {
    ASSERT_TRUE(session.apply(EndPerson{person(0), column::Living::moved, Date{20634, column::Precision::day}}));
    EXPECT_EQ(*session.value(person(0), "people/living"), Value(static_cast<std::int64_t>(column::Living::moved)));
    const std::size_t last = session.view()->segment("events")->find("kind")->rows() - 1;
    EXPECT_EQ(column("events", "kind").i32()[last], static_cast<std::int32_t>(column::EventKind::move));
    EXPECT_EQ(column("events", "date").days()[last], 20634);
    ASSERT_EQ(session.undo_list().size(), 1u);
}

}  // namespace further_test
