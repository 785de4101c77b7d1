// Words in all scripts, in every style of the window: ink stands where they are said to be, and what is measured is what is drawn (EGL).
#include <epoxy/gl.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <array>

#include "viewer/app/offscreen.hpp"
#include "viewer/app/shaped_text.hpp"

namespace kith::viewer::app {
namespace shaped_test {

using draw::Setting;
using draw::Style;

constexpr std::array styles = {Style::body, Style::small, Style::map, Style::bold, Style::heading, Style::page};
constexpr std::array names = {"Олена", "Nguyễn", "ትግርኛ", "ქართული", "Ștefan", "বাংলা", "العربية"};

class Words : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = Offscreen::create();
        if (made) offscreen = std::move(*made);
    }
    static void TearDownTestSuite() { offscreen.reset(); }
    void SetUp() override {
        if (!offscreen) GTEST_SKIP() << "no OpenGL 3.3 here, not even in software";
        context = ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ui.fonts = draw::load_fonts(1);
        ui.shaped = [this](std::string_view text, Style style, float wrap, bool picture) { return shaped.set(text, style, wrap, 1, picture); };
    }
    void TearDown() override {
        if (context != nullptr) ImGui::DestroyContext(context);
        shaped = ShapedText();
    }
    /// How much of a picture is covered, 0 to 1, by column from the left.
    static std::vector<double> ink_of(const Setting& set) {
        const auto width = static_cast<std::size_t>(set.picture.width), height = static_cast<std::size_t>(set.picture.height);
        std::vector<std::uint8_t> pixels(width * height);
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(set.picture.id));
        glPixelStorei(GL_PACK_ALIGNMENT, 1);
        glGetTexImage(GL_TEXTURE_2D, 0, GL_RED, GL_UNSIGNED_BYTE, pixels.data());
        std::vector<double> columns(width);
        for (std::size_t i = 0; i < pixels.size(); ++i) columns[i % width] = std::max(columns[i % width], pixels[i] / 255.0);
        return columns;
    }

    static inline std::unique_ptr<Offscreen> offscreen;
    ImGuiContext* context = nullptr;
    ShapedText shaped;
    draw::Ui ui;
};

TEST_F(Words, EveryStyleHasInkForEveryScript) {
    for (const Style style : styles)
        for (const std::string name : names) {
            const ImFont& font = *ui.fonts.of(style);
            const float width = draw::width_of(ui, name, style);
            EXPECT_GT(width, font.FontSize) << name;
            EXPECT_LT(width, 16 * font.FontSize) << name << ": boxes with a number where no font knows it";
            if (!draw::needs_shaping(font, name)) continue;  // then each letter has a glyph of its own
            const Setting set = shaped.set(name, style, 0, 1, true);
            EXPECT_EQ(set.width, width) << name << ": measured as it is drawn";
            ASSERT_NE(set.picture.id, 0u) << name;
            const std::vector<double> ink = ink_of(set);
            const auto covered = std::count_if(ink.begin(), ink.end(), [](double one) { return one > 0.3; });
            EXPECT_GT(covered, static_cast<std::ptrdiff_t>(ink.size()) / 2) << name << " in style " << static_cast<int>(style);
            EXPECT_LT(std::abs(set.picture.width - width), 4) << name << ": ink stands where the words are";
            EXPECT_GT(set.baseline, font.FontSize * 0.5f);
        }
}

TEST_F(Words, LettersThatTheAtlasHasAreItsOwn) {
    for (const char* name : {"Олена", "Nguyễn", "Ștefan"}) {
        EXPECT_FALSE(draw::needs_shaping(*ui.fonts.body, name)) << name;
        EXPECT_TRUE(draw::needs_shaping(*ui.fonts.page, name)) << name;
    }
}

TEST_F(Words, AreCutAndBrokenByTheirOwnWidth) {
    const std::string text = "ქართული ენა და ლიტერატურა ყოველ კვირას ბიბლიოთეკაში";
    for (const Style style : styles) {
        const float whole = draw::width_of(ui, text, style);
        for (const float width : {whole / 2, whole / 3}) {
            const std::string shown = draw::cut(ui, text, width, style);
            EXPECT_LE(draw::width_of(ui, shown, style), width);
            EXPECT_GT(draw::width_of(ui, shown, style), width / 2);
            EXPECT_TRUE(shown.ends_with("…"));
            std::string_view rest = text;
            int lines = 0;
            while (!rest.empty()) {
                const std::size_t first = draw::first_line(ui, rest, width, style);
                ASSERT_GT(first, 0u);
                EXPECT_LE(draw::width_of(ui, rest.substr(0, first), style), width);
                rest.remove_prefix(first);
                while (rest.starts_with(' ')) rest.remove_prefix(1);
                ++lines;
            }
            EXPECT_GE(lines, 2);
            const Setting set = shaped.set(text, style, width, 1, false);
            EXPECT_LE(set.width, width + 1);
            EXPECT_GT(set.height, 1.7f * ui.fonts.of(style)->FontSize) << "a paragraph has lines, too";
        }
    }
}

TEST_F(Words, WhatWasSetIsKeptUntilThereIsTooMuch) {
    const auto first = shaped.set("ትግርኛ", Style::body, 0, 1, true).picture.id;
    EXPECT_EQ(shaped.set("ትግርኛ", Style::body, 0, 1, true).picture.id, first);
    EXPECT_FALSE(shaped.tidy());
    for (int i = 0; i < 4000; ++i) shaped.set(std::to_string(i), Style::map, 0, 1, false);
    EXPECT_TRUE(shaped.tidy());
    EXPECT_FALSE(shaped.tidy());
}

}  // namespace shaped_test
}  // namespace kith::viewer::app
