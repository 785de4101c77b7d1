#include "viewer/app/scene_buffers.hpp"

#include <algorithm>

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
void whole_attribute(GLuint at, GLuint divisor) {
    glEnableVertexAttribArray(at);
    glVertexAttribIPointer(at, 1, GL_UNSIGNED_INT, 0, nullptr);
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

}  // namespace

void upload(MarkBuffers& out, const picture::MarkLayer& layer) {
    out.rows.fill(layer.styles);
    out.array = gl::vertex_array();
    out.at = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.xy));
    if (!layer.sizes.empty()) out.sizes = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.sizes));
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
    out.line_array = gl::vertex_array();
    out.ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(from.segments));
    attribute(0, 4, 0, 0, 1);
    out.end_area = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const std::uint32_t>(from.segment_area));
    whole_attribute(1, 1);
    out.segments = static_cast<GLsizei>(from.segment_area.size());
    glBindVertexArray(0);
}

}  // namespace kith::viewer::app
