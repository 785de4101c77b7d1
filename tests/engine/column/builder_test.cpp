#include "engine/column/builder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/engine/column/all_types.hpp"

namespace builder_test {
using namespace kith;
using column::State;

TEST(DictionaryBuilder, GivesOneCodeToOneText) {
    column::DictionaryBuilder words;
    EXPECT_EQ(words.code_of("tea"), 0);
    EXPECT_EQ(words.code_of(""), 1);
    EXPECT_EQ(words.code_of("tea"), 0);
    EXPECT_EQ(words.size(), 2);
    EXPECT_EQ(words.find("chess"), -1);
    EXPECT_EQ(words[1], "");
}

RC_GTEST_PROP(DictionaryBuilder, AgreesWithAMap, (const std::vector<std::string>& texts)) {
    column::DictionaryBuilder one, many;
    std::map<std::string, std::int32_t> expected;
    std::vector<std::string_view> views(texts.begin(), texts.end());
    std::vector<std::int32_t> codes(texts.size(), -7);
    many.codes_of(views, codes.data());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto next = static_cast<std::int32_t>(expected.size());
        const std::int32_t code = expected.emplace(texts[i], next).first->second;
        RC_ASSERT(one.code_of(texts[i]) == code);
        RC_ASSERT(codes[i] == code);
        RC_ASSERT(one[code] == texts[i]);
    }
    RC_ASSERT(one.size() == static_cast<std::int32_t>(expected.size()));
    for (const auto& [text, code] : expected) RC_ASSERT(many.find(text) == code);
}

TEST(DictionaryBuilder, TellsTextsOfEveryLengthApart) {
    // Around the 8 bytes that stand in a slot itself, and around the 16 that are hashed at once.
    column::DictionaryBuilder words;
    std::vector<std::string> texts;
    for (std::size_t length = 0; length <= 40; ++length)
        for (std::size_t changed = 0; changed < std::max<std::size_t>(length, 1); ++changed) {
            std::string text(length, 'a');
            if (length > 0) text[changed] = 'b';
            texts.push_back(text);
            texts.push_back(std::string(length, '\0'));
        }
    for (const std::string& text : texts) EXPECT_EQ(words[words.code_of(text)], text);
    for (const std::string& text : texts) EXPECT_EQ(words[words.find(text)], text);
}

TEST(DictionaryBuilder, FindsAllOfAnother) {
    // Few, and as many as are fetched ahead; with room made before and without.
    for (const int count : {3, 5000}) {
        std::vector<std::string> known, asked;
        for (int i = 0; i < count; ++i) {
            known.push_back("K" + std::to_string(7 * i % count));
            asked.push_back((i % 3 == 0 ? "somebody else's " : "K") + std::to_string(i));
        }
        column::DictionaryBuilder grown, roomy;
        roomy.code_of(known[0]);
        roomy.reserve(known.size());
        for (const std::string& text : known) EXPECT_EQ(roomy.code_of(text), grown.code_of(text));
        column::SegmentBuilder builder("s");
        const auto segment = std::move(builder.add_strings("asked", asked)).finish(column::heap_memory);
        ASSERT_TRUE(segment);
        const column::Dictionary& texts = (*segment)->find("asked")->dictionary();
        const std::vector<std::int32_t> codes = roomy.find_all(texts);
        ASSERT_EQ(codes.size(), asked.size());
        for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(codes[i], grown.find(asked[i])) << asked[i];
        EXPECT_EQ(codes[0], -1);
        EXPECT_GE(codes[1], 0);
        EXPECT_EQ(roomy.size(), count) << "asking adds nothing";
    }
}

TEST(SegmentBuilder, ADictionaryThatIsGivenAwayReadsLikeOneThatIsCopied) {
    column::DictionaryBuilder words;
    const std::vector<std::int32_t> codes{words.code_of("tea"), -1, words.code_of("chess"), 0};
    column::SegmentBuilder builder("s");
    builder.add_text("copied", codes, words).add_text("given", codes, std::move(words));
    const auto segment = std::move(builder).finish(column::heap_memory);
    ASSERT_TRUE(segment);
    for (std::size_t row = 0; row < codes.size(); ++row)
        EXPECT_EQ((*segment)->find("given")->text(row), (*segment)->find("copied")->text(row));
    EXPECT_EQ((*segment)->find("given")->text(2), "chess");
    EXPECT_EQ((*segment)->find("given")->dictionary().size(), 2);
}

TEST(SegmentBuilder, AWordOfNoRowIsForgotten) {
    const std::vector<std::string> names{"Ann", "Bea", "Cyd", "Bea"};
    column::SegmentBuilder all("all");
    const auto source = std::move(all.add_strings("name", names)).finish(column::heap_memory);
    ASSERT_TRUE(source);
    column::SegmentBuilder some("some");
    const std::vector<std::int32_t> rows{3, -1, 2};
    const auto built = std::move(some.add_rows(*(*source)->find("name"), rows, State::withheld)).finish(column::heap_memory);
    ASSERT_TRUE(built);
    const column::Column& c = *(*built)->find("name");
    EXPECT_EQ(c.dictionary().size(), 2);
    EXPECT_EQ(c.text(0), "Bea");
    EXPECT_EQ(c.text(1), "");
    EXPECT_EQ(c.text(2), "Cyd");
    const auto bytes = (*built)->memory().bytes();
    EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find("Ann"), std::string_view::npos);
}

TEST(SegmentBuilder, TakesRowsInAnyOrder) {
    const auto source = test::all_types();
    const std::vector<std::int32_t> rows{2, -1, 0, 0, 1};
    column::SegmentBuilder builder("chosen");
    for (const char* key : {"boolean", "i32", "i64", "f64", "text", "text_list", "date", "point", "point_list"})
        builder.add_rows(*source->find(key), rows, State::withheld);
    const auto built = std::move(builder).finish(column::heap_memory);
    ASSERT_TRUE(built);
    const column::Segment& s = **built;
    for (const column::Column& c : s.columns()) {
        EXPECT_EQ(c.rows(), 5u) << c.key();
        EXPECT_EQ(c.state(1), State::withheld) << c.key();
    }
    EXPECT_EQ(s.find("i32")->i32()[0], 2147483647);
    EXPECT_EQ(s.find("i32")->i32()[3], -1);
    EXPECT_EQ(s.find("i64")->state(4), State::not_asked);
    EXPECT_EQ(s.find("f64")->f64()[2], -1.5);
    EXPECT_EQ(s.find("text")->text(0), "café");
    EXPECT_EQ(s.find("text_list")->list(0).size(), 1u);
    EXPECT_EQ(s.find("text_list")->list(2).size(), 2u);
    EXPECT_EQ(s.find("text_list")->list(1).size(), 0u);
    EXPECT_EQ(s.find("date")->days()[2], -719162);
    EXPECT_EQ(s.find("date")->precisions()[0], 2);
    EXPECT_EQ(s.find("point")->xy()[0], 5.5);
    EXPECT_EQ(s.find("point_list")->offsets()[5], 3);
    EXPECT_EQ(s.find("point_list")->xy()[0], 5);
    EXPECT_TRUE(column::Segment::open(column::borrowed_memory(s.memory().bytes()), column::Trust::untrusted));
}

TEST(SegmentBuilder, TakesWholeColumnsOver) {
    auto source = test::all_types();
    column::SegmentBuilder builder("copy");
    for (const column::Column& c : source->columns()) builder.add_column(source, c, "x_" + std::string(c.key()));
    EXPECT_EQ(builder.column_count(), source->columns().size());
    const auto digest = source->digest();
    source.reset();  // the builder keeps it
    const auto built = std::move(builder).finish(column::heap_memory);
    ASSERT_TRUE(built);
    column::SegmentBuilder back("all.types");
    for (const column::Column& c : (*built)->columns()) back.add_column(*built, c, std::string(c.key().substr(2)));
    EXPECT_EQ((*std::move(back).finish(column::heap_memory))->digest(), digest);
}

TEST(SegmentBuilder, AnEmptySegmentIsWhole) {
    const auto built = std::move(column::SegmentBuilder("nothing")).finish(column::heap_memory);
    ASSERT_TRUE(built);
    EXPECT_TRUE((*built)->columns().empty());
    EXPECT_TRUE(column::Segment::open(column::borrowed_memory((*built)->memory().bytes()), column::Trust::untrusted));
}

TEST(HeapMemory, IsZeroedAndAligned) {
    auto block = column::heap_memory(100);
    ASSERT_TRUE(block);
    for (const std::byte b : (*block)->bytes()) EXPECT_EQ(b, std::byte{0});
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>((*block)->bytes().data()) % 64, 0u);
    auto sealed = std::move(**block).seal();
    ASSERT_TRUE(sealed);
    EXPECT_EQ((*sealed)->bytes().size(), 100u);
    EXPECT_EQ((*sealed)->descriptor(), -1);
}

}  // namespace builder_test
