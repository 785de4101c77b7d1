#include "engine/picture/moran.hpp"

#include <cmath>

namespace kith::picture {

base::Result<Moran> moran_of(std::span<const AreaValue> values, const column::Segment* borders, const std::string& title) {
    const auto* offsets = borders ? borders->find("queen_offsets") : nullptr;
    const auto* queen = borders ? borders->find("queen") : nullptr;
    if (!offsets || !queen || offsets->rows() != values.size() + 1) return base::not_found("These areas have no borders between each other, so there are no neighbours to compare with.");
    const auto exact = [&](std::size_t row) { return values[row].kind == ValueKind::value; };
    const auto neighbours = [&](std::size_t row) {
        std::vector<std::size_t> out;
        for (std::int64_t i = offsets->i64()[row]; i < offsets->i64()[row + 1]; ++i)
            if (const auto other = static_cast<std::size_t>(queen->i32()[static_cast<std::size_t>(i)]); exact(other)) out.push_back(other);
        return out;
    };
    Moran out;
    double mean = 0, square = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (!exact(row)) ++out.left_out;
        else if (neighbours(row).empty()) ++out.islands;
        else out.rows.push_back(static_cast<std::int32_t>(row));
    }
    if (out.rows.size() < 3) return base::misuse("Fewer than three neighbouring areas have a known value of " + title + "; nothing can be said about neighbours.");
    const auto n = static_cast<double>(out.rows.size());
    const auto value = [&](std::int32_t row) { return values[static_cast<std::size_t>(row)].value; };
    for (const std::int32_t row : out.rows) mean += value(row) / n;
    for (const std::int32_t row : out.rows) square += std::pow(value(row) - mean, 2) / n;
    if (!(square > 0)) return base::misuse("Every area has the same value of " + title + "; nothing can be said about neighbours.");
    const auto z = [&](std::size_t row) { return (values[row].value - mean) / std::sqrt(square); };
    Point middle;
    for (const std::int32_t row : out.rows) {
        const auto around = neighbours(static_cast<std::size_t>(row));
        double lag = 0;
        for (const std::size_t other : around) lag += z(other) / static_cast<double>(around.size());
        const Point p{z(static_cast<std::size_t>(row)), lag};
        out.points.push_back(p);
        middle.x += p.x / n, middle.y += p.y / n;
    }
    double xx = 0, xy = 0;
    for (const Point& p : out.points) xx += (p.x - middle.x) * (p.x - middle.x), xy += (p.x - middle.x) * (p.y - middle.y);
    out.slope = xy / xx;
    out.intercept = middle.y - out.slope * middle.x;
    return out;
}

}  // namespace kith::picture
