#pragma once
// On which side of a line is a point? Decided exactly. Inside geo only.
#include <cmath>

namespace kith::geo {

/// The sign of (a - p) × (b - p) by exact expansions (Shewchuk 1997, Adaptive Precision Floating-Point Arithmetic); slow.
int exact_orientation(double ax, double ay, double bx, double by, double px, double py);

/// > 0: p is left of the way from a to b; < 0: right; 0: on the line through them. Exact unless a product over- or underflows.
inline int orientation(double ax, double ay, double bx, double by, double px, double py) {
    const double left = (ax - px) * (by - py);
    const double right = (ay - py) * (bx - px);
    const double determinant = left - right;
    // Shewchuk's ccwerrboundA: (3 + 16 ε) ε, with ε = 2^-53.
    constexpr double bound = 3.3306690738754716e-16;
    if (std::abs(determinant) > bound * (std::abs(left) + std::abs(right))) return determinant > 0 ? 1 : -1;
    return exact_orientation(ax, ay, bx, by, px, py);
}

}  // namespace kith::geo
