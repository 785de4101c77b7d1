// What is worked on from a card: a path, what was asked, how often somebody wants to speak, and whether an asset is still so.
#include <array>

#include "engine/base/text.hpp"
#include "engine/privacy/path.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using session::Date;
using session::Missing;
using session::NoteDown;
using session::SetCells;

constexpr std::array<int, 8> weeks_offered{1, 2, 3, 4, 6, 8, 12, 26};

/// "help_company" -> "Help: company".
std::string facet_label(column::Facet facet) {
    std::string words = plain_words(column::facet_words[static_cast<std::size_t>(facet)]);
    if (words.starts_with("help ")) words = "help: " + words.substr(5);
    if (facet == column::Facet::alter_ties) words = "who of them knows whom";
    return title_words(words);
}

NoteDown confirmed_as(const base::EntityKey& asset, std::int32_t today, column::ConfirmedBy by, std::optional<column::AssetStatus> status) {
    NoteDown note;
    note.cells = {{{asset}, "assets/confirmed_on", Date{today, column::Precision::day}}, {{asset}, "assets/confirmed_by", static_cast<std::int64_t>(by)}, {{asset}, "assets/review_by", Missing{column::State::unstated}}};
    if (status) note.cells.push_back({{asset}, "assets/status", static_cast<std::int64_t>(*status)});
    return note;
}

}  // namespace

void add_path(const privacy::View& view, base::EntityKind kind, std::size_t row, Card& card) {
    if (view.audience() != privacy::Audience::team) return;
    CardSection& out = section(card, CardSection::Kind::path, kind == base::EntityKind::person ? "Their path" : "Its path");
    for (const privacy::PathLine& line : privacy::path_of(view, kind, row)) {
        CardLine one;
        one.text = line.label;
        one.detail = line.words;
        out.lines.push_back(std::move(one));
    }
    out.empty = "Nothing is written down yet of what is hoped for, and of the next step towards it.";
}

std::vector<CardAction> asset_actions(const privacy::View& view, std::size_t row, std::int32_t today) {
    using column::AssetStatus, column::ConfirmedBy;
    if (view.audience() != privacy::Audience::team) return {};
    const base::EntityKey asset = view.key(base::EntityKind::asset, row);
    const auto* column = column_of(view, "assets", "status");
    const auto status = column && column->known(row) ? static_cast<AssetStatus>(column->i32()[row]) : AssetStatus::active;
    std::vector<CardAction> actions;
    if (status == AssetStatus::closed) return {{"open", "It is there again", "Confirmed today, as running", confirmed_as(asset, today, ConfirmedBy::worker, AssetStatus::active)}};
    if (status == AssetStatus::potential) actions.push_back({"open", "It is running now", "No possibility any more: confirmed today", confirmed_as(asset, today, ConfirmedBy::worker, AssetStatus::active)});
    else actions.push_back({"confirm", "It is still so", "Confirmed today by a worker", confirmed_as(asset, today, ConfirmedBy::worker, {})});
    actions.push_back({"resident", "A resident says so", "Confirmed today by a resident", confirmed_as(asset, today, ConfirmedBy::resident, {})});
    if (status == AssetStatus::active) actions.push_back({"potential", "Only a possibility so far", "It is drawn as an outline, and counts as what could be", SetCells{{asset}, "assets/status", static_cast<std::int64_t>(AssetStatus::potential)}});
    actions.push_back({"close", "Not here any more", "Closed today; what it was stays written down", confirmed_as(asset, today, ConfirmedBy::worker, AssetStatus::closed)});
    return actions;
}

std::vector<CardAction> leaving_actions(const privacy::View& view, std::size_t person, std::int32_t today) {
    using column::Living;
    if (view.audience() != privacy::Audience::team || has_role(view, person, column::Role::alter)) return {};
    const base::EntityKey key = view.key(base::EntityKind::person, person);
    if (!lives_here(view, person)) return {{"here", "Is here again", "Back in lists and on the map", session::EndPerson{key, Living::living_here}}};
    const session::Date day{today, column::Precision::day};
    return {{"moved", "Moved away", "In no list and on no map any more; what was told stays written down, with today's date", session::EndPerson{key, Living::moved, day}},
            {"died", "Died", "In no list and on no map any more; what was told stays written down, with today's date", session::EndPerson{key, Living::died, day}},
            {"stop", "Asked us to stop", "They are held apart from now on, and nothing is worked out about them", session::EndPerson{key, Living::asked_us_to_stop, day}}};
}

std::vector<CardTick> facet_ticks(const privacy::View& view, std::size_t person, std::int32_t today) {
    const auto* packed = column_of(view, "people", "asked");
    if (view.audience() != privacy::Audience::team || !packed || has_role(view, person, column::Role::alter)) return {};
    const base::EntityKey key = view.key(base::EntityKind::person, person);
    std::vector<CardTick> ticks;
    for (int i = 0; i < column::facet_count; ++i) {
        const auto facet = static_cast<column::Facet>(i);
        const bool on = column::asked_of(packed->i32()[person], facet) == column::Asked::complete;
        NoteDown note;
        note.cells.push_back({{key}, "people/asked", static_cast<std::int64_t>(column::with_asked(packed->i32()[person], facet, on ? column::Asked::not_asked : column::Asked::complete))});
        if (!on) note.cells.push_back({{key}, "people/asked_on", Date{today, column::Precision::day}});
        ticks.push_back({std::string(column::facet_words[static_cast<std::size_t>(i)]), facet_label(facet), on, std::move(note)});
    }
    return ticks;
}

CardChoice contact_choice(const privacy::View& view, std::size_t person) {
    const base::EntityKey key = view.key(base::EntityKind::person, person);
    const std::string field = "people.attributes/contact_every_weeks";
    const auto* column = column_of(view, "people.attributes", "contact_every_weeks");
    const bool known = column && column->type() == column::Type::f64 && column->known(person);
    CardChoice choice{"contact", "Wants to speak", {"Not asked how often"}, 0, {SetCells{{key}, field, Missing{column::State::not_asked}}}};
    for (const int weeks : weeks_offered) {
        if (known && column->f64()[person] == weeks) choice.now = static_cast<int>(choice.words.size());
        choice.words.push_back(weeks == 1 ? "Every week" : "Every " + std::to_string(weeks) + " weeks");
        choice.changes.push_back(SetCells{{key}, field, static_cast<double>(weeks)});
    }
    if (known && choice.now == 0) {
        choice.now = static_cast<int>(choice.words.size());
        choice.words.push_back("Every " + base::counted(static_cast<std::int64_t>(column->f64()[person]), "week"));
        choice.changes.push_back(SetCells{{key}, field, column->f64()[person]});
    }
    return choice;
}

}  // namespace kith::viewer::model
