#include "engine/report/streets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/text.hpp"

namespace kith::report {
namespace {

using picture::Point;

double length_of(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

/// The point of the piece a-b that is nearest to p.
Point foot_on(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const double along = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0;
    return {a.x + along * dx, a.y + along * dy};
}

std::optional<Point> crossing(Point a, Point b, Point c, Point d) {
    const double cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
    if (cross == 0) return std::nullopt;
    const double s = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross, t = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / cross;
    if (s < 0 || s > 1 || t < 0 || t > 1) return std::nullopt;
    return Point{a.x + s * (b.x - a.x), a.y + s * (b.y - a.y)};
}

}  // namespace

Streets::Streets(const privacy::View& view) {
    for (const privacy::Backdrop& backdrop : view.backdrops())
        if (const auto lines = view.segment("backdrop." + backdrop.as + ".lines")) add(*lines);
}

void Streets::add(const column::Segment& lines) {
    const column::Column *name = lines.find("name"), *look = lines.find("look");
    if (name == nullptr) return;
    const auto paths = lines.find("line_paths")->i64(), starts = lines.find("path_points")->i64();
    const auto xy = lines.find("points")->xy();
    for (std::size_t row = 0; row < name->rows(); ++row) {
        if (!name->known(row) || name->text(row).empty() || look->i32()[row] > static_cast<std::int32_t>(column::BackdropLook::path)) continue;
        const std::string_view words = name->text(row);
        const auto [found, first] = rows_.emplace(words, names_.size());
        if (first) names_.emplace_back(words);
        const std::size_t street = found->second;
        for (auto path = static_cast<std::size_t>(paths[row]); path < static_cast<std::size_t>(paths[row + 1]); ++path)
            for (auto i = static_cast<std::size_t>(starts[path]) + 1; i < static_cast<std::size_t>(starts[path + 1]); ++i)
                pieces_.push_back({{xy[2 * i - 2], xy[2 * i - 1]}, {xy[2 * i], xy[2 * i + 1]}, street});
    }
}

std::string Streets::called(std::string_view name) const {
    const std::string wanted = base::lower(base::trimmed(name));
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const std::string& one) { return base::lower(one) == wanted; });
    return found == names_.end() ? std::string() : *found;
}

std::vector<Streets::Piece> Streets::pieces_of(std::string_view name) const {
    const std::string written = called(name);
    std::vector<Piece> out;
    for (const Piece& piece : pieces_)
        if (names_[piece.street] == written) out.push_back(piece);
    return out;
}

std::string Streets::nearest(double x, double y, base::Metres within) const {
    double best = within.value;
    std::string out;
    for (const Piece& piece : pieces_)
        if (const double metres = length_of({x, y}, foot_on({x, y}, piece.from, piece.to)); metres <= best && (metres < best || out.empty())) best = metres, out = names_[piece.street];
    return out;
}

std::optional<Streets::Meeting> Streets::meeting(std::string_view one, std::string_view other) const {
    std::optional<Meeting> best;
    const auto others = pieces_of(other);
    const auto take = [&](Point a, Point b) {
        const double apart = length_of(a, b);
        if (!best || apart < best->apart.value) best = Meeting{{(a.x + b.x) / 2, (a.y + b.y) / 2}, base::Metres{apart}};
    };
    for (const Piece& a : pieces_of(one))
        for (const Piece& b : others) {
            if (const auto at = crossing(a.from, a.to, b.from, b.to)) return Meeting{*at, base::Metres{0}};
            for (const Point p : {a.from, a.to}) take(p, foot_on(p, b.from, b.to));
            for (const Point p : {b.from, b.to}) take(p, foot_on(p, a.from, a.to));
        }
    return best;
}

std::optional<picture::Point> Streets::middle(std::string_view name) const {
    const auto pieces = pieces_of(name);
    double whole = 0;
    for (const Piece& piece : pieces) whole += length_of(piece.from, piece.to);
    double left = whole / 2;
    for (const Piece& piece : pieces) {
        const double length = length_of(piece.from, piece.to);
        if (left <= length) {
            const double along = length > 0 ? left / length : 0;
            return Point{piece.from.x + along * (piece.to.x - piece.from.x), piece.from.y + along * (piece.to.y - piece.from.y)};
        }
        left -= length;
    }
    return std::nullopt;
}

}  // namespace kith::report
