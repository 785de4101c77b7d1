#include "viewer/model/selecting.hpp"

#include <algorithm>
#include <unordered_set>

namespace kith::viewer::model {
namespace {

using base::EntityKey;

/// `use(key, is a person, row)` for every person and asset that is shown.
template <class Use>
void each_shown(const Model& model, Use use) {
    if (!model.session.is_open()) return;
    const Visibility& visible = model.visibility();
    const auto& people = model.session.index().people();
    const auto& assets = model.session.index().assets();
    for (std::size_t row = 0; row < people.size(); ++row)
        if (visible.people[row] == 0) use(people[row], true, row);
    for (std::size_t row = 0; row < assets.size(); ++row)
        if (visible.assets[row] == 0) use(assets[row], false, row);
}

/// Which rows of a table are within an area of a layer.
std::vector<std::uint8_t> within(const privacy::View& view, const std::string& table, const privacy::Layer& layer, std::int32_t area, std::size_t rows) {
    std::vector<std::uint8_t> in(rows, 0);
    const auto segment = view.segment(table + ".within." + layer.as);
    if (segment == nullptr) return in;
    const auto* one = segment->find("area");
    const auto* offsets = segment->find("offsets");
    for (std::size_t row = 0; row < rows; ++row) {
        if (one != nullptr) {
            in[row] = one->i32()[row] == area;
            continue;
        }
        const auto areas = segment->find("areas")->i32();
        for (auto k = offsets->i64()[row]; k < offsets->i64()[row + 1]; ++k) in[row] |= areas[static_cast<std::size_t>(k)] == area;
    }
    return in;
}

bool inside(std::span<const session::Point> outline, double x, double y) {
    bool in = false;
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const session::Point &a = outline[i], &b = outline[j];
        if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y)) in = !in;
    }
    return in;
}

}  // namespace

std::vector<EntityKey> all_shown(const Model& model) {
    std::vector<EntityKey> keys;
    each_shown(model, [&](const EntityKey& key, bool, std::size_t) { keys.push_back(key); });
    return keys;
}

std::vector<EntityKey> not_selected(const Model& model) {
    std::vector<EntityKey> keys;
    each_shown(model, [&](const EntityKey& key, bool, std::size_t) {
        if (!model.session.selection().contains(key)) keys.push_back(key);
    });
    return keys;
}

std::vector<EntityKey> with_neighbours(const Model& model) {
    const auto selected = model.session.selection().keys();
    std::vector<EntityKey> keys(selected.begin(), selected.end());
    const column::SegmentPtr& topology = model.topology();
    if (topology == nullptr) return keys;
    const auto& people = model.session.index().people();
    const auto& assets = model.session.index().assets();
    const auto offsets = topology->find("offsets")->i64();
    const auto targets = topology->find("targets")->i32();
    const Visibility& visible = model.visibility();
    for (const EntityKey& key : selected) {
        const auto at = model.session.index().find(key);
        if (!at || (at->kind != base::EntityKind::person && at->kind != base::EntityKind::asset)) continue;
        const std::size_t node = static_cast<std::size_t>(at->row) + (at->kind == base::EntityKind::asset ? people.size() : 0);
        for (auto k = offsets[node]; k < offsets[node + 1]; ++k) {
            const auto other = static_cast<std::size_t>(targets[static_cast<std::size_t>(k)]);
            const bool shown = other < people.size() ? visible.people[other] == 0 : visible.assets[other - people.size()] == 0;
            if (shown) keys.push_back(other < people.size() ? people[other] : assets[other - people.size()]);
        }
    }
    return keys;
}

std::vector<EntityKey> in_area(const Model& model, const EntityKey& area) {
    std::vector<EntityKey> keys;
    const auto at = model.session.index().find(area);
    if (!at || at->kind != base::EntityKind::area) return keys;
    const privacy::View& view = *model.view();
    const privacy::Layer& layer = view.layers()[static_cast<std::size_t>(at->layer)];
    const auto people = within(view, "people", layer, at->row, view.people()), assets = within(view, "assets", layer, at->row, view.assets());
    each_shown(model, [&](const EntityKey& key, bool person, std::size_t row) {
        if ((person ? people : assets)[row] != 0) keys.push_back(key);
    });
    return keys;
}

std::vector<EntityKey> where(const Model& model, const Filter& filter) {
    std::vector<EntityKey> keys;
    if (!model.session.is_open()) return keys;
    std::string what;
    const auto kept = kept_by(model, filter, what);
    const auto subject = subject_of(*model.view(), filter.column);
    if (!subject || kept.empty()) return keys;
    if (subject->kind == base::EntityKind::area) {
        const auto layers = model.view()->layers();
        for (std::size_t layer = 0; layer < layers.size(); ++layer)
            for (std::size_t row = 0; layers[layer].as == subject->layer && row < kept.size(); ++row)
                if (kept[row] != 0) keys.push_back(model.session.index().areas(layer)[row]);
        return keys;
    }
    const bool people = subject->kind == base::EntityKind::person;
    each_shown(model, [&](const EntityKey& key, bool person, std::size_t row) {
        if (person == people && kept[row] != 0) keys.push_back(key);
    });
    return keys;
}

std::vector<EntityKey> in_outline(const Model& model, std::span<const session::Point> outline) {
    std::vector<EntityKey> keys;
    if (!model.session.is_open() || outline.size() < 3) return keys;
    const auto points_of = [&](const char* segment) {
        const auto found = model.view()->segment(segment);
        return found == nullptr ? nullptr : found->find("point");
    };
    const column::Column *people = points_of("people.positions"), *assets = points_of("assets.positions");
    each_shown(model, [&](const EntityKey& key, bool person, std::size_t row) {
        const column::Column* points = person ? people : assets;
        if (points != nullptr && points->known(row) && inside(outline, points->xy()[2 * row], points->xy()[2 * row + 1])) keys.push_back(key);
    });
    return keys;
}

bool without_a_place(const Model& model, const base::EntityKey& key) {
    const auto at = model.session.index().find(key);
    const auto positions = at ? model.view()->segment(key.kind == base::EntityKind::person ? "people.positions" : "assets.positions") : nullptr;
    const column::Column* points = positions == nullptr ? nullptr : positions->find("point");
    // Where a place is kept private and where somebody lives who was only named is not told: they have a place all the same.
    return at && (points == nullptr || (!points->known(static_cast<std::size_t>(at->row)) && points->state(static_cast<std::size_t>(at->row)) != column::State::withheld));
}

std::string where_it_stands(const Model& model, const base::EntityKey& key) {
    const auto at = model.session.index().find(key);
    const privacy::Layer* layer = at ? model.view()->primary_layer() : nullptr;
    if (layer == nullptr) return "Moved.";
    const std::int32_t area = model.view()->segment(key.kind == base::EntityKind::person ? "people" : "assets")->find("area")->i32()[static_cast<std::size_t>(at->row)];
    if (area < 0) return "Moved. The place there is in no neighbourhood of this map.";
    return "Moved. The place there is in " + model.view()->label(base::EntityKind::area, static_cast<std::size_t>(area), layer->as) + ".";
}

std::string why_not_kept(const Model& model) {
    if (!model.session.is_open()) return "Open a place first.";
    const auto keys = model.session.selection().keys();
    const auto can = [](const EntityKey& key) { return key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset || key.kind == base::EntityKind::area; };
    if (std::none_of(keys.begin(), keys.end(), can)) return "Select people, assets or areas first.";
    return keys.size() > most_by_hand ? "More than 2,000 are selected: keep them by a column, from the table or a histogram." : "";
}

std::optional<ViewOptions> kept_to(const Model& model, const std::vector<Filter>& filters) {
    if (!model.session.is_open() || filters.empty()) return std::nullopt;
    ViewOptions next = model.options;
    for (const Filter& filter : filters)
        if (std::find(next.filters.begin(), next.filters.end(), filter) == next.filters.end()) next.filters.push_back(filter);
    return next;
}

std::vector<Filter> filters_of_selection(const Model& model) {
    std::vector<Filter> out;
    if (!model.session.is_open() || !why_not_kept(model).empty()) return out;
    const auto add = [&](const std::string& table, const EntityKey& key) {
        const std::string column = table + "/chosen";
        auto one = std::find_if(out.begin(), out.end(), [&](const Filter& filter) { return filter.column == column; });
        if (one == out.end()) one = out.insert(out.end(), Filter{column, Filter::Kind::chosen, 0, 0, {}, {}});
        one->keys.push_back(key);
    };
    for (const EntityKey& key : model.session.selection().keys()) {
        const auto at = model.session.index().find(key);
        if (key.kind == base::EntityKind::person) add("people", key);
        else if (key.kind == base::EntityKind::asset) add("assets", key);
        else if (at && at->kind == base::EntityKind::area) add("areas." + model.view()->layers()[static_cast<std::size_t>(at->layer)].as, key);
    }
    return out;
}

}  // namespace kith::viewer::model
