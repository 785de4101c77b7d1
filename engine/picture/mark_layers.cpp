#include "engine/picture/mark_layers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"

namespace kith::picture {
namespace {

constexpr std::uint8_t potential_bit = 8;

MarkStyle plain_style(base::EntityKind kind, std::uint8_t look, Theme theme) {
    if (kind == base::EntityKind::person) return person_style(static_cast<PersonMark>(look), theme);
    return asset_style((look & 7) - 1, (look & potential_bit) != 0, theme);
}

/// In black and white a hollow mark tells its class by its edge: the darker the band, the heavier.
Line heavy_edge(const Fill& fill, const MarkStyle& plain, Theme theme) {
    const int band = std::max(0, static_cast<int>(fill.in_black_and_white) - static_cast<int>(Hatch::band_0));
    return {roles_of(theme).text, plain.line.width * (0.6 + 0.25 * band), Dash::solid, 1};
}

/// The style with the fill of a class; a hollow mark keeps hollow and takes the colour at its edge.
MarkStyle coloured_style(const MarkStyle& plain, const Fill& fill, bool known, Theme theme) {
    const Roles& roles = roles_of(theme);
    MarkStyle out = plain;
    const bool hollow = plain.fill.colour && *plain.fill.colour == roles.panel;
    if (!known) {
        out.fill = {roles.panel, Hatch::none, Hatch::none, 1};
        out.line = {roles.secondary, 0.8, Dash::dotted, 1};
    } else if (hollow) {
        out.line = theme == Theme::black_and_white ? heavy_edge(fill, plain, theme) : Line{fill.colour, std::max(1.6, plain.line.width), Dash::solid, 1};
    } else {
        out.fill = fill;
        out.line = {theme == Theme::dark || theme == Theme::high_contrast ? roles.panel : roles.text, 0.7, Dash::solid, 1};
    }
    return out;
}

/// The styles of a layer's rows by look and class, made when first met.
class StyleTable {
public:
    StyleTable(Scene& scene, base::EntityKind kind, const Coloured* colours) : scene_(scene), kind_(kind), colours_(colours) { found_.assign(16 * (1 + (colours ? colours->fills.size() + 1 : 0)), -1); }
    std::uint16_t of(std::uint8_t look, const AreaValue* value) {
        std::size_t shade = 0;
        if (value) shade = value->kind <= ValueKind::at_most ? 2 + class_of(colours_->classes, value->value) : 1;
        auto& at = found_[16 * std::min(shade, found_.size() / 16 - 1) + (look & 15)];
        if (at >= 0) return static_cast<std::uint16_t>(at);
        MarkStyle style = plain_style(kind_, look, scene_.theme);
        if (value) style = coloured_style(style, shade > 1 ? colours_->fills[shade - 2] : Fill{}, shade > 1, scene_.theme);
        at = style_index(scene_.mark_styles, style);
        return static_cast<std::uint16_t>(at);
    }

private:
    Scene& scene_;
    base::EntityKind kind_;
    const Coloured* colours_;
    std::vector<std::int32_t> found_;
};

std::string look_words(base::EntityKind kind, std::uint8_t look) {
    if (kind == base::EntityKind::person) return std::string(words_of(static_cast<PersonMark>(look)));
    const int asset_class = (look & 7) - 1;
    std::string out = asset_class < 0 ? "kind not recorded" : std::string(style_of(static_cast<column::AssetClass>(asset_class)).many);
    if (look & potential_bit) out += ", could be";
    return out;
}

void add_look_legend(Scene& scene, base::EntityKind kind, const std::array<std::int64_t, 16>& counts) {
    Legend legend{kind == base::EntityKind::person ? "People" : "Assets"};
    constexpr std::array<std::uint8_t, 16> order{1, 2, 3, 4, 5, 6, 0, 9, 10, 11, 12, 13, 14, 8, 7, 15};
    constexpr std::array<std::uint8_t, 16> plain{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (const std::uint8_t look : kind == base::EntityKind::person ? plain : order) {
        if (counts[look] == 0) continue;
        const MarkStyle style = plain_style(kind, look, scene.theme);
        LegendEntry entry{style.fill, style.line, look_words(kind, look), counts[look]};
        entry.mark = style.mark;
        entry.size = std::max(6.0f, style.size * 1.15f);
        legend.entries.push_back(std::move(entry));
    }
    if (!legend.entries.empty()) scene.legends.push_back(std::move(legend));
}

std::int32_t code_at(const column::Column* column, std::size_t row, std::int32_t otherwise) { return column && column->known(row) ? column->i32()[row] : otherwise; }

}  // namespace

MarkRows people_rows(const privacy::View& view) {
    MarkRows out{base::EntityKind::person, {}, {}};
    const auto people = view.segment("people");
    if (!people) return out;
    const auto *role = people->find("role"), *living = people->find("living"), *asked = people->find("asked");
    for (std::size_t row = 0; row < view.people(); ++row) {
        const bool named = code_at(role, row, 0) == static_cast<std::int32_t>(column::Role::alter);
        const bool known = code_at(asked, row, 0) != 0;
        out.look.push_back(static_cast<std::uint8_t>(named ? PersonMark::named : known ? PersonMark::asked : PersonMark::not_asked));
        const auto state = static_cast<column::Living>(code_at(living, row, 0));
        out.present.push_back(state == column::Living::living_here);
    }
    return out;
}

MarkRows asset_rows(const privacy::View& view) {
    MarkRows out{base::EntityKind::asset, {}, {}};
    const auto assets = view.segment("assets");
    if (!assets) return out;
    const auto *classes = assets->find("class"), *status = assets->find("status");
    for (std::size_t row = 0; row < view.assets(); ++row) {
        const std::int32_t state = code_at(status, row, 0);
        const int potential = state == static_cast<std::int32_t>(column::AssetStatus::potential) ? potential_bit : 0;
        out.look.push_back(static_cast<std::uint8_t>((code_at(classes, row, -1) + 1) | potential));
        out.present.push_back(state != static_cast<std::int32_t>(column::AssetStatus::closed));
    }
    return out;
}

base::Status add_marks(Scene& scene, const MarkRows& rows, std::span<const float> xy, const MarkOptions& options, std::string_view without) {
    const bool person = rows.kind == base::EntityKind::person;
    const std::string many = person ? "people" : "assets";
    const std::size_t count = rows.look.size();
    const auto fits = [&](std::size_t given) { return given == 0 || given == count; };
    if (!fits(options.shown.size()) || !fits(options.sizes.size()) || (options.colour && !fits(options.colour->values.size())))
        return base::misuse("A picture needs one value for each of the " + std::to_string(count) + " " + many + ".");
    std::optional<Coloured> colours;
    if (options.colour) {
        auto made = coloured(*options.colour);
        if (!made) return made.error();
        colours = std::move(*made);
    }
    MarkLayer layer{many, rows.kind, {}, {}, {}, {}};
    StyleTable styles(scene, rows.kind, colours ? &*colours : nullptr);
    std::array<std::int64_t, 16> looks{};
    std::vector<AreaValue> drawn;
    std::int64_t gone = 0, filtered = 0, nowhere = 0;
    layer.xy.reserve(2 * count);
    layer.styles.reserve(count);
    layer.rows.reserve(count);
    for (std::size_t row = 0; row < count; ++row) {
        const float x = xy[2 * row], y = xy[2 * row + 1];
        if (!rows.present[row]) ++gone;
        else if (!options.shown.empty() && options.shown[row] == 0) ++filtered;
        else if (std::isnan(x) || std::isnan(y)) ++nowhere;
        else {
            const AreaValue* value = options.colour && !options.colour->values.empty() ? &options.colour->values[row] : nullptr;
            const std::uint16_t style = styles.of(rows.look[row], value);
            layer.xy.insert(layer.xy.end(), {x, y});
            layer.styles.push_back(style);
            layer.rows.push_back(static_cast<std::int32_t>(row));
            if (!options.sizes.empty()) {
                const double size = options.sizes[row];
                layer.sizes.push_back(scene.mark_styles[style].size * (std::isnan(size) ? 1.0f : static_cast<float>(0.7 + 1.9 * std::sqrt(std::clamp(size, 0.0, 1.0)))));
            }
            ++looks[rows.look[row] & 15];
            if (value) drawn.push_back(*value);
            scene.bounds.add(scene.origin.x + static_cast<double>(x), scene.origin.y + static_cast<double>(y));
        }
    }
    add_look_legend(scene, rows.kind, looks);
    if (colours) {
        scene.legends.push_back(legend_of(options.colour->title, colours->classes, colours->fills, drawn));
        if (!colours->method.empty()) scene.method += (scene.method.empty() ? "" : ". ") + options.colour->title + ": " + colours->method;
    }
    if (layer.size() > 0) scene.marks.push_back(std::move(layer));
    if (nowhere > 0) scene.hidden.push_back({std::string(without), nowhere});
    if (filtered > 0) scene.hidden.push_back({many + " not chosen", filtered});
    if (gone > 0) scene.hidden.push_back({person ? "people who moved away or died" : "closed assets", gone});
    return {};
}

std::vector<std::uint8_t> difficult_ties(const privacy::View& view) {
    const auto ties = view.segment("ties");
    const auto* valence = ties ? ties->find("valence") : nullptr;
    std::vector<std::uint8_t> out(valence ? valence->rows() : 0);
    for (std::size_t tie = 0; tie < out.size(); ++tie) out[tie] = code_at(valence, tie, 0) == static_cast<std::int32_t>(column::Valence::difficult);
    return out;
}

TieRows tie_rows(const privacy::View& view) {
    TieRows out;
    const auto ties = view.segment("ties"), kinds = view.segment("tie_kinds");
    if (!ties || !kinds || !ties->find("kind")) return out;
    const auto kind = ties->find("kind")->i32();
    const auto *paid = ties->find("paid"), *direction = ties->find("direction");
    out.difficult = difficult_ties(view);
    out.difficult.resize(kind.size(), 0);
    out.look.reserve(kind.size());
    out.paid_known.reserve(kind.size());
    out.receiver.reserve(kind.size());
    const auto *key = kinds->find("key"), *group = kinds->find("group"), *kin = kinds->find("kin");
    for (std::size_t tie = 0; tie < kind.size(); ++tie) {
        const auto k = static_cast<std::size_t>(std::max(0, kind[tie]));
        const bool is_paid = paid && paid->known(tie) && paid->booleans()[tie] != 0;
        const auto of = static_cast<column::TieGroup>(code_at(group, k, 0));
        out.look.push_back(look_of(key ? key->text(k) : "", of, kin && kin->booleans()[k] != 0, is_paid));
        out.paid_known.push_back(!paid || paid->known(tie));
        const std::int32_t way = code_at(direction, tie, -1);
        out.receiver.push_back(way == static_cast<std::int32_t>(column::Direction::gives) ? 1 : way == static_cast<std::int32_t>(column::Direction::receives) ? 0 : -1);
    }
    return out;
}

Legend ties_legend(const LinkCounts& counts, Theme theme, std::string title) {
    Legend out{std::move(title)};
    for (int look = 0; look < tie_look_count; ++look) {
        if (counts.looks[look] == 0) continue;
        LegendEntry entry{{}, tie_style(static_cast<TieLook>(look), true, false, theme).line, std::string(words_of(static_cast<TieLook>(look))), counts.looks[look]};
        entry.is_line = true;
        out.entries.push_back(std::move(entry));
    }
    const auto of_these = [&](std::int64_t count, LinkStyle style, const char* label) {
        if (count == 0) return;
        LegendEntry entry{{}, style.line, label, count};
        entry.is_line = true;
        entry.notch = style.notch;
        out.entries.push_back(std::move(entry));
    };
    of_these(counts.notched, tie_style(TieLook::friendship, true, true, theme), "of these: who receives");
    of_these(counts.paid_unknown, tie_style(TieLook::friendship, false, false, theme), "of these: unknown if paid");
    return out;
}

}  // namespace kith::picture
