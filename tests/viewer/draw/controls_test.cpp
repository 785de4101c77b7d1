// Controls by pointer and by keyboard: what is pressed, typed and reached.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/viewer/draw/harness.hpp"

namespace kith::test {
namespace controls_test {

using namespace viewer::draw;

struct Three {
    int pressed = 0;
    bool on = false;
    std::string text;
    Intents operator()(Ui& ui) {
        begin_panel(ui, "Three", {0, 0, 400, 300});
        if (button(ui, "one", "Add a tie")) ++pressed;
        if (toggle(ui, "two", "People", on)) on = !on;
        field(ui, "three", text, "Name");
        end_panel();
        return {};
    }
};

TEST(Controls, APressIsDownAndUpOnTheSameControl) {
    Harness hands;
    Three three;
    hands.run(three);
    ASSERT_TRUE(hands.press("one"));
    auto draw = [&](Ui& ui) { return three(ui); };
    hands.run(draw);
    EXPECT_EQ(three.pressed, 1);
    hands.input.push(PointerMoved{10, 250});  // down beside it, up on it: nothing
    hands.input.push(ButtonChanged{0, true});
    hands.press("one");
    hands.run(draw);
    EXPECT_LE(three.pressed, 2);
}

TEST(Controls, QuickTypingLosesNoKey) {
    Harness hands;
    Three three;
    auto draw = [&](Ui& ui) { return three(ui); };
    hands.run(draw);
    hands.key("Tab");
    hands.key("Tab");
    hands.key("Tab");
    hands.run(draw);
    EXPECT_EQ(hands.items.focused()->name, "three");
}

TEST(Controls, ChordsCarryTheirModifiers) {
    Harness hands;
    std::string chord;
    const auto draw = [&](Ui& ui) {
        if (!ui.input.chord.empty()) chord = ui.input.chord;
        return Intents();
    };
    hands.key("Ctrl+Shift+Z");
    hands.run(draw);
    EXPECT_EQ(chord, "Ctrl+Shift+Z");
    hands.key("F11");
    hands.run(draw);
    EXPECT_EQ(chord, "F11");
}

TEST(Words, ScriptsThatNeedShapingAreKnown) {
    const Harness hands;
    for (const Style style : {Style::body, Style::small, Style::map, Style::bold})
        for (const char* word : {"Łódź, Ōtautahi, Ŵyn, Дом, Δήμος — “yes”", "Ștefan", "Nguyễn", "Олена"}) EXPECT_FALSE(needs_shaping(*hands.ui.fonts.of(style), word)) << word;
    for (const Style style : {Style::heading, Style::page}) {
        EXPECT_FALSE(needs_shaping(*hands.ui.fonts.of(style), "Łódź, Ŵyn — “yes” · 1,612 → 3"));
        for (const char* word : {"Олена", "Δήμος", "Nguyễn", "Ștefan"}) EXPECT_TRUE(needs_shaping(*hands.ui.fonts.of(style), word)) << word << ": headings hold Latin alone";
    }
    for (const Style style : {Style::body, Style::page})
        for (const char* word : {"السلام", "বাংলা", "ትግርኛ", "ქართული", "မြန်မာ", "ខ្មែរ", "Zoe\u0308", "👋"}) EXPECT_TRUE(needs_shaping(*hands.ui.fonts.of(style), word)) << word;
}

TEST(Words, LongOnesAreCutAtALetter) {
    Harness hands;
    const std::string text = "Zażółć gęślą jaźń i jeszcze trochę";
    const std::string shown = cut(hands.ui, text, 80);
    EXPECT_LE(width_of(hands.ui, shown), 80);
    EXPECT_EQ(shown.substr(shown.size() - 3), "…");
    EXPECT_EQ(text.find(shown.substr(0, shown.size() - 3)), 0u);
    const std::string asking = "Search…   Ctrl+K";
    EXPECT_EQ(cut(hands.ui, asking, width_of(hands.ui, "Search…  …")), "Search…") << "one ellipsis is enough";
}

TEST(Words, LinesEndAtSpacesAndNumbersStayWhole) {
    Harness hands;
    const std::string text = "By the network of ways where the place has one, else as the crow flies times 1.3.";
    for (float width = 60; width < 700; width += 1) {
        std::string lines = in_lines(hands.ui, text, width);
        EXPECT_EQ(lines.find("1.\n3"), std::string::npos) << width;
        std::replace(lines.begin(), lines.end(), '\n', ' ');
        EXPECT_EQ(lines, text) << width;
    }
    EXPECT_EQ(in_lines(hands.ui, "one\n\ntwo", 400), "one\n\ntwo") << "lines of its own stay";
    const std::string alone(60, 'm');
    std::string broken = in_lines(hands.ui, alone, 100);
    EXPECT_NE(broken.find('\n'), std::string::npos);
    broken.erase(std::remove(broken.begin(), broken.end(), '\n'), broken.end());
    EXPECT_EQ(broken, alone);
}

}  // namespace controls_test
}  // namespace kith::test
