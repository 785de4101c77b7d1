#include "engine/place/edit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>

#include "tests/engine/place/small_revision.hpp"

using namespace kith;
using namespace kith::place;

namespace edit_test {

Edit set(base::EntityKey subject, std::string field, Value before, Value after, std::uint64_t id = 1) {
    Edit edit;
    edit.id = id;
    edit.subject = subject;
    edit.field = std::move(field);
    edit.before = std::move(before);
    edit.after = std::move(after);
    return edit;
}

RevisionPtr applied(const RevisionPtr& revision, std::vector<Edit> edits) {
    auto next = apply(revision, edits, column::heap_memory);
    EXPECT_TRUE(next) << next.error().message;
    return next ? *next : revision;
}

TEST(Edit, SetsOneCellAndSharesEveryOtherSegment) {
    const auto before = test::small_revision();
    const auto after = applied(before, {set(test::person("P2"), "people/introduce", Missing{column::State::not_asked}, true)});
    EXPECT_TRUE(after->column("people", "introduce")->known(1));
    EXPECT_EQ(after->column("people", "introduce")->booleans()[1], 1);
    EXPECT_FALSE(before->column("people", "introduce")->known(1));
    for (const auto& segment : before->segments()) {
        if (segment->key() == "people") EXPECT_NE(segment, after->segment("people"));
        else EXPECT_EQ(segment, after->segment(segment->key())) << segment->key();
    }
}

TEST(Edit, TheInverseGivesTheSameRevisionBack) {
    const auto before = test::small_revision();
    const std::vector<Edit> edits{
        set(test::person("P1"), "people.gifts/interests", std::vector<std::string>{"chess", "singing"}, std::vector<std::string>{"singing"}, 1),
        set(test::person("P1"), "people.names/name", std::string("Ann"), std::string("Anna"), 2),
        set(test::person("P1"), "people/household", base::key_for(base::EntityKind::household, "households", "H1"), Missing{column::State::not_applicable}, 3)};
    const auto after = applied(before, edits);
    EXPECT_NE(after->digest(), before->digest());
    EXPECT_EQ(after->column("people", "household")->i32()[0], base::no_row);
    const auto back = applied(after, inverse(edits));
    for (const char* field : {"people.names/name", "people.gifts/interests", "people/household"})
        for (const char* id : {"P1", "P2", "P3"}) {
            Overlay left(before), right(back);
            EXPECT_EQ(*left.value(test::person(id), field), *right.value(test::person(id), field)) << id << ' ' << field;
        }
}

TEST(Edit, WhatHasChangedSinceIsRefusedAndNothingHappens) {
    const auto revision = test::small_revision();
    const std::vector<Edit> edits{set(test::person("P1"), "people.names/name", std::string("Ann"), std::string("X")),
                                  set(test::person("P3"), "people.names/name", std::string("not this"), std::string("Y"))};
    const auto next = apply(revision, edits, column::heap_memory);
    ASSERT_FALSE(next);
    EXPECT_EQ(next.error().code, base::Code::bad_input);
    EXPECT_EQ(revision->column("people.names", "name")->text(0), "Ann");
}

TEST(Edit, DerivedAndIdentityFieldsAreNotEdited) {
    const auto revision = test::small_revision();
    for (const char* field : {"people/area", "people/key_high", "ties/from", "assets/counted_with"})
        EXPECT_FALSE(apply(revision, std::vector{set(test::person("P1"), field, std::int64_t{-1}, std::int64_t{0})}, column::heap_memory)) << field;
}

TEST(Edit, RemovingAndPuttingBackRestoresRowsTiesAndReferences) {
    const auto before = test::small_revision();
    // The tie P1 - P2 goes first, then P2; taken back in reverse.
    const auto tie = removal(*before, before->key_of("ties", 0));
    ASSERT_TRUE(tie);
    const auto without_tie = applied(before, {*tie});
    ASSERT_EQ(without_tie->column("ties", "from")->rows(), 2u);
    const auto gone = removal(*without_tie, test::person("P2"));
    ASSERT_TRUE(gone);
    const auto after = applied(without_tie, {*gone});
    EXPECT_EQ(after->people(), 2u);
    // P3 was node 2 and is node 1 now; the park was node 4 and is node 3.
    EXPECT_EQ(after->column("ties", "from")->i32()[1], 1);
    EXPECT_EQ(after->column("ties", "to")->i32()[1], 2);
    const std::vector<Edit> both{*tie, *gone};
    const auto back = applied(after, inverse(both));
    ASSERT_EQ(back->people(), 3u);
    EXPECT_EQ(back->column("people.names", "name")->text(1), "Bea");
    EXPECT_EQ(back->column("people", "role")->i32()[1], 1);
    EXPECT_EQ(back->column("people", "introduce")->state(1), column::State::not_asked);
    for (std::size_t row = 0; row < 3; ++row) {
        EXPECT_EQ(back->column("ties", "from")->i32()[row], before->column("ties", "from")->i32()[row]);
        EXPECT_EQ(back->column("ties", "to")->i32()[row], before->column("ties", "to")->i32()[row]);
        EXPECT_EQ(value_of(*back->column("ties", "strength"), row), value_of(*before->column("ties", "strength"), row));
    }
    EXPECT_EQ(back->find(test::person("P2"))->row, 1);
}

TEST(Edit, NobodyIsRemovedWhoStillHasTies) {
    const auto revision = test::small_revision();
    const auto edit = removal(*revision, test::person("P2"));
    ASSERT_TRUE(edit);
    const auto next = apply(revision, std::vector{*edit}, column::heap_memory);
    ASSERT_FALSE(next);
    EXPECT_EQ(next.error().code, base::Code::misuse);
}

TEST(Edit, ManyRowsThatGoRebuildEachTableOnce) {
    const auto revision = test::small_revision();
    const auto segments_made = [&](std::vector<base::EntityKey> subjects) {
        const auto edits = removals(*revision, subjects);
        EXPECT_TRUE(edits);
        int made = 0;
        const auto after = apply(revision, *edits, [&](std::size_t size) { ++made; return column::heap_memory(size); });
        EXPECT_TRUE(after) << after.error().message;
        EXPECT_EQ((*after)->people(), 3 - subjects.size());
        return made;
    };
    EXPECT_EQ(segments_made({test::person("P1"), test::person("P2"), test::person("P3")}), segments_made({test::person("P1")}));
    // From below, so that each says the row in which it stood before any of them went.
    const auto edits = removals(*revision, std::vector{test::person("P1"), test::person("P3")});
    ASSERT_EQ(edits->size(), 5u);
    for (const Edit& edit : *edits) EXPECT_EQ(revision->key_of(edit.subject.kind == base::EntityKind::tie ? "ties" : "people", static_cast<std::int32_t>(edit.at)), edit.subject);
    const auto after = applied(revision, *edits);
    const auto back = applied(after, inverse(*edits));
    EXPECT_EQ(back->column("people.names", "name")->text(2), "");
    for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(back->key_of("people", static_cast<std::int32_t>(row)), revision->key_of("people", static_cast<std::int32_t>(row)));
    for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(back->column("ties", "to")->i32()[row], revision->column("ties", "to")->i32()[row]);
}

TEST(Overlay, ReadsAsBaseAndEditsAndUndoAppends) {
    Overlay overlay(test::small_revision());
    ASSERT_TRUE(overlay.set(set(test::person("P1"), "people.names/name", std::string("Ann"), std::string("Anna"), 1)));
    ASSERT_TRUE(overlay.set(set(test::person("P1"), "people.names/name", std::string("Anna"), std::string("Annie"), 2)));
    EXPECT_FALSE(overlay.set(set(test::person("P1"), "people.names/name", std::string("Ann"), std::string("late"), 3)));
    EXPECT_EQ(*overlay.value(test::person("P1"), "people.names/name"), Value(std::string("Annie")));
    ASSERT_TRUE(overlay.undo());
    EXPECT_EQ(*overlay.value(test::person("P1"), "people.names/name"), Value(std::string("Anna")));
    ASSERT_TRUE(overlay.undo());
    EXPECT_FALSE(overlay.undo());
    EXPECT_EQ(overlay.edits().size(), 4u);
    const auto compacted = overlay.compacted(column::heap_memory);
    ASSERT_TRUE(compacted);
    EXPECT_EQ((*compacted)->column("people.names", "name")->text(0), "Ann");
}

// Replaying the list on the base gives what the overlay shows, whatever was done.
RC_GTEST_PROP(Overlay, ReplayAgreesWithReading, ()) {
    Overlay overlay(test::small_revision());
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 5)));
    std::uint64_t id = 0;
    const char* const people[] = {"P1", "P2", "P3"};
    for (const auto& [who, what] : steps) {
        const base::EntityKey subject = test::person(people[who]);
        if (what == 4) {
            (void)overlay.undo();
            id = overlay.edits().empty() ? id : overlay.edits().back().id;
            continue;
        }
        const char* const field = what % 2 == 0 ? "people.names/name" : "people/introduce";
        const Value after = what % 2 == 0 ? Value(std::string(what == 0 ? "one" : "two")) : what == 1 ? Value(true) : Value(Missing{column::State::declined});
        RC_ASSERT(static_cast<bool>(overlay.set(set(subject, field, *overlay.value(subject, field), after, ++id))));
    }
    const auto replayed = overlay.compacted(column::heap_memory);
    RC_ASSERT(static_cast<bool>(replayed));
    for (const char* who : people)
        for (const char* field : {"people.names/name", "people/introduce"})
            RC_ASSERT(*Overlay(*replayed).value(test::person(who), field) == *overlay.value(test::person(who), field));
}

// The journal's form is a promise: tests/golden/edits/edits.jsonl holds one edit of each operation and one value of each type.
TEST(EditJson, GoldenLinesReadAndWriteTheSame) {
    std::ifstream file(std::string(KITH_SOURCE_DIR) + "/tests/golden/edits/edits.jsonl");
    ASSERT_TRUE(file);
    std::string line;
    int lines = 0;
    for (; std::getline(file, line); ++lines) {
        const auto edit = edit_from_json_line(line);
        ASSERT_TRUE(edit) << line;
        EXPECT_EQ(to_json_line(*edit), line);
    }
    EXPECT_EQ(lines, 11);
}

TEST(EditJson, WhatIsNoEditIsRefused) {
    for (const char* line : {"", "{}", "[]", "{\"id\":1}", "nonsense"}) EXPECT_FALSE(edit_from_json_line(line)) << line;
}

TEST(EditJson, AnAreaDrawnByHandReadsAndWritesTheSame) {
    Edit edit;
    edit.id = 4;
    edit.operation = Operation::add;
    edit.subject = base::key_for(base::EntityKind::area, "areas.drawn", "D1");
    edit.record = {{"areas.drawn/code", std::string("D1")}, {"areas.drawn/outline", Outline{{0.5, 0}, {100, 0}, {0, 100.25}}}};
    const auto read = edit_from_json_line(to_json_line(edit));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, edit);
}

TEST(EditAreas, ALayerComesWithItsFirstAreaAndGoesWithItsLast) {
    const auto before = test::small_revision();
    Edit edit;
    edit.operation = Operation::add;
    edit.subject = base::key_for(base::EntityKind::area, "areas.drawn", "D1");
    edit.record = {{"areas.drawn/code", std::string("D1")}, {"areas.drawn/name", std::string("Here")}, {"areas.drawn/outline", Outline{{0, 0}, {2000, 0}, {0, 1000}}}};
    const auto drawn = applied(before, {edit});
    EXPECT_DOUBLE_EQ(drawn->column("areas.drawn", "km2")->f64()[0], 1.0);  // half of 2 km by 1 km
    EXPECT_EQ(drawn->column("areas.drawn.geometry", "points")->rows(), 4u);
    const auto row = drawn->find(edit.subject);
    ASSERT_TRUE(row);
    EXPECT_EQ(drawn->column("area_layers", "first_node")->i64()[drawn->column("area_layers", "as")->rows() - 1],
              static_cast<std::int64_t>(drawn->people() + drawn->assets()));
    const auto back = removal(*drawn, edit.subject);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->record, edit.record);
    const auto gone = applied(drawn, {*back});
    EXPECT_EQ(gone->segment("areas.drawn"), nullptr);
    EXPECT_EQ(gone->segment("areas.drawn.geometry"), nullptr);
    // A subject that is not made of layer and code, and a ring of two points, are no areas.
    Edit other = edit;
    other.subject.low ^= 1;
    EXPECT_FALSE(apply(before, std::vector{other}, column::heap_memory));
    other = edit;
    other.record.back().value = Outline{{0, 0}, {1, 1}};
    EXPECT_FALSE(apply(before, std::vector{other}, column::heap_memory));
}

}  // namespace edit_test
