#pragma once
// How good a drawing of a graph is. Both measures leave nodes out that stand on a shelf: the caller gives the graph and the
// positions that are to be judged.
#include <cstdint>
#include <span>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/layout/layout.hpp"

namespace kith::layout {

/// Mean over all nodes with at least one neighbour of |N(v) ∩ Y(v)| / k: N(v) the node's k neighbours in the graph, Y(v) the k
/// nodes nearest to it in the drawing. 1 is perfect. After Kruiger et al. 2017 (tsNET), whose measure is the Jaccard index of
/// such sets for neighbourhoods within a given number of ties; with k on both sides the index is s / (2 - s) of the share s. Equally
/// distant nodes: the lower row first. NaN when no node has a neighbour. O((n + m) log n).
base::Result<double> neighbourhood_preservation(const Graph& graph, std::span<const Point> positions, base::JobContext& job);

/// Normalised stress: sum of w (a L - d)^2 / sum of w d^2, with d the distance in ties, L that in the drawing, w = d^-2 (Gansner,
/// Koren and North 2004) and a the scale that makes it least; over pairs that a path joins and of which one is among at most
/// `pivots` nodes drawn by `seed` (Brandes and Pich 2009 for pivots). Within 0-1, 0 is perfect. NaN when no pair is joined.
/// O(pivots (n + m)).
base::Result<double> sampled_stress(const Graph& graph, std::span<const Point> positions, int pivots, std::uint64_t seed, base::JobContext& job);

}  // namespace kith::layout
