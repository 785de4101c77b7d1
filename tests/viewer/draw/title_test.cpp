// The bar at the top by itself, at every size: what is not saved is never cut, and several jobs have a list.
#include <fstream>

#include "tests/viewer/draw/desk.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::test {
namespace title_test {

using namespace viewer::draw;
namespace model = viewer::model;

/// A patch with a name as long as names get.
std::filesystem::path long_named(const Folder& folder) {
    const std::filesystem::path recipe = patch_in(folder);
    std::string text = text_of_file(recipe);
    const std::size_t name = text.find("\nname = "), end = text.find('\n', name + 1);
    EXPECT_NE(name, std::string::npos);
    text.replace(name, end - name, "\nname = \"The neighbourhoods between the old canal, the market and the three hills above the river\"");
    std::ofstream(recipe) << text;
    return recipe;
}

class Title : public testing::Test {
protected:
    Intents frames() {
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        return hands.run([&](Ui& ui) {
            preparation.update(place.model, false, false);
            Screen& screen = preparation.screen();
            screen.panes = panes_of({size.x, size.y, ui.scale, true, {}, {}}, place.model.preferences);
            return draw_title(ui, screen);
        });
    }
    void at(float width, float height, float scale) {
        ImGui::GetIO().DisplaySize = {width, height};
        hands.ui.scale = scale;
        hands.ui.fonts = load_fonts(scale);
    }
    Intents press(const std::string& name) {
        EXPECT_TRUE(hands.press(name)) << name;
        return frames();
    }
    const Folder folder;
    OpenModel place{long_named(folder)};
    viewer::app::Preparation preparation;
    Harness hands;
};

TEST_F(Title, WhatIsNotSavedIsNeverCutAndAPressSaves) {
    frames();
    EXPECT_EQ(hands.items.find("title.unsaved"), nullptr);
    place(model::Edit{session::AddPerson{}});
    for (const bool busy : {false, true}) {
        if (busy) place(model::RunAnalyses{{{"kith.inventory"}}, 1});
        for (const auto& [width, height, scale] : {std::tuple{1280.f, 800.f, 1.f}, {1280.f, 800.f, 2.f}, {1280.f, 800.f, 2.5f}, {640.f, 480.f, 1.f}, {320.f, 240.f, 1.f}, {320.f, 240.f, 2.5f}}) {
            at(width, height, scale);
            frames();
            const Item* item = hands.items.find("title.unsaved");
            ASSERT_NE(item, nullptr) << width << " at " << scale;
            EXPECT_GE(item->box.left, 0);
            EXPECT_LE(item->box.right, width) << width << " at " << scale;
            EXPECT_GE(item->box.width(), width_of(hands.ui, scale < 2 ? "1 change not saved" : "● 1", Style::small)) << width << " at " << scale;
            const Item* command = hands.items.find("title.command");
            if (command == nullptr) continue;  // a job stands in its place
            EXPECT_LE(item->box.right, command->box.left) << width << " at " << scale;
            EXPECT_LE(command->box.right, width) << width << " at " << scale;
        }
    }
    at(320, 240, 1);
    frames();
    EXPECT_NE(wanted<model::SaveEdits>(press("title.unsaved")), nullptr);
    place.finish_jobs();
    place(model::Undo{});
    frames();
    EXPECT_EQ(hands.items.find("title.unsaved"), nullptr) << "undone is nothing to save";
}

TEST_F(Title, ARunIsStopped) {
    place(model::RunAnalyses{{{"kith.inventory"}}, 1});
    frames();
    const auto intents = press("title.stop");
    ASSERT_NE(wanted<model::CancelJob>(intents), nullptr);
    EXPECT_EQ(wanted<model::CancelJob>(intents)->job, place.session.jobs().records().back().id);
    place(*wanted<model::CancelJob>(intents));
    place.finish_jobs();
    EXPECT_EQ(place.session.jobs().records().back().state, session::JobState::cancelled);
    EXPECT_TRUE(place.session.results().empty());
}

TEST_F(Title, TwoRunsAtOnceAreListedAndEachHasItsStop) {
    place(model::RunAnalyses{{{"kith.inventory"}}, 1});
    place(model::RunAnalyses{{{"kith.isolation"}}, 1});
    frames();
    std::vector<session::JobId> running;
    for (const session::JobRecord& job : preparation.screen().jobs)
        if (job.state == session::JobState::running) running.push_back(job.id);
    ASSERT_EQ(running.size(), 2u);
    press("title.jobs");
    const std::string second = "title.stop." + std::to_string(running[1]);
    ASSERT_NE(hands.items.find("title.stop." + std::to_string(running[0])), nullptr);
    const auto intents = press(second);
    ASSERT_NE(wanted<model::CancelJob>(intents), nullptr);
    EXPECT_EQ(wanted<model::CancelJob>(intents)->job, running[1]);
    place(*wanted<model::CancelJob>(intents));
    frames();
    EXPECT_FALSE(hands.items.find(second) != nullptr && hands.items.find(second)->enabled) << "it is on its way to stop";
    place.finish_jobs();
    ASSERT_EQ(place.session.results().size(), 1u) << "the other one went on";
    EXPECT_EQ(place.session.results()[0]->request.use, "kith.inventory");
}

}  // namespace title_test
}  // namespace kith::test
