#include "viewer/app/window.hpp"

#include <epoxy/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <utility>

#include "viewer/app/keys.hpp"

namespace kith::viewer::app {
namespace {

using draw::Key;

Window* of(GLFWwindow* window) { return static_cast<Window*>(glfwGetWindowUserPointer(window)); }

base::Error no_display() {
    return {base::Code::unavailable, "There is no display to open a window on. `kith snapshot` draws pictures without one, and `kith run` writes a report."};
}

}  // namespace

base::Result<std::unique_ptr<Window>> Window::open(int width, int height, const std::string& title) {
    if (glfwInit() == GLFW_FALSE) return no_display();
    std::unique_ptr<Window> made(new Window);
    made->title_ = title;
    if (auto s = made->make(width, height); !s) return s.error();
    for (const int shape : {GLFW_ARROW_CURSOR, GLFW_HAND_CURSOR, GLFW_IBEAM_CURSOR, GLFW_CROSSHAIR_CURSOR, GLFW_HRESIZE_CURSOR, GLFW_VRESIZE_CURSOR})
        made->cursors_.push_back(glfwCreateStandardCursor(shape));
    return made;
}

base::Status Window::make(int width, int height) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
    window_ = glfwCreateWindow(width, height, title_.c_str(), nullptr, nullptr);
    if (window_ == nullptr) {  // not every driver knows about resets
        glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_NO_ROBUSTNESS);
        window_ = glfwCreateWindow(width, height, title_.c_str(), nullptr, nullptr);
    }
    if (window_ == nullptr)
        return base::Error{base::Code::unavailable, "This display offers no OpenGL 3.3. On Debian, the package libgl1-mesa-dri draws in software."};
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(0);  // a picture is drawn when something changed, not by the screen's beat
    listen();
    damaged_ = true;
    return {};
}

void Window::listen() {
    glfwSetWindowUserPointer(window_, this);
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) { of(w)->input.push(draw::PointerMoved{static_cast<float>(x), static_cast<float>(y)}); });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
        if (entered == GLFW_FALSE) of(w)->input.push(draw::PointerMoved{-1e6f, -1e6f});
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
        if (button < 3) of(w)->input.push(draw::ButtonChanged{button, action == GLFW_PRESS});
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) { of(w)->input.push(draw::WheelTurned{static_cast<float>(x), static_cast<float>(y)}); });
    glfwSetInputMode(window_, GLFW_LOCK_KEY_MODS, GLFW_TRUE);
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int code, int scancode, int action, int held) {
        const char* name = glfwGetKeyName(code, scancode);
        const Key key = key_of(code, name == nullptr ? "" : name, (held & GLFW_MOD_NUM_LOCK) != 0);
        if (key == Key::none) return;
        if (action == GLFW_REPEAT) of(w)->input.push(draw::KeyChanged{key, false});
        of(w)->input.push(draw::KeyChanged{key, action != GLFW_RELEASE});
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned letter) { of(w)->input.push(draw::TextTyped{static_cast<char32_t>(letter)}); });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) { of(w)->dropped.insert(of(w)->dropped.end(), paths, paths + count); });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { of(w)->damaged_ = true; });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w)->damaged_ = true; });
    glfwSetWindowIconifyCallback(window_, [](GLFWwindow* w, int) { of(w)->damaged_ = true; });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {  // keys that were held go up elsewhere
        if (focused == GLFW_FALSE)
            for (const Key key : {Key::ctrl, Key::shift, Key::alt}) of(w)->input.push(draw::KeyChanged{key, false});
    });
    glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { of(w)->damaged_ = true; });
}

Window::~Window() {
    for (void* cursor : cursors_)
        if (cursor != nullptr) glfwDestroyCursor(static_cast<GLFWcursor*>(cursor));
    if (window_ != nullptr) glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::wait(double seconds) {
    if (seconds < 0)
        glfwWaitEvents();
    else if (seconds == 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(seconds);
    ++wake_ups;
}
void Window::wake() { glfwPostEmptyEvent(); }
void Window::show_frame() { glfwSwapBuffers(window_); }
bool Window::wants_to_close() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
void Window::keep_open() { glfwSetWindowShouldClose(window_, GLFW_FALSE); }
void Window::restore() {
    if (minimised()) glfwRestoreWindow(window_);
    damaged_ = true;
}
int Window::width() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return width;
}
int Window::height() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    return height;
}
bool Window::minimised() const { return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE || width() == 0 || height() == 0; }
bool Window::take_damage() {
    const bool was = damaged_;
    damaged_ = false;
    return was;
}
void Window::title(const std::string& text) {
    if (text == title_) return;
    title_ = text;
    glfwSetWindowTitle(window_, text.c_str());
}
void Window::cursor(Cursor cursor) { glfwSetCursor(window_, static_cast<GLFWcursor*>(cursors_[static_cast<std::size_t>(cursor)])); }
const char* Window::clipboard() const {
    const char* text = glfwGetClipboardString(window_);
    return text == nullptr ? "" : text;
}
void Window::clipboard(const std::string& text) {
    copied_ = text;
    glfwSetClipboardString(window_, text.c_str());
}
void Window::withdraw_clipboard() {
    if (const std::string copied = std::exchange(copied_, {}); !copied.empty() && copied == clipboard()) glfwSetClipboardString(window_, "");
}

bool Window::context_lost() const {
    if (!epoxy_has_gl_extension("GL_ARB_robustness") || glfwGetWindowAttrib(window_, GLFW_CONTEXT_ROBUSTNESS) == GLFW_NO_ROBUSTNESS) return false;
    return glGetGraphicsResetStatusARB() != GL_NO_ERROR;
}
base::Status Window::renew() {
    int wide = 0, high = 0, left = 0, top = 0;
    glfwGetWindowSize(window_, &wide, &high);
    glfwGetWindowPos(window_, &left, &top);
    glfwDestroyWindow(window_);
    window_ = nullptr;
    const auto made = make(wide, high);
    if (made) glfwSetWindowPos(window_, left, top);
    return made;
}

}  // namespace kith::viewer::app
