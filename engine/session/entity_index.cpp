#include "engine/session/entity_index.hpp"

#include <algorithm>
#include <cassert>
#include <span>
#include <unordered_map>
#include <utility>

namespace kith::session {
namespace {

constexpr std::size_t most_seen = 256;
constexpr std::int32_t near_by = 256;  // rows on either side where a tie is looked for before all of them are

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

EntityIndex::EntityIndex(privacy::ViewPtr view, const EntityIndex& before) : view_(std::move(view)), others_(base::entity_kind_count) {
    Core core = keys_of(*view_);
    const bool same = core.people == before.core_->people && core.assets == before.core_->assets && core.areas == before.core_->areas;
    core_ = same ? before.core_ : indexed(std::move(core));
    if (before.view_ != nullptr) find_again(before.seen_);
}

namespace {

/// Ends and kinds of all ties, as numbers.
struct Ends {
    std::span<const std::int32_t> from, to, kind;
    explicit Ends(const column::Segment& ties) : from(ties.find("from")->i32()), to(ties.find("to")->i32()), kind(ties.find("kind")->i32()) {}
};

}  // namespace

EntityIndex::Seen EntityIndex::seen(const base::EntityKey& tie, std::size_t row) const {
    const auto table = view_->segment("ties");  // the view's, and held while it is read
    const Ends ends(*table);
    const auto key_of = [&](std::int32_t node) -> std::optional<base::EntityKey> {
        const auto at = static_cast<std::size_t>(node);
        if (node < 0) return std::nullopt;
        return at < people().size() ? people()[at] : assets()[at - people().size()];
    };
    return {tie, key_of(ends.from[row]), key_of(ends.to[row]), ends.kind[row], static_cast<std::int32_t>(row), true};
}

/// By numbers first: the key of a tie is a digest, and there may be millions of them.
void EntityIndex::find_again(std::vector<Seen> ties) {
    const auto table = view_->segment("ties");
    seen_ = std::move(ties);
    for (Seen& one : seen_) one.here = false;
    if (table == nullptr || seen_.empty()) return;
    const Ends ends(*table);
    const auto rows = static_cast<std::int32_t>(ends.from.size());
    const auto node_of = [&](const std::optional<base::EntityKey>& key) -> std::optional<std::int32_t> {
        if (!key) return base::no_row;
        const auto at = core_->slots.find(*key);
        if (!at) return std::nullopt;
        return at->row + (key->kind == base::EntityKind::asset ? static_cast<std::int32_t>(people().size()) : 0);
    };
    const auto stands = [&](const Seen& one, std::int32_t from, std::int32_t to, std::int32_t row) {
        const auto at = static_cast<std::size_t>(row);
        return ends.from[at] == from && ends.to[at] == to && ends.kind[at] == one.kind && view_->key(base::EntityKind::tie, at) == one.tie;
    };
    slots_.grow(seen_.size());
    const auto found = [&](Seen& one, std::int32_t row) {
        one.here = true;
        one.row = row;
        slots_.put(one.tie, {base::EntityKind::tie, -1, row});
    };
    std::unordered_multimap<std::int32_t, std::pair<Seen*, std::int32_t>> left;  // by the first end, with the other
    std::vector<std::uint8_t> wanted(people().size() + assets().size() + 1);     // is anything left looked for from there? Masked ends first
    for (Seen& one : seen_) {
        const auto from = node_of(one.from), to = node_of(one.to);
        if (!from || !to) continue;
        for (std::int32_t step = 0; step <= near_by && !one.here; ++step)
            for (const std::int32_t row : {one.row - step, one.row + step})
                if (!one.here && row >= 0 && row < rows && stands(one, *from, *to, row)) found(one, row);
        if (one.here) continue;
        left.emplace(*from, std::pair(&one, *to));
        wanted[static_cast<std::size_t>(*from + 1)] = 1;
    }
    for (std::int32_t row = 0; row < rows && !left.empty(); ++row) {
        const std::int32_t from = ends.from[static_cast<std::size_t>(row)];
        if (wanted[static_cast<std::size_t>(from + 1)] == 0) continue;
        const auto [first, last] = left.equal_range(from);
        for (auto at = first; at != last; ++at)
            if (!at->second.first->here && stands(*at->second.first, from, at->second.second, row)) found(*at->second.first, row);
    }
}

std::optional<EntityRow> EntityIndex::find(const base::EntityKey& key) const {
    if (view_ == nullptr) return std::nullopt;
    if (!looked_at_when_asked(key.kind)) return core_->slots.find(key);
    if (const auto row = slots_.find(key)) return row;
    const auto gone = [&](const Seen& one) { return one.tie == key && !one.here; };
    if (others_[static_cast<std::size_t>(key.kind)] || std::any_of(seen_.begin(), seen_.end(), gone)) return std::nullopt;
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
    const auto known = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& one) { return one.tie == key; });
    if (known != seen_.end() && known->here) return key;
    if (known != seen_.end()) seen_.erase(known);
    if (seen_.size() >= most_seen) seen_.erase(seen_.begin(), seen_.begin() + most_seen / 2);
    seen_.push_back(seen(key, row));
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
