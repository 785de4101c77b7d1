#pragma once
// One block's file into its segments (engine/io/README.md), whatever process this is.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/segment.hpp"
#include "engine/geo/backdrop.hpp"
#include "engine/geo/boundaries.hpp"
#include "engine/geo/crs.hpp"
#include "engine/geo/sheet.hpp"
#include "engine/io/encoding.hpp"
#include "engine/io/recipe.hpp"

namespace kith::io {

struct BlockTables {
    column::SegmentPtr table;         // nullptr: nothing could be used, the report says why
    column::SegmentPtr observations;  // of people with instruments
};

struct BlockRequest {
    std::string block;        // "people", "areas.join", …
    std::string json;         // the block as the recipe has it (Source::json)
    std::string working_crs;
};

/// What needs files of the system (character sets, coordinate systems): made before a byte of the block's file is read.
struct Prepared {
    Decoder decoder;
    std::optional<geo::Projector> projector;  // of a table with coordinates
};
/// In a process that will lose the right to open files: `locked`. Then PROJ's data stay open.
base::Result<Prepared> prepare_block(const BlockRequest& request, bool locked = false);

/// How map files and spreadsheets are read. Apart, because GDAL takes longer to load than most tables take to read: the program that reads tables
/// does without.
struct MapReading {
    decltype(&geo::read_boundaries) boundaries;
    decltype(&geo::read_features) features;
    decltype(&geo::read_backdrop) backdrop;
    decltype(&geo::prepare_map_reading) prepare = nullptr;  // before the lock
    decltype(&geo::read_sheet) sheet = nullptr;
    decltype(&geo::sheet_names) sheet_names = nullptr;
};

/// What the reading of one block is given.
struct BlockContext {
    std::span<const geo::NamedBytes> parts;  // the file that the recipe names, then those beside it
    const std::string& working_crs;
    Prepared& prepared;
    const MapReading* maps;                  // nullptr: tables only
    const column::Allocator& allocate;
    base::JobContext& job;
    column::SourceReport& report;            // block and file are set
    std::function<void(std::size_t)> used;   // bytes of the first part that will not be looked at again, now and then; may be empty
    std::function<void(std::size_t)> passed = {};  // bytes of it that will be, but not soon; may be empty
};

/// An error when nothing can be used (the caller notes it as the file's problem) or when somebody asked to stop. The tally balances
/// either way.
base::Result<BlockTables> read_block(const BlockRequest& request, const BlockContext& context);

/// Does the block's file need MapReading? Of assets also where a column holds shapes as text; of the others see formats.hpp.
bool needs_maps(const Assets& block);

class TableReading;
/// Runs a table whose columns have been named, and seals it.
base::Result<BlockTables> finish_table(TableReading& table, const BlockContext& context);

// One for each kind of block.
base::Result<BlockTables> read_areas(const Areas& block, const BlockContext& context);
base::Result<BlockTables> read_backdrop(const Backdrop& block, const BlockContext& context);
base::Result<BlockTables> read_walking(const Walking& block, const BlockContext& context);
/// The keys that are asked for are the last part, a line each.
base::Result<BlockTables> read_lookup(const Lookup& block, const BlockContext& context);
base::Result<BlockTables> read_join(const Join& block, const BlockContext& context);
base::Result<BlockTables> read_people(const People& block, const BlockContext& context);
base::Result<BlockTables> read_households(const Households& block, const BlockContext& context);
base::Result<BlockTables> read_assets(const Assets& block, const BlockContext& context);
base::Result<BlockTables> read_ties(const Ties& block, const BlockContext& context);
base::Result<BlockTables> read_observations(const Observations& block, const BlockContext& context);
base::Result<BlockTables> read_events(const Events& block, const BlockContext& context);
base::Result<BlockTables> read_never_introduce(const NeverIntroduce& block, const BlockContext& context);

}  // namespace kith::io
