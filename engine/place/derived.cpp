#include "engine/place/derived.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "engine/column/terms.hpp"
#include "engine/geo/contiguity.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::SegmentPtr;

constexpr std::size_t most_gone = 64;  // rows beside each other that went: beyond, they are looked at as if they were new

std::vector<std::string> layer_names(const Revision& revision) {
    std::vector<std::string> names;
    const Column* as = revision.column("area_layers", "as");
    for (std::size_t row = 0; as != nullptr && row < as->rows(); ++row) names.emplace_back(as->text(row));
    return names;
}

/// The layers as `place_rows` wants them; their codes are not needed any more.
void add_layers(Assembly& assembly, const Revision& revision) {
    const auto& table = revision.segment("area_layers");
    std::size_t row = 0;
    for (const std::string& as : layer_names(revision)) {
        LayerTable layer;
        layer.as = as;
        layer.partition = table->find("partition")->booleans()[row] != 0;
        layer.primary = table->find("primary")->booleans()[row] != 0;
        layer.geometry = revision.segment("areas." + as + ".geometry");
        if (layer.geometry != nullptr) assembly.layers.push_back(std::move(layer));
        ++row;
    }
}

bool same(const Revision& a, const Revision& b, const std::string& key) { return a.segment(key) == b.segment(key); }

/// Do rows of the table stand elsewhere, or could they, because outlines are others?
bool moved(const Revision& before, const Revision& after, const std::string& table) {
    if (after.rows(table) == 0) return false;
    if (!same(before, after, table + ".positions") || before.rows(table) != after.rows(table)) return true;
    const auto names = layer_names(after);
    return names != layer_names(before) ||
           std::any_of(names.begin(), names.end(), [&](const std::string& as) { return !same(before, after, "areas." + as + ".geometry"); });
}

base::Result<SegmentPtr> with_column(const SegmentPtr& segment, std::string_view key, std::vector<std::int32_t> values, const column::Allocator& allocate) {
    column::SegmentBuilder builder{std::string(segment->key())};
    for (const auto& c : segment->columns()) {
        if (c.key() == key) builder.add_i32(std::string(key), std::move(values));
        else builder.add_column(segment, c);
    }
    return std::move(builder).finish(allocate);
}

/// A tie to a place that could say something private about somebody is sensitive, also when it is said of the place later.
base::Status add_sensitive(std::vector<SegmentPtr>& changed, const Revision& before, const Revision& after, const column::Allocator& allocate) {
    const Column *then = before.column("assets", "sensitivity"), *now = after.column("assets", "sensitivity");
    const auto& ties = after.segment("ties");
    if (then == nullptr || now == nullptr || ties == nullptr || same(before, after, "assets")) return {};
    if (std::equal(then->i32().begin(), then->i32().end(), now->i32().begin(), now->i32().end())) return {};
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const auto people = static_cast<std::int32_t>(after.people());
    const auto private_place = [&](std::int32_t node) { return node >= people && now->i32()[static_cast<std::size_t>(node - people)] != static_cast<std::int32_t>(column::Sensitivity::ordinary); };
    std::vector<std::uint8_t> sensitive(from.size());
    for (std::size_t tie = 0; tie < sensitive.size(); ++tie) sensitive[tie] = private_place(from[tie]) || private_place(to[tie]) ? 1 : 0;
    const auto was = ties->find("sensitive")->booleans();
    if (std::equal(was.begin(), was.end(), sensitive.begin(), sensitive.end())) return {};
    column::SegmentBuilder builder("ties");
    for (const auto& c : ties->columns()) {
        if (c.key() == "sensitive") builder.add_booleans("sensitive", std::move(sensitive));
        else builder.add_column(ties, c);
    }
    auto made = std::move(builder).finish(allocate);
    if (!made) return made.error();
    changed.push_back(std::move(*made));
    return {};
}

base::Status add_borders(std::vector<SegmentPtr>& changed, const Revision& before, const Revision& after, const column::Allocator& allocate) {
    for (const std::string& as : layer_names(after)) {
        const std::string key = "areas." + as;
        if (same(before, after, key + ".geometry")) continue;
        const auto geometry = geo::geometry_of(*after.segment(key + ".geometry"));
        if (!geometry) return geometry.error();
        auto found = geo::contiguity(*geometry);
        if (!found) return found.error();
        column::SegmentBuilder borders(key + ".borders");
        borders.add_i64("queen_offsets", std::move(found->queen.offsets)).add_i32("queen", std::move(found->queen.targets));
        borders.add_i64("rook_offsets", std::move(found->rook.offsets)).add_i32("rook", std::move(found->rook.targets));
        auto made = std::move(borders).finish(allocate);
        if (!made) return made.error();
        changed.push_back(std::move(*made));
    }
    return {};
}

base::Status add_heads(std::vector<SegmentPtr>& changed, const Revision& before, const Revision& after, const column::Allocator& allocate) {
    if (after.assets() == 0 || (same(before, after, "ties") && before.assets() == after.assets())) return {};
    const auto& ties = after.segment("ties");
    if (ties == nullptr) return {};
    std::vector<std::int32_t> heads = counted_together(after.assets(), static_cast<std::int32_t>(after.people()), ties->find("from")->i32(), ties->find("to")->i32(),
                                                       ties->find("kind")->i32());
    const auto at = std::find_if(changed.begin(), changed.end(), [](const SegmentPtr& s) { return s->key() == "assets"; });
    const SegmentPtr& assets = at == changed.end() ? after.segment("assets") : *at;
    const auto now = assets->find("counted_with")->i32();
    if (std::equal(now.begin(), now.end(), heads.begin(), heads.end())) return {};
    auto made = with_column(assets, "counted_with", std::move(heads), allocate);
    if (!made) return made.error();
    if (at == changed.end()) changed.push_back(std::move(*made));
    else *at = std::move(*made);
    return {};
}

}  // namespace

Derived::Derived(const Revision& as_read) {
    remember(as_read, "people");
    remember(as_read, "assets");
}

void Derived::remember(const Revision& revision, std::string_view table) {
    const std::string name(table);
    const Column* points = revision.column(name + ".positions", "point");
    for (const std::string& as : layer_names(revision)) {
        const Column* area = revision.column(name + ".within." + as, "area");
        for (std::size_t row = 0; area != nullptr && row < area->rows(); ++row) {
            if (area->i32()[row] < 0 || (points != nullptr && points->known(row))) continue;
            stated_.emplace(revision.key_of(table, static_cast<std::int32_t>(row)), Stated{as, revision.key_of("areas." + as, area->i32()[row])});
        }
    }
}

/// Rows of a table that came in or stand elsewhere than before, when all else that decides on areas is the same; nothing when it is not, or
/// when an area layer has lists of areas, which are made as a whole. Who went takes no other row along.
std::optional<std::vector<std::int32_t>> Derived::moved_alone(const Revision& before, const Revision& after, const std::string& table) {
    const Column *then = before.column(table + ".positions", "point"), *now = after.column(table + ".positions", "point");
    if (then == nullptr || now == nullptr || before.rows(table) != then->rows() || after.rows(table) != now->rows()) return std::nullopt;
    const auto names = layer_names(after);
    if (names != layer_names(before)) return std::nullopt;
    for (const std::string& as : names)
        if (!same(before, after, "areas." + as + ".geometry") || (after.segment(table + ".within." + as) != nullptr && after.column(table + ".within." + as, "area") == nullptr) ||
            (after.segment("areas." + as + ".geometry") != nullptr && after.segment(table + ".within." + as) == nullptr))
            return std::nullopt;
    const auto highs = std::pair(before.column(table, "key_high")->i64(), after.column(table, "key_high")->i64());
    const auto lows = std::pair(before.column(table, "key_low")->i64(), after.column(table, "key_low")->i64());
    const auto same_key = [&](std::size_t old, std::size_t row) { return lows.first[old] == lows.second[row] && highs.first[old] == highs.second[row]; };
    std::vector<std::int32_t> rows;
    std::size_t old = 0;  // the row before that comes next
    for (std::size_t row = 0; row < now->rows(); ++row) {
        std::size_t at = old;
        while (at < then->rows() && at < old + most_gone && !same_key(at, row)) ++at;
        const bool known = at < then->rows() && same_key(at, row);
        if (known) old = at + 1;
        const bool stands = known && then->state(at) == now->state(row) && then->xy()[2 * at] == now->xy()[2 * row] && then->xy()[2 * at + 1] == now->xy()[2 * row + 1];
        if (!stands) rows.push_back(static_cast<std::int32_t>(row));
    }
    return rows;
}

/// Every row of the table, or only those of `rows`; the others stay where they are.
base::Status Derived::place(const Revision& after, const std::string& table, const std::optional<std::vector<std::int32_t>>& only, const column::Allocator& allocate,
                            base::JobContext& job, std::vector<SegmentPtr>& changed) const {
    Assembly assembly{allocate, job};
    add_layers(assembly, after);
    const Column* points = after.column(table + ".positions", "point");
    SegmentPtr chosen;
    if (only) {
        column::SegmentBuilder builder("chosen");
        builder.add_rows(*points, *only);
        auto made = std::move(builder).finish(column::heap_memory);
        if (!made) return made.error();
        chosen = std::move(*made);
        points = &chosen->columns()[0];
    }
    const std::size_t rows = only ? only->size() : after.rows(table);
    const auto row_at = [&](std::size_t i) { return only ? (*only)[i] : static_cast<std::int32_t>(i); };
    std::map<std::string, std::vector<std::int32_t>> stated;
    for (std::size_t i = 0; !stated_.empty() && i < rows; ++i) {
        const auto [from, to] = stated_.equal_range(after.key_of(table, row_at(i)));
        for (auto at = from; at != to; ++at) {
            const auto area = after.find(at->second.area);
            if (area) stated.try_emplace(at->second.layer, rows, base::no_row).first->second[i] = area->row;
        }
    }
    auto placing = place_rows(assembly, table, points, rows, stated);
    if (!placing) return placing.error();
    const auto among_all = [&](std::span<const std::int32_t> made, const Column& before) {
        if (!only) return std::vector<std::int32_t>(made.begin(), made.end());
        std::vector<std::int32_t> all(before.i32().begin(), before.i32().end());
        for (std::size_t i = 0; i < rows; ++i) all[static_cast<std::size_t>((*only)[i])] = made[i];
        return all;
    };
    for (SegmentPtr& segment : assembly.segments) {
        if (only) {
            auto patched = with_column(after.segment(segment->key()), "area", among_all(segment->find("area")->i32(), *after.column(segment->key(), "area")), allocate);
            if (!patched) return patched.error();
            segment = std::move(*patched);
        }
        changed.push_back(std::move(segment));
    }
    auto core = with_column(after.segment(table), "area", among_all(placing->area, *after.column(table, "area")), allocate);
    if (!core) return core.error();
    changed.push_back(std::move(*core));
    return {};
}

base::Result<RevisionPtr> Derived::derive(const Revision& before, const RevisionPtr& after, const column::Allocator& allocate, base::JobContext& job) const {
    std::vector<SegmentPtr> changed;
    for (const char* table : {"people", "assets"}) {
        if (!moved(before, *after, table)) continue;
        const auto only = moved_alone(before, *after, table);
        if (only && only->empty()) continue;
        if (auto s = place(*after, table, only, allocate, job, changed); !s) return s.error();
    }
    if (auto s = add_sensitive(changed, before, *after, allocate); !s) return s.error();
    if (auto s = add_borders(changed, before, *after, allocate); !s) return s.error();
    if (auto s = add_heads(changed, before, *after, allocate); !s) return s.error();
    return changed.empty() ? after : after->with(std::move(changed));
}

}  // namespace kith::place
