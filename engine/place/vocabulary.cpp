#include "engine/place/vocabulary.hpp"

#include "engine/place/registry.hpp"

namespace kith::place {
namespace {

std::string_view subtype_key(std::string_view word) {
    const AssetSubtype* subtype = find_asset_subtype(word);
    return subtype == nullptr ? std::string_view{} : subtype->key;
}

std::string_view tie_kind_key(std::string_view word) {
    const std::int32_t kind = find_tie_kind(word);
    return kind < 0 ? std::string_view{} : tie_kinds()[static_cast<std::size_t>(kind)].key;
}

}  // namespace

io::Vocabulary import_vocabulary() { return {subtype_key, tie_kind_key}; }

}  // namespace kith::place
