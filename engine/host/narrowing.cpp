#include "engine/host/narrowing.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "engine/column/terms.hpp"

namespace kith::host {
namespace {

/// Kinds and groups as kinds of this place.
std::set<std::string> kinds_of(const std::vector<std::string>& words, const privacy::View& view) {
    std::set<std::string> kinds(words.begin(), words.end());
    const auto registry = view.segment("tie_kinds");
    const auto* keys = registry == nullptr ? nullptr : registry->find("key");
    const auto* groups = registry == nullptr ? nullptr : registry->find("group");
    if (keys == nullptr || groups == nullptr) return kinds;
    for (std::size_t row = 0; row < keys->rows(); ++row) {
        const auto group = column::tie_group_words[static_cast<std::size_t>(groups->i32()[row])];
        if (std::find(words.begin(), words.end(), group) != words.end()) kinds.insert(std::string(keys->text(row)));
    }
    for (const std::string_view group : column::tie_group_words) kinds.erase(std::string(group));
    return kinds;
}

base::Error excluded(const privacy::LensSpec& own, const privacy::LensSpec& by) {
    return base::misuse("the lens '" + by.as + "' lets nothing through that its own lens '" + own.as + "' wants; take another lens");
}

}  // namespace

base::Result<privacy::LensSpec> narrowed(privacy::LensSpec own, const privacy::LensSpec& by, const privacy::View& view) {
    if (own.kinds.empty()) own.kinds = by.kinds;
    else if (!by.kinds.empty()) {
        const std::set<std::string> mine = kinds_of(own.kinds, view), theirs = kinds_of(by.kinds, view);
        own.kinds.clear();
        std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(own.kinds));
        if (own.kinds.empty()) return excluded(own, by);
    }
    if (by.paid) {
        if (own.paid && *own.paid != *by.paid) return excluded(own, by);
        own.paid = by.paid;
        own.unknown_paid = by.unknown_paid;
    }
    if (by.valence) {
        own.valence = own.valence ? *own.valence & *by.valence : *by.valence;
        if (*own.valence == 0) return excluded(own, by);
        own.unknown_valence = by.unknown_valence;
    }
    if (by.within) {
        own.within = own.within ? std::min(*own.within, *by.within) : *by.within;
        own.unknown_distance = by.unknown_distance;
    }
    if (by.frequency) {
        own.frequency = own.frequency ? std::max(*own.frequency, *by.frequency) : *by.frequency;
        own.unknown_frequency = by.unknown_frequency;
    }
    if (by.as_of) {
        own.as_of = by.as_of;
        own.unknown_date = by.unknown_date;
    }
    return own;
}

}  // namespace kith::host
