#pragma once
// From a key to the row that an entity has in the view that is open, and back.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/privacy/view.hpp"

namespace kith::session {

struct EntityRow {
    base::EntityKind kind = base::EntityKind::person;
    std::int32_t layer = -1;  // of areas: index into View::layers()
    std::int32_t row = base::no_row;
    bool operator==(const EntityRow&) const = default;
};

/// People, assets and the areas of every layer at once; ties, events and households at the first question about one of them.
/// Not for two threads at once.
class EntityIndex {
public:
    EntityIndex() = default;
    /// O(entities).
    explicit EntityIndex(privacy::ViewPtr view);
    /// O(1); nothing when the view has no such entity.
    std::optional<EntityRow> find(const base::EntityKey& key) const;
    /// Keys by row; empty where there is no such table. `layer`: index into View::layers().
    const std::vector<base::EntityKey>& people() const { return people_; }
    const std::vector<base::EntityKey>& assets() const { return assets_; }
    const std::vector<base::EntityKey>& areas(std::size_t layer) const { return areas_[layer]; }
    /// Of ties, events and households.
    const std::vector<base::EntityKey>& others(base::EntityKind kind) const;

private:
    struct Slot {
        base::EntityKey key;
        EntityRow row;
    };
    void put(const base::EntityKey& key, const EntityRow& row) const;
    void grow(std::size_t entities) const;
    void add_others(base::EntityKind kind) const;
    privacy::ViewPtr view_;
    std::vector<base::EntityKey> people_, assets_;
    std::vector<std::vector<base::EntityKey>> areas_;
    mutable std::vector<std::optional<std::vector<base::EntityKey>>> others_;  // by kind
    mutable std::vector<Slot> slots_;                                         // open addressing, a power of two
    mutable std::size_t used_ = 0;
};

}  // namespace kith::session
