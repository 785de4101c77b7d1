#include "engine/process/channel.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "engine/process/sealed_memory.hpp"
#include "engine/process/spawner.hpp"

namespace channel_test {
using namespace kith;
using namespace std::chrono_literals;

TEST(Channel, LettersKeepTheirBoundsAndOrder) {
    auto ends = process::make_channel();
    ASSERT_TRUE(ends);
    ASSERT_TRUE(process::send_letter(ends->first.get(), "one"));
    ASSERT_TRUE(process::send_letter(ends->first.get(), std::string(process::letter_bytes, 'b')));
    EXPECT_EQ((*process::receive_letter(ends->second.get(), 1s))->text, "one");
    EXPECT_EQ((*process::receive_letter(ends->second.get(), 1s))->text.size(), process::letter_bytes);
    auto none = process::receive_letter(ends->second.get(), 1ms);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, base::Code::timed_out);
    ends->first.reset();
    auto closed = process::receive_letter(ends->second.get(), 1s);
    ASSERT_TRUE(closed);
    EXPECT_FALSE(closed->has_value());
}

TEST(Channel, RefusesWhatDoesNotFit) {
    auto ends = process::make_channel();
    ASSERT_TRUE(ends);
    EXPECT_FALSE(process::send_letter(ends->first.get(), std::string(process::letter_bytes + 1, 'b')));
    EXPECT_FALSE(process::send_letter(ends->first.get(), ""));
    const std::vector<int> many(process::letter_descriptors + 1, 0);
    EXPECT_FALSE(process::send_letter(ends->first.get(), "many", many));
}

TEST(Channel, AChildAnswersWithABlock) {
    auto ends = process::make_channel();
    ASSERT_TRUE(ends);
    auto child = process::Child::start({*process::folder_of_this_program() / "test-process-child", {"letters"}, {}, {ends->second.get()}, false});
    ASSERT_TRUE(child);
    ends->second.reset();
    const int given[] = {0, 1};
    ASSERT_TRUE(process::send_letter(ends->first.get(), "question", given));
    auto letter = process::receive_letter(ends->first.get(), 20s);
    ASSERT_TRUE(letter && letter->has_value());
    EXPECT_EQ((*letter)->text, "question and 2");
    ASSERT_EQ((*letter)->descriptors.size(), 1u);
    auto block = process::open_sealed(std::move((*letter)->descriptors[0]), 5);
    ASSERT_TRUE(block);
    EXPECT_EQ(std::memcmp((*block)->bytes().data(), "hello", 5), 0);
    EXPECT_TRUE(child->wait(20s)->clean());
}

TEST(Channel, AChildThatDiesIsSeenAsClosed) {
    auto ends = process::make_channel();
    ASSERT_TRUE(ends);
    auto child = process::Child::start({*process::folder_of_this_program() / "test-process-child", {"abort"}, {}, {ends->second.get()}, false});
    ASSERT_TRUE(child);
    ends->second.reset();
    auto letter = process::receive_letter(ends->first.get(), 20s);
    ASSERT_TRUE(letter);
    EXPECT_FALSE(letter->has_value());
}

}  // namespace channel_test
