#include "engine/picture/svg.hpp"

#include <fmt/format.h>

#include <cmath>

#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr std::string_view font = "Inter, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

/// A coordinate with one decimal, as short as can be: "12.5", "-3", "0".
void put(std::string& out, double value) {
    const long tenths = std::lround(value * 10);
    if (tenths < 0) out += '-';
    const long size = std::labs(tenths);
    fmt::format_to(std::back_inserter(out), "{}", size / 10);
    if (size % 10 != 0) {
        out += '.';
        out += static_cast<char>('0' + size % 10);
    }
}

void put_pair(std::string& out, double x, double y) {
    put(out, x);
    if (std::lround(y * 10) >= 0) out += ' ';
    put(out, y);
}

/// Relative moves in tenths of a pixel, rounded so that errors do not add up; points that fall on the last are left out.
void put_path(std::string& out, const std::vector<Ring>& rings, bool closed) {
    for (const Ring& ring : rings) {
        if (ring.empty()) continue;
        double x = std::round(ring[0].x * 10) / 10, y = std::round(ring[0].y * 10) / 10;
        out += 'M';
        put_pair(out, x, y);
        bool first = true;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const double nx = std::round(ring[i].x * 10) / 10, ny = std::round(ring[i].y * 10) / 10;
            if (nx == x && ny == y) continue;
            if (first) out += 'l';
            else if (std::lround((nx - x) * 10) >= 0) out += ' ';
            first = false;
            put_pair(out, nx - x, ny - y);
            x = nx;
            y = ny;
        }
        if (closed) out += 'z';
    }
}

void put_line(std::string& out, const Line& line) {
    if (!line.colour || line.width <= 0) return;
    fmt::format_to(std::back_inserter(out), " stroke=\"{}\" stroke-width=\"", hex(*line.colour));
    put(out, line.width);
    out += '"';
    if (line.opacity < 1) fmt::format_to(std::back_inserter(out), " stroke-opacity=\"{:.2f}\"", line.opacity);
    if (line.dash == Dash::solid) return;
    out += " stroke-dasharray=\"";
    std::string_view between = "";
    for (const double part : pattern_of(line.dash)) {
        fmt::format_to(std::back_inserter(out), "{}{:.2f}", between, part * line.width);
        between = " ";
    }
    out += line.dash == Dash::dotted ? "\" stroke-linecap=\"round\"" : "\"";
}

class Writer {
public:
    Writer(std::string& out, const Drawing& drawing, const SvgOptions& options) : out_(out), drawing_(drawing), roles_(roles_of(drawing.theme)), options_(options) {}

    void operator()(const Clip& clip) {
        end_clip();
        if (!clip.to) return;
        const std::string id = fmt::format("{}-c{}", escaped(drawing_.id), ++clips_);
        out_ += fmt::format("<clipPath id=\"{}\"><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/></clipPath><g clip-path=\"url(#{})\">\n", id, clip.to->left, clip.to->top,
                            clip.to->width(), clip.to->height(), id);
        clipped_ = true;
    }
    void end_clip() {
        if (clipped_) out_ += "</g>\n";
        clipped_ = false;
    }

    void operator()(const Shape& shape) {
        std::string path;
        put_path(path, shape.rings, shape.closed);
        if (path.empty()) return;
        element("path", " d=\"" + path + "\"", shape.closed ? shape.fill : Fill{}, shape.line, shape.title, shape.closed);
    }

    void operator()(const Symbol& symbol) {
        std::string place;
        if (symbol.mark == Mark::circle) {
            place = " cx=\"";
            put(place, symbol.at.x);
            place += "\" cy=\"";
            put(place, symbol.at.y);
            place += "\" r=\"";
            put(place, symbol.size / 2);
            place += '"';
            element("circle", place, symbol.fill, symbol.line, "", true);
            return;
        }
        place = " d=\"";
        put_path(place, mark_rings(symbol.mark, symbol.at, symbol.size), true);
        element("path", place + '"', symbol.fill, symbol.line, "", true);
    }

    void operator()(const Text& text) {
        out_ += "<text x=\"";
        put(out_, text.at.x);
        out_ += "\" y=\"";
        put(out_, text.at.y);
        out_ += "\" font-size=\"";
        put(out_, text.size);
        fmt::format_to(std::back_inserter(out_), "\" fill=\"{}\"", hex(text.colour));
        if (text.anchor != Anchor::start) out_ += text.anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
        if (text.angle != 0) fmt::format_to(std::back_inserter(out_), " transform=\"rotate({:.1f} {:.1f} {:.1f})\"", text.angle * 180 / 3.14159265358979323846, text.at.x, text.at.y);
        if (text.bold) out_ += " font-weight=\"600\"";
        if (text.halo) {
            out_ += fmt::format(" stroke=\"{}\" stroke-width=\"", hex(roles_.panel));
            put(out_, text.size * 0.32);
            out_ += "\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
        }
        out_ += '>' + escaped(text.text) + "</text>\n";
    }

private:
    void element(std::string_view tag, const std::string& place, const Fill& fill, const Line& line, const std::string& title, bool closed) {
        const bool banded = fill.in_black_and_white != Hatch::none;
        const bool hatch_only = fill.hatch != Hatch::none;  // those patterns bring their own ground
        out_ += fmt::format("<{}{}", tag, place);
        if (banded && !options_.standalone) out_ += fmt::format(" class=\"k-{}\"", name_of(fill.in_black_and_white));
        if (banded && options_.black_and_white) out_ += fmt::format(" fill=\"url(#h-{})\"", name_of(fill.in_black_and_white));
        else if (hatch_only) out_ += fmt::format(" fill=\"url(#h-{})\"", name_of(fill.hatch));
        else if (fill.colour) out_ += fmt::format(" fill=\"{}\"", hex(*fill.colour)) + (fill.opacity < 1 ? fmt::format(" fill-opacity=\"{:.2f}\"", fill.opacity) : "");
        else out_ += " fill=\"none\"";
        if (closed && tag == "path") out_ += " fill-rule=\"evenodd\"";
        put_line(out_, banded && options_.black_and_white ? Line{roles_.secondary, line.width} : line);
        if (title.empty()) out_ += "/>\n";
        else out_ += fmt::format("><title>{}</title></{}>\n", escaped(title), tag);
    }

    std::string& out_;
    const Drawing& drawing_;
    const Roles& roles_;
    const SvgOptions& options_;
    int clips_ = 0;
    bool clipped_ = false;
};

std::string pattern(Hatch hatch, const Roles& roles, double scale) {
    const HatchLines lines = lines_of(hatch);
    const bool unknown = hatch == Hatch::no_data || hatch == Hatch::not_asked || hatch == Hatch::suppressed;
    const double t = lines.tile;
    std::string out = fmt::format("<pattern id=\"h-{}\" width=\"{}\" height=\"{}\" patternUnits=\"userSpaceOnUse\"{}><rect width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                                  name_of(hatch), t, t, scale == 1 ? "" : fmt::format(" patternTransform=\"scale({:.2f})\"", scale), t, t, hex(unknown ? roles.ground : roles.panel));
    // A diagonal is drawn three times, so that its ends at the corners of the tile are whole.
    const auto diagonal = [&](double x0, double y0, double x1, double y1) {
        out += fmt::format("<path d=\"M{} {}L{} {}\" stroke=\"{}\" stroke-width=\"{:.2f}\"/>", x0, y0, x1, y1, hex(unknown ? roles.secondary : roles.text), lines.width);
    };
    for (const double shift : {-t, 0.0, t}) {
        if (lines.rising) diagonal(shift - 1, t + 1, shift + t + 1, -1);
        if (lines.falling) diagonal(shift - 1, -1, shift + t + 1, t + 1);
    }
    if (lines.dots) out += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{:.2f}\" fill=\"{}\"/>", t / 2, t / 2, lines.width / 2, hex(roles.secondary));
    return out + "</pattern>";
}

std::string patterns(Theme theme, double scale = 1) {
    const Roles& roles = roles_of(theme);
    std::string out = "<defs>";
    for (const Hatch hatch : {Hatch::no_data, Hatch::not_asked, Hatch::suppressed}) out += pattern(hatch, roles, scale);
    for (int i = 0; i < band_count; ++i) out += pattern(static_cast<Hatch>(static_cast<int>(Hatch::band_0) + i), roles, scale);
    return out + "</defs>";
}

}  // namespace

std::string svg(const Drawing& drawing, const SvgOptions& options) {
    std::string out = "<svg";
    if (options.standalone) out += " xmlns=\"http://www.w3.org/2000/svg\"";
    std::string size;
    put(size, drawing.width);
    size += ' ';
    put(size, drawing.height);
    out += fmt::format(" role=\"img\" aria-labelledby=\"{0}-t {0}-d\" viewBox=\"0 0 {1}\" width=\"{2:.0f}\" height=\"{3:.0f}\" font-family=\"{4}\">\n",
                       escaped(drawing.id), size, drawing.width, drawing.height, font);
    out += fmt::format("<title id=\"{0}-t\">{1}</title>\n<desc id=\"{0}-d\">{2}</desc>\n", escaped(drawing.id), escaped(drawing.title), escaped(drawing.description));
    if (options.standalone) {
        out += patterns(drawing.theme, drawing.hatch_scale);
        out += fmt::format("<rect width=\"{:.0f}\" height=\"{:.0f}\" fill=\"{}\"/>\n", drawing.width, drawing.height, hex(roles_of(drawing.theme).panel));
    }
    Writer writer(out, drawing, options);
    for (const Record& record : drawing.records) std::visit(writer, record);
    writer.end_clip();
    return out + "</svg>\n";
}

std::string svg_patterns() { return "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\">" + patterns(Theme::light) + "</svg>\n"; }

std::string black_and_white_css(std::string_view selector) {
    std::string out;
    for (int i = 0; i < band_count; ++i)
        out += fmt::format("{0} .k-band-{1}{{fill:url(#h-band-{1});stroke:{2}}}\n", selector, i, hex(secondary));  // or white would lose its edge
    return out;
}

}  // namespace kith::picture
