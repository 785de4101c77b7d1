#include "engine/place/derived.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/column/terms.hpp"
#include "engine/geo/contiguity.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::SegmentPtr;

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

std::size_t rows_of(const Revision& revision, std::string_view table) {
    const auto& segment = revision.segment(table);
    return segment == nullptr ? 0 : segment->columns()[0].rows();
}

bool same(const Revision& a, const Revision& b, const std::string& key) { return a.segment(key) == b.segment(key); }

/// Do rows of the table stand elsewhere, or could they, because outlines are others?
bool moved(const Revision& before, const Revision& after, const std::string& table) {
    if (rows_of(after, table) == 0) return false;
    if (!same(before, after, table + ".positions") || rows_of(before, table) != rows_of(after, table)) return true;
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

base::Result<RevisionPtr> Derived::derive(const Revision& before, const RevisionPtr& after, const column::Allocator& allocate, base::JobContext& job) const {
    std::vector<SegmentPtr> changed;
    for (const char* table : {"people", "assets"}) {
        if (!moved(before, *after, table)) continue;
        const std::size_t rows = rows_of(*after, table);
        Assembly assembly{allocate, job};
        add_layers(assembly, *after);
        std::map<std::string, std::vector<std::int32_t>> stated;
        for (std::size_t row = 0; !stated_.empty() && row < rows; ++row) {
            const auto [from, to] = stated_.equal_range(after->key_of(table, static_cast<std::int32_t>(row)));
            for (auto at = from; at != to; ++at) {
                const auto area = after->find(at->second.area);
                if (area) stated.try_emplace(at->second.layer, rows, base::no_row).first->second[row] = area->row;
            }
        }
        auto placing = place_rows(assembly, table, after->column(std::string(table) + ".positions", "point"), rows, stated);
        if (!placing) return placing.error();
        for (SegmentPtr& segment : assembly.segments) changed.push_back(std::move(segment));
        auto core = with_column(after->segment(table), "area", std::move(placing->area), allocate);
        if (!core) return core.error();
        changed.push_back(std::move(*core));
    }
    if (auto s = add_borders(changed, before, *after, allocate); !s) return s.error();
    if (auto s = add_heads(changed, before, *after, allocate); !s) return s.error();
    return changed.empty() ? after : after->with(std::move(changed));
}

}  // namespace kith::place
