// Sheets and exports asked for in the window, without graphics; `kith sheet` and `kith export` write them: tests/ui/sheets_test.py compares them.
#include <filesystem>
#include <set>
#include <sstream>

#include "engine/store/inbox.hpp"
#include "engine/store/workspace.hpp"
#include "tests/support/command_lines.hpp"
#include "tests/support/workspace_session.hpp"
#include "tests/viewer/draw/desk.hpp"

namespace kith::test {
namespace papers_test {

using namespace viewer::draw;
namespace model = viewer::model;
namespace fs = std::filesystem;
using model::Dialog;

class Papers : public DeskOfItsOwn {
protected:
    void select(base::EntityKind kind, std::size_t row) {
        model::apply(desk.model(), model::Select{{desk.session().view()->key(kind, row)}, session::SelectMode::replace});
        desk.settle();
    }
};

TEST_F(Papers, ADirectoryIsWrittenAndSaid) {
    desk.show(Dialog::paper, "directory");
    desk.press("paper.done");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_TRUE(fs::exists(folder / "patch-directory.pdf")) << last_notice();
    EXPECT_NE(last_notice().find("patch-directory.pdf"), std::string::npos) << last_notice();
}

TEST_F(Papers, WhatIsThereIsAskedAboutFirst) {
    write_file(folder / "patch-cards.pdf", "mine");
    desk.show(Dialog::paper, "cards");
    desk.press("paper.done");
    EXPECT_EQ(desk.dialog(), Dialog::paper);
    EXPECT_EQ(fs::file_size(folder / "patch-cards.pdf"), 4u);
    desk.press("paper.done");
    EXPECT_GT(fs::file_size(folder / "patch-cards.pdf"), 4u) << last_notice();
}

TEST_F(Papers, ACardOffersItsSheetsAndTheNameIsInNoFileName) {
    select(base::EntityKind::person, 0);
    const std::string who = desk.session().view()->label(base::EntityKind::person, 0);
    desk.press("card.sheet.visit");
    ASSERT_EQ(desk.dialog(), Dialog::paper);
    EXPECT_EQ(desk.hands.memory.paper.person, desk.session().view()->source_id(base::EntityKind::person, 0));
    EXPECT_EQ(desk.hands.memory.paper.file.string().find(who), std::string::npos);
    desk.press("paper.done");
    ASSERT_TRUE(fs::exists(folder / "patch-visit.pdf")) << last_notice();
    EXPECT_EQ(fs::status(folder / "patch-visit.pdf").permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
    model::Preferences hidden = desk.model().preferences;
    hidden.presentation = true;
    model::apply(desk.model(), model::Prefer{hidden});
    desk.settle();
    EXPECT_EQ(desk.hands.items.find("card.sheet.visit"), nullptr) << "not before others";
}

TEST_F(Papers, WhatIsNearAPointThatWasPressedOnTheMap) {
    const base::EntityKey area = desk.session().view()->key(base::EntityKind::area, 0, desk.session().view()->primary_layer()->as);
    model::apply(desk.model(), model::Select{{area}, session::SelectMode::replace});
    desk.settle();
    EXPECT_FALSE(desk.there("card.sheet.near")) << "nobody pressed on the map";
    desk.hands.memory.ground = Remembered::Ground{area, {400000, 300000}};
    desk.settle();
    desk.press("card.sheet.near");
    ASSERT_EQ(desk.dialog(), Dialog::paper);
    EXPECT_EQ(desk.hands.memory.paper.point, (session::Point{400000, 300000}));
    desk.press("paper.done");
    EXPECT_TRUE(fs::exists(folder / "patch-near.pdf")) << last_notice();
    select(base::EntityKind::person, 0);
    desk.show(Dialog::paper, "near");
    EXPECT_FALSE(desk.hands.memory.paper.point) << "their door";
}

TEST_F(Papers, APathIsOfTheOneSelectedOrEmpty) {
    desk.show(Dialog::paper, "path");
    desk.press("paper.done");
    EXPECT_TRUE(fs::exists(folder / "patch-path.pdf")) << last_notice();
    fs::remove(folder / "patch-path.pdf");
    select(base::EntityKind::asset, 0);
    desk.press("card.sheet.path");
    ASSERT_EQ(desk.dialog(), Dialog::paper);
    desk.press("paper.done");
    ASSERT_TRUE(fs::exists(folder / "patch-path.pdf")) << last_notice();
    EXPECT_EQ(fs::status(folder / "patch-path.pdf").permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Papers, ThePlaceIsExportedForAnybodyUnlessSaidOtherwise) {
    desk.show(Dialog::export_place);
    EXPECT_EQ(desk.hands.memory.place_out.file.filename(), "patch-export.gpkg");
    desk.choose("place_out.format", 5);
    EXPECT_EQ(desk.hands.memory.place_out.file.filename(), "patch-export.graphml");
    desk.press("place_out.done");
    EXPECT_EQ(desk.dialog(), Dialog::export_place) << "who knows whom is for the team alone";
    desk.choose("place_out.audience", 1);
    EXPECT_EQ(desk.hands.memory.place_out.file.filename(), "patch-team.graphml");
    desk.press("place_out.done");
    EXPECT_TRUE(fs::exists(folder / "patch-team.graphml")) << last_notice();
    const auto words = model::out_arguments("patch.toml", {0, 0, true, "out.gpkg", false});
    EXPECT_NE(std::find(words.begin(), words.end(), "team"), words.end());
}

TEST_F(Papers, NoArgumentOfAProcessSaysWhomOrWhereItIsAbout) {
    select(base::EntityKind::person, 0);
    const std::string id = desk.session().view()->source_id(base::EntityKind::person, 0);
    std::set<std::string> seen;
    for (const auto& [kind, at] : {std::pair{"visit", ""}, {"told", ""}, {"near", ""}, {"near", "Mantle Lane"}}) {
        const CommandLines lines("kith");
        const fs::path file = folder / ("for-" + id + kind + at + ".html");
        model::apply(desk.model(), model::WriteOut{"A sheet", model::paper_arguments(desk.session().file(), {kind, id, at, true, false, false, false, file, false}, "Sam Holder"), file});
        desk.settle();
        ASSERT_TRUE(fs::exists(file)) << last_notice();
        seen.merge(lines.seen());
    }
    ASSERT_FALSE(seen.empty()) << "no command was seen at all";
    for (const std::string& line : seen)
        for (const std::string& personal : {id, std::string("Mantle"), std::string("Sam Holder")}) EXPECT_EQ(line.find(personal), std::string::npos) << line;
}

TEST(PapersOut, ANetworkSaysHowManyAreLeftOutWhoTookResearchBack) {
    const Folder folder;
    const auto recipe = patch_in(folder);
    std::istringstream lines(text_of_file(folder / "people.csv"));
    std::string people;
    int row = 0;
    for (std::string line; std::getline(lines, line); ++row) people += line + (row == 0 ? ",withdrawn" : row == 1 || row == 2 ? ",research" : ",") + "\n";
    write_file(folder / "people.csv", people);
    std::string text = text_of_file(recipe);
    const std::string permission = "permission = \"permission\"\n";
    write_file(recipe, text.insert(text.find(permission) + permission.size(), "withdrawn = \"withdrawn\"\n"));
    Desk desk{recipe};
    desk.show(Dialog::export_place);
    desk.choose("place_out.format", 5);
    desk.choose("place_out.audience", 1);
    desk.press("place_out.done");
    ASSERT_TRUE(fs::exists(folder / "patch-team.graphml"));
    const std::string notice = desk.model().notices.back().text;
    EXPECT_NE(notice.find("2 people and "), std::string::npos) << notice;
    EXPECT_NE(notice.find("permission for research was taken back"), std::string::npos) << notice;
    for (const std::size_t person : {0u, 1u}) EXPECT_EQ(notice.find(desk.session().view()->label(base::EntityKind::person, person)), std::string::npos) << "counts, not names";
}

TEST(PaperWords, SayWhatTheCommandTakes) {
    EXPECT_EQ(model::paper_arguments("patch.toml", {"near", "P1", "", false, true, false, false, "n.pdf", false}, ""),
        (std::vector<std::string>{"sheet", "near", "--quiet", "--out=n.pdf", "--person=P1", "--large", "--", "patch.toml"}));
    EXPECT_EQ(model::paper_arguments("patch.toml", {"near", "P1", "Mantle Lane", false, false, true, false, "n.pdf", true}, ""),
        (std::vector<std::string>{
            "sheet", "near", "--quiet", "--out=n.pdf", "--at=Mantle Lane", "--black-and-white", "--force", "--", "patch.toml"}));
    model::PaperWish pressed{"near", "P1", "", false, false, false, false, "n.pdf", false};
    pressed.point = session::Point{4012.04, -877.5};
    EXPECT_EQ(model::paper_arguments("patch.toml", pressed, "")[4], "--at=4012.0 m, -877.5 m");
    for (const auto& [person, at, said] : {std::tuple{"P1", "", "--person=P1"}, {"", "A1", "--at=A1"}})
        EXPECT_EQ(model::paper_arguments("patch.toml", {"path", person, at, false, false, false, false, "n.pdf", false}, ""),
            (std::vector<std::string>{"sheet", "path", "--quiet", "--out=n.pdf", said, "--", "patch.toml"}));
    EXPECT_EQ(model::paper_arguments("patch.toml", {"path", "", "", false, false, false, false, "n.pdf", false}, ""),
        (std::vector<std::string>{"sheet", "path", "--quiet", "--out=n.pdf", "--", "patch.toml"}));
    EXPECT_EQ(model::written_words("/a/b.gpkg", R"({"rows":{"assets":1200},"left_out":["People are left out."]})"),
        "Written: b.gpkg (assets 1,200), in /a. People are left out.");
    EXPECT_EQ(model::written_words("/a/b.pdf", "/a/b.pdf\n"), "Written: b.pdf, in /a.");
}

}  // namespace papers_test
}  // namespace kith::test
