// A place handed to another program: the same rows there, whoever made their memory; and what is no place is refused.
#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/process/sealed_memory.hpp"
#include "engine/store/handed.hpp"
#include "engine/store/place_json.hpp"
#include "tests/engine/store/some_content.hpp"

namespace kith::store {
namespace handed_test {

process::Descriptor own(int descriptor) { return process::Descriptor(fcntl(descriptor, F_DUPFD_CLOEXEC, 3)); }

TEST(Handed, TheOtherSideHasTheSameRowsAndTheRecipe) {
    const auto place = test::some_content({}, "").place;
    const std::vector<std::string> said{"sheet", "visit", "--person=P1 \"x\"", "", "--out=caf\xE9\n.pdf"};
    const auto handed = hand_over(*place, "kith = 1\n", said);
    ASSERT_TRUE(handed) << handed.error().message;
    ASSERT_EQ(handed->descriptors.size(), 2 + place->revision->segments().size());
    auto arguments = process::open_sealed(own(handed->descriptors[0]), 1u << 30), words = process::open_sealed(own(handed->descriptors[1]), 1u << 30);
    ASSERT_TRUE(arguments);
    ASSERT_TRUE(words);
    EXPECT_EQ(take_arguments(**arguments), said);
    const auto count = segments_handed(**words);
    ASSERT_TRUE(count);
    EXPECT_EQ(*count, place->revision->segments().size());
    std::vector<process::Descriptor> segments;
    for (std::size_t i = 2; i < handed->descriptors.size(); ++i) segments.push_back(own(handed->descriptors[i]));
    const auto taken = take_handed(**words, std::move(segments));
    ASSERT_TRUE(taken) << taken.error().message;
    EXPECT_EQ(taken->recipe, "kith = 1\n");
    EXPECT_EQ(to_json(*taken->place), to_json(*place));
    EXPECT_EQ(taken->place->revision->digest().hex(), place->revision->digest().hex());
}

TEST(Handed, WordsOfSomethingElseAreRefused) {
    for (const std::string text : {"", "{}", R"({"segments":-1})", R"({"segments":99999999})", "no json"}) {
        auto block = process::sealed_memory(text.size());
        ASSERT_TRUE(block);
        std::copy_n(reinterpret_cast<const std::byte*>(text.data()), text.size(), (*block)->bytes().begin());
        const auto sealed = std::move(**block).seal();
        ASSERT_TRUE(sealed);
        EXPECT_FALSE(segments_handed(**sealed)) << text;
        EXPECT_FALSE(take_handed(**sealed, {})) << text;
    }
}

}  // namespace handed_test
}  // namespace kith::store
