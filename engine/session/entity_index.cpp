#include "engine/session/entity_index.hpp"

#include <cassert>

namespace kith::session {
namespace {

std::vector<base::EntityKey> keys_of(const column::SegmentPtr& table, base::EntityKind kind) {
    std::vector<base::EntityKey> keys;
    if (table == nullptr) return keys;
    const auto high = table->find("key_high")->i64(), low = table->find("key_low")->i64();
    keys.reserve(high.size());
    for (std::size_t row = 0; row < high.size(); ++row) keys.push_back({kind, static_cast<std::uint64_t>(high[row]), static_cast<std::uint64_t>(low[row])});
    return keys;
}

}  // namespace

EntityIndex::EntityIndex(privacy::ViewPtr view) : view_(std::move(view)), others_(base::entity_kind_count) {
    people_ = keys_of(view_->segment("people"), base::EntityKind::person);
    assets_ = keys_of(view_->segment("assets"), base::EntityKind::asset);
    std::size_t entities = people_.size() + assets_.size();
    for (const privacy::Layer& layer : view_->layers()) {
        areas_.push_back(keys_of(view_->segment("areas." + layer.as), base::EntityKind::area));
        entities += areas_.back().size();
    }
    grow(entities);
    for (std::size_t row = 0; row < people_.size(); ++row) put(people_[row], {base::EntityKind::person, -1, static_cast<std::int32_t>(row)});
    for (std::size_t row = 0; row < assets_.size(); ++row) put(assets_[row], {base::EntityKind::asset, -1, static_cast<std::int32_t>(row)});
    for (std::size_t layer = 0; layer < areas_.size(); ++layer)
        for (std::size_t row = 0; row < areas_[layer].size(); ++row)
            put(areas_[layer][row], {base::EntityKind::area, static_cast<std::int32_t>(layer), static_cast<std::int32_t>(row)});
}

void EntityIndex::grow(std::size_t entities) const {
    std::size_t size = slots_.empty() ? 16 : slots_.size();
    while (size < 2 * (used_ + entities)) size *= 2;
    if (size == slots_.size()) return;
    std::vector<Slot> old(size);
    old.swap(slots_);
    used_ = 0;
    for (const Slot& slot : old)
        if (slot.row.row >= 0) put(slot.key, slot.row);
}

/// The first with a key stands: parallel ties of one kind share theirs.
void EntityIndex::put(const base::EntityKey& key, const EntityRow& row) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<base::EntityKey>{}(key) & mask;; at = (at + 1) & mask) {
        if (slots_[at].row.row >= 0 && slots_[at].key == key) return;
        if (slots_[at].row.row >= 0) continue;
        slots_[at] = {key, row};
        ++used_;
        return;
    }
}

std::optional<EntityRow> EntityIndex::find(const base::EntityKey& key) const {
    if (view_ == nullptr) return std::nullopt;
    if (key.kind == base::EntityKind::tie || key.kind == base::EntityKind::event || key.kind == base::EntityKind::household) add_others(key.kind);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<base::EntityKey>{}(key) & mask; slots_[at].row.row >= 0; at = (at + 1) & mask)
        if (slots_[at].key == key) return slots_[at].row;
    return std::nullopt;
}

const std::vector<base::EntityKey>& EntityIndex::others(base::EntityKind kind) const {
    static const std::vector<base::EntityKey> none;
    if (view_ == nullptr) return none;
    add_others(kind);
    return *others_[static_cast<std::size_t>(kind)];
}

void EntityIndex::add_others(base::EntityKind kind) const {
    auto& keys = others_[static_cast<std::size_t>(kind)];
    if (keys) return;
    assert(kind == base::EntityKind::tie || kind == base::EntityKind::event || kind == base::EntityKind::household);
    if (kind == base::EntityKind::tie) {
        const auto ties = view_->segment("ties");
        keys.emplace();
        for (std::size_t row = 0; ties != nullptr && row < ties->columns()[0].rows(); ++row) keys->push_back(view_->key(kind, row));
    } else {
        keys = keys_of(view_->segment(kind == base::EntityKind::event ? "events" : "households"), kind);
    }
    grow(keys->size());
    for (std::size_t row = 0; row < keys->size(); ++row) put((*keys)[row], {kind, -1, static_cast<std::int32_t>(row)});
}

}  // namespace kith::session
