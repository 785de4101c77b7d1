#include <cairo/cairo.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "engine/host/trust.hpp"
#include "viewer/app/offscreen.hpp"
#include "viewer/app/run.hpp"
#include "viewer/app/script.hpp"
#include "viewer/app/viewer.hpp"

namespace kith::viewer::app {
namespace {

/// A viewer without a window, and time that stands still while it draws.
class Stage {
public:
    Stage(Viewer& viewer, Offscreen& offscreen, int width, int height) : viewer_(viewer), offscreen_(offscreen), width_(width), height_(height) { target_.size(width, height); }

    base::Status frame() {
        now_ += 0.02;
        viewer_.poll();
        GLint framebuffer = 0;
        target_.bind();
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer);
        return viewer_.frame(input_, width_, height_, now_, static_cast<std::uint32_t>(framebuffer));
    }
    /// Until nobody works, nothing moves and every event was taken.
    base::Status settle() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(120);
        int quiet = 0;
        while (quiet < 4) {
            if (auto s = frame(); !s) return s;
            const double patience = viewer_.patience(now_);
            const bool still = input_.empty() && (patience < 0 || patience > 1);  // a lock that is far off
            quiet = still ? quiet + 1 : 0;
            if (std::chrono::steady_clock::now() > end) return base::Error{base::Code::timed_out, "The window did not come to rest within two minutes."};
            if (!still && viewer_.session().jobs().busy()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return {};
    }
    base::Status act(const Act& act) {
        switch (act.kind) {
            case Act::Kind::press: return press(act.text);
            case Act::Kind::key: draw::press(input_, act.text); break;
            case Act::Kind::type: draw::type(input_, act.text); break;
            case Act::Kind::move: input_.push(draw::PointerMoved{act.x, act.y}); break;
            case Act::Kind::click: click(act.x, act.y); break;
            case Act::Kind::hold:
                input_.push(draw::PointerMoved{act.x, act.y});
                input_.push(draw::ButtonChanged{0, true});
                break;
            case Act::Kind::let_go: input_.push(draw::ButtonChanged{0, false}); break;
            case Act::Kind::settle: break;
            case Act::Kind::lose_context: return lose_context();
        }
        return settle();
    }
    base::Status write(const std::filesystem::path& file) {
        target_.bind();
        std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 4);
        glReadPixels(0, 0, width_, height_, GL_BGRA, GL_UNSIGNED_BYTE, pixels.data());
        cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_, height_);
        const auto row = static_cast<std::size_t>(width_) * 4;
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
        unsigned char* to = cairo_image_surface_get_data(surface);
        for (std::size_t y = 0; y < static_cast<std::size_t>(height_); ++y) std::copy_n(pixels.data() + (static_cast<std::size_t>(height_) - 1 - y) * row, row, to + y * stride);
        cairo_surface_mark_dirty(surface);
        const bool good = cairo_surface_write_to_png(surface, file.c_str()) == CAIRO_STATUS_SUCCESS;
        cairo_surface_destroy(surface);
        return good ? base::Status() : base::Status(base::io_error("The picture " + file.string() + " could not be written."));
    }

private:
    void click(float x, float y) {
        input_.push(draw::PointerMoved{x, y});
        input_.push(draw::ButtonChanged{0, true});
        input_.push(draw::ButtonChanged{0, false});
    }
    base::Status press(const std::string& name) {
        const draw::Item* item = viewer_.items().find(name);
        if (item != nullptr && !draw::Items::in_sight(*item)) {  // the keyboard brings it there, as Tab would
            viewer_.items().focus(*item);
            if (auto s = settle(); !s) return s;
            item = viewer_.items().find(name);
        }
        if (item == nullptr) return base::not_found("There is no control called " + name + " in the window now.");
        if (!draw::Items::in_sight(*item)) return base::not_found("The control called " + name + " is scrolled away.");
        click((item->box.left + item->box.right) / 2, (item->box.top + item->box.bottom) / 2);
        return settle();
    }
    base::Status lose_context() {
        target_ = gl::Target();
        if (auto s = offscreen_.renew(); !s) return s;
        if (auto s = viewer_.context_renewed(); !s) return s;
        target_.size(width_, height_);
        return settle();
    }
    Viewer& viewer_;
    Offscreen& offscreen_;
    int width_, height_;
    gl::Target target_;
    draw::InputQueue input_;
    double now_ = 1;
};

base::Result<std::vector<Act>> acts_of(const std::filesystem::path& script) {
    if (script.empty()) return std::vector<Act>();
    std::ifstream file(script);
    if (!file) return base::not_found("The script " + script.string() + " cannot be read.");
    return script_of(std::string{std::istreambuf_iterator<char>(file), {}});
}

}  // namespace

base::Status take_screenshot(const RunOptions& options) {
    const auto acts = acts_of(options.script);
    if (!acts) return acts.error();
    auto offscreen = Offscreen::create();
    if (!offscreen) return offscreen.error();
    ViewerOptions viewer_options;
    viewer_options.session.grants_file = host::Trust::usual_file();
    auto viewer = Viewer::create(std::move(viewer_options));
    if (!viewer) return viewer.error();
    model::Preferences& preferences = (*viewer)->model().preferences;
    preferences.reduced_motion = true;
    if (options.theme) preferences.theme = *options.theme;
    if (options.scale_percent) preferences.scale_percent = *options.scale_percent;
    if (auto s = open_first(**viewer, options); !s) return s;
    Stage stage(**viewer, **offscreen, options.width, options.height);
    if (auto s = stage.settle(); !s) return s;
    for (const Act& act : *acts)
        if (auto s = stage.act(act); !s) return s;
    return stage.write(options.screenshot);
}

}  // namespace kith::viewer::app
