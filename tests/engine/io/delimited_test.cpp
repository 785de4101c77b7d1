#include "engine/io/delimited.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/io/encoding.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace delimited_test {

using Rows = std::vector<std::vector<std::string>>;

/// All rows, header first, each as wide as it stands in the text.
Rows read_all(std::string_view text, char delimiter, std::vector<std::uint8_t>* flags = nullptr) {
    DelimitedReader reader(text, delimiter);
    Rows rows;
    if (reader.header().empty()) return rows;
    rows.push_back(reader.header());
    RowBatch batch;
    std::int64_t expected = 1;
    while (reader.next(batch))
        for (std::size_t r = 0; r < batch.rows; ++r) {
            EXPECT_EQ(batch.source_row[r], expected++);
            std::vector<std::string> row;
            for (std::size_t c = 0; c < batch.columns() && c < static_cast<std::size_t>(batch.width[r]); ++c) row.emplace_back(batch.cells(c)[r]);
            rows.push_back(std::move(row));
            if (flags != nullptr) flags->push_back(batch.flags[r]);
        }
    return rows;
}

TEST(Delimited, PlainRows) {
    EXPECT_EQ(read_all("a,b\n1,2\n3,4\n", ','), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(read_all("a,b\n1,2\n3,4", ','), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}})) << "no line end at the end";
    EXPECT_EQ(read_all("a\tb\r\n1\t2\r\n", '\t'), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(read_all("a;b\r1;2\r3;4", ';'), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}})) << "carriage returns alone";
    EXPECT_EQ(read_all("a,b\r\n1,2\n3,4\r5,6", ',').size(), 4u) << "mixed line ends";
    EXPECT_EQ(read_all("a,b\n1,\n,2\n", ','), (Rows{{"a", "b"}, {"1", ""}, {"", "2"}}));
}

TEST(Delimited, EmptyLinesAreNoRows) {
    EXPECT_EQ(read_all("\n\r\n a , b \n\n1,2\n\n\n3,4\n\n", ','), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_TRUE(read_all("", ',').empty());
    EXPECT_TRUE(read_all("\n\n\r\n", ',').empty());
    EXPECT_EQ(read_all("a", ','), (Rows{{"a"}}));
}

TEST(Delimited, Quotes) {
    EXPECT_EQ(read_all("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", ','), (Rows{{"a", "b"}, {"1,5", "say \"hi\""}}));
    EXPECT_EQ(read_all("a,b\n\"two\r\nlines\",2\n", ','), (Rows{{"a", "b"}, {"two\r\nlines", "2"}}));
    EXPECT_EQ(read_all("a,b\n\"\",\"\"\"\"\n", ','), (Rows{{"a", "b"}, {"", "\""}}));
    EXPECT_EQ(read_all("a,b\n1, \"x, y\" \n", ','), (Rows{{"a", "b"}, {"1", "x, y"}})) << "blanks around the quotes";
    EXPECT_EQ(read_all("a,b\n5\" pipe,6 \"x\"\n", ','), (Rows{{"a", "b"}, {"5\" pipe", "6 \"x\""}})) << "a quote inside a plain cell";
    EXPECT_EQ(read_all("\"a\"\"b\",c\n1,2\n", ',').at(0), (std::vector<std::string>{"a\"b", "c"}));
}

TEST(Delimited, AStrayQuoteIsKept) {
    std::vector<std::uint8_t> flags;
    EXPECT_EQ(read_all("a,b\n\"say \"hi\" now\",2\n", ',', &flags), (Rows{{"a", "b"}, {"say \"hi\" now", "2"}}));
    EXPECT_EQ(flags, (std::vector<std::uint8_t>{row_stray_quote}));
}

TEST(Delimited, AnUnclosedQuoteCostsOneRow) {
    std::vector<std::uint8_t> flags;
    EXPECT_EQ(read_all("a,b\n1,\"open\n2,x\n3,y\n", ',', &flags), (Rows{{"a", "b"}, {"1", "\"open"}, {"2", "x"}, {"3", "y"}}));
    EXPECT_EQ(flags, (std::vector<std::uint8_t>{row_unclosed_quote, 0, 0}));
    // A later quoted cell must not close it.
    EXPECT_EQ(read_all("a,b\n1,\"open\n2,\"x\"\n3,\"y\"\n", ','), (Rows{{"a", "b"}, {"1", "\"open"}, {"2", "x"}, {"3", "y"}}));
    // A closing quote with something behind it, and no other.
    EXPECT_EQ(read_all("a,b\n\"1\"x,2\n3,4\n", ','), (Rows{{"a", "b"}, {"\"1\"x", "2"}, {"3", "4"}}));
    EXPECT_EQ(read_all("a,b\n\"\n", ','), (Rows{{"a", "b"}, {"\""}}));
    EXPECT_EQ(read_all("a,b\n\"", ','), (Rows{{"a", "b"}, {"\""}}));
    EXPECT_EQ(read_all("\"a,b\n1,2\n", ','), (Rows{{"\"a", "b"}, {"1", "2"}})) << "in the header";
}

TEST(Delimited, RaggedAndBlankRowsAreNoted) {
    DelimitedReader reader("a,b,c\n1,2\n1,2,3,4\n1,2,3,\n,,\n \n", ',');
    RowBatch batch;
    ASSERT_TRUE(reader.next(batch));
    ASSERT_EQ(batch.rows, 5u);
    EXPECT_EQ((std::vector<std::int32_t>(batch.width.begin(), batch.width.begin() + 5)), (std::vector<std::int32_t>{2, 4, 4, 3, 1}));
    EXPECT_EQ((std::vector<std::uint8_t>(batch.excess.begin(), batch.excess.begin() + 5)), (std::vector<std::uint8_t>{0, 1, 0, 0, 0}));
    EXPECT_EQ((std::vector<std::uint8_t>(batch.flags.begin(), batch.flags.begin() + 5)), (std::vector<std::uint8_t>{0, 0, 0, row_blank, row_blank}));
    EXPECT_EQ(batch.cells(2)[0], "") << "a short row's cells are empty";
    EXPECT_FALSE(reader.next(batch));
}

TEST(Delimited, ChosenColumnsInTheirOrder) {
    DelimitedReader reader("a,b,c,b\n1,2,3,4\n5,6\n", ',');
    EXPECT_EQ(reader.find("b"), 1);
    EXPECT_EQ(reader.find("d"), -1);
    reader.choose(std::array{2, 0});
    RowBatch batch;
    ASSERT_TRUE(reader.next(batch));
    ASSERT_EQ(batch.columns(), 2u);
    EXPECT_EQ(batch.cells(0)[0], "3");
    EXPECT_EQ(batch.cells(1)[0], "1");
    EXPECT_EQ(batch.cells(0)[1], "");
    EXPECT_EQ(batch.cells(1)[1], "5");
    EXPECT_EQ(reader.fraction(), 1.0);
}

TEST(Delimited, KeepOnlyCompactsEveryColumn) {
    DelimitedReader reader("a,b\n1,x\n2,y\n3,z\n", ',');
    RowBatch batch;
    ASSERT_TRUE(reader.next(batch));
    batch.keep_only(std::array<std::uint8_t, 3>{1, 0, 1});
    ASSERT_EQ(batch.rows, 2u);
    EXPECT_EQ(batch.cells(0)[1], "3");
    EXPECT_EQ(batch.cells(1)[1], "z");
    EXPECT_EQ(batch.source_row[1], 3);
}

TEST(Delimited, DelimiterIsRecognised) {
    EXPECT_EQ(recognise_delimiter("a,b\n1,2\n"), ',');
    EXPECT_EQ(recognise_delimiter("a;b\n1,5;2\n2,5;3\n"), ';') << "decimal commas";
    EXPECT_EQ(recognise_delimiter("a\tb\n1, one; two\t2\n"), '\t');
    EXPECT_EQ(recognise_delimiter("name;note\nx;\"a, b, c\"\ny;\"d, e, f\"\n"), ';');
    EXPECT_EQ(recognise_delimiter("name,note\nx,\"a; b; c\"\ny,\"d; e; f\"\n"), ',');
    EXPECT_EQ(recognise_delimiter("one\ntwo\n"), ',');
    EXPECT_EQ(recognise_delimiter("# a comment, with a comma\nid;name\n1;x\n2;y\n"), ';');
    EXPECT_EQ(recognise_delimiter(""), ',');
    EXPECT_EQ(recognise_delimiter("id,interests\n1,a;b;c\n2,d\n3,e;f\n"), ',');
}

TEST(Delimited, RowsBeyondOneBatchAndLongCells) {
    std::string text = "id,note\n";
    const std::string note(200'000, 'x');
    for (int i = 0; i < 1000; ++i) text += std::to_string(i) + (i % 400 == 7 ? ",\"" + note + "\"\"\"\n" : ",y\n");
    const Rows rows = read_all(text, ',');
    ASSERT_EQ(rows.size(), 1001u);
    EXPECT_EQ(rows[8][1], note + '"');
    EXPECT_EQ(rows[1000][0], "999");
}

std::string without_returns(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

// csv-spectrum (max ogden, https://github.com/maxogden/csv-spectrum): what each file means stands beside it. The file of CRLF line
// ends was collected with LF, the answer beside it was not: carriage returns are not compared.
TEST(Delimited, Spectrum) {
    KITH_NEEDS_SHARED(shared);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shared / "data/hostile/csv")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".expected.json")) continue;
        const std::string stem = name.substr(0, name.size() - std::string(".expected.json").size());
        std::ifstream json(entry.path()), csv(entry.path().parent_path() / (stem + ".csv"), std::ios::binary);
        const auto expected = nlohmann::json::parse(json);
        const std::string text{std::istreambuf_iterator<char>(csv), {}};
        const Rows rows = read_all(text, recognise_delimiter(text));
        ASSERT_EQ(rows.size(), expected.size() + 1) << name;
        for (std::size_t r = 0; r < expected.size(); ++r)
            for (std::size_t c = 0; c < rows[0].size(); ++c) {
                EXPECT_EQ(without_returns(rows[r + 1][c]), without_returns(expected[r].at(rows[0][c]).get<std::string>())) << name;
            }
        ++files;
    }
    EXPECT_EQ(files, 6);
}

// ---- properties ------------------------------------------------------------------------------------------------------

/// An independent writer: quotes a cell when it must, or when the coin says so.
std::string write(const Rows& rows, char delimiter, const std::string& line_end, bool quote_all) {
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c > 0) text += delimiter;
            const std::string& cell = row[c];
            const bool must = cell.find_first_of("\",;\t\r\n") != std::string::npos || (!cell.empty() && cell.front() == ' ') || (row.size() == 1 && cell.empty());
            if (!quote_all && !must) {
                text += cell;
                continue;
            }
            text += '"';
            for (const char ch : cell) text += ch == '"' ? std::string("\"\"") : std::string(1, ch);
            text += '"';
        }
        text += line_end;
    }
    return text;
}

rc::Gen<std::string> cells() {
    return rc::gen::container<std::string>(rc::gen::weightedElement<char>(
        {{20, 'a'}, {10, '7'}, {5, ' '}, {4, '"'}, {4, ','}, {4, ';'}, {3, '\t'}, {3, '\n'}, {2, '\r'}, {5, '\xC3'}, {2, '.'}, {2, '-'}}));
}

RC_GTEST_PROP(Delimited, WhatIsWrittenIsRead, ()) {
    const auto columns = *rc::gen::inRange<std::size_t>(1, 6);
    const auto count = *rc::gen::inRange<std::size_t>(0, 400);
    const char delimiter = *rc::gen::element(',', ';', '\t');
    const auto line_end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
    const bool quote_all = *rc::gen::arbitrary<bool>();
    Rows rows;
    std::vector<std::string> header;
    for (std::size_t c = 0; c < columns; ++c) header.push_back("c" + std::to_string(c));
    rows.push_back(header);
    for (std::size_t r = 0; r < count; ++r) rows.push_back(*rc::gen::container<std::vector<std::string>>(columns, cells()));
    RC_ASSERT(read_all(write(rows, delimiter, line_end, quote_all), delimiter) == rows);
}

/// Any bytes: every row has a number, cells lie in the text or in the batch, and reading ends.
RC_GTEST_PROP(Delimited, AnyBytesEnd, ()) {
    const auto text = *cells();
    for (const char delimiter : {',', ';', '\t'}) {
        DelimitedReader reader(text, delimiter);
        RowBatch batch;
        std::int64_t rows = 0;
        while (reader.next(batch)) rows += static_cast<std::int64_t>(batch.rows);
        RC_ASSERT(rows == reader.rows_read());
        RC_ASSERT(reader.position() == text.size());
    }
    recognise_delimiter(text);
}

/// A table of plain cells in which one cell's opening quote was never closed keeps all its rows.
RC_GTEST_PROP(Delimited, OneUnclosedQuoteCostsNoOtherRow, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 50);
    const auto broken = *rc::gen::inRange<std::size_t>(0, count);
    const bool others_quoted = *rc::gen::arbitrary<bool>();
    std::string text = "id,word\n";
    for (std::size_t r = 0; r < count; ++r) {
        const std::string word = r == broken ? "\"open" : others_quoted ? "\"w\"" : "w";
        text += std::to_string(r) + ',' + word + '\n';
    }
    std::vector<std::uint8_t> flags;
    const Rows rows = read_all(text, ',', &flags);
    RC_ASSERT(rows.size() == count + 1);
    for (std::size_t r = 0; r < count; ++r) {
        RC_ASSERT(rows[r + 1][0] == std::to_string(r));
        RC_ASSERT(flags[r] == (r == broken ? row_unclosed_quote : 0));
    }
}

}  // namespace delimited_test
}  // namespace kith::io
