#pragma once
// A window of the desktop and its hands: GLFW, OpenGL 3.3 core.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "viewer/draw/input.hpp"

struct GLFWwindow;

namespace kith::viewer::app {

enum class Cursor : std::uint8_t { arrow, hand, caret, move, split_across, split_down };

class Window {
public:
    /// Errors: unavailable without a display or without OpenGL 3.3.
    static base::Result<std::unique_ptr<Window>> open(int width, int height, const std::string& title);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Sleeps until something happens, or at most `seconds` (below 0: for ever). Events are in `input` then.
    void wait(double seconds);
    /// Ends a sleep; from any thread.
    static void wake();
    void show_frame();
    bool wants_to_close() const;
    void keep_open();                                 // somebody is asked first
    void restore();                                   // no longer minimised
    /// Framebuffer pixels; 0 x 0 while minimised.
    int width() const;
    int height() const;
    bool minimised() const;
    /// Something outside asks for a new picture: the size changed, or it was covered.
    bool take_damage();
    void title(const std::string& text);
    void cursor(Cursor cursor);
    const char* clipboard() const;   // GLFW's, until the next call
    void clipboard(const std::string& text);
    void withdraw_clipboard();       // what was copied here, if nobody has copied anything since
    /// The graphics driver began anew: every GL name is void. A new window with a new context stands in the old one's place.
    bool context_lost() const;
    base::Status renew();

    draw::InputQueue input;
    std::vector<std::filesystem::path> dropped;       // files let go over the window
    std::int64_t wake_ups = 0;

private:
    Window() = default;
    base::Status make(int width, int height);
    void listen();
    GLFWwindow* window_ = nullptr;
    std::string title_;
    std::string copied_;             // text that was put on the clipboard here
    std::vector<void*> cursors_;
    bool damaged_ = true;
};

}  // namespace kith::viewer::app
