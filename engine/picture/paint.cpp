#include "engine/picture/paint.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/backdrop.hpp"
#include "engine/picture/crowding.hpp"
#include "engine/picture/labels.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

Line scaled(Line line, double scale) {
    line.width *= scale;
    return line;
}

class Painting {
public:
    Painting(const Scene& scene, const Frame& frame, const PaintOptions& options, std::vector<Record>& records) : scene_(scene), frame_(frame), options_(options), records_(records) {}

    std::int64_t paint() {
        records_.emplace_back(Clip{frame_.box});
        measure_density();
        for (const AreaLayer& layer : scene_.areas) areas(layer, true);
        for (const AreaLayer& layer : scene_.backdrop_areas) areas(layer, true);
        for (const PathLayer& layer : scene_.backdrop_lines) paths(layer);
        const bool behind = !scene_.backdrop_areas.empty() || !scene_.backdrop_lines.empty();
        for (const AreaLayer& layer : scene_.areas)
            if (behind) areas(layer, false);  // borders stay over streets
        for (const LinkLayer& layer : scene_.links) links(layer);
        for (const MarkLayer& layer : scene_.marks) marks(layer);
        const std::int64_t unnamed = options_.labels ? labels() : 0;
        records_.emplace_back(Clip{});
        return unnamed;
    }

private:
    Point at(float x, float y) const { return frame_(scene_.origin.x + static_cast<double>(x), scene_.origin.y + static_cast<double>(y)); }
    bool seen(Point p, double margin = 20) const { return p.x > frame_.box.left - margin && p.x < frame_.box.right + margin && p.y > frame_.box.top - margin && p.y < frame_.box.bottom + margin; }

    /// Where marks stand close they are smaller, where ties lie thick they are fainter (crowding.hpp).
    void measure_density() {
        const double pixels = 1 / (frame_.metres_per_pixel * options_.scale);  // at scale 1
        for (const MarkLayer& layer : scene_.marks) densities_.push_back(mark_scale(apart_of(layer) * pixels));
        for (const LinkLayer& layer : scene_.links) over_.push_back(thickness_of(layer) * usual_width / pixels);
    }
    double density_of(const MarkLayer& layer) const { return densities_[static_cast<std::size_t>(&layer - scene_.marks.data())]; }

    void areas(const AreaLayer& layer, bool filled) {
        AreaRings areas = simplified(coverage_of(*layer.geometry), frame_.metres_per_pixel / 3);
        for (const std::int32_t row : layer.order) {
            const AreaStyle& style = scene_.area_styles[layer.styles[static_cast<std::size_t>(row)]];
            Shape shape{std::move(areas[static_cast<std::size_t>(row)]), true, filled ? style.fill : Fill{}, scaled(style.line, options_.scale), ""};
            for (Ring& ring : shape.rings)
                for (Point& p : ring) p = frame_(p.x, p.y);
            Record record(std::move(shape));
            const auto box = box_of(record);
            if (box && box->meets(frame_.box)) records_.push_back(std::move(record));
        }
    }

    /// Look by look, those of a look and of one part of the picture as one shape: a city's streets are some hundred records.
    void paths(const PathLayer& layer) {
        const Paths paths = paths_of(*layer.lines);
        const std::uint32_t drawn = scene_.backdrop_bold ? ~0u : looks_drawn(ink_of(paths), frame_.metres_per_pixel * options_.scale);
        const double width = options_.scale * backdrop_width(frame_.metres_per_pixel * options_.scale);
        constexpr int parts = 8;
        for (const BackdropLook look : painted_in_order) {
            if (!is_drawn(drawn, static_cast<std::int32_t>(look))) continue;
            std::array<Shape, parts * parts> shapes;
            for (std::size_t line = 0; line < paths.size(); ++line) {
                if (paths.looks[line] != static_cast<std::int32_t>(look)) continue;
                for (auto path = static_cast<std::size_t>(paths.line_paths[line]); path < static_cast<std::size_t>(paths.line_paths[line + 1]); ++path) {
                    Box box;
                    Ring ring = on_page(coarser(paths.path(path), frame_.metres_per_pixel / 3), box);
                    if (!box.meets(frame_.box)) continue;
                    const auto part = [&](double at, double from, double length) { return std::clamp(static_cast<int>((at - from) / length * parts), 0, parts - 1); };
                    const int column = part((box.left + box.right) / 2, frame_.box.left, frame_.box.width()), row = part((box.top + box.bottom) / 2, frame_.box.top, frame_.box.height());
                    shapes[static_cast<std::size_t>(row * parts + column)].rings.push_back(std::move(ring));
                }
            }
            const Line line = scaled(scene_.area_styles[layer.styles[static_cast<std::size_t>(look)]].line, width);
            for (Shape& shape : shapes) {
                if (shape.rings.empty()) continue;
                shape.closed = false;
                shape.line = line;
                records_.emplace_back(std::move(shape));
            }
        }
    }

    Ring on_page(const std::vector<double>& xy, Box& box) const {
        Ring ring;
        for (std::size_t i = 0; i + 1 < xy.size(); i += 2) ring.push_back(frame_(xy[i], xy[i + 1]));
        box = {1e300, 1e300, -1e300, -1e300};
        for (const Point& p : ring) box = {std::min(box.left, p.x - 1), std::min(box.top, p.y - 1), std::max(box.right, p.x + 1), std::max(box.bottom, p.y + 1)};
        return ring;
    }

    void links(const LinkLayer& layer) {
        const double over = over_[static_cast<std::size_t>(&layer - scene_.links.data())], thin = link_width(over), faint = link_opacity(over);
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const Point a = at(layer.ends[4 * i], layer.ends[4 * i + 1]), b = at(layer.ends[4 * i + 2], layer.ends[4 * i + 3]);
            const Box around{std::min(a.x, b.x) - 1, std::min(a.y, b.y) - 1, std::max(a.x, b.x) + 1, std::max(a.y, b.y) + 1};
            if (!around.meets(frame_.box)) continue;
            const LinkStyle& style = scene_.link_styles[layer.styles[i]];
            Line line = scaled(style.line, options_.scale * thin);
            line.opacity *= faint;
            records_.emplace_back(Shape{{{a, b}}, false, {}, line, ""});
            if (!style.notch) continue;
            const double size = 5 * options_.scale * thin;
            auto notch = notch_of(a, b, size, size);
            if (!notch.empty()) records_.emplace_back(Shape{std::move(notch), true, {style.line.colour, Hatch::none, Hatch::none, line.opacity}, {}, ""});
        }
    }

    double size_of(const MarkLayer& layer, std::size_t i) const {
        return options_.scale * density_of(layer) * static_cast<double>(layer.sizes.empty() ? scene_.mark_styles[layer.styles[i]].size : layer.sizes[i]);
    }

    void marks(const MarkLayer& layer) {
        std::vector<std::size_t> order(layer.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        if (!layer.sizes.empty()) std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return layer.sizes[a] > layer.sizes[b]; });
        for (const std::size_t i : order) {
            const Point p = at(layer.xy[2 * i], layer.xy[2 * i + 1]);
            if (!seen(p)) continue;
            const MarkStyle& style = scene_.mark_styles[layer.styles[i]];
            records_.emplace_back(Symbol{style.mark, p, size_of(layer, i), style.fill, scaled(style.line, options_.scale * std::sqrt(density_of(layer)))});
            if (points_.size() < most_obstacles) points_.push_back(p);
        }
    }

    double radius_at(const Label& label) const {
        for (const MarkLayer& layer : scene_.marks)
            for (std::size_t i = 0; i < layer.size(); ++i)
                if (layer.rows[i] == label.row && layer.xy[2 * i] == label.x && layer.xy[2 * i + 1] == label.y) return size_of(layer, i) / 2;
        return 4 * options_.scale;
    }

    std::int64_t labels() {
        const double size = options_.label_size * options_.scale;
        std::vector<LabelWish> wishes;
        std::int64_t too_small = 0;
        const bool marks_named = std::any_of(scene_.labels.begin(), scene_.labels.end(), [](const Label& label) { return label.kind == LabelKind::mark; });
        for (const Label& label : scene_.labels) {
            LabelWish wish{at(label.x, label.y), label.text, static_cast<double>(label.room) / frame_.metres_per_pixel, static_cast<double>(label.importance), 0, size, false};
            if (!seen(wish.at, 0)) continue;
            if (label.kind == LabelKind::mark) {
                wish.clear = radius_at(label);
                wish.size = options_.label_size * 0.97 * std::sqrt(std::max(1.0, options_.scale));  // 8 pt on A4, and never less
                wish.room = 0;
            } else if (label.kind == LabelKind::line) {
                wish.size = options_.label_size * 0.97 * std::sqrt(std::max(1.0, options_.scale));
                wish.colour = roles_of(scene_.theme).secondary;
                if (wish.room < text_width(wish.text, wish.size)) continue;  // a street shorter than its name
                set_along(wish, static_cast<double>(label.angle), static_cast<double>(label.straight) / frame_.metres_per_pixel, wish.size);
                wish.room = 0;
            } else if (label.kind == LabelKind::shelf) {
                wish.bold = true;
                wish.at.x += text_width(label.text, size, true) / 2 + 4 * options_.scale;
                wish.at.y -= size * 0.8;
                wish.room = text_width(label.text, size, true) + 1;
            } else {
                wish.bold = marks_named;
                wish.room *= 0.72;  // inside its own area, or not at all
                if (wish.room < size) {
                    ++too_small;
                    continue;
                }
            }
            wishes.push_back(std::move(wish));
        }
        LabelRoom room{frame_.box, options_.keep_clear, counting(points_), roles_of(scene_.theme).text};
        if (!scene_.geographic) room.most_covered = most_covered;
        std::int64_t named = 0;
        for (Text& text : placed(wishes, size, room, &named)) records_.emplace_back(std::move(text));
        return static_cast<std::int64_t>(wishes.size()) - named + too_small;
    }

    static constexpr std::size_t most_obstacles = 5000;
    static constexpr double most_covered = 4;   // marks of a network that a name may lie over; the window allows twice as many, and there one can come nearer
    static constexpr double usual_width = 1.2;  // of a tie
    const Scene& scene_;
    const Frame& frame_;
    const PaintOptions& options_;
    std::vector<Record>& records_;
    std::vector<Point> points_;
    std::vector<double> densities_, over_;  // one a mark layer, a link layer
};

}  // namespace

std::string words_of(const Hidden& hidden) {
    std::string what = hidden.what;
    if (hidden.count == 1)
        for (const auto& [many, one] : {std::pair<std::string_view, std::string_view>{"people", "person"}, {"assets", "asset"}, {"ties", "tie"}, {"areas", "area"}})
            if (const auto at = what.find(many); at != std::string::npos) {
                what.replace(at, many.size(), one);
                break;
            }
    return base::grouped(hidden.count) + " " + what;
}

Frame fitted(const Bounds& bounds, const Box& box, double margin) {
    Frame out{box, {(bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2}, 1};
    const double width = std::max(1.0, box.width() - 2 * margin), height = std::max(1.0, box.height() - 2 * margin);
    out.metres_per_pixel = std::max(bounds.width() / width, bounds.height() / height);
    if (!(out.metres_per_pixel > 0)) out.metres_per_pixel = 1;  // one point, or nothing
    return out;
}

std::int64_t paint(const Scene& scene, const Frame& frame, const PaintOptions& options, std::vector<Record>& records) { return Painting(scene, frame, options, records).paint(); }

}  // namespace kith::picture
