// What a worker left is believed only when every row of it holds. Each fault is written into otherwise good blocks.
#include "engine/host/result_reader.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "tests/support/result_blocks.hpp"

namespace result_reader_test {
using namespace kith;
using test::ResultBlocks;

/// Columns: 0 size, 1 circle, 2 density (of the primary layer), 3 bridges.
const kith_out_column& out(const ResultBlocks& b, std::size_t i) { return b.run->columns[i]; }

std::vector<kith_cell> good_row() {
    std::vector<kith_cell> cells(7);
    for (kith_cell& cell : cells) cell.quality = KITH_VALUE;
    cells[2].number = 120;
    cells[4].row = 19500;
    cells[5].row = 3;
    cells[6].number = 0.25;
    return cells;
}

kith_status add_row(ResultBlocks& b, const std::vector<kith_cell>& cells) { return b.evidence->row(b.run->host->context, 0, cells.data(), cells.size()); }

TEST(ResultReader, ReadsColumns) {
    ResultBlocks b;
    const kith_out_column& size = out(b, 0);
    size.qualities[0] = KITH_VALUE;
    size.values[0] = 3;
    size.qualities[1] = KITH_BETWEEN;
    size.values[1] = 1;
    size.uppers[1] = 4;
    size.qualities[2] = KITH_NOT_COMPUTABLE;
    size.reasons[2] = 0;
    size.qualities[3] = KITH_VALUE;  // Dee is only named
    size.values[3] = 9;
    out(b, 1).qualities[0] = KITH_VALUE;
    out(b, 1).values[0] = 1;
    out(b, 2).qualities[1] = KITH_LOWER;
    out(b, 2).values[1] = 2.5;
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->columns.size(), 3u);
    const auto* people = result->columns_for(host::Entity::person);
    const host::ResultColumn read(*people->columns[0], *people->segment);
    EXPECT_EQ(people->segment->key(), "results.blocks.person");
    EXPECT_EQ(read.quality(0), host::Quality::value);
    EXPECT_EQ(read.value(0), 3);
    EXPECT_EQ(read.quality(1), host::Quality::between);
    EXPECT_EQ(read.upper(1), 4);
    EXPECT_EQ(read.reason(2), "Not asked.");
    EXPECT_EQ(read.quality(3), host::Quality::not_computable);
    const auto* areas = result->columns_for(host::Entity::area, "patch");
    const host::ResultColumn density(*areas->columns[0], *areas->segment);
    EXPECT_EQ(density.quality(0), host::Quality::not_computable);
    EXPECT_EQ(density.reason(0), "The analysis says nothing about this one.");
    EXPECT_EQ(density.quality(1), host::Quality::lower_bound);
}

TEST(ResultReader, StopsWhenAsked) {
    // What a city's analyses leave takes over a second to read.
    base::JobContext job;
    const ResultBlocks b;
    EXPECT_TRUE(b.read(job));
    job.cancel();
    const auto stopped = b.read(job);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, base::cancelled().code);
}

TEST(ResultReader, RefusesBadColumns) {
    const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
    const std::vector<std::pair<std::function<void(const ResultBlocks&)>, std::string>> faults{
        {[=](const auto& b) { out(b, 0).qualities[0] = KITH_VALUE, out(b, 0).values[0] = nan; }, "'size', row 0: not a finite number"},
        {[=](const auto& b) { out(b, 2).qualities[1] = KITH_UPPER, out(b, 2).values[1] = infinite; }, "'density', row 1: not a finite number"},
        {[](const auto& b) { out(b, 0).qualities[2] = KITH_VALUE, out(b, 0).values[2] = 1.5; }, "'size', row 2: not a whole number"},
        {[](const auto& b) { out(b, 0).qualities[2] = KITH_VALUE, out(b, 0).values[2] = 1e300; }, "not a whole number"},
        {[](const auto& b) { out(b, 1).qualities[0] = KITH_VALUE, out(b, 1).values[0] = 2; }, "none of its choices"},
        {[](const auto& b) { out(b, 1).qualities[0] = KITH_LOWER; }, "a bound of a choice"},
        {[](const auto& b) { out(b, 0).qualities[0] = 6; }, "a quality that does not exist"},
        {[](const auto& b) { out(b, 3).qualities[0] = 255; }, "a quality that does not exist"},
        {[](const auto& b) { out(b, 0).qualities[0] = KITH_NOT_COMPUTABLE, out(b, 0).reasons[0] = 1; }, "a reason that does not exist"},
        {[](const auto& b) { out(b, 2).qualities[0] = KITH_NOT_COMPUTABLE; }, "a reason that does not exist"},
        {[](const auto& b) { out(b, 0).qualities[0] = KITH_BETWEEN, out(b, 0).values[0] = 3, out(b, 0).uppers[0] = 2; }, "without a proper upper end"},
        {[=](const auto& b) { out(b, 0).qualities[0] = KITH_BETWEEN, out(b, 0).uppers[0] = nan; }, "without a proper upper end"},
        {[](const auto& b) { out(b, 2).qualities[0] = KITH_BETWEEN; }, "an interval that the manifest does not announce"}};
    for (const auto& [spoil, says] : faults) {
        ResultBlocks b;
        ASSERT_TRUE(b.read());
        spoil(b);
        auto result = b.read();
        ASSERT_FALSE(result) << "should say: " << says;
        EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
    }
}

TEST(ResultReader, ReadsTablesAndKeepsTheirBounds) {
    ResultBlocks b;
    auto cells = good_row();
    EXPECT_EQ(add_row(b, cells), KITH_OK);
    cells[1].quality = KITH_NOT_COMPUTABLE;
    cells[2] = {100, 200, 0, 0, KITH_BETWEEN, 0};
    EXPECT_EQ(add_row(b, cells), KITH_OK);
    EXPECT_EQ(add_row(b, cells), KITH_FULL);  // two for each person
    cells[0].row = 2;
    EXPECT_EQ(add_row(b, cells), KITH_OK);
    cells.pop_back();
    EXPECT_EQ(add_row(b, cells), KITH_WRONG_CALL);
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    const auto& table = result->tables.at(0);
    EXPECT_EQ(table.rows(), 3u);
    EXPECT_EQ(table.left_out, 1);
    EXPECT_EQ(table.segment->find("person")->i32()[2], 2);
    EXPECT_FALSE(table.segment->find("what")->known(1));
    EXPECT_EQ(table.segment->find("far.upper")->f64()[1], 200);
    EXPECT_EQ(table.segment->find("since")->days()[0], 19500);
}

TEST(ResultReader, RefusesBadTables) {
    const std::vector<std::pair<std::function<void(std::vector<kith_cell>&)>, std::string>> faults{
        {[](auto& c) { c[1].row = 2; }, "a row or a word that does not exist"},   // two interests
        {[](auto& c) { c[1].row = -1; }, "a row or a word that does not exist"},
        {[](auto& c) { c[3].row = 2; }, "a row or a word that does not exist"},
        {[](auto& c) { c[3].layer = 1; }, "a row or a word that does not exist"},
        {[](auto& c) { c[3].quality = KITH_LOWER; }, "a bound where a row or a word stands"},
        {[](auto& c) { c[0].row = 3; }, "somebody who is only named by others"},
        {[](auto& c) { c[2].quality = KITH_BETWEEN; }, "an interval with its ends swapped"},
        {[](auto& c) { c[2].reserved = 1; }, "a quality that does not exist"}};
    for (const auto& [spoil, says] : faults) {
        ResultBlocks b;
        auto cells = good_row();
        spoil(cells);
        ASSERT_EQ(add_row(b, cells), KITH_OK) << says;
        auto result = b.read();
        ASSERT_FALSE(result) << "should say: " << says;
        EXPECT_NE(result.error().message.find(says), std::string::npos) << result.error().message;
    }
    ResultBlocks nan;
    auto cells = good_row();
    cells[2].number = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(add_row(nan, cells), KITH_WRONG_CALL);
    ResultBlocks many;
    many.poke(many.outputs(), host::OutputLayout::rows_counter(0), std::uint64_t{1} << 60);
    EXPECT_FALSE(many.read());
    ResultBlocks unwritten;  // rows claimed, none written
    unwritten.poke(unwritten.outputs(), host::OutputLayout::rows_counter(0), std::uint64_t{1});
    EXPECT_FALSE(unwritten.read());
}

TEST(ResultReader, ReadsFindings) {
    ResultBlocks b;
    auto finding = b.meet();
    finding.quality = KITH_BETWEEN;
    finding.value = 1;
    finding.upper = 2;
    ASSERT_EQ(b.add(finding), KITH_OK);
    ASSERT_EQ(b.add(b.meet()), KITH_OK);
    EXPECT_EQ(b.add(b.meet()), KITH_FULL);  // two for each first subject
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->findings.size(), 2u);
    EXPECT_EQ(result->left_out, (std::vector<std::int64_t>{1, 0, 0, 0}));
    const host::Finding first = result->findings[0];
    EXPECT_EQ(first.quality, host::Quality::between);
    EXPECT_EQ(first.value, 1);
    EXPECT_EQ(first.upper, 2);
    EXPECT_EQ(first.other, 1);
    EXPECT_EQ(first.oldest, 19000);
    ASSERT_EQ(first.notes.size(), 11u);
    EXPECT_EQ(first.notes[2].number, 350);
    EXPECT_EQ(first.notes[4].kind, host::NoteKind::tie);
    EXPECT_EQ(first.notes[4].number, 0.5);
    EXPECT_EQ(result->findings[1].value, 2);
    EXPECT_EQ(result->findings[1].notes[2].number, 350);
}

using Spoil = std::function<void(ResultBlocks&, kith_finding&)>;

TEST(ResultReader, RefusesBadFindings) {
    const std::vector<std::pair<Spoil, std::string>> faults{
        {[](auto&, auto& f) { f.other = 9; }, "a second subject that does not exist"},
        {[](auto&, auto& f) { f.other = 0; }, "a pair of one"},
        {[](auto&, auto& f) { f.other = -1; }, "a second subject that does not exist"},
        {[](auto&, auto& f) { f.subject = 3; }, "somebody who is only named by others"},
        {[](auto&, auto& f) { f.other = 2; }, "somebody who has not said yes to one"},   // Cyd
        {[](auto& b, auto&) { b.notes[3].row = 2; }, "somebody who has not said yes to one"},
        {[](auto& b, auto&) { b.notes[3].row = 3; }, "through somebody who is only named by others"},
        {[](auto&, auto& f) { f.quality = KITH_NOT_COMPUTABLE, f.reason = 1; }, "a reason that does not exist"},
        {[](auto&, auto& f) { f.oldest = 19200; }, "dates that cannot be"},
        {[](auto&, auto& f) { f.newest = KITH_NO_DATE; }, "dates that cannot be"},
        {[](auto&, auto& f) { f.quality = KITH_BETWEEN, f.upper = 1; }, "an interval without a proper upper end"},
        {[](auto& b, auto&) { b.notes[0].row = 2; }, "an argument whose row or word does not exist"},
        {[](auto& b, auto&) { b.notes[0].slot = 3; }, "an argument that does not exist"},
        {[](auto& b, auto&) { b.notes[0].number = 1; }, "a number where a row belongs"},
        {[](auto& b, auto&) { b.notes[2].number = -5; }, "a negative distance"},
        {[](auto& b, auto&) { b.notes[4].row = 2; }, "a tie that does not exist"},
        {[](auto& b, auto&) { b.notes[4].number = 1.5; }, "a tie that does not exist"},
        {[](auto& b, auto&) { b.notes[5].slot = 14; }, "a facet that does not exist"},
        {[](auto& b, auto&) { b.notes[6].slot = 1; }, "a strength or change that does not exist"},
        {[](auto& b, auto&) { b.notes[9].slot = 2; }, "a strength or change that does not exist"},
        {[](auto& b, auto&) { b.notes[10].row = 1; }, "an argument whose row or word does not exist"},
        {[](auto& b, auto&) { b.notes.erase(b.notes.begin() + 3); }, "an argument that is missing"},
        {[](auto& b, auto&) { b.notes.pop_back(); }, "an argument that is missing"},
        {[](auto& b, auto&) { b.notes[4] = ResultBlocks::note(KITH_NOTE_PERSON, 0, 4); }, "a person who does not exist"},
        {[](auto& b, auto&) { b.notes[4] = ResultBlocks::note(KITH_NOTE_ASSET, 0, 1); }, "an asset that does not exist"},
        {[](auto& b, auto&) { b.notes[4] = ResultBlocks::note(KITH_NOTE_AREA, 1, 0); }, "an area that does not exist"},
        {[](auto& b, auto&) { b.notes[4] = ResultBlocks::note(KITH_NOTE_INTERVAL, 2, 0, 1); }, "an interval with a third end"},
        {[](auto& b, auto&) { b.notes[4] = ResultBlocks::note(KITH_NOTE_P_VALUE, 0, 0, 1.1); }, "a probability that is none"}};
    for (const auto& [spoil, says] : faults) {
        ResultBlocks b;
        auto finding = b.meet();
        spoil(b, finding);
        ASSERT_EQ(b.add(finding), KITH_OK) << says;
        auto result = b.read();
        ASSERT_FALSE(result) << "should say: " << says;
        EXPECT_NE(result.error().message.find(says), std::string::npos) << "should say: " << says << "; says: " << result.error().message;
    }
}

TEST(ResultReader, NeverAPairToBeKeptApart) {
    ResultBlocks b;
    b.view.add(std::move(column::SegmentBuilder("never_introduce").add_i32("a", {1}).add_i32("b", {0})));
    ASSERT_EQ(b.add(b.meet()), KITH_OK);
    auto result = b.read();
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("never to be made"), std::string::npos);
}

TEST(ResultReader, WhatTheWorkerRefusesAtOnce) {
    ResultBlocks b;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Spoil& spoil : std::vector<Spoil>{[](auto&, auto& f) { f.struct_size = 8; }, [](auto&, auto& f) { f.message = 4; }, [](auto&, auto& f) { f.subject = 4; },
                                                 [](auto&, auto& f) { f.subject = -1; }, [](auto&, auto& f) { f.quality = KITH_UNSAID; }, [](auto&, auto& f) { f.quality = 6; },
                                                 [=](auto&, auto& f) { f.value = nan; }, [](auto& x, auto&) { x.notes[0].kind = 0; }, [](auto& x, auto&) { x.notes[0].kind = 11; },
                                                 [=](auto& x, auto&) { x.notes[2].number = nan; }, [](auto& x, auto&) { x.notes.resize(65, x.notes[4]); }}) {
        auto finding = b.meet();
        spoil(b, finding);
        EXPECT_EQ(b.add(finding), KITH_WRONG_CALL);
    }
    EXPECT_TRUE(b.read()->findings.empty());
}

TEST(ResultReader, RefusesBlocksThatWereScribbledOn) {
    const auto layout = [](const ResultBlocks& b) { return host::finding_layout(b.manifest, b.counts); };
    const auto record = [&](const ResultBlocks& b) { return layout(b).records; };
    const std::vector<std::function<void(ResultBlocks&)>> spoils{
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::count_counter, std::uint64_t{2}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::count_counter, ~std::uint64_t{0}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::note_counter, std::uint64_t{10}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::note_counter, std::uint64_t{12}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::note_counter, ~std::uint64_t{0}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::number_counter, std::uint64_t{0}); },
        [](auto& b) { b.poke(b.findings(), host::FindingLayout::number_counter, std::uint64_t{3}); },
        [&](auto& b) { b.poke(b.findings(), record(b), std::uint32_t{99}); },                        // message
        [&](auto& b) { b.poke(b.findings(), record(b) + 4, std::int32_t{-7}); },                     // subject
        [&](auto& b) { b.poke(b.findings(), record(b) + 16, std::uint8_t{0}); },                     // quality
        [&](auto& b) { b.poke(b.findings(), record(b) + 17, std::uint8_t{1}); },                     // reserved
        [&](auto& b) { b.poke(b.findings(), record(b) + 18, std::uint16_t{65535}); },                // notes
        [&](auto& b) { b.poke(b.findings(), record(b) + 36, std::uint32_t{0}); },                    // numbers
        [&](auto& b) { b.poke(b.findings(), record(b) + 36, ~std::uint32_t{0}); },
        [&](auto& b) { b.poke(b.findings(), record(b) + 40, ~std::uint64_t{0}); },                   // first note
        [&](auto& b) { b.poke(b.findings(), record(b) + 48, std::uint64_t{1}); },                    // first number
        [&](auto& b) { b.poke(b.findings(), record(b) + 56, std::numeric_limits<double>::infinity()); },
        [&](auto& b) { b.poke(b.findings(), layout(b).numbers, std::nan("")); },
        [&](auto& b) { b.poke(b.findings(), layout(b).notes, std::uint8_t{0x80 | 12}); }};
    for (std::size_t i = 0; i < spoils.size(); ++i) {
        ResultBlocks b;
        ASSERT_EQ(b.add(b.meet()), KITH_OK);
        ASSERT_TRUE(b.read());
        spoils[i](b);
        EXPECT_FALSE(b.read()) << "spoil " << i;
    }
}

TEST(ResultReader, BelowTheGateNothingAboutTheWholeNetwork) {
    ResultBlocks b;
    out(b, 3).qualities[0] = KITH_VALUE;
    out(b, 3).values[0] = 5;
    kith_finding whole{};
    whole.struct_size = sizeof whole;
    whole.message = 2;
    whole.other = -1;
    whole.quality = KITH_VALUE;
    whole.oldest = whole.newest = KITH_NO_DATE;
    b.notes = {ResultBlocks::note(KITH_NOTE_ARGUMENT, 0, 0)};
    ASSERT_EQ(b.add(whole), KITH_OK);
    ASSERT_EQ(b.add(b.meet()), KITH_OK);

    auto open = b.read(true);
    ASSERT_TRUE(open);
    EXPECT_EQ(open->findings.size(), 2u);
    const auto* place = open->columns_for(host::Entity::place);
    EXPECT_EQ(host::ResultColumn(*place->columns[0], *place->segment).value(0), 5);

    auto closed = b.read(false);
    ASSERT_TRUE(closed);
    ASSERT_EQ(closed->findings.size(), 1u);
    EXPECT_EQ(closed->findings.message(0), 0u);
    EXPECT_EQ(closed->findings[0].notes.size(), 11u);
    place = closed->columns_for(host::Entity::place);
    const host::ResultColumn bridges(*place->columns[0], *place->segment);
    EXPECT_EQ(bridges.reason(0), "Too few people were asked for a claim about the whole network.");

    auto lowered = b.read(true, true);  // of what is recorded: said, but naming nobody
    ASSERT_TRUE(lowered);
    EXPECT_EQ(lowered->findings.size(), 1u);
    EXPECT_NE(host::ResultReader::digest_of(*open), host::ResultReader::digest_of(*closed));
}

TEST(ResultReader, DigestsFollowWhatIsSaid) {
    ResultBlocks a, b;
    ASSERT_EQ(a.add(a.meet()), KITH_OK);
    ASSERT_EQ(b.add(b.meet()), KITH_OK);
    EXPECT_EQ(host::ResultReader::digest_of(*a.read()), host::ResultReader::digest_of(*b.read()));
    out(b, 0).qualities[0] = KITH_VALUE;
    EXPECT_NE(host::ResultReader::digest_of(*a.read()), host::ResultReader::digest_of(*b.read()));
    out(a, 0).qualities[0] = KITH_VALUE;
    out(a, 0).values[0] = -0.0;  // the same zero
    EXPECT_EQ(host::ResultReader::digest_of(*a.read()), host::ResultReader::digest_of(*b.read()));
}

}  // namespace result_reader_test
