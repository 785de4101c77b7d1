// Whatever was done to a place, in whatever order: its saved edits lead from the place as it was read to the very same revision, and so do those that
// were saved, loaded, gone on with and saved again.
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace edits_replay_test {

class Hand {
public:
    Hand(Session& session, std::uint64_t seed) : s_(session), random_(seed, "edits") {}

    Change any() {
        switch (below(25)) {
            case 0: return AddPerson{"New", below(3) == 0 ? std::nullopt : std::optional(point()), static_cast<column::Role>(below(4)), {}};
            case 1: return AddAsset{"New", below(2) == 0 ? "choir" : "refuge_or_shelter", point(), {}};
            case 2: return AddTie{person(), person(), "friend", {}};
            case 3: return AddTie{person(), asset(), "attends", {{"ties/closeness", std::int64_t{3}}}};
            case 4: return AddTie{asset(), asset(), below(2) == 0 ? "runs" : "part_of", {}};
            case 5: return AddEvent{static_cast<column::EventKind>(below(7)), Date{20'000}, person(), person(), "Words", "", {}};
            case 6: case 7: return EndTie{tie(), Date{static_cast<std::int32_t>(19'000 + below(2'000))}};
            case 8: return SetCells{{tie()}, "ties/closeness", static_cast<std::int64_t>(1 + below(5))};
            case 9: return SetCells{{tie()}, "ties/last_confirmed", below(3) == 0 ? Value(Missing{}) : Value(Date{20'100})};
            case 10: return SetCells{{tie()}, "ties/until", Missing{column::State::unstated}};
            case 11: case 12: return MoveTo{below(2) == 0 ? asset() : person(), below(4) == 0 ? std::nullopt : std::optional(point())};
            case 13: return Remove{{person()}};
            case 14: return Remove{{asset(), tie()}};
            case 15: return Remove{{tie(), person(), asset()}};
            case 16: return Remove{{event()}};
            case 17: return EndPerson{person(), static_cast<column::Living>(below(4)), below(2) == 0 ? std::nullopt : std::optional(Date{20'300})};
            case 18: return SetCells{{person()}, below(2) == 0 ? "people/own_view_until" : "people/asked_on", Date{20'200}};
            case 19: return SetCells{{asset()}, "assets/subtype", std::string(below(2) == 0 ? "refuge_or_shelter" : "park")};
            case 20: return SetCells{{asset()}, "assets/sensitivity", static_cast<std::int64_t>(below(3))};
            case 21: return DrawArea{"Drawn", {point(), point(), point()}, base::Metres{20}};
            case 22: return Remove{{area()}};
            case 23: return PasteCells{{person()}, {}, "name\tage_band\nA\t25-64\nB\t\n\nC\t65-74\n", base::EntityKind::person};
            default: return PasteCells{{person(), asset()}, {}, "name\ninterests\tthing " + std::to_string(below(9)) + "\n"};
        }
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_.below(std::max<std::uint64_t>(bound, 1)); }
    base::EntityKey of(const std::vector<base::EntityKey>& keys) { return keys.empty() ? base::EntityKey() : keys[below(keys.size())]; }
    base::EntityKey person() { return of(s_.index().people()); }
    base::EntityKey asset() { return of(s_.index().assets()); }
    base::EntityKey tie() { return of(s_.index().others(base::EntityKind::tie)); }
    base::EntityKey event() { return of(s_.index().others(base::EntityKind::event)); }
    base::EntityKey area() { return of(s_.index().areas(s_.view()->layers().size() - 1)); }
    Point point() { return {400'000 + 3000 * random_.uniform(), 300'000 + 3000 * random_.uniform()}; }

    Session& s_;
    base::RandomStream random_;
};

int do_some(Session& session, std::uint64_t seed, int wanted) {
    Hand hand(session, seed);
    int done = 0;
    for (int i = 0; i < wanted; ++i) {
        done += static_cast<bool>(session.apply(hand.any()));
        const bool back = i % 9 == 8 && !session.undo_list().empty();
        const bool again = back && i % 18 == 17;
        EXPECT_TRUE(!back || session.undo());
        EXPECT_TRUE(!again || session.redo());
    }
    return done;
}

void back_to_the_start(Session& session, const base::Digest& start) {
    while (!session.undo_list().empty()) ASSERT_TRUE(session.undo());
    ASSERT_EQ(session.revision_digest(), start);
}

TEST(EditsReplay, SavedAndLoadedAndGoneOnWithItIsTheSamePlace) {
    const test::Folder folder;
    const auto recipe = test::invented_place(folder, 40);
    Session first, second, third;
    for (Session* session : {&first, &second, &third}) ASSERT_EQ(test::open_now(*session, recipe), JobState::done);
    const base::Digest start = first.revision_digest();
    int done = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        done += do_some(first, seed, 24);
        ASSERT_TRUE(first.save_edits(folder / "one.jsonl"));
        const auto loaded = second.load_edits(folder / "one.jsonl");
        ASSERT_TRUE(loaded) << seed << ": " << loaded.error().message;
        ASSERT_EQ(second.revision_digest(), first.revision_digest()) << seed;
        done += do_some(second, 1000 + seed, 12);
        ASSERT_TRUE(second.save_edits(folder / "two.jsonl"));
        const auto again = third.load_edits(folder / "two.jsonl");
        ASSERT_TRUE(again) << seed << ": " << again.error().message;
        ASSERT_EQ(third.revision_digest(), second.revision_digest()) << seed;
        ASSERT_TRUE(third.undo());
        ASSERT_EQ(third.revision_digest(), start) << "all of a file is one entry of the undo list";
        ASSERT_TRUE(third.redo());
        ASSERT_EQ(third.revision_digest(), second.revision_digest());
        for (Session* session : {&first, &second, &third}) ASSERT_NO_FATAL_FAILURE(back_to_the_start(*session, start));
    }
    EXPECT_GT(done, 300 * 15);  // most could be done
}

// The three ways in which a file refused to load before each of its steps stood on what the one before had left.
class OneWay : public ::testing::Test {
protected:
    void SetUp() override {
        recipe = test::invented_place(folder, 40);
        for (Session* session : {&here, &there}) ASSERT_EQ(test::open_now(*session, recipe), JobState::done);
    }
    void TearDown() override {
        ASSERT_TRUE(here.save_edits(folder / "edits.jsonl"));
        const auto loaded = there.load_edits(folder / "edits.jsonl");
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_EQ(*loaded, "");
        EXPECT_EQ(there.revision_digest(), here.revision_digest());
    }
    test::Folder folder;
    std::filesystem::path recipe;
    Session here, there;
};

TEST_F(OneWay, ATieThatWasEndedAndThenChanged) {
    ASSERT_TRUE(here.apply(EndTie{here.view()->key(base::EntityKind::tie, 3), Date{20'000}}));
    ASSERT_TRUE(here.apply(SetCells{{here.view()->key(base::EntityKind::tie, 3)}, "ties/closeness", std::int64_t{4}}));
}

TEST_F(OneWay, SomethingRemovedBeforeItsTableHadAColumnMore) {
    ASSERT_TRUE(here.apply(Remove{{here.view()->key(base::EntityKind::tie, 3)}}));
    ASSERT_TRUE(here.apply(SetCells{{here.view()->key(base::EntityKind::tie, 5)}, "ties/last_confirmed", Date{20'000}}));
}

TEST_F(OneWay, SomebodyMovedAndThenRemoved) {
    const auto& points = *here.view()->segment("people.positions")->find("point");
    std::size_t row = 0;
    while (!points.known(row)) ++row;
    const base::EntityKey person = here.view()->key(base::EntityKind::person, row);
    ASSERT_TRUE(here.apply(MoveTo{person, Point{points.xy()[2 * row] < 401'500 ? 402'900.0 : 400'100.0, 300'100}}));
    ASSERT_TRUE(here.apply(Remove{{person}}));
}

TEST_F(OneWay, AnAssetThatCountedWithAnotherAndWasRemoved) {
    const base::EntityKey one = here.view()->key(base::EntityKind::asset, 0), other = here.view()->key(base::EntityKind::asset, 1);
    ASSERT_TRUE(here.apply(AddTie{one, other, "runs", {}}));
    ASSERT_TRUE(here.apply(Remove{{here.selection().keys()[0]}}));
    ASSERT_TRUE(here.apply(Remove{{other}}));
}

}  // namespace edits_replay_test
