#include "engine/session/selection.hpp"

#include <algorithm>
#include <unordered_set>

namespace kith::session {
namespace {

constexpr std::size_t most_steps = 64;

using Keys = std::vector<base::EntityKey>;

}  // namespace

bool KeySet::change(std::span<const base::EntityKey> keys, SelectMode mode) {
    KeyDelta delta{version_, version_ + 1, {}, {}};
    std::unordered_map<base::EntityKey, std::size_t> next;
    const auto unique = [&] {
        next.reserve(keys.size());
        Keys list;
        list.reserve(keys.size());
        for (const base::EntityKey& key : keys)
            if (next.try_emplace(key, list.size()).second) list.push_back(key);
        return list;
    };
    const Keys wanted = unique();
    for (const base::EntityKey& key : wanted) {
        const bool here = at_.contains(key);
        if (!here && mode != SelectMode::remove) delta.added.push_back(key);
        if (here && (mode == SelectMode::remove || mode == SelectMode::toggle)) delta.removed.push_back(key);
    }
    if (mode == SelectMode::replace)
        for (const base::EntityKey& key : keys_)
            if (!next.contains(key)) delta.removed.push_back(key);
    const bool moved = mode == SelectMode::replace && keys_ != wanted;
    if (delta.added.empty() && delta.removed.empty() && !moved) return false;
    if (mode == SelectMode::replace) {
        keys_ = wanted;
        at_ = std::move(next);
    } else {
        const std::unordered_set<base::EntityKey> gone(delta.removed.begin(), delta.removed.end());
        if (!gone.empty()) std::erase_if(keys_, [&](const base::EntityKey& key) { return gone.contains(key); });
        keys_.insert(keys_.end(), delta.added.begin(), delta.added.end());
        if (!gone.empty()) {
            at_.clear();
            for (std::size_t i = 0; i < keys_.size(); ++i) at_.emplace(keys_[i], i);
        } else {
            for (std::size_t i = keys_.size() - delta.added.size(); i < keys_.size(); ++i) at_.emplace(keys_[i], i);
        }
    }
    ++version_;
    remember(std::move(delta));
    return true;
}

void KeySet::remember(KeyDelta delta) {
    steps_.push_back(std::move(delta));
    while (steps_.size() > most_steps) steps_.pop_front();
}

std::optional<KeyDelta> KeySet::since(std::uint64_t version) const {
    KeyDelta all{version, version_, {}, {}};
    if (version == version_) return all;
    if (version > version_ || steps_.empty() || steps_.front().from > version) return std::nullopt;
    const auto first = steps_.begin() + static_cast<std::ptrdiff_t>(version - steps_.front().from);
    if (first + 1 == steps_.end()) return *first;
    // The first and the last word about a key decide: in, out and in again is no change.
    std::unordered_map<base::EntityKey, std::pair<bool, bool>> story;  // was in before, is in now
    for (auto step = first; step != steps_.end(); ++step) {
        for (const base::EntityKey& key : step->added) story.try_emplace(key, false, true).first->second.second = true;
        for (const base::EntityKey& key : step->removed) story.try_emplace(key, true, false).first->second.second = false;
    }
    for (const auto& [key, told] : story) {
        if (told.first == told.second) continue;
        (told.second ? all.added : all.removed).push_back(key);
    }
    std::sort(all.added.begin(), all.added.end());
    std::sort(all.removed.begin(), all.removed.end());
    return all;
}

}  // namespace kith::session
