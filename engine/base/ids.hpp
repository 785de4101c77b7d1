#pragma once
// Identity. EntityKey outlives a revision; NodeId and rows hold only inside one.
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace kith::base {

enum class EntityKind : std::uint8_t { person = 0, household = 1, asset = 2, area = 3, tie = 4, event = 5 };
inline constexpr int entity_kind_count = 6;
/// "person", "household", "asset", "area", "tie", "event".
std::string_view name_of(EntityKind kind);

/// Kind and a 128-bit id, kept for life. Made once, from the source's own id (key_for) or at random by an edit.
struct EntityKey {
    EntityKind kind = EntityKind::person;
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const EntityKey&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 takes the compiler's own 0 for a pointer
};

/// The key of the entity that `scope` (a recipe's file block, e.g. "people", or an area layer's name) knows as `id`:
/// the same scope and id give the same key in every run and on every machine.
EntityKey key_for(EntityKind kind, std::string_view scope, std::string_view id);
/// "person:0123…" (kind, colon, 32 hexadecimal digits) and back; all zero when the text is no key.
std::string to_text(const EntityKey& key);
EntityKey key_from_text(std::string_view text);

/// A node of the combined graph in one revision: people first, then assets, then the areas of every layer.
struct NodeId {
    std::uint32_t value = 0xFFFFFFFFu;
    auto operator<=>(const NodeId&) const = default;
    bool valid() const { return value != 0xFFFFFFFFu; }
};

/// A row that is not there, in every column that refers to rows.
inline constexpr std::int32_t no_row = -1;

}  // namespace kith::base

template <>
struct std::hash<kith::base::EntityKey> {
    std::size_t operator()(const kith::base::EntityKey& key) const noexcept {
        return static_cast<std::size_t>(key.low ^ (key.high * 0x9E3779B97F4A7C15ull) ^ static_cast<std::uint64_t>(key.kind));
    }
};
