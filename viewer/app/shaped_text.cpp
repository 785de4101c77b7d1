#include "viewer/app/shaped_text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <memory>

namespace kith::viewer::app {
namespace {

constexpr std::size_t most_texts_kept = 4000;
constexpr int most_wide = 4096, most_high = 2048;

struct Free {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, Free>;
using Cairo = std::unique_ptr<cairo_t, Free>;
using Layout = std::unique_ptr<PangoLayout, Free>;

std::string font_of(draw::Style style) {
    constexpr std::array<const char*, 6> fonts = {"Inter, Noto Sans 13px", "Inter, Noto Sans 12px", "Inter, Noto Sans 11px", "Inter, Noto Sans Semi-Bold 13px", "Inter, Noto Sans Semi-Bold 15px",
                                                  "Inter, Noto Sans Semi-Bold 20px"};
    return fonts[static_cast<std::size_t>(style)];
}

Layout layout_on(cairo_t* cairo, std::string_view text, draw::Style style, float wrap, float scale) {
    Layout layout(pango_cairo_create_layout(cairo));
    const std::unique_ptr<PangoFontDescription, Free> font(pango_font_description_from_string(font_of(style).c_str()));
    pango_font_description_set_absolute_size(font.get(), pango_font_description_get_size(font.get()) * static_cast<double>(scale));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (wrap <= 0) return layout;
    pango_layout_set_width(layout.get(), static_cast<int>(wrap * static_cast<float>(PANGO_SCALE)));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    return layout;
}

Cairo on(const Surface& surface) { return Cairo(cairo_create(surface.get())); }

/// How large it is, and how large a picture holds all of its ink.
draw::Setting measured(PangoLayout* layout) {
    PangoRectangle ink, logical;
    pango_layout_get_pixel_extents(layout, &ink, &logical);
    const int left = std::min(ink.x, logical.x), top = std::min(ink.y, logical.y);
    const int right = std::max(ink.x + ink.width, logical.x + logical.width), bottom = std::max(ink.y + ink.height, logical.y + logical.height);
    draw::Setting out;
    out.width = static_cast<float>(std::min(most_wide, logical.x + logical.width));
    out.height = static_cast<float>(std::min(most_high, logical.height));
    out.baseline = static_cast<float>(pango_layout_get_baseline(layout)) / static_cast<float>(PANGO_SCALE);
    out.picture.width = static_cast<float>(std::clamp(right - left, 1, most_wide));
    out.picture.height = static_cast<float>(std::clamp(bottom - top, 1, most_high));
    out.left = static_cast<float>(left);
    out.top = static_cast<float>(top);
    return out;
}

/// White, as opaque as the letters cover it.
gl::Texture upload(const Surface& surface, int width, int height) {
    GLuint name = 0;
    glGenTextures(1, &name);
    gl::Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    constexpr std::array<GLint, 4> opacity = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, opacity.data());
    cairo_surface_flush(surface.get());
    glPixelStorei(GL_UNPACK_ROW_LENGTH, cairo_image_surface_get_stride(surface.get()));
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, cairo_image_surface_get_data(surface.get()));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    return texture;
}

}  // namespace

draw::Setting ShapedText::set(std::string_view text, draw::Style style, float wrap, float scale, bool picture) {
    std::string key(text);
    const std::array<float, 2> sizes = {wrap, scale};
    key.append(reinterpret_cast<const char*>(sizes.data()), sizeof sizes).push_back(static_cast<char>(style));
    auto found = kept_.find(key);
    if (found == kept_.end()) {
        const Surface probe(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
        const Cairo cairo = on(probe);
        found = kept_.emplace(std::move(key), Kept{measured(layout_on(cairo.get(), text, style, wrap, scale).get())}).first;
    }
    Kept& kept = found->second;
    if (picture && !kept.texture.made()) {
        const int width = static_cast<int>(kept.set.picture.width), height = static_cast<int>(kept.set.picture.height);
        const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
        const Cairo cairo = on(surface);
        const Layout layout = layout_on(cairo.get(), text, style, wrap, scale);
        cairo_move_to(cairo.get(), static_cast<double>(-kept.set.left), static_cast<double>(-kept.set.top));
        pango_cairo_show_layout(cairo.get(), layout.get());
        kept.texture = upload(surface, width, height);
        kept.set.picture.id = static_cast<GLuint>(kept.texture);
    }
    return kept.set;
}

bool ShapedText::tidy() {
    if (kept_.size() < most_texts_kept) return false;
    kept_.clear();
    return true;
}

}  // namespace kith::viewer::app
