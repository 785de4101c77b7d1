#pragma once
// People and assets as marks: what map and network have in common. Inside this room.
#include <span>
#include <vector>

#include "engine/picture/scene_of.hpp"

namespace kith::picture {

/// What is read of the people or assets of a place to draw them: one a row.
struct MarkRows {
    base::EntityKind kind = base::EntityKind::person;
    std::vector<std::uint8_t> look;     // people: PersonMark; assets: class + 1, potential: + 8
    std::vector<std::uint8_t> present;  // 0: moved or died; closed
};
MarkRows people_rows(const privacy::View& view);
MarkRows asset_rows(const privacy::View& view);

/// Adds a layer of these rows at `xy` (two a row, offsets from the scene's origin; NaN: no place), its styles and its legends,
/// and what is not drawn to `hidden`. `without` is what a row without a place is called: "people without a place".
base::Status add_marks(Scene& scene, const MarkRows& rows, std::span<const float> xy, const MarkOptions& options, std::string_view without);

/// The index of a style in a table, added when it is new. Tables stay small.
template <class Style>
std::uint16_t style_index(std::vector<Style>& table, const Style& style) {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i] == style) return static_cast<std::uint16_t>(i);
    table.push_back(style);
    return static_cast<std::uint16_t>(table.size() - 1);
}

/// The ties of a place as drawn.
struct TieRows {
    std::vector<TieLook> look;          // one a row of `ties`
    std::vector<std::uint8_t> paid_known, difficult;
    std::vector<std::int8_t> receiver;  // 1: `to` receives, 0: `from` does, -1: both or not known
};
TieRows tie_rows(const privacy::View& view);
/// One a row of `ties`: 1 for those that are on no picture; empty where nobody said of any how it is.
std::vector<std::uint8_t> difficult_ties(const privacy::View& view);

/// A drawn link and what it stands for.
struct LinkCounts {
    std::int64_t looks[tie_look_count] = {};
    std::int64_t maybe = 0, notched = 0, paid_unknown = 0;
};
Legend ties_legend(const LinkCounts& counts, Theme theme, std::string title);

}  // namespace kith::picture
