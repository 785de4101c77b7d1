#pragma once
// The measures of a network that igraph computes. The only file of this analysis that knows igraph stands behind it.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "plugins/network_measures/blocks.hpp"
#include "plugins/network_measures/network.hpp"
#include "plugins/network_measures/sampled.hpp"
#include "plugins/sdk/status.hpp"

namespace kith::sdk {
class Igraph;
}

namespace kith::network_measures {

struct Groups {
    std::vector<std::int32_t> of;   // by node, 0 ... count - 1
    std::int32_t count = 0;
    double modularity = 0;          // of the partition, at the resolution asked for
};

/// Measures of one simple undirected network, every pair alike. By node where nothing else is said. Errors: KITH_STOPPED,
/// KITH_TOO_LARGE, KITH_NOT_CONVERGED.
class Measures {
public:
    /// `igraph` outlives it.
    static sdk::Result<Measures> of(sdk::Igraph& igraph, const Network& network);
    Measures(Measures&&) noexcept;
    Measures& operator=(Measures&&) noexcept;
    ~Measures();

    /// Which piece (connected component) a node is in; numbered by the lowest row in it. O(n + m).
    sdk::Result<std::vector<std::int32_t>> pieces() const;
    /// The largest k such that the node is in a k-core. O(m). Batagelj and Zaversnik 2003, arXiv:cs/0310049.
    sdk::Result<std::vector<std::int32_t>> cores() const;
    /// Biconnected components. O(n + m).
    sdk::Result<Blocks> blocks() const;

    /// (r - 1) / sum of distances x (r - 1) / (n - 1) with r people in the piece; 0 alone (Freeman 1978; Wasserman and Faust
    /// 1994, formula 5.23). O(n m).
    sdk::Result<std::vector<double>> closeness() const;
    /// Mean of 1 / distance to all others, 0 for those not connected (Marchiori and Latora 2000). O(n m).
    sdk::Result<std::vector<double>> harmonic() const;
    /// Of length 1 as a vector; of the piece with the largest eigenvalue, 0 elsewhere (Bonacich 1972).
    sdk::Result<std::vector<double>> eigenvector() const;
    /// Sums to 1 (Brin and Page 1998).
    sdk::Result<std::vector<double>> pagerank(double damping) const;

    /// Pairs, each counted once (Freeman 1977; Brandes 2001). O(n m).
    sdk::Result<std::vector<double>> betweenness() const;
    /// What the sources of which `drawn` says yes tell of each node. O(sources x m).
    sdk::Result<std::vector<Counted>> betweenness_from(std::span<const std::uint8_t> drawn) const;

    /// Leiden for modularity (Traag, Waltman and van Eck 2019; Newman and Girvan 2004, with resolution as in Reichardt and
    /// Bornholdt 2006): the best of `starts` runs, each with a seed of its own from `seeds`. Numbered by size, largest first.
    sdk::Result<Groups> leiden(double resolution, int starts, const std::function<std::uint64_t()>& seeds) const;
    /// Modularity of any partition.
    sdk::Result<double> modularity(std::span<const std::int32_t> of, double resolution) const;

private:
    struct Graph;
    explicit Measures(std::unique_ptr<Graph> graph);
    std::unique_ptr<Graph> graph_;
};

}  // namespace kith::network_measures
