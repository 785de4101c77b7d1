#include "engine/geo/orientation.hpp"

#include <array>

namespace kith::geo {
namespace {

/// hi + lo is the exact sum, difference or product.
struct Two {
    double hi, lo;
};
Two sum(double a, double b) {
    const double hi = a + b, part = hi - a;
    return {hi, (a - (hi - part)) + (b - part)};
}
Two product(double a, double b) {
    const double hi = a * b;
    return {hi, std::fma(a, b, -hi)};
}

/// An exact sum of doubles, its parts not overlapping and growing in size.
struct Expansion {
    std::array<double, 16> part{};
    std::size_t size = 0;
    void add(double number) {
        double carried = number;
        for (std::size_t i = 0; i < size; ++i) {
            const Two both = sum(carried, part[i]);
            carried = both.hi;
            part[i] = both.lo;
        }
        part[size++] = carried;
    }
    int sign() const {
        for (std::size_t i = size; i-- > 0;)
            if (part[i] != 0) return part[i] > 0 ? 1 : -1;
        return 0;
    }
};

void add_product(Expansion& total, Two a, Two b, double sign) {
    for (const double u : {a.hi, a.lo})
        for (const double v : {b.hi, b.lo}) {
            const Two both = product(u, sign * v);
            total.add(both.lo);
            total.add(both.hi);
        }
}

}  // namespace

int exact_orientation(double ax, double ay, double bx, double by, double px, double py) {
    Expansion total;
    add_product(total, sum(ax, -px), sum(by, -py), 1);
    add_product(total, sum(ay, -py), sum(bx, -px), -1);
    return total.sign();
}

}  // namespace kith::geo
