#pragma once
// Networks for the tests: from a list of pairs, from the shared data, and random ones; and betweenness by its definition.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugins/network_measures/measures.hpp"
#include "plugins/sdk/igraph_graph.hpp"

namespace kith::test {

using Pairs = std::vector<std::pair<int, int>>;

inline network_measures::Network network_of(std::size_t nodes, Pairs pairs) {
    network_measures::Network network;
    network.nodes = nodes;
    network.degree.assign(nodes, 0);
    for (auto& [a, b] : pairs)
        if (a > b) std::swap(a, b);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const auto& [a, b] : pairs) {
        if (a == b) continue;
        network.ends.push_back(a);
        network.ends.push_back(b);
        ++network.degree[static_cast<std::size_t>(a)];
        ++network.degree[static_cast<std::size_t>(b)];
    }
    return network;
}

/// igraph with nobody who wants it to stop, one a program: its handlers are the process's.
inline sdk::Igraph& igraph() {
    static sdk::Igraph igraph([](double) { return true; }, 1);
    return igraph;
}
inline sdk::Result<network_measures::Measures> measures_of(const network_measures::Network& network) { return network_measures::Measures::of(igraph(), network); }

/// What a measure answered, or the test's own failure.
template <class T>
T answer(const sdk::Result<T>& result) {
    if (!result) throw std::runtime_error(result.status().words());
    return *result;
}

/// A table of "source,target,..." with a heading; names in order of appearance.
struct Named {
    std::vector<std::string> names;
    Pairs pairs;
    std::size_t of(const std::string& name) const {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }
};
inline Named read_pairs(const std::filesystem::path& path) {
    Named read;
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    std::string line, a, b;
    std::getline(file, line);
    std::map<std::string, int> known;
    const auto number = [&](const std::string& name) {
        const auto [place, fresh] = known.emplace(name, static_cast<int>(read.names.size()));
        if (fresh) read.names.push_back(name);
        return place->second;
    };
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::getline(cells, a, ',');
        std::getline(cells, b, ',');
        const int first = number(a), second = number(b);
        read.pairs.emplace_back(first, second);
    }
    return read;
}

/// Ends are whole numbers from 0.
inline Pairs read_numbered(const std::filesystem::path& path) {
    const Named named = read_pairs(path);
    Pairs pairs;
    for (const auto& [a, b] : named.pairs) pairs.emplace_back(std::stoi(named.names[static_cast<std::size_t>(a)]), std::stoi(named.names[static_cast<std::size_t>(b)]));
    return pairs;
}

inline nlohmann::json read_json(const std::filesystem::path& path) {
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    return nlohmann::json::parse(file);
}

/// Distances and numbers of shortest ways between all pairs, by breadth-first search; -1: none.
struct Ways {
    std::vector<std::vector<int>> distance;
    std::vector<std::vector<double>> count;
};
inline Ways all_ways(const network_measures::Network& network) {
    const std::size_t n = network.nodes;
    std::vector<std::vector<std::size_t>> near(n);
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const auto a = static_cast<std::size_t>(network.ends[i]), b = static_cast<std::size_t>(network.ends[i + 1]);
        near[a].push_back(b);
        near[b].push_back(a);
    }
    Ways ways{std::vector(n, std::vector<int>(n, -1)), std::vector(n, std::vector<double>(n, 0))};
    for (std::size_t s = 0; s < n; ++s) {
        std::vector<std::size_t> queue{s};
        ways.distance[s][s] = 0;
        ways.count[s][s] = 1;
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (const std::size_t next : near[queue[i]]) {
                if (ways.distance[s][next] < 0) {
                    ways.distance[s][next] = ways.distance[s][queue[i]] + 1;
                    queue.push_back(next);
                }
                if (ways.distance[s][next] == ways.distance[s][queue[i]] + 1) ways.count[s][next] += ways.count[s][queue[i]];
            }
    }
    return ways;
}
/// The share of the shortest ways between s and t that lead through v.
inline double part(const Ways& ways, std::size_t s, std::size_t t, std::size_t v) {
    if (v == s || v == t || s == t || ways.distance[s][t] < 0 || ways.distance[s][v] < 0 || ways.distance[v][t] < 0) return 0;
    return ways.distance[s][v] + ways.distance[v][t] == ways.distance[s][t] ? ways.count[s][v] * ways.count[v][t] / ways.count[s][t] : 0;
}

/// What each source adds to the betweenness of each person, from source to row, by Brandes 2001's accumulation.
inline std::vector<std::vector<double>> dependencies(const network_measures::Network& network) {
    const std::size_t n = network.nodes;
    std::vector<std::vector<std::size_t>> near(n);
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const auto a = static_cast<std::size_t>(network.ends[i]), b = static_cast<std::size_t>(network.ends[i + 1]);
        near[a].push_back(b);
        near[b].push_back(a);
    }
    std::vector<std::vector<double>> found(n, std::vector<double>(n, 0));
    std::vector<int> distance(n);
    std::vector<double> ways(n);
    for (std::size_t s = 0; s < n; ++s) {
        std::fill(distance.begin(), distance.end(), -1);
        std::fill(ways.begin(), ways.end(), 0);
        std::vector<std::size_t> queue{s};
        distance[s] = 0;
        ways[s] = 1;
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (const std::size_t next : near[queue[i]]) {
                if (distance[next] < 0) {
                    distance[next] = distance[queue[i]] + 1;
                    queue.push_back(next);
                }
                if (distance[next] == distance[queue[i]] + 1) ways[next] += ways[queue[i]];
            }
        std::vector<double>& mine = found[s];
        for (std::size_t i = queue.size(); i-- > 1;)
            for (const std::size_t before : near[queue[i]])
                if (distance[before] + 1 == distance[queue[i]]) mine[before] += ways[before] / ways[queue[i]] * (1 + mine[queue[i]]);
        mine[s] = 0;
    }
    return found;
}

}  // namespace kith::test
