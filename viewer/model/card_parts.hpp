#pragma once
// What the makers of cards share: reading ties of a node, rules about who may be named, and findings as lines.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/model/card.hpp"

namespace kith::viewer::model {

/// A column of a segment of the view, or nullptr.
const column::Column* column_of(const privacy::View& view, std::string_view segment, std::string_view column);
bool is_yes(const column::Column* column, std::size_t row);
bool has_role(const privacy::View& view, std::size_t person, column::Role role);
bool lives_here(const privacy::View& view, std::size_t person);

/// A participant who said yes to being introduced.
bool willing(const privacy::View& view, std::size_t person);
bool never_introduce(const privacy::View& view, std::size_t one, std::size_t other);
/// "Happy as is" closes reasons and introductions until a date (without one until it is asked again).
bool at_rest(const privacy::View& view, std::size_t person);

/// One more section of a card; good until the next.
CardSection& section(Card& card, CardSection::Kind kind, std::string heading);

/// What is hoped for and the next step; of people and assets, before the team.
void add_path(const privacy::View& view, base::EntityKind kind, std::size_t row, Card& card);

/// What was agreed to and taken back, when, and by whom it was said (card_permissions.cpp).
void add_permissions(const privacy::View& view, std::size_t row, Card& card);

struct TieOf {
    std::int32_t other = -1;          // node; -1 where it is kept private
    std::size_t tie = 0;              // row of `ties`
    bool outwards = true;             // this one is `from`
};
std::vector<TieOf> ties_of(const CardSource& source, std::int32_t node);
std::string node_label(const privacy::View& view, std::int32_t node);
base::EntityKey node_key(const privacy::View& view, std::int32_t node);
/// "parent of"; how the tie is called.
std::string kind_words(const privacy::View& view, std::size_t tie);
/// Reasons and strengths about one entity alone: lines with "why?". Questions and coverage are not about anybody.
void add_findings(const CardSource& source, host::Entity entity, std::size_t row, std::string_view layer, CardSection& reasons);
/// "Rests on 4 records, 2 not known." and what would change it.
std::string why_of(const host::Finding& finding, const host::Said& said);

/// Where a position comes from, when that is not the source itself: "the middle of the postcode, not the address"; else "". `segment`:
/// people.positions, assets.positions.
std::string_view position_words(const privacy::View& view, std::string_view segment, std::size_t row);

/// The words of a text_list, text, date or number cell; "" where it is not known.
std::string cell_words(const privacy::View& view, std::string_view segment, std::string_view column, std::size_t row);
/// Why it is not: "not asked", …
std::string missing_words(const column::Column& column, std::size_t row);
/// A line "Label" with the cell as detail; hollow and in words where it is not known; nothing where there is no such column.
void add_cell(const privacy::View& view, std::string_view segment, std::string_view column, std::size_t row, std::string label, CardSection& section);

}  // namespace kith::viewer::model
