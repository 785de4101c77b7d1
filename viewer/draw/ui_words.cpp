#include <imgui.h>

#include <algorithm>
#include <array>

#include "viewer/draw/ui.hpp"

namespace kith::viewer::draw {
namespace {

/// Steps back over the bytes of one letter.
std::size_t before(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u);
    return at;
}

bool as_picture(Ui& ui, std::string_view text, Style style, Tone tone) {
    if (!ui.shaped || !needs_shaping(text)) return false;
    const Texture picture = ui.shaped(text, style, colour_of(ui, tone));
    if (picture.id == 0) return false;
    ImGui::Image(reinterpret_cast<ImTextureID>(picture.id), {picture.width, picture.height});
    return true;
}

}  // namespace

void words(Ui& ui, std::string_view text, Style style, Tone tone) {
    if (text.empty()) text = "";  // a view of nothing has no address, and Dear ImGui looks
    if (as_picture(ui, text, style, tone)) return;
    ImGui::PushFont(ui.fonts.of(style));
    ImGui::PushStyleColor(ImGuiCol_Text, packed(colour_of(ui, tone)));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void paragraph(Ui& ui, std::string_view text, Style style, Tone tone) {
    ImGui::PushTextWrapPos(0);
    words(ui, text, style, tone);
    ImGui::PopTextWrapPos();
}

float width_of(const Ui& ui, std::string_view text, Style style) {
    if (text.empty()) return 0;
    ImFont* font = ui.fonts.of(style);
    return font->CalcTextSizeA(font->FontSize, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

std::string cut(const Ui& ui, std::string_view text, float width, Style style) {
    if (width_of(ui, text, style) <= width) return std::string(text);
    std::size_t length = text.size();
    while (length > 0 && width_of(ui, std::string(text.substr(0, length)) + "…", style) > width) length = before(text, length);
    while (length > 0 && (text[length - 1] == ' ' || text.substr(0, length).ends_with("…"))) length = before(text, length);  // never "……"
    return std::string(text.substr(0, length)) + "…";
}

void cut_words(Ui& ui, std::string_view text, float width, Style style, Tone tone) {
    const std::string shown = cut(ui, text, width, style);
    words(ui, shown, style, tone);
    if (shown.size() != text.size()) hint(ui, text);
}

float words_at(Ui& ui, float x, float y, std::string_view text, Style style, Colour colour, bool halo) {
    if (text.empty()) return 0;
    ImDrawList* list = ImGui::GetWindowDrawList();
    ImFont* font = ui.fonts.of(style);
    if (ui.shaped && needs_shaping(text)) {
        const Texture picture = ui.shaped(text, style, colour);
        if (picture.id != 0) list->AddImage(reinterpret_cast<ImTextureID>(picture.id), {x, y}, {x + picture.width, y + picture.height});
        return picture.width;
    }
    const char* end = text.data() + text.size();
    if (halo) {
        const float r = std::max(1.f, ui.px(1.5f));
        const bool usual = picture::contrast(colour, ui.roles().ground) >= 2;
        const std::uint32_t around = usual ? packed(ui.roles().ground, 0.8f) : packed(ui.roles().text, 0.85f);
        const std::array<ImVec2, 8> ways = {{{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-0.7f, -0.7f}, {0.7f, -0.7f}, {-0.7f, 0.7f}, {0.7f, 0.7f}}};
        for (const ImVec2& way : ways) list->AddText(font, font->FontSize, {x + way.x * r, y + way.y * r}, around, text.data(), end);
    }
    list->AddText(font, font->FontSize, {x, y}, packed(colour), text.data(), end);
    return width_of(ui, text, style);
}

}  // namespace kith::viewer::draw
