#pragma once
// Cards of a person, an asset and a neighbourhood: sections of plain lines, strengths first. Lines that point to somebody carry a
// key, so that arrow keys walk from person to neighbour.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/host/wording.hpp"
#include "engine/privacy/on_foot.hpp"
#include "engine/session/change.hpp"
#include "engine/session/entity_index.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/picking.hpp"
#include "viewer/model/still_here.hpp"

namespace kith::viewer::model {

struct CardLine {
    std::string text;
    std::string detail;                        // in grey behind or under it
    std::optional<base::EntityKey> target;     // Enter opens its card
    std::string why;                           // reasons: what "why?" shows; "" for none
    bool unknown = false;                      // drawn hollow
    std::optional<std::size_t> finding;        // of reasons: index into the findings of `result`
    std::size_t result = 0;
};
struct CardSection {
    enum class Kind : std::uint8_t { gifts, ties, near, introductions, reasons, own_view, events, permissions, facts, inventory, connects, flows, unknown, path } kind = Kind::facts;
    std::string heading;
    std::vector<CardLine> lines;
    std::string empty;                         // what stands there when there are none: one sentence
};
/// One of Snow's four circles (domain.md 1.4), from the ties recorded.
struct Circle {
    std::string name;                          // "Closest", "Friends", "Groups and places", "Paid to be there"
    std::vector<base::EntityKey> members;
    bool known = false;                        // everything that fills it was asked; else drawn hollow
};
struct Card {
    base::EntityKey subject;
    std::string title, subtitle;
    std::vector<CardSection> sections;
    std::array<Circle, 4> circles;             // of a person
    std::int64_t circle_not_known = 0;         // ties whose closeness or pay nobody knows
    const CardSection* section(CardSection::Kind kind) const;
    /// Every target, in the order of the lines, each once: the arrow keys' way.
    std::vector<base::EntityKey> neighbours() const;
};

/// What cards are made from; prepared once a version of place and results. Keeps references: index and results must outlive it.
class CardSource {
public:
    /// `topology`: View::topology of the lens with no clauses, or nullptr where this audience has no ties. O(people + assets +
    /// findings).
    CardSource(privacy::ViewPtr view, const session::EntityIndex& index, Results results, column::SegmentPtr topology);
    Card person(std::size_t row) const;
    Card asset(std::size_t row) const;
    Card area(const std::string& layer, std::size_t row) const;
    /// Whom it joins, which way, what is known and what is not; other ties of the same two.
    Card tie(std::size_t row) const;
    /// Whatever it is; nothing for what has no card.
    std::optional<Card> card(const session::EntityRow& row) const;

    // For the makers of the sections.
    const privacy::View& view() const { return *view_; }
    const session::EntityIndex& index() const { return *index_; }
    Results results() const { return results_; }
    const column::Segment* topology() const { return topology_.get(); }
    const PointIndex& asset_points() const { return assets_; }
    /// By which a card says what is a walk away; nullptr where the place has no walking network. Prepared for the first card that asks.
    privacy::Walks* walks() const;
    /// Findings among whose subjects this is.
    struct FindingAt {
        std::uint32_t result, finding;
    };
    std::vector<FindingAt> findings(host::Entity entity, std::size_t row, std::string_view layer = {}) const;
    /// What a finding says, and the key of its other subject as the open view has it (its own when there is none).
    host::Said say(const FindingAt& at, host::Finding& into) const;

private:
    struct BySubject {
        std::uint64_t subject;                 // entity, layer and row
        std::uint32_t finding;
    };
    privacy::ViewPtr view_;
    const session::EntityIndex* index_;
    std::vector<ResultOf> results_;
    column::SegmentPtr topology_;
    PointIndex assets_;
    mutable std::optional<std::unique_ptr<privacy::Walks>> walks_;
    std::vector<std::unique_ptr<host::Wording>> wordings_;
    std::vector<std::vector<BySubject>> subjects_;  // of each result, by subject
    std::vector<StillHere> still_;                  // of each result
};

/// What can be done to a tie in place; nothing for whoever may not change it. `today` (days since 1970-01-01) where the place has no
/// day of its own.
struct CardAction {
    std::string name, label, help;
    session::Change change;
};
std::vector<CardAction> tie_actions(const privacy::View& view, std::size_t row, std::int32_t today);
/// What can be said of it by choosing; `now` -1: nobody has said.
struct CardChoice {
    std::string name, label;
    std::vector<std::string> words;
    int now = -1;
    std::vector<session::Change> changes;      // one a word
};
std::vector<CardChoice> tie_choices(const privacy::View& view, std::size_t row);

/// "It is still so", "Only a possibility so far", "Not here any more": what is said again of an asset, in one press. Nothing for whoever may not change it.
std::vector<CardAction> asset_actions(const privacy::View& view, std::size_t row, std::int32_t today);
/// Facets of a person: ticked where they said that this is everyone.
struct CardTick {
    std::string name, label;
    bool on = false;
    session::Change change;                    // turns it round
};
std::vector<CardTick> facet_ticks(const privacy::View& view, std::size_t person, std::int32_t today);
/// What a person may agree to: how it stands, and what is written down when they agree, or take it back; nothing where it is so already.
struct CardPermission {
    std::string scope, label, stands;
    std::optional<session::Change> agree, take_back;
};
std::vector<CardPermission> permission_choices(const privacy::View& view, std::size_t person, std::int32_t today);
/// Who gave the permissions: people.permissions/given_by.
CardChoice giver_choice(const privacy::View& view, std::size_t person);
/// Moved away, died, asked us to stop: with the day; of whoever is not here any more that they are here again. Nothing for whoever was only named by others.
std::vector<CardAction> leaving_actions(const privacy::View& view, std::size_t person, std::int32_t today);
/// How often they want to speak: people.attributes/contact_every_weeks.
CardChoice contact_choice(const privacy::View& view, std::size_t person);

Document document_of(const Card& card, const privacy::View& view);

}  // namespace kith::viewer::model
