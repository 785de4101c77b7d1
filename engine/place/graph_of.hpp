#pragma once
// The combined graph of a revision: made when somebody asks, held as long as they need it.
#include "engine/base/job.hpp"
#include "engine/graph/combined_graph.hpp"
#include "engine/place/revision.hpp"

namespace kith::place {

/// Every layer of the place: social, membership, service, within.<as>, borders.<as> (queen). O(nodes + links log(longest row)).
base::Result<graph::CombinedGraph> combined_graph(const Revision& revision, base::JobContext& job);

}  // namespace kith::place
