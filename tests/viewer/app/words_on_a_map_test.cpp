// What stands on the map of the window in letters, read back from what would be painted: north, the scale, and what has no room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <sstream>

#include "tests/viewer/app/read_screen.hpp"
#include "tests/viewer/model/model_place.hpp"
#include "viewer/app/preparation.hpp"

namespace kith::viewer::app {
namespace words_on_a_map_test {

using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}
/// "200 m", "1 km".
bool is_length(const std::string& line) {
    const std::size_t space = line.find(' ');
    return space != std::string::npos && space > 0 && std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(space), [](unsigned char c) { return std::isdigit(c) != 0; }) && (line.substr(space) == " m" || line.substr(space) == " km");
}

TEST(WordsOnAMap, NorthAndTheScaleStandThere) {
    test::OpenModel at;
    Preparation all;
    at.model.options.people.show = false;
    test::DrawnWindow window(at.model, all);
    const auto lines = lines_of(window.text());
    EXPECT_GE(std::count(lines.begin(), lines.end(), "N"), 1) << "an N, and not one of a longer word";
    EXPECT_GE(std::count_if(lines.begin(), lines.end(), is_length), 1);
    at.model.window.full = model::Pane::network;
    const auto without = lines_of(window.text());
    EXPECT_EQ(std::count(without.begin(), without.end(), "N"), 0) << "a network has no north";
    EXPECT_EQ(std::count_if(without.begin(), without.end(), is_length), 0);
}

TEST(WordsOnAMap, LegendsWithoutRoomAreCounted) {
    test::OpenModel at;
    Preparation all;
    at.model.options.map.colour.column = "areas.area/population";
    test::DrawnWindow window(at.model, all);
    const std::string roomy = window.text();
    const auto& plan = all.map.room().legend;
    EXPECT_EQ(roomy.find("press F") != std::string::npos, plan.left_out + all.network.room().legend.left_out > 0);
    at.model.preferences.bottom = 520;  // a low pane
    const std::string low = window.text();
    ASSERT_GT(plan.left_out, 0u);
    EXPECT_THAT(low, HasSubstr("press F"));
    if (!plan.parts.empty()) {
        EXPECT_THAT(low, HasSubstr(std::to_string(plan.left_out) + " more: press F"));
    }
}

}  // namespace words_on_a_map_test
}  // namespace kith::viewer::app
