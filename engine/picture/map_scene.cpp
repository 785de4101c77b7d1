// What a map shows, from a place.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "engine/base/text.hpp"
#include "engine/picture/area_names.hpp"
#include "engine/picture/area_pairs.hpp"
#include "engine/picture/labels.hpp"
#include "engine/picture/mark_layers.hpp"
#include "engine/picture/scene_of.hpp"

namespace kith::picture {
namespace {

constexpr float nowhere = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t many_outlines = 40;  // they are thinner, not to bury what they lie over
constexpr std::size_t most_flows = 500;  // pairs of areas; more than that is a carpet

/// Positions of people or assets as offsets; NaN where there are none.
std::vector<float> offsets_of(const privacy::View& view, std::string_view segment, std::size_t rows, Point origin) {
    std::vector<float> out(2 * rows, nowhere);
    const auto positions = view.segment(segment);
    const auto* point = positions ? positions->find("point") : nullptr;
    if (!point) return out;
    const auto xy = point->xy();
    for (std::size_t row = 0; row < rows; ++row) {
        if (!point->known(row)) continue;
        out[2 * row] = static_cast<float>(xy[2 * row] - origin.x);
        out[2 * row + 1] = static_cast<float>(xy[2 * row + 1] - origin.y);
    }
    return out;
}

class MapBuilder {
public:
    MapBuilder(const privacy::View& view, const MapSceneOptions& options) : view_(view), options_(options) {}

    base::Result<Scene> build() {
        scene_.theme = options_.theme;
        behind_ = draws_backdrop(view_, options_.backdrop);
        scene_.title = options_.title.empty() ? view_.place_name() : options_.title;
        if (auto status = read_layers(); !status) return status.error();
        scene_.origin = {std::floor((scene_.bounds.left + scene_.bounds.right) / 2), std::floor((scene_.bounds.bottom + scene_.bounds.top) / 2)};
        if (auto status = colour_areas(); !status) return status.error();
        if (!outlines_.entries.empty()) scene_.legends.push_back(outlines_);
        if (options_.area_names) name_areas();
        const MarkRows people = people_rows(view_), assets = asset_rows(view_);
        const auto people_at = offsets_of(view_, "people.positions", people.look.size(), scene_.origin);
        const auto assets_at = offsets_of(view_, "assets.positions", assets.look.size(), scene_.origin);
        if (options_.ties) add_ties(people, assets, people_at, assets_at);
        if (options_.assets.draw)
            if (auto status = add_marks(scene_, assets, assets_at, options_.assets, "assets without a place"); !status) return status.error();
        if (options_.people.draw)
            if (auto status = add_marks(scene_, people, people_at, options_.people, "people without a place"); !status) return status.error();
        std::reverse(scene_.marks.begin(), scene_.marks.end());  // people are painted under what there is for them
        if (options_.asset_names && options_.assets.draw) name_assets();
        if (scene_.bounds.empty) return base::not_found("There is nothing to draw: no area layer has shapes, nothing lies behind, and nobody and nothing has a place.");
        credit();
        add_backdrop(scene_, view_, options_.backdrop, options_.areas && (options_.colour || options_.bivariate));
        if (options_.walk)
            if (auto status = add_walk(scene_, view_, *options_.walk); !status) return status.error();
        return std::move(scene_);
    }

private:
    base::Status read_layers() {
        std::vector<std::string> wanted = options_.area_layers;
        if (!options_.areas) wanted.clear();
        else if (wanted.empty() && view_.primary_layer()) wanted = {view_.primary_layer()->as};
        for (const std::string& as : wanted) {
            AreaLayer layer{as, view_.segment("areas." + as + ".geometry"), {}, {}};
            const Coverage coverage = layer.geometry ? coverage_of(*layer.geometry) : Coverage{};
            const Bounds bounds = bounds_of(coverage);
            if (bounds.empty) return base::not_found("The area layer \"" + as + "\" has no shapes to draw.");
            scene_.bounds.add(bounds.left, bounds.bottom);
            scene_.bounds.add(bounds.right, bounds.top);
            layer.styles.assign(coverage.areas(), style_index(scene_.area_styles, plain_area(scene_.theme, behind_)));
            layer.order.resize(coverage.areas());
            std::iota(layer.order.begin(), layer.order.end(), 0);
            const std::vector<Inside> insides = insides_of(coverage);
            std::stable_sort(layer.order.begin(), layer.order.end(), [&](std::int32_t a, std::int32_t b) { return insides[static_cast<std::size_t>(a)].width > insides[static_cast<std::size_t>(b)].width; });
            insides_.push_back(insides);
            layer.by_hand = std::any_of(view_.layers().begin(), view_.layers().end(), [&](const privacy::Layer& one) { return one.as == as && one.role == column::LayerRole::drawn; });
            scene_.areas.push_back(std::move(layer));
        }
        if (scene_.areas.empty()) bounds_without_areas();
        if (const auto* primary = view_.primary_layer())
            if (const auto geometry = view_.segment("areas." + primary->as + ".geometry")) scene_.lettered = bounds_of(coverage_of(*geometry));
        if (scene_.lettered.empty) scene_.lettered = scene_.bounds;
        draw_outlines();
        return {};
    }

    /// Layers over the first are outlines: what lies below shows through.
    void draw_outlines() {
        for (std::size_t i = 1; i < scene_.areas.size(); ++i) {
            AreaLayer& layer = scene_.areas[i];
            const Roles& roles = roles_of(scene_.theme);
            const bool many = layer.size() > many_outlines, strong = layer.by_hand && !many;
            const Line line{strong ? roles.text : roles.secondary, strong ? 1.8 : many ? 1 : 1.4, Dash::solid, 1};
            std::fill(layer.styles.begin(), layer.styles.end(), style_index(scene_.area_styles, AreaStyle{{}, line}));
            std::string label = layer.as == "drawn" ? "drawn by hand" : layer.as;
            std::replace(label.begin(), label.end(), '_', ' ');
            LegendEntry entry{{}, line, std::move(label), static_cast<std::int64_t>(layer.size())};
            entry.is_line = true;
            outlines_.entries.push_back(std::move(entry));
        }
    }

    /// Of the marks, and where none are drawn of what lies behind.
    void bounds_without_areas() {
        if (options_.people.draw || options_.assets.draw) bounds_of_points();
        if (scene_.bounds.empty) scene_.bounds = backdrop_bounds(view_, options_.backdrop);
    }

    void bounds_of_points() {
        for (const char* segment : {"people.positions", "assets.positions"}) {
            const auto positions = view_.segment(segment);
            const auto* point = positions ? positions->find("point") : nullptr;
            for (std::size_t row = 0; point && row < point->rows(); ++row)
                if (point->known(row)) scene_.bounds.add(point->xy()[2 * row], point->xy()[2 * row + 1]);
        }
    }

    bool is_shown(std::size_t area) const { return options_.areas_shown.empty() || options_.areas_shown[area] != 0; }

    base::Status colour_areas() {
        if (scene_.areas.empty()) return {};
        AreaLayer& layer = scene_.areas.front();
        if (!options_.areas_shown.empty() && options_.areas_shown.size() != layer.size()) return base::misuse("A map needs to know of each area whether it is shown: " + std::to_string(layer.size()) + ".");
        if (auto status = options_.bivariate ? colour_bivariate(layer) : options_.colour ? colour_by_value(layer) : base::Status(); !status) return status;
        std::int64_t hidden = 0;
        for (std::size_t area = 0; area < layer.size(); ++area) {
            if (is_shown(area)) continue;
            layer.styles[area] = style_index(scene_.area_styles, AreaStyle{{}, {roles_of(scene_.theme).hairline, 0.8, Dash::solid, 0.7}});
            ++hidden;
        }
        if (hidden > 0) scene_.hidden.push_back({"areas not chosen", hidden});
        return {};
    }

    base::Status colour_by_value(AreaLayer& layer) {
        const auto values = options_.colour->values;
        if (values.size() != layer.size())
            return base::misuse("A map needs one value for each area: " + std::to_string(layer.size()) + ", not " + std::to_string(values.size()) + ".");
        auto made = coloured(*options_.colour);
        if (!made) return made.error();
        for (std::size_t area = 0; area < layer.size(); ++area) set_fill(layer, area, fill_of(values[area], made->classes, made->fills));
        if (!options_.areas_shown.empty()) {
            std::vector<AreaValue> counted;
            for (std::size_t area = 0; area < layer.size(); ++area)
                if (is_shown(area)) counted.push_back(values[area]);
            Legend legend = legend_of(options_.colour->title, made->classes, made->fills, counted);
            for (std::size_t i = 0; i < std::min(legend.classes, made->legend.classes); ++i) legend.entries[i].label = made->legend.entries[i].label;
            made->legend = std::move(legend);
        }
        scene_.legends.push_back(std::move(made->legend));
        if (!made->method.empty()) scene_.method = options_.colour->title + ": " + made->method;
        return {};
    }

    base::Status colour_bivariate(AreaLayer& layer) {
        if (options_.bivariate->x.size() != layer.size()) return base::misuse("A map needs one value for each area: " + std::to_string(layer.size()) + ".");
        auto classes = bivariate_of(*options_.bivariate);
        if (!classes) return classes.error();
        for (std::size_t area = 0; area < layer.size(); ++area) {
            const std::int8_t cell = classes->cells[area];
            if (!is_shown(area)) --(cell < 0 ? classes->unknown[static_cast<std::size_t>(-1 - cell)] : classes->counts[static_cast<std::size_t>(cell)]);
            set_fill(layer, area, fill_of(cell, *classes));
        }
        scene_.legends.push_back(legend_of(*options_.bivariate, *classes));
        scene_.method = "Each cut into three classes of equally many areas";
        return {};
    }

    void set_fill(AreaLayer& layer, std::size_t area, Fill fill) {
        Line edge = area_edge(scene_.theme, fill.colour);
        if (fill.hatch != Hatch::none) {
            fill.colour = roles_of(scene_.theme).ground;
            edge = plain_area(scene_.theme, behind_).line;
        }
        layer.styles[area] = style_index(scene_.area_styles, AreaStyle{fill, edge});
    }

    /// The coloured areas, and over them what was drawn by hand.
    void name_areas() {
        for (std::size_t at = 0; at < scene_.areas.size(); ++at) {
            const AreaLayer& layer = scene_.areas[at];
            if (at > 0 && !layer.by_hand) continue;
            std::vector<std::string> names;
            for (std::size_t area = 0; area < layer.size(); ++area) names.push_back(view_.label(base::EntityKind::area, area, layer.as));
            const std::size_t shared = shared_words(names);
            for (std::size_t area = 0; area < layer.size(); ++area) {
                if (at == 0 && !is_shown(area)) continue;
                const Inside& inside = insides_[at][area];
                scene_.labels.push_back({static_cast<float>(inside.at.x - scene_.origin.x), static_cast<float>(inside.at.y - scene_.origin.y), static_cast<float>(inside.width),
                                         static_cast<float>((at > 0 ? 2e6 : 1e6) + inside.width), LabelKind::area, at > 0 ? -1 : static_cast<std::int32_t>(area), names[area].substr(shared)});
            }
        }
    }

    void name_assets() {
        for (const MarkLayer& layer : scene_.marks) {
            if (layer.kind != base::EntityKind::asset) continue;
            for (std::size_t i = 0; i < layer.size(); ++i)
                scene_.labels.push_back({layer.xy[2 * i], layer.xy[2 * i + 1], 0, 1, LabelKind::mark, layer.rows[i], view_.label(base::EntityKind::asset, static_cast<std::size_t>(layer.rows[i]))});
        }
    }

    // ---- ties

    struct Drawn {
        std::vector<float> xy;            // two a node
        std::vector<std::int32_t> area;   // of the primary layer, one a node
    };
    Drawn nodes(const MarkRows& people, const MarkRows& assets, std::span<const float> people_at, std::span<const float> assets_at) const {
        Drawn out;
        out.xy.reserve(2 * (people.look.size() + assets.look.size()));
        out.area.reserve(people.look.size() + assets.look.size());
        const auto add = [&](const MarkRows& rows, std::span<const float> xy, const MarkOptions& options, const char* segment) {
            const auto table = view_.segment(segment);
            const auto* area = table ? table->find("area") : nullptr;
            for (std::size_t row = 0; row < rows.look.size(); ++row) {
                const bool draw = rows.present[row] && (options.shown.empty() || options.shown[row] != 0);
                out.xy.push_back(draw ? xy[2 * row] : nowhere);
                out.xy.push_back(draw ? xy[2 * row + 1] : nowhere);
                out.area.push_back(draw && area ? area->i32()[row] : -1);
            }
        };
        add(people, people_at, options_.people, "people");
        add(assets, assets_at, options_.assets, "assets");
        return out;
    }

    void add_ties(const MarkRows& people, const MarkRows& assets, std::span<const float> people_at, std::span<const float> assets_at) {
        const Drawn drawn = nodes(people, assets, people_at, assets_at);
        const auto *offsets = options_.ties->find("offsets"), *targets = options_.ties->find("targets"), *rows = options_.ties->find("ties");
        if (!offsets || !targets || !rows || offsets->i64().size() != drawn.area.size() + 1) return;
        const std::vector<std::uint8_t> is_difficult = difficult_ties(view_);
        const auto first = offsets->i64();
        const auto other = targets->i32(), tie_at = rows->i32();
        std::vector<std::pair<std::int32_t, std::int32_t>> ends;  // one an arc from the lower node up, as long as lines may be drawn
        std::vector<std::int32_t> tie_of;
        AreaPairs flows;
        std::size_t drawn_ties = 0;
        std::int64_t difficult = 0, unplaced = 0;
        for (std::size_t a = 0; a + 1 < first.size(); ++a)
            for (auto i = static_cast<std::size_t>(first[a]); i < static_cast<std::size_t>(first[a + 1]); ++i) {
                const auto b = static_cast<std::size_t>(other[i]);
                if (b < a) continue;
                const auto tie = static_cast<std::size_t>(tie_at[i]);
                if (tie < is_difficult.size() && is_difficult[tie] != 0) ++difficult;
                else if (std::isnan(drawn.xy[2 * a]) || std::isnan(drawn.xy[2 * b])) ++unplaced;
                else {
                    flows.add(drawn.area[a], drawn.area[b]);
                    if (++drawn_ties > options_.most_tie_lines) continue;
                    ends.emplace_back(static_cast<std::int32_t>(a), static_cast<std::int32_t>(b));
                    tie_of.push_back(tie_at[i]);
                }
            }
        if (drawn_ties > options_.most_tie_lines) add_flows(flows);
        else add_lines(drawn, ends, tie_of, tie_rows(view_));
        if (unplaced > 0) scene_.hidden.push_back({"ties with an end that is not drawn", unplaced});
        if (difficult > 0) scene_.hidden.push_back({"ties shown only on a person's own card", difficult});
    }

    void add_lines(const Drawn& drawn, const std::vector<std::pair<std::int32_t, std::int32_t>>& ends, const std::vector<std::int32_t>& tie_of, const TieRows& ties) {
        LinkLayer layer{"ties", base::EntityKind::tie, {}, {}, {}, {}};
        LinkCounts counts;
        const double across = std::max(scene_.bounds.width(), scene_.bounds.height());
        const double from_metres = options_.fade_from.value_or(across / 15), to_metres = options_.fade_to.value_or(across / 2);
        for (std::size_t i = 0; i < ends.size(); ++i) {
            auto a = static_cast<std::size_t>(ends[i].first), b = static_cast<std::size_t>(ends[i].second);
            const auto tie = static_cast<std::size_t>(tie_of[i]);
            const auto from = static_cast<std::size_t>(view_.segment("ties")->find("from")->i32()[tie]);
            const int receiver = ties.receiver[tie];
            if (receiver >= 0 && (receiver == 1) == (b == from)) std::swap(a, b);  // the receiving end comes second
            LinkStyle style = tie_style(ties.look[tie], ties.paid_known[tie] != 0, receiver >= 0, scene_.theme);
            const double metres = std::hypot(drawn.xy[2 * a] - drawn.xy[2 * b], drawn.xy[2 * a + 1] - drawn.xy[2 * b + 1]);
            const double far = std::clamp((metres - from_metres) / std::max(1.0, to_metres - from_metres), 0.0, 1.0);
            style.line.opacity *= 0.85 - 0.65 * std::round(far * 4) / 4;
            for (const std::size_t end : {a, b}) layer.ends.insert(layer.ends.end(), {drawn.xy[2 * end], drawn.xy[2 * end + 1]});
            layer.styles.push_back(style_index(scene_.link_styles, style));
            layer.rows.push_back(tie_of[i]);
            layer.nodes.insert(layer.nodes.end(), {static_cast<std::int32_t>(a), static_cast<std::int32_t>(b)});
            ++counts.looks[static_cast<std::size_t>(ties.look[tie])];
            counts.notched += receiver >= 0;
            counts.paid_unknown += ties.paid_known[tie] == 0;
        }
        if (layer.size() == 0) return;
        scene_.legends.push_back(ties_legend(counts, scene_.theme, "Ties"));
        scene_.links.push_back(std::move(layer));
    }

    void add_flows(const AreaPairs& flows) {
        if (scene_.areas.empty() || !view_.primary_layer()) return;
        if (flows.within() > 0) scene_.hidden.push_back({"ties inside one area", flows.within()});
        std::vector<std::int64_t> counts;
        std::vector<std::pair<std::int64_t, std::int64_t>> distinct;
        flows.each([&](std::int64_t one, std::int64_t two, std::int64_t count) {
            distinct.emplace_back(one, two);
            counts.push_back(count);
        });
        draw_flows(distinct, counts);
    }

    void draw_flows(const std::vector<std::pair<std::int64_t, std::int64_t>>& pairs, const std::vector<std::int64_t>& counts) {
        if (pairs.empty()) return;
        const std::vector<double> values(counts.begin(), counts.end());
        const auto classes = classes_by({Scheme::head_tail, 5, 1.5, {}}, values);
        const auto geometry = view_.segment("areas." + view_.primary_layer()->as + ".geometry");
        if (!classes || !geometry) return;
        const auto inside = insides_of(coverage_of(*geometry));
        LinkLayer layer{"flows", base::EntityKind::area, {}, {}, {}, {}};
        const auto style = [&](std::size_t c) { return LinkStyle{{roles_of(scene_.theme).accent, 0.6 + 0.55 * static_cast<double>(std::min<std::size_t>(c, 8)), Dash::solid, 0.35 + 0.1 * static_cast<double>(std::min<std::size_t>(c, 5))}, false}; };
        std::vector<std::int64_t> drawn(classes->size(), 0);
        for (const std::size_t i : strongest(counts)) {
            for (const std::int64_t area : {pairs[i].first, pairs[i].second}) {
                const Point at = inside[static_cast<std::size_t>(area)].at;
                layer.ends.insert(layer.ends.end(), {static_cast<float>(at.x - scene_.origin.x), static_cast<float>(at.y - scene_.origin.y)});
                layer.nodes.push_back(static_cast<std::int32_t>(view_.primary_layer()->first_node + area));
            }
            const std::size_t c = class_of(*classes, values[i]);
            layer.styles.push_back(style_index(scene_.link_styles, style(c)));
            layer.rows.push_back(base::no_row);
            ++drawn[c];
        }
        Legend legend{"Pairs of areas, by their ties"};
        const auto labels = class_labels(*classes, values);
        for (std::size_t c = 0; c < classes->size(); ++c) {
            if (drawn[c] == 0) continue;
            LegendEntry entry{{}, style(c).line, labels[c] + " ties", drawn[c]};
            entry.is_line = true;
            legend.entries.push_back(std::move(entry));
        }
        scene_.legends.push_back(std::move(legend));
        scene_.links.push_back(std::move(layer));
    }

    /// Which flows are drawn, the strongest first; the ties of the others are said beside the picture.
    std::vector<std::size_t> strongest(const std::vector<std::int64_t>& counts) {
        std::vector<std::size_t> order(counts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
        std::int64_t left_out = 0;
        for (std::size_t i = most_flows; i < order.size(); ++i) left_out += counts[order[i]];
        if (left_out > 0) scene_.hidden.push_back({"ties between two areas, beyond the " + base::grouped(most_flows) + " strongest pairs", left_out});
        order.resize(std::min(order.size(), most_flows));
        return order;
    }

    void credit() {
        std::set<std::string> sources;
        const auto details = view_.segment("assets.details");
        const auto *source = details ? details->find("source") : nullptr, *licence = details ? details->find("source_licence") : nullptr;
        for (std::size_t row = 0; options_.assets.draw && source && row < source->rows(); ++row) {
            const auto text = source->text(row);
            if (text.empty()) continue;
            const auto terms = licence ? licence->text(row) : std::string_view{};
            sources.insert(std::string(text) + (terms.empty() ? "" : " (" + std::string(terms) + ")"));
            if (sources.size() > 5) break;
        }
        std::string out;
        for (const std::string& one : sources) out += (out.empty() ? "Assets: " : "; ") + one;
        for (const privacy::Layer& layer : view_.layers())
            for (const AreaLayer& drawn : scene_.areas)
                if (drawn.as == layer.as && !layer.vintage.empty()) out += (out.empty() ? "" : ". ") + std::string("Boundaries: ") + layer.vintage;
        scene_.attribution = std::move(out);
    }

    const privacy::View& view_;
    const MapSceneOptions& options_;
    Scene scene_;
    bool behind_ = false;           // something lies behind
    std::vector<std::vector<Inside>> insides_;  // by layer
    Legend outlines_{"Outlines"};
};

}  // namespace

base::Result<Scene> map_scene_of(const privacy::View& view, const MapSceneOptions& options) { return MapBuilder(view, options).build(); }

}  // namespace kith::picture
