#include "plugins/connection_gaps/ways.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace kith::connection_gaps {

Way Ways::find(std::int32_t a, std::int32_t b) const {
    Way way;
    way.venue = venues_.find(a, b);
    if (way.venue) return way;
    way.path = introducers_.find(a, b, between_, Best::shortest);
    if (!way.path) return way;
    way.other = introducers_.find(a, b, between_, Best::widest);
    if (way.other && way.other->same_people(*way.path)) way.other.reset();
    return way;
}

std::vector<std::size_t> first_of_all(const std::vector<Suggestion>& suggestions, std::size_t most) {
    std::vector<std::size_t> order(suggestions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [&](std::size_t x, std::size_t y) {
        const Suggestion& a = suggestions[x];
        const Suggestion& b = suggestions[y];
        return std::tuple(-a.common, a.metres, a.person, a.other) < std::tuple(-b.common, b.metres, b.person, b.other);
    };
    const std::size_t kept = std::min(most, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(), before);
    order.resize(kept);
    return order;
}

}  // namespace kith::connection_gaps
