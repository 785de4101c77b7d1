#pragma once
#include <gtest/gtest.h>

#include <span>
#include <string_view>

#include "engine/store/secret.hpp"

namespace kith::store::test {

inline Secret secret(std::string_view text) {
    auto made = Secret::copy_of(std::as_bytes(std::span(text.data(), text.size())));
    EXPECT_TRUE(made);
    return made ? std::move(*made) : Secret();
}

}  // namespace kith::store::test
