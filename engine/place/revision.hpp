#pragma once
// A revision of a place: an immutable table of segments (README.md is its dictionary). A new revision shares every
// segment that an edit did not touch.
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/column/segment.hpp"

namespace kith::place {

class Revision;
using RevisionPtr = std::shared_ptr<const Revision>;

class Revision {
public:
    explicit Revision(std::vector<column::SegmentPtr> segments);

    /// nullptr when there is none.
    const column::SegmentPtr& segment(std::string_view key) const;
    /// A column of a segment, or nullptr when either is missing.
    const column::Column* column(std::string_view segment_key, std::string_view column_key) const;
    /// By key.
    std::span<const column::SegmentPtr> segments() const { return segments_; }
    std::size_t people() const { return people_; }
    std::size_t assets() const { return assets_; }

    /// This revision with segments replaced or added (by key).
    RevisionPtr with(std::vector<column::SegmentPtr> changed) const;
    /// Over the keys and digests of all segments.
    base::Digest digest() const;

    /// Where an entity stands: "people", 12; "areas.lsoa", 3.
    struct Row {
        std::string_view table;
        std::int32_t row = base::no_row;
    };
    /// O(entities) at the first call, then O(1). Safe from several threads.
    std::optional<Row> find(const base::EntityKey& key) const;
    /// Ties have no key of their own: theirs comes from both ends, the kind and the end, which are unique together.
    base::EntityKey key_of(std::string_view table, std::int32_t row) const;
    /// The key of a node of the combined graph (a person or an asset).
    base::EntityKey key_of_node(std::int32_t node) const;

private:
    void index_keys() const;
    std::vector<column::SegmentPtr> segments_;
    std::size_t people_ = 0;
    std::size_t assets_ = 0;
    mutable std::once_flag indexed_;
    mutable std::unordered_map<base::EntityKey, Row> rows_;
};

}  // namespace kith::place
