#pragma once
// From a key to the row that an entity has in the view that is open, and back.
#include <cstdint>
#include <memory>
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
    /// The same, of a view after another: what has not changed is taken over, and the ties that were asked for there are found again by their ends.
    /// O(entities) to see that, O(ties) at most to find them, without a key for each.
    EntityIndex(privacy::ViewPtr view, const EntityIndex& before);
    /// O(1); nothing when the view has no such entity.
    std::optional<EntityRow> find(const base::EntityKey& key) const;
    /// Keys by row; empty where there is no such table. `layer`: index into View::layers().
    const std::vector<base::EntityKey>& people() const { return core_->people; }
    const std::vector<base::EntityKey>& assets() const { return core_->assets; }
    const std::vector<base::EntityKey>& areas(std::size_t layer) const { return core_->areas[layer]; }
    /// The key of a row, found again without a look at all the others; nothing when there is no such row. Not of areas.
    std::optional<base::EntityKey> key(base::EntityKind kind, std::size_t row) const;
    /// Of ties, events and households.
    const std::vector<base::EntityKey>& others(base::EntityKind kind) const;

private:
    struct Slot {
        base::EntityKey key;
        EntityRow row;
    };
    /// Open addressing, a power of two.
    class Slots {
    public:
        void grow(std::size_t entities);
        /// The first with a key stands: parallel ties of one kind share theirs.
        void put(const base::EntityKey& key, const EntityRow& row);
        std::optional<EntityRow> find(const base::EntityKey& key) const;

    private:
        std::vector<Slot> slots_;
        std::size_t used_ = 0;
    };
    /// People, assets and areas: shared by views in which they are the same.
    struct Core {
        std::vector<base::EntityKey> people, assets;
        std::vector<std::vector<base::EntityKey>> areas;
        Slots slots;
    };
    /// A tie that was asked for by its row, here or in a view before. Of those that are not here any more the row is the one where they stood.
    struct Seen {
        base::EntityKey tie;
        std::optional<base::EntityKey> from, to;  // nothing: masked
        std::int32_t kind = 0, row = 0;
        bool here = true;
    };
    Seen seen(const base::EntityKey& tie, std::size_t row) const;
    void find_again(std::vector<Seen> ties);
    static Core keys_of(const privacy::View& view);
    static std::shared_ptr<const Core> indexed(Core core);
    void add_others(base::EntityKind kind) const;
    privacy::ViewPtr view_;
    std::shared_ptr<const Core> core_ = std::make_shared<const Core>();
    mutable std::vector<std::optional<std::vector<base::EntityKey>>> others_;  // by kind
    mutable Slots slots_;                                                     // of ties, events and households, as far as they were looked at
    mutable std::vector<Seen> seen_;
};

}  // namespace kith::session
