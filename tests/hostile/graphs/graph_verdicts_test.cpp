// Every hostile network, read as people and as ties: what each gives is that of graph_verdicts.tsv, each row of which was judged by a
// person. And what no file of that folder shows: entities, document types, deep nesting, numbers that promise more than the file holds.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "tests/engine/io/network_reading.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/verdicts.hpp"

namespace kith::io::test {
namespace graph_verdicts_test {

std::string said_of(const NetworkReading& r) {
    return NetworkReading::verdict_of(r.nodes) + ' ' + NetworkReading::counts_of(r.nodes) + '\t' + NetworkReading::verdict_of(r.ties) + ' ' +
           NetworkReading::counts_of(r.ties) + '\t' + r.codes();
}

TEST(HostileGraphs, Verdicts) {
    KITH_NEEDS_SHARED(shared);
    std::map<std::string, kith::test::VerdictRow> table;
    for (auto& row : kith::test::verdict_table(std::filesystem::path(KITH_SOURCE_DIR) / "tests/hostile/graphs/graph_verdicts.tsv")) table[row["file"]] = row;
    std::set<std::string> seen;
    const std::map<std::string, std::string> formats{{".graphml", "graphml"}, {".gml", "gml"}, {".net", "pajek"}};
    for (const char* folder : {"graphs", "fuzz-seeds"})
        for (const auto& entry : std::filesystem::directory_iterator(shared / "data/hostile" / folder)) {
            const auto format = formats.find(entry.path().extension().string());
            if (format == formats.end()) continue;
            const std::string name = std::string(folder) + '/' + entry.path().filename().string();
            seen.insert(name);
            const NetworkReading r = read_network(entry.path().filename().string(), "network " + format->second, kith::test::bytes_of(entry.path()));
            auto& want = table[name];
            EXPECT_EQ(name + '\t' + said_of(r), name + '\t' + want["people"] + '\t' + want["ties"] + '\t' + want["codes"]) << r.nodes.error << r.ties.error;
        }
    EXPECT_EQ(seen.size(), table.size());
}

std::string graphml(const std::string& inside) { return "<?xml version=\"1.0\"?>" + inside; }

TEST(HostileGraphs, EntitiesAndDocumentTypesAreRefusedInASentence) {
    const std::string laughs =
        "<!DOCTYPE g [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><graphml><graph edgedefault=\"directed\"><node id=\"&c;\"/></graph></graphml>";
    const std::string outside = "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><graphml><graph><node id=\"&x;\"/></graph></graphml>";
    const std::string fetched = "<!DOCTYPE graphml SYSTEM \"http://example.org/graphml.dtd\"><graphml/>";
    for (const std::string& text : {laughs, outside, fetched})
        for (const char* format : {"graphml", "gexf"}) {
            const NetworkReading r = read_network("g.xml", std::string("network ") + format, graphml(text));
            EXPECT_EQ(r.nodes.error, "g.xml, line 1: the file has a document type declaration (<!DOCTYPE), which could fetch or multiply texts; delete that declaration and read it again.");
            EXPECT_EQ(r.nodes.report.tally.read, 0);
        }
}

TEST(HostileGraphs, NestingHasALimit) {
    std::string deep, records;
    for (int i = 0; i < 100000; ++i) deep += "<node id=\"a\"><graph>";
    for (int i = 0; i < 100000; ++i) records += "graph [ ";
    EXPECT_NE(read_network("g.graphml", "network graphml", "<graphml><graph>" + deep).nodes.error.find("nested more than 200 deep"), std::string::npos);
    EXPECT_NE(read_network("g.gexf", "network gexf", "<gexf><graph>" + deep).ties.error.find("nested more than 200 deep"), std::string::npos);
    EXPECT_NE(read_network("g.gml", "network gml", records).nodes.error.find("nested more than 64 deep"), std::string::npos);
}

TEST(HostileGraphs, NumbersThatPromiseMoreThanTheFileHolds) {
    for (const char* count : {"2000000000", "99999999999999999999", "-1", "many", ""}) {
        const NetworkReading r = read_network("g.net", "network pajek", std::string("*Vertices ") + count + "\n1 \"a\"\n*Arcs\n1 2\n");
        EXPECT_NE(r.nodes.error.find("line 1: *Vertices must be followed by their number"), std::string::npos) << count;
        EXPECT_EQ(r.nodes.report.tally.read, 0);
    }
    const NetworkReading wide = read_network("g.txt", "network matrix", std::string(300, '1') + "\n");
    EXPECT_EQ(wide.nodes.report.tally.kept, 1) << "one long number is a matrix of one";
    EXPECT_NE(read_network("g.txt", "network matrix", "0 1\n0 1 1\n").ties.error.find("line 2"), std::string::npos);
}

/// A default of a megabyte for each of many nodes costs a megabyte.
TEST(HostileGraphs, DefaultsAreNotMultiplied) {
    std::string text = "<graphml><key id=\"k\" for=\"node\" attr.name=\"k\"><default>" + std::string(1 << 20, 'x') + "</default></key><graph edgedefault=\"directed\">";
    for (int i = 0; i < 20000; ++i) text += "<node id=\"" + std::to_string(i) + "\"/>";
    text += "</graph></graphml>";
    const Reading r = read("[[people]]\nfile = \"g.graphml\"\nkeep = [\"k\"]\n", text);
    EXPECT_EQ(r.report.tally.kept, 20000);
    ASSERT_TRUE(r.tables.table);
    EXPECT_LT(r.tables.table->memory().bytes().size(), std::size_t{4} << 20);
}

}  // namespace graph_verdicts_test
}  // namespace kith::io::test
