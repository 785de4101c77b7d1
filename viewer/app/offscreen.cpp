#include "viewer/app/offscreen.hpp"

#include <epoxy/egl.h>

#include <array>
#include <cstdlib>

namespace kith::viewer::app {
namespace {

base::Error no_graphics() {
    return {base::Code::unavailable, "This machine offers no OpenGL 3.3, not even in software. On Debian, the package libgl1-mesa-dri brings it."};
}

}  // namespace

base::Result<std::unique_ptr<Offscreen>> Offscreen::create() {
    setenv("EGL_LOG_LEVEL", "fatal", 0);  // Mesa warns about cards that are not there
    std::unique_ptr<Offscreen> made(new Offscreen);
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) return no_graphics();
    made->display_ = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
    if (made->display_ == EGL_NO_DISPLAY || eglInitialize(made->display_, nullptr, nullptr) == EGL_FALSE) return no_graphics();
    if (auto s = made->make(); !s) return s.error();
    return made;
}

base::Status Offscreen::make() {
    constexpr std::array<EGLint, 3> wanted = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    constexpr std::array<EGLint, 7> version = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                               EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE || eglChooseConfig(display_, wanted.data(), &config, 1, &count) == EGL_FALSE) return no_graphics();
    context_ = eglCreateContext(display_, count > 0 ? config : EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, version.data());
    if (context_ == EGL_NO_CONTEXT || eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_FALSE) return no_graphics();
    return {};
}

base::Status Offscreen::renew() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display_, context_);
    return make();
}

Offscreen::~Offscreen() {
    if (display_ == nullptr) return;
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_ != nullptr) eglDestroyContext(display_, context_);
    eglTerminate(display_);
}

}  // namespace kith::viewer::app
