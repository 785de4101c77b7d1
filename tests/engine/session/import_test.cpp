// A look at files before they are taken in: what it proposes, what is chosen otherwise, and that nothing is written before.
#include <algorithm>

#include "engine/session/import.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace import_test {

/// Two people, one of them named by the other only; two cafés, of which one has no position that could be.
void write_files(const test::Folder& folder) {
    test::write_file(folder / "people.csv", "id,name,role,lon,lat,town\nP1,Ann Ash,participant,-1.5,53.4,Ashby\nP2,Ben Bay,alter,,,Bayton\n");
    test::write_file(folder / "cafes.csv", "id,name,lon,lat\nC1,First café,-1.51,53.41\nC2,Second café,0,0\n");
}

ImportLook look(const test::Folder& folder, const ImportAnswers& answers = {}, const ImportLook* before = nullptr) {
    base::JobContext job;
    auto seen = look_at_files({folder.path()}, answers, before, job);
    EXPECT_TRUE(seen) << (seen ? "" : seen.error().message);
    return seen ? *seen : ImportLook{};
}

const ImportPart& part(const ImportLook& seen, const std::string& file) {
    const auto at = std::find_if(seen.parts.begin(), seen.parts.end(), [&](const ImportPart& p) { return p.file == file; });
    EXPECT_NE(at, seen.parts.end()) << file;
    return *at;
}

const ImportChoice& choice(const ImportPart& of, const std::string& key) {
    const auto at = std::find_if(of.choices.begin(), of.choices.end(), [&](const ImportChoice& c) { return c.key == key; });
    EXPECT_NE(at, of.choices.end()) << key;
    return *at;
}

std::int64_t files_in(const test::Folder& folder) { return std::distance(std::filesystem::directory_iterator(folder.path()), {}); }

TEST(Import, ShowsWhatEachFileIsAndWhatWouldBeRead) {
    const test::Folder folder;
    write_files(folder);
    const ImportLook seen = look(folder);
    EXPECT_EQ(seen.fault, "");
    EXPECT_EQ(seen.roles.at(static_cast<std::size_t>(part(seen, "people.csv").role)), "people");
    const ImportPart& cafes = part(seen, "cafes.csv");
    EXPECT_EQ(seen.roles.at(static_cast<std::size_t>(cafes.role)), "assets");
    EXPECT_EQ(cafes.kept, 2);
    EXPECT_EQ(cafes.with_point, 1) << "0, 0 is no position";
    EXPECT_EQ(cafes.points.size(), 1u);
    EXPECT_TRUE(std::any_of(cafes.issues.begin(), cafes.issues.end(), [](const ImportIssue& i) { return i.problem && i.row == 2; }));
    ASSERT_EQ(cafes.first.size(), 2u);
    EXPECT_NE(std::find(cafes.first[0].begin(), cafes.first[0].end(), "First café"), cafes.first[0].end());
    EXPECT_EQ(choice(cafes, "name").choices.at(static_cast<std::size_t>(choice(cafes, "name").chosen)), "name");
    EXPECT_EQ(choice(cafes, "crs").chosen, 0) << "longitudes and latitudes";
    EXPECT_EQ(files_in(folder), 2) << "nothing is written by looking";
}

TEST(Import, WhatIsChosenOtherwiseIsReadSo) {
    const test::Folder folder;
    write_files(folder);
    const ImportLook first = look(folder);
    const auto nothing = static_cast<int>(first.roles.size()) - 1;
    ImportAnswers answers;
    answers.roles.push_back({"cafes.csv", "", nothing});
    const ImportPart& people = part(first, "people.csv");
    const ImportChoice& name = choice(people, "name");
    const auto town = std::find(name.choices.begin(), name.choices.end(), "town") - name.choices.begin();
    answers.columns.push_back({"people.csv", "", people.role, "name", static_cast<int>(town)});
    answers.system = 1;
    const ImportLook seen = look(folder, answers, &first);
    EXPECT_EQ(part(seen, "cafes.csv").role, nothing);
    EXPECT_EQ(seen.recipe.find("[[assets]]"), std::string::npos);
    EXPECT_NE(seen.recipe.find("name = \"town\""), std::string::npos);
    EXPECT_NE(seen.recipe.find("EPSG:2157"), std::string::npos) << "the second of the systems offered";
    const auto& row = part(seen, "people.csv").first.at(0);
    EXPECT_NE(std::find(row.begin(), row.end(), "Ashby"), row.end());
    answers.columns.push_back({"people.csv", "", people.role, "x", -1});
    answers.columns.push_back({"people.csv", "", people.role, "y", -1});
    EXPECT_EQ(part(look(folder, answers, &first), "people.csv").with_point, 0) << "not taken";
}

TEST(Import, TheRecipeIsANewFileThatOpens) {
    const test::Folder folder;
    write_files(folder);
    ImportAnswers answers;
    answers.place_name = "Ash & Bay";
    const ImportLook seen = look(folder, answers);
    const auto one = write_import_recipe(seen), other = write_import_recipe(seen);
    ASSERT_TRUE(one && other);
    EXPECT_NE(*one, *other) << "nothing is overwritten";
    Session session;
    ASSERT_EQ(test::open_now(session, *one), JobState::done);
    EXPECT_EQ(session.view()->place_name(), "Ash & Bay");
    EXPECT_EQ(session.view()->people(), 2u);
    EXPECT_EQ(session.view()->assets(), 2u);
}

TEST(Import, NothingToReadIsSaidAndNotWritten) {
    const test::Folder folder;
    test::write_file(folder / "people.csv", "id,name,role\nP1,Ann,participant\n");
    const ImportLook first = look(folder);
    ImportAnswers answers;
    answers.roles.push_back({"people.csv", "", static_cast<int>(first.roles.size()) - 1});
    const ImportLook seen = look(folder, answers, &first);
    EXPECT_NE(seen.fault, "");
    EXPECT_FALSE(write_import_recipe(seen));
    base::JobContext job;
    EXPECT_FALSE(look_at_files({}, {}, nullptr, job));
    EXPECT_FALSE(look_at_files({folder / "notes.docx"}, {}, nullptr, job));
}

}  // namespace import_test
