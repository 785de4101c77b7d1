#pragma once
// The closed vocabularies of the model (design section 4): the codes that i32 columns hold. The order is the code; words
// are only ever added at the end. engine/place/README.md lists which column holds which.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace kith::column {

enum class Role : std::int32_t { participant, alter, connector, worker };
inline constexpr std::array<std::string_view, 4> role_words{"participant", "alter", "connector", "worker"};

enum class Living : std::int32_t { living_here, moved, died, asked_us_to_stop };
inline constexpr std::array<std::string_view, 4> living_words{"living_here", "moved", "died", "asked_us_to_stop"};

/// What a person was asked about, per facet; `asked` packs two bits a facet: (asked >> 2 * facet) & 3.
enum class Asked : std::int32_t { not_asked, partly, complete };
inline constexpr std::array<std::string_view, 3> asked_words{"not_asked", "partly", "complete"};
enum class Facet : std::int32_t {
    household, family, friends, neighbours, groups, paid_support,
    help_emotional, help_practical, help_information, help_company, help_money, help_personal_care, help_advocacy,
    alter_ties
};
inline constexpr std::array<std::string_view, 14> facet_words{
    "household", "family", "friends", "neighbours", "groups", "paid_support",
    "help_emotional", "help_practical", "help_information", "help_company", "help_money", "help_personal_care", "help_advocacy",
    "alter_ties"};
inline constexpr int facet_count = 14;
inline Asked asked_of(std::int32_t packed, Facet facet) { return static_cast<Asked>((packed >> (2 * static_cast<int>(facet))) & 3); }
inline std::int32_t with_asked(std::int32_t packed, Facet facet, Asked asked) {
    const int shift = 2 * static_cast<int>(facet);
    return (packed & ~(3 << shift)) | (static_cast<std::int32_t>(asked) << shift);
}
/// Every facet complete.
inline constexpr std::int32_t asked_everything = 0x0AAAAAAA;

enum class OwnView : std::int32_t { wants_more, happy_as_is };
inline constexpr std::array<std::string_view, 2> own_view_words{"wants_more", "happy_as_is"};

/// domain.md 2.1. `secondary` and `stance` columns are bit masks: 1 << code.
enum class AssetClass : std::int32_t { individual, association, institution, place, economy, culture };
inline constexpr std::array<std::string_view, 6> asset_class_words{"individual", "association", "institution", "place", "economy", "culture"};
enum class Form : std::int32_t { group, organisation, activity, place, exchange, tradition };
inline constexpr std::array<std::string_view, 6> form_words{"group", "organisation", "activity", "place", "exchange", "tradition"};
enum class AssetStatus : std::int32_t { active, potential, closed };
inline constexpr std::array<std::string_view, 3> asset_status_words{"active", "potential", "closed"};
enum class Stance : std::int32_t { to, for_, with, by };
inline constexpr std::array<std::string_view, 4> stance_words{"to", "for", "with", "by"};
/// tie_sensitive (S): a person's tie to it may reveal special category data. hidden (H): its place is never shown.
enum class Sensitivity : std::int32_t { ordinary, tie_sensitive, hidden };
inline constexpr std::array<std::string_view, 3> sensitivity_words{"", "S", "H"};
enum class ConfirmedBy : std::int32_t { resident, worker, import };
inline constexpr std::array<std::string_view, 3> confirmed_by_words{"resident", "worker", "import"};
enum class Gift : std::int32_t { head, hands, heart, connection, experience };
inline constexpr std::array<std::string_view, 5> gift_words{"head", "hands", "heart", "connection", "experience"};

enum class LayerRole : std::int32_t { official, lived, drawn };
inline constexpr std::array<std::string_view, 3> layer_role_words{"official", "lived", "drawn"};
/// How a feature of a backdrop is drawn (data/backdrop_kinds.csv says which words are which). The first four are widths of roads.
enum class BackdropLook : std::int32_t { main_road, road, street, path, railway, water, green, building, other };
inline constexpr std::array<std::string_view, 9> backdrop_look_words{"main_road", "road", "street", "path", "railway", "water", "green", "building", "other"};
enum class Method : std::int32_t { measured, modelled, apportioned, from_area_type };
inline constexpr std::array<std::string_view, 4> method_words{"measured", "modelled", "apportioned", "from_area_type"};

/// The layer of the combined graph that a tie kind belongs to.
enum class TieGroup : std::int32_t { social, membership, service };
inline constexpr std::array<std::string_view, 3> tie_group_words{"social", "membership", "service"};
/// Seen from `from`: it gives help, receives it, or both.
enum class Direction : std::int32_t { gives, receives, mutual };
inline constexpr std::array<std::string_view, 3> direction_words{"gives", "receives", "mutual"};
enum class Valence : std::int32_t { good, mixed, difficult };
inline constexpr std::array<std::string_view, 3> valence_words{"good", "mixed", "difficult"};
enum class ReportedBy : std::int32_t { from, to, both, worker, record, import };
inline constexpr std::array<std::string_view, 6> reported_by_words{"from", "to", "both", "worker", "record", "import"};
/// Help functions; the `functions` column is a bit mask: 1 << code. Same order as the help facets.
enum class Help : std::int32_t { emotional, practical, information, company, money, personal_care, advocacy };
inline constexpr std::array<std::string_view, 7> help_words{"emotional", "practical", "information", "company", "money", "personal_care", "advocacy"};

/// gift: `person` gave something of theirs to `other` (an hour, a skill, a cake). story: `person` tells; who may read it stands beside its words.
enum class EventKind : std::int32_t { conversation, introduction, promise, loss, move, group_started, other, gift, story };
inline constexpr std::array<std::string_view, 9> event_kind_words{"conversation", "introduction", "promise", "loss", "move", "group_started", "other", "gift", "story"};

/// The code of `word` in a vocabulary, or -1.
constexpr std::int32_t code_of(std::span<const std::string_view> words, std::string_view word) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == word) return static_cast<std::int32_t>(i);
    return -1;
}

}  // namespace kith::column
