// Cells as people type them, and recipes with other analyses in them.
#include <gtest/gtest.h>

#include "engine/io/recipe.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/recipe_text.hpp"

using namespace kith;
using namespace kith::session;
using column::Type;

TEST(CellText, ReadsWhatPeopleTypeAndSaysItTheSameWay) {
    struct Case {
        const char* field;
        Type type;
        const char* typed;
        Value value;
        const char* said;
    };
    const Case cases[] = {{"people/introduce", Type::boolean, "Yes", true, "yes"},
                          {"people/own_view", Type::i32, "happy as is", std::int64_t{1}, "happy as is"},
                          {"people/role", Type::i32, "Connector", std::int64_t{2}, "connector"},
                          {"ties/closeness", Type::i32, " 4 ", std::int64_t{4}, "4"},
                          {"ties/strength", Type::f64, "0.25", 0.25, "0.25"},
                          {"people.names/name", Type::text, " Ann ", std::string("Ann"), "Ann"},
                          {"people.gifts/offers", Type::text_list, "tea; ; chess", std::vector<std::string>{"tea", "chess"}, "tea; chess"},
                          {"ties/since", Type::date, "2024-02-29", Date{19782, column::Precision::day}, "2024-02-29"},
                          {"ties/since", Type::date, "2020-05", Date{18383, column::Precision::month}, "2020-05"},
                          {"people.positions/point", Type::point, "400000.5, 300000", Point{400000.5, 300000}, "400000.5, 300000"},
                          {"people/introduce", Type::boolean, "don't know", Missing{column::State::dont_know}, "dont know"},
                          {"people/introduce", Type::boolean, "not asked", Missing{column::State::not_asked}, "not asked"},
                          {"people/introduce", Type::boolean, "", Missing{column::State::unstated}, ""}};
    for (const Case& one : cases) {
        const auto value = value_from_text(one.field, one.type, one.typed);
        ASSERT_TRUE(value) << one.typed << ": " << value.error().message;
        EXPECT_EQ(*value, one.value) << one.typed;
        EXPECT_EQ(text_of(one.field, *value), one.said);
    }
    for (const auto& [field, type, typed] : {std::tuple{"people/introduce", Type::boolean, "maybe"}, {"people/role", Type::i32, "king"}, {"ties/strength", Type::f64, "0,5"},
                                             {"ties/closeness", Type::i32, "2.5"}, {"ties/since", Type::date, "soon"}, {"people.positions/point", Type::point, "here"}})
        EXPECT_FALSE(value_from_text(field, type, typed)) << typed;
}

TEST(RecipeText, OnlyTheAnalysesAreOthers) {
    const std::string recipe =
        "# A place\nkith = 1\n[place]\nname = \"Here\"\nnote = \"\"\"\n[[analyses]]\nis not one\"\"\"\n\n[[analyses]]\nuse = \"kith.old\"\n[analyses.parameters]\nwalk = 3\n\n"
        "# the boundaries\n[[areas]]\nfile = \"a.geojson\"\nas = \"area\"\nid = \"code\"\n\n[[lenses]]\nas = \"unpaid\"\npaid = \"no\"\n";
    const AnalysisBlock blocks[] = {{{"kith.one", "first", R"({"walk_metres":400,"which":"a \"b\"","deep":true})", "unpaid"}, "a word"}, {{"kith.two", "", "", ""}, ""}};
    const auto made = with_analyses(recipe, blocks);
    ASSERT_TRUE(made);
    const auto read = io::parse_recipe(*made, "made.toml");
    ASSERT_TRUE(read) << read.error().message << "\n" << *made;
    ASSERT_EQ(read->analyses.size(), 2u);
    EXPECT_EQ(read->analyses[0].use, "kith.one");
    EXPECT_EQ(read->analyses[0].as, "first");
    EXPECT_EQ(read->analyses[0].lens, "unpaid");
    EXPECT_EQ(read->analyses[0].parameters, R"({"deep":true,"walk_metres":400,"which":"a \"b\""})");
    EXPECT_EQ(read->note, "[[analyses]]\nis not one");
    EXPECT_EQ(read->areas.size(), 1u);
    EXPECT_EQ(made->find("kith.old"), std::string::npos);
    EXPECT_NE(made->find("# the boundaries"), std::string::npos);
    EXPECT_NE(made->find("# A place"), std::string::npos);
    const AnalysisBlock strange[] = {{{"kith.one", "", R"({"list":[1,2]})", ""}, ""}};
    EXPECT_FALSE(with_analyses(recipe, strange));
}
