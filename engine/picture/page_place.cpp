// Pages that say whose they are and who may see them; and paper for pictures that bring none.
#include <algorithm>

#include "engine/column/date_words.hpp"
#include "engine/picture/page.hpp"
#include "engine/picture/walk.hpp"

namespace kith::picture {
namespace {

/// The box around what is reached on foot, a little larger; nothing where no walk is drawn.
std::optional<Bounds> around_walk(const Scene& scene) {
    const Bounds walk = walk_bounds(scene);
    if (walk.empty) return std::nullopt;
    constexpr double more = 60;  // metres
    Bounds out = walk;
    out.add(walk.left - more, walk.bottom - more);
    out.add(walk.right + more, walk.top + more);
    return out;
}

/// Moves a record and makes it larger, about the drawing's corner.
class Enlarged {
public:
    Enlarged(double factor, Point to) : factor_(factor), to_(to) {}
    void operator()(Shape& shape) const {
        for (Ring& ring : shape.rings)
            for (Point& p : ring) p = moved(p);
        shape.line.width *= factor_;
    }
    void operator()(Symbol& symbol) const {
        symbol.at = moved(symbol.at);
        symbol.size *= factor_;
        symbol.line.width *= factor_;
    }
    void operator()(Text& text) const {
        text.at = moved(text.at);
        text.size *= factor_;
    }
    void operator()(Clip& clip) const {
        if (!clip.to) return;
        const Point low = moved({clip.to->left, clip.to->top}), high = moved({clip.to->right, clip.to->bottom});
        clip.to = Box{low.x, low.y, high.x, high.y};
    }

private:
    Point moved(Point p) const { return {to_.x + p.x * factor_, to_.y + p.y * factor_}; }
    double factor_;
    Point to_;
};

}  // namespace

std::string credits_of(const privacy::View& view) {
    std::string out = "Drawn by Kith";
    if (const auto day = view.as_of()) out += ", as of " + column::date_words(*day);
    if (view.audience() == privacy::Audience::team) out += ". For the team only: it shows people";
    return out + ".";
}

base::Result<Drawing> page_of(const Scene& scene, const privacy::View& view, PageSpec spec) {
    if (!spec.show) spec.show = around_walk(scene);
    if (spec.subtitle.empty()) spec.subtitle = view.note();
    if (spec.credits.empty()) spec.credits = credits_of(view);
    return page_of(scene, spec);
}

Drawing on_paper(const Drawing& drawing, const PaperSize& paper) {
    const auto factor_on = [&](const PaperSize& sheet) { return std::min(sheet.width.pixels() / drawing.width, sheet.height.pixels() / drawing.height); };
    const bool upright = paper.width.value <= paper.height.value;  // a size that is broad already was meant so
    const PaperSize sheet = upright && factor_on(paper.turned()) > factor_on(paper) * 1.001 ? paper.turned() : paper;
    Drawing out = drawing;
    out.width = sheet.width.pixels();
    out.height = sheet.height.pixels();
    const double factor = factor_on(sheet);
    const Enlarged enlarge(factor, {(out.width - drawing.width * factor) / 2, (out.height - drawing.height * factor) / 2});
    for (Record& record : out.records) std::visit(enlarge, record);
    out.hatch_scale *= factor;
    return out;
}

}  // namespace kith::picture
