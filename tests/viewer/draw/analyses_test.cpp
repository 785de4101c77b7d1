// Analyses from the window: how a result was worked out, kept as a recipe, taken out, and run again as it was.
#include "tests/viewer/draw/desk.hpp"
#include "viewer/model/provenance.hpp"

namespace kith::test {
namespace analyses_test {

using namespace viewer::draw;
namespace model = viewer::model;
using model::Dialog;

class Analyses : public testing::Test {
protected:
    void SetUp() override { desk.hands.memory.folder = folder.path(); }
    void run(std::uint64_t seed, const std::string& parameters = {}) {
        model::apply(desk.model(), model::RunAnalyses{{{"kith.inventory", "", parameters, ""}}, seed});
        desk.settle();
        ASSERT_EQ(desk.session().results().size(), 1u);
    }
    const Folder folder;
    Desk desk{true, 1280, 1600};
};

TEST_F(Analyses, HowAResultWasWorkedOutIsOnePressFromWhereItIsDone) {
    EXPECT_EQ(desk.first("analyses.how."), "") << "nothing has run yet";
    run(7);
    desk.press("analyses.how.kith.inventory");
    ASSERT_EQ(desk.dialog(), Dialog::provenance);
    EXPECT_TRUE(desk.there("provenance.close"));
    const session::Provenance& of = desk.session().results()[0]->provenance;
    std::map<std::string, std::string> said;
    for (const model::ProvenanceLine& line : model::provenance_lines(of)) said[line.what] = line.words;
    EXPECT_EQ(said["Seed"], "7");
    EXPECT_EQ(said["Recipe"], "patch.toml");
    EXPECT_EQ(said["Edits made in Kith since they were read"], "0");
    EXPECT_EQ(said["Digest of the place as it was"], of.revision_digest.substr(0, 16));
    ASSERT_FALSE(of.sources.empty());
    for (const auto& [file, digest] : of.sources) EXPECT_NE(said["Files that were read, with their digests"].find(file + "  " + digest.substr(0, 16)), std::string::npos) << file;
    EXPECT_NE(said["When"].find(" UTC"), std::string::npos);
    EXPECT_NE(said["What it took"].find(" s, of which "), std::string::npos) << said["What it took"];
}

TEST_F(Analyses, AreKeptAsARecipeThatSaysThem) {
    run(7);
    desk.press("analyses.how.kith.inventory");
    desk.press("provenance.recipe");
    ASSERT_EQ(desk.dialog(), Dialog::save_recipe);
    desk.key("Ctrl+A");
    desk.type("again.toml");
    desk.press("files.take");
    EXPECT_EQ(desk.dialog(), Dialog::none) << (desk.model().notices.empty() ? "" : desk.model().notices.back().text);
    const std::string kept = text_of_file(folder / "again.toml");
    EXPECT_NE(kept.find("[[analyses]]"), std::string::npos);
    EXPECT_NE(kept.find("kith.inventory"), std::string::npos);
    model::apply(desk.model(), model::OpenRecipe{folder / "again.toml"});
    desk.settle();
    ASSERT_EQ(desk.session().usual_requests().size(), 1u) << "it runs what was run, and nothing else";
    EXPECT_EQ(desk.session().usual_requests()[0].use, "kith.inventory");
}

TEST_F(Analyses, AResultIsTakenOut) {
    run(1);
    desk.press("analyses.how.kith.inventory");
    desk.press("provenance.remove");
    EXPECT_TRUE(desk.session().results().empty());
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_EQ(desk.first("analyses.how."), "");
}

TEST_F(Analyses, TheFormBeginsWithWhatWasSaidLast) {
    desk.show(Dialog::run, "kith.inventory");
    const auto& fields = desk.hands.memory.form->fields;
    const auto number = std::find_if(fields.begin(), fields.end(), [](const model::FormField& one) { return one.kind == model::FormField::Kind::number || one.kind == model::FormField::Kind::integer; });
    ASSERT_NE(number, fields.end());
    const std::string id = number->id, other = std::to_string(static_cast<std::int64_t>(number->text == std::to_string(static_cast<std::int64_t>(number->minimum)) ? number->maximum : number->minimum));
    for (const auto& [name, words] : {std::pair{"form." + id, other}, {std::string("form.seed"), std::string("12")}}) {
        desk.press(name);
        desk.key("Ctrl+A");
        desk.type(words);
    }
    const auto intents = desk.press("form.run");
    ASSERT_NE(wanted<model::RunAnalyses>(intents), nullptr);
    EXPECT_EQ(wanted<model::RunAnalyses>(intents)->seed, 12u);
    ASSERT_EQ(desk.session().results().size(), 1u);
    desk.press("analyses.kith.inventory");
    ASSERT_TRUE(desk.hands.memory.form);
    EXPECT_EQ(desk.hands.memory.form->seed, "12");
    const auto& again = desk.hands.memory.form->fields;
    EXPECT_EQ(std::find_if(again.begin(), again.end(), [&](const model::FormField& one) { return one.id == id; })->text, other);
    desk.press("form.seed");
    desk.key("Ctrl+A");
    desk.type("many");
    EXPECT_EQ(wanted<model::RunAnalyses>(desk.press("form.run")), nullptr);
    EXPECT_FALSE(desk.hands.memory.form->seed_fault.empty()) << "and it is said";
}

}  // namespace analyses_test
}  // namespace kith::test
