#include "viewer/model/emphasis.hpp"

#include <algorithm>

namespace kith::viewer::model {
namespace {

using picture::Emphasis;

constexpr std::size_t most_lit = 2000;  // neighbours of what is hovered; nobody sees more

}  // namespace

void Emphasised::reset(const privacy::View& view) {
    marks_ = {};
    people_ = view.people();
    marks_.people.assign(view.people(), Emphasis::none);
    marks_.assets.assign(view.assets(), Emphasis::none);
    for (const auto& layer : view.layers()) marks_.areas.emplace_back(layer.count, Emphasis::none);
    lit_.clear();
    selection_seen_ = hover_seen_ = 0;
    ++version_;
}

Emphasis* Emphasised::at(const session::EntityRow& row) {
    std::vector<Emphasis>* rows = nullptr;
    if (row.kind == base::EntityKind::person) rows = &marks_.people;
    else if (row.kind == base::EntityKind::asset) rows = &marks_.assets;
    else if (row.kind == base::EntityKind::area && row.layer >= 0 && static_cast<std::size_t>(row.layer) < marks_.areas.size()) rows = &marks_.areas[static_cast<std::size_t>(row.layer)];
    return rows && row.row >= 0 && static_cast<std::size_t>(row.row) < rows->size() ? &(*rows)[static_cast<std::size_t>(row.row)] : nullptr;
}

void Emphasised::select(const session::EntityIndex& index, std::span<const base::EntityKey> keys, bool on) {
    for (const base::EntityKey& key : keys) {
        const auto row = index.find(key);
        if (row && row->kind == base::EntityKind::tie) {
            const auto there = std::find(marks_.ties.begin(), marks_.ties.end(), row->row);
            if ((there != marks_.ties.end()) == on) continue;
            on ? marks_.ties.push_back(row->row) : static_cast<void>(marks_.ties.erase(there));
            on ? ++marks_.selected : --marks_.selected;
            continue;
        }
        Emphasis* mark = row ? at(*row) : nullptr;
        if (!mark || (*mark == Emphasis::selected) == on) continue;
        *mark = on ? Emphasis::selected : Emphasis::none;
        on ? ++marks_.selected : --marks_.selected;
    }
}

/// What is selected stays so; the rest is lit until the pointer moves on.
void Emphasised::light(const session::EntityRow& row, Emphasis to) {
    Emphasis* mark = at(row);
    if (!mark || *mark == Emphasis::selected || *mark == Emphasis::hovered || lit_.size() >= most_lit) return;
    *mark = to;
    lit_.push_back(row);
}

void Emphasised::hover(const session::EntityIndex& index, const session::KeySet& hovered, const column::Segment* topology) {
    const auto* offsets = topology ? topology->find("offsets") : nullptr;
    const auto* targets = topology ? topology->find("targets") : nullptr;
    for (const base::EntityKey& key : hovered.keys()) {
        const auto row = index.find(key);
        if (!row) continue;
        light(*row, Emphasis::hovered);
        if (!offsets || !targets || (row->kind != base::EntityKind::person && row->kind != base::EntityKind::asset)) continue;
        const std::size_t node = static_cast<std::size_t>(row->row) + (row->kind == base::EntityKind::asset ? people_ : 0);
        if (node + 1 >= offsets->rows()) continue;
        for (std::int64_t i = offsets->i64()[node]; i < offsets->i64()[node + 1]; ++i) {
            const auto other = static_cast<std::size_t>(targets->i32()[static_cast<std::size_t>(i)]);
            if (other < people_) light({base::EntityKind::person, -1, static_cast<std::int32_t>(other)}, Emphasis::neighbour);
            else light({base::EntityKind::asset, -1, static_cast<std::int32_t>(other - people_)}, Emphasis::neighbour);
        }
    }
}

bool Emphasised::follow(const session::EntityIndex& index, const session::KeySet& selection, const session::KeySet& hovered, const column::Segment* topology) {
    if (selection.version() == selection_seen_ && hovered.version() == hover_seen_) return false;
    for (const session::EntityRow& row : lit_)
        if (Emphasis* mark = at(row); mark && *mark != Emphasis::selected) *mark = Emphasis::none;
    lit_.clear();
    if (selection.version() != selection_seen_) {
        if (const auto delta = selection.since(selection_seen_)) {
            select(index, delta->removed, false);
            select(index, delta->added, true);
        } else {
            std::replace(marks_.people.begin(), marks_.people.end(), Emphasis::selected, Emphasis::none);
            std::replace(marks_.assets.begin(), marks_.assets.end(), Emphasis::selected, Emphasis::none);
            for (auto& layer : marks_.areas) std::replace(layer.begin(), layer.end(), Emphasis::selected, Emphasis::none);
            marks_.ties.clear();
            marks_.selected = 0;
            select(index, selection.keys(), true);
        }
    }
    hover(index, hovered, topology);
    selection_seen_ = selection.version();
    hover_seen_ = hovered.version();
    ++version_;
    return true;
}

}  // namespace kith::viewer::model
