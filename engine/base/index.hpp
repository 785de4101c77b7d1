#pragma once

#include <cstddef>

namespace kith::base {

/// A row, code or offset as an index of a container: signed in the columns (negative is our own fault), unsigned in the standard library.
template <class Integer>
constexpr std::size_t at(Integer i) {
    return static_cast<std::size_t>(i);
}

}  // namespace kith::base
