#include "engine/io/recipe.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "engine/io/recipe_blocks.hpp"

namespace kith::io {
namespace recipe_test {

const std::filesystem::path golden = std::filesystem::path(KITH_SOURCE_DIR) / "tests/golden/recipes";

Recipe parsed(const std::string& text) {
    auto recipe = parse_recipe(text, "r.toml");
    EXPECT_TRUE(recipe) << recipe.error().message;
    return recipe ? *recipe : Recipe();
}

std::string refused(const std::string& text) {
    const auto recipe = parse_recipe(text, "r.toml");
    EXPECT_FALSE(recipe);
    return recipe ? std::string() : recipe.error().message;
}

const std::string head = "kith = 1\n[place]\nname = \"P\"\n";

Recipe golden_recipe(const std::string& name) {
    auto recipe = read_recipe(golden / (name + ".toml"));
    EXPECT_TRUE(recipe) << recipe.error().message;
    return recipe ? *recipe : Recipe();
}

// ---- the contract: data/schemas/recipe.schema.json -----------------------------------------------------------------

using Keys = std::set<std::string>;

/// Every table that the schema describes, by the path to it: its keys and the required ones.
void walk(const nlohmann::json& schema, nlohmann::json node, const std::string& path, std::map<std::string, std::pair<Keys, Keys>>& out) {
    while (node.contains("$ref")) {
        const auto ref = node["$ref"].get<std::string>();
        node = schema["definitions"][ref.substr(ref.rfind('/') + 1)];
    }
    if (node.contains("properties")) {
        auto& entry = out[path];
        for (const auto& [key, value] : node["properties"].items()) {
            entry.first.insert(key);
            walk(schema, value, path.empty() ? key : path + '.' + key, out);
        }
        if (node.contains("required"))
            for (const auto& key : node["required"]) entry.second.insert(key.get<std::string>());
    }
    if (node.contains("items")) walk(schema, node["items"], path, out);
    if (node.contains("additionalProperties") && node["additionalProperties"].is_object()) walk(schema, node["additionalProperties"], path + ".*", out);
    for (const char* word : {"anyOf", "allOf", "oneOf"})
        if (node.contains(word))
            for (const auto& part : node[word]) walk(schema, part, path, out);
}

std::pair<Keys, Keys> known(std::string_view table) {
    for (const KnownKeys& k : known_keys())
        if (k.table == table) return {Keys(k.keys.begin(), k.keys.end()), Keys(k.required.begin(), k.required.end())};
    ADD_FAILURE() << "the parser has no table " << table;
    return {};
}

TEST(Recipe, ParserAndSchemaKnowTheSameKeys) {
    std::ifstream file(std::filesystem::path(KITH_SOURCE_DIR) / "data/schemas/recipe.schema.json");
    ASSERT_TRUE(file);
    const auto schema = nlohmann::json::parse(file);
    std::map<std::string, std::pair<Keys, Keys>> tables;
    walk(schema, schema, "", tables);
    ASSERT_GT(tables.size(), 60u);
    const std::map<std::string, std::string> by_ending{{".columns.*", "indicator"}, {".lists.*", "list_column"}};
    const Keys field{"all", "column", "map"}, list{"all", "column", "map", "separator"};
    std::set<std::string> compared;
    for (auto [path, keys] : tables) {
        std::string table = path.empty() ? "recipe" : path;
        for (const auto& [ending, name] : by_ending)
            if (path.ends_with(ending)) table = name;
        if (keys.first == field) table = "field";
        if (keys.first == list) table = "list_field";
        if (path.starts_with("people.asked.")) table = "facet";
        const auto ours = known(table);
        EXPECT_EQ(ours.first, keys.first) << path;
        EXPECT_EQ(ours.second, keys.second) << path;
        compared.insert(table);
    }
    for (const KnownKeys& k : known_keys()) EXPECT_TRUE(compared.contains(std::string(k.table))) << k.table << " is not in the schema";
}

TEST(Recipe, GoldenOnesAreRead) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden)) {
        if (entry.path().extension() != ".toml") continue;
        const auto recipe = read_recipe(entry.path());
        EXPECT_TRUE(recipe) << recipe.error().message;
        ++count;
    }
    EXPECT_GE(count, 24);
}

// tests/golden/recipes/bad/expected.csv: recipe, the key that the message must name, the nearest known word that it must propose.
TEST(Recipe, BadOnesAreRefusedByName) {
    std::ifstream file(golden / "bad/expected.csv");
    std::string line;
    ASSERT_TRUE(std::getline(file, line));
    int count = 0;
    while (std::getline(file, line)) {
        std::stringstream cells(line);
        std::string name, key, nearest;
        std::getline(cells, name, ',');
        std::getline(cells, key, ',');
        std::getline(cells, nearest, ',');
        const auto recipe = read_recipe(golden / "bad" / name);
        ASSERT_FALSE(recipe) << name;
        const std::string& message = recipe.error().message;
        EXPECT_EQ(recipe.error().code, base::Code::bad_input);
        EXPECT_TRUE(message.starts_with(name)) << message;
        EXPECT_NE(message.find(key), std::string::npos) << message;
        if (!nearest.empty()) {
            EXPECT_NE(message.find("nearest is \"" + nearest + '"'), std::string::npos) << message;
        }
        ++count;
    }
    EXPECT_GE(count, 19);
    for (const auto& entry : std::filesystem::directory_iterator(golden / "bad")) {
        if (entry.path().extension() != ".toml") continue;
        EXPECT_FALSE(read_recipe(entry.path())) << entry.path();
    }
}

// kith-reader is given a block as JSON: it must mean the same there.
template <class Block>
void expect_same_from_json(const std::vector<Block>& blocks, Block (*read)(Complaints&, const Node&)) {
    for (const Block& block : blocks) {
        const auto node = node_from_json(block.json);
        ASSERT_TRUE(node);
        Complaints complaints("request");
        const Block again = read(complaints, *node);
        EXPECT_FALSE(complaints.any()) << complaints.first().message;
        EXPECT_EQ(again.json, block.json);
        EXPECT_EQ(again.file, block.file);
        ASSERT_EQ(again.where.size(), block.where.size());
        for (std::size_t i = 0; i < block.where.size(); ++i) EXPECT_EQ(again.where[i].values.size(), block.where[i].values.size());
        EXPECT_EQ(again.missing.everywhere, block.missing.everywhere);
        EXPECT_EQ(again.missing.of_column, block.missing.of_column);
    }
}

TEST(Recipe, BlocksSurviveAsJson) {
    for (const auto& entry : std::filesystem::directory_iterator(golden)) {
        if (entry.path().extension() != ".toml") continue;
        const auto recipe = read_recipe(entry.path());
        ASSERT_TRUE(recipe);
        for (const Areas& areas : recipe->areas) expect_same_from_json(areas.joins, join_of);
        expect_same_from_json(recipe->backdrop, backdrop_of);
        expect_same_from_json(recipe->people, people_of);
        expect_same_from_json(recipe->households, households_of);
        expect_same_from_json(recipe->assets, assets_of);
        expect_same_from_json(recipe->ties, ties_of);
        expect_same_from_json(recipe->observations, observations_of);
        expect_same_from_json(recipe->events, events_of);
        expect_same_from_json(recipe->never_introduce, never_introduce_of);
    }
}

// ---- what the constructs mean ----------------------------------------------------------------------------------------

TEST(Recipe, PlaceAndDefaults) {
    const Recipe least = golden_recipe("minimal");
    EXPECT_EQ(least.name, "Larkmere (invented)");
    EXPECT_EQ(least.crs, "EPSG:27700");
    EXPECT_DOUBLE_EQ(least.whole_network_share, 0.8);
    EXPECT_FALSE(least.as_of);
    const Recipe place = golden_recipe("place");
    ASSERT_TRUE(place.as_of);
    EXPECT_EQ(place.as_of->days, 20634);  // 2026-06-30: date -d 2026-06-30 +%s / 86400
    EXPECT_EQ(place.as_of->precision, column::Precision::day);
    EXPECT_DOUBLE_EQ(place.whole_network_share, 0.6);
    EXPECT_EQ(place.note, "Invented. Nobody here exists.");
    const Recipe month = golden_recipe("place_as_of_month");
    EXPECT_EQ(month.as_of->days, 20605);  // 2026-06-01
    EXPECT_EQ(month.as_of->precision, column::Precision::month);
}

TEST(Recipe, Layers) {
    const Recipe recipe = golden_recipe("areas");
    ASSERT_EQ(recipe.areas.size(), 4u);
    EXPECT_FALSE(recipe.areas[0].primary);
    EXPECT_TRUE(recipe.areas[1].primary);
    EXPECT_TRUE(recipe.areas[0].partition) << "official: a partition unless said otherwise";
    EXPECT_FALSE(recipe.areas[2].partition) << "drawn: overlapping unless said otherwise";
    EXPECT_DOUBLE_EQ(recipe.areas[1].gap.value, 2.5);
    ASSERT_EQ(recipe.areas[1].where.size(), 1u);
    EXPECT_EQ(recipe.areas[1].where[0].values.size(), 2u);
    ASSERT_EQ(recipe.areas[0].columns.size(), 2u);
    EXPECT_EQ(recipe.areas[0].columns[0].column, "density");
    EXPECT_EQ(recipe.areas[0].columns[0].as, "people_per_km2");
    EXPECT_TRUE(parsed(head + "[[areas]]\nfile='a'\nas='one'\nid='i'\n[[areas]]\nfile='b'\nas='two'\nid='i'\n").areas[0].primary)
        << "the first when none says so";
}

TEST(Recipe, Joins) {
    const Recipe recipe = golden_recipe("areas_join");
    ASSERT_EQ(recipe.areas.at(0).joins.size(), 3u);
    const auto& wide = recipe.areas[0].joins[1];
    ASSERT_EQ(wide.columns.size(), 2u);
    EXPECT_EQ(wide.columns[1].as, "loneliness_share");
    EXPECT_EQ(wide.columns[1].method, column::Method::from_area_type);
    EXPECT_EQ(wide.missing.everywhere, (WordStates{{"*", column::State::withheld}}));
    ASSERT_EQ(wide.missing.of_column.size(), 1u);
    EXPECT_EQ(wide.missing.of_column[0].first, "loneliness");
    const auto& tall = recipe.areas[0].joins[2];
    EXPECT_TRUE(tall.sum);
    EXPECT_EQ(tall.value, "value");
    ASSERT_EQ(tall.columns.size(), 1u);
    EXPECT_EQ(tall.columns[0].as, "population_65_plus");
    EXPECT_EQ(recipe.areas[0].json.find("age_bands"), std::string::npos) << "the reader of the areas is not told of the joins";
}

TEST(Recipe, People) {
    const Recipe recipe = golden_recipe("people");
    const People& people = recipe.people.at(0);
    EXPECT_EQ(people.position.crs, "EPSG:4326");
    EXPECT_EQ(people.asked.all, column::Asked::complete);
    EXPECT_EQ(people.introduce.all, "yes");
    EXPECT_TRUE(people.keep_under_18);
    ASSERT_EQ(people.lists.size(), 3u);
    EXPECT_EQ(people.lists[0].column, "can help with");
    EXPECT_EQ(people.lists[0].as, "offers");
    EXPECT_EQ(people.lists[0].separator, ",");
    ASSERT_EQ(people.where.size(), 1u);
    EXPECT_EQ(people.where[0].values[0].kind, Where::Kind::number);
    EXPECT_DOUBLE_EQ(people.where[0].values[0].number, 2);

    const People words = golden_recipe("people_words").people.at(0);
    EXPECT_EQ(words.position.crs, "EPSG:27700") << "easting and northing";
    EXPECT_EQ(words.role.column, "who");
    EXPECT_EQ(words.role.map.size(), 4u);
    EXPECT_EQ(words.agreement.permission.separator, ",");
    const People scoped = golden_recipe("people_scope").people.at(1);
    EXPECT_EQ(scoped.scope_id, ".egoID");
    EXPECT_EQ(scoped.role.all, "alter");
    const People facets = golden_recipe("people_asked_facets").people.at(0);
    EXPECT_EQ(facets.asked.facets.size(), 15u);
    EXPECT_EQ(facets.asked.on, "asked_on");
    const auto friends = std::find_if(facets.asked.facets.begin(), facets.asked.facets.end(), [](const auto& f) { return f.first == "friends"; });
    EXPECT_EQ(friends->second.on, "friends_on");
    EXPECT_EQ(friends->second.map.size(), 2u);
    const People asked = golden_recipe("people_instrument").people.at(0);
    ASSERT_EQ(asked.instruments.size(), 3u);
    EXPECT_EQ(asked.instruments[0].items.size(), 6u);
    EXPECT_EQ(asked.instruments[0].mode.all, "in_person");
}

TEST(Recipe, AssetsTiesAndTheRest) {
    const Recipe kinds = golden_recipe("assets_one_kind");
    EXPECT_EQ(kinds.assets.at(0).kind.all, "library");
    EXPECT_EQ(kinds.assets.at(1).stance.all, (std::vector<std::string>{"with", "by"}));
    EXPECT_EQ(kinds.assets.at(2).position.area_layer, "ward");
    const Recipe features = golden_recipe("assets_features");
    EXPECT_EQ(features.assets.at(0).format, Format::features) << "by its ending";
    EXPECT_EQ(features.assets.at(2).format, Format::table);
    EXPECT_EQ(features.assets.at(2).wkt, "WKT");
    EXPECT_EQ(features.assets.at(2).position.crs, "EPSG:27700");
    const Recipe ties = golden_recipe("ties_one_kind");
    EXPECT_EQ(ties.ties.at(0).since.all, "1995-02");
    EXPECT_EQ(ties.ties.at(1).frequency.all, "4");
    EXPECT_EQ(ties.ties.at(1).to_is, EndKind::asset);
    EXPECT_EQ(ties.ties.at(2).from_scope, ".egoID");
    EXPECT_EQ(ties.ties.at(2).to_scope, "");
    const Recipe words = golden_recipe("ties_words");
    const WordMap& frequency = words.ties.at(0).frequency.map;
    EXPECT_NE(std::find(frequency.begin(), frequency.end(), std::pair<std::string, std::string>("weekly", "4.3")), frequency.end());
    const Recipe lenses = golden_recipe("lenses");
    EXPECT_EQ(lenses.lenses.at(0).paid, false);
    EXPECT_EQ(lenses.lenses.at(2).unknown_within, UnknownIs::out);
    EXPECT_EQ(lenses.lenses.at(2).valence.size(), 2u);
    const Recipe analyses = golden_recipe("analyses");
    EXPECT_EQ(analyses.analyses.at(0).as, "inventory") << "the id after its last dot";
    EXPECT_EQ(analyses.analyses.at(1).parameters, R"({"walk_metres":400})");
    EXPECT_EQ(analyses.analyses.at(2).lens, "unpaid");
}

// ---- what is refused ------------------------------------------------------------------------------------------------

TEST(Recipe, OneSentenceWithFileAndLine) {
    EXPECT_EQ(refused(head + "\n[[people]]\nfile = 'p.csv'\nid = 'id'\nhousehould = 'h'\n"),
        "r.toml, line 8: [[people]] has no key \"househould\"; the nearest is \"household\".");
    EXPECT_EQ(refused(head + "[[people]]\nfile = 'p.csv'\nid = 7\n"), "r.toml, line 6: id in [[people]] must be text in quotes.");
    EXPECT_EQ(refused("kith = 2\n[place]\nname='x'\n"), "r.toml, line 1: kith in the recipe must be 1: this Kith reads recipes of version 1.");
    EXPECT_EQ(refused(head + "x = \n").substr(0, 15), "r.toml, line 4:");
}

TEST(Recipe, WhatExcludesEachOther) {
    const std::string ties = head + "[[ties]]\nfile='t'\nfrom='a'\nto='b'\n", people = head + "[[people]]\nfile='p'\nid='i'\n";
    for (const std::string& text : {
             ties + "kind='k'\nkind_value='friend'\n",
             ties + "scope_id='s'\nto_scope_id='t'\n",
             ties + "paid={all='no', column='p'}\n",
             ties + "paid={map={a='b'}}\n",
             ties + "frequency={all='often'}\n",
             ties + "frequency={column='f', map={often='very'}}\n",
             people + "x='x'\n",
             people + "x='x'\neasting='e'\n",
             people + "area_layer='ward'\n",
             people + "role={all='particpant'}\n",
             people + "keep=['a','a']\n",
             people + "keep='a'\n",
             people + "lists={a={separator=';', as='role'}}\n",
             people + "introduce={all='perhaps'}\n",
             people + "own_view_until={all='soon'}\n",
             people + "state={all='gone'}\n",
             ties + "since={all='long ago'}\n",
             ties + "strength={all=2}\n",
             ties + "closeness={all='close'}\n",
             ties + "direction={all='both'}\n",
             head + "[[assets]]\nfile='a.csv'\nlanguages='l'\nlists={languages=';'}\n",
             people + "lists={a=';', b={separator=',', as='a'}}\n",
             people + "asked={all='completely'}\n",
             people + "missing={'9'='missing'}\n",
             people + "where={a=[]}\n",
             head + "[people]\nfile='p'\nid='i'\n",
             head + "[[areas]]\nfile='a'\nas='Ward'\nid='i'\n",
             head + "[[areas]]\nfile='a'\nas='w'\nid='i'\n[[areas]]\nfile='b'\nas='w'\nid='i'\n",
             head + "[[areas]]\nfile='a'\nas='v'\nprimary=true\nid='i'\n[[areas]]\nfile='b'\nas='w'\nprimary=true\nid='i'\n",
             head + "[[areas]]\nfile='a'\nas='w'\nid='i'\ncolumns={a='n'}\n[[areas.join]]\nfile='j'\nid='i'\ncolumns={b='n'}\n",
             head + "[[areas]]\nfile='a'\nas='w'\nid='i'\n[[areas.join]]\nfile='j'\nid='i'\nvalue='v'\n",
             head + "[[areas]]\nfile='a'\nas='w'\nid='i'\n[[people]]\nfile='p'\nid='i'\narea='x'\narea_layer='v'\n",
             people + "postcode='pc'\n",
             people + "uprn='u'\n[[lookups]]\nof='postcode'\nfile='l'\nid='pc'\nx='x'\ny='y'\n",
             people + "placed_by={all='guess'}\n",
             head + "[[lookups]]\nof='postcode'\nfile='l'\nx='x'\ny='y'\n",
             head + "[[lookups]]\nof='postcode'\nfile='l'\nid='pc'\n",
             head + "[[lenses]]\nas='l'\nunknown={paid='in'}\n",
             head + "[[lenses]]\nas='l'\n[[lenses]]\nas='l'\n",
             head + "[[analyses]]\nuse='inventory'\n",
             head + "[[analyses]]\nuse='kith.inventory'\nlens='nobody'\n",
             head + "[[analyses]]\nuse='kith.inventory'\n[[analyses]]\nuse='kith.inventory'\n",
             std::string("kith = 1\n[place]\nname='x'\nwhole_network_share=0\n"),
             std::string("kith = 1\n[place]\nname='x'\nas_of='30/06/2026'\n"),
             std::string("kith = 1\n[place]\nname=''\n"),
         }) {
        const std::string message = refused(text);
        EXPECT_TRUE(message.starts_with("r.toml, line ")) << text << '\n' << message;
        EXPECT_TRUE(message.ends_with(".")) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
}

TEST(Recipe, MissingFileIsSaid) {
    const auto recipe = read_recipe("/nowhere/at/all.toml");
    ASSERT_FALSE(recipe);
    EXPECT_EQ(recipe.error().code, base::Code::not_found);
}

}  // namespace recipe_test
}  // namespace kith::io
