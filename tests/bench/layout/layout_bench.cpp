// The force layout of an edge list, and the same measures for anybody's positions:
//   layout_bench lay EDGES NODES SEED OUT      prints the CPU seconds of the layout alone and writes one "x y" a node
//   layout_bench judge EDGES NODES POSITIONS   prints neighbourhood preservation and stress over 200 pivots
// EDGES has one tie a line: two numbers from 0.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layout/layout.hpp"
#include "engine/layout/quality.hpp"

namespace {
using namespace kith;

struct Rows {
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;
    layout::Graph view() const { return {offsets, targets, {}}; }
};

Rows read_edges(const char* file, std::size_t nodes) {
    std::ifstream in(file);
    std::vector<std::pair<std::int32_t, std::int32_t>> edges;
    for (std::int32_t a = 0, b = 0; in >> a >> b;) edges.emplace_back(a, b);
    Rows rows{std::vector<std::int64_t>(nodes + 1, 0), std::vector<std::int32_t>(edges.size() * 2)};
    for (const auto& [a, b] : edges) {
        ++rows.offsets[static_cast<std::size_t>(a) + 1];
        ++rows.offsets[static_cast<std::size_t>(b) + 1];
    }
    for (std::size_t v = 0; v < nodes; ++v) rows.offsets[v + 1] += rows.offsets[v];
    std::vector<std::int64_t> next = rows.offsets;
    for (const auto& [a, b] : edges) {
        rows.targets[static_cast<std::size_t>(next[static_cast<std::size_t>(a)]++)] = b;
        rows.targets[static_cast<std::size_t>(next[static_cast<std::size_t>(b)]++)] = a;
    }
    return rows;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int fail(const base::Error& error) {
    std::fprintf(stderr, "layout_bench: %s\n", error.message.c_str());
    return 3;
}

int lay(const Rows& rows, std::uint64_t seed, const char* out) {
    base::JobContext job;
    const double began = cpu_seconds();
    const base::Result<layout::Drawing> drawing = layout::force(rows.view(), {{}, seed, {}}, job);
    const double took = cpu_seconds() - began;
    if (!drawing) return fail(drawing.error());
    std::ofstream file(out);
    file.precision(9);
    for (const layout::Point p : drawing->positions) file << p.x << ' ' << p.y << '\n';
    std::printf("%.4f\n", took);
    return file.flush() ? 0 : 3;
}

int judge(const Rows& rows, const char* positions) {
    std::ifstream in(positions);
    std::vector<layout::Point> points;
    for (layout::Point p; in >> p.x >> p.y;) points.push_back(p);
    base::JobContext job;
    const base::Result<double> preserved = layout::neighbourhood_preservation(rows.view(), points, job);
    if (!preserved) return fail(preserved.error());
    const base::Result<double> stress = layout::sampled_stress(rows.view(), points, 200, 1, job);
    if (!stress) return fail(stress.error());
    std::printf("%.6f %.6f\n", *preserved, *stress);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view verb = count > 1 ? arguments[1] : "";
    if (verb == "lay" && count == 6) return lay(read_edges(arguments[2], std::strtoull(arguments[3], nullptr, 10)), std::strtoull(arguments[4], nullptr, 10), arguments[5]);
    if (verb == "judge" && count == 5) return judge(read_edges(arguments[2], std::strtoull(arguments[3], nullptr, 10)), arguments[4]);
    std::fputs("usage: layout_bench lay EDGES NODES SEED OUT | judge EDGES NODES POSITIONS\n", stderr);
    return 2;
}
