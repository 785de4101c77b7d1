#include "engine/geo/simple_ring.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::geo {
namespace {

// Beyond this GEOS' index is as fast.
constexpr std::size_t most_points = 1024;

struct Vector {
    double x, y;
};
Vector operator-(Vector a, Vector b) { return {a.x - b.x, a.y - b.y}; }

/// On which side of a→b c is, by its sign; 0 where rounding leaves it open (Shewchuk 1997, the bound ccwerrboundA).
double side(Vector a, Vector b, Vector c) {
    constexpr double epsilon = std::numeric_limits<double>::epsilon() / 2;
    constexpr double bound = (3 + 16 * epsilon) * epsilon;
    const double left = (a.x - c.x) * (b.y - c.y), right = (a.y - c.y) * (b.x - c.x);
    const double difference = left - right, error = bound * (std::abs(left) + std::abs(right));
    return std::abs(difference) > error ? difference : 0;
}

/// One of the two lies on one side of the other. Without a jump but the last, for which side it is cannot be foreseen; a product that is
/// too small for a number leaves it open.
bool surely_apart(Vector a, Vector b, Vector c, Vector d) {
    const double of_ab = side(a, b, c) * side(a, b, d), of_cd = side(c, d, a) * side(c, d, b);
    return std::max(of_ab, of_cd) > 0;
}

/// a→b and b→c have nothing but b in common.
bool goes_on(Vector a, Vector b, Vector c) {
    if (side(a, b, c) != 0) return true;
    const Vector u = b - a, v = c - b;
    // Less than a right angle by far more than rounding could make of it: it does not turn back on itself.
    const double forward = u.x * v.x + u.y * v.y;
    return forward > 1e-9 * (std::abs(u.x * v.x) + std::abs(u.y * v.y));
}

/// The boxes of segments, or of sixteen that follow each other: single precision, relative to the first corner, and a little too large, so
/// that rounding never keeps two apart that touch. Four at a look.
template <std::size_t Most>
class Boxes {
public:
    void set(std::size_t i, float left, float right, float low, float high) { left_[i] = left, right_[i] = right, low_[i] = low, high_[i] = high; }
    void unite(std::size_t from, std::size_t to, auto& with, std::size_t at) const {
        const auto least = [=](const auto& of) { return *std::min_element(&of[from], &of[to]); };
        const auto most = [=](const auto& of) { return *std::max_element(&of[from], &of[to]); };
        with.set(at, least(left_), most(right_), least(low_), most(high_));
    }
    /// Boxes up to the next multiple of sixteen that are near none.
    void close(std::size_t count) {
        constexpr float far = std::numeric_limits<float>::infinity();
        for (; count % to_whole != 0; ++count) set(count, far, -far, far, -far);
    }
    /// A bit for each of the four boxes from `k`, a multiple of four, that overlaps or touches box `i` of `other`.
    template <std::size_t Others>
    unsigned near(const Boxes<Others>& other, std::size_t i, std::size_t k) const {
#if defined(__SSE2__)
        const auto at = [k](const auto& of) { return _mm_load_ps(&of[k]); };
        const __m128 x = _mm_and_ps(_mm_cmple_ps(at(left_), _mm_set1_ps(other.right_[i])), _mm_cmple_ps(_mm_set1_ps(other.left_[i]), at(right_)));
        const __m128 y = _mm_and_ps(_mm_cmple_ps(at(low_), _mm_set1_ps(other.high_[i])), _mm_cmple_ps(_mm_set1_ps(other.low_[i]), at(high_)));
        return static_cast<unsigned>(_mm_movemask_ps(_mm_and_ps(x, y)));
#else
        unsigned mask = 0;
        for (std::size_t j = 0; j < at_once; ++j)
            if (left_[k + j] <= other.right_[i] && other.left_[i] <= right_[k + j] && low_[k + j] <= other.high_[i] && other.low_[i] <= high_[k + j]) mask |= 1u << j;
        return mask;
#endif
    }
    static constexpr std::size_t at_once = 4, to_whole = 16;

private:
    template <std::size_t>
    friend class Boxes;
    // Not a whole page each: the processor takes what lies a page apart for the same place, and waits.
    static constexpr std::size_t room = Most + 64;
    alignas(16) std::array<float, room> left_;
    alignas(16) std::array<float, room> right_;
    alignas(16) std::array<float, room> low_;
    alignas(16) std::array<float, room> high_;
};

class Ring {
public:
    /// Of closed rings of at most most_points corners.
    explicit Ring(const std::vector<double>& xy) : count_(xy.size() / 2 - 1) {
        for (std::size_t i = 0; i <= count_; ++i) {
            points_[i] = {xy[2 * i], xy[2 * i + 1]};
            const Vector from_first = points_[i] - points_[0];
            measurable_ &= std::abs(from_first.x) < farthest && std::abs(from_first.y) < farthest;  // false of what is no number
            x_[i] = static_cast<float>(from_first.x), y_[i] = static_cast<float>(from_first.y);
        }
        for (std::size_t i = 0; i < count_; ++i)
            segments_.set(i, below(std::min(x_[i], x_[i + 1])), above(std::max(x_[i], x_[i + 1])), below(std::min(y_[i], y_[i + 1])), above(std::max(y_[i], y_[i + 1])));
        segments_.close(count_);
        if (count_ <= few) return;
        const std::size_t blocks = (count_ + block - 1) / block;
        for (std::size_t b = 0; b < blocks; ++b) segments_.unite(b * block, std::min((b + 1) * block, count_), blocks_, b);
        blocks_.close(blocks);
    }
    bool simple() const {
        if (!measurable_) return false;
        for (std::size_t i = 0; i < count_; ++i) {
            const Vector a = points_[i], b = points_[i + 1], c = points_[i + 1 == count_ ? 1 : i + 2];
            if ((a.x == b.x && a.y == b.y) || !goes_on(a, b, c)) return false;
            if (!apart_from_later(i)) return false;
        }
        return true;
    }

private:
    bool apart_from_later(std::size_t i) const {
        const std::size_t from = i + 2, end = i == 0 ? count_ - 1 : count_;  // the last touches the first
        if (from >= end) return true;
        if (count_ > few) return apart_by_blocks(i, from, end);
        std::uint64_t near = 0;
        for (std::size_t k = from / at_once * at_once; k < end; k += at_once) near |= std::uint64_t{segments_.near(segments_, i, k)} << k;
        return apart(i, near >> from << from, 0, end);
    }
    bool apart_by_blocks(std::size_t i, std::size_t from, std::size_t end) const {
        for (std::size_t group = from / block / at_once * at_once; group * block < end; group += at_once)
            for (unsigned near = blocks_.near(segments_, i, group); near != 0; near &= near - 1) {
                const std::size_t first = (group + static_cast<std::size_t>(std::countr_zero(near))) * block;
                std::uint64_t within = 0;
                for (std::size_t k = 0; k < block; k += at_once) within |= std::uint64_t{segments_.near(segments_, i, first + k)} << k;
                if (from > first) within = within >> (from - first) << (from - first);  // of a block before `from` nothing is asked
                if (!apart(i, within, first, end)) return false;
            }
        return true;
    }
    /// Of the segments first, first + 1, … whose bit is set those before `end`.
    bool apart(std::size_t i, std::uint64_t near, std::size_t first, std::size_t end) const {
        for (; near != 0; near &= near - 1) {
            const std::size_t other = first + static_cast<std::size_t>(std::countr_zero(near));
            if (other < end && !surely_apart(points_[i], points_[i + 1], points_[other], points_[other + 1])) return false;
        }
        return true;
    }
    // More than twice what two roundings to single precision can be wrong by.
    static constexpr float wider = 4 * std::numeric_limits<float>::epsilon(), least = std::numeric_limits<float>::min();
    static float below(float at) { return at - (wider * std::abs(at) + least); }
    static float above(float at) { return at + (wider * std::abs(at) + least); }

    static constexpr double farthest = 1e30;  // no single-precision number is infinite then
    static constexpr std::size_t block = 16, few = 64;
    static constexpr std::size_t at_once = Boxes<block>::at_once;
    std::size_t count_;  // of segments
    bool measurable_ = true;
    std::array<Vector, most_points> points_;
    std::array<float, most_points> x_, y_;
    Boxes<most_points> segments_;
    Boxes<most_points / block> blocks_;
};

}  // namespace

bool surely_valid(const Shape& shape) {
    if (shape.polygons() != 1 || shape.rings() != 1) return false;
    const std::vector<double>& xy = shape.xy;
    const std::size_t points = xy.size() / 2;
    if (points < 4 || points > most_points || xy[0] != xy[2 * points - 2] || xy[1] != xy[2 * points - 1]) return false;
    return Ring(xy).simple();
}

}  // namespace kith::geo
