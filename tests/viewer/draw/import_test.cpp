// Files before they are taken in: the form, its box, and what becomes of it.
#include "tests/viewer/draw/desk.hpp"
#include "viewer/model/import_form.hpp"

namespace kith::test {
namespace import_test {

using namespace viewer::draw;
namespace model = viewer::model;
using model::Dialog;

class Import : public testing::Test {
protected:
    void SetUp() override {
        write_file(folder / "people.csv", "id,name,role,lon,lat\nP1,Ann Ash,participant,-1.5,53.4\nP2,Ben Bay,alter,-1.51,53.41\n");
        write_file(folder / "cafes.csv", "id,name,lon,lat\nC1,First,-1.51,53.41\nC2,Second,-1.5,53.42\n");
        model::apply(desk.model(), model::LookAtFiles{{folder.path()}});
        desk.settle();
    }
    const session::ImportLook& look() { return desk.model().import->look; }
    const Folder folder;
    Desk desk;
};

TEST_F(Import, EscapeLeavesAllAsItWas) {
    ASSERT_EQ(desk.dialog(), Dialog::import);
    ASSERT_TRUE(desk.model().import);
    EXPECT_EQ(look().parts.size(), 2u);
    desk.key("Esc");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_FALSE(desk.model().import);
    EXPECT_EQ(desk.session().view()->place_name(), "Larkmere (invented)");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

TEST_F(Import, ALookThatNobodyWaitsForIsLetGo) {
    model::apply(desk.model(), model::ChooseOtherwise{});
    EXPECT_TRUE(desk.model().import->looking);
    model::apply(desk.model(), model::ShowDialog{Dialog::none, ""});
    desk.settle();
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_FALSE(desk.model().import);
}

TEST_F(Import, WhatIsChosenInTheBoxIsReadAgainAndTakenIn) {
    ASSERT_EQ(look().parts[0].file, "cafes.csv");
    const int nothing = static_cast<int>(look().roles.size()) - 1;
    desk.choose("import.role", nothing);
    EXPECT_EQ(look().parts[0].role, nothing);
    EXPECT_FALSE(desk.there("import.name")) << "what is not read has no columns to choose";
    desk.press("import.part.1");
    EXPECT_TRUE(desk.there("import.name"));
    desk.press("import.take");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    desk.settle();
    EXPECT_EQ(desk.session().view()->people(), 2u);
    EXPECT_EQ(desk.session().view()->assets(), 0u);
}

TEST_F(Import, EveryControlIsReachedByKeyboard) {
    for (const char* name : {"import.part.1", "import.role", "import.name", "import.crs", "import.system", "import.copy", "import.cancel", "import.take"}) desk.tab_to(name);
    desk.key("Enter");
    desk.settle();
    EXPECT_EQ(desk.session().view()->assets(), 2u);
}

TEST_F(Import, WhoWasOnlyNamedIsMaskedAndEverybodyWhileNamesAreHidden) {
    const session::ImportPart& people = look().parts[1];
    const auto shown = model::rows_shown(people, false), hidden = model::rows_shown(people, true);
    const auto has = [](const std::vector<std::string>& row, const char* word) { return std::find(row.begin(), row.end(), word) != row.end(); };
    EXPECT_TRUE(has(shown[0], "Ann Ash"));
    EXPECT_FALSE(has(shown[1], "Ben Bay"));
    EXPECT_FALSE(has(hidden[0], "Ann Ash"));
    const std::string text = model::plain_text(model::import_document(look(), true));
    EXPECT_EQ(text.find("Ann Ash"), std::string::npos);
    EXPECT_NE(text.find("cafes.csv"), std::string::npos);
    EXPECT_NE(text.find("Nothing has been taken in"), std::string::npos);
}

TEST_F(Import, ASmallMapHoldsEveryPosition) {
    const model::SmallMap map = model::map_of(look(), look().parts[1]);
    ASSERT_FALSE(map.empty);
    for (const auto& at : look().parts[1].points) {
        EXPECT_TRUE(at[0] > map.left && at[0] < map.right);
        EXPECT_TRUE(at[1] > map.bottom && at[1] < map.top);
    }
    EXPECT_TRUE(model::map_of(look(), session::ImportPart()).empty);
}

TEST(ImportAnswers, ALaterOneOfTheSameThingStands) {
    session::ImportPart part;
    part.file = "a.csv";
    session::ImportChoice choice;
    choice.key = "name";
    session::ImportAnswers answers = model::with_role(model::with_role({}, part, 2), part, 3);
    answers = model::with_choice(model::with_choice(answers, part, choice, 1), part, choice, -1);
    ASSERT_EQ(answers.roles.size(), 1u);
    EXPECT_EQ(answers.roles[0].role, 3);
    ASSERT_EQ(answers.columns.size(), 1u);
    EXPECT_EQ(answers.columns[0].choice, -1);
}

}  // namespace import_test
}  // namespace kith::test
