#pragma once
// Ties between areas, counted. Inside this room.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace kith::picture {

/// Ties between two areas, counted a pair: in a triangle that grows with the areas met, whole cities' worth of areas included.
class AreaPairs {
public:
    void add(std::int32_t one, std::int32_t two) {
        if (one < 0 || two < 0 || one == two) {
            ++within_;
            return;
        }
        const auto low = static_cast<std::size_t>(std::min(one, two)), high = static_cast<std::size_t>(std::max(one, two));
        if (high >= most_in_triangle) {
            ++others_[{low, high}];
            return;
        }
        const std::size_t at = high * (high - 1) / 2 + low;
        if (at >= triangle_.size()) triangle_.resize(high * (high + 1) / 2, 0);
        ++triangle_[at];
    }
    std::int64_t within() const { return within_; }
    /// `use(lower area, higher area, ties)`, by the lower, then the higher.
    template <class Use>
    void each(Use use) const {
        auto other = others_.begin();
        for (std::size_t low = 0; low < most_in_triangle; ++low) {
            for (std::size_t high = low + 1; high * (high - 1) / 2 + low < triangle_.size(); ++high)
                if (const std::uint32_t count = triangle_[high * (high - 1) / 2 + low]; count > 0) use(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high), count);
            for (; other != others_.end() && other->first.first == low; ++other) use(static_cast<std::int64_t>(low), static_cast<std::int64_t>(other->first.second), other->second);
        }
        for (; other != others_.end(); ++other) use(static_cast<std::int64_t>(other->first.first), static_cast<std::int64_t>(other->first.second), other->second);
    }

private:
    static constexpr std::size_t most_in_triangle = 4096;
    std::vector<std::uint32_t> triangle_;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> others_;
    std::int64_t within_ = 0;
};

}  // namespace kith::picture
