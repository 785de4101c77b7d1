#pragma once
// One home for how people, assets and ties look, in each theme (reference: visual language, section 4). Never colour alone:
// every difference is also one of shape, hatch or dash.
#include <optional>
#include <string_view>

#include "engine/column/terms.hpp"
#include "engine/picture/style.hpp"

namespace kith::picture {

/// `black_and_white` is for paper: ink on white, no grey that a copier would lose.
enum class Theme : std::uint8_t { light, dark, high_contrast, black_and_white };
inline constexpr int theme_count = 4;

struct Roles {
    Colour ground, panel, raised, text, secondary, hairline;
    Colour accent;              // selection, primary action, focus
    Colour hover;               // neighbours of what the pointer is over
    Colour good, caution, problem;  // never for a person
};
const Roles& roles_of(Theme theme);

struct MarkStyle {
    Mark mark = Mark::circle;
    Fill fill;                  // without a colour: hollow
    Line line;
    float size = 8;             // across, pixels at 96 to the inch, where a row has no size of its own
    bool operator==(const MarkStyle&) const = default;
};
struct LinkStyle {
    Line line;
    bool notch = false;         // a small notch at the end that receives (the second end)
    bool operator==(const LinkStyle&) const = default;
};
struct AreaStyle {
    Fill fill;
    Line line;
    bool operator==(const AreaStyle&) const = default;
};

/// Everyone: filled = asked about ties (any facet partly or completely), hollow = not asked, small hollow = somebody only
/// named by others.
enum class PersonMark : std::uint8_t { asked, not_asked, named };
MarkStyle person_style(PersonMark kind, Theme theme);
/// Words for a legend: "asked about ties", "not asked yet", "named by others".
std::string_view words_of(PersonMark kind);

/// By class: colour and shape; potential ones as an outline. `asset_class` -1: nobody said which (a small circle).
MarkStyle asset_style(int asset_class, bool potential, Theme theme);

/// How a tie of some kind is drawn.
enum class TieLook : std::uint8_t { family, friendship, peer, membership, service, paid_support, other };
inline constexpr int tie_look_count = 7;
/// Of a tie kind's key and its registry's group: "family", "partner" … are family; `paid` is what the tie says.
TieLook look_of(std::string_view kind_key, column::TieGroup group, bool kin, bool paid);
/// `paid_known` false: half opacity. A tie with a known receiving end has a notch there.
LinkStyle tie_style(TieLook look, bool paid_known, bool notch, Theme theme);
/// "family", "friends and neighbours", "peers", "memberships", "use of a service", "paid support", "other ties".
std::string_view words_of(TieLook look);

/// What can be read on a fill: the theme's text, or white or black where that has less contrast.
Colour text_on(const std::optional<Colour>& fill, Theme theme);

/// The line around an area whose fill tells a class, and the plain ground of a map that tells none.
/// `over_streets`: its border stands out from lines that lie behind.
AreaStyle plain_area(Theme theme, bool over_streets = false);
Line area_edge(Theme theme, const std::optional<Colour>& fill);

}  // namespace kith::picture
