// Every change there is, on the sample patch: what it does, what follows from it, and that undoing to the start ends at the start.
#include <algorithm>

#include "engine/session/outline.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace edit_test {

class Edits : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
        start = session.revision_digest();
        people = session.view()->people();
    }
    void TearDown() override {
        while (!session.undo_list().empty()) ASSERT_TRUE(session.undo());
        EXPECT_EQ(session.revision_digest(), start);
        EXPECT_EQ(session.unsaved_edits(), 0u);
        EXPECT_TRUE(session.edits().empty());
    }
    base::EntityKey person(std::size_t row) const { return session.view()->key(base::EntityKind::person, row); }
    base::EntityKey asset(std::size_t row) const { return session.view()->key(base::EntityKind::asset, row); }
    const column::Column& column(const char* segment, const char* name) const { return *session.view()->segment(segment)->find(name); }
    std::size_t rows(const char* segment) const { return session.view()->segment(segment)->columns()[0].rows(); }
    /// The area of a person by an independent look: the ray cast of whoever draws maps.
    std::int32_t area_under(double x, double y) const {
        const auto& g = *session.view()->segment("areas.area.geometry");
        const auto polygons = g.find("area_polygons")->i64(), rings = g.find("polygon_rings")->i64(), points = g.find("ring_points")->i64();
        const auto xy = g.find("points")->xy();
        for (std::size_t area = 0; area + 1 < polygons.size(); ++area) {
            bool inside = false;
            for (auto r = rings[static_cast<std::size_t>(polygons[area])]; r < rings[static_cast<std::size_t>(polygons[area + 1])]; ++r)
                for (auto i = points[static_cast<std::size_t>(r)]; i + 1 < points[static_cast<std::size_t>(r) + 1]; ++i) {
                    const auto at = static_cast<std::size_t>(2 * i);
                    const double ax = xy[at], ay = xy[at + 1], bx = xy[at + 2], by = xy[at + 3];
                    if ((ay > y) != (by > y) && x < ax + (y - ay) * (bx - ax) / (by - ay)) inside = !inside;
                }
            if (inside) return static_cast<std::int32_t>(area);
        }
        return -1;
    }

    Session session;
    base::Digest start;
    std::size_t people = 0;
};

TEST_F(Edits, APersonComesInWithoutATieAndNothingWasAsked) {
    AddPerson added;
    added.name = "Somebody new";
    ASSERT_TRUE(session.apply(added));
    ASSERT_EQ(session.view()->people(), people + 1);
    ASSERT_EQ(session.selection().size(), 1u);  // what came in is selected
    const auto row = static_cast<std::size_t>(session.index().find(session.selection().keys()[0])->row);
    EXPECT_EQ(session.view()->label(base::EntityKind::person, row), "Somebody new");
    EXPECT_EQ(column("people", "asked").i32()[row], 0);
    EXPECT_EQ(column("people", "introduce").state(row), column::State::not_asked);
    EXPECT_EQ(column("people.gifts", "interests").state(row), column::State::not_asked);
    EXPECT_EQ(column("people", "area").i32()[row], -1);
    EXPECT_FALSE(column("people.positions", "point").known(row));  // in the tray, not at 0,0
    EXPECT_EQ(session.unsaved_edits(), 1u);
    ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.view()->people(), people);
    EXPECT_TRUE(session.selection().empty());
    ASSERT_TRUE(session.redo());
    EXPECT_EQ(session.view()->people(), people + 1);
}

TEST_F(Edits, WhoeverMovesIsInTheAreaThatLiesThere) {
    const auto& points = column("people.positions", "point");
    std::size_t one = 0, other = 0;
    while (!points.known(one) || column("people", "area").i32()[one] < 0) ++one;
    for (other = one + 1; !points.known(other) || column("people", "area").i32()[other] < 0 || column("people", "area").i32()[other] == column("people", "area").i32()[one];) ++other;
    const base::EntityKey key = person(one);
    const Point to{points.xy()[2 * other], points.xy()[2 * other + 1]};
    ASSERT_TRUE(session.apply(MoveTo{key, to}));
    const auto row = static_cast<std::size_t>(session.index().find(key)->row);
    EXPECT_EQ(column("people", "area").i32()[row], area_under(to.x, to.y));
    EXPECT_EQ(column("people.within.area", "area").i32()[row], area_under(to.x, to.y));
    ASSERT_TRUE(session.apply(MoveTo{key, std::nullopt}));
    EXPECT_EQ(column("people", "area").i32()[row], -1);
}

TEST_F(Edits, WhoHadOnlyAnAreasCodeHasItAgainAfterComingBack) {
    const auto& points = column("people.positions", "point");
    std::size_t row = 0;
    while (row < people && (points.known(row) || column("people", "area").i32()[row] < 0)) ++row;
    ASSERT_LT(row, people);  // the patch has people of whom only the area is known
    const base::EntityKey key = person(row);
    const std::int32_t area = column("people", "area").i32()[row];
    const auto& geometry = column("areas.area.geometry", "points");
    ASSERT_TRUE(session.apply(MoveTo{key, Point{geometry.xy()[0] - 50'000, geometry.xy()[1]}}));  // out at sea
    EXPECT_EQ(column("people", "area").i32()[row], -1);
    ASSERT_TRUE(session.apply(MoveTo{key, std::nullopt}));
    EXPECT_EQ(column("people", "area").i32()[row], area);
}

TEST_F(Edits, AnAssetAndATieAndAnEvent) {
    AddAsset choir;
    choir.name = "Harbour choir";
    choir.subtype = "choir";
    choir.at = Point{column("assets.positions", "point").xy()[0], column("assets.positions", "point").xy()[1]};
    ASSERT_TRUE(session.apply(choir));
    const base::EntityKey asset_key = session.selection().keys()[0];
    const auto row = static_cast<std::size_t>(session.index().find(asset_key)->row);
    EXPECT_EQ(column("assets", "class").i32()[row], static_cast<std::int32_t>(column::AssetClass::association));
    EXPECT_EQ(column("assets", "counted_with").i32()[row], static_cast<std::int32_t>(row));
    const std::size_t ties = rows("ties");
    ASSERT_TRUE(session.apply(AddTie{person(0), asset_key, "attends", {}}));
    ASSERT_EQ(rows("ties"), ties + 1);
    EXPECT_EQ(column("ties", "to").i32()[ties], static_cast<std::int32_t>(people + row));
    EXPECT_FALSE(session.apply(AddTie{person(0), asset_key, "attends", {}}));  // there already
    EXPECT_FALSE(session.apply(AddTie{person(0), person(0), "friend", {}}));
    EXPECT_FALSE(session.apply(AddTie{person(0), person(1), "no such kind", {}}));
    ASSERT_TRUE(session.apply(EndTie{session.view()->key(base::EntityKind::tie, ties), Date{20'000}}));
    EXPECT_EQ(column("ties", "until").days()[ties], 20'000);
    const std::size_t events = rows("events");
    AddEvent promise;
    promise.kind = column::EventKind::promise;
    promise.person = person(0);
    promise.words = "Bring the song sheet";
    promise.due = Date{20'100};
    ASSERT_TRUE(session.apply(promise));
    ASSERT_EQ(rows("events"), events + 1);
    EXPECT_EQ(column("events.notes", "words").text(events), "Bring the song sheet");
    EXPECT_EQ(column("events", "person").i32()[events], 0);
    ASSERT_TRUE(session.apply(CloseAsset{asset_key}));
    EXPECT_EQ(column("assets", "status").i32()[row], static_cast<std::int32_t>(column::AssetStatus::closed));
}

TEST_F(Edits, AnActivityCountsWithTheGroupThatRunsIt) {
    AddAsset group, activity;
    group.name = "Walkers";
    group.subtype = activity.subtype = "walking_group";
    activity.name = "Tuesday walk";
    ASSERT_TRUE(session.apply(group));
    const base::EntityKey runs = session.selection().keys()[0];
    ASSERT_TRUE(session.apply(activity));
    const base::EntityKey run = session.selection().keys()[0];
    ASSERT_TRUE(session.apply(AddTie{runs, run, "runs", {}}));
    EXPECT_EQ(column("assets", "counted_with").i32()[static_cast<std::size_t>(session.index().find(run)->row)], session.index().find(runs)->row);
}

TEST_F(Edits, ATieToASensitivePlaceIsMaskedAtOnce) {
    const auto& sensitivity = column("assets", "sensitivity");
    const auto at = std::find_if(sensitivity.i32().begin(), sensitivity.i32().end(), [](std::int32_t s) { return s == 1; });
    ASSERT_NE(at, sensitivity.i32().end());
    const std::size_t ties = rows("ties");
    ASSERT_TRUE(session.apply(AddTie{person(0), asset(static_cast<std::size_t>(at - sensitivity.i32().begin())), "attends", {}}));
    EXPECT_EQ(column("ties", "to").i32()[ties], -1);  // where it goes is nobody's business
}

TEST_F(Edits, APersonWhoAskedUsToStopIsGoneFromEveryViewAndComesBackWithUndo) {
    const base::EntityKey key = person(3);
    session.select({&key, 1});
    ASSERT_TRUE(session.apply(EndPerson{key, column::Living::asked_us_to_stop}));
    EXPECT_EQ(session.view()->people(), people - 1);
    EXPECT_FALSE(session.index().find(key));
    EXPECT_TRUE(session.selection().empty());
    ASSERT_TRUE(session.undo());
    EXPECT_TRUE(session.index().find(key));
}

// At a city nobody looks through all ties to find one again.
TEST_F(Edits, ATieThatWasAskedForByItsRowIsFoundAgainWhereOthersCameAndWent) {
    const auto tie = *session.index().key(base::EntityKind::tie, 400), person_of = person(0);
    session.select(std::vector{tie});
    ASSERT_TRUE(session.apply(AddTie{person(5), person(7), "neighbour", {}}));
    const auto added = session.selection().keys()[0];
    EXPECT_EQ(session.index().find(added)->row, static_cast<std::int32_t>(rows("ties")) - 1);
    ASSERT_TRUE(session.apply(Remove{{person_of}}));
    const auto row = session.index().find(tie);
    ASSERT_TRUE(row);
    EXPECT_LT(row->row, 400) << "ties of who went stood before it";
    EXPECT_EQ(session.view()->key(base::EntityKind::tie, static_cast<std::size_t>(row->row)), tie);
    EXPECT_EQ(row->row, EntityIndex(session.view()).find(tie)->row) << "as by a look at all of them";
    ASSERT_TRUE(session.apply(Remove{{added}}));
    EXPECT_FALSE(session.index().find(added));
    EXPECT_FALSE(EntityIndex(session.view()).find(added));
    EXPECT_TRUE(session.apply(AddTie{person(5), person(7), "neighbour", {}})) << "so it can be added again";
    EXPECT_FALSE(session.apply(AddTie{person(5), person(7), "neighbour", {}}));
}

TEST_F(Edits, RemovingAPersonTakesTheirTiesAlong) {
    const base::EntityKey key = person(0);
    const auto& ties = *session.view()->segment("ties");
    const auto from = ties.find("from")->i32(), to = ties.find("to")->i32();
    const std::size_t before = rows("ties");
    std::size_t of_them = 0;
    for (std::size_t tie = 0; tie < before; ++tie) of_them += from[tie] == 0 || to[tie] == 0;
    ASSERT_GT(of_them, 0u);
    ASSERT_TRUE(session.apply(Remove{{key}}));
    EXPECT_EQ(rows("ties"), before - of_them);
    EXPECT_EQ(session.view()->people(), people - 1);
}

TEST_F(Edits, ANeighbourhoodDrawnByHandHasItsPeopleAndItsBorders) {
    const auto& geometry = column("areas.area.geometry", "points");
    double west = 1e18, east = -1e18, south = 1e18, north = -1e18;
    for (std::size_t i = 0; i < geometry.rows(); ++i) {
        west = std::min(west, geometry.xy()[2 * i]);
        east = std::max(east, geometry.xy()[2 * i]);
        south = std::min(south, geometry.xy()[2 * i + 1]);
        north = std::max(north, geometry.xy()[2 * i + 1]);
    }
    DrawArea all;
    all.name = "Everywhere";
    all.outline = {{west - 10, south - 10}, {east + 10, south - 10}, {east + 10, north + 10}, {west - 10, north + 10}};
    ASSERT_TRUE(session.apply(all));
    const auto layers = session.view()->layers();
    ASSERT_EQ(layers.back().as, "drawn");
    EXPECT_EQ(layers.back().role, column::LayerRole::drawn);
    EXPECT_EQ(layers.back().count, 1u);
    EXPECT_FALSE(layers.back().primary);
    EXPECT_EQ(session.view()->label(base::EntityKind::area, 0, "drawn"), "Everywhere");
    EXPECT_NEAR(column("areas.drawn", "km2").f64()[0], (east - west + 20) * (north - south + 20) / 1e6, 1e-9);
    const auto& points = column("people.positions", "point");
    const auto within = column("people.within.drawn", "offsets").i64();
    std::int64_t placed = 0;
    for (std::size_t row = 0; row < people; ++row) {
        if (!points.known(row)) continue;  // of those named by others the team sees no point, only the area
        EXPECT_EQ(within[row + 1] - within[row], 1) << row;
        ++placed;
    }
    EXPECT_GT(placed, 50);
    // A second one beside it shares two corners, so the two are neighbours; then both go, and their layer with them.
    DrawArea beside;
    beside.outline = {{east + 12, south - 8}, {east + 500, south}, {east + 500, north}, {east + 8, north + 12}};
    beside.snap = base::Metres{5};
    ASSERT_TRUE(session.apply(beside));
    const auto drawn = session.selection().keys()[0];
    EXPECT_EQ(column("areas.drawn.borders", "rook").rows(), 2u);
    EXPECT_EQ(session.view()->layers().back().count, 2u);
    ASSERT_TRUE(session.apply(Remove{{drawn}}));
    EXPECT_EQ(session.view()->layers().back().count, 1u);
    ASSERT_TRUE(session.apply(Remove{{session.view()->key(base::EntityKind::area, 0, "drawn")}}));
    EXPECT_EQ(session.view()->layers().size(), layers.size() - 1);
    EXPECT_FALSE(session.apply(Remove{{session.view()->key(base::EntityKind::area, 0, "area")}}));  // of a file
}

TEST_F(Edits, AnOutlineThatIsNoneIsSaidAndNothingIsDone) {
    for (const std::vector<Point>& outline : {std::vector<Point>{{0, 0}, {1, 1}}, {{0, 0}, {100, 100}, {100, 0}, {0, 100}}, {{0, 0}, {50, 50}, {100, 100}}})
        EXPECT_FALSE(session.apply(DrawArea{"No", outline, {}}));
    EXPECT_TRUE(session.undo_list().empty());
}

TEST_F(Edits, CellsInBulkAndByPaste) {
    std::vector<base::EntityKey> five;
    for (std::size_t row = 0; row < 5; ++row) five.push_back(person(row));
    ASSERT_TRUE(session.apply(SetCells{five, "people.gifts/wants", std::vector<std::string>{"a lift to the shops"}}));
    for (std::size_t row = 0; row < 5; ++row) EXPECT_EQ(column("people.gifts", "wants").list(row).size(), 1u);
    ASSERT_EQ(session.undo_list().size(), 1u);
    ASSERT_TRUE(session.apply(SetCells{five, "people.gifts/wants", std::vector<std::string>{"a lift to the shops"}}));
    ASSERT_EQ(session.undo_list().size(), 1u);  // it is so already
    EXPECT_EQ(session.undo_list()[0].name, "Change 5 cells");
    ASSERT_TRUE(session.apply(PasteCells{{five[0], five[1]}, {}, "interests\tintroduce\nchess; tea\tno\n\tnot asked\n"}));
    const auto& interests = column("people.gifts", "interests");
    ASSERT_EQ(interests.list(0).size(), 2u);
    EXPECT_EQ(interests.dictionary()[interests.list(0)[1]], "tea");
    EXPECT_EQ(column("people", "introduce").booleans()[0], 0);
    EXPECT_EQ(column("people", "introduce").state(1), column::State::not_asked);
    EXPECT_EQ(*session.value(five[0], "people/introduce"), Value(false));
    // What does not fit changes nothing at all.
    const auto before = session.revision_digest();
    EXPECT_FALSE(session.apply(PasteCells{{five[0]}, {}, "introduce\nperhaps\n"}));
    EXPECT_FALSE(session.apply(PasteCells{{five[0]}, {"people/introduce"}, "yes\nno\n"}));
    EXPECT_FALSE(session.apply(PasteCells{{five[0]}, {}, "no such heading\nyes\n"}));
    EXPECT_EQ(session.revision_digest(), before);
}

TEST_F(Edits, AFieldThatThePlaceHasNotYetComesWithItsFirstValue) {
    ASSERT_EQ(session.view()->segment("ties")->find("strength"), nullptr);
    const auto tie = session.view()->key(base::EntityKind::tie, 0);
    ASSERT_TRUE(session.apply(SetCells{{tie}, "ties/strength", 0.5}));
    EXPECT_EQ(column("ties", "strength").f64()[0], 0.5);
    EXPECT_EQ(column("ties", "strength").state(1), column::State::not_asked);
    EXPECT_FALSE(session.apply(SetCells{{tie}, "ties/no_such_field", 0.5}));
    EXPECT_FALSE(session.apply(SetCells{{person(0)}, "people/area", std::int64_t{0}}));  // follows from the position
}

TEST_F(Edits, FindingsArePutAsideWithAReasonAndTakenBack) {
    base::Digest finding;
    finding.bytes[0] = 7;
    EXPECT_FALSE(session.apply(DismissFinding{finding, "", false}));
    ASSERT_TRUE(session.apply(DismissFinding{finding, "They met last week", false}));
    ASSERT_EQ(session.dismissals().size(), 1u);
    EXPECT_EQ(session.dismissals()[0].reason, "They met last week");
    ASSERT_TRUE(session.apply(DismissFinding{finding, "", true}));
    EXPECT_TRUE(session.dismissals().empty());
    ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.dismissals().size(), 1u);
}

TEST_F(Edits, StylingStandsInTheSameListAndOneDragIsOneStep) {
    session.remember_styling("Colour by age", "A", "B");
    session.remember_styling("Fewer classes", "B", "C", 4);
    session.remember_styling("Fewer classes", "C", "D", 4);
    session.remember_styling("Nothing", "D", "D");
    AddPerson added;
    ASSERT_TRUE(session.apply(added));
    ASSERT_EQ(session.undo_list().size(), 3u);
    EXPECT_FALSE(session.undo()->styling);
    auto undone = session.undo();
    ASSERT_TRUE(undone && undone->styling);
    EXPECT_EQ(*undone->styling, "B");
    EXPECT_EQ(undone->name, "Fewer classes");
    EXPECT_EQ(*session.redo()->styling, "D");
    EXPECT_EQ(session.redo_list().size(), 1u);
    session.remember_styling("Another way", "D", "E");  // what was undone is gone then
    EXPECT_TRUE(session.redo_list().empty());
    EXPECT_EQ(session.unsaved_edits(), 0u);  // styling is none
}

// More batches than revisions are held for: undoing works them out again, and each is what it was.
TEST_F(Edits, UndoGoesBackThroughEveryRevisionEvenThoseThatWereLetGo) {
    std::vector<base::Digest> digests{session.revision_digest()};
    const auto& points = column("people.positions", "point");
    std::size_t row = 0;
    while (!points.known(row)) ++row;
    const base::EntityKey key = person(row);
    const Point at{points.xy()[2 * row], points.xy()[2 * row + 1]};
    for (int i = 1; i <= 200; ++i) {
        ASSERT_TRUE(session.apply(MoveTo{key, Point{at.x + 3 * i, at.y}}));
        digests.push_back(session.revision_digest());
    }
    for (std::size_t left = digests.size(); left-- > 1;) {
        ASSERT_TRUE(session.undo());
        ASSERT_EQ(session.revision_digest(), digests[left - 1]);
    }
    for (std::size_t i = 1; i < digests.size(); ++i) {
        ASSERT_TRUE(session.redo());
        ASSERT_EQ(session.revision_digest(), digests[i]);
    }
}

TEST(EmptyPlace, APlaceOfBoundariesAloneTakesItsFirstPersonAssetTieAndEvent) {
    const test::Folder folder;
    test::invented_place(folder, 1);
    test::write_file(folder / "only.toml", "kith = 1\n[place]\nname = \"Only areas\"\n[[areas]]\nfile = \"areas.geojson\"\nas = \"area\"\nid = \"code\"\n");
    Session session;
    ASSERT_EQ(test::open_now(session, folder / "only.toml"), JobState::done);
    const auto start = session.revision_digest();
    AddPerson person;
    person.name = "First";
    person.at = Point{400'500, 300'500};
    ASSERT_TRUE(session.apply(person));
    const auto one = session.selection().keys()[0];
    EXPECT_EQ(session.view()->segment("people")->find("area")->i32()[0], 0);
    AddAsset asset;
    asset.name = "Hall";
    asset.subtype = "village_hall";
    asset.at = Point{401'500, 300'500};
    ASSERT_TRUE(session.apply(asset));
    const auto hall = session.selection().keys()[0];
    const auto tied = session.apply(AddTie{one, hall, "attends", {}});
    ASSERT_TRUE(tied) << tied.error().message;
    AddEvent event;
    event.person = one;
    event.words = "First conversation";
    ASSERT_TRUE(session.apply(event));
    EXPECT_EQ(session.view()->assets(), 1u);
    while (!session.undo_list().empty()) ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.revision_digest(), start);
}

}  // namespace edit_test
