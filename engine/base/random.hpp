#pragma once
// Seeded random streams: a stream is a pure function of (seed, name, row), so results do not depend on order or threads.
#include <cstdint>
#include <string_view>

namespace kith::base {

/// SplitMix64 (Steele, Lea, Flood 2014) started from a mix of seed, stream name and row.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view stream, std::uint64_t row = 0);
    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform in 0..bound-1 without bias (Lemire 2019); bound > 0.
    std::uint64_t below(std::uint64_t bound);

    /// The whole of a stream between two calls, so that it can be carried over a border as a number.
    std::uint64_t state() const { return state_; }
    static RandomStream resumed(std::uint64_t state) { return RandomStream(state); }

private:
    explicit RandomStream(std::uint64_t state) : state_(state) {}
    std::uint64_t state_;
};

}  // namespace kith::base
