#include "viewer/model/detail.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/picture/crowding.hpp"
#include "engine/picture/text.hpp"

namespace kith::viewer::model {
namespace {

constexpr double mark_reach = 16;         // pixels that a mark may stand out over its point
constexpr double unlimited = 1e9;
constexpr double label_clear = 5, chosen_clear = 13;
constexpr double bold_size = 13.0 / 11;   // of what the window writes in bold, to the usual size
constexpr double most_covered = 8;        // marks of usual size that a name may lie over
constexpr double label_room = 9'000;      // pixels of the pane for each name
constexpr std::size_t fewest_labels = 6;
constexpr double usual_width = 1.2;       // of a tie

/// The same number for the same link in every run: sorting by it gives a sample that favours nothing (SplitMix64's mixer).
std::uint64_t shuffled(std::uint64_t at) {
    at += 0x9E3779B97F4A7C15ull;
    at = (at ^ (at >> 30)) * 0xBF58476D1CE4E5B9ull;
    at = (at ^ (at >> 27)) * 0x94D049BB133111EBull;
    return at ^ (at >> 31);
}

/// `per` values an item, put into the order given.
template <class Value, class Order>
void reorder(std::vector<Value>& values, const Order& order, std::size_t per = 1) {
    if (values.empty()) return;
    std::vector<Value> out(order.size() * per);
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t k = 0; k < per; ++k) out[i * per + k] = values[static_cast<std::size_t>(order[i]) * per + k];
    values = std::move(out);
}

PointIndex packed(picture::MarkLayer& layer, picture::Point origin) {
    std::vector<double> xy(layer.xy.size());
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        xy[i] = origin.x + static_cast<double>(layer.xy[i]);
        xy[i + 1] = origin.y + static_cast<double>(layer.xy[i + 1]);
    }
    PointIndex index(xy, {});
    reorder(layer.xy, index.order(), 2);
    reorder(layer.styles, index.order());
    reorder(layer.rows, index.order());
    reorder(layer.sizes, index.order());
    index.renumber();
    return index;
}

void shuffle(picture::LinkLayer& layer) {
    if (layer.rows.empty() || layer.rows.front() < 0) return;  // flows keep the order of their strength
    std::vector<std::uint32_t> order(layer.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [](std::uint32_t a, std::uint32_t b) { return shuffled(a) < shuffled(b); });
    reorder(layer.ends, order, 4);
    reorder(layer.styles, order);
    reorder(layer.rows, order);
    reorder(layer.nodes, order, 2);
}

std::vector<Segment2> lines_of(const picture::LinkLayer& layer, picture::Point origin) {
    std::vector<Segment2> out(layer.size());
    const auto at = [&](std::size_t i) { return Vec2{origin.x + static_cast<double>(layer.ends[i]), origin.y + static_cast<double>(layer.ends[i + 1])}; };
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = {at(4 * i), at(4 * i + 2)};
    return out;
}

/// What an area's name stands on: the first layer's fill, as that is the one that is named.
std::optional<picture::Colour> fill_under(const picture::Scene& scene, const picture::Label& label) {
    const auto row = static_cast<std::size_t>(label.row);
    if (scene.areas.empty() || label.row < 0 || row >= scene.areas.front().size()) return std::nullopt;
    return scene.area_styles[scene.areas.front().styles[row]].fill.colour;
}

/// Names give way: as many marks are named as the pane has room for, and fewer where the marks themselves had to shrink.
std::size_t marks_named(const FrameOptions& options, const Frame& frame) {
    double smallest = 1;
    for (const float one : frame.mark_scale) smallest = std::min(smallest, static_cast<double>(one));
    const double room = frame.camera.pane.x * frame.camera.pane.y / (label_room * options.scale * options.scale) * smallest;
    return std::min(options.most_labels, std::max(fewest_labels, static_cast<std::size_t>(room)));
}

void crowd(const Prepared& prepared, const FrameOptions& options, Frame& into) {
    const double pixels = into.camera.pixels_per_metre / options.scale;
    into.mark_scale.clear();
    into.link_opacity.clear();
    into.link_width.clear();
    for (const double apart : prepared.apart) into.mark_scale.push_back(static_cast<float>(picture::mark_scale(apart * pixels)));
    for (const double thickness : prepared.thickness) {
        const double over = thickness * usual_width / pixels;
        into.link_opacity.push_back(static_cast<float>(picture::link_opacity(over)));
        into.link_width.push_back(static_cast<float>(picture::link_width(over)));
    }
}

Vec2 world_of(const picture::Scene& scene, const picture::Label& label) { return {scene.origin.x + static_cast<double>(label.x), scene.origin.y + static_cast<double>(label.y)}; }

/// How many marks lie under a box of the pane. Those that a crowd made small count for little: nobody looks at each of them.
double marks_under(const Prepared& prepared, const Frame& frame, const picture::Box& box, std::vector<PointIndex::Stretch>& stretches) {
    const Rect world = rect_of(to_world(frame.camera, {box.left - 3, box.top - 3}), to_world(frame.camera, {box.right + 3, box.bottom + 3}));
    double sum = 0;
    for (std::size_t layer = 0; layer < prepared.marks.size(); ++layer) {
        if (frame.raster[layer] != 0) continue;
        const std::span<const Vec2> points = prepared.marks[layer].points();
        prepared.marks[layer].stretches(world, stretches);
        std::size_t count = 0;
        for (const auto& stretch : stretches)
            for (std::size_t i = stretch.first; i < stretch.last; ++i) count += world.contains(points[i]);
        const auto scale = static_cast<double>(frame.mark_scale[layer]);
        sum += static_cast<double>(count) * scale * scale * scale * scale;
    }
    return sum;
}

picture::LabelWish wish_of(const Prepared& prepared, const picture::Label& label, const FrameOptions& options, const Camera& camera) {
    const picture::Scene& scene = prepared.scene;
    const Vec2 at = to_screen(camera, world_of(scene, label));
    picture::LabelWish wish;
    wish.at = {at.x, at.y};
    wish.text = label.text;
    wish.room = label.room > 0 ? static_cast<double>(label.room) * camera.pixels_per_metre : unlimited;
    wish.importance = static_cast<double>(label.importance);
    if (label.kind == picture::LabelKind::mark) {
        wish.clear = label_clear * options.scale;
        if (options.others_step_back) wish.colour = picture::roles_of(scene.theme).secondary;
    }
    if (label.kind == picture::LabelKind::line) {
        wish.colour = picture::roles_of(scene.theme).secondary;
        picture::set_along(wish, static_cast<double>(label.angle), static_cast<double>(label.straight) * camera.pixels_per_metre, options.text_size);
    }
    if (label.kind == picture::LabelKind::area) wish.colour = picture::text_on(fill_under(scene, label), scene.theme);
    if (label.kind == picture::LabelKind::shelf) {  // above its first row, from the left
        wish.size = bold_size * options.text_size;
        const double width = picture::text_width(label.text, wish.size, true);
        wish.bold = true;
        wish.at = {at.x + width / 2 + 4, at.y - options.text_size};
        wish.room = width + 1;
    }
    return wish;
}

picture::LabelWish chosen_wish(const Prepared& prepared, const picture::Label& label, const FrameOptions& options, const Camera& camera) {
    picture::LabelWish wish = wish_of(prepared, label, options, camera);
    wish.clear = chosen_clear * options.scale;
    wish.importance = std::numeric_limits<double>::max();
    wish.bold = wish.always = true;
    wish.size = bold_size * options.text_size;
    wish.colour.reset();
    return wish;
}

void place_labels(const Prepared& prepared, const FrameOptions& options, Frame& into) {
    const Camera& camera = into.camera;
    std::size_t marks_left = marks_named(options, into);
    const picture::Scene& scene = prepared.scene;
    const Rect shown = visible(camera);
    std::vector<picture::LabelWish> wishes;
    const auto is_chosen = [&](const picture::Label& label) {
        return std::any_of(options.chosen.begin(), options.chosen.end(), [&](const picture::Label& one) { return one.x == label.x && one.y == label.y && one.text == label.text; });
    };
    for (const picture::Label& label : options.chosen)
        if (shown.contains(world_of(scene, label))) wishes.push_back(chosen_wish(prepared, label, options, camera));
    for (const std::size_t i : prepared.label_order) {
        if (wishes.size() >= 2 * options.most_labels) break;
        const picture::Label& label = scene.labels[i];
        if (!shown.contains(world_of(scene, label)) || is_chosen(label)) continue;
        if (label.kind == picture::LabelKind::mark) {
            if (marks_left == 0) continue;
            --marks_left;
        }
        picture::LabelWish wish = wish_of(prepared, label, options, camera);
        const double longest = label.kind == picture::LabelKind::line ? 1 : 3.2;  // a street is not shorter than its name; others have two lines
        if (picture::text_width(label.text, options.text_size) > longest * wish.room) continue;
        wishes.push_back(std::move(wish));
    }
    picture::LabelRoom room;
    room.frame = {0, 0, camera.pane.x, camera.pane.y};
    room.taken.assign(options.taken.begin(), options.taken.end());
    room.colour = picture::roles_of(scene.theme).text;
    std::vector<PointIndex::Stretch> stretches;
    room.covered = [&](const picture::Box& box) { return marks_under(prepared, into, box, stretches); };
    room.most_covered = most_covered;
    into.labels = picture::placed(wishes, options.text_size, room);
    if (into.labels.size() > options.most_labels) into.labels.resize(options.most_labels);
}

}  // namespace

Density density_of(std::span<const Vec2> points, const Rect& bounds, int finest) {
    Density out;
    if (points.empty() || bounds.empty()) return out;
    out.origin = bounds.low;
    DensityLevel level;
    level.cell = std::max({bounds.width(), bounds.height(), 1.0}) / finest;
    level.columns = std::max(1, static_cast<int>(std::ceil(bounds.width() / level.cell)));
    level.rows = std::max(1, static_cast<int>(std::ceil(bounds.height() / level.cell)));
    level.counts.assign(static_cast<std::size_t>(level.columns) * static_cast<std::size_t>(level.rows), 0);
    for (const Vec2 p : points) {
        const int column = std::clamp(static_cast<int>((p.x - bounds.low.x) / level.cell), 0, level.columns - 1);
        const int row = std::clamp(static_cast<int>((p.y - bounds.low.y) / level.cell), 0, level.rows - 1);
        ++level.counts[static_cast<std::size_t>(row) * static_cast<std::size_t>(level.columns) + static_cast<std::size_t>(column)];
    }
    while (true) {
        level.most = *std::max_element(level.counts.begin(), level.counts.end());
        out.levels.push_back(level);
        if (level.columns <= 1 && level.rows <= 1) return out;
        DensityLevel next{(level.columns + 1) / 2, (level.rows + 1) / 2, level.cell * 2, 0, {}};
        next.counts.assign(static_cast<std::size_t>(next.columns) * static_cast<std::size_t>(next.rows), 0);
        for (int row = 0; row < level.rows; ++row)
            for (int column = 0; column < level.columns; ++column)
                next.counts[static_cast<std::size_t>(row / 2) * static_cast<std::size_t>(next.columns) + static_cast<std::size_t>(column / 2)] +=
                    level.counts[static_cast<std::size_t>(row) * static_cast<std::size_t>(level.columns) + static_cast<std::size_t>(column)];
        level = std::move(next);
    }
}

std::size_t level_for(const Density& density, const Camera& camera, double pixels) {
    for (std::size_t level = 0; level < density.levels.size(); ++level)
        if (density.levels[level].cell * camera.pixels_per_metre >= pixels) return level;
    return density.levels.empty() ? 0 : density.levels.size() - 1;
}

Prepared prepared(picture::Scene scene, PathCache* cache) {
    Prepared out;
    if (!scene.bounds.empty) out.bounds = {{scene.bounds.left, scene.bounds.bottom}, {scene.bounds.right, scene.bounds.top}};
    for (picture::MarkLayer& layer : scene.marks) {
        out.marks.push_back(packed(layer, scene.origin));
        out.apart.push_back(picture::apart_of(layer));
        out.densities.push_back(layer.size() > most_points ? density_of(out.marks.back().points(), out.marks.back().bounds()) : Density{});
    }
    for (picture::LinkLayer& layer : scene.links) {
        shuffle(layer);
        out.links.push_back(lines_of(layer, scene.origin));
        out.thickness.push_back(layer.rows.empty() || layer.rows.front() < 0 ? 0.0 : picture::thickness_of(layer));  // flows are few and told by width
    }
    for (const picture::AreaLayer& layer : scene.areas) {
        const picture::Coverage coverage = layer.geometry ? picture::coverage_of(*layer.geometry) : picture::Coverage{};
        out.areas.emplace_back(coverage.area_polygons, coverage.polygon_rings, coverage.ring_points, coverage.xy);
    }
    PathCache own;
    for (const picture::PathLayer& layer : scene.backdrop_lines) out.paths.push_back((cache ? *cache : own).of(layer.lines));
    out.label_order.resize(scene.labels.size());
    std::iota(out.label_order.begin(), out.label_order.end(), std::size_t{0});
    std::stable_sort(out.label_order.begin(), out.label_order.end(), [&](std::size_t a, std::size_t b) { return scene.labels[a].importance > scene.labels[b].importance; });
    out.scene = std::move(scene);
    return out;
}

void frame_of(const Prepared& prepared, const Camera& camera, const FrameOptions& options, Frame& into) {
    into.camera = camera;
    const Rect around = visible(camera).grown(mark_reach / camera.pixels_per_metre);
    const std::size_t layers = prepared.marks.size();
    into.marks.resize(layers);
    into.raster.assign(layers, 0);
    into.level.assign(layers, 0);
    into.points = 0;
    std::vector<std::pair<std::size_t, std::size_t>> counts;  // points in view, layer
    for (std::size_t layer = 0; layer < layers; ++layer) {
        prepared.marks[layer].stretches(around, into.marks[layer]);
        std::size_t count = 0;
        for (const auto& stretch : into.marks[layer]) count += stretch.last - stretch.first;
        counts.emplace_back(count, layer);
        into.points += count;
    }
    std::sort(counts.begin(), counts.end());
    std::size_t drawn = 0;
    for (const auto& [count, layer] : counts) {
        drawn += count;
        if (drawn <= most_points || prepared.densities[layer].levels.empty()) continue;
        into.raster[layer] = 1;
        into.level[layer] = level_for(prepared.densities[layer], camera);
        into.marks[layer].clear();
    }
    into.links.clear();
    into.links_left_out = 0;
    for (const auto& lines : prepared.links) {
        into.links.push_back(options.moving ? std::min(lines.size(), most_links_moving) : lines.size());
        into.links_left_out += lines.size() - into.links.back();
    }
    into.paths.resize(prepared.paths.size());
    for (std::size_t i = 0; i < prepared.paths.size(); ++i) prepared.paths[i]->cut(visible(camera), camera.pixels_per_metre, options.scale, prepared.scene.backdrop_bold, into.paths[i]);
    crowd(prepared, options, into);
    into.labels.clear();
    if (options.labels) place_labels(prepared, options, into);
}

std::optional<Pick> pick(const Prepared& prepared, const Frame& frame, Vec2 screen, double tolerance) {
    const picture::Scene& scene = prepared.scene;
    const Vec2 world = to_world(frame.camera, screen);
    const double reach = tolerance / frame.camera.pixels_per_metre;
    std::optional<Pick> best;
    double least = reach;
    for (std::size_t layer = prepared.marks.size(); layer-- > 0;) {  // what is painted last lies on top
        if (layer < frame.raster.size() && frame.raster[layer]) continue;
        const auto near = prepared.marks[layer].nearest(world, least, 1);
        if (near.empty() || (best && near[0].metres >= least)) continue;
        least = near[0].metres;
        const auto at = static_cast<std::size_t>(near[0].row);
        best = Pick{Pick::What::mark, scene.marks[layer].kind, scene.marks[layer].rows[at], layer, at};
    }
    if (best) return best;
    for (std::size_t layer = prepared.links.size(); layer-- > 0;) {
        const std::size_t drawn = layer < frame.links.size() ? frame.links[layer] : prepared.links[layer].size();
        const auto at = nearest_line(std::span(prepared.links[layer]).first(drawn), world, reach / 2);
        if (at) return Pick{Pick::What::link, scene.links[layer].kind, scene.links[layer].rows.empty() ? -1 : scene.links[layer].rows[*at], layer, *at};
    }
    return pick_area(prepared, world);
}

std::optional<Pick> pick_area(const Prepared& prepared, Vec2 world) {
    std::vector<std::size_t> order;  // what was drawn by hand lies on top; then the coloured areas, whatever outlines lie over them
    for (const bool by_hand : {true, false})
        for (std::size_t layer = 0; layer < prepared.areas.size(); ++layer)
            if (prepared.scene.areas[layer].by_hand == by_hand) order.push_back(layer);
    for (const std::size_t layer : order)
        if (const auto area = prepared.areas[layer].at(world)) return Pick{Pick::What::area, base::EntityKind::area, *area, layer, static_cast<std::size_t>(*area)};
    return std::nullopt;
}

std::size_t Inside::size() const {
    std::size_t sum = 0;
    for (const auto& layer : marks) sum += layer.size();
    for (const auto& layer : areas) sum += layer.size();
    return sum;
}

Inside pick_box(const Prepared& prepared, const Camera& camera, Vec2 corner, Vec2 opposite) {
    const Rect box = rect_of(to_world(camera, corner), to_world(camera, opposite));
    Inside out;
    for (const PointIndex& index : prepared.marks) out.marks.push_back(index.inside(box));
    if (out.size() > 0) return out;
    const Vec2 lasso[] = {box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}};
    for (const AreaIndex& index : prepared.areas) out.areas.push_back(index.touched(lasso));
    return out;
}

Inside pick_lasso(const Prepared& prepared, const Camera& camera, std::span<const Vec2> screen) {
    std::vector<Vec2> lasso;
    for (const Vec2 at : screen) lasso.push_back(to_world(camera, at));
    Inside out;
    for (const PointIndex& index : prepared.marks) out.marks.push_back(index.inside(lasso));
    if (out.size() > 0) return out;
    for (const AreaIndex& index : prepared.areas) out.areas.push_back(index.touched(lasso));
    return out;
}

std::vector<base::EntityKey> keys_of(const Prepared& prepared, const Inside& inside, const session::EntityIndex& index, const privacy::View& view) {
    std::vector<base::EntityKey> out;
    out.reserve(inside.size());
    for (std::size_t layer = 0; layer < inside.marks.size(); ++layer) {
        const picture::MarkLayer& marks = prepared.scene.marks[layer];
        const auto& keys = marks.kind == base::EntityKind::person ? index.people() : index.assets();
        for (const std::int32_t at : inside.marks[layer]) out.push_back(keys[static_cast<std::size_t>(marks.rows[static_cast<std::size_t>(at)])]);
    }
    for (std::size_t layer = 0; layer < inside.areas.size(); ++layer)
        for (const std::int32_t row : inside.areas[layer]) out.push_back(view.key(base::EntityKind::area, static_cast<std::size_t>(row), prepared.scene.areas[layer].as));
    return out;
}

}  // namespace kith::viewer::model
