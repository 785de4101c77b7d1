#pragma once
// The registries of data/, compiled in: tie kinds, asset subtypes, kinds of backdrop, clocks of reviews.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/terms.hpp"

namespace kith::place {

struct TieKind {
    std::string_view key;
    std::string_view label;
    column::TieGroup group = column::TieGroup::social;
    bool symmetric = true;
    std::optional<bool> paid;
    bool kin = false;
    std::int32_t circle = 0;  // 1-4 of the four circles, 0: from closeness
    std::int32_t review_months = 24;
    std::vector<std::string_view> aliases;
};

struct AssetSubtype {
    std::string_view key;
    std::string_view label;
    column::AssetClass primary = column::AssetClass::place;
    std::int32_t secondary = 0;  // mask
    column::Form form = column::Form::place;
    column::Sensitivity sensitivity = column::Sensitivity::ordinary;
};

/// In the order of data/tie_kinds.csv.
const std::vector<TieKind>& tie_kinds();
/// By key or alias, case and spaces against underscores ignored; -1 when the registry does not know the word. O(log kinds).
std::int32_t find_tie_kind(std::string_view word);

const std::vector<AssetSubtype>& asset_subtypes();
/// As find_tie_kind.
const AssetSubtype* find_asset_subtype(std::string_view word);

/// How a feature of a backdrop is drawn, by the word for its kind (as find_tie_kind); nothing where the registry does not know it.
std::optional<column::BackdropLook> find_backdrop_look(std::string_view word);

/// How long what was said about an asset stands before it is asked again, and when in the year such places are best asked (data/review_clocks.csv).
struct ReviewClock {
    std::int32_t months = 12;
    std::uint32_t season = 0;    // bit m: the month m (1-12); none: any month
    bool in_season(unsigned month) const { return season == 0 || (season >> month & 1u) != 0; }
};
/// Of its subtype where the table has one, else of its form. O(log entries).
ReviewClock review_clock(std::string_view subtype, column::Form form);

/// "Residents Association" -> "residents_association": how registry words are compared.
std::string registry_word(std::string_view word);

}  // namespace kith::place
