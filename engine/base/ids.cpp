#include "engine/base/ids.hpp"

#include <array>

#include "engine/base/digest.hpp"

namespace kith::base {
namespace {
constexpr std::array<std::string_view, entity_kind_count> names{"person", "household", "asset", "area", "tie", "event"};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}
}  // namespace

std::string_view name_of(EntityKind kind) { return names[static_cast<std::size_t>(kind)]; }

EntityKey key_for(EntityKind kind, std::string_view scope, std::string_view id) {
    DigestBuilder builder;
    builder.add(name_of(kind)).add(scope).add(id);
    const Digest digest = builder.finish();
    EntityKey key{kind, 0, 0};
    for (int i = 0; i < 8; ++i) {
        key.high = (key.high << 8) | digest.bytes[static_cast<std::size_t>(i)];
        key.low = (key.low << 8) | digest.bytes[static_cast<std::size_t>(i) + 8];
    }
    return key;
}

std::string to_text(const EntityKey& key) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::string_view name = name_of(key.kind);
    std::string text;
    text.reserve(name.size() + 33);
    text.append(name) += ':';
    for (std::uint64_t half : {key.high, key.low})
        for (int shift = 60; shift >= 0; shift -= 4) text += digits[(half >> shift) & 15u];
    return text;
}

EntityKey key_from_text(std::string_view text) {
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (!text.starts_with(names[k]) || text.size() != names[k].size() + 33 || text[names[k].size()] != ':') continue;
        EntityKey key{static_cast<EntityKind>(k), 0, 0};
        for (std::size_t i = 0; i < 32; ++i) {
            const int value = hex_value(text[names[k].size() + 1 + i]);
            if (value < 0) return {};
            std::uint64_t& half = i < 16 ? key.high : key.low;
            half = (half << 4) | static_cast<std::uint64_t>(value);
        }
        return key;
    }
    return {};
}

}  // namespace kith::base
