#pragma once
// Words in scripts that need shaping, as small pictures made by Pango and kept.
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "viewer/app/gl.hpp"
#include "viewer/draw/ui.hpp"

namespace kith::viewer::app {

/// A GL context must be current. Forgets all when it grew too large or the scale changed.
class ShapedText {
public:
    draw::Texture picture(std::string_view text, draw::Style style, picture::Colour colour, float scale);

private:
    using Key = std::tuple<std::string, int, std::uint32_t, float>;
    struct Kept {
        gl::Texture texture;
        float width = 0, height = 0;
    };
    std::map<Key, Kept> kept_;
};

}  // namespace kith::viewer::app
