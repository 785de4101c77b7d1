#pragma once
// Who is selected and who is under the pointer: sets of keys with a version and the steps between versions, so that each
// view only touches what changed.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.hpp"

namespace kith::session {

enum class SelectMode : std::uint8_t { replace, add, remove, toggle };

/// What changed from one version to another. A key stands in one of the two at most.
struct KeyDelta {
    std::uint64_t from = 0, to = 0;
    std::vector<base::EntityKey> added, removed;
};

class KeySet {
public:
    /// Keys in the order in which they came in; the last is the one that a card shows.
    std::span<const base::EntityKey> keys() const { return keys_; }
    std::size_t size() const { return keys_.size(); }
    bool empty() const { return keys_.empty(); }
    bool contains(const base::EntityKey& key) const { return at_.contains(key); }
    /// Grows by one with every call of `change` that changed anything.
    std::uint64_t version() const { return version_; }
    /// True when anything changed. Repeats in `keys` count once. O(keys + size).
    bool change(std::span<const base::EntityKey> keys, SelectMode mode);
    bool clear() { return change({}, SelectMode::replace); }
    /// Keeps only those for which `keep` holds.
    template <class Keep>
    bool keep_if(Keep keep);

    /// From an older version to now; nothing when it is too long ago (then read `keys`). O(changes).
    std::optional<KeyDelta> since(std::uint64_t version) const;

private:
    void remember(KeyDelta delta);
    std::vector<base::EntityKey> keys_;
    std::unordered_map<base::EntityKey, std::size_t> at_;
    std::uint64_t version_ = 0;
    std::deque<KeyDelta> steps_;  // of one version each, the newest last
};

template <class Keep>
bool KeySet::keep_if(Keep keep) {
    std::vector<base::EntityKey> gone;
    for (const base::EntityKey& key : keys_)
        if (!keep(key)) gone.push_back(key);
    return !gone.empty() && change(gone, SelectMode::remove);
}

}  // namespace kith::session
