#include "engine/base/random.hpp"

namespace kith::base {
namespace {
std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ull;
}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view stream, std::uint64_t row) : state_(mix(seed + golden)) {
    for (char c : stream) state_ = mix(state_ ^ static_cast<unsigned char>(c)) + golden;
    state_ = mix(state_ ^ mix(row + golden));
}

std::uint64_t RandomStream::next() { return mix(state_ += golden); }

double RandomStream::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::uint64_t RandomStream::below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    for (;;) {
        const Wide product = static_cast<Wide>(next()) * bound;
        const auto low = static_cast<std::uint64_t>(product);
        if (low >= bound || low >= (0 - bound) % bound) return static_cast<std::uint64_t>(product >> 64);
    }
}

}  // namespace kith::base
