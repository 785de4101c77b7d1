#include "engine/host/phrase.hpp"

#include <gtest/gtest.h>

namespace phrase_test {
using namespace kith;

host::Phrase phrase(const std::string& text, std::vector<std::pair<std::string, std::string>> arguments = {}) {
    host::Phrase made;
    made.id = "m";
    made.source = text;
    for (const auto& [name, kind] : arguments) made.arguments.push_back({name, *host::parse_argument_kind(kind)});
    return made;
}

TEST(Phrase, IsTakenApart) {
    auto made = phrase("{subject} knows {n|person|people}, {who} too", {{"n", "integer"}, {"who", "person"}});
    ASSERT_TRUE(host::parse_phrase(made));
    ASSERT_EQ(made.pieces.size(), 6u);
    EXPECT_EQ(made.pieces[0].kind, host::Piece::Kind::subject);
    EXPECT_EQ(made.pieces[1].text, " knows ");
    EXPECT_EQ(made.pieces[2].singular, "person");
    EXPECT_EQ(made.pieces[2].plural, "people");
    EXPECT_EQ(made.pieces[4].argument, 1);
    EXPECT_EQ(made.pieces[5].text, " too");
}

TEST(Phrase, FaultsAreNamed) {
    for (const char* text : {"{", "}", "a {subject", "{subject{other}}", "{}", "{nobody}", "{subject|one}", "{subject|a|b|c}"}) {
        auto made = phrase(text);
        EXPECT_FALSE(host::parse_phrase(made)) << text;
    }
    auto plain = phrase("no places");
    EXPECT_TRUE(host::parse_phrase(plain));
}

TEST(Phrase, ArgumentKinds) {
    const auto term = host::parse_argument_kind("term people.gifts.interests");
    ASSERT_TRUE(term);
    EXPECT_EQ(term->segment, "people.gifts");
    EXPECT_EQ(term->column, "interests");
    EXPECT_EQ(host::parse_argument_kind("choice circles")->words, "circles");
    for (const char* text : {"", "term", "term interests", "term .x", "term people.", "person x", "choice", "nobody"})
        EXPECT_FALSE(host::parse_argument_kind(text)) << text;
}

}  // namespace phrase_test
