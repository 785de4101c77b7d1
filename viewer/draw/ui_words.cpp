#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <vector>

#include "viewer/draw/ui.hpp"

namespace kith::viewer::draw {
namespace {

/// Steps back over the bytes of one letter.
std::size_t before(std::string_view text, std::size_t at) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u);
    return at;
}

/// Where letters begin, and the end.
std::vector<std::size_t> ends_of_letters(std::string_view text) {
    std::vector<std::size_t> out{0};
    for (std::size_t i = 1; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u) out.push_back(i);
    out.push_back(text.size());
    return out;
}

/// As many letters from the start as `fits` takes; it takes fewer where it takes some.
template <class Fits>
std::size_t most_that_fit(std::string_view text, Fits fits) {
    const std::vector<std::size_t> ends = ends_of_letters(text);
    return *(std::partition_point(ends.begin() + 1, ends.end(), [&](std::size_t end) { return fits(text.substr(0, end)); }) - 1);
}

bool is_shaped(const Ui& ui, std::string_view text, Style style) { return ui.shaped && needs_shaping(*ui.fonts.of(style), text); }

/// With the line that letters stand on where those of the atlas would have it.
void put_shaped(const Ui& ui, const Setting& set, float x, float y, Style style, std::uint32_t tint) {
    if (set.picture.id == 0) return;
    const float left = std::floor(x + set.left + 0.5f), top = std::floor(y + ui.fonts.of(style)->Ascent - set.baseline + set.top + 0.5f);
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(set.picture.id), {left, top}, {left + set.picture.width, top + set.picture.height}, {0, 0}, {1, 1}, tint);
}

bool as_picture(Ui& ui, std::string_view text, Style style, Tone tone) {
    if (!is_shaped(ui, text, style)) return false;
    const ImGuiWindow& window = *ImGui::GetCurrentWindow();
    const float wrap_at = window.DC.TextWrapPos;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wrap = wrap_at < 0 ? 0 : std::max(1.f, ImGui::CalcWrapWidthForPos(at, wrap_at));
    const Setting set = ui.shaped(text, style, wrap, true);
    const float line = ui.fonts.of(style)->FontSize;
    put_shaped(ui, set, at.x, at.y + window.DC.CurrLineTextBaseOffset, style, packed(colour_of(ui, tone)));  // beside a field: on its line
    ImGui::Dummy({set.width, set.height < line * 1.7f ? line : set.height});
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
    if (!is_shaped(ui, text, style)) return words(ui, in_lines(ui, text, ImGui::CalcWrapWidthForPos(ImGui::GetCursorScreenPos(), 0), style), style, tone);
    ImGui::PushTextWrapPos(0);
    words(ui, text, style, tone);
    ImGui::PopTextWrapPos();
}

float width_of(const Ui& ui, std::string_view text, Style style) {
    if (text.empty()) return 0;
    if (is_shaped(ui, text, style)) return ui.shaped(text, style, 0, false).width;
    ImFont* font = ui.fonts.of(style);
    return font->CalcTextSizeA(font->FontSize, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

std::size_t first_line(const Ui& ui, std::string_view text, float width, Style style) {
    const auto fits = [&](std::string_view part) { return width_of(ui, part, style) <= width; };
    std::size_t end = 0;
    if (!is_shaped(ui, text, style)) {
        end = static_cast<std::size_t>(ui.fonts.of(style)->CalcWordWrapPositionA(1, text.data(), text.data() + text.size(), width) - text.data());
        // Dear ImGui breaks after every stop and comma, those of numbers too.
        const std::size_t space = text.substr(0, end).rfind(' ');
        if (end > 0 && end < text.size() && text[end] != ' ' && text[end - 1] != ' ' && space != std::string_view::npos && space > 0) end = space;
    } else if (fits(text)) {
        end = text.size();
    } else {
        for (std::size_t space = text.find(' '); space != std::string_view::npos && fits(text.substr(0, space)); space = text.find(' ', space + 1)) end = space;
        if (end == 0) end = most_that_fit(text, fits);
    }
    return end > 0 ? end : ends_of_letters(text)[1];
}

std::string in_lines(const Ui& ui, std::string_view text, float width, Style style) {
    std::string out;
    while (!text.empty()) {
        const std::string_view own = text.substr(0, text.find('\n'));  // a line of its own may be empty
        const std::size_t end = own.empty() ? 0 : std::min(own.size(), first_line(ui, own, std::max(width, 1.f), style));
        out += own.substr(0, end);
        text.remove_prefix(end);
        if (end == own.size() && !text.empty()) text.remove_prefix(1), out += '\n';
        else if (!text.empty()) text.remove_prefix(std::min(text.size(), text.find_first_not_of(' '))), out += '\n';
    }
    return out;
}

std::string cut(const Ui& ui, std::string_view text, float width, Style style) {
    if (width_of(ui, text, style) <= width) return std::string(text);
    std::size_t length = most_that_fit(text, [&](std::string_view part) { return width_of(ui, std::string(part) + "…", style) <= width; });
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
    const bool shaped = is_shaped(ui, text, style);
    const Setting set = shaped ? ui.shaped(text, style, 0, true) : Setting();
    const auto put = [&](float dx, float dy, std::uint32_t ink) {
        if (shaped) return put_shaped(ui, set, x + dx, y + dy, style, ink);
        list->AddText(font, font->FontSize, {x + dx, y + dy}, ink, text.data(), text.data() + text.size());
    };
    if (halo) {
        const float r = std::max(1.f, ui.px(1.5f));
        const bool usual = picture::contrast(colour, ui.roles().ground) >= 2;
        const std::uint32_t around = usual ? packed(ui.roles().ground, 0.8f) : packed(ui.roles().text, 0.85f);
        const std::array<ImVec2, 8> ways = {{{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-0.7f, -0.7f}, {0.7f, -0.7f}, {-0.7f, 0.7f}, {0.7f, 0.7f}}};
        for (const ImVec2& way : ways) put(way.x * r, way.y * r, around);
    }
    put(0, 0, packed(colour));
    return shaped ? set.width : width_of(ui, text, style);
}

}  // namespace kith::viewer::draw
