#pragma once
// The one door out of a place. Whoever shows, writes out or hands on reads through a View, which knows the audience:
// people who asked us to stop are gone, alters are pseudonymous, sensitive ties and hidden assets are masked.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/segment.hpp"
#include "engine/column/terms.hpp"
#include "engine/graph/lens.hpp"

namespace kith::place {
class Place;
}

namespace kith::privacy {

enum class Audience {
    safe,      // areas and assets; people as a number; no points, columns, ties or findings on persons
    team,      // everything permitted
    anybody,   // as `safe`, but hidden assets are not there at all, and no number of people stands here: people_tables.hpp has those that may be said
    partners   // as `anybody`; by an agreement that is recorded
};
std::string_view name_of(Audience audience);  // "safe", "team", "public", "partners"

struct Layer {
    std::string as;
    column::LayerRole role = column::LayerRole::official;
    std::string vintage;
    bool partition = true;
    bool primary = false;
    std::int64_t first_node = 0;
    std::size_t count = 0;
};

/// What lies behind the picture: segments "backdrop.<as>.lines" and "backdrop.<as>.areas".
struct Backdrop {
    std::string as;
    std::string credit;                      // said on every map that shows it; may be ""
    std::size_t count = 0;                   // features
};

using Unknown = graph::Unknown;
/// Which ties count (graph/lens.hpp).
using LensSpec = graph::Lens;

/// areas: of the primary layer, each at a point inside it; as `to` from areas only.
enum class Entity : std::uint8_t { people, assets, areas };

struct NearSpec {
    Entity from = Entity::people;
    Entity to = Entity::people;
    base::Metres within{800};
    int nearest = 16;                        // 1..64; 0 = all, from areas only
    bool skip_same_household = true;
    bool participants_only = true;           // of people, on both sides
    std::vector<std::string> of;             // of assets as `to`: only these classes and subtypes, by their words; empty: all
    std::vector<std::string> but_not;        // of assets as `to`: subtypes left out, whatever their class
    bool step_free = false;                  // not by ways that are known to have steps
    bool by_line = false;                    // metres of the straight line itself, whatever ways there are
    bool operator==(const NearSpec&) const = default;
};

struct ReachSpec {
    Entity from = Entity::people;
    base::Metres within{800};
    double factor = 1.3;                     // straight line times this, to the nearest way and where there is no walking network
    bool step_free = false;
    bool operator==(const ReachSpec&) const = default;
};

/// Columns that a derived segment is made from: while they and the counts of rows stay the same, so does the segment.
struct Basis {
    std::string_view segment;
    std::vector<std::string_view> columns;   // empty: all but identity
};
/// `pairs`: of View::pairs, otherwise of View::topology. The lens as it is applied, with the place's day.
std::vector<Basis> basis_of(const LensSpec& lens, bool pairs);
std::vector<Basis> basis_of(const NearSpec& spec);
std::vector<Basis> basis_of(const ReachSpec& spec);

class View {
public:
    virtual ~View() = default;

    virtual Audience audience() const = 0;
    virtual const std::string& place_name() const = 0;
    virtual const std::string& crs() const = 0;                       // "EPSG:27700"
    virtual const std::string& note() const = 0;                      // one line under the name in every report; may be ""
    virtual std::optional<std::int32_t> as_of() const = 0;            // days since 1970-01-01
    virtual std::span<const Layer> layers() const = 0;                // recipe order; may be empty
    virtual const Layer* primary_layer() const = 0;                   // nullptr without areas

    virtual std::span<const Backdrop> backdrops() const = 0;          // recipe order; may be empty

    virtual std::size_t people() const = 0;                           // rows of this view; 0 for `safe`
    virtual std::size_t assets() const = 0;
    /// People counted, for what may be said as a number at any audience.
    virtual std::int64_t people_recorded() const = 0;
    virtual std::int64_t participants() const = 0;

    /// The segment of the dictionary (engine/place/README.md) as this audience may see it, or nullptr when it is not
    /// there or not for this audience. The same object at every call.
    virtual column::SegmentPtr segment(std::string_view key) const = 0;
    virtual std::vector<std::string> segment_keys() const = 0;

    /// Ties through a lens, from people and assets, both ways: key "lens.<as>", columns `offsets` i64 (people + assets
    /// + 1), `targets` i32 nodes (each row sorted by target, then tie), `ties` i32 rows of `ties`, `maybe` boolean.
    /// Parallel ties stay parallel; self-ties do not exist. O(ties).
    virtual base::Result<column::SegmentPtr> topology(const LensSpec& lens, base::JobContext& job) const = 0;
    /// Distinct pairs of people with any tie of the lens that is surely in (not maybe): key "pairs.<as>", columns
    /// `offsets` i64 (people + 1), `targets` i32, `weight` f64 (sum of strengths, 0.5 where unknown).
    virtual base::Result<column::SegmentPtr> pairs(const LensSpec& lens, base::JobContext& job) const = 0;
    /// The nearest of each row: key "near.<as>", columns `offsets` i64 (rows + 1), `rows` i32, `metres` i32 in 50 m steps (of walking: by the place's
    /// walking network, which is the segment `walking`, else straight line x 1.3), where there is a network `straight` i32 (the straight line, in 50 m
    /// steps), `cut` boolean a row: more were within reach than `nearest`.
    virtual base::Result<column::SegmentPtr> near(std::string as, const NearSpec& spec, base::JobContext& job) const = 0;
    /// Counts of assets within reach: key "reach.<as>", columns one i32? a class under the class's word (not known where
    /// the row has no place), `all` i32?, and `nearest_<class>` i32? asset row with `metres_<class>` i32?.
    virtual base::Result<column::SegmentPtr> reach(std::string as, const ReachSpec& spec, base::JobContext& job) const = 0;
    /// The recipe's lenses.
    virtual std::span<const LensSpec> lenses() const = 0;

    /// What to call it before this audience: the recorded name or id of a participant, "neighbour of P012, not asked" for
    /// an alter, an asset's or area's name. Never empty.
    virtual std::string label(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const = 0;
    /// A word of a column as people write it: the registry's label where it has one ("friends of the park"), else without underscores.
    virtual std::string words_for(std::string_view segment, std::string_view column, std::string_view word) const = 0;
    virtual base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const = 0;
    /// The source's own id where this audience may see it, else "".
    virtual std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const = 0;

    /// What became of every row of every file; personal values are masked.
    virtual std::span<const column::SourceReport> reports() const = 0;
    /// Sentences about the place as a whole (repairs, borders, shares): for the report and results.json.
    virtual std::span<const std::string> remarks() const = 0;
    struct SourceFile {
        std::string file;
        std::string digest;
    };
    virtual std::span<const SourceFile> sources() const = 0;

    /// Rule 3's gate: asked with every facet complete / of whom (areas' population where joined, else person rows).
    struct Coverage {
        std::int64_t asked = 0;
        std::int64_t of = 0;
        bool of_population = false;
        double gate = 0.8;
        bool open() const { return of > 0 && static_cast<double>(asked) >= gate * static_cast<double>(of); }
    };
    virtual Coverage coverage(std::span<const column::Facet> facets) const = 0;
};

using ViewPtr = std::shared_ptr<const View>;

/// `before`: a view of another revision of the same place; what has not changed since is not made again.
base::Result<ViewPtr> open_view(const std::shared_ptr<const place::Place>& place, Audience audience, const ViewPtr& before = nullptr);

}  // namespace kith::privacy
