#include <imgui.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "engine/host/trust.hpp"
#include "engine/store/words.hpp"
#include "viewer/app/picture_clipboard.hpp"
#include "viewer/app/run.hpp"
#include "viewer/app/tell.hpp"
#include "viewer/app/viewer.hpp"
#include "viewer/app/window.hpp"

namespace kith::viewer::app {
namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

Cursor cursor_of(int imgui) {
    switch (imgui) {
        case ImGuiMouseCursor_TextInput: return Cursor::caret;
        case ImGuiMouseCursor_Hand: return Cursor::hand;
        case ImGuiMouseCursor_ResizeEW: return Cursor::split_across;
        case ImGuiMouseCursor_ResizeNS: return Cursor::split_down;
        default: return Cursor::arrow;
    }
}

void share_clipboard(Window& window) {
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = &window;
    io.SetClipboardTextFn = [](void* of, const char* text) { static_cast<Window*>(of)->clipboard(text); };
    io.GetClipboardTextFn = [](void* of) { return static_cast<Window*>(of)->clipboard(); };
}

/// A test says with a file that the graphics driver is to begin anew: it goes when it was heard.
bool is_wanted(const std::filesystem::path& file) {
    std::error_code ignored;
    return !file.empty() && std::filesystem::remove(file, ignored);
}

/// Somebody closes the window. A question cannot be answered in a window that nobody sees.
void take_close(Window& window, Viewer& viewer) {
    if (!window.wants_to_close()) return;
    window.keep_open();
    viewer.ask_to_quit();
    if (!viewer.wants_to_quit()) window.restore();
}

/// Only once nothing of it stands on the screen: another program, asked what it copied, may take its time.
void take_copies_back(Window& window, PictureClipboard& clipboard, Viewer& viewer) {
    if (!viewer.take_locked()) return;
    clipboard.withdraw();
    window.withdraw_clipboard();
}

base::Status loop(Window& window, PictureClipboard& clipboard, Viewer& viewer, const RunOptions& options) {
    bool pictured = false;
    double wait = 0;
    int cursor = -1;
    const auto say = [&] {
        if (!options.tell.empty()) tell(viewer, {window.width(), window.height(), window.minimised(), window.input.taken()}, options.tell);
    };
    while (!viewer.wants_to_quit()) {
        window.wait(wait);
        take_close(window, viewer);
        if (const auto files = std::exchange(window.dropped, {}); !files.empty()) viewer.drop(files);
        viewer.lock_when_idle(seconds());
        const bool changed = viewer.poll();
        wait = viewer.patience(seconds());
        if (window.minimised()) {
            wait = viewer.works() ? 0.25 : viewer.until_locked(seconds());
            window.title(viewer.title());
            take_copies_back(window, clipboard, viewer);
            say();
            continue;
        }
        const bool damaged = window.take_damage(), lost = window.context_lost() || is_wanted(options.lose);
        if (window.input.empty() && !changed && !damaged && !lost && wait < 0) continue;
        if (damaged) viewer.redraw();
        if (lost) {
            if (auto s = window.renew(); !s) return s;
            if (auto s = viewer.context_renewed(); !s) return s;
        }
        if (auto s = viewer.frame(window.input, window.width(), window.height(), seconds()); !s) return s;
        if (viewer.drew()) window.show_frame();
        take_copies_back(window, clipboard, viewer);
        if (options.counts && !pictured && viewer.preparation().map.pictures() > 0 && !viewer.preparation().map.waiting()) {
            pictured = true;
            std::fputs("first picture\n", stderr);
        }
        say();
        window.title(viewer.title());
        if (cursor != viewer.cursor()) window.cursor(cursor_of(cursor = viewer.cursor()));
        wait = viewer.patience(seconds());
    }
    return {};
}

}  // namespace

base::Status open_first(Viewer& viewer, const RunOptions& options) {
    if (options.recipe.empty()) return {};
    if (options.passphrase_file.empty()) {
        viewer.want(model::OpenRecipe{options.recipe, options.root});
        return {};
    }
    auto words = store::passphrase_in(options.passphrase_file);
    if (!words) return words.error();
    viewer.want(model::OpenWorkspace{options.recipe, std::make_shared<store::Secret>(std::move(*words))});
    return {};
}

base::Status run_window(const RunOptions& options) {
    ViewerOptions viewer_options;
    if (options.remember) {
        viewer_options.session.recent_file = session::Session::usual_recent_file();
        if (!viewer_options.session.recent_file.empty()) viewer_options.preferences_file = viewer_options.session.recent_file.parent_path() / "preferences.json";
    }
    viewer_options.session.grants_file = host::Trust::usual_file();
    std::atomic<bool> awake = false;  // nobody may be woken before there is a window, nor need be
    viewer_options.wake = [&awake] {
        if (awake) Window::wake();
    };
    PictureClipboard clipboard;
    viewer_options.copy_picture = [&clipboard](std::vector<std::byte> png) { return clipboard.offer(std::move(png)); };
    auto viewer = Viewer::begin(std::move(viewer_options));
    if (options.theme) viewer->model().preferences.theme = *options.theme;
    if (options.scale_percent) viewer->model().preferences.scale_percent = *options.scale_percent;
    if (auto s = open_first(*viewer, options); !s) return s;  // read while the window is made
    auto window = Window::open(options.width, options.height, "Kith");
    if (!window) return window.error();
    awake = true;
    if (auto s = viewer->start(); !s) return s;
    share_clipboard(**window);
    base::Status ended = loop(**window, clipboard, *viewer, options);
    if (options.counts) std::fprintf(stderr, "frames %lld, wake-ups %lld\n", static_cast<long long>(viewer->frames()), static_cast<long long>((*window)->wake_ups));
    awake = false;
    viewer.reset();  // while its context is there
    return ended;
}

}  // namespace kith::viewer::app
