#pragma once
// A revision of a place: an immutable table of segments (README.md is its dictionary). A new revision shares every
// segment that an edit did not touch.
#include <functional>
#include <map>
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
    /// Rows of a table ("people", "areas.lsoa"); 0 when there is none.
    std::size_t rows(std::string_view table) const;
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
    /// O(1) in a table that was indexed, which costs O(rows) once; a revision made by `with` goes on with the index while the table's keys are the
    /// same, which it sees in O(rows). Not indexed are ties where they are expected or up to 1,024 rows away, and the first few of any other table:
    /// those are read for along its keys, and expected there from then on. Safe from several threads.
    std::optional<Row> find(const base::EntityKey& key) const;
    /// Somebody knows about where a tie stands: `find` looks there first, and need not look at all of them.
    void expect(const base::EntityKey& tie, std::int32_t row) const;
    /// Ties have no key of their own: theirs comes from both ends, the kind and the end, which are unique together.
    base::EntityKey key_of(std::string_view table, std::int32_t row) const;
    /// The key of a node of the combined graph (a person or an asset).
    base::EntityKey key_of_node(std::int32_t node) const;

private:
    /// The rows of one table by key.
    struct Index {
        column::SegmentPtr of;
        std::shared_ptr<const std::unordered_map<base::EntityKey, std::int32_t>> rows;
    };
    const Index& index_of(const column::SegmentPtr& table) const;
    std::int32_t expected(const base::EntityKey& tie) const;
    std::vector<column::SegmentPtr> segments_;
    std::size_t people_ = 0;
    std::size_t assets_ = 0;
    mutable std::mutex known_;
    mutable std::map<std::string, Index, std::less<>> indices_;   // by table
    mutable std::unordered_map<base::EntityKey, std::int32_t> expected_;         // of ties
};

}  // namespace kith::place
