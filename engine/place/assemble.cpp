#include "engine/place/assemble.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/geo/locate.hpp"

namespace kith::place {

using column::Column;

base::Status Assembly::keep(column::SegmentBuilder&& builder) {
    if (auto s = job.check(); !s) return s;
    auto segment = std::move(builder).finish(allocate);
    if (!segment) return segment.error();
    segments.push_back(std::move(*segment));
    return {};
}

/// A list of ids and nothing else, as the ends of a list of ties are: a row that comes again says nothing that is lost.
bool only_ids(const column::Segment& table, std::string_view id_column) {
    return std::all_of(table.columns().begin(), table.columns().end(), [&](const Column& column) {
        if (column.key() == id_column || column.key() == "source_row" || column.key() == "left_out") return true;
        return column.type() == column::Type::i32 && column.states().empty() && std::equal(column.i32().begin() + 1, column.i32().end(), column.i32().begin());
    });
}

std::vector<std::int32_t> first_of_each(const Block& block, std::string_view id_column, column::DictionaryBuilder& ids, bool personal) {
    const Column& id = *block.table->find(id_column);
    const auto source_rows = block.table->find("source_row")->i64();
    std::vector<std::int32_t> rows;
    rows.reserve(id.rows());
    ids.reserve(static_cast<std::size_t>(ids.size()) + static_cast<std::size_t>(id.dictionary().size()));
    const auto severity = id.rows() > 0 && only_ids(*block.table, id_column) ? column::Severity::note : column::Severity::problem;
    std::array<std::string_view, 1024> texts;
    std::array<std::int32_t, texts.size()> codes;
    for (std::size_t from = 0; from < id.rows(); from += texts.size()) {
        const std::size_t count = std::min(texts.size(), id.rows() - from);
        for (std::size_t i = 0; i < count; ++i) texts[i] = id.text(from + i);
        std::int32_t next = ids.size();
        ids.codes_of({texts.data(), count}, codes.data());
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = from + i;
            if (codes[i] == next) {
                rows.push_back(static_cast<std::int32_t>(row));
                ++next;
                continue;
            }
            ++block.report->tally.merged;
            --block.report->tally.kept;
            block.report->note({block.report->file, source_rows[row], std::string(id_column),
                personal ? column::masked(texts[i]) : std::string(texts[i]), "repeated_id",
                "This id came before, so the row counts as one with the first that has it; the first row's values stand.", severity});
        }
    }
    return rows;
}

void add_keys(column::SegmentBuilder& builder, std::span<const base::EntityKey> keys) {
    std::vector<std::int64_t> high, low;
    high.reserve(keys.size());
    low.reserve(keys.size());
    for (const base::EntityKey& key : keys) {
        high.push_back(static_cast<std::int64_t>(key.high));
        low.push_back(static_cast<std::int64_t>(key.low));
    }
    builder.add_i64("key_high", std::move(high)).add_i64("key_low", std::move(low));
}

void add_keys(column::SegmentBuilder& builder, base::EntityKind kind, std::string_view scope, const column::DictionaryBuilder& ids) {
    std::vector<base::EntityKey> keys;
    keys.reserve(static_cast<std::size_t>(ids.size()));
    for (std::int32_t code = 0; code < ids.size(); ++code) keys.push_back(base::key_for(kind, scope, ids[code]));
    add_keys(builder, keys);
}

void add_source_rows(column::SegmentBuilder& builder, const Stack& stack) { stack.copy(builder, "source_row", "source_row"); }

std::map<std::string, std::vector<std::int32_t>> stated_areas(Assembly& assembly, const Stack& stack, std::span<const Block> blocks, std::string_view word) {
    std::map<std::string, std::vector<std::int32_t>> stated;
    std::size_t at = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto& part = stack.parts()[b];
        const Column* area = part.table->find("area");
        auto layer = std::find_if(assembly.layers.begin(), assembly.layers.end(), [&](const LayerTable& l) {
            return blocks[b].area_layer.empty() ? l.primary : l.as == blocks[b].area_layer;
        });
        if (area == nullptr || layer == assembly.layers.end()) {
            at += part.rows.size();
            continue;
        }
        auto& rows = stated.try_emplace(layer->as, stack.rows(), base::no_row).first->second;
        const auto source_rows = part.table->find("source_row")->i64();
        for (const std::int32_t row : part.rows) {
            const std::string_view code = area->text(static_cast<std::size_t>(row));
            rows[at] = code.empty() ? base::no_row : layer->codes.find(code);
            if (!code.empty() && rows[at] < 0)
                blocks[b].report->note({blocks[b].report->file, source_rows[static_cast<std::size_t>(row)], "area", std::string(code), "unknown_area",
                                        "No area of layer " + layer->as + " has this code, so " + std::string(word) + " has no area from it.",
                                        column::Severity::problem});
            ++at;
        }
    }
    return stated;
}

base::Result<Placing> place_rows(Assembly& assembly, std::string_view table, const Column* points, std::size_t rows,
                                 const std::map<std::string, std::vector<std::int32_t>>& stated) {
    Placing placing;
    placing.area.assign(rows, base::no_row);
    for (const LayerTable& layer : assembly.layers) {
        const auto geometry = geo::geometry_of(*layer.geometry);
        if (!geometry) return geometry.error();
        const geo::Locator locator = geo::Locator::build(*geometry);
        const auto codes = stated.find(layer.as);
        column::SegmentBuilder within(std::string(table) + ".within." + layer.as);
        // Without positions every row takes no part: unplaced, never at 0,0.
        const std::vector<double> nowhere(points == nullptr ? 2 * rows : 0, 0.0);
        const std::vector<std::uint8_t> unknown(points == nullptr ? rows : 0, static_cast<std::uint8_t>(column::State::unstated));
        const geo::PointSet set{points == nullptr ? std::span<const double>(nowhere) : points->xy(),
                                points == nullptr ? std::span<const std::uint8_t>(unknown) : points->states(), {}};
        if (layer.partition) {
            auto located = locator.in_partition(set, assembly.job);
            if (!located) return located.error();
            std::int64_t from_code = 0;
            for (std::size_t row = 0; codes != stated.end() && row < rows; ++row) {
                if (located->area[row] >= 0 || codes->second[row] < 0 || (points != nullptr && points->known(row))) continue;
                located->area[row] = codes->second[row];
                ++from_code;
            }
            if (layer.primary) {
                placing.area = located->area;
                placing.by_code = from_code;
            }
            if (located->on_border > 0)
                assembly.remarks.push_back(base::counted(located->on_border, "point") + " of " + std::string(table) + " on a border shared by areas of " +
                                           layer.as + (located->on_border == 1 ? " counts" : " count") + " in the area that comes first in the file.");
            if (located->in_several > 0)
                assembly.remarks.push_back("The areas of " + layer.as + " overlap where " + base::counted(located->in_several, "point") + " of " + std::string(table) +
                                           " lie: the area that comes first in the file has them. Say partition = false if they are meant to overlap.");
            within.add_i32("area", std::move(located->area));
        } else {
            auto located = locator.in_all(set, assembly.job);
            if (!located) return located.error();
            if (layer.primary)
                for (std::size_t row = 0; row < rows; ++row)
                    if (located->offsets[row] < located->offsets[row + 1]) placing.area[row] = located->areas[static_cast<std::size_t>(located->offsets[row])];
            within.add_i64("offsets", std::move(located->offsets)).add_i32("areas", std::move(located->areas));
        }
        if (auto s = assembly.keep(std::move(within)); !s) return s.error();
    }
    return placing;
}

base::Status assemble_layers(Assembly& assembly) {
    std::vector<std::string> as, vintage;
    std::vector<std::int32_t> role;
    std::vector<std::uint8_t> partition, primary;
    column::States vintage_states;
    std::vector<std::int64_t> first_node, count;
    auto next = static_cast<std::int64_t>(assembly.people.size()) + static_cast<std::int64_t>(assembly.asset_count);
    for (const LayerTable& layer : assembly.layers) {
        as.push_back(layer.as);
        role.push_back(static_cast<std::int32_t>(layer.role));
        vintage.push_back(layer.vintage);
        vintage_states.push_back(static_cast<std::uint8_t>(layer.vintage.empty() ? column::State::unstated : column::State::known));
        partition.push_back(layer.partition ? 1 : 0);
        primary.push_back(layer.primary ? 1 : 0);
        first_node.push_back(next);
        count.push_back(layer.codes.size());
        next += layer.codes.size();
    }
    column::SegmentBuilder builder("area_layers");
    builder.add_strings("as", as).add_i32("role", std::move(role)).add_strings("vintage", vintage, std::move(vintage_states));
    builder.add_booleans("partition", std::move(partition)).add_booleans("primary", std::move(primary));
    builder.add_i64("first_node", std::move(first_node)).add_i64("count", std::move(count));
    return assembly.keep(std::move(builder));
}

}  // namespace kith::place
