#include "viewer/app/shaped_text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>

namespace kith::viewer::app {
namespace {

constexpr std::size_t most_texts_kept = 4000;

std::string font_of(draw::Style style) {
    constexpr std::array<const char*, 6> fonts = {"Inter, Noto Sans 13px", "Inter, Noto Sans 12px", "Inter, Noto Sans 11px", "Inter, Noto Sans Semi-Bold 13px", "Inter, Noto Sans Semi-Bold 15px",
                                                  "Inter, Noto Sans Semi-Bold 20px"};
    return fonts[static_cast<std::size_t>(style)];
}

struct Layout {
    explicit Layout(cairo_t* cairo) : pango(pango_cairo_create_layout(cairo)) {}
    ~Layout() { g_object_unref(pango); }
    Layout(const Layout&) = delete;
    Layout& operator=(const Layout&) = delete;
    PangoLayout* pango;
};

void set(PangoLayout* layout, std::string_view text, draw::Style style, float scale) {
    PangoFontDescription* font = pango_font_description_from_string(font_of(style).c_str());
    pango_font_description_set_absolute_size(font, pango_font_description_get_size(font) * static_cast<double>(scale));
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
}

gl::Texture upload(cairo_surface_t* surface, int width, int height) {
    GLuint name = 0;
    glGenTextures(1, &name);
    gl::Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);

    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, cairo_image_surface_get_data(surface));
    return texture;
}

}  // namespace

draw::Texture ShapedText::picture(std::string_view text, draw::Style style, picture::Colour colour, float scale) {
    const std::uint32_t packed = static_cast<std::uint32_t>(colour.red) << 16 | static_cast<std::uint32_t>(colour.green) << 8 | colour.blue;
    const Key key{std::string(text), static_cast<int>(style), packed, scale};
    auto found = kept_.find(key);
    if (found == kept_.end()) {
        if (kept_.size() >= most_texts_kept) kept_.clear();
        cairo_surface_t* probe = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1, 1);
        cairo_t* measure = cairo_create(probe);
        int width = 1, height = 1;
        {
            const Layout layout(measure);
            set(layout.pango, text, style, scale);
            pango_layout_get_pixel_size(layout.pango, &width, &height);
        }
        cairo_destroy(measure);
        cairo_surface_destroy(probe);
        width = std::clamp(width, 1, 4096);
        height = std::clamp(height, 1, 1024);
        cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
        cairo_t* cairo = cairo_create(surface);
        {
            const Layout layout(cairo);
            set(layout.pango, text, style, scale);
            cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
            pango_cairo_show_layout(cairo, layout.pango);
        }
        cairo_destroy(cairo);
        cairo_surface_flush(surface);
        found = kept_.emplace(key, Kept{upload(surface, width, height), static_cast<float>(width), static_cast<float>(height)}).first;
        cairo_surface_destroy(surface);
    }
    return {static_cast<GLuint>(found->second.texture), found->second.width, found->second.height};
}

}  // namespace kith::viewer::app
