#pragma once
// Edits are one thing: a closed list of operations. Undo, what-if, journal, import updates and merges are all lists of them.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/place/revision.hpp"
#include "engine/place/value.hpp"

namespace kith::place {

enum class Operation : std::uint8_t {
    set,     // field: before -> after
    add,     // the subject comes in, at row `at`, with the cells of `record`
    remove   // the subject goes; `record` holds every cell it had, and `at` where it stood
};
std::string_view name_of(Operation operation);  // "set", "add", "remove"

struct Cell {
    std::string field;  // "<segment>/<column>", e.g. "people/introduce", "people.gifts/interests", "areas.lsoa/name"
    Value value;
    bool operator==(const Cell&) const = default;
};

/// Columns that refer to rows are given as keys: people/household, ties/from, ties/to, events/person, events/other.
struct Edit {
    std::uint64_t id = 0;           // unique in the list, rising
    Operation operation = Operation::set;
    base::EntityKey subject;
    std::string field;              // of `set`
    Value before, after;            // of `set`
    std::vector<Cell> record;       // of `add` and `remove`
    std::int64_t at = -1;           // row of `add` and `remove`; -1: at the end
    std::string who;
    std::int64_t when = 0;          // seconds since 1970-01-01 UTC
    std::uint64_t batch = 0;        // edits that belong together
    bool operator==(const Edit&) const = default;
};

/// The edit that takes this one back: before and after change places, add and remove do.
Edit inverse(const Edit& edit);
/// The inverses in reverse order.
std::vector<Edit> inverse(std::span<const Edit> edits);

/// The revision after the edits, in order; cells that are set, and rows that go, one after another, rebuild each touched segment
/// once; the others are shared. An edit whose `before` (or `record`, but for what follows from other columns) is not what stands there, or whose value
/// the dictionary does not allow there, is refused, and then nothing is changed. A person or an asset is removed only when no tie refers to it. Areas come into and go from layers that are drawn by hand (edit_areas.hpp), which come
/// with their first area and go with their last. Columns that follow from others (area, within) are derived afterwards (derived.hpp).
/// O(edits + rows of touched segments).
base::Result<RevisionPtr> apply(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate);

/// What `in_steps` (edits_file.hpp) would say to edits of one batch, without anything being built: well, or the same refusal. Nothing where only building tells: more than
/// one kind of step, areas, columns with a value of their own that are not there yet. So what is to last can be on its way to the disk while the place is
/// rebuilt. O(edits), and O(ties) for rows that go.
std::optional<base::Status> foresee(const Revision& revision, std::span<const Edit> edits);

/// A remove edit for an entity as it stands, with its record filled in.
base::Result<Edit> removal(const Revision& revision, const base::EntityKey& subject);
/// The same for many at once and for the ties of the people and assets among them, in an order in which `apply` takes them. O(ties + subjects).
base::Result<std::vector<Edit>> removals(const Revision& revision, std::span<const base::EntityKey> subjects);

/// A field of an entity as it stands: what the `before` of an edit has to be. Error: not_found.
base::Result<Value> value_at(const Revision& revision, const base::EntityKey& subject, std::string_view field);

/// Edits gathered on a base, read as base + overlay, and compacted before an analysis or a save.
class Overlay {
public:
    explicit Overlay(RevisionPtr base) : base_(std::move(base)) {}
    const RevisionPtr& base() const { return base_; }
    std::span<const Edit> edits() const { return edits_; }
    /// Checks a `set` against what stands (base or overlay) and keeps it; `add` and `remove` must be compacted at once.
    base::Status set(Edit edit);
    /// The value of a field as it stands, or an error when there is no such entity or field.
    base::Result<Value> value(const base::EntityKey& subject, std::string_view field) const;
    /// Takes back the last edit that is still in force, by keeping its inverse.
    base::Status undo();
    base::Result<RevisionPtr> compacted(const column::Allocator& allocate) const;

private:
    RevisionPtr base_;
    std::vector<Edit> edits_;
    std::vector<std::size_t> undoable_;
    std::map<std::pair<base::EntityKey, std::string>, Value> values_;
};

/// Lines of JSON, one edit a line: the journal's and the what-if's own form.
std::string to_json_line(const Edit& edit);
base::Result<Edit> edit_from_json_line(std::string_view line);

}  // namespace kith::place
