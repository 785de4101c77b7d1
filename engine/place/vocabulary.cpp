#include "engine/place/vocabulary.hpp"

#include <algorithm>
#include <vector>

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

/// As people look for them: by the alphabet.
template <class Entry>
std::vector<std::pair<std::string_view, std::string_view>> labelled(const std::vector<Entry>& registry) {
    std::vector<std::pair<std::string_view, std::string_view>> words;
    for (const Entry& one : registry) words.emplace_back(one.label, one.key);
    std::sort(words.begin(), words.end());
    return words;
}

}  // namespace

io::Vocabulary import_vocabulary() {
    static const auto subtypes = labelled(asset_subtypes()), kinds = labelled(tie_kinds());
    return {subtype_key, tie_kind_key, subtypes, kinds};
}

}  // namespace kith::place
