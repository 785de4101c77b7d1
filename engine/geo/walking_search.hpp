#pragma once
// Walks from one point at a time, cut off at a distance. Inside geo only.
#include <functional>
#include <optional>

#include "engine/base/job.hpp"
#include "engine/geo/point_grid.hpp"
#include "engine/geo/reach.hpp"
#include "engine/geo/walking.hpp"

namespace kith::geo {

/// The ways of a network (each once) in square cells.
class WalkingIndex {
public:
    /// `step_free`: ways known to have steps are not there.
    WalkingIndex(const WalkingNetwork& network, bool step_free);

    struct Way {
        std::int32_t a, b;  // nodes
        double metres;
    };
    /// The nearest point of the nearest way.
    struct Snap {
        std::int32_t way = -1;  // -1: none is within farthest_from_ways
        double along = 0;       // metres from `a`
        double off = 0;         // straight metres from the point to the way
    };
    Snap snap(double x, double y) const;
    const Way& way(std::int32_t index) const { return ways_[static_cast<std::size_t>(index)]; }
    std::span<const Way> ways() const { return ways_; }
    const WalkingNetwork& network() const { return network_; }
    bool closed(std::size_t arc) const { return step_free_ && network_.has_steps(arc); }

private:
    void fill_cells();
    void look_at(std::int32_t way, double x, double y, Snap& best) const;
    const WalkingNetwork& network_;
    bool step_free_;
    std::vector<Way> ways_;
    GridFrame frame_;
    std::vector<std::int64_t> start_;  // cells + 1
    std::vector<std::int32_t> cell_ways_;
};

/// Dijkstra from a point to rows of a table that stand on the network, nearest first. Memory is kept from one run to the next.
class WalkingSearch {
public:
    /// `chosen`: the rows of `to` that can be found, ascending.
    WalkingSearch(const WalkingIndex& index, const PointSet& to, std::span<const std::int32_t> chosen, double within, double factor);

    struct Found {
        double metres;
        std::int32_t row;
    };
    /// At most `most`, by distance and then row; those for which `skipped` holds are left out. O(ways within reach, log of them).
    const std::vector<Found>& run(double x, double y, std::size_t most, const std::function<bool(std::int32_t)>& skipped);

private:
    struct Step {
        double metres;
        std::int64_t what;  // a node, or nodes + a row
        bool operator>(const Step& other) const { return metres != other.metres ? metres > other.metres : what > other.what; }
    };
    struct AtNode {
        std::int32_t row;
        double metres;  // from the node to the row
    };
    void attach(std::span<const std::int32_t> chosen);
    void start_from(double x, double y);
    void straight_to(const PointGrid& grid, double x, double y);
    void push(double metres, std::int64_t what);
    void settle(std::size_t node, double metres);

    const WalkingIndex& index_;
    double within_, factor_;
    PointGrid all_;                              // of the chosen rows
    std::vector<WalkingIndex::Snap> snaps_;      // a row of `to`
    std::vector<std::int32_t> off_rows_;         // of them, those that are on no way
    PointGrid off_;
    std::vector<std::int32_t> by_way_;           // rows on a way, by way
    std::vector<std::int64_t> at_start_;         // nodes + 1
    std::vector<AtNode> at_;
    std::vector<Step> heap_;
    std::vector<double> best_;                   // a node; holds where the stamp is this run's
    std::vector<std::uint32_t> node_stamp_, node_done_, row_done_;
    std::uint32_t stamp_ = 0;
    std::vector<Found> found_;
};

/// near() and reach_counts() over the network of their question.
base::Result<Near> near_on_foot(const PointSet& from, const PointSet& to, const NearQuestion& question, base::JobContext& job);
base::Result<Reach> reach_on_foot(const PointSet& from, const PointSet& to, const ReachQuestion& question, base::JobContext& job);

}  // namespace kith::geo
