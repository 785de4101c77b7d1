// A workspace in the window's model: asked for its passphrase, saved, locked, and what is said.
#include "engine/store/workspace.hpp"
#include "tests/viewer/model/model_place.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/command.hpp"

using namespace kith;
using namespace kith::viewer::model;

namespace workspace_test {

std::shared_ptr<store::Secret> secret(std::string_view text) {
    auto made = store::Secret::copy_of(std::as_bytes(std::span(text.data(), text.size())));
    EXPECT_TRUE(made);
    return made ? std::make_shared<store::Secret>(std::move(*made)) : nullptr;
}

const Command* command(const std::vector<Command>& all, std::string_view id) {
    for (const Command& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

constexpr std::string_view words = "five words that open it";

/// The patch, saved as a workspace with a sheet, which is open.
struct OpenWorkspaceModel : test::OpenModel {
    test::Folder folder;
    std::filesystem::path file = folder / "patch.kith";
    OpenWorkspaceModel() {
        (*this)(SaveAsWorkspace{file, secret(words), folder / "sheet.txt"});
        finish_jobs();
        EXPECT_TRUE(session.is_workspace());
    }
    /// As `kith purpose` does: people in it may be changed then.
    void give_purpose() {
        (*this)(ClosePlace{});
        {
            store::Files files;
            base::JobContext job;
            auto held = store::Workspace::open(files, file, *secret(words), job);
            ASSERT_TRUE(held);
            held->workspace.governance().purpose = store::Purpose{"to introduce neighbours", "A site", "consent", "consent", "1", 24, "2030-01-01", false};
            ASSERT_TRUE(held->workspace.save(held->content, job));
        }
        (*this)(OpenWorkspace{file, secret(words)});
        finish_jobs();
    }
    std::string last_said() const { return model.notices.empty() ? "" : model.notices.back().text; }
};

TEST(WorkspaceModel, ARecipeBecomesOneAndItsLookComesBack) {
    OpenWorkspaceModel at;
    EXPECT_NE(at.last_said().find("sheet.txt"), std::string::npos);
    EXPECT_EQ(std::filesystem::status(at.folder / "sheet.txt").permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    at.give_purpose();
    ViewOptions next = at.model.options;
    next.map.colour.classes = 7;
    at(Restyle{"More classes", next, 0});
    at(Edit{session::AddPerson{}});
    at(ClosePlace{});
    EXPECT_FALSE(at.session.is_open()) << "what is on its way to the disk is no question";
    at(OpenRecipe{at.file});
    EXPECT_EQ(at.model.window.dialog, Dialog::passphrase);
    EXPECT_EQ(at.model.window.subject, at.file.string());
    at(OpenWorkspace{at.file, secret(words)});
    at.finish_jobs();
    ASSERT_TRUE(at.session.is_open());
    EXPECT_EQ(at.model.options.map.colour.classes, 7);
    EXPECT_EQ(at.session.undo_list().size(), 2u);
}

TEST(WorkspaceModel, APermissionTakenBackOnACardStandsInTheLog) {
    OpenWorkspaceModel at;
    at.give_purpose();
    const auto choices = permission_choices(*at.session.view(), 0, 20634);
    const auto one = std::find_if(choices.begin(), choices.end(), [](const CardPermission& choice) { return choice.scope == "suggest_introduction"; });
    ASSERT_NE(one, choices.end());
    at(Edit{session::AddPerson{}});
    at(Edit{*one->take_back});
    at(ClosePlace{});
    store::Files files;
    base::JobContext job;
    const auto held = store::Workspace::open(files, at.file, *secret(words), job);
    ASSERT_TRUE(held);
    std::vector<std::string> said;
    for (const store::Noted& noted : held->workspace.governance().log)
        if (noted.act == "permission") said.push_back(noted.words);
    EXPECT_EQ(said, std::vector<std::string>{"1 person's permissions were recorded"}) << "and nobody's name";
}

TEST(WorkspaceModel, AWrongPassphraseIsSaidAndAskedAgain) {
    OpenWorkspaceModel at;
    at(ClosePlace{});
    at(OpenWorkspace{at.file, secret("these do not open it")});
    at.finish_jobs();
    EXPECT_FALSE(at.session.is_open());
    EXPECT_EQ(at.model.window.dialog, Dialog::passphrase);
    EXPECT_NE(at.last_said().find("does not open patch.kith"), std::string::npos) << at.last_said();
}

TEST(WorkspaceModel, LockedNothingIsLeftToSeeAndThePassphraseBringsTheSelectionBack) {
    OpenWorkspaceModel at;
    const auto key = at.person(3);
    at(Select{{key}});
    at(LockWorkspace{});
    EXPECT_FALSE(at.session.is_open());
    EXPECT_EQ(at.model.view(), nullptr);
    EXPECT_EQ(at.model.topology(), nullptr);
    EXPECT_TRUE(at.model.notices.empty());
    EXPECT_EQ(at.model.window.dialog, Dialog::passphrase);
    at(OpenWorkspace{at.file, secret(words)});
    at.finish_jobs();
    ASSERT_EQ(at.session.selection().size(), 1u);
    EXPECT_EQ(at.session.selection().keys()[0], key);
}

TEST(WorkspaceModel, CommandsFitWhatIsOpen) {
    test::OpenModel recipe;
    const auto before = commands(recipe.model);
    EXPECT_FALSE(command(before, "place.lock")->enabled);
    EXPECT_NE(command(before, "place.save_edits"), nullptr);
    OpenWorkspaceModel at;
    const auto all = commands(at.model);
    for (const char* id : {"place.save", "place.lock", "place.passphrase"}) {
        ASSERT_NE(command(all, id), nullptr) << id;
        EXPECT_TRUE(command(all, id)->enabled) << id;
    }
    EXPECT_FALSE(command(all, "place.reload")->enabled);
    EXPECT_EQ(by_shortcut(all, "Ctrl+S")->id, "place.save");
}

}  // namespace workspace_test
