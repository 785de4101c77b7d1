#include "engine/base/status.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace status_test {
using namespace kith::base;

Result<int> half(int number) {
    if (number % 2 != 0) return bad_input("It is odd.");
    return number / 2;
}

TEST(Result, HoldsAValueOrAnError) {
    ASSERT_TRUE(half(4));
    EXPECT_EQ(*half(4), 2);
    ASSERT_FALSE(half(3));
    EXPECT_EQ(half(3).error().code, Code::bad_input);
    EXPECT_EQ(half(3).error().message, "It is odd.");
}

TEST(Result, MovesWhatCannotBeCopied) {
    Result<std::unique_ptr<int>> made(std::make_unique<int>(7));
    const std::unique_ptr<int> taken = std::move(*made);
    EXPECT_EQ(*taken, 7);
    Result<std::string> text(std::string("words"));
    text->append("!");
    EXPECT_EQ(text.value(), "words!");
}

TEST(Status, IsFineUnlessAnErrorIsGiven) {
    EXPECT_TRUE(Status());
    const Status failed = io_error("The disk is full.");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Code::io_error);
    EXPECT_EQ(misuse("x").code, Code::misuse);
    EXPECT_EQ(not_found("x").code, Code::not_found);
    EXPECT_EQ(internal_error("x").code, Code::internal);
}

}  // namespace status_test
