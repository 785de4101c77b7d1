#pragma once
// A GL 3.3 core context without any window or display (EGL, surfaceless): for pictures of the window and for tests.
#include <memory>

#include "engine/base/status.hpp"

namespace kith::viewer::app {

class Offscreen {
public:
    /// Current on this thread afterwards. Errors: unavailable, where the graphics libraries offer no such context.
    static base::Result<std::unique_ptr<Offscreen>> create();
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    /// Another context instead of this one, as after a driver's reset: every GL name is void then.
    base::Status renew();

private:
    Offscreen() = default;
    base::Status make();
    void* display_ = nullptr;
    void* context_ = nullptr;
};

}  // namespace kith::viewer::app
