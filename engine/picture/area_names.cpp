#include "engine/picture/area_names.hpp"

namespace kith::picture {

std::vector<Inside> insides_of(const Coverage& coverage) {
    std::vector<Inside> out;
    for (std::size_t area = 0; area < coverage.areas(); ++area) {
        std::vector<Ring> rings;
        const auto first = static_cast<std::size_t>(coverage.polygon_rings[static_cast<std::size_t>(coverage.area_polygons[area])]);
        const auto last = static_cast<std::size_t>(coverage.polygon_rings[static_cast<std::size_t>(coverage.area_polygons[area + 1])]);
        for (std::size_t ring = first; ring < last; ++ring) {
            Ring points;
            for (auto i = static_cast<std::size_t>(coverage.ring_points[ring]); i + 1 < static_cast<std::size_t>(coverage.ring_points[ring + 1]); ++i)
                points.push_back({coverage.xy[2 * i], coverage.xy[2 * i + 1]});
            rings.push_back(std::move(points));
        }
        out.push_back(inside_of(rings));
    }
    return out;
}

std::size_t shared_words(const std::vector<std::string>& names) {
    if (names.size() < 3) return 0;
    std::size_t same = names.front().size();
    for (const std::string& name : names) {
        std::size_t i = 0;
        while (i < same && i < name.size() && name[i] == names.front()[i]) ++i;
        same = i;
    }
    const std::size_t space = names.front().rfind(' ', same == 0 ? 0 : same - 1);
    return same == 0 || space == std::string::npos || space >= same ? 0 : space + 1;
}

}  // namespace kith::picture
