#include "engine/picture/raster.hpp"

#include <cairo.h>

#include <cmath>
#include <memory>

namespace kith::picture {
namespace {

constexpr double most_pixels = 64e6;

struct Free {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, Free>;
using Context = std::unique_ptr<cairo_t, Free>;

void use(cairo_t* c, Colour colour) { cairo_set_source_rgb(c, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0); }

/// Covers the current clip with the lines or dots of a hatch, over its ground.
void paint_hatch(cairo_t* c, Hatch hatch) {
    const bool unknown = hatch == Hatch::no_data || hatch == Hatch::not_asked || hatch == Hatch::suppressed;
    const HatchLines lines = lines_of(hatch);
    use(c, unknown ? ground : panel);
    cairo_paint(c);
    use(c, unknown ? secondary : ink);
    double left = 0, top = 0, right = 0, bottom = 0;
    cairo_clip_extents(c, &left, &top, &right, &bottom);
    const double t = lines.tile, height = bottom - top;
    const double first = std::floor((left - height) / t) * t, start = std::floor(top / t) * t;
    cairo_set_line_width(c, lines.width);
    if (lines.rising || lines.falling) {
        for (double x = first; x < right + height; x += t) {
            if (lines.rising) {
                cairo_move_to(c, x, start + height + t);
                cairo_line_to(c, x + height + t, start);
            }
            if (lines.falling) {
                cairo_move_to(c, x, start);
                cairo_line_to(c, x + height + t, start + height + t);
            }
        }
        cairo_stroke(c);
    }
    if (!lines.dots) return;
    for (double y = start; y < bottom + t; y += t)
        for (double x = std::floor(left / t) * t; x < right + t; x += t) {
            cairo_new_sub_path(c);
            cairo_arc(c, x + t / 2, y + t / 2, lines.width / 2, 0, 6.3);
        }
    cairo_fill(c);
}

class Painter {
public:
    Painter(cairo_t* context, bool black_and_white) : c_(context), black_and_white_(black_and_white) {}

    void operator()(const Shape& shape) {
        for (const Ring& ring : shape.rings) trace(ring, shape.closed);
        paint(shape.closed ? shape.fill : Fill{}, shape.line);
    }
    void operator()(const Symbol& symbol) {
        for (const Ring& ring : mark_rings(symbol.mark, symbol.at, symbol.size)) trace(ring, true);
        paint(symbol.fill, symbol.line);
    }
    void operator()(const Text& text) {
        cairo_select_font_face(c_, "Inter", CAIRO_FONT_SLANT_NORMAL, text.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(c_, text.size);
        cairo_text_extents_t extents;
        cairo_text_extents(c_, text.text.c_str(), &extents);
        const double back = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? extents.x_advance / 2 : extents.x_advance;
        cairo_move_to(c_, text.at.x - back, text.at.y);
        if (text.halo) {
            cairo_text_path(c_, text.text.c_str());
            use(c_, panel);
            cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
            cairo_set_line_width(c_, 3);
            cairo_stroke(c_);
            cairo_move_to(c_, text.at.x - back, text.at.y);
        }
        use(c_, text.colour);
        cairo_show_text(c_, text.text.c_str());
        cairo_new_path(c_);
    }

private:
    void trace(const Ring& ring, bool closed) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (i == 0) cairo_move_to(c_, ring[i].x, ring[i].y);
            else cairo_line_to(c_, ring[i].x, ring[i].y);
        }
        if (closed && !ring.empty()) cairo_close_path(c_);
    }

    void paint(const Fill& fill, const Line& line) {
        const bool banded = black_and_white_ && fill.in_black_and_white != Hatch::none;
        const Hatch hatch = banded ? fill.in_black_and_white : fill.hatch;
        if (hatch != Hatch::none) {
            cairo_save(c_);
            cairo_path_t* path = cairo_copy_path(c_);
            cairo_clip(c_);
            paint_hatch(c_, hatch);
            cairo_restore(c_);
            cairo_new_path(c_);
            cairo_append_path(c_, path);
            cairo_path_destroy(path);
        } else if (fill.colour) {
            use(c_, *fill.colour);
            cairo_fill_preserve(c_);
        }
        if (line.colour && line.width > 0) {
            use(c_, banded ? secondary : *line.colour);  // or a white area would lose its edge
            cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
            cairo_set_line_width(c_, line.width);
            cairo_stroke(c_);
        }
        cairo_new_path(c_);
    }

    cairo_t* c_;
    bool black_and_white_;
};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto& out = *static_cast<std::vector<std::byte>*>(closure);
    const auto* bytes = reinterpret_cast<const std::byte*>(data);
    out.insert(out.end(), bytes, bytes + length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

base::Result<std::vector<std::byte>> png(const Drawing& drawing, double scale, bool black_and_white) {
    const double width = std::ceil(drawing.width * scale), height = std::ceil(drawing.height * scale);
    if (!(width >= 1 && height >= 1)) return base::misuse("A picture needs a width and a height.");
    if (width * height > most_pixels) return base::Error{base::Code::too_large, "The picture would be larger than 64 million pixels; ask for a smaller scale."};
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    const Context context(cairo_create(surface.get()));
    cairo_set_fill_rule(context.get(), CAIRO_FILL_RULE_EVEN_ODD);
    use(context.get(), panel);
    cairo_paint(context.get());
    cairo_scale(context.get(), scale, scale);
    Painter painter(context.get(), black_and_white);
    for (const Record& record : drawing.records) std::visit(painter, record);
    std::vector<std::byte> out;
    if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS || cairo_surface_write_to_png_stream(surface.get(), append, &out) != CAIRO_STATUS_SUCCESS)
        return base::internal_error("The picture could not be drawn.");
    return out;
}

}  // namespace kith::picture
