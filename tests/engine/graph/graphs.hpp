#pragma once
// Small graphs for tests: from edge lists, from files of truths, and at random.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/graph/csr.hpp"

namespace kith::test {

struct Edges {
    std::size_t nodes = 0;
    std::vector<std::int32_t> from;
    std::vector<std::int32_t> to;
    std::vector<double> weights;  // one an edge

    void add(std::int32_t a, std::int32_t b, double weight = 1) {
        from.push_back(a);
        to.push_back(b);
        weights.push_back(weight);
        nodes = std::max(nodes, static_cast<std::size_t>(std::max(a, b)) + 1);
    }
    graph::WeightedCsr graph() const { return graph::simple_pairs(nodes, {from, to, {}, 1}, {weights, {}, 1}); }
};

/// Nodes called anything, numbered in the order they appear.
struct NamedEdges {
    std::map<std::string, std::int32_t> ids;
    Edges edges;
    std::int32_t id(const std::string& name) {
        const auto node = ids.emplace(name, static_cast<std::int32_t>(ids.size())).first->second;
        edges.nodes = std::max(edges.nodes, ids.size());
        return node;
    }
    void add(const std::string& a, const std::string& b, double weight = 1) {
        const std::int32_t first = id(a);
        edges.add(first, id(b), weight);
    }
};

inline nlohmann::json read_json(const std::filesystem::path& path) { return nlohmann::json::parse(std::ifstream(path)); }

/// source,target,weight with a header.
inline NamedEdges read_edges(const std::filesystem::path& path) {
    NamedEdges named;
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const std::size_t first = line.find(',');
        const std::size_t second = line.find(',', first + 1);
        named.add(line.substr(0, first), line.substr(first + 1, second - first - 1), std::stod(line.substr(second + 1)));
    }
    return named;
}

}  // namespace kith::test
