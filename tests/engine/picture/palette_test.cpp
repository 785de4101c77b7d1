// Palettes against ColorBrewer's and viridisLite's published values, and the colour rules of the visual language.
#include "engine/picture/palette.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/picture/style.hpp"

namespace kith::picture {
namespace palette_test {

std::vector<std::string> names(std::string_view palette_name, int classes, bool reversed = false) {
    std::vector<std::string> out;
    const auto found = palette(palette_name, classes, reversed);
    if (found)
        for (const Colour colour : *found) out.push_back(hex(colour));
    return out;
}

TEST(Palette, ColorBrewerYlGnBuFive) {  // colorbrewer2.org/#type=sequential&scheme=YlGnBu&n=5
    EXPECT_EQ(names("YlGnBu", 5), (std::vector<std::string>{"#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"}));
    EXPECT_EQ(names("PuOr", 3), (std::vector<std::string>{"#f1a340", "#f7f7f7", "#998ec3"}));
    EXPECT_EQ(names("PuOr", 3, true), (std::vector<std::string>{"#998ec3", "#f7f7f7", "#f1a340"}));
}

TEST(Palette, RampsHitTheirAnchors) {  // viridisLite: viridis(10), cividis(10)
    const auto ten = names("viridis", 10);
    ASSERT_EQ(ten.size(), 10u);
    EXPECT_EQ(ten.front(), "#440154");
    EXPECT_EQ(ten[3], "#31688e");
    EXPECT_EQ(ten.back(), "#fde725");
    EXPECT_EQ(names("cividis", 2), (std::vector<std::string>{"#00204d", "#ffea46"}));
    EXPECT_EQ(names("viridis", 1).size(), 1u);
}

TEST(Palette, EveryPaletteGivesWhatItPromises) {
    std::set<std::string> known;
    for (const PaletteInfo& info : palettes()) {
        known.insert(info.name);
        for (int k = 1; k <= info.most; ++k) EXPECT_EQ(names(info.name, k).size(), static_cast<std::size_t>(k)) << info.name << " " << k;
        if (info.kind != "ramp") {
            EXPECT_TRUE(names(info.name, info.most + 1).empty()) << info.name;
        }
    }
    EXPECT_EQ(known.size(), 37u);  // ColorBrewer's 35, viridis, cividis
    EXPECT_FALSE(palette("no such palette", 5));
    EXPECT_FALSE(palette("YlGnBu", 0));
}

TEST(Palette, OneWithEnoughColoursStandsForOneWithTooFew) {
    EXPECT_EQ(palette_with("YlGnBu", 9), "YlGnBu");
    EXPECT_EQ(palette_with("YlGnBu", 10), "viridis");
    EXPECT_EQ(palette_with("Set2", 9), "viridis");
    EXPECT_EQ(palette_with("cividis", 300), "cividis");
    EXPECT_EQ(palette_with("no such palette", 10), "no such palette");
}

TEST(Palette, ColourBlindAsColorBrewerSays) {  // colorbrewer_schemes.js: 'blind' of Set2 is [1, 2, 2, 2, 0, 0, 0], of RdYlGn [2, 2, 2, 0 …]
    const auto all = palettes();
    const auto of = [&](std::string_view name) { return *std::find_if(all.begin(), all.end(), [&](const PaletteInfo& info) { return info.name == name; }); };
    EXPECT_EQ(of("Set2").safe_at(3), ColourBlind::yes);
    EXPECT_EQ(of("Set2").safe_at(4), ColourBlind::perhaps);
    EXPECT_EQ(of("Set2").safe_at(7), ColourBlind::no);
    EXPECT_EQ(of("RdYlGn").safe_at(5), ColourBlind::perhaps);
    EXPECT_EQ(of("YlGnBu").safe_at(9), ColourBlind::yes);
    EXPECT_EQ(of("cividis").safe_at(10), ColourBlind::yes);
    std::set<std::string> seven;
    for (const PaletteInfo& info : colour_blind_safe(7)) seven.insert(info.name);
    EXPECT_TRUE(seven.contains("PuOr") && seven.contains("viridis"));
    for (const char* name : {"RdYlGn", "Spectral", "Set1", "Set3", "Pastel1", "Accent", "RdGy"}) EXPECT_FALSE(seven.contains(name)) << name;
}

TEST(Palette, SequentialClassesDifferInLightness) {  // so that a grey print still tells them apart
    for (const int k : {3, 5, 7}) {
        const auto colours = *palette("YlGnBu", k);
        for (std::size_t i = 1; i < colours.size(); ++i) EXPECT_GT(luminance(colours[i - 1]) - luminance(colours[i]), 0.02) << k << " " << i;
    }
}

TEST(Palette, HexIsReadBothWays) {
    EXPECT_EQ(hex(*colour_from_hex("#0B6E6E")), "#0b6e6e");
    for (const char* bad : {"", "#0b6e6", "0b6e6g", "0b6e6e0"}) EXPECT_FALSE(colour_from_hex(bad)) << bad;
}

TEST(Style, TextCanBeReadOnItsGround) {  // WCAG 2.2: at least 4.5 to 1
    for (const Colour paper : {ground, panel}) {
        EXPECT_GE(contrast(ink, paper), 4.5);
        EXPECT_GE(contrast(secondary, paper), 4.5);
        EXPECT_GE(contrast(accent, paper), 4.5);
    }
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 0.01);
}

TEST(Style, ClassesDifferByShapeAndColour) {
    std::set<Mark> marks;
    std::set<std::string> colours;
    for (int i = 0; i < 6; ++i) {
        const auto& style = style_of(static_cast<column::AssetClass>(i));
        marks.insert(style.mark);
        colours.insert(hex(style.colour));
    }
    EXPECT_EQ(marks.size(), 6u);
    EXPECT_EQ(colours.size(), 6u);
}

TEST(Style, BandsGrowDarker) {
    for (std::size_t classes : {1u, 2u, 5u, 9u})
        for (std::size_t i = 1; i < classes; ++i) EXPECT_GT(lines_of(band(i, classes)).width, lines_of(band(i - 1, classes)).width * (i > 1 ? 1 : 0));
    EXPECT_EQ(band(0, 5), Hatch::band_0);
    EXPECT_EQ(band(4, 5), Hatch::band_8);
}

}  // namespace palette_test
}  // namespace kith::picture
