#pragma once
// The whole window without a display (EGL): frames, hands, and the model to be asked.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>

#include "viewer/app/offscreen.hpp"
#include "viewer/app/viewer.hpp"

namespace kith::viewer::app {

constexpr int width = 1280, height = 800;

class WholeWindow : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = Offscreen::create();
        if (made) offscreen = std::move(*made);
    }
    static void TearDownTestSuite() { offscreen.reset(); }
    void SetUp() override {
        if (!offscreen) GTEST_SKIP() << "no OpenGL 3.3 here, not even in software";
        auto made = Viewer::create({});
        ASSERT_TRUE(made) << made.error().message;
        viewer = std::move(*made);
        viewer->model().preferences.reduced_motion = true;
        target.size(width, height);
    }
    void TearDown() override {
        viewer.reset();
        target = gl::Target();
    }
    void frame() {
        now += 0.05;
        viewer->poll();
        GLint framebuffer = 0;
        target.bind();
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer);
        const auto drawn = viewer->frame(input, width, height, now, static_cast<std::uint32_t>(framebuffer));
        ASSERT_TRUE(drawn) << drawn.error().message;
    }
    void settle() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(90);
        for (int quiet = 0; quiet < 4;) {
            frame();
            if (HasFatalFailure()) return;
            const double patience = viewer->patience(now);
            const bool still = input.empty() && (patience < 0 || patience > 1);  // a lock that is far off
            quiet = still ? quiet + 1 : 0;
            if (!still && viewer->session().jobs().busy()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            ASSERT_LT(std::chrono::steady_clock::now(), end) << "the window does not come to rest";
        }
    }
    void open() {
        viewer->want(model::OpenRecipe{std::filesystem::path(KITH_SOURCE_DIR) / "data/samples/patch/patch.toml"});
        settle();
        ASSERT_TRUE(viewer->session().is_open());
    }
    void click(float x, float y) {
        input.push(draw::PointerMoved{x, y});
        input.push(draw::ButtonChanged{0, true});
        input.push(draw::ButtonChanged{0, false});
        settle();
    }
    void press(const char* name) {
        const draw::Item* item = viewer->items().find(name);
        ASSERT_NE(item, nullptr) << name;
        if (!draw::Items::in_sight(*item)) {  // a hand would scroll there first
            viewer->items().focus(*item);
            settle();
            item = viewer->items().find(name);
            ASSERT_NE(item, nullptr) << name;
        }
        click((item->box.left + item->box.right) / 2, (item->box.top + item->box.bottom) / 2);
    }
    void key(const char* chord) {
        draw::press(input, chord);
        settle();
    }

    static inline std::unique_ptr<Offscreen> offscreen;
    std::unique_ptr<Viewer> viewer;
    gl::Target target;
    draw::InputQueue input;
    double now = 1;
};

}  // namespace kith::viewer::app
