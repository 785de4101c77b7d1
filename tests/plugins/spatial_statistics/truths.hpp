#pragma once
// Reference values of other programs, and the data that they were computed from (the shared folder's SOURCES.md).
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plugins/spatial_statistics/weights.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::test {

using Json = nlohmann::json;

inline Json truth(const std::filesystem::path& shared, const std::string& name) {
    std::ifstream file(shared / "data/truths" / name);
    return Json::parse(file);
}

/// Rows of neighbours, each sorted.
inline spatial_statistics::Weights from_lists(std::vector<std::vector<std::int32_t>> lists) {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    for (auto& list : lists) {
        std::sort(list.begin(), list.end());
        targets.insert(targets.end(), list.begin(), list.end());
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    return spatial_statistics::contiguity(offsets, targets);
}

inline spatial_statistics::Weights from_one_based(const Json& lists) {
    std::vector<std::vector<std::int32_t>> rows;
    for (const Json& list : lists) {
        rows.emplace_back();
        for (const Json& row : list) rows.back().push_back(row.get<std::int32_t>() - 1);
    }
    return from_lists(std::move(rows));
}

struct Columbus {
    std::vector<double> crime, hoval, inc;
    spatial_statistics::Weights queen, rook;
};
/// Anselin 1988. Queen as spdep lists it; rook from the edges that two outlines share.
inline Columbus columbus(const std::filesystem::path& shared) {
    Columbus made;
    made.queen = from_one_based(truth(shared, "columbus_spdep.json")["queen_neighbours_1based"]);
    const Json map = truth(shared, "data/columbus.geojson");
    std::map<std::pair<Json, Json>, std::set<std::int32_t>> edges;
    for (const Json& feature : map["features"]) {
        const auto row = static_cast<std::int32_t>(made.crime.size());
        made.crime.push_back(feature["properties"]["CRIME"]);
        made.hoval.push_back(feature["properties"]["HOVAL"]);
        made.inc.push_back(feature["properties"]["INC"]);
        const Json& shape = feature["geometry"];
        for (const Json& polygon : shape["type"] == "Polygon" ? Json::array({shape["coordinates"]}) : shape["coordinates"])
            for (const Json& ring : polygon)
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) edges[std::minmax(ring[i], ring[i + 1])].insert(row);
    }
    std::vector<std::set<std::int32_t>> rook(made.crime.size());
    for (const auto& [edge, rows] : edges)
        for (const std::int32_t a : rows)
            for (const std::int32_t b : rows)
                if (a != b) rook[static_cast<std::size_t>(a)].insert(b);
    std::vector<std::vector<std::int32_t>> lists;
    for (const auto& row : rook) lists.emplace_back(row.begin(), row.end());
    made.rook = from_lists(std::move(lists));
    return made;
}

/// A lattice, row by row; neighbours share a side.
inline spatial_statistics::Weights lattice(std::int32_t rows, std::int32_t columns) {
    std::vector<std::vector<std::int32_t>> lists;
    for (std::int32_t r = 0; r < rows; ++r)
        for (std::int32_t c = 0; c < columns; ++c) {
            lists.emplace_back();
            if (r > 0) lists.back().push_back((r - 1) * columns + c);
            if (c > 0) lists.back().push_back(r * columns + c - 1);
            if (c + 1 < columns) lists.back().push_back(r * columns + c + 1);
            if (r + 1 < rows) lists.back().push_back((r + 1) * columns + c);
        }
    return from_lists(std::move(lists));
}

}  // namespace kith::test
