#include "engine/geo/simple_ring.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace kith::geo {
namespace {

// Beyond this GEOS' index is as fast.
constexpr std::size_t most_points = 400;

struct Vector {
    double x, y;
};
Vector operator-(Vector a, Vector b) { return {a.x - b.x, a.y - b.y}; }

/// On which side of a→b c is: 1 or -1; 0 where rounding leaves it open (Shewchuk 1997, the bound ccwerrboundA).
int side(Vector a, Vector b, Vector c) {
    constexpr double epsilon = std::numeric_limits<double>::epsilon() / 2;
    constexpr double bound = (3 + 16 * epsilon) * epsilon;
    const double left = (a.x - c.x) * (b.y - c.y), right = (a.y - c.y) * (b.x - c.x);
    const double difference = left - right, error = bound * (std::abs(left) + std::abs(right));
    return difference > error ? 1 : difference < -error ? -1 : 0;
}

bool surely_apart(Vector a, Vector b, Vector c, Vector d) {
    const int of_c = side(a, b, c), of_a = side(c, d, a);
    return (of_c != 0 && of_c == side(a, b, d)) || (of_a != 0 && of_a == side(c, d, b));
}

/// a→b and b→c have nothing but b in common.
bool goes_on(Vector a, Vector b, Vector c) {
    const Vector u = b - a, v = c - b;
    // Less than a right angle by far more than rounding could make of it: it does not turn back on itself.
    const double forward = u.x * v.x + u.y * v.y;
    return forward > 1e-9 * (std::abs(u.x * v.x) + std::abs(u.y * v.y)) || side(a, b, c) != 0;
}

class Ring {
public:
    explicit Ring(const std::vector<double>& xy) : count_(xy.size() / 2 - 1) {
        for (std::size_t i = 0; i <= count_; ++i) points_[i] = {xy[2 * i], xy[2 * i + 1]};
        for (std::size_t i = 0; i < count_; ++i) {
            const Vector a = points_[i], b = points_[i + 1];
            left_[i] = std::min(a.x, b.x), right_[i] = std::max(a.x, b.x);
            low_[i] = std::min(a.y, b.y), high_[i] = std::max(a.y, b.y);
        }
        for (std::size_t b = 0; b * at_once < count_; ++b) {
            const std::size_t from = b * at_once, to = std::min(from + at_once, count_);
            const auto part = [&](const auto& bounds) { return std::pair(bounds.begin() + static_cast<std::ptrdiff_t>(from), bounds.begin() + static_cast<std::ptrdiff_t>(to)); };
            const auto [l, l_end] = part(left_);
            const auto [r, r_end] = part(right_);
            const auto [d, d_end] = part(low_);
            const auto [u, u_end] = part(high_);
            left_[blocks + b] = *std::min_element(l, l_end), right_[blocks + b] = *std::max_element(r, r_end);
            low_[blocks + b] = *std::min_element(d, d_end), high_[blocks + b] = *std::max_element(u, u_end);
        }
    }
    bool simple() const {
        for (std::size_t i = 0; i < count_; ++i) {
            const Vector a = points_[i], b = points_[i + 1], c = points_[i + 1 == count_ ? 1 : i + 2];
            if ((a.x == b.x && a.y == b.y) || !goes_on(a, b, c)) return false;
            if (!apart_from_later(i)) return false;
        }
        return true;
    }

private:
    bool apart_from_later(std::size_t i) const {
        const std::size_t end = i == 0 ? count_ - 1 : count_;  // the last touches the first
        // Eight that follow each other have a box in common: hardly any is near.
        for (std::size_t b = (i + 2) / at_once; b * at_once < end; ++b) {
            if (is_near(i, blocks + b) == 0) continue;
            for (std::size_t k = std::max(i + 2, b * at_once); k < std::min((b + 1) * at_once, end); ++k)
                if (is_near(i, k) != 0 && !surely_apart(points_[i], points_[i + 1], points_[k], points_[k + 1])) return false;
        }
        return true;
    }
    unsigned is_near(std::size_t i, std::size_t j) const {
        return static_cast<unsigned>(left_[j] <= right_[i]) & static_cast<unsigned>(left_[i] <= right_[j]) & static_cast<unsigned>(low_[j] <= high_[i]) &
               static_cast<unsigned>(low_[i] <= high_[j]);
    }
    static constexpr std::size_t at_once = 8;
    std::size_t count_;  // of segments
    std::array<Vector, most_points> points_;
    static constexpr std::size_t blocks = most_points;          // where the boxes of blocks begin
    std::array<double, blocks + most_points / at_once + 1> left_, right_, low_, high_;
};

}  // namespace

bool surely_valid(const Shape& shape) {
    if (shape.polygons() != 1 || shape.rings() != 1) return false;
    const std::vector<double>& xy = shape.xy;
    const std::size_t points = xy.size() / 2;
    if (points < 4 || points > most_points || xy[0] != xy[2 * points - 2] || xy[1] != xy[2 * points - 1]) return false;
    return std::all_of(xy.begin(), xy.end(), [](double value) { return std::isfinite(value); }) && Ring(xy).simple();
}

}  // namespace kith::geo
