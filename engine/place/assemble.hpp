#pragma once
// From a reader's tables to the segments of a place, one entity at a time. Each function moves rows of the reports it is
// given from kept to merged or refused, and notes why: the tallies balance before and after. Used by pipeline.cpp and, after edits,
// by derived.cpp.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/column/builder.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/read_sources.hpp"
#include "engine/place/stack.hpp"

namespace kith::place {

/// A block's table and what became of its file.
struct Block {
    column::SegmentPtr table;
    column::SourceReport* report = nullptr;
    std::string area_layer;  // people, households, assets: the layer that area codes belong to
    int from_is = 0;         // ties: 0 = look among people, then assets; 1 = person; 2 = asset
    int to_is = 0;
};

struct JoinBlock {
    column::SegmentPtr table;
    column::SourceReport* report = nullptr;
    std::map<std::string, column::Method> methods;  // by indicator
};

struct LayerBlock {
    Block block;
    std::string as;
    column::LayerRole role = column::LayerRole::official;
    std::string vintage;
    bool partition = true;
    bool primary = false;
    double gap_metres = 0;
    std::map<std::string, column::Method> methods;
    std::vector<JoinBlock> joins;
};

struct BackdropBlock {
    Block block;
    std::string as;
    std::string credit;
};

/// Columns of the segment `backdrops`, side by side.
struct Backdrops {
    std::vector<std::string> as, credit;
    std::vector<std::int64_t> count;
};

/// The backdrop made of `[walking]`, where a recipe has no `[[backdrop]]`.
inline constexpr std::string_view ways_behind = "ways_to_walk";

struct WalkingBlock {
    Block block;
    std::string credit;
};

/// A layer once assembled, and what the later steps ask of it.
struct LayerTable {
    std::string as;
    column::LayerRole role = column::LayerRole::official;
    std::string vintage;
    bool partition = true;
    bool primary = false;
    column::DictionaryBuilder codes;  // code = row
    column::SegmentPtr geometry;
};

/// What grows while a place is assembled.
struct Assembly {
    const column::Allocator& allocate;
    base::JobContext& job;
    std::vector<column::SegmentPtr> segments{};
    std::vector<std::string> remarks{};
    std::vector<LayerTable> layers{};
    column::DictionaryBuilder people{};                 // full ids; code = row
    column::DictionaryBuilder left_out{};               // full ids of people whose rows were filtered
    std::vector<column::DictionaryBuilder> assets{};    // one a block: ids restart between registers
    std::vector<std::int32_t> first_asset{};            // of each block
    std::vector<std::int32_t> asset_sensitivity{};      // a row
    std::size_t asset_count = 0;

    base::Status keep(column::SegmentBuilder&& builder);
};

/// Rows of people, households and assets without a position that name a postcode or UPRN get the place that the lookups say, and `placed_by`;
/// those that are in none are kept and noted. O(rows).
base::Status take_lookups(std::span<io::SourceTable> tables, const io::Recipe& recipe, const column::Allocator& allocate);
base::Status assemble_areas(Assembly& assembly, const LayerBlock& layer);
base::Status assemble_backdrop(Assembly& assembly, std::span<const BackdropBlock> layers);
base::Status keep_backdrops(Assembly& assembly, const Backdrops& said);
/// After the backdrops: its ways lie behind the map when nothing else does.
base::Status assemble_walking(Assembly& assembly, const WalkingBlock& block);
/// Remarks, once people and assets have their positions.
void say_who_is_far_from_ways(Assembly& assembly);
base::Status assemble_people(Assembly& assembly, std::span<const Block> people, std::span<const Block> households);
base::Status assemble_assets(Assembly& assembly, std::span<const Block> assets);
/// Ties that have ended stay, with the day: losses are read from them. A View shows those valid on the place's `as_of`.
base::Status assemble_ties(Assembly& assembly, std::span<const Block> ties);
base::Status assemble_observations(Assembly& assembly, std::span<const Block> observations);
base::Status assemble_events(Assembly& assembly, std::span<const Block> events);
base::Status assemble_pairs(Assembly& assembly, std::span<const Block> never_introduce);
/// `area_layers`, and where people and assets stand in each layer: `within.<as>`, and `area` of the primary layer.
base::Status assemble_layers(Assembly& assembly);

// Shared by the above.

/// The rows of a block whose id is new, in order; the others are merged (noted) into the first row with the id. `ids` gains the
/// new ones.
std::vector<std::int32_t> first_of_each(const Block& block, std::string_view id_column, column::DictionaryBuilder& ids, bool personal);
/// key_high and key_low of the entities whose ids stand in the dictionary from `first` on.
void add_keys(column::SegmentBuilder& builder, base::EntityKind kind, std::string_view scope, const column::DictionaryBuilder& ids);
void add_keys(column::SegmentBuilder& builder, std::span<const base::EntityKey> keys);

/// A person's or an asset's place: the point, and where there is none the area that its code names (row, or -1) by layer.
struct Placing {
    std::vector<std::int32_t> area;             // of the primary layer, -1: none
    std::int64_t by_code = 0;
};
/// Locates the rows of `positions` (segment, column `point`) in every layer, adds `<table>.within.<as>` and returns the primary
/// area of each row. `stated[layer]` gives the area row of rows without a point (empty: none).
base::Result<Placing> place_rows(Assembly& assembly, std::string_view table, const column::Column* points, std::size_t rows,
                                 const std::map<std::string, std::vector<std::int32_t>>& stated);
/// Area codes in column `area` of the stack's parts, resolved in each block's layer; unknown codes are noted.
std::map<std::string, std::vector<std::int32_t>> stated_areas(Assembly& assembly, const Stack& stack, std::span<const Block> blocks, std::string_view word);
/// For each asset the one that stands for it in a count. An activity counts with the organisation or group that runs it, a venue held
/// at likewise with itself: three records are never three assets in a count. Chains are followed to their head; a circle of them
/// stays as it was. `from`, `to`: nodes. O(ties + assets).
std::vector<std::int32_t> counted_together(std::size_t assets, std::int32_t people, std::span<const std::int32_t> from, std::span<const std::int32_t> to,
                                          std::span<const std::int32_t> kind);
/// Rows whose kind this is: source rows of a stack.
void add_source_rows(column::SegmentBuilder& builder, const Stack& stack);

}  // namespace kith::place
