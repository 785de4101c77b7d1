#pragma once
// Units at interfaces: no bare `double metres`.
#include <compare>

namespace kith::base {

struct Metres {
    double value = 0;
    auto operator<=>(const Metres&) const = default;  // NOLINT(modernize-use-nullptr): as in ids.hpp
};
struct SquareKilometres {
    double value = 0;
    auto operator<=>(const SquareKilometres&) const = default;
};

}  // namespace kith::base
