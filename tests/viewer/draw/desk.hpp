#pragma once
// The whole window on a place that is open, without graphics: what Viewer::frame does, but for the pictures.
#include <algorithm>

#include "tests/viewer/draw/harness.hpp"
#include "tests/viewer/draw/prepared_frame.hpp"
#include "tests/viewer/model/model_place.hpp"

namespace kith::test {

class Desk {
public:
    explicit Desk(bool open = true, float width = 1280, float height = 800) : hands(width, height), width_(width), height_(height) {
        if (open) at_.emplace(sample("patch") / "patch.toml");
        else session_.emplace();
        if (!open) start_.emplace(*session_);
        settle();
    }
    explicit Desk(const std::filesystem::path& recipe) : hands(1280, 800), width_(1280), height_(800), at_(recipe) { settle(); }
    viewer::model::Model& model() { return start_ ? *start_ : at_->model; }
    session::Session& session() { return model().session; }
    const session::KeySet& selection() { return session().selection(); }

    /// Frames until all is taken; what was wanted is done, and told.
    viewer::draw::Intents settle() {
        const auto frames = [this] { return hands.run([this](viewer::draw::Ui& ui) { return frame(ui); }, false); };
        viewer::draw::Intents all = frames();
        while (at_ && session().jobs().busy()) {
            at_->finish_jobs();
            viewer::draw::add(all, frames());
        }
        return all;
    }
    viewer::draw::Intents press(std::string_view name) {
        const viewer::draw::Item* item = hands.items.find(name);
        if (item != nullptr && !viewer::draw::Items::in_sight(*item)) {  // a hand would scroll there first
            hands.items.focus(*item);
            settle();
        }
        EXPECT_TRUE(hands.press(name)) << name << " is not there";
        return settle();
    }
    /// From a list that opens under its control.
    viewer::draw::Intents choose(const std::string& name, int index) {
        press(name);
        return press(name + "." + std::to_string(index));
    }
    viewer::draw::Intents key(std::string_view chord) {
        hands.key(chord);
        return settle();
    }
    viewer::draw::Intents type(std::string_view text) {
        hands.type(text);
        return settle();
    }
    viewer::draw::Intents show(viewer::model::Dialog dialog, const std::string& subject = {}) {
        viewer::model::apply(model(), viewer::model::ShowDialog{dialog, subject});
        return settle();
    }
    void run_the_usual() {
        at_->run({{"kith.inventory"}, {"kith.isolation"}, {"kith.connection_gaps"}});
        settle();
    }
    void tab_to(std::string_view name) {
        for (int i = 0; i < 200 && hands.focused() != name; ++i) key("Tab");
        EXPECT_EQ(hands.focused(), name);
    }
    viewer::model::Dialog dialog() { return model().window.dialog; }
    bool there(std::string_view name) const { return hands.items.find(name) != nullptr; }
    viewer::draw::Box box(std::string_view name) const {
        const viewer::draw::Item* item = hands.items.find(name);
        EXPECT_NE(item, nullptr) << name;
        return item == nullptr ? viewer::draw::Box() : item->box;
    }
    /// The first control whose name begins so.
    std::string first(std::string_view begins) const {
        for (const viewer::draw::Item& item : hands.items.all())
            if (item.name.starts_with(begins)) return item.name;
        return {};
    }

    Harness hands;
    viewer::app::Preparation preparation;
    std::vector<viewer::draw::Gesture> gestures;      // of all frames
    std::vector<viewer::model::WindowAction> actions;
    std::optional<viewer::draw::ExportWish> wish;

private:
    viewer::draw::Intents frame(viewer::draw::Ui& ui) {
        using namespace viewer;
        now_ += 0.05;
        model::Model& all = model();
        const draw::Intents intents = prepared_frame(ui, all, preparation, hands.memory, width_, height_, now_);
        for (const model::Intent& intent : intents) model::apply(all, intent);
        gestures.insert(gestures.end(), hands.memory.gestures.begin(), hands.memory.gestures.end());
        actions.insert(actions.end(), all.window.wanted.begin(), all.window.wanted.end());
        all.window.wanted.clear();
        if (hands.memory.wish) wish = std::exchange(hands.memory.wish, std::nullopt);
        return intents;
    }
    float width_, height_;
    double now_ = 1;
    std::optional<OpenModel> at_;
    std::optional<session::Session> session_;         // of the start screen: nothing is open
    std::optional<viewer::model::Model> start_;
};

/// The window on a sample patch of its own, in a folder that goes with it: what is written beside a place, or changed in it.
class DeskOfItsOwn : public testing::Test {
protected:
    const Folder folder;
    Desk desk{patch_in(folder)};
    std::string last_notice() { return desk.model().notices.empty() ? "" : desk.model().notices.back().text; }
};

}  // namespace kith::test
