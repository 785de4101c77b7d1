#include "viewer/draw/fonts.hpp"

#include <imgui.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string>

namespace kith::viewer::draw {
namespace {

// Dear ImGui counts from the highest letter to the lowest; Inter's are 1.21 of what type is measured by.
constexpr float line_of_letter = 1.21f;

constexpr std::array<ImWchar, 15> most_scripts = {0x20, 0x24F, 0x370, 0x3FF, 0x400, 0x4FF, 0x1E00, 0x1EFF, 0x2010, 0x2044, 0x2190, 0x2199, 0x20AC, 0x20AC, 0};
constexpr std::array<ImWchar, 7> latin = {0x20, 0x17F, 0x2010, 0x2044, 0x2190, 0x2193, 0};
constexpr std::array<ImWchar, 9> signs = {0x2212, 0x2212, 0x25A0, 0x25FF, 0x2713, 0x2717, 0x00D7, 0x00D7, 0};

std::string file_of(bool bold) {
    for (const char* folder : {"/usr/share/fonts/opentype/inter/Inter-", "/usr/share/fonts/truetype/inter/Inter-", "/usr/local/share/fonts/Inter-"})
        for (const char* end : {".otf", ".ttf"}) {
            const std::string path = std::string(folder) + (bold ? "SemiBold" : "Regular") + end;
            std::error_code ignored;
            if (std::filesystem::exists(path, ignored)) return path;
        }
    const std::string dejavu = std::string("/usr/share/fonts/truetype/dejavu/DejaVuSans") + (bold ? "-Bold.ttf" : ".ttf");
    std::error_code ignored;
    return std::filesystem::exists(dejavu, ignored) ? dejavu : std::string();
}

ImFont* add_font(ImFontAtlas& atlas, bool bold, float size, bool many) {
    const std::string path = file_of(bold);
    if (path.empty()) return atlas.AddFontDefault();
    ImFontConfig config;
    config.OversampleH = 1;
    const float pixels = std::floor(size * line_of_letter + 0.5f);
    ImFont* font = atlas.AddFontFromFileTTF(path.c_str(), pixels, &config, many ? most_scripts.data() : latin.data());
    config.MergeMode = true;
    if (many) atlas.AddFontFromFileTTF(path.c_str(), pixels, &config, signs.data());
    return font;
}

/// Figures of one width: that of most of them, each in the middle of it. The widest's would leave holes between all others.
void level_figures(ImFont& font) {
    std::array<float, 10> advances{};
    for (std::size_t i = 0; i < advances.size(); ++i) advances[i] = font.FindGlyph(static_cast<ImWchar>('0' + i))->AdvanceX;
    std::nth_element(advances.begin(), advances.begin() + 5, advances.end());
    const float usual = advances[5];
    for (ImFontGlyph& glyph : font.Glyphs) {
        if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
        const float aside = std::floor((usual - glyph.AdvanceX) / 2 + 0.5f);
        glyph.X0 += aside;
        glyph.X1 += aside;
        glyph.AdvanceX = usual;
        font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = usual;
    }
}

}  // namespace

ImFont* Fonts::of(Style style) const {
    const std::array<ImFont*, 6> all = {body, small, map, bold, heading, page};
    return all[static_cast<std::size_t>(style)];
}

Fonts load_fonts(float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    Fonts fonts;
    fonts.body = add_font(atlas, false, 13 * scale, true);
    fonts.small = add_font(atlas, false, 12 * scale, true);
    fonts.map = add_font(atlas, false, 11 * scale, true);
    fonts.bold = add_font(atlas, true, 13 * scale, true);
    fonts.heading = add_font(atlas, true, 15 * scale, false);
    fonts.page = add_font(atlas, true, 20 * scale, false);
    atlas.Build();
    for (ImFont* font : atlas.Fonts) level_figures(*font);
    return fonts;
}

bool needs_shaping(const ImFont& font, std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        if (lead >= 0xF0) return true;  // beyond what the atlas counts
        const std::size_t more = lead >= 0xE0 ? 2 : 1;
        std::uint32_t letter = lead & (lead >= 0xE0 ? 0x0Fu : 0x1Fu);
        for (std::size_t k = 1; k <= more && i + k < utf8.size(); ++k) letter = letter << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
        if (font.FindGlyphNoFallback(static_cast<ImWchar>(letter)) == nullptr) return true;
        i += more + 1;
    }
    return false;
}

}  // namespace kith::viewer::draw
