// A workspace in the whole window: saved with a passphrase that is typed, locked when nobody is there, opened again.
#include "engine/store/workspace.hpp"
#include "tests/support/folder.hpp"
#include "tests/viewer/app/whole_window.hpp"

namespace kith::viewer::app {
namespace lock_test {

class Workspaces : public WholeWindow {
protected:
    void write(std::string_view text) {
        draw::type(input, text);
        settle();
    }
    void save_as() {
        open();
        viewer->want(model::ShowDialog{model::Dialog::new_passphrase, file.string()});
        settle();
        write("five words that open it");
        press("new_passphrase.again");
        write("five words that open it");
        press("new_passphrase.done");
        ASSERT_TRUE(viewer->session().is_workspace());
    }
    test::Folder folder;
    std::filesystem::path file = folder / "patch.kith";
};

TEST_F(Workspaces, ATypedPassphraseSavesOneThatOnlyItOpens) {
    save_as();
    EXPECT_TRUE(store::looks_like_workspace(file));
    EXPECT_TRUE(std::filesystem::exists(folder / "patch-recovery.html"));
    EXPECT_EQ(viewer->title(), "Kith · Larkmere (invented)");
    viewer->want(model::ClosePlace{});
    viewer->want(model::OpenRecipe{file});
    settle();
    write("not these words");
    key("Enter");
    EXPECT_FALSE(viewer->session().is_open());
    ASSERT_NE(viewer->items().find("passphrase.words"), nullptr) << "asked again";
    write("five words that open it");
    key("Enter");
    EXPECT_TRUE(viewer->session().is_open());
}

TEST_F(Workspaces, WithoutAHandItIsLockedAndNothingOfItIsLeft) {
    save_as();
    const auto person = viewer->session().view()->key(base::EntityKind::person, 0);
    viewer->want(model::Select{{person}});
    settle();
    viewer->lock_when_idle(now);
    const double left = viewer->until_locked(now);
    EXPECT_GT(left, 14 * 60.0);
    EXPECT_LE(left, 15 * 60.0);
    viewer->lock_when_idle(now + left / 2);
    EXPECT_TRUE(viewer->session().is_open());
    std::weak_ptr<const privacy::View> view = viewer->session().view();
    draw::Remembered& memory = viewer->memory();
    memory.paper.person = memory.paper.at = memory.pressed_in = "typed";
    memory.paper.file = folder / "for-P001.pdf";
    memory.export_form.title = "Circle of somebody";
    now += left + 1;
    viewer->lock_when_idle(now);
    EXPECT_TRUE(view.expired()) << "also of a window that is not seen, and draws nothing";
    EXPECT_EQ(memory.paper.person + memory.paper.at + memory.pressed_in + memory.paper.file.string() + memory.export_form.title, "");
    settle();
    EXPECT_FALSE(viewer->session().is_open());
    EXPECT_TRUE(view.expired()) << "somebody still holds what was open";
    EXPECT_EQ(viewer->title(), "Kith");
    ASSERT_NE(viewer->items().find("passphrase.words"), nullptr);
    write("five words that open it");
    key("Enter");
    ASSERT_TRUE(viewer->session().is_open());
    ASSERT_EQ(viewer->session().selection().size(), 1u);
    EXPECT_EQ(viewer->session().selection().keys()[0], person);
}

TEST_F(Workspaces, WhatWasCopiedGoesWithTheLockAndOnlyThen) {
    save_as();
    viewer->want(model::ClosePlace{});
    settle();
    EXPECT_FALSE(viewer->take_locked());
    viewer->want(model::OpenRecipe{file});
    settle();
    write("five words that open it");
    key("Enter");
    ASSERT_TRUE(viewer->session().is_open());
    settle();
    EXPECT_FALSE(viewer->take_locked());
    viewer->want(model::LockWorkspace{});
    settle();
    EXPECT_TRUE(viewer->take_locked());
    EXPECT_FALSE(viewer->take_locked()) << "once";
}

}  // namespace lock_test
}  // namespace kith::viewer::app
