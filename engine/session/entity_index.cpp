#include "engine/session/entity_index.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace kith::session {
namespace {

constexpr std::size_t most_seen = 256;
constexpr std::int64_t most_looked_at = 20'000;  // rows on either side, where a tie is looked for: more, and all of them are indexed

std::vector<base::EntityKey> keys_in(const column::SegmentPtr& table, base::EntityKind kind) {
    std::vector<base::EntityKey> keys;
    if (table == nullptr) return keys;
    const auto high = table->find("key_high")->i64(), low = table->find("key_low")->i64();
    keys.reserve(high.size());
    for (std::size_t row = 0; row < high.size(); ++row) keys.push_back({kind, static_cast<std::uint64_t>(high[row]), static_cast<std::uint64_t>(low[row])});
    return keys;
}

std::int64_t ties_in(const privacy::View& view) {
    const auto ties = view.segment("ties");
    return ties == nullptr ? 0 : static_cast<std::int64_t>(ties->columns()[0].rows());
}

bool looked_at_when_asked(base::EntityKind kind) { return kind == base::EntityKind::tie || kind == base::EntityKind::event || kind == base::EntityKind::household; }

}  // namespace

void EntityIndex::Slots::grow(std::size_t entities) {
    std::size_t size = slots_.empty() ? 16 : slots_.size();
    while (size < 2 * (used_ + entities)) size *= 2;
    if (size == slots_.size()) return;
    std::vector<Slot> old(size);
    old.swap(slots_);
    used_ = 0;
    for (const Slot& slot : old)
        if (slot.row.row >= 0) put(slot.key, slot.row);
}

void EntityIndex::Slots::put(const base::EntityKey& key, const EntityRow& row) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<base::EntityKey>{}(key) & mask;; at = (at + 1) & mask) {
        if (slots_[at].row.row >= 0 && slots_[at].key == key) return;
        if (slots_[at].row.row >= 0) continue;
        slots_[at] = {key, row};
        ++used_;
        return;
    }
}

std::optional<EntityRow> EntityIndex::Slots::find(const base::EntityKey& key) const {
    if (slots_.empty()) return std::nullopt;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = std::hash<base::EntityKey>{}(key) & mask; slots_[at].row.row >= 0; at = (at + 1) & mask)
        if (slots_[at].key == key) return slots_[at].row;
    return std::nullopt;
}

EntityIndex::Core EntityIndex::keys_of(const privacy::View& view) {
    Core core;
    core.people = keys_in(view.segment("people"), base::EntityKind::person);
    core.assets = keys_in(view.segment("assets"), base::EntityKind::asset);
    for (const privacy::Layer& layer : view.layers()) core.areas.push_back(keys_in(view.segment("areas." + layer.as), base::EntityKind::area));
    return core;
}

std::shared_ptr<const EntityIndex::Core> EntityIndex::indexed(Core core) {
    std::size_t entities = core.people.size() + core.assets.size();
    for (const auto& layer : core.areas) entities += layer.size();
    core.slots.grow(entities);
    const auto put = [&](const std::vector<base::EntityKey>& keys, base::EntityKind kind, std::int32_t layer) {
        for (std::size_t row = 0; row < keys.size(); ++row) core.slots.put(keys[row], {kind, layer, static_cast<std::int32_t>(row)});
    };
    put(core.people, base::EntityKind::person, -1);
    put(core.assets, base::EntityKind::asset, -1);
    for (std::size_t layer = 0; layer < core.areas.size(); ++layer) put(core.areas[layer], base::EntityKind::area, static_cast<std::int32_t>(layer));
    return std::make_shared<const Core>(std::move(core));
}

EntityIndex::EntityIndex(privacy::ViewPtr view) : view_(std::move(view)), core_(indexed(keys_of(*view_))), others_(base::entity_kind_count) {}

EntityIndex::EntityIndex(privacy::ViewPtr view, const EntityIndex& before, std::size_t changed) : view_(std::move(view)), others_(base::entity_kind_count) {
    Core core = keys_of(*view_);
    const bool same = core.people == before.core_->people && core.assets == before.core_->assets && core.areas == before.core_->areas;
    core_ = same ? before.core_ : indexed(std::move(core));
    if (before.view_ == nullptr) return;
    const std::int64_t away = std::abs(ties_in(*view_) - ties_in(*before.view_)) + static_cast<std::int64_t>(changed);
    for (const base::EntityKey& tie : before.seen_)
        if (const auto at = before.slots_.find(tie)) expect(tie, at->row, away);
}

void EntityIndex::expect(const base::EntityKey& tie, std::int64_t row, std::int64_t away) const {
    if (away > most_looked_at) return;
    const std::int64_t rows = ties_in(*view_);
    for (std::int64_t step = 0; step <= away; ++step)
        for (const std::int64_t at : {row - step, row + step})
            if (at >= 0 && at < rows && view_->key(base::EntityKind::tie, static_cast<std::size_t>(at)) == tie) {
                key(base::EntityKind::tie, static_cast<std::size_t>(at));
                return;
            }
    gone_.push_back(tie);
}

std::optional<EntityRow> EntityIndex::find(const base::EntityKey& key) const {
    if (view_ == nullptr) return std::nullopt;
    if (!looked_at_when_asked(key.kind)) return core_->slots.find(key);
    if (const auto row = slots_.find(key)) return row;
    if (others_[static_cast<std::size_t>(key.kind)] || std::find(gone_.begin(), gone_.end(), key) != gone_.end()) return std::nullopt;
    add_others(key.kind);
    return slots_.find(key);
}

std::optional<base::EntityKey> EntityIndex::key(base::EntityKind kind, std::size_t row) const {
    if (view_ == nullptr) return std::nullopt;
    const auto in = [row](const std::vector<base::EntityKey>& keys) { return row < keys.size() ? std::optional(keys[row]) : std::nullopt; };
    if (kind == base::EntityKind::person) return in(people());
    if (kind == base::EntityKind::asset) return in(assets());
    if (kind != base::EntityKind::tie) return in(others(kind));
    if (row >= static_cast<std::size_t>(ties_in(*view_))) return std::nullopt;
    const base::EntityKey key = view_->key(kind, row);
    if (std::find(seen_.begin(), seen_.end(), key) != seen_.end()) return key;
    if (seen_.size() >= most_seen) seen_.erase(seen_.begin(), seen_.begin() + most_seen / 2);
    seen_.push_back(key);
    slots_.grow(1);
    slots_.put(key, {kind, -1, static_cast<std::int32_t>(row)});
    return key;
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
    assert(looked_at_when_asked(kind));
    if (kind == base::EntityKind::tie) {
        keys.emplace();
        for (std::int64_t row = 0; row < ties_in(*view_); ++row) keys->push_back(view_->key(kind, static_cast<std::size_t>(row)));
    } else {
        keys = keys_in(view_->segment(kind == base::EntityKind::event ? "events" : "households"), kind);
    }
    slots_.grow(keys->size());
    for (std::size_t row = 0; row < keys->size(); ++row) slots_.put((*keys)[row], {kind, -1, static_cast<std::int32_t>(row)});
}

}  // namespace kith::session
