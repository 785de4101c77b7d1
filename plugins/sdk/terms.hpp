#pragma once
// The vocabularies behind the codes in i32 columns. The same as Kith's own (a test keeps them equal); words are only ever
// added at the end.
#include <cstdint>

namespace kith::sdk {

enum class State : std::uint8_t { known, not_asked, declined, dont_know, not_applicable, unstated, withheld };
enum class Precision : std::uint8_t { day, month, year };

enum class Role : std::int32_t { participant, alter, connector, worker };
enum class Living : std::int32_t { living_here, moved, died, asked_us_to_stop };

/// What a person was asked about. The `asked` column packs two bits a facet.
enum class Asked : std::int32_t { not_asked, partly, complete };
enum class Facet : std::int32_t {
    household, family, friends, neighbours, groups, paid_support,
    help_emotional, help_practical, help_information, help_company, help_money, help_personal_care, help_advocacy,
    alter_ties
};
inline constexpr int facet_count = 14;
inline Asked asked_of(std::int32_t packed, Facet facet) { return static_cast<Asked>((packed >> (2 * static_cast<int>(facet))) & 3); }

enum class OwnView : std::int32_t { wants_more, happy_as_is };

enum class AssetClass : std::int32_t { individual, association, institution, place, economy, culture };
inline constexpr int asset_class_count = 6;
enum class Form : std::int32_t { group, organisation, activity, place, exchange, tradition };
enum class AssetStatus : std::int32_t { active, potential, closed };
enum class Stance : std::int32_t { to, for_, with, by };  // `stance` is a mask: 1 << code
enum class Sensitivity : std::int32_t { ordinary, tie_sensitive, hidden };
enum class ConfirmedBy : std::int32_t { resident, worker, import };
enum class Gift : std::int32_t { head, hands, heart, connection, experience };

enum class LayerRole : std::int32_t { official, lived, drawn };
enum class Method : std::int32_t { measured, modelled, apportioned, from_area_type };

enum class TieGroup : std::int32_t { social, membership, service };
enum class Direction : std::int32_t { gives, receives, mutual };
enum class Valence : std::int32_t { good, mixed, difficult };
enum class ReportedBy : std::int32_t { from, to, both, worker, record, import };
enum class Help : std::int32_t { emotional, practical, information, company, money, personal_care, advocacy };
inline constexpr int help_count = 7;

enum class EventKind : std::int32_t { conversation, introduction, promise, loss, move, group_started, other, gift, story };

}  // namespace kith::sdk
