#pragma once
// Repulsion of all nodes by all, after Barnes and Hut 1986: far ones count as one heavy node at their centre.
#include <cstdint>
#include <span>
#include <vector>

namespace kith::layout {

/// How the push depends on the distance d: mass x d / (softening + d^2), or that with the denominator squared.
enum class Kernel { inverse, short_range };

/// Keeps its memory from step to step.
class Repulsion {
public:
    /// A cell counts as one where its extent is below `opening` times its distance from the whole group of targets, so errors
    /// are smaller than those of a tree that is walked for each node alone.
    explicit Repulsion(float opening) : opening_squared_(opening * opening) {}

    /// Adds the push on every node to force_x and force_y. All spans have one entry a node; positions finite. O(n log n).
    void add(std::span<const float> x, std::span<const float> y, std::span<const float> mass, Kernel kernel, float softening, float strength,
        std::span<float> force_x, std::span<float> force_y);

private:
    struct Cell {
        float x, y, mass;                // centre of mass
        float left, bottom, right, top;  // of its nodes
        float extent_squared;            // of the longer side
        std::int32_t first, last;        // in sorted order
        std::int32_t next;               // the cell after all those below it
        bool leaf;
    };
    void sort_nodes(std::span<const float> x, std::span<const float> y, std::span<const float> mass);
    void build(std::int32_t first, std::int32_t last, int shift);
    void make_leaf(Cell& cell) const;
    void gather_sources(const Cell& group);
    template <Kernel kernel>
    void push(const Cell& group, float softening, float strength, std::span<float> force_x, std::span<float> force_y) const;

    float opening_squared_;
    std::vector<std::uint32_t> codes_, other_codes_;  // Morton codes, sorted
    std::vector<std::int32_t> order_, other_order_;   // nodes in that order
    std::vector<float> x_, y_, mass_;                 // in that order, padded to whole lanes
    std::vector<Cell> cells_;                         // depth first
    std::vector<float> source_x_, source_y_, source_mass_;
};

}  // namespace kith::layout
