#include "viewer/app/scene_buffers.hpp"

#include <algorithm>
#include <cmath>

namespace kith::viewer::app {

Texel texel(const Colour& colour, double opacity) {
    return {static_cast<float>(colour.red) / 255.f, static_cast<float>(colour.green) / 255.f, static_cast<float>(colour.blue) / 255.f, static_cast<float>(opacity)};
}

void add(std::vector<Texel>& out, const picture::Fill& fill) {
    const picture::HatchLines hatch = picture::lines_of(fill.hatch);
    const bool any = fill.hatch != picture::Hatch::none;
    out.push_back(texel(fill.colour.value_or(Colour{}), fill.opacity));
    out.push_back({static_cast<float>(hatch.tile), static_cast<float>(hatch.width),
                   any ? static_cast<float>((hatch.rising ? 1 : 0) + (hatch.falling ? 2 : 0) + (hatch.dots ? 4 : 0)) : 0.f, fill.colour ? 1.f : 0.f});
}
void add(std::vector<Texel>& out, const picture::Line& line, bool notch) {
    out.push_back(texel(line.colour.value_or(Colour{}), line.opacity));
    out.push_back({static_cast<float>(line.width), static_cast<float>(line.dash), notch ? 1.f : 0.f, line.colour ? 1.f : 0.f});
}
void add(std::vector<Texel>& out, const picture::MarkStyle& mark) {
    out.push_back(texel(mark.fill.colour.value_or(Colour{}), mark.fill.opacity));
    out.push_back(texel(mark.line.colour.value_or(Colour{}), mark.line.opacity));
    out.push_back({static_cast<float>(mark.mark), mark.fill.colour ? 1.f : 0.f, mark.line.colour ? static_cast<float>(mark.line.width) : 0.f, mark.size});
}

void attribute(GLuint at, GLint count, std::size_t stride, std::size_t offset, GLuint divisor) {
    glEnableVertexAttribArray(at);
    glVertexAttribPointer(at, count, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride), reinterpret_cast<const void*>(offset));
    glVertexAttribDivisor(at, divisor);
}
void whole_attribute(GLuint at, GLuint divisor, std::size_t offset) {
    glEnableVertexAttribArray(at);
    glVertexAttribIPointer(at, 1, GL_UNSIGNED_INT, 0, reinterpret_cast<const void*>(offset));
    glVertexAttribDivisor(at, divisor);
}

namespace {

/// The triangles in the order that areas are painted in.
std::vector<std::uint32_t> ordered(const Triangles& triangles, std::span<const std::int32_t> order) {
    std::vector<std::uint32_t> index;
    index.reserve(triangles.index.size());
    for (const std::int32_t area : order) {
        const auto a = static_cast<std::size_t>(area);
        if (a + 1 >= triangles.first.size()) continue;
        index.insert(index.end(), triangles.index.begin() + triangles.first[a], triangles.index.begin() + triangles.first[a + 1]);
    }
    return index;
}

struct Coarse {
    std::vector<float> segments;
    std::vector<std::uint32_t> area;
};
/// Runs of short segments as one, so long as they end within `step` of where they begin: for a sight from afar.
Coarse coarser(const Triangles& from, float step) {
    Coarse out;
    const std::vector<float>& s = from.segments;
    for (std::size_t i = 0; i < from.segment_area.size();) {
        std::size_t last = i;
        const auto goes_on = [&](std::size_t at) {
            return at + 1 < from.segment_area.size() && from.segment_area[at + 1] == from.segment_area[i] && s[4 * at + 4] == s[4 * at + 2] && s[4 * at + 5] == s[4 * at + 3];
        };
        while (goes_on(last) && std::hypot(s[4 * last + 2] - s[4 * i], s[4 * last + 3] - s[4 * i + 1]) < step) ++last;
        out.segments.insert(out.segments.end(), {s[4 * i], s[4 * i + 1], s[4 * last + 2], s[4 * last + 3]});
        out.area.push_back(from.segment_area[i]);
        i = last + 1;
    }
    return out;
}

AreaBuffers::Outlines outlines_of(const std::vector<float>& segments, const std::vector<std::uint32_t>& area) {
    AreaBuffers::Outlines out;
    out.array = gl::vertex_array();
    out.ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(segments));
    attribute(0, 4, 0, 0, 1);
    out.area = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(area));
    whole_attribute(1, 1);
    out.count = static_cast<GLsizei>(area.size());
    return out;
}

}  // namespace

void upload(MarkBuffers& out, const picture::MarkLayer& layer) {
    out.rows.fill(layer.styles);
    out.array = gl::vertex_array();
    out.at = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.xy));
    if (!layer.sizes.empty()) out.sizes = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.sizes));
}

void upload(LinkBuffers& out, const picture::LinkLayer& layer) {
    out.rows.fill(layer.styles);
    out.array = gl::vertex_array();
    out.ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.ends));
    attribute(0, 4, 0, 0, 1);
    glBindVertexArray(0);
}

void emphasise(LinkBuffers& out, const picture::LinkLayer& layer, std::span<const std::uint8_t> bytes, std::uint8_t most) {
    out.rows.emphasise(bytes);
    out.own.clear();
    std::vector<float> ends;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if ((i < bytes.size() ? bytes[i] : std::uint8_t{0}) == most) continue;
        out.own.push_back(static_cast<std::uint32_t>(i));
        ends.insert(ends.end(), layer.ends.begin() + static_cast<std::ptrdiff_t>(4 * i), layer.ends.begin() + static_cast<std::ptrdiff_t>(4 * i + 4));
    }
    if (out.own.empty()) return;
    out.own_array = gl::vertex_array();
    out.own_ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(ends));
    attribute(0, 4, 0, 0, 1);
    out.own_rows = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(out.own));
    whole_attribute(1, 1);
    glBindVertexArray(0);
}

void emphasise(MarkBuffers& out, const picture::MarkLayer& layer, std::span<const std::uint8_t> bytes) {
    out.rows.emphasise(bytes);
    std::vector<std::uint32_t> rows;
    std::vector<float> at, sizes;
    for (std::size_t i = 0; i < std::min(bytes.size(), layer.size()); ++i) {
        if (bytes[i] < 2) continue;
        rows.push_back(static_cast<std::uint32_t>(i));
        at.insert(at.end(), {layer.xy[2 * i], layer.xy[2 * i + 1]});
        sizes.push_back(layer.sizes.empty() ? 0.f : layer.sizes[i]);
    }
    out.lit = rows.size();
    if (rows.empty()) return;
    out.lit_array = gl::vertex_array();
    out.lit_at = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(at));
    attribute(0, 2, 0, 0, 1);
    out.lit_sizes = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(sizes));
    attribute(1, 1, 0, 0, 1);
    out.lit_rows = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(rows));
    whole_attribute(2, 1);
    glBindVertexArray(0);
}

PathBuffers::Level& level_of(PathBuffers& of, std::size_t at) {
    of.levels.resize(of.index->levels().size());
    PathBuffers::Level& level = of.levels[at];
    if (level.array.made()) return level;
    const model::PathIndex::Level& from = of.index->levels()[at];
    level.array = gl::vertex_array();
    level.ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(from.ends));
    level.looks = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(from.looks));
    glBindVertexArray(0);
    return level;
}

void upload(AreaBuffers& out, const picture::AreaLayer& layer) {
    const Triangles& from = *out.triangles;
    out.fill_array = gl::vertex_array();
    out.at = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(from.xy));
    attribute(0, 2, 0, 0, 0);
    out.area = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(from.area));
    whole_attribute(1, 0);
    const std::vector<std::uint32_t> index = layer.order.empty() ? from.index : ordered(from, layer.order);
    out.index = gl::buffer_of(GL_ELEMENT_ARRAY_BUFFER, std::span<const std::uint32_t>(index));
    out.indices = static_cast<GLsizei>(index.size());
    const auto [left, right] = std::minmax_element(from.xy.begin(), from.xy.end());
    out.step = from.xy.empty() ? 0 : static_cast<double>(*right - *left) / 1024;
    out.fine = outlines_of(from.segments, from.segment_area);
    const Coarse coarse = coarser(from, static_cast<float>(out.step));
    out.coarse = outlines_of(coarse.segments, coarse.area);
    glBindVertexArray(0);
}

/// Each cell with half of itself and a quarter of each neighbour, `stride` apart along `count` cells; beyond both ends is nobody.
void soften(std::vector<float>& values, std::size_t count, std::size_t stride) {
    const std::vector<float> from = values;
    const std::size_t line = count * stride;  // cells of one line, or of all lines side by side
    for (std::size_t first = 0; first + line <= values.size(); first += line)
        for (std::size_t i = first; i < first + line; ++i) {
            const float before = i >= first + stride ? from[i - stride] : 0, after = i + stride < first + line ? from[i + stride] : 0;
            values[i] = 0.5f * from[i] + 0.25f * (before + after);
        }
}

DensityTexture density_of(const model::DensityLevel& level) {
    std::vector<float> values(level.counts.begin(), level.counts.end());
    soften(values, static_cast<std::size_t>(level.columns), 1);
    soften(values, static_cast<std::size_t>(level.rows), static_cast<std::size_t>(level.columns));
    const float most = std::max(*std::max_element(values.begin(), values.end()), 1e-6f);
    for (float& value : values) value /= most;
    GLuint name = 0;
    glGenTextures(1, &name);
    gl::Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, level.columns, level.rows, 0, GL_RED, GL_FLOAT, values.data());
    for (const auto filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER}) glTexParameteri(GL_TEXTURE_2D, static_cast<GLenum>(filter), GL_LINEAR);
    for (const auto wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T}) glTexParameteri(GL_TEXTURE_2D, static_cast<GLenum>(wrap), GL_CLAMP_TO_BORDER);  // nobody beyond the edge
    return {std::move(texture), 0.25f / most};  // a quarter of one is in its own cell once it is softened
}

}  // namespace kith::viewer::app
