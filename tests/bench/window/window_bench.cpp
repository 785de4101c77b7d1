// What a person waits for: the first picture, the picture after a turn of the wheel, and what a pan frame costs to prepare.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

#include "viewer/app/offscreen.hpp"
#include "viewer/app/viewer.hpp"

namespace {

using namespace kith;
using namespace kith::viewer;

double wall() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
double cpu(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

bool fail(const char* what) {
    std::fprintf(stderr, "window_bench: %s\n", what);
    return false;
}

struct Stage {
    app::Viewer& viewer;
    app::gl::Target target{};
    draw::InputQueue input{};
    double now = 1;
    bool frame() {
        now += 0.02;
        viewer.poll();
        GLint framebuffer = 0;
        target.bind();
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer);
        const bool good = static_cast<bool>(viewer.frame(input, 1280, 800, now, static_cast<std::uint32_t>(framebuffer)));
        glFinish();
        return good;
    }
};

/// Until the map is drawn with its areas.
bool open(Stage& stage, const std::filesystem::path& recipe) {
    stage.viewer.want(model::OpenRecipe{recipe});
    while (!stage.viewer.session().is_open() || stage.viewer.preparation().map.pictures() == 0 || stage.viewer.preparation().map.waiting()) {
        if (!stage.frame()) return fail("a frame failed");
        for (const auto& job : stage.viewer.session().jobs().records())
            if (job.state == session::JobState::failed) return fail(job.message.c_str());
        if (stage.viewer.session().jobs().busy()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

bool wheel(Stage& stage, const draw::Box& map) {
    std::vector<double> waits;
    stage.input.push(draw::PointerMoved{(map.left + map.right) / 2, (map.top + map.bottom) / 2});
    stage.frame();
    const auto before = stage.viewer.preparation().map.pictures();
    for (int i = 0; i < 100; ++i) {
        const double from = wall();
        stage.input.push(draw::WheelTurned{0, i % 20 < 10 ? 1.f : -1.f});
        stage.frame();   // the gesture is taken at its end
        stage.frame();   // and drawn here
        waits.push_back(wall() - from);
    }
    std::printf("input to picture, 1280x800: median %.1f ms, p95 %.1f ms\n", 1e3 * percentile(waits, 0.5), 1e3 * percentile(waits, 0.95));
    return stage.viewer.preparation().map.pictures() >= before + 100 || fail("turns of the wheel drew no picture");
}

void pan(const model::Prepared& prepared, const draw::Box& map) {
    app::PaneState pane(model::Pane::map);
    pane.show(std::shared_ptr<const model::Prepared>(std::shared_ptr<void>(), &prepared), false);
    pane.prepare(map, 1, 1, true);
    std::vector<double> costs;
    for (int i = 0; i < 300; ++i) {
        pane.pan({i % 60 < 30 ? 6.0 : -6.0, 2});
        const double from = cpu(CLOCK_THREAD_CPUTIME_ID);
        pane.prepare(map, 1 + 0.016 * i, 1, true);
        costs.push_back(cpu(CLOCK_THREAD_CPUTIME_ID) - from);
    }
    std::printf("a pan frame prepared: median %.3f ms CPU, p95 %.3f ms CPU\n", 1e3 * percentile(costs, 0.5), 1e3 * percentile(costs, 0.95));
}

bool run(const std::filesystem::path& recipe) {
    const double wall_from = wall(), cpu_from = cpu(CLOCK_PROCESS_CPUTIME_ID);
    auto offscreen = app::Offscreen::create();
    if (!offscreen) return fail(offscreen.error().message.c_str());
    auto viewer = app::Viewer::create({});
    if (!viewer) return fail(viewer.error().message.c_str());
    std::printf("context, letters, programs: %.2f s wall\n", wall() - wall_from);
    Stage stage{**viewer};
    stage.target.size(1280, 800);
    if (!open(stage, recipe)) return false;
    std::printf("opened to the first picture: %.2f s wall, %.2f s CPU (this program; its readers besides)\n", wall() - wall_from, cpu(CLOCK_PROCESS_CPUTIME_ID) - cpu_from);
    const draw::Item* map = stage.viewer.items().find("map");
    if (map == nullptr) return fail("there is no map in the window");
    pan(*stage.viewer.preparation().map.prepared(), map->box);
    return wheel(stage, map->box);
}

}  // namespace

int main(int argc, char** argv) { return run(argc > 1 ? argv[1] : KITH_SOURCE_DIR "/data/samples/patch/patch.toml") ? 0 : 1; }
