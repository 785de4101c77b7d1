#include "engine/place/pipeline.hpp"

#include <algorithm>
#include <span>

#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"
#include "engine/place/edits_file.hpp"
#include "engine/place/matching.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::place {
namespace {

using Tables = std::vector<io::SourceTable>;

graph::Unknown unknown_is(io::UnknownIs word) { return static_cast<graph::Unknown>(word); }

graph::Lens lens_of(const io::Lens& said) {
    graph::Lens lens;
    lens.as = said.as;
    lens.kinds = said.kinds;
    for (const column::TieGroup group : said.groups) lens.kinds.emplace_back(column::tie_group_words[static_cast<std::size_t>(group)]);
    lens.paid = said.paid;
    lens.unknown_paid = unknown_is(said.unknown_paid);
    for (const column::Valence valence : said.valence) lens.valence = lens.valence.value_or(0) | (1 << static_cast<int>(valence));
    lens.unknown_valence = unknown_is(said.unknown_valence);
    lens.within = said.within;
    lens.unknown_distance = unknown_is(said.unknown_within);
    if (said.valid_on) lens.as_of = said.valid_on->days;
    lens.unknown_date = unknown_is(said.unknown_valid_on);
    return lens;
}

std::map<std::string, column::Method> methods_of(const std::vector<io::Indicator>& columns) {
    std::map<std::string, column::Method> methods;
    for (const io::Indicator& indicator : columns) methods[indicator.as] = indicator.method;
    return methods;
}

/// The tables of one kind of block that could be read.
std::vector<Block> blocks_of(Tables& tables, std::string_view name) {
    std::vector<Block> blocks;
    for (io::SourceTable& table : tables)
        if (table.block == name && table.table != nullptr) blocks.push_back({table.table, &table.report, {}, 0, 0});
    return blocks;
}

template <class Said>
std::vector<Block> placed_blocks(Tables& tables, std::string_view name, const std::vector<Said>& said) {
    std::vector<Block> blocks;
    for (io::SourceTable& table : tables)
        if (table.block == name && table.table != nullptr) blocks.push_back({table.table, &table.report, said[table.index].position.area_layer, 0, 0});
    return blocks;
}

std::vector<Block> tie_blocks(Tables& tables, const io::Recipe& recipe) {
    std::vector<Block> blocks;
    for (io::SourceTable& table : tables) {
        if (table.block != "ties" || table.table == nullptr) continue;
        const io::Ties& said = recipe.ties[table.index];
        blocks.push_back({table.table, &table.report, {}, static_cast<int>(said.from_is), static_cast<int>(said.to_is)});
    }
    return blocks;
}

std::vector<BackdropBlock> backdrop_blocks(Tables& tables, const io::Recipe& recipe) {
    std::vector<BackdropBlock> blocks;
    for (io::SourceTable& table : tables)
        if (table.block == "backdrop" && table.table != nullptr)
            blocks.push_back({{table.table, &table.report, {}, 0, 0}, recipe.backdrop[table.index].as, recipe.backdrop[table.index].credit});
    return blocks;
}

/// Answers come from files of their own and from the rows of people.
std::vector<Block> observation_blocks(Tables& tables, std::vector<column::SourceReport>& of_instruments) {
    std::vector<Block> blocks = blocks_of(tables, "observations");
    of_instruments.reserve(tables.size());
    for (io::SourceTable& table : tables) {
        if (table.observations == nullptr) continue;
        of_instruments.push_back({"people", table.report.file, {}, {}, {}});
        blocks.push_back({table.observations, &of_instruments.back(), {}, 0, 0});
    }
    return blocks;
}

base::Status assemble_layers_of(Assembly& assembly, Tables& tables, const io::Recipe& recipe) {
    const auto readable = [&](std::size_t index) {
        return std::any_of(tables.begin(), tables.end(), [&](const io::SourceTable& t) { return t.block == "areas" && t.index == index && t.table != nullptr; });
    };
    std::size_t primary = 0;
    while (primary < recipe.areas.size() && !recipe.areas[primary].primary) ++primary;
    if (primary < recipe.areas.size() && !readable(primary)) {
        const std::string wanted = recipe.areas[primary].as;
        for (primary = 0; primary < recipe.areas.size() && !readable(primary);) ++primary;
        assembly.remarks.push_back("The layer " + wanted + " could not be used" +
                                   (primary < recipe.areas.size() ? ", so " + recipe.areas[primary].as + " stands in as the main layer." : ", so nothing is placed in an area."));
    }
    for (io::SourceTable& table : tables) {
        if (table.block != "areas" || table.table == nullptr) continue;
        const io::Areas& said = recipe.areas[table.index];
        LayerBlock layer{{table.table, &table.report, {}, 0, 0}, said.as, said.role, said.vintage, said.partition, table.index == primary, said.gap.value, methods_of(said.columns), {}};
        for (io::SourceTable& join : tables)
            if (join.block == "areas.join" && join.index == table.index && join.table != nullptr)
                layer.joins.push_back({join.table, &join.report, methods_of(said.joins[join.join].columns)});
        if (auto s = assemble_areas(assembly, layer); !s) return s;
    }
    return {};
}

/// Readers' tables are let go as soon as their step is done: a city is held once, not twice.
void drop(Tables& tables, std::string_view block) {
    for (io::SourceTable& table : tables)
        if (table.block == block) table.table = nullptr;
}

base::Status assemble_all(Assembly& assembly, Tables& tables, const io::Recipe& recipe) {
    base::JobContext& job = assembly.job;
    if (auto s = take_lookups(tables, recipe, assembly.allocate); !s) return s;
    drop(tables, "lookups");
    job.begin("areas and their borders");
    if (auto s = assemble_layers_of(assembly, tables, recipe); !s) return s;
    if (auto s = assemble_backdrop(assembly, backdrop_blocks(tables, recipe)); !s) return s;
    drop(tables, "backdrop");
    for (io::SourceTable& table : tables)
        if (table.block == "walking" && table.table != nullptr)
            if (auto s = assemble_walking(assembly, {{table.table, &table.report, {}, 0, 0}, recipe.walking->credit}); !s) return s;
    drop(tables, "walking");
    if (auto s = job.check(); !s) return s;
    job.begin("people");
    if (auto s = assemble_people(assembly, placed_blocks(tables, "people", recipe.people), placed_blocks(tables, "households", recipe.households)); !s) return s;
    drop(tables, "people");
    if (auto s = job.check(); !s) return s;
    job.begin("assets");
    if (auto s = assemble_assets(assembly, placed_blocks(tables, "assets", recipe.assets)); !s) return s;
    drop(tables, "assets");
    say_who_is_far_from_ways(assembly);
    if (auto s = job.check(); !s) return s;
    job.begin("ties");
    if (auto s = assemble_ties(assembly, tie_blocks(tables, recipe)); !s) return s;
    drop(tables, "ties");
    if (auto s = job.check(); !s) return s;
    job.begin("answers and events");
    std::vector<column::SourceReport> of_instruments;
    if (auto s = assemble_observations(assembly, observation_blocks(tables, of_instruments)); !s) return s;
    if (auto s = assemble_events(assembly, blocks_of(tables, "events")); !s) return s;
    if (auto s = assemble_pairs(assembly, blocks_of(tables, "never_introduce")); !s) return s;
    return assemble_layers(assembly);
}

base::Digest digest_of_text(std::string_view text) { return base::digest_of(std::as_bytes(std::span(text.data(), text.size()))); }

base::Status take_edits(Place& place, const io::Recipe& recipe, const std::filesystem::path& root, base::JobContext& job) {
    const auto edits = read_edits(root / recipe.edits);
    if (!edits) return edits.error();
    const column::Allocator allocate = process::sealed_memory;
    auto revision = with_edits(place.revision, *edits, allocate, job);
    if (!revision)
        return base::bad_input("The edits of " + recipe.edits + " do not fit the files as they are now: " + revision.error().message +
                               " Put the files back that they were made on, or take [edits] out of the recipe.");
    place.revision = std::move(*revision);
    std::string lines;
    for (const Edit& edit : *edits) lines += to_json_line(edit) + '\n';
    place.sources.push_back({recipe.edits, digest_of_text(lines).hex()});
    return {};
}

base::Status take_decisions(Place& place, const io::Recipe& recipe, const std::filesystem::path& root) {
    const auto decisions = read_decisions(root / recipe.decisions);
    if (!decisions) return decisions.error();
    const column::Allocator allocate = process::sealed_memory;
    auto revision = with_decisions(place.revision, *decisions, allocate);
    if (!revision) return revision.error();
    place.revision = std::move(*revision);
    std::string lines;
    for (const Decision& one : *decisions) lines += base::to_text(one.a) + base::to_text(one.b) + (one.same ? "same\n" : "different\n");
    place.sources.push_back({recipe.decisions, digest_of_text(lines).hex()});
    return {};
}

}  // namespace

base::Result<PlacePtr> assemble_place(const io::Recipe& recipe, Tables tables, base::JobContext& job) {
    const column::Allocator allocate = process::sealed_memory;
    Assembly assembly{allocate, job};
    if (auto s = assemble_all(assembly, tables, recipe); !s) return s.error();
    auto place = std::make_shared<Place>();
    place->name = recipe.name;
    place->note = recipe.note;
    place->crs = recipe.crs;
    if (recipe.as_of) place->as_of = recipe.as_of->days;
    place->whole_network_share = recipe.whole_network_share;
    for (const io::Lens& lens : recipe.lenses) place->lenses.push_back(lens_of(lens));
    place->revision = std::make_shared<Revision>(std::move(assembly.segments));
    place->remarks = std::move(assembly.remarks);
    for (io::SourceTable& table : tables) {
        if (!table.report.tally.balances())
            return base::internal_error("The count of rows of " + table.report.file + " does not add up. This is a fault of Kith; nothing was written.");
        place->sources.push_back({table.report.file, table.file_digest.hex()});
        place->reports.push_back(std::move(table.report));
    }
    return PlacePtr(place);
}

base::Result<PlacePtr> read_place(const io::Recipe& recipe, const std::filesystem::path& root, base::JobContext& job, const io::ReadOptions& options) {
    auto tables = io::read_sources(recipe, root, job, options);
    if (!tables) return tables.error();
    auto as_read = assemble_place(recipe, std::move(*tables), job);
    if (!as_read || (recipe.edits.empty() && recipe.decisions.empty())) return as_read;
    job.begin("edits and decisions");
    auto place = std::make_shared<Place>(**as_read);
    if (!recipe.edits.empty())
        if (auto s = take_edits(*place, recipe, root, job); !s) return s.error();
    if (!recipe.decisions.empty())
        if (auto s = take_decisions(*place, recipe, root); !s) return s.error();
    return PlacePtr(place);
}

}  // namespace kith::place
