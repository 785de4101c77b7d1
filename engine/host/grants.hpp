#pragma once
// From what a manifest asks for to the segments that its worker may map.
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/parameters.hpp"
#include "engine/host/personal.hpp"
#include "engine/host/result_layout.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

// What a manifest asks for, under the parameters of a run: found, but nothing of it is derived or copied yet.
struct WishColumns {
    column::SegmentPtr segment;
    std::vector<std::string> asked;    // what the worker lists; empty: all of it
    Sight sight;
};
struct WishLens {
    privacy::LensSpec lens;
    bool pairs = false;
};
struct WishNear {
    std::string as;
    privacy::NearSpec spec;
};
struct WishReach {
    std::string as;
    privacy::ReachSpec spec;
};
/// Columns of other analyses, or picked by the user: small, so they are there already.
struct WishMade {
    column::SegmentPtr segment;
};
using Wish = std::variant<WishColumns, WishLens, WishNear, WishReach, WishMade>;

struct Grant {
    column::SegmentPtr segment;
    std::shared_ptr<const column::Memory> memory;  // sealed; what the worker maps
    std::vector<std::string> columns;              // empty: all of it
};

/// Analyses of this run that have ended well, for whoever builds on them.
using Others = std::span<const AnalysisResult* const>;

/// Makes grants out of one View, and keeps what it had to copy, so that several analyses share it.
class Granter {
public:
    explicit Granter(const privacy::View& view) : view_(view) {}

    /// In a fixed order: inputs, lenses, pairs, near, reach, results of others, chosen columns. `lens` (may be empty) names a lens
    /// of the recipe that narrows each of the manifest's (narrowing.hpp). `allowed`: names, notes … that the user granted. An error
    /// says in one sentence what the place lacks.
    base::Result<std::vector<Wish>> wishes(const Manifest& manifest, std::span<const ParameterValue> parameters, std::string_view lens,
                                           PersonalSet allowed, Others others);
    /// One for each wish.
    base::Result<std::vector<Grant>> grants(std::span<const Wish> wishes, base::JobContext& job);
    Counts counts() const;

private:
    base::Result<Grant> granted(const WishColumns& wish);
    base::Result<Grant> whole(const column::SegmentPtr& segment);
    base::Result<Grant> cut_down(const column::SegmentPtr& segment, const std::vector<std::string>& columns);

    const privacy::View& view_;
    std::map<const column::Segment*, std::shared_ptr<const column::Memory>> copies_;
    std::map<std::string, Grant> cut_down_;  // by segment and columns
    std::vector<column::SegmentPtr> kept_;   // whose addresses are keys above
};

}  // namespace kith::host
