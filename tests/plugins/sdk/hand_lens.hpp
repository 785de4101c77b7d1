#pragma once
// A lens as a worker gets one, from a list of ties made by hand.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "plugins/sdk/graph.hpp"

namespace kith::test {

struct HandTie {
    std::int32_t a, b;
    bool maybe = false;
};

class HandLens {
public:
    HandLens(std::size_t nodes, const std::vector<HandTie>& ties) : offsets_(nodes + 1, 0) {
        std::vector<std::tuple<std::int32_t, std::int32_t, std::int32_t>> arcs;
        for (std::size_t t = 0; t < ties.size(); ++t) {
            arcs.emplace_back(ties[t].a, ties[t].b, static_cast<std::int32_t>(t));
            arcs.emplace_back(ties[t].b, ties[t].a, static_cast<std::int32_t>(t));
        }
        std::sort(arcs.begin(), arcs.end());
        for (const auto& [from, to, tie] : arcs) {
            ++offsets_[static_cast<std::size_t>(from) + 1];
            targets_.push_back(to);
            ties_.push_back(tie);
            maybe_.push_back(ties[static_cast<std::size_t>(tie)].maybe ? 1 : 0);
        }
        for (std::size_t i = 1; i < offsets_.size(); ++i) offsets_[i] += offsets_[i - 1];
        columns_ = {column("offsets", KITH_I64, offsets_), column("targets", KITH_I32, targets_), column("ties", KITH_I32, ties_),
                    column("maybe", KITH_BOOLEAN, maybe_)};
        segment_ = {text("lens.hand"), columns_.data(), columns_.size()};
    }
    HandLens(const HandLens&) = delete;
    HandLens& operator=(const HandLens&) = delete;

    sdk::Lens lens() const { return sdk::Lens(sdk::Segment(&segment_)); }
    const std::vector<std::int32_t>& targets() const { return targets_; }
    const std::vector<std::int64_t>& offsets() const { return offsets_; }

private:
    static kith_text text(std::string_view words) { return {words.data(), words.size()}; }
    template <class T>
    static kith_column column(std::string_view key, kith_type type, const std::vector<T>& values) {
        return {text(key), type, 0, values.size(), values.data(), values.size(), nullptr, nullptr, nullptr, nullptr, nullptr};
    }
    std::vector<std::int64_t> offsets_;
    std::vector<std::int32_t> targets_, ties_;
    std::vector<std::uint8_t> maybe_;
    std::array<kith_column, 4> columns_{};
    kith_segment segment_{};
};

/// Krackhardt's kite (1990, Administrative Science Quarterly 35:342-369, figure 1): Andre 0, Beverley 1, Carol 2, Diane 3, Ed 4,
/// Fernando 5, Garth 6, Heather 7, Ike 8, Jane 9.
inline std::vector<HandTie> kite() {
    return {{0, 1}, {0, 2}, {0, 3}, {0, 5}, {1, 3}, {1, 4}, {1, 6}, {2, 3}, {2, 5}, {3, 4}, {3, 5}, {3, 6}, {4, 6}, {5, 6}, {5, 7}, {6, 7}, {7, 8}, {8, 9}};
}

}  // namespace kith::test
