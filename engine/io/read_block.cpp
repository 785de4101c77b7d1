#include "engine/io/read_block.hpp"

#include <algorithm>

#include "engine/geo/projection_files.hpp"
#include "engine/io/description.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/recipe_blocks.hpp"

namespace kith::io {
namespace {

template <class Block>
base::Result<BlockTables> read_as(Block (*parse)(Complaints&, const Node&), base::Result<BlockTables> (*read)(const Block&, const BlockContext&),
    const Node& node, const BlockContext& context) {
    Complaints complaints(context.report.file);
    const Block block = parse(complaints, node);
    if (complaints.any()) return complaints.first();
    return read(block, context);
}

/// Not of a recipe: what an import asks first.
base::Result<BlockTables> describe(const Node& node, const BlockContext& context) {
    Source block;
    block.file = context.report.file;
    const Node* format = node.find("format");
    const auto word = format == nullptr ? format_words.end() : std::find(format_words.begin(), format_words.end(), format->text);
    if (word == format_words.end()) return base::misuse("There is no such format to describe.");
    block.format = static_cast<Format>(word - format_words.begin());
    return read_description(block, context);
}

base::Result<BlockTables> dispatch(const std::string& block, const Node& node, const BlockContext& context) {
    if (block == "areas") return read_as(areas_of, read_areas, node, context);
    if (block == "backdrop") return read_as(backdrop_of, read_backdrop, node, context);
    if (block == "walking") return read_as(walking_of, read_walking, node, context);
    if (block == "lookups") return read_as(lookup_of, read_lookup, node, context);
    if (block == "areas.join") return read_as(join_of, read_join, node, context);
    if (block == "people") return read_as(people_of, read_people, node, context);
    if (block == "households") return read_as(households_of, read_households, node, context);
    if (block == "assets") return read_as(assets_of, read_assets, node, context);
    if (block == "ties") return read_as(ties_of, read_ties, node, context);
    if (block == "observations") return read_as(observations_of, read_observations, node, context);
    if (block == "events") return read_as(events_of, read_events, node, context);
    if (block == "never_introduce") return read_as(never_introduce_of, read_never_introduce, node, context);
    if (block == "description") return describe(node, context);
    return base::misuse("There is no block \"" + block + "\" to read.");
}

/// Whatever was read before things went wrong is refused: the tally balances.
void balance(column::SourceReport& report) {
    column::Tally& tally = report.tally;
    tally.refused = tally.read - tally.filtered;
    tally.kept = tally.merged = 0;
}

/// The coordinates that a block's table has, if any.
Position position_of(const BlockRequest& request, const Node& node) {
    Complaints ignored(request.block);
    if (request.block == "people") return people_of(ignored, node).position;
    if (request.block == "households") return households_of(ignored, node).position;
    if (request.block == "assets") return assets_of(ignored, node).position;
    if (request.block == "lookups") return lookup_of(ignored, node).position;
    // OpenStreetMap has longitudes and latitudes.
    if (request.block == "walking") return {"lon", "lat", {}, "EPSG:4326", {}, {}, {}, {}, {}};
    return {};
}

}  // namespace

base::Result<Prepared> prepare_block(const BlockRequest& request, bool locked) {
    auto node = node_from_json(request.json);
    if (!node) return node.error();
    auto decoder = Decoder::create();
    if (!decoder) return decoder.error();
    Prepared prepared{std::move(*decoder), std::nullopt};
    const Position position = position_of(request, *node);
    if (position.x.empty() && position.grid_ref.empty()) return prepared;
    if (locked)
        if (base::Status status = geo::hold_projection_files(); !status) return status.error();
    auto projector = geo::Projector::create(position.crs, request.working_crs);
    if (!projector) return projector.error();
    prepared.projector = std::move(*projector);
    return prepared;
}

base::Result<BlockTables> read_block(const BlockRequest& request, const BlockContext& context) {
    auto node = node_from_json(request.json);
    if (!node) return node.error();
    auto tables = dispatch(request.block, *node, context);
    if (!tables) balance(context.report);
    return tables;
}

}  // namespace kith::io
