// Every hostile table, read as a register of assets (all columns kept) or as statistics joined to areas: the verdict, the rows read and
// the rows kept are those of csv_verdicts.tsv; the rows read are Python csv's count (csv_counts.py), or the .expected.json's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "engine/io/delimited.hpp"
#include "engine/io/encoding.hpp"
#include "tests/engine/io/reading.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io::test {
namespace csv_verdicts_test {

struct Verdict {
    std::string verdict, read, kept, python;
};

std::map<std::string, Verdict> table() {
    std::ifstream file(std::filesystem::path(KITH_SOURCE_DIR) / "tests/hostile/csv/csv_verdicts.tsv");
    std::map<std::string, Verdict> rows;
    std::string line;
    bool header = true;
    while (std::getline(file, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> cells;
        std::stringstream stream(line);
        for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
        if (!std::exchange(header, false) && cells.size() >= 5) rows[cells[0]] = {cells[1], cells[2], cells[3], cells[4]};
    }
    return rows;
}

std::string toml_text(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string recipe_for(const std::string& name, const std::string& content) {
    const auto decoder = Decoder::create();
    const auto text = decoder->decode(std::as_bytes(std::span(content.data(), content.size())));
    const DelimitedReader reader(text->text(), recognise_delimiter(text->text()));
    std::set<std::string> columns(reader.header().begin(), reader.header().end());
    columns.erase("");
    if (name.starts_with("derived/")) {
        std::string out = "[[areas]]\nfile = \"a.geojson\"\nas = \"ward\"\nid = \"c\"\n[[areas.join]]\nfile = \"j.csv\"\nid = \"ward17_code\"\ncolumns = {";
        for (const std::string& column : columns)
            if (column != "ward17_code") out += (out.back() == '{' ? " " : ", ") + toml_text(column) + " = " + toml_text(column);
        return out + " }\n";
    }
    std::string out = "[[assets]]\nfile = \"t.csv\"\nkeep = [";
    for (const std::string& column : columns) out += (out.back() == '[' ? "" : ", ") + toml_text(column);
    return out + "]\n";
}

std::string verdict_of(const Reading& r) {
    if (!r.error.empty() || !r.tables.table) return "refused";
    if (r.report.has_problems()) return "problems";
    return r.report.counts.empty() ? "clean" : "notes";
}

TEST(HostileCsv, VerdictsAndRows) {
    KITH_NEEDS_SHARED(shared);
    const auto expected = table();
    std::set<std::string> seen;
    for (const char* folder : {"csv", "derived"})
        for (const auto& entry : std::filesystem::directory_iterator(shared / "data/hostile" / folder)) {
            const std::string ending = entry.path().extension().string();
            if (ending != ".csv" && ending != ".tsv" && ending != ".txt") continue;
            const std::string name = std::string(folder) + '/' + entry.path().filename().string();
            seen.insert(name);
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string content{std::istreambuf_iterator<char>(file), {}};
            const Reading r = read(recipe_for(name, content), content);
            std::string codes;
            for (const auto& count : r.report.counts) codes += ' ' + count.code + '=' + std::to_string(count.count);
            const std::string found = name + '\t' + verdict_of(r) + '\t' + std::to_string(r.report.tally.read) + '\t' + std::to_string(r.report.tally.kept);
            const auto row = expected.find(name);
            if (row == expected.end()) {
                ADD_FAILURE() << "not in the table: " << found << '\t' << codes;
                continue;
            }
            const auto& want = row->second;
            EXPECT_EQ(found, name + '\t' + want.verdict + '\t' + want.read + '\t' + want.kept) << codes;
            EXPECT_EQ(want.read, want.python) << name << ": the rows read are not Python csv's count";
        }
    EXPECT_EQ(seen.size(), expected.size());
}

}  // namespace csv_verdicts_test
}  // namespace kith::io::test
