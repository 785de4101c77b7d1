#pragma once
// The whole window as somebody sees it who sees fewer colours (picture/colour_sight.hpp): the last thing that is done to a frame.
#include "engine/picture/colour_sight.hpp"
#include "viewer/app/gl.hpp"

namespace kith::viewer::app {

class SightFilter {
public:
    /// Changes the colours of the framebuffer that is bound, of that many pixels; nothing for the usual sight.
    base::Status apply(picture::ColourSight sight, int width, int height);

private:
    gl::Program program_;
    gl::VertexArray no_vertices_;
    gl::Texture before_;
};

}  // namespace kith::viewer::app
