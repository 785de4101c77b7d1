// What a person waits for: how long a hand's movement takes to be seen, what a pan frame costs to prepare, what a map costs to draw.
//   window_bench [RECIPE] [--window] [--scene FILE]
// Without a display by default (EGL); --window opens one, as kith-viewer does. --scene writes the areas and points that were drawn, and their extent,
// for a peer to draw (peer_qgis.py). Asserts what was drawn, never a time.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/bench/window/drawing_bench.hpp"
#include "viewer/app/offscreen.hpp"
#include "viewer/app/viewer.hpp"
#include "viewer/app/window.hpp"

namespace {

using namespace kith;
using namespace kith::viewer;
using bench::cpu;
using bench::percentile;

constexpr int width = 1280, height = 800;
constexpr double patience_seconds = 120;

double wall() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

bool fail(const char* what) {
    std::fprintf(stderr, "window_bench: %s\n", what);
    return false;
}

/// The viewer with a window, or with a texture instead of one; its loop is run_window's.
struct Stage {
    std::unique_ptr<app::Window> window;
    std::unique_ptr<app::Offscreen> offscreen;
    std::unique_ptr<app::Viewer> viewer;
    app::gl::Target target{};
    draw::InputQueue input{};

    bool frame() {
        viewer->poll();
        GLint framebuffer = 0;
        if (window) {
            window->wait(0);  // what the display itself says is taken, and left out
            window->input = {};
        } else {
            target.bind();
            glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer);
        }
        const bool good = static_cast<bool>(viewer->frame(input, width, height, wall(), static_cast<std::uint32_t>(framebuffer)));
        if (window && viewer->drew()) window->show_frame();
        glFinish();
        return good;
    }
    /// Until nothing is left to do.
    bool settle() {
        const double from = wall();
        for (double wait = 0; wait >= 0; wait = viewer->patience(wall())) {
            if (wall() - from > patience_seconds) return fail("the window found no rest");
            if (wait > 0) std::this_thread::sleep_for(std::chrono::duration<double>(wait));
            if (!frame()) return fail("a frame failed");
        }
        return true;
    }
};

bool make(Stage& stage, bool with_window) {
    if (with_window) {
        auto window = app::Window::open(width, height, "Kith");
        if (!window) return fail(window.error().message.c_str());
        stage.window = std::move(*window);
    } else {
        auto offscreen = app::Offscreen::create();
        if (!offscreen) return fail(offscreen.error().message.c_str());
        stage.offscreen = std::move(*offscreen);
        stage.target.size(width, height);
    }
    auto viewer = app::Viewer::create({});
    if (!viewer) return fail(viewer.error().message.c_str());
    stage.viewer = std::move(*viewer);
    return true;
}

bool open(Stage& stage, const std::filesystem::path& recipe) {
    stage.viewer->want(model::OpenRecipe{recipe});
    if (!stage.settle()) return false;
    for (const auto& job : stage.viewer->session().jobs().records())
        if (job.state == session::JobState::failed) return fail(job.message.c_str());
    return stage.viewer->preparation().map.pictures() > 0 || fail("the map was never drawn");
}

/// One kind of movement: the i-th event, how many, and how many a second.
struct Hand {
    const char* name;
    int count;
    double a_second;
    std::function<void(int, draw::InputQueue&)> act;
};

/// Events come when they are due, whatever the window does meanwhile; an event is seen when the first frame that took it is shown.
bool measure(Stage& stage, const Hand& hand) {
    if (!stage.settle()) return false;
    const app::Preparation& drawn_of = stage.viewer->preparation();
    const std::int64_t pictures = drawn_of.map.pictures() + drawn_of.network.pictures();
    const double from = wall(), cpu_from = cpu(CLOCK_PROCESS_CPUTIME_ID);
    const std::int64_t frames = stage.viewer->frames();
    std::vector<double> due, waits;
    for (int next = 0; next < hand.count || !due.empty();) {
        for (; next < hand.count && wall() >= from + next / hand.a_second; ++next) {
            hand.act(next, stage.input);
            due.push_back(from + next / hand.a_second);
        }
        const double now = wall();
        if (due.empty() && stage.viewer->patience(now) != 0) {
            std::this_thread::sleep_for(std::chrono::duration<double>(std::min(0.016, std::max(0.0, from + next / hand.a_second - now))));
            if (stage.viewer->patience(wall()) < 0) continue;
        }
        if (!stage.frame()) return fail("a frame failed");
        if (!stage.input.empty()) continue;
        for (const double since : due) waits.push_back(wall() - since);
        due.clear();
    }
    const double drawn = static_cast<double>(std::max<std::int64_t>(1, stage.viewer->frames() - frames));
    std::printf("  %-34s median %6.1f ms, p95 %6.1f ms wall; %5.1f ms CPU a frame\n", hand.name, 1e3 * percentile(waits, 0.5), 1e3 * percentile(waits, 0.95),
                1e3 * (cpu(CLOCK_PROCESS_CPUTIME_ID) - cpu_from) / drawn);
    return drawn_of.map.pictures() + drawn_of.network.pictures() > pictures || fail("no new picture came of it");
}

/// Along an ellipse in the middle of a picture.
draw::PointerMoved along(const draw::Box& box, double turn) {
    return {box.left + box.width() * static_cast<float>(0.5 + 0.25 * std::cos(turn)), box.top + box.height() * static_cast<float>(0.5 + 0.25 * std::sin(turn))};
}

bool point(Stage& stage, const draw::Box& box, const char* name) {
    bool pointed = false;
    return measure(stage, {name, 300, 60, [&](int i, draw::InputQueue& input) {
                               pointed = pointed || !stage.viewer->session().hovered().empty();
                               input.push(along(box, i * 0.021));
                           }}) &&
           (pointed || fail("nothing was pointed at"));
}

bool click(Stage& stage, const draw::Box& box, const char* name) {
    bool selected = false;
    return measure(stage, {name, 45, 3, [&](int i, draw::InputQueue& input) {
                               selected = selected || !stage.viewer->session().selection().empty();
                               input.push(along(box, i * 0.7));
                               input.push(draw::ButtonChanged{0, true});
                               input.push(draw::ButtonChanged{0, false});
                           }}) &&
           (selected || fail("nothing was selected"));
}

bool hands(Stage& stage) {
    const draw::Item *map = stage.viewer->items().find("map"), *beside = stage.viewer->items().find("network");
    if (map == nullptr) return fail("there is no map in the window");
    const draw::Box box = map->box;
    const std::optional<draw::Box> network = beside != nullptr ? std::optional(beside->box) : std::nullopt;
    std::printf("input to picture, %dx%d (%s):\n", width, height, stage.window ? "a window" : "without a window");
    if (!measure(stage, {"zoom by the wheel, 30 a second", 150, 30, [&](int i, draw::InputQueue& input) {
                             if (i == 0) input.push(along(box, 0));
                             input.push(draw::WheelTurned{0, i % 20 < 10 ? 1.f : -1.f});
                         }}))
        return false;
    if (!measure(stage, {"pan by a drag, 60 a second", 300, 60, [&](int i, draw::InputQueue& input) {
                             input.push(along(box, i * 0.05));
                             if (i == 0) input.push(draw::ButtonChanged{2, true});
                             if (i == 299) input.push(draw::ButtonChanged{2, false});
                         }}))
        return false;
    return point(stage, box, "point at things, 60 a second") && click(stage, box, "select by a click, 3 a second") &&
           (!network || (point(stage, *network, "point at people in the network") && click(stage, *network, "select by a click there")));
}

void pan(const model::Prepared& prepared, const draw::Box& map) {
    app::PaneState pane(model::Pane::map);
    pane.show(std::shared_ptr<const model::Prepared>(std::shared_ptr<void>(), &prepared), false);
    const draw::CanvasRoom room{map, map, {}, {}};
    pane.prepare(room, 1, 1, true);
    std::vector<double> costs;
    for (int i = 0; i < 300; ++i) {
        pane.pan({i % 60 < 30 ? 6.0 : -6.0, 2});
        const double from = cpu(CLOCK_THREAD_CPUTIME_ID);
        pane.prepare(room, 1 + 0.016 * i, 1, true);
        costs.push_back(cpu(CLOCK_THREAD_CPUTIME_ID) - from);
    }
    std::printf("a pan frame prepared: median %.3f ms CPU, p95 %.3f ms CPU\n", 1e3 * percentile(costs, 0.5), 1e3 * percentile(costs, 0.95));
}

bool run(const std::filesystem::path& recipe, bool with_window, const std::filesystem::path& scene) {
    Stage stage;
    if (!make(stage, with_window) || !open(stage, recipe)) return false;
    std::printf("drawn by %s\n", reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
    const draw::Item* map = stage.viewer->items().find("map");
    if (map == nullptr) return fail("there is no map in the window");
    const model::Prepared& prepared = *stage.viewer->preparation().map.prepared();
    pan(prepared, map->box);
    if (!bench::draw(prepared, width, height)) return fail("the map's picture was not drawn");
    if (!scene.empty() && !bench::write_scene(prepared, width, height, stage.viewer->session().view()->crs(), scene)) return fail("the scene could not be written");
    bench::floor(prepared, width, height, stage.window.get());
    const bool good = hands(stage);
    stage.viewer.reset();  // while its context is there
    stage.target = {};
    return good;
}

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path recipe = KITH_SOURCE_DIR "/data/samples/patch/patch.toml", scene;
    bool with_window = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--window")
            with_window = true;
        else if (word == "--scene" && i + 1 < argc)
            scene = argv[++i];
        else
            recipe = word;
    }
    return run(recipe, with_window, scene) ? 0 : 1;
}
