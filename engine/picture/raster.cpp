#include "engine/picture/raster.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <memory>

namespace kith::picture {
namespace {

constexpr double most_pixels = 160e6;

struct Free {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using Surface = std::unique_ptr<cairo_surface_t, Free>;
using Context = std::unique_ptr<cairo_t, Free>;

void use(cairo_t* c, Colour colour, double opacity = 1) {
    if (opacity < 1) cairo_set_source_rgba(c, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, opacity);
    else cairo_set_source_rgb(c, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

/// Covers the current clip with the lines or dots of a hatch, over its ground.
void paint_hatch(cairo_t* c, Hatch hatch, const Roles& roles, double scale) {
    const bool unknown = hatch == Hatch::no_data || hatch == Hatch::not_asked || hatch == Hatch::suppressed;
    HatchLines lines = lines_of(hatch);
    lines.tile *= scale;
    lines.width *= scale;
    use(c, unknown ? roles.ground : roles.panel);
    cairo_paint(c);
    use(c, unknown ? roles.secondary : roles.text);
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
    Painter(cairo_t* context, const Drawing& drawing, bool black_and_white)
        : c_(context), roles_(roles_of(drawing.theme)), hatch_scale_(drawing.hatch_scale), black_and_white_(black_and_white), layout_(pango_cairo_create_layout(context)) {
        // Unhinted, so that words are as wide at every size and on paper as on screen.
        const std::unique_ptr<cairo_font_options_t, Free> options(cairo_font_options_create());
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(pango_layout_get_context(layout_.get()), options.get());
        pango_context_set_round_glyph_positions(pango_layout_get_context(layout_.get()), FALSE);
        pango_layout_context_changed(layout_.get());
        use(c_, roles_.panel);
        cairo_paint(c_);
        cairo_set_fill_rule(c_, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_save(c_);
    }
    ~Painter() { cairo_restore(c_); }
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void operator()(const Shape& shape) {
        for (const Ring& ring : shape.rings) trace(ring, shape.closed);
        paint(shape.closed ? shape.fill : Fill{}, shape.line);
    }
    void operator()(const Symbol& symbol) {
        for (const Ring& ring : mark_rings(symbol.mark, symbol.at, symbol.size)) trace(ring, true);
        paint(symbol.fill, symbol.line);
    }
    void operator()(const Clip& clip) {
        cairo_restore(c_);
        cairo_save(c_);
        if (!clip.to) return;
        cairo_rectangle(c_, clip.to->left, clip.to->top, clip.to->width(), clip.to->height());
        cairo_clip(c_);
    }
    void operator()(const Text& text) {
        const std::unique_ptr<PangoFontDescription, Free> font(pango_font_description_from_string("Inter,Noto Sans,DejaVu Sans,sans-serif"));
        pango_font_description_set_absolute_size(font.get(), text.size * PANGO_SCALE);
        pango_font_description_set_weight(font.get(), text.bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout_.get(), font.get());
        pango_layout_set_text(layout_.get(), text.text.data(), static_cast<int>(text.text.size()));
        int width = 0, height = 0;
        pango_layout_get_size(layout_.get(), &width, &height);
        const double length = static_cast<double>(width) / PANGO_SCALE;
        const double back = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? length / 2 : length;
        const double x = text.at.x - back, y = text.at.y - static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE;
        cairo_save(c_);
        cairo_translate(c_, text.at.x, text.at.y);
        cairo_rotate(c_, text.angle);
        cairo_translate(c_, -text.at.x, -text.at.y);
        if (text.halo) {
            cairo_move_to(c_, x, y);
            pango_cairo_layout_path(c_, layout_.get());
            use(c_, roles_.panel);
            cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
            cairo_set_dash(c_, nullptr, 0, 0);
            cairo_set_line_width(c_, text.size * 0.32);
            cairo_stroke(c_);
        }
        cairo_move_to(c_, x, y);
        use(c_, text.colour);
        pango_cairo_show_layout(c_, layout_.get());
        cairo_new_path(c_);
        cairo_restore(c_);
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
            paint_hatch(c_, hatch, roles_, hatch_scale_);
            cairo_restore(c_);
            cairo_new_path(c_);
            cairo_append_path(c_, path);
            cairo_path_destroy(path);
        } else if (fill.colour) {
            use(c_, *fill.colour, fill.opacity);
            cairo_fill_preserve(c_);
        }
        if (line.colour && line.width > 0) stroke(line, banded ? roles_.secondary : *line.colour);  // or a white area would lose its edge
        cairo_new_path(c_);
    }

    void stroke(const Line& line, Colour colour) {
        use(c_, colour, line.opacity);
        double dashes[4] = {};
        int count = 0;
        for (const double part : pattern_of(line.dash)) dashes[count++] = part * line.width;
        cairo_set_dash(c_, dashes, count, 0);
        cairo_set_line_cap(c_, line.dash == Dash::dotted ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(c_, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(c_, line.width);
        cairo_stroke(c_);
    }

    cairo_t* c_;
    const Roles& roles_;
    double hatch_scale_;
    bool black_and_white_;
    std::unique_ptr<PangoLayout, Free> layout_;
};

void paint(cairo_t* context, const Drawing& drawing, bool black_and_white) {
    Painter painter(context, drawing, black_and_white);
    for (const Record& record : drawing.records) std::visit(painter, record);
}

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
    if (width * height > most_pixels) return base::Error{base::Code::too_large, "The picture would be larger than 160 million pixels; ask for a smaller size or fewer dots an inch."};
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    const Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    paint(context.get(), drawing, black_and_white);
    std::vector<std::byte> out;
    if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS || cairo_surface_write_to_png_stream(surface.get(), append, &out) != CAIRO_STATUS_SUCCESS)
        return base::internal_error("The picture could not be drawn.");
    return out;
}

base::Result<std::vector<std::byte>> pdf(std::span<const Drawing> pages, bool black_and_white) {
    if (pages.empty()) return base::misuse("A document needs at least one page.");
    constexpr double points = 72.0 / 96.0;  // a unit of the drawing
    std::vector<std::byte> out;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &out, pages.front().width * points, pages.front().height * points));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, pages.front().title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Kith");
    // The same drawing gives the same bytes: no clock in the file.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    {
        const Context context(cairo_create(surface.get()));
        cairo_scale(context.get(), points, points);
        for (const Drawing& page : pages) {
            cairo_pdf_surface_set_size(surface.get(), page.width * points, page.height * points);
            paint(context.get(), page, black_and_white);
            cairo_show_page(context.get());
        }
        if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) return base::internal_error("The document could not be drawn.");
    }
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return base::internal_error("The document could not be written.");
    return out;
}

}  // namespace kith::picture
