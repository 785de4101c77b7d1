#pragma once
// From what a manifest asks for to the segments that its worker may map.
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/parameters.hpp"
#include "engine/host/personal.hpp"
#include "engine/host/result_layout.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

struct Grant {
    column::SegmentPtr segment;
    std::shared_ptr<const column::Memory> memory;  // sealed; what the worker maps
    std::vector<std::string> columns;              // empty: all of it
};

/// Makes grants out of one View, and keeps what it had to copy, so that several analyses share it.
class Granter {
public:
    explicit Granter(const privacy::View& view) : view_(view) {}

    /// In a fixed order: inputs, lenses, pairs, near, reach, results of others, chosen columns. `lens` (may be empty) names a lens
    /// of the recipe that narrows each of the manifest's (narrowing.hpp). `allowed`: names, notes … that the user granted. `others`:
    /// analyses of this run that have ended well. An error says in one sentence what the place lacks.
    base::Result<std::vector<Grant>> grants(const Manifest& manifest, std::span<const ParameterValue> parameters, std::string_view lens, PersonalSet allowed,
                                            std::span<const AnalysisResult* const> others, base::JobContext& job);
    Counts counts() const;

private:
    base::Status add_segment(const SegmentRequest& request, const std::string& key, PersonalSet allowed, std::vector<Grant>& list);
    base::Status add_lenses(const Manifest& manifest, std::span<const ParameterValue> parameters, const privacy::LensSpec* narrow_by, base::JobContext& job,
                            std::vector<Grant>& list);
    base::Status add_results(const Manifest& manifest, std::span<const AnalysisResult* const> others, std::vector<Grant>& list);
    base::Status add_chosen(std::span<const ParameterValue> parameters, std::span<const AnalysisResult* const> others, std::vector<Grant>& list);
    base::Status add_derived(base::Result<column::SegmentPtr> segment, std::vector<Grant>& list);
    base::Result<Grant> whole(const column::SegmentPtr& segment);
    base::Result<Grant> cut_down(const column::SegmentPtr& segment, const std::vector<std::string>& columns);

    const privacy::View& view_;
    std::map<const column::Segment*, std::shared_ptr<const column::Memory>> copies_;
    std::map<std::string, Grant> cut_down_;  // by segment and columns
    std::vector<column::SegmentPtr> kept_;   // whose addresses are keys above
};

}  // namespace kith::host
