#pragma once
// Inter in the sizes of the visual language, with figures of one width so that columns of numbers stand.
#include <cstdint>
#include <string_view>

struct ImFont;

namespace kith::viewer::draw {

enum class Style : std::uint8_t { body, small, map, bold, heading, page };

struct Fonts {
    ImFont* body = nullptr;      // 13
    ImFont* small = nullptr;     // 12
    ImFont* map = nullptr;       // 11
    ImFont* bold = nullptr;      // 13, semibold
    ImFont* heading = nullptr;   // 15, semibold
    ImFont* page = nullptr;      // 20, semibold
    ImFont* of(Style style) const;
};

/// Builds the atlas of Dear ImGui's current context anew; its texture must be made anew as well. Where Inter is not installed
/// DejaVu stands in, and failing that Dear ImGui's own letters.
Fonts load_fonts(float scale);

/// Whether a text has letters that this font of the atlas lacks: other scripts, marks that combine, and in headings whatever is not Latin. Plain
/// ASCII is known without a look at the font.
bool needs_shaping(const ImFont& font, std::string_view utf8);

}  // namespace kith::viewer::draw
