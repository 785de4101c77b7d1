// Scripts: what is understood, and that a fault names its line.
#include "viewer/app/script.hpp"

#include <gtest/gtest.h>

namespace kith::viewer::app {
namespace script_test {

TEST(Script, ReadsActsLineByLine) {
    const auto acts = script_of("# look\npress start.sample\nkey Ctrl+K\ntype Choir at the hall\n\nclick 12.5 40\nsettle\nhold 3 4\nlet-go\n");
    ASSERT_TRUE(acts);
    ASSERT_EQ(acts->size(), 7u);
    EXPECT_EQ((*acts)[0].text, "start.sample");
    EXPECT_EQ((*acts)[2].text, "Choir at the hall");
    EXPECT_FLOAT_EQ((*acts)[3].x, 12.5f);
    EXPECT_EQ((*acts)[5].kind, Act::Kind::hold);
    EXPECT_EQ((*acts)[6].kind, Act::Kind::let_go);
}

TEST(Script, AFaultNamesItsLine) {
    for (const char* wrong : {"dance", "press", "click 12", "hold 3"}) {
        const auto acts = script_of(std::string("settle\n") + wrong + "\n");
        ASSERT_FALSE(acts) << wrong;
        EXPECT_NE(acts.error().message.find("Line 2"), std::string::npos);
    }
}

}  // namespace script_test
}  // namespace kith::viewer::app
