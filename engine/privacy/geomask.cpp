#include "engine/privacy/geomask.hpp"

#include <cmath>
#include <numbers>

#include "engine/base/digest.hpp"

namespace kith::privacy {
namespace {

/// [0, 1) out of eight bytes.
double uniform(const base::Digest& digest, std::size_t first) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest.bytes[first + i];
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace

Donut donut(double per_km2, const Anonymity& anonymity) {
    const double per_m2 = per_km2 / 1e6;
    return {std::sqrt(anonymity.least / (std::numbers::pi * per_m2)), std::sqrt(anonymity.most / (std::numbers::pi * per_m2))};
}

Shift shift_in(const Donut& donut, double turn, double out) {
    const double inner = donut.inner * donut.inner, outer = donut.outer * donut.outer;
    const double metres = std::sqrt(out * (outer - inner) + inner), angle = 2 * std::numbers::pi * turn;
    return {metres * std::cos(angle), metres * std::sin(angle)};
}

double people_nearer(double home_x, double home_y, const Shift& shift, const Homes& homes) {
    const double x = home_x + shift.x, y = home_y + shift.y, far = (shift.x * shift.x + shift.y * shift.y) * (1 - 1e-9);  // the home itself is not nearer, however it is rounded
    const double radius = std::sqrt(far);
    double nearer = 0;
    std::size_t first = 0, behind = homes.xy.size() / 2;  // of those not west of the circle
    while (first < behind) {
        const std::size_t middle = first + (behind - first) / 2;
        if (homes.xy[2 * middle] < x - radius) first = middle + 1;
        else behind = middle;
    }
    for (std::size_t i = first; 2 * i + 1 < homes.xy.size() && homes.xy[2 * i] <= x + radius; ++i) {
        const double dx = homes.xy[2 * i] - x, dy = homes.xy[2 * i + 1] - y;
        if (dx * dx + dy * dy < far) nearer += homes.weight.empty() ? 1 : homes.weight[i];
    }
    return nearer;
}

std::optional<Shift> masked_shift(double home_x, double home_y, double per_km2, const base::EntityKey& who, std::string_view secret, const Homes& homes, const Anonymity& anonymity,
                                  const std::optional<Shift>& kept) {
    if (kept && people_nearer(home_x, home_y, *kept, homes) >= anonymity.least) return kept;
    if (kept || !(per_km2 > 0)) return std::nullopt;  // another shift beside the first would give the home away
    Donut around = donut(per_km2, anonymity);
    for (std::uint64_t attempt = 0; attempt < 12; ++attempt) {
        const base::Digest drawn = base::DigestBuilder().add("donut").add(secret).add(base::to_text(who)).add(attempt).finish();
        const Shift shift = shift_in(around, uniform(drawn, 0), uniform(drawn, 8));
        if (people_nearer(home_x, home_y, shift, homes) >= anonymity.least) return shift;
        if (attempt % 4 != 3) continue;
        around.inner *= std::numbers::sqrt3;
        around.outer *= std::numbers::sqrt3;
    }
    return std::nullopt;
}

}  // namespace kith::privacy
