#include "engine/picture/theme.hpp"

#include <algorithm>
#include <array>

namespace kith::picture {
namespace {

constexpr Colour white{0xFF, 0xFF, 0xFF}, black{0, 0, 0};

bool dark_ground(Theme theme) { return theme == Theme::dark || theme == Theme::high_contrast; }

/// A class colour on a dark ground: half way to white where it would not stand out (3:1).
Colour standing_out(Colour colour, Theme theme) {
    if (!dark_ground(theme) || contrast(colour, roles_of(theme).ground) >= 4) return colour;
    const auto lighter = [](std::uint8_t channel) { return static_cast<std::uint8_t>(channel + (255 - channel) / 2); };
    return {lighter(colour.red), lighter(colour.green), lighter(colour.blue)};
}

}  // namespace

const Roles& roles_of(Theme theme) {
    static constexpr std::array<Roles, theme_count> roles{{
        {ground, panel, panel, ink, secondary, hairline, accent, {0xC7, 0x77, 0x00}, {0x2F, 0x7D, 0x4F}, {0x9A, 0x6B, 0x00}, {0xA6, 0x38, 0x2B}},
        {{0x16, 0x18, 0x1B}, {0x1E, 0x21, 0x25}, {0x26, 0x2A, 0x2F}, {0xE8, 0xE6, 0xE1}, {0xA2, 0xA8, 0xB0}, {0x38, 0x3D, 0x44},
         {0x4F, 0xB9, 0xB3}, {0xE8, 0xA3, 0x3D}, {0x6C, 0xC0, 0x8B}, {0xD9, 0xA9, 0x3A}, {0xE5, 0x80, 0x73}},
        {black, black, black, white, white, white, {0xFF, 0xE1, 0x00}, {0x00, 0xE5, 0xFF}, white, white, white},
        {white, white, white, black, black, black, black, black, black, black, black},
    }};
    return roles[static_cast<std::size_t>(theme)];
}

MarkStyle person_style(PersonMark kind, Theme theme) {
    const Roles& roles = roles_of(theme);
    switch (kind) {
        case PersonMark::asked: return {Mark::circle, {roles.text}, {roles.panel, 0.8}, 7};
        case PersonMark::not_asked: return {Mark::circle, {roles.panel}, {roles.text, 1.2}, 7};
        case PersonMark::named: break;
    }
    return {Mark::circle, {roles.panel}, {roles.secondary, 0.9}, 4};
}

std::string_view words_of(PersonMark kind) {
    constexpr std::array<std::string_view, 3> words{"asked about ties", "not asked yet", "named by others"};
    return words[static_cast<std::size_t>(kind)];
}

MarkStyle asset_style(int asset_class, bool potential, Theme theme) {
    const Roles& roles = roles_of(theme);
    if (asset_class < 0) return {Mark::circle, {roles.panel}, {roles.secondary, 1}, 5, };
    const AssetStyle& style = style_of(static_cast<column::AssetClass>(asset_class));
    const bool colourless = theme == Theme::black_and_white;
    const Colour colour = colourless ? black : standing_out(style.colour, theme);
    const Mark mark = colourless && style.mark == Mark::circle ? Mark::dotted : style.mark;
    if (potential) return {mark, {roles.panel}, {colour, 1.4}, 9};
    return {mark, {colour}, {roles.panel, 0.8}, 9};
}

TieLook look_of(std::string_view kind_key, column::TieGroup group, bool kin, bool paid) {
    constexpr std::array<std::string_view, 6> friendly{"friend", "neighbour", "acquaintance", "colleague", "cares_for", "supports"};
    if (paid && group != column::TieGroup::membership) return TieLook::paid_support;
    if (kin) return TieLook::family;
    if (std::find(friendly.begin(), friendly.end(), kind_key) != friendly.end()) return TieLook::friendship;
    if (kind_key == "peer" || kind_key == "mentors" || kind_key == "advocates") return TieLook::peer;
    if (group == column::TieGroup::membership) return TieLook::membership;
    return group == column::TieGroup::service ? TieLook::service : TieLook::other;
}

LinkStyle tie_style(TieLook look, bool paid_known, bool notch, Theme theme) {
    const Roles& roles = roles_of(theme);
    const Colour firm = roles.text, soft = roles.secondary;
    LinkStyle out{{soft, 1, Dash::solid, paid_known ? 1.0 : 0.5}, notch};
    switch (look) {
        case TieLook::family: out.line.colour = firm, out.line.width = 2; break;
        case TieLook::friendship: out.line.colour = firm, out.line.width = 1.5; break;
        case TieLook::peer: out.line.colour = firm, out.line.width = 1.5, out.line.dash = Dash::dash_dot; break;
        case TieLook::membership: break;
        case TieLook::service: out.line.dash = Dash::dotted; break;
        case TieLook::paid_support: out.line.width = 1.5, out.line.dash = Dash::dashed; break;
        case TieLook::other: out.line.width = 1.2; break;
    }
    return out;
}

std::string_view words_of(TieLook look) {
    constexpr std::array<std::string_view, tie_look_count> words{"family", "friends and neighbours", "peers", "memberships", "use of a service", "paid support", "other ties"};
    return words[static_cast<std::size_t>(look)];
}

Colour text_on(const std::optional<Colour>& fill, Theme theme) {
    const Colour usual = roles_of(theme).text;
    if (!fill || contrast(*fill, usual) >= 4.5) return usual;
    return contrast(*fill, white) > contrast(*fill, black) ? white : black;
}

AreaStyle plain_area(Theme theme, bool over_streets) {
    switch (theme) {
        case Theme::light: return {{Colour{0xF3, 0xF0, 0xE8}}, over_streets ? Line{Colour{0x9C, 0x95, 0x86}, 0.9} : Line{Colour{0xB4, 0xAE, 0xA2}, 0.8}};
        case Theme::dark: return {{Colour{0x24, 0x28, 0x2D}}, over_streets ? Line{Colour{0x70, 0x78, 0x82}, 0.9} : Line{Colour{0x4A, 0x51, 0x5A}, 0.8}};
        case Theme::high_contrast: return {{black}, {Colour{0x96, 0x96, 0x96}, 1}};  // 7:1, and marks and names are brighter still
        case Theme::black_and_white: break;
    }
    return {{white}, {black, 0.8}};
}

Line area_edge(Theme theme, const std::optional<Colour>& fill) {
    if (theme == Theme::high_contrast) return {text_on(fill, theme), 1};
    if (theme == Theme::black_and_white) return {roles_of(theme).text, 0.8};
    return {roles_of(theme).panel, 0.8};
}

}  // namespace kith::picture
