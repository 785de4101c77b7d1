#pragma once
// Words that the atlas has no letters for, set by Pango and kept as small pictures.
#include <string>
#include <string_view>
#include <unordered_map>

#include "viewer/app/gl.hpp"
#include "viewer/draw/ui.hpp"

namespace kith::viewer::app {

class ShapedText {
public:
    /// With `picture` a GL context must be current; a size alone needs none.
    draw::Setting set(std::string_view text, draw::Style style, float wrap, float scale, bool picture);
    /// Between frames, for what a frame holds is drawn at its end: forgets all when it grew too large, and says so.
    bool tidy();

private:
    struct Kept {
        draw::Setting set;
        gl::Texture texture{};
    };
    std::unordered_map<std::string, Kept> kept_;
};

}  // namespace kith::viewer::app
