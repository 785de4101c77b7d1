#include "tests/bench/window/drawing_bench.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "viewer/app/gl.hpp"
#include "viewer/app/scene_renderer.hpp"
#include "viewer/app/triangle_cache.hpp"

namespace kith::bench {

using namespace kith::viewer;

double cpu(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

namespace {

constexpr int repeats = 15;

model::Camera whole(const model::Prepared& prepared, int width, int height) {
    model::Camera camera;
    camera.pane = {static_cast<double>(width), static_cast<double>(height)};
    return model::fitted(camera, prepared.bounds, 8);
}

app::Sight sight_of(const model::Camera& camera) {
    return {camera.centre.x, camera.centre.y, camera.pixels_per_metre, static_cast<int>(camera.pane.x), static_cast<int>(camera.pane.y), 1};
}

/// Median of CPU seconds over `repeats` calls, after one that is not counted.
template <class Work>
double median_of(Work work) {
    std::vector<double> costs;
    for (int i = 0; i <= repeats; ++i) {
        const double from = cpu(CLOCK_PROCESS_CPUTIME_ID);
        work(i);
        if (i > 0) costs.push_back(cpu(CLOCK_PROCESS_CPUTIME_ID) - from);
    }
    return percentile(costs, 0.5);
}

/// As if nothing were too many: every mark by itself.
void every_mark(const model::Prepared& prepared, model::Frame& frame) {
    std::fill(frame.raster.begin(), frame.raster.end(), std::uint8_t{0});
    frame.marks.clear();
    for (const auto& layer : prepared.scene.marks) frame.marks.push_back({{0, static_cast<std::uint32_t>(layer.size())}});
}

std::string wkt_of(const picture::Coverage& rings, std::size_t area) {
    std::string text = "MULTIPOLYGON (";
    for (auto p = rings.area_polygons[area]; p < rings.area_polygons[area + 1]; ++p) {
        text += p > rings.area_polygons[area] ? ", (" : "(";
        for (auto r = rings.polygon_rings[static_cast<std::size_t>(p)]; r < rings.polygon_rings[static_cast<std::size_t>(p) + 1]; ++r) {
            text += r > rings.polygon_rings[static_cast<std::size_t>(p)] ? ", (" : "(";
            for (auto i = rings.ring_points[static_cast<std::size_t>(r)]; i < rings.ring_points[static_cast<std::size_t>(r) + 1]; ++i) {
                if (text.back() != '(') text += ", ";
                text += std::to_string(rings.xy[2 * static_cast<std::size_t>(i)]) + " " + std::to_string(rings.xy[2 * static_cast<std::size_t>(i) + 1]);
            }
            text += ")";
        }
        text += ")";
    }
    return text + ")";
}

}  // namespace

bool draw(const model::Prepared& prepared, int width, int height) {
    const auto cache = std::make_shared<app::TriangleCache>([] {});
    auto renderer = app::SceneRenderer::create(cache);
    if (!renderer) return false;
    for (const auto& layer : prepared.scene.areas)
        if (layer.geometry) cache->wait(layer.geometry);
    (*renderer)->show(std::shared_ptr<const model::Prepared>(std::shared_ptr<void>(), &prepared));
    const model::Camera camera = whole(prepared, width, height);
    bool drawn = true;
    const auto measured = [&](bool every) {
        return median_of([&](int i) {
            model::Frame frame;
            model::FrameOptions options;
            options.labels = false;
            const model::Camera moved = model::panned(camera, {static_cast<double>(i % 2), 0});
            model::frame_of(prepared, moved, options, frame);
            if (every) every_mark(prepared, frame);
            drawn = (*renderer)->draw(sight_of(moved), frame) && drawn;
            glFinish();
        });
    };
    std::size_t areas = 0, marks = 0;
    for (const auto& layer : prepared.scene.areas) areas += layer.size();
    for (const auto& layer : prepared.scene.marks) marks += layer.size();
    const double shown = measured(false), each = measured(true);
    std::printf("%zu areas and %zu points drawn, %dx%d: as the window shows them %.4f s CPU, a mark for everybody %.4f s CPU\n", areas, marks, width, height, shown, each);
    return drawn;
}

bool write_scene(const model::Prepared& prepared, int width, int height, const std::string& crs, const std::filesystem::path& file) {
    const model::Rect extent = model::visible(whole(prepared, width, height));
    const std::filesystem::path points = file.string() + ".points";
    nlohmann::json scene = {{"crs", crs}, {"extent", {extent.low.x, extent.low.y, extent.high.x, extent.high.y}}, {"width", width}, {"height", height}, {"points", points.string()}};
    for (const auto& layer : prepared.scene.areas) {
        const picture::Coverage rings = picture::coverage_of(*layer.geometry);
        for (std::size_t area = 0; area < rings.areas(); ++area) scene["areas"].push_back(wkt_of(rings, area));
    }
    std::ofstream raw(points, std::ios::binary);
    for (const auto& layer : prepared.scene.marks)
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const double at[2] = {prepared.scene.origin.x + static_cast<double>(layer.xy[2 * i]), prepared.scene.origin.y + static_cast<double>(layer.xy[2 * i + 1])};
            raw.write(reinterpret_cast<const char*>(at), sizeof at);
        }
    std::ofstream out(file);
    out << scene;
    return raw.good() && out.good();
}

void floor(const model::Prepared& prepared, int width, int height, app::Window* window) {
    const model::Rect extent = model::visible(whole(prepared, width, height));
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const double scale = static_cast<double>(width) / (extent.high.x - extent.low.x);
    const double by_hand = median_of([&](int i) {
        std::fill(pixels.begin(), pixels.end(), static_cast<std::uint32_t>(i));
        for (const auto& layer : prepared.scene.marks)
            for (std::size_t k = 0; k < layer.size(); ++k) {
                const auto x = static_cast<std::size_t>((prepared.scene.origin.x - extent.low.x + static_cast<double>(layer.xy[2 * k])) * scale);
                const auto y = static_cast<std::size_t>((extent.high.y - prepared.scene.origin.y - static_cast<double>(layer.xy[2 * k + 1])) * scale);
                if (x < static_cast<std::size_t>(width) && y < static_cast<std::size_t>(height)) pixels[y * static_cast<std::size_t>(width) + x] += 77;
            }
    });
    app::gl::Target from, to;
    for (app::gl::Target* target : {&from, &to}) target->size(width, height);
    const double blank = median_of([&](int) {
        GLint name = 0;
        from.bind();
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &name);
        glClearColor(1, 1, 1, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        to.bind();
        if (window != nullptr) glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
        glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(name));
        glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        if (window != nullptr) window->show_frame();
        glFinish();
    });
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    std::printf("floor: a pixel for each point by hand %.4f s CPU; an empty picture copied and shown %.2f ms CPU\n", by_hand, 1e3 * blank);
}

}  // namespace kith::bench
