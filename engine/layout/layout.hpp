#pragma once
// Network layouts: a graph and options in, positions out. Pure: the same input, options and seed give the same positions, bit
// for bit on one machine, whatever else runs. README.md names the methods and their sources.
//
// Positions are in layout units with y up: about 1 between nearest neighbours, however dense the graph (anchored: the units of
// the anchors). Every result holds one finite position a node. Nodes whose group is not `laid_out` stand on labelled shelves below the drawing, in the
// order of their rows, one shelf a group; their ties pull nobody.
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/layout/live.hpp"
#include "engine/layout/shapes.hpp"

namespace kith::layout {

/// Compressed sparse rows, a tie at both of its ends (graph::CsrView's spans). Self-loops are left out and parallel arcs are
/// summed; an arc given at one end only counts half. `weights` one an arc, finite and above 0; empty: 1 each. Only their ratios
/// count, and those softly: a tie ten times as heavy pulls about three times as hard.
struct Graph {
    std::span<const std::int64_t> offsets;  // nodes + 1; empty is the empty graph
    std::span<const std::int32_t> targets;
    std::span<const double> weights{};

    std::size_t nodes() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};

/// bad_input where rows, targets or weights are not as Graph says. Every layout asks this first. O(nodes + arcs).
base::Status check(const Graph& graph);

/// Where a node belongs; the caller decides. `not_asked` is never an isolate: of these people nobody knows whom they know.
enum class Group : std::uint8_t {
    laid_out,
    isolate,
    not_asked,
    without_place  // anchored only: no anchor
};

/// A rectangle of nodes in rows.
struct Shelf {
    Group group = Group::isolate;
    Box box;                 // holds the nodes with half a gap around them
    std::int64_t count = 0;  // above 0: there is no empty shelf
};

struct Drawing {
    std::vector<Point> positions;  // one a node
    std::vector<Shelf> shelves;    // from the top: isolates, not asked, without a place
    Box drawn;                     // of the laid-out nodes alone; a point at 0,0 where there are none
    Box bounds;                    // with the shelves
    bool settled = true;           // false: Live::stop() ended it before it was done
};

/// What all layouts share.
struct Common {
    /// A group a node, or empty: then a node without any tie to another is an isolate (anchored, concentric: all are laid out).
    std::span<const Group> groups{};
    double shelf_gap = 1;  // between neighbours on a shelf; anchored: times `spacing`
};

// ---- Force

struct ForceOptions {
    Common common{};
    std::uint64_t seed = 1;
    /// Positions to start from, one a node, or empty. With them nobody jumps: components stay where they are, only the last
    /// steps are taken. A node that is new has NaN (or lies beyond 10 million) and starts among its neighbours.
    std::span<const Point> start{};
};

/// Multilevel, Barnes-Hut, a component at a time; components are packed side by side without overlap, the largest in the
/// middle. O((n + m) log n). Fails with bad_input (the graph), misuse (a span of the wrong length), or cancelled.
/// `live`: see Live; may be null.
base::Result<Drawing> force(const Graph& graph, const ForceOptions& options, base::JobContext& job, Live* live = nullptr);

// ---- By community

struct CommunityOptions {
    Common common{};
    std::uint64_t seed = 1;
    /// A community a node, any numbers from 0; -1: in none, each stands as one of its own.
    std::span<const std::int32_t> communities{};
};
struct Community {
    std::int32_t label = 0;
    Point centre;
    double radius = 0;  // holds all members
    std::int64_t count = 0;
};
struct CommunityDrawing {
    Drawing drawing;
    std::vector<Community> communities;  // of laid-out nodes, ascending by label, without -1; discs do not overlap
};

/// Members laid out by force inside a disc of their own; discs laid out by the ties between them.
base::Result<CommunityDrawing> by_community(const Graph& graph, const CommunityOptions& options, base::JobContext& job);

// ---- Anchored to a map

struct AnchorOptions {
    Common common{};
    /// An anchor a node, in any unit; NaN: has none and goes to the shelf `without_place`.
    std::span<const Point> anchors{};
    double spacing = 1;  // least distance between two nodes, in the anchors' unit; above 0
    /// 0: at the anchor, only moved off others. Up to 1: drawn towards the neighbours, but never further than `leash` spacings.
    double tie_pull = 0;
    double leash = 20;
};

/// A spacing with which the area of all discs is a small part of what the anchors span.
double usual_spacing(std::span<const Point> anchors);
/// Nodes as near to their anchors as they fit.
base::Result<Drawing> anchored(const Graph& graph, const AnchorOptions& options, base::JobContext& job);

// ---- Concentric

struct ConcentricOptions {
    Common common{};
    std::int32_t centre = 0;  // a laid-out node
};
struct Ring {
    std::int32_t distance = 0;  // ties from the centre; -1: no way leads there
    double radius = 0;
    std::int64_t count = 0;
};
struct ConcentricDrawing {
    Drawing drawing;           // the centre at 0,0
    std::vector<Ring> rings;   // 0, 1, 2, …; last, outside all, the ring of the unreachable, if there are any
    std::int64_t unreachable = 0;
};

/// Each node on the ring of its distance in ties: radius = distance x one gap, wide enough for the fullest ring.
base::Result<ConcentricDrawing> concentric(const Graph& graph, const ConcentricOptions& options, base::JobContext& job);

// ---- Overlap

struct Separation {
    std::vector<Point> positions;
    std::int64_t left = 0;  // pairs that still overlap by more than a thousandth; 0 nearly always
    double furthest = 0;    // how far a node was moved at most
};

/// Moves discs apart until none overlap, each as little as may be. `radii` one a node, not negative. Deterministic; nodes on
/// the same spot are spread as a sunflower's seeds first.
base::Result<Separation> remove_overlaps(std::span<const Point> positions, std::span<const double> radii, base::JobContext& job);

}  // namespace kith::layout
