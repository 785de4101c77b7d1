#pragma once
// Where two people could meet: a place or group, before anybody's name is given to anybody.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "plugins/connection_gaps/people.hpp"

namespace kith::connection_gaps {

// Codes of the asset columns; the same as the kit's, which a static_assert in the glue checks.
inline constexpr std::int32_t association = 1, institution = 2, place = 3, economy = 4, culture = 5;
inline constexpr std::int32_t status_active = 0;
inline constexpr std::int32_t ordinary = 0;
inline constexpr std::int32_t form_group = 0, form_activity = 2, form_place = 3;

struct Assets {
    Maybe<std::int32_t> of_class, status;
    std::span<const std::int32_t> sensitivity, form;
    std::span<const std::uint8_t> online;
    std::span<const std::int32_t> subtype_codes;  // of every asset, -1: none; empty: not recorded
    std::vector<std::string_view> subtypes;       // by code
    std::size_t size() const { return sensitivity.size(); }
};

// Subtypes that are open to all whatever their class, and those where nobody stays to talk. The manifest asks for the nearest venues
// by the same words.
inline constexpr std::array<std::string_view, 14> open_to_all{"library", "cafe", "third_place", "market", "repair_cafe", "time_bank",
    "gift_exchange", "swap_shop", "tool_library", "lending_library", "lending", "reuse_shop", "advice_centre", "childrens_centre"};
inline constexpr std::array<std::string_view, 19> nobody_stays{"transport", "public_toilet", "street_amenity", "street_seating", "safety",
    "potential_space", "potential_land", "bench", "reuse", "information", "playground", "play", "remembrance", "memorial", "memory",
    "mural", "public_art", "bathing", "angling"};

/// How an asset may serve: 0 not at all, 1 where people already go there, 2 also for somebody new.
/// Never one that is sensitive or whose place is hidden, nor one that is closed or only a possibility. For somebody new: an
/// association, a place or culture that is a group, an activity or a place one can stand in, and of economy and institutions
/// what is open to all (a market, a cafe, a library), but nothing where nobody stays to talk (a bus stop, a mural) or that is
/// there for something else (a playground, a graveyard). Online counts only where both already go.
std::vector<std::uint8_t> venue_use(const Assets& assets);
inline constexpr std::uint8_t where_they_go = 1, for_somebody_new = 2;

/// How two people come to a venue.
enum class Meet : std::uint8_t { both_go, one_goes, both_can_reach };
struct Venue {
    std::int32_t asset = -1;
    Meet meet = Meet::both_can_reach;
    std::int32_t goes = -1;  // who of the two goes there, where one does
};

class Venues {
public:
    /// `goes`: memberships and visits, unpaid as far as is known; `all`: every tie; `reach`: nearest assets of each person.
    Venues(std::span<const std::uint8_t> use, const Arcs& goes, const Arcs& all, const NearRows& reach, const Relation& apart,
        std::size_t people)
        : use_(use), goes_(goes), all_(all), reach_(reach), apart_(apart), people_(static_cast<std::int32_t>(people)) {}

    /// Where both go, else where one goes and the other can reach, else what both can reach: of each the least way for
    /// those who do not go there yet, then the lowest row. Never where one of the two finds it difficult, or where somebody
    /// has a tie who is kept apart from one of them. O(degrees + reach).
    std::optional<Venue> find(std::int32_t a, std::int32_t b) const;

private:
    bool harmless(std::int32_t person, std::int32_t asset) const;
    /// Metres of an asset within a person's reach, negative when it is not there.
    std::int32_t metres(std::int32_t person, std::int32_t asset) const;
    template <class Visit>
    void where_goes(std::int32_t person, const Visit& visit) const;

    std::span<const std::uint8_t> use_;
    const Arcs& goes_;
    const Arcs& all_;
    const NearRows& reach_;
    const Relation& apart_;
    std::int32_t people_;
};

}  // namespace kith::connection_gaps
