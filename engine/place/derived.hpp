#pragma once
// What follows from other columns: who is within which area, borders of drawn areas, which ties are sensitive, and which assets count together. Derived
// again after an edit, by the steps that the pipeline itself takes.
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/place/revision.hpp"

namespace kith::place {

class Derived {
public:
    /// Remembers the areas that codes gave to rows without a point: no column says them again once such a row has moved. O(rows).
    explicit Derived(const Revision& as_read);

    /// `after` with all that follows from what differs from `before`; the same revision when nothing does. Depends on `as_read`
    /// and `after` alone. O(rows of what moved, log areas each).
    base::Result<RevisionPtr> derive(const Revision& before, const RevisionPtr& after, const column::Allocator& allocate, base::JobContext& job) const;

private:
    struct Stated {
        std::string layer;
        base::EntityKey area;
    };
    static std::optional<std::vector<std::int32_t>> moved_alone(const Revision& before, const Revision& after, const std::string& table);
    base::Status place(const Revision& after, const std::string& table, const std::optional<std::vector<std::int32_t>>& only, const column::Allocator& allocate, base::JobContext& job,
                       std::vector<column::SegmentPtr>& changed) const;
    void remember(const Revision& revision, std::string_view table);
    std::unordered_multimap<base::EntityKey, Stated> stated_;
};

}  // namespace kith::place
