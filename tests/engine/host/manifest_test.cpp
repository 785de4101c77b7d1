// The manifest's grammar: the golden file uses every construct, each bad one is refused with words that help.
#include "engine/host/manifest.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace manifest_test {
using namespace kith;
namespace fs = std::filesystem;

const fs::path golden = fs::path(KITH_SOURCE_DIR) / "tests/golden/manifest";

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    EXPECT_TRUE(stream.good()) << file;
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// "name","what it says" with doubled quotes inside.
std::vector<std::pair<std::string, std::string>> expected_faults() {
    std::istringstream lines(read(golden / "bad/expected.csv"));
    std::vector<std::pair<std::string, std::string>> list;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const std::size_t comma = line.find(',');
        std::string says = line.substr(comma + 1);
        if (says.front() == '"') says = says.substr(1, says.size() - 2);
        list.emplace_back(line.substr(0, comma), says);
    }
    return list;
}

TEST(Manifest, DistancesFromAreasAndByParameter) {
    const auto m = host::parse_manifest(read(golden / "every_construct.json"));
    ASSERT_TRUE(m) << m.error().message;
    EXPECT_EQ(m->near[2].spec.from, privacy::Entity::areas);
    EXPECT_EQ(m->near[2].spec.nearest, 0);
    EXPECT_EQ(m->near[2].of_parameter, "circle");
    EXPECT_EQ(m->near[2].step_free, "with_places");
    EXPECT_FALSE(m->near[2].spec.by_line);
    EXPECT_EQ(m->near[3].spec.to, privacy::Entity::areas);
    EXPECT_TRUE(m->near[3].spec.by_line);
    EXPECT_EQ(m->reach[0].step_free, "with_places");
}

TEST(Manifest, GoldenIsReadWhole) {
    auto read_one = host::parse_manifest(read(golden / "every_construct.json"));
    ASSERT_TRUE(read_one) << read_one.error().message;
    const host::Manifest& m = *read_one;
    EXPECT_EQ(m.id, "kith.every_construct");
    EXPECT_EQ(m.short_name(), "every_construct");
    EXPECT_EQ(m.abi_major, 1);
    EXPECT_EQ(m.abi_minor, 0);
    EXPECT_EQ(m.needs.size(), 5u);
    EXPECT_EQ(m.need(host::Need::whole_network)->facets, (std::vector{column::Facet::friends, column::Facet::neighbours}));
    EXPECT_TRUE(m.about_people());
    EXPECT_TRUE(m.need(host::Need::two_mode)->optional);
    EXPECT_FALSE(m.need(host::Need::ego)->optional);
    EXPECT_EQ(m.inputs.size(), 8u);
    EXPECT_TRUE(m.inputs[1].optional);
    EXPECT_TRUE(m.inputs[2].columns.empty());  // "*"
    ASSERT_EQ(m.lenses.size(), 2u);
    EXPECT_FALSE(m.lenses[0].lens.paid.has_value());
    EXPECT_EQ(m.lenses[1].lens.paid, false);
    EXPECT_EQ(m.lenses[1].lens.valence, 1 | 2);  // good and mixed, so without difficult
    EXPECT_EQ(m.lenses[1].within->parameter, "walk_metres");
    EXPECT_EQ(m.lenses[1].lens.frequency, 1.0);
    EXPECT_EQ(m.lenses[1].lens.unknown_frequency, privacy::Unknown::out);
    EXPECT_EQ(m.near[1].spec.to, privacy::Entity::assets);
    EXPECT_EQ(m.near[1].within.number, 800);
    EXPECT_EQ(m.near[1].spec.of, (std::vector<std::string>{"association", "library"}));
    EXPECT_EQ(m.near[1].spec.but_not, std::vector<std::string>{"bench"});
    EXPECT_EQ(m.reach[0].spec.factor, 1.3);
    ASSERT_EQ(m.parameters.size(), 6u);
    EXPECT_EQ(m.parameters[2].default_number, 1);
    EXPECT_EQ(m.parameters[3].default_number, 1);  // "outer"
    EXPECT_EQ(m.parameters[3].only_when, "with_places");
    EXPECT_EQ(m.parameters[4].default_number, -1);
    EXPECT_EQ(m.parameters[5].type, host::ParameterType::column);
    EXPECT_EQ(m.parameters[5].of, "layer");
    EXPECT_EQ(m.parameters[5].default_text, "population|inventory.density");
    EXPECT_TRUE(m.threads);
    ASSERT_EQ(m.columns.size(), 5u);
    EXPECT_TRUE(m.columns[0].interval);
    EXPECT_TRUE(m.columns[3].every_layer);
    EXPECT_TRUE(m.columns[4].whole_network);
    ASSERT_EQ(m.tables.size(), 2u);
    EXPECT_EQ(m.tables[0].subject, 0);
    EXPECT_EQ(m.tables[0].columns[1].kind.segment, "assets");
    EXPECT_EQ(m.tables[0].columns[1].kind.column, "subtype");
    ASSERT_EQ(m.messages.size(), 4u);
    EXPECT_EQ(m.messages[0].claim, host::Claim::introduction);
    EXPECT_EQ(m.messages[0].at_most, 3);
    EXPECT_EQ(m.messages[0].text.arguments.size(), 4u);
    EXPECT_EQ(m.messages[1].change, 1);
    EXPECT_EQ(m.word_list("circles")->size(), 4u);
    ASSERT_EQ(m.results_of.size(), 2u);
    EXPECT_EQ(m.results_of[0].as, "inventory");
    EXPECT_EQ(m.results_of[0].output, "density");
    EXPECT_TRUE(m.results_of[0].optional);
    EXPECT_EQ(m.results_of[1].entity, host::Entity::person);
    EXPECT_FALSE(m.results_of[1].optional);
    EXPECT_TRUE(host::language_faults(m).empty());
}

TEST(Manifest, BadOnesAreRefusedWithTheirPlace) {
    const auto faults = expected_faults();
    EXPECT_GE(faults.size(), 35u);
    for (const auto& [file, says] : faults) {
        auto made = host::parse_manifest(read(golden / "bad" / file));
        ASSERT_FALSE(made) << file << " was accepted";
        EXPECT_NE(made.error().message.find(says), std::string::npos) << file << " says: " << made.error().message;
    }
}

TEST(Manifest, BundledOnesHold) {
    int found = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(KITH_SOURCE_DIR) / "plugins")) {
        const fs::path file = entry.path() / "manifest.json";
        if (!fs::exists(file)) continue;
        ++found;
        auto made = host::parse_manifest(read(file));
        ASSERT_TRUE(made) << file << ": " << made.error().message;
        EXPECT_EQ(made->id, "kith." + entry.path().filename().string());
        for (const std::string& fault : host::language_faults(*made)) ADD_FAILURE() << file << ": " << fault;
    }
    EXPECT_GE(found, 3);
}

TEST(Manifest, TooLargeIsRefused) { EXPECT_EQ(host::parse_manifest(std::string((1 << 20) + 1, ' ')).error().code, base::Code::too_large); }

TEST(Manifest, LanguageIsChecked) {
    auto made = host::parse_manifest(read(golden / "every_construct.json"));
    ASSERT_TRUE(made);
    made->title = "Risk scores of service users";
    made->changes[0].source = "Make a referral.";
    const auto faults = host::language_faults(*made);
    ASSERT_EQ(faults.size(), 3u);
    EXPECT_EQ(faults[0], "the title says \"risk score\" (write: reasons to have a conversation)");
    made->title = "Asked patiently, with a clientele of one";
    made->changes[0].source = "x";
    EXPECT_TRUE(host::language_faults(*made).empty());
}

}  // namespace manifest_test
