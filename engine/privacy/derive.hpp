#pragma once
// What a View works out for whoever asks: ties through a lens, and nearness. Shapes are in view.hpp.
#include <optional>

#include "engine/column/memory.hpp"
#include "engine/place/revision.hpp"
#include "engine/privacy/view.hpp"

namespace kith::privacy {

/// `wider`: nothing, or the topology of a lens that lets at least these ties through; then nothing has to be sorted.
base::Result<column::SegmentPtr> derive_topology(const place::Revision& revision, const LensSpec& lens, const column::Segment* wider, base::JobContext& job,
                                                 const column::Allocator& allocate);
/// One tie that came into `now` or went out of it, when that is all by which the two differ for this lens; nothing when it is not.
struct TieStep {
    std::size_t at = 0;   // its row where it is
    bool came = false;
};
std::optional<TieStep> tie_step(const place::Revision& before, const place::Revision& now, const LensSpec& lens);
/// The topology of `now`, out of `topology`, that of `before`: what `derive_topology` gives, without going from tie to tie. O(arcs) to copy.
base::Result<column::SegmentPtr> step_topology(const column::Segment& topology, const place::Revision& before, const place::Revision& now, const LensSpec& lens, const TieStep& step,
                                               const column::Allocator& allocate);
base::Result<column::SegmentPtr> derive_pairs(const place::Revision& revision, const LensSpec& lens, base::JobContext& job, const column::Allocator& allocate);
base::Result<column::SegmentPtr> derive_near(const place::Revision& revision, std::string as, const NearSpec& spec, base::JobContext& job, const column::Allocator& allocate);
base::Result<column::SegmentPtr> derive_reach(const place::Revision& revision, std::string as, const ReachSpec& spec, base::JobContext& job, const column::Allocator& allocate);

}  // namespace kith::privacy
