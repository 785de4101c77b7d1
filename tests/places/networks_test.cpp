// Every network of the shared data, in the role that fits it: networks.tsv has what each gives, and what networkx, igraph or Python's
// csv count in it (network_counts.py).
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "engine/place/pipeline.hpp"
#include "tests/engine/io/network_reading.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/verdicts.hpp"

namespace kith::io::test {
namespace networks_test {

TEST(Networks, EachAsItsTableSays) {
    KITH_NEEDS_SHARED(shared);
    std::map<std::string, kith::test::VerdictRow> table;
    for (auto& row : kith::test::verdict_table(std::filesystem::path(KITH_SOURCE_DIR) / "tests/places/networks.tsv")) table[row["file"]] = row;
    std::set<std::string> seen;
    const auto folder = shared / "data/networks";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = std::filesystem::relative(entry.path(), folder).generic_string();
        seen.insert(name);
        const auto at = table.find(name);
        if (at == table.end()) {
            ADD_FAILURE() << "not in the table: " << name;
            continue;
        }
        auto& want = at->second;
        const NetworkReading r = read_network(entry.path().filename().string(), want["as"], kith::test::bytes_of(entry.path()));
        const bool nodes = want["as"].starts_with("network") || want["as"].starts_with("people");
        const bool ties = want["as"].starts_with("network") || want["as"].starts_with("ties");
        const std::string found = name + '\t' + want["as"] + '\t' + (nodes ? NetworkReading::verdict_of(r.nodes) + ' ' + NetworkReading::counts_of(r.nodes) : "") + '\t' +
                                  (ties ? NetworkReading::verdict_of(r.ties) + ' ' + NetworkReading::counts_of(r.ties) : "") + '\t' + r.codes();
        const std::string expected = name + '\t' + want["as"] + '\t' + want["people"] + '\t' + want["ties"] + '\t' + want["codes"];
        EXPECT_EQ(found, expected) << r.nodes.error << r.ties.error;
        // Rows read are what an independent reader counts, unless the row says why not.
        if (!want["why"].empty()) continue;
        EXPECT_EQ(nodes ? std::to_string(r.nodes.report.tally.read) : "", want["nodes counted"]) << name;
        EXPECT_EQ(ties ? std::to_string(r.ties.report.tally.read) : "", want["ties counted"]) << name;
    }
    for (const auto& [name, row] : table) EXPECT_TRUE(seen.contains(name)) << name << " is in the table and not among the files";
}

/// A place of the shared data's networks, by a recipe. Its people are its only nodes.
place::PlacePtr place_of(const std::filesystem::path& shared, const std::string& blocks) {
    const auto recipe = parse_recipe("kith = 1\n[place]\nname = \"Networks\"\n" + blocks, "r.toml");
    if (!recipe) {
        ADD_FAILURE() << recipe.error().message;
        return nullptr;
    }
    base::JobContext job;
    const auto place = place::read_place(*recipe, shared / "data/networks", job);
    if (!place) ADD_FAILURE() << place.error().message;
    return place ? *place : nullptr;
}

using Pairs = std::multiset<std::pair<int, int>>;

/// The ties as pairs of people's numbers, the smaller first. An id is `prefix` and a number, counted from `first`.
Pairs pairs_of(const place::Place& place, const std::string& prefix, int first) {
    const place::Revision& revision = *place.revision;
    const column::Column& ids = *revision.column("people.names", "id");
    const auto from = revision.column("ties", "from")->i32(), to = revision.column("ties", "to")->i32();
    const auto number = [&](std::int32_t node) { return std::stoi(std::string(ids.text(static_cast<std::size_t>(node)).substr(prefix.size()))) - first; };
    Pairs pairs;
    for (std::size_t row = 0; row < from.size(); ++row) pairs.insert(std::minmax({number(from[row]), number(to[row])}));
    return pairs;
}

const std::string friends = "kind_value = \"friend\"\n";

TEST(Networks, KarateIsOneGraphWhateverItComesFrom) {
    KITH_NEEDS_SHARED(shared);
    const auto csv = place_of(shared, "[[people]]\nfile = \"karate_nodes.csv\"\nid = \"id\"\n[[ties]]\nfile = \"karate_edges.csv\"\nfrom = \"source\"\nto = \"target\"\n" + friends);
    const auto graphml = place_of(shared, "[[people]]\nfile = \"karate.graphml\"\n[[ties]]\nfile = \"karate.graphml\"\n" + friends);
    const auto gml = place_of(shared, "[[people]]\nfile = \"karate_newman.gml\"\n[[ties]]\nfile = \"karate_newman.gml\"\n" + friends);
    ASSERT_TRUE(csv && graphml && gml);
    const Pairs expected = pairs_of(*csv, "", 1);
    EXPECT_EQ(expected.size(), 78u);
    EXPECT_EQ(pairs_of(*graphml, "n", 0), expected);
    EXPECT_EQ(pairs_of(*gml, "", 1), expected);
    for (const auto& place : {csv, graphml, gml}) {
        EXPECT_EQ(place->revision->column("people.names", "id")->rows(), 34u);
        for (const auto& report : place->reports) EXPECT_TRUE(report.tally.balances() && !report.has_problems()) << report.file;
    }
    // "mutual" is what the two formats say of a graph without directions.
    for (const auto& place : {graphml, gml})
        for (const std::int32_t direction : place->revision->column("ties", "direction")->i32()) EXPECT_EQ(direction, 2);
}

// Glasgow s50 (SOURCES.md; RSiena's manual): 9 is missing, 10 a structural zero, 11 a structural one. Counted by hand in the first wave:
// 112 ones, a structural one, 2 structural zeros and 2 that are missing: 117 cells that are not 0.
TEST(Networks, GlasgowsCodes) {
    KITH_NEEDS_SHARED(shared);
    const std::string matrix = "file = \"glasgow_s50/s50-network1.dat\"\nformat = \"matrix\"\n";
    const auto place = place_of(shared, "[[people]]\n" + matrix + "[[ties]]\n" + matrix + friends +
                                            "strength = { column = \"value\", map = { 10 = 0, 11 = 1 } }\nmissing = { value = { 9 = \"dont_know\" } }\n");
    ASSERT_TRUE(place);
    EXPECT_EQ(place->revision->column("people.names", "id")->rows(), 50u) << "isolates come from the count of lines";
    const auto& report = place->reports.back();
    const auto count = [&](std::string_view code) {
        std::int64_t found = 0;
        for (const auto& one : report.counts) found += one.code == code ? one.count : 0;
        return found;
    };
    EXPECT_EQ(report.tally.read, 117);
    EXPECT_EQ(count("unknown_tie"), 2);
    EXPECT_EQ(count("no_tie"), 2);
    EXPECT_EQ(report.tally.filtered, 4);
    // 113 girls' words for it are 74 friendships, as the file whose ties were made symmetric upstream has them.
    EXPECT_EQ(report.tally.kept + report.tally.merged, 113);
    EXPECT_EQ(report.tally.kept, 74);
    EXPECT_FALSE(report.has_problems());
}

}  // namespace networks_test
}  // namespace kith::io::test
