// What may come in by an edit, by whatever way: typed, pasted or out of a file that somebody else made.
#include <algorithm>
#include <limits>

#include "engine/session/cell_text.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace edit_rules_test {

class Rules : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
        start = session.revision_digest();
    }
    base::EntityKey key(base::EntityKind kind, std::size_t row) const { return session.view()->key(kind, row); }
    base::EntityKey subject_of(const std::string& field) const {
        return key(field.starts_with("people") ? base::EntityKind::person : field.starts_with("assets") ? base::EntityKind::asset : field.starts_with("ties") ? base::EntityKind::tie : base::EntityKind::event, 0);
    }
    /// An edits file of one line, as somebody might write it by hand.
    base::Result<std::string> load(const place::Edit& edit) {
        test::write_file(folder / "edits.jsonl", "{\"kith_edits\":1,\"recipe\":\"\"}\n" + place::to_json_line(edit) + "\n");
        return session.load_edits(folder / "edits.jsonl");
    }
    const column::Column& column(const char* segment, const char* name) const { return *session.view()->segment(segment)->find(name); }
    /// The first asset with a tie that says where it goes.
    std::size_t asset_with_ties() const {
        const auto people = static_cast<std::int32_t>(session.view()->people());
        const auto to = column("ties", "to").i32();
        return static_cast<std::size_t>(*std::find_if(to.begin(), to.end(), [&](std::int32_t node) { return node >= people; }) - people);
    }
    std::int64_t ties_to(std::size_t asset) const {
        const auto to = column("ties", "to").i32();
        return std::count(to.begin(), to.end(), static_cast<std::int32_t>(session.view()->people() + asset));
    }

    test::Folder folder;
    Session session;
    base::Digest start;
};

struct Coded {
    const char* field;
    std::int64_t words;  // codes are below
};
constexpr Coded coded[] = {{"people/role", 4}, {"people/living", 4}, {"people/own_view", 2}, {"people/asked", 0x10000000}, {"assets/class", 6}, {"assets/secondary", 64}, {"assets/form", 6},
                           {"assets/status", 3}, {"assets/sensitivity", 3}, {"assets/confirmed_by", 3}, {"assets/stance", 16}, {"ties/direction", 3}, {"ties/closeness", 6},
                           {"ties/valence", 3}, {"ties/functions", 128}, {"ties/reported_by", 6}, {"events/kind", 9}};

TEST_F(Rules, NoCodeThatNoVocabularyHasComesInByAnyWay) {
    ASSERT_TRUE(session.apply(AddEvent{column::EventKind::conversation, {}, key(base::EntityKind::person, 0), {}, "words", "", {}}));
    const auto now = session.revision_digest();
    for (const Coded& one : coded)
        for (const std::int64_t code : {std::int64_t{-1}, one.words, std::int64_t{std::numeric_limits<std::int32_t>::max()}}) {
            const auto subject = subject_of(one.field);
            EXPECT_FALSE(session.apply(SetCells{{subject}, one.field, code})) << one.field << ' ' << code;
            EXPECT_FALSE(session.apply(PasteCells{{subject}, {one.field}, std::to_string(code)})) << one.field << ' ' << code;
            place::Edit edit;
            edit.subject = subject;
            edit.field = one.field;
            edit.before = session.value(subject, one.field) ? *session.value(subject, one.field) : Value(Missing{column::State::not_asked});
            edit.after = code;
            EXPECT_FALSE(load(edit)) << one.field << ' ' << code;
            ASSERT_EQ(session.revision_digest(), now) << one.field;
        }
    // Two bits a facet, and no facet has the fourth of their values.
    EXPECT_FALSE(session.apply(SetCells{{key(base::EntityKind::person, 0)}, "people/asked", std::int64_t{3}}));
    EXPECT_FALSE(session.apply(SetCells{{key(base::EntityKind::tie, 0)}, "ties/strength", 7.0}));
    EXPECT_FALSE(session.apply(SetCells{{key(base::EntityKind::tie, 0)}, "ties/frequency", -3.0}));
    EXPECT_FALSE(session.apply(SetCells{{key(base::EntityKind::person, 0)}, "people/role", Missing{}})) << "everybody has one";
    EXPECT_EQ(session.revision_digest(), now);
    EXPECT_TRUE(session.apply(SetCells{{key(base::EntityKind::asset, 0)}, "assets/status", std::int64_t{1}}));
}

TEST_F(Rules, ATieOfAFileHasTwoEndsThatAreHereAndAKind) {
    place::Edit edit;
    edit.operation = place::Operation::add;
    edit.subject = base::key_for(base::EntityKind::tie, "a", "b");
    const auto one = key(base::EntityKind::person, 0), other = key(base::EntityKind::person, 1);
    const place::Cell from{"ties/from", one}, to{"ties/to", other}, kind{"ties/kind", std::int64_t{0}};
    const std::vector<std::vector<place::Cell>> records{
        {from, to}, {from, kind}, {from, to, {"ties/kind", std::int64_t{9999}}}, {from, to, {"ties/kind", std::int64_t{-1}}}, {from, {"ties/to", Missing{}}, kind},
        {from, {"ties/to", key(base::EntityKind::tie, 40)}, kind}, {from, {"ties/to", key(base::EntityKind::area, 0)}, kind}, {from, to, kind, {"ties/valence", std::int64_t{99}}}};
    for (const auto& record : records) {
        edit.record = record;
        EXPECT_FALSE(load(edit));
    }
    EXPECT_EQ(session.revision_digest(), start);
    // Whether it is sensitive is not the file's to say.
    const auto sensitivity = column("assets", "sensitivity").i32();
    const auto at = std::find(sensitivity.begin(), sensitivity.end(), 1);
    ASSERT_NE(at, sensitivity.end());
    edit.record = {from, {"ties/to", key(base::EntityKind::asset, static_cast<std::size_t>(at - sensitivity.begin()))}, kind, {"ties/sensitive", false}};
    ASSERT_TRUE(load(edit));
    EXPECT_EQ(column("ties", "to").i32().back(), -1);
}

TEST_F(Rules, AnAssetThatBecomesAPrivateKindOfPlaceHidesItsTies) {
    const std::size_t asset = asset_with_ties();
    const std::vector subject{key(base::EntityKind::asset, asset)};
    ASSERT_GT(ties_to(asset), 0);
    ASSERT_TRUE(session.apply(SetCells{subject, "assets/subtype", std::string("refuge_or_shelter")}));  // data/asset_classes.csv: H
    EXPECT_EQ(column("assets", "sensitivity").i32()[asset], static_cast<std::int32_t>(column::Sensitivity::hidden));
    EXPECT_EQ(ties_to(asset), 0);
    EXPECT_EQ(session.view()->label(base::EntityKind::asset, asset), "a place kept private");
    ASSERT_TRUE(session.apply(SetCells{subject, "assets/subtype", std::string("park")}));
    EXPECT_EQ(column("assets", "sensitivity").i32()[asset], static_cast<std::int32_t>(column::Sensitivity::hidden)) << "a word never loosens it";
    while (!session.undo_list().empty()) ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.revision_digest(), start);
    // Pasted, with a column beside it that says less: the word still tightens.
    ASSERT_TRUE(session.apply(PasteCells{subject, {"assets/sensitivity", "assets/subtype"}, "0\trefuge_or_shelter"}));
    EXPECT_EQ(ties_to(asset), 0);
}

TEST_F(Rules, ASymmetricTieIsThereWhicheverEndComesFirst) {
    const auto one = key(base::EntityKind::person, 0), other = key(base::EntityKind::person, 20);
    ASSERT_TRUE(session.apply(AddTie{one, other, "friend", {}}));
    EXPECT_FALSE(session.apply(AddTie{other, one, "friend", {}}));
    ASSERT_TRUE(session.apply(AddTie{one, other, "parent", {}}));  // data/tie_kinds.csv: one way
    EXPECT_TRUE(session.apply(AddTie{other, one, "parent", {}}));
}

TEST_F(Rules, WhatIsNoTextIsRefusedAndTheRestCanStillBeSaved) {
    const auto person = key(base::EntityKind::person, 0);
    EXPECT_FALSE(session.apply(PasteCells{{person}, {"people.names/name"}, "Bad \xff name"}));
    EXPECT_FALSE(session.apply(SetCells{{person}, "people.gifts/interests", std::vector<std::string>{"chess", "\xc3"}}));
    EXPECT_FALSE(session.apply(AddPerson{"\xff", {}, column::Role::participant, {}}));
    EXPECT_FALSE(session.apply(AddEvent{column::EventKind::conversation, {}, person, {}, "\xff", "", {}}));
    const auto& points = column("people.positions", "point");
    EXPECT_FALSE(session.apply(DrawArea{"\xff", {{points.xy()[0], points.xy()[1]}, {points.xy()[0] + 90, points.xy()[1]}, {points.xy()[0], points.xy()[1] + 90}}, {}}));
    EXPECT_EQ(session.revision_digest(), start);
    ASSERT_TRUE(session.apply(SetCells{{person}, "people.names/name", std::string("Zoë")}));
    EXPECT_TRUE(session.save_edits(folder / "edits.jsonl"));
}

TEST_F(Rules, ManyThatGoTakeTheirTiesAndEventsAndComeBack) {
    const std::size_t people = session.view()->people(), assets = session.view()->assets();
    std::vector<base::EntityKey> all(session.index().people());
    all.insert(all.end(), session.index().assets().begin(), session.index().assets().end());
    ASSERT_TRUE(session.apply(Remove{all}));
    EXPECT_EQ(session.view()->people(), 0u);
    EXPECT_EQ(session.view()->assets(), 0u);
    EXPECT_EQ(column("ties", "from").rows(), 0u);
    ASSERT_TRUE(session.save_edits(folder / "edits.jsonl"));
    const auto emptied = session.revision_digest();
    ASSERT_TRUE(session.undo());
    EXPECT_EQ(session.revision_digest(), start);
    EXPECT_EQ(session.view()->people(), people);
    EXPECT_EQ(session.view()->assets(), assets);
    ASSERT_TRUE(session.load_edits(folder / "edits.jsonl"));
    EXPECT_EQ(session.revision_digest(), emptied);
}

TEST_F(Rules, AHeadingThatIsNoneIsNotSaidBack) {
    const auto said = session.apply(PasteCells{{key(base::EntityKind::person, 0)}, {}, "Tess Brown\tyes\n"});
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().message.find("Tess"), std::string::npos) << said.error().message;
    EXPECT_NE(said.error().message.find("Cell 1"), std::string::npos) << said.error().message;
}

TEST_F(Rules, AnAreaDrawnByHandIsNamedByPasteWhateverOtherLayersThereAre) {
    const auto& points = column("areas.area.geometry", "points");
    ASSERT_TRUE(session.apply(DrawArea{"Before", {{points.xy()[0], points.xy()[1]}, {points.xy()[0] + 400, points.xy()[1]}, {points.xy()[0], points.xy()[1] + 400}}, {}}));
    const auto area = session.selection().keys()[0];
    const auto pasted = session.apply(PasteCells{{area}, {}, "name\nAfter\n"});
    ASSERT_TRUE(pasted) << pasted.error().message;
    EXPECT_EQ(session.view()->label(base::EntityKind::area, 0, "drawn"), "After");
}

TEST(CellText, ANumberThatNoWholeNumberHoldsIsRefused) {
    for (const char* text : {"1e300", "9223372036854775808", "-1e19", "2147483648", "1.5"}) EXPECT_FALSE(value_from_text("ties/closeness", column::Type::i32, text)) << text;
    EXPECT_FALSE(value_from_text("x/y", column::Type::i64, "1e300"));
    EXPECT_EQ(*value_from_text("x/y", column::Type::i64, "-4000000000"), Value(std::int64_t{-4'000'000'000}));
}

TEST_F(Rules, ATieIsNotSaidToBeGoneWhileItStands) {
    // Who stops and who comes back have as many ties, so that the number of all says nothing of how far the others have moved.
    const std::size_t people = session.view()->people(), rows = column("ties", "from").rows();
    std::vector<std::vector<std::size_t>> of(people);
    for (const char* end : {"from", "to"})
        for (std::size_t row = 0; row < rows; ++row)
            if (const auto node = column("ties", end).i32()[row]; node >= 0 && static_cast<std::size_t>(node) < people) of[static_cast<std::size_t>(node)].push_back(row);
    int looked_at = 0;
    for (std::size_t one = 0; one < people && looked_at < 12; ++one)
        for (std::size_t other = one + 1; other < people && looked_at < 12; ++other) {
            if (of[one].size() < 4 || of[one].size() != of[other].size()) continue;
            const std::size_t last = *std::max_element(of[one].begin(), of[one].end()), first = *std::min_element(of[other].begin(), of[other].end());
            if (last + 2 > first) continue;
            ++looked_at;
            const std::vector<base::EntityKey> both{key(base::EntityKind::person, one), key(base::EntityKind::person, other)};
            ASSERT_TRUE(session.apply(EndPerson{both[1], column::Living::asked_us_to_stop}));
            const auto tie = *session.index().key(base::EntityKind::tie, last + 1);
            session.select(std::vector{tie});
            ASSERT_TRUE(session.apply(SetEach{"people/living", {{both[0], std::int64_t{3}}, {both[1], std::int64_t{0}}}}));
            EXPECT_EQ(session.selection().size(), 1u) << one << ' ' << other;
            ASSERT_TRUE(session.index().find(tie));
            EXPECT_EQ(session.index().find(tie)->row, EntityIndex(session.view()).find(tie)->row);
            while (!session.undo_list().empty()) ASSERT_TRUE(session.undo());
        }
    EXPECT_GT(looked_at, 0);
}

TEST_F(Rules, AMaskedTieIsTheSameOneWhenTiesAboveItGo) {
    const auto to = column("ties", "to").i32();
    std::vector<std::size_t> masked;
    for (std::size_t row = 0; row < to.size(); ++row)
        if (to[row] < 0) masked.push_back(row);
    ASSERT_GT(masked.size(), 1u);
    const std::size_t row = masked.back();
    const auto tie = key(base::EntityKind::tie, row);
    const auto person = key(base::EntityKind::person, static_cast<std::size_t>(column("ties", "from").i32()[row]));
    session.select(std::vector{tie});
    ASSERT_TRUE(session.apply(Remove{{key(base::EntityKind::tie, row == 0 ? 1 : 0)}}));
    for (const auto& selected : session.selection().keys()) {
        const auto now = static_cast<std::size_t>(session.index().find(selected)->row);
        EXPECT_EQ(key(base::EntityKind::person, static_cast<std::size_t>(column("ties", "from").i32()[now])), person);
        EXPECT_EQ(column("ties", "to").i32()[now], -1);
    }
    EXPECT_EQ(session.selection().size(), 1u);
}

}  // namespace edit_rules_test
