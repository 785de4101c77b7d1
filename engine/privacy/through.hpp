#pragma once
// Inside privacy only: which ties a lens lets through.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/graph/lens.hpp"
#include "engine/place/revision.hpp"
#include "engine/privacy/view.hpp"

namespace kith::privacy {

/// The ends of all ties, and beside them whether each is through. A masked tie is out: it leads nowhere. Borrows from the revision.
struct Seen {
    std::span<const std::int32_t> from, to;
    std::vector<graph::Through> through;
};
base::Result<Seen> through_lens(const place::Revision& revision, const LensSpec& lens, const base::JobContext& job);

}  // namespace kith::privacy
