// Publishing, purposes and reviews in the window, without graphics. What is written is what `kith publish` writes: tests/ui/publish_test.py
// compares them.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/workspace_session.hpp"
#include "tests/viewer/draw/desk.hpp"
#include "viewer/model/command.hpp"

namespace kith::test {
namespace publish_test {

using namespace viewer::draw;
namespace model = viewer::model;
namespace fs = std::filesystem;
using model::Dialog;

class Publish : public DeskOfItsOwn {
protected:
    void begin() {
        desk.key("Ctrl+K");
        desk.type("publish");
        desk.key("Enter");
        desk.settle();
    }
    const model::Publishing& publishing() { return *desk.model().publishing; }
    fs::path ledger() { return folder / "patch.releases.json"; }
    /// Whatever is not hidden, nor says what one person gives (decision 0049).
    std::int64_t assets_for_everybody() {
        const auto assets = desk.session().view()->segment("assets");
        const column::Column *of_class = assets->find("class"), *sensitivity = assets->find("sensitivity");
        std::int64_t count = 0;
        for (std::size_t row = 0; row < of_class->rows(); ++row) {
            const bool gift = of_class->known(row) && of_class->i32()[row] == static_cast<std::int32_t>(column::AssetClass::individual);
            const bool hidden = sensitivity->known(row) && sensitivity->i32()[row] == static_cast<std::int32_t>(column::Sensitivity::hidden);
            count += gift || hidden ? 0 : 1;
        }
        return count;
    }
};

TEST_F(Publish, IsLookedAtFirstAndNothingIsWrittenForALook) {
    begin();
    ASSERT_EQ(desk.dialog(), Dialog::publish);
    ASSERT_TRUE(publishing().look) << publishing().fault;
    EXPECT_FALSE(publishing().look->recognisable.empty());
    EXPECT_FALSE(publishing().look->done.empty());
    EXPECT_TRUE(publishing().look->earlier.empty());
    EXPECT_EQ(publishing().look->assets, assets_for_everybody());
    EXPECT_FALSE(fs::exists(ledger()));
    EXPECT_EQ(desk.hands.memory.values[1], (folder / "patch-public").string());
    const std::string list = model::plain_text(model::publish_document(publishing()));
    for (const auto* sentences : {&publishing().look->recognisable, &publishing().look->done})
        for (const std::string& sentence : *sentences) EXPECT_NE(list.find(sentence), std::string::npos) << sentence;
    desk.key("Esc");
    EXPECT_EQ(desk.model().publishing, nullptr);
}

TEST_F(Publish, ByKeyboardAloneAndTheNextReleaseKnowsOfIt) {
    begin();
    for (const char* name : {"publish.title", "publish.folder", "publish.in_it", "publish.recognised", "publish.withheld", "publish.before", "publish.copy", "publish.cancel", "publish.audience", "publish.title"}) desk.tab_to(name);
    desk.type("Open days");
    desk.tab_to("publish.done");
    desk.key("Enter");
    desk.settle();
    ASSERT_TRUE(publishing().done) << publishing().fault;
    EXPECT_EQ(publishing().done->folder, (folder / "patch-public").string());
    EXPECT_NE(text_of_file(folder / "patch-public/index.html").find("Open days"), std::string::npos);
    EXPECT_NE(text_of_file(folder / "patch-public/about.txt").find("Open days"), std::string::npos);
    EXPECT_EQ(text_of_file(folder / "patch-public/ledger.json"), text_of_file(ledger()));
    for (const std::string& line : model::what_was_written(*publishing().done))
        if (const auto colon = line.find(':'); colon != std::string::npos && line.find(' ') > colon) {
            EXPECT_TRUE(fs::exists(folder.path() / "patch-public" / line.substr(0, colon))) << line;
        }
    desk.press("publish.close");
    EXPECT_EQ(desk.model().publishing, nullptr);
    begin();
    ASSERT_TRUE(publishing().look) << publishing().fault;
    ASSERT_EQ(publishing().look->earlier.size(), 1u);
    EXPECT_EQ(publishing().look->earlier[0].numbers, static_cast<std::int64_t>(nlohmann::json::parse(text_of_file(ledger())).at("releases").at(0).at("numbers").size()));
    EXPECT_EQ(desk.hands.memory.values[1], (folder / "patch-public-2").string()) << "the first is there already";
}

TEST_F(Publish, AFolderThatIsThereIsAskedAboutAndSomebodysOwnFilesStay) {
    fs::create_directory(folder / "mine");
    write_file(folder / "mine/letter.txt", "dear");
    begin();
    desk.tab_to("publish.folder");
    desk.key("Ctrl+A");
    desk.type((folder / "mine").string());
    desk.press("publish.done");
    EXPECT_EQ(publishing().job, 0u) << "it is asked about first";
    desk.press("publish.done");
    desk.settle();
    EXPECT_FALSE(publishing().done);
    EXPECT_NE(publishing().fault.find("letter.txt"), std::string::npos) << publishing().fault;
    EXPECT_EQ(text_of_file(folder / "mine/letter.txt"), "dear");
    EXPECT_FALSE(fs::exists(ledger())) << "what did not come out was not said";
}

TEST_F(Publish, WhatWasChangedAndNotSavedIsInIt) {
    model::apply(desk.model(), model::Edit{session::AddAsset{"Bench of the new bench club", "bench", std::nullopt, {}}});
    begin();
    EXPECT_EQ(publishing().look->assets, assets_for_everybody());
    desk.press("publish.done");
    desk.settle();
    ASSERT_TRUE(publishing().done) << publishing().fault;
    EXPECT_NE(text_of_file(folder / "patch-public/data/assets.csv").find("Bench of the new bench club"), std::string::npos);
}

TEST_F(Publish, StoppedNothingIsLeft) {
    begin();
    const fs::path out = folder / "stopped";
    model::apply(desk.model(), model::Publish{"", out, false});
    ASSERT_NE(publishing().job, 0u);
    model::apply(desk.model(), model::CancelJob{publishing().job});
    desk.settle();
    EXPECT_FALSE(publishing().done);
    EXPECT_EQ(publishing().fault, "Stopped. Nothing was published.");
    EXPECT_FALSE(fs::exists(out));
    for (const auto& entry : fs::directory_iterator(folder.path())) EXPECT_EQ(entry.path().filename().string().find("unfinished"), std::string::npos) << entry.path();
}

TEST_F(Publish, ForOthersItIsLookedAtAgain) {
    begin();
    desk.choose("publish.audience", 2);
    desk.settle();
    EXPECT_EQ(publishing().audience, privacy::Audience::team);
    ASSERT_TRUE(publishing().look) << publishing().fault;
    EXPECT_EQ(desk.hands.memory.values[1], (folder / "patch-team").string());
    const auto lines = model::would_be_in(*publishing().look, publishing().audience);
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.find("team alone") != std::string::npos; }));
}

TEST(PublishWithProblems, IsPublishedAndSaysWhatCouldNotBeWorkedOut) {
    const Folder folder;
    const auto recipe = patch_in(folder);
    write_file(recipe, text_of_file(recipe) + "[[analyses]]\nuse = \"kith.inventory\"\nas = \"again\"\n[analyses.parameters]\nwalk_metres = -1\n");
    write_file(folder / "ties.csv", text_of_file(folder / "ties.csv") + "T9999,P001,P999999,friend,4,,,,,,,,,,\n");
    Desk desk{recipe};
    model::apply(desk.model(), model::LookAtPublication{privacy::Audience::anybody});
    desk.settle();
    ASSERT_TRUE(desk.model().publishing->look) << desk.model().publishing->fault;
    model::apply(desk.model(), model::Publish{"", folder / "out", false});
    desk.settle();
    const model::Publishing& publishing = *desk.model().publishing;
    ASSERT_TRUE(publishing.done) << publishing.fault;
    ASSERT_EQ(publishing.done->not_worked_out.size(), 1u);
    const std::string& sentence = publishing.done->not_worked_out[0];
    EXPECT_NE(sentence.find("could not be worked out"), std::string::npos) << sentence;
    EXPECT_NE(model::plain_text(model::publish_document(publishing)).find(sentence), std::string::npos);
    EXPECT_NE(text_of_file(folder / "out/about.txt").find(sentence), std::string::npos);
}

/// The patch as a workspace that does not say what its people are held for.
class Purpose : public DeskOfItsOwn {
protected:
    const fs::path file = folder / "patch.kith";
    void SetUp() override {
        model::apply(desk.model(), model::SaveAsWorkspace{file, std::make_shared<store::Secret>(secret("five words that open it")), folder / "sheet.txt"});
        desk.settle();
        model::apply(desk.model(), model::ClosePlace{});
        model::apply(desk.model(), model::OpenWorkspace{file, std::make_shared<store::Secret>(secret("five words that open it"))});
        desk.settle();
    }
};

TEST_F(Purpose, AWorkspaceWithPeopleAsksForItAndNothingIsChangedBefore) {
    ASSERT_EQ(desk.dialog(), Dialog::purpose);
    EXPECT_FALSE(desk.hands.items.find("purpose.done")->enabled);
    desk.key("Esc");
    model::apply(desk.model(), model::Edit{session::AddPerson{}});
    desk.settle();
    EXPECT_EQ(desk.dialog(), Dialog::purpose) << "an edit asks for it again";
    EXPECT_TRUE(desk.session().undo_list().empty());
    for (const auto& [name, text] : {std::pair{"purpose.what", "to introduce neighbours"}, {"purpose.controller", "A site"}, {"purpose.legal_basis", "public task"}, {"purpose.condition", "health or social care"}, {"purpose.review_on", "2030-01-01"}}) {
        desk.tab_to(name);
        desk.type(text);
    }
    desk.tab_to("purpose.done");
    desk.key("Enter");
    desk.settle();
    EXPECT_EQ(desk.dialog(), Dialog::none);
    ASSERT_NE(desk.session().purpose(), nullptr);
    EXPECT_EQ(*desk.session().purpose(), (store::Purpose{"to introduce neighbours", "A site", "public task", "health or social care", "1.0", 24, "2030-01-01", false}));
    model::apply(desk.model(), model::Edit{session::AddPerson{}});
    EXPECT_EQ(desk.session().undo_list().size(), 1u);
}

TEST_F(Purpose, APublicationOfAWorkspaceStandsInItsLog) {
    ASSERT_EQ(ended(desk.session(), desk.session().set_purpose(some_purpose())), session::JobState::done);
    desk.key("Esc");
    model::apply(desk.model(), model::LookAtPublication{privacy::Audience::anybody});
    desk.settle();
    ASSERT_TRUE(desk.model().publishing->look) << desk.model().publishing->fault;
    model::apply(desk.model(), model::Publish{"", folder / "out", false});
    desk.settle();
    ASSERT_TRUE(desk.model().publishing->done) << desk.model().publishing->fault;
    EXPECT_TRUE(fs::exists(folder / "patch.releases.json"));
    model::apply(desk.model(), model::ClosePlace{});
    store::Files files;
    base::JobContext job;
    const auto held = store::Workspace::open(files, file, secret("five words that open it"), job);
    ASSERT_TRUE(held);
    const auto& log = held->workspace.governance().log;
    EXPECT_TRUE(std::any_of(log.begin(), log.end(), [&](const store::Noted& one) { return one.act == "export" && one.words == (folder / "out").string(); }));
}

TEST(Reviews, AreListedAndALineLeadsToWhoseItIs) {
    Desk desk;
    desk.show(Dialog::reviews);
    const auto& due = desk.preparation.screen().reviews;
    auto expected = desk.session().reviews_due(*desk.session().view()->as_of());
    // Not of who or what this audience does not see: one tie of the patch leads to a private place.
    std::erase_if(expected, [&](const session::Review& one) { return one.kind != "purpose" && one.kind != "promises" && !one.id.empty() && !desk.session().index().find(one.subject); });
    ASSERT_EQ(due.size(), expected.size());
    ASSERT_FALSE(due.empty()) << "the patch has ties that nobody confirmed for long";
    const base::EntityKey first = due[0].review.subject;
    EXPECT_FALSE(due[0].whose.empty());
    desk.tab_to("reviews.0");
    desk.key("Enter");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0], first);
    model::apply(desk.model(), model::ShowTo{privacy::Audience::safe});
    desk.show(Dialog::reviews);
    for (const Screen::Due& one : desk.preparation.screen().reviews) EXPECT_NE(one.review.subject.kind, base::EntityKind::person) << "not before this audience";
}

}  // namespace publish_test
}  // namespace kith::test
