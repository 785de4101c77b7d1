#include "viewer/app/scene_renderer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "viewer/app/gl.hpp"
#include "viewer/app/shaders.hpp"
#include "viewer/app/triangle_cache.hpp"

namespace kith::viewer::app {
namespace {

using picture::Colour;
using Texel = std::array<float, 4>;

Texel texel(const Colour& colour, double opacity) {
    return {static_cast<float>(colour.red) / 255.f, static_cast<float>(colour.green) / 255.f, static_cast<float>(colour.blue) / 255.f, static_cast<float>(opacity)};
}

/// Two texels, as shaders::fill_vertex reads them.
void add(std::vector<Texel>& out, const picture::Fill& fill) {
    const picture::HatchLines hatch = picture::lines_of(fill.hatch);
    const bool any = fill.hatch != picture::Hatch::none;
    out.push_back(texel(fill.colour.value_or(Colour{}), fill.opacity));
    out.push_back({static_cast<float>(hatch.tile), static_cast<float>(hatch.width),
                   any ? static_cast<float>((hatch.rising ? 1 : 0) + (hatch.falling ? 2 : 0) + (hatch.dots ? 4 : 0)) : 0.f, fill.colour ? 1.f : 0.f});
}
/// Two texels, as shaders::line_vertex reads them.
void add(std::vector<Texel>& out, const picture::Line& line, bool notch) {
    out.push_back(texel(line.colour.value_or(Colour{}), line.opacity));
    out.push_back({static_cast<float>(line.width), static_cast<float>(line.dash), notch ? 1.f : 0.f, line.colour ? 1.f : 0.f});
}
/// Three texels, as shaders::mark_vertex reads them.
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

/// What every layer has: a style and an emphasis a row.
struct Rows {
    gl::Lookup style_of, emphasis_of;
    std::size_t count = 0;
    bool emphasised = false;
    void fill(std::span<const std::uint16_t> styles) {
        count = styles.size();
        if (count == 0) return;
        style_of.fill(GL_R16UI, std::as_bytes(styles));
        emphasise({});
    }
    void emphasise(std::span<const std::uint8_t> bytes) {
        if (count == 0) return;
        std::vector<std::uint8_t> all(count, 0);
        std::copy_n(bytes.begin(), std::min(bytes.size(), count), all.begin());
        emphasised = std::any_of(all.begin(), all.end(), [](std::uint8_t e) { return e >= 2; });
        emphasis_of.fill(GL_R8UI, std::as_bytes(std::span<const std::uint8_t>(all)));
    }
    void bind(GLuint program) const {
        style_of.bind(program, "style_of", 1);
        emphasis_of.bind(program, "emphasis_of", 2);
    }
};

struct AreaBuffers {
    Rows rows;
    std::shared_ptr<const Triangles> triangles;
    gl::VertexArray fill_array, line_array;
    gl::Buffer at, area, index, ends, end_area;
    GLsizei indices = 0, segments = 0;
};
struct LinkBuffers {
    Rows rows;
    gl::VertexArray array;
    gl::Buffer ends;
};
struct MarkBuffers {
    Rows rows;
    gl::VertexArray array;
    gl::Buffer at, sizes;
};

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

}  // namespace

struct SceneRenderer::State {
    std::shared_ptr<TriangleCache> cache;
    gl::Program fill, line, mark, density;
    gl::VertexArray no_vertices;
    struct Counts {
        gl::Texture texture;                  // of a level of density
        std::size_t level = 0;
    };
    std::vector<Counts> counts;               // one a mark layer
    gl::Lookup area_fills, area_lines, links, mark_styles;
    std::shared_ptr<const model::Prepared> prepared;
    const picture::Scene* scene = nullptr;    // of `prepared`
    std::vector<AreaBuffers> areas;
    std::vector<LinkBuffers> link_layers;
    std::vector<MarkBuffers> mark_layers;
    gl::Target target;
    Sight last;
    std::vector<std::size_t> last_links, last_level;
    std::vector<std::uint8_t> last_raster;
    bool changed = true, waiting = false;
    std::int64_t pictures = 0;

    void upload_styles();
    void take_triangles();
    void use(const gl::Program& program, const Sight& sight, double origin_x, double origin_y) const;
    void draw_areas(const Sight& sight) const;
    void draw_links(const Sight& sight, const model::Frame& frame) const;
    void draw_marks(const Sight& sight, const model::Frame& frame) const;
    void draw_density(const Sight& sight, const model::Frame& frame);
    void draw_outlines(const AreaBuffers& area, const Sight& sight) const;
};

base::Result<std::unique_ptr<SceneRenderer>> SceneRenderer::create(std::shared_ptr<TriangleCache> triangles) {
    auto state = std::make_unique<State>();
    state->cache = std::move(triangles);
    const std::string common = shaders::common;
    const auto make = [&](const char* vertex, const char* fragment) { return gl::program_of(common + vertex, fragment); };
    auto fill = make(shaders::fill_vertex, shaders::fill_fragment);
    if (!fill) return fill.error();
    auto line = make(shaders::line_vertex, shaders::line_fragment);
    if (!line) return line.error();
    auto mark = make(shaders::mark_vertex, shaders::mark_fragment);
    if (!mark) return mark.error();
    auto density = make(shaders::density_vertex, shaders::density_fragment);
    if (!density) return density.error();
    state->density = std::move(*density);
    state->no_vertices = gl::vertex_array();
    glBindVertexArray(0);
    state->fill = std::move(*fill);
    state->line = std::move(*line);
    state->mark = std::move(*mark);
    return std::unique_ptr<SceneRenderer>(new SceneRenderer(std::move(state)));
}

SceneRenderer::SceneRenderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
SceneRenderer::~SceneRenderer() = default;

void SceneRenderer::State::upload_styles() {
    std::vector<Texel> fills, edges, lines, marks;
    for (const picture::AreaStyle& style : scene->area_styles) {
        add(fills, style.fill);
        add(edges, style.line, false);
    }
    for (const picture::LinkStyle& style : scene->link_styles) add(lines, style.line, style.notch);
    for (const picture::MarkStyle& style : scene->mark_styles) add(marks, style);
    const auto fill_in = [](gl::Lookup& lookup, const std::vector<Texel>& texels) {
        if (!texels.empty()) lookup.fill(GL_RGBA32F, std::as_bytes(std::span<const Texel>(texels)));
    };
    fill_in(area_fills, fills);
    fill_in(area_lines, edges);
    fill_in(links, lines);
    fill_in(mark_styles, marks);
}

void SceneRenderer::show(std::shared_ptr<const model::Prepared> prepared) {
    State& s = *state_;
    s.prepared = std::move(prepared);
    s.scene = &s.prepared->scene;
    s.counts.clear();
    s.changed = true;
    s.areas.clear();
    s.link_layers.clear();
    s.mark_layers.clear();
    s.upload_styles();
    for (const picture::AreaLayer& layer : s.scene->areas) s.areas.emplace_back().rows.fill(layer.styles);
    for (const picture::LinkLayer& layer : s.scene->links) {
        LinkBuffers& out = s.link_layers.emplace_back();
        out.rows.fill(layer.styles);
        out.array = gl::vertex_array();
        out.ends = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.ends));
        attribute(0, 4, 0, 0, 1);
    }
    for (const picture::MarkLayer& layer : s.scene->marks) {
        MarkBuffers& out = s.mark_layers.emplace_back();
        out.rows.fill(layer.styles);
        out.array = gl::vertex_array();
        out.at = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.xy));
        if (!layer.sizes.empty()) out.sizes = gl::buffer_of(GL_ARRAY_BUFFER, std::span<const float>(layer.sizes));
    }
    glBindVertexArray(0);
}

void SceneRenderer::emphasise(SceneEmphasis emphasis) {
    State& s = *state_;
    const auto give = [](auto& layers, const std::vector<std::vector<std::uint8_t>>& bytes) {
        for (std::size_t i = 0; i < layers.size(); ++i) layers[i].rows.emphasise(i < bytes.size() ? std::span<const std::uint8_t>(bytes[i]) : std::span<const std::uint8_t>());
    };
    give(s.areas, emphasis.areas);
    give(s.link_layers, emphasis.links);
    give(s.mark_layers, emphasis.marks);
    s.changed = true;
}

void SceneRenderer::State::take_triangles() {
    waiting = false;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas[i].triangles || !scene->areas[i].geometry) continue;
        areas[i].triangles = cache->find(scene->areas[i].geometry);
        if (areas[i].triangles) {
            upload(areas[i], scene->areas[i]);
            changed = true;
        } else {
            waiting = true;
        }
    }
}

void SceneRenderer::State::use(const gl::Program& program, const Sight& sight, double origin_x, double origin_y) const {
    glUseProgram(program);
    const picture::Roles& roles = picture::roles_of(scene->theme);
    const auto place = [&](const char* name) { return glGetUniformLocation(program, name); };
    const auto colour = [&](const char* name, const Colour& value) {
        const Texel t = texel(value, 1);
        glUniform3f(place(name), t[0], t[1], t[2]);
    };
    glUniform2f(place("shift"), static_cast<float>(origin_x - sight.x), static_cast<float>(origin_y - sight.y));
    glUniform2f(place("half_size"), static_cast<float>(sight.width) / 2, static_cast<float>(sight.height) / 2);
    glUniform1f(place("scale"), static_cast<float>(sight.pixels_per_unit));
    glUniform1f(place("ratio"), sight.ratio);
    colour("ground", roles.ground);
    colour("accent", roles.accent);
    colour("hover", roles.hover);
    colour("ink", roles.secondary);
}

void SceneRenderer::State::draw_outlines(const AreaBuffers& area, const Sight& sight) const {
    use(line, sight, area.triangles->origin_x, area.triangles->origin_y);
    area_lines.bind(line, "styles", 0);
    area.rows.bind(line);
    glUniform1i(glGetUniformLocation(line, "by_instance"), 0);
    glBindVertexArray(area.line_array);
    for (const int pass : {0, 1}) {
        if (pass == 1 && !area.rows.emphasised) break;
        glUniform1i(glGetUniformLocation(line, "emphasised"), pass);
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, area.segments);
    }
}

void SceneRenderer::State::draw_areas(const Sight& sight) const {
    for (const AreaBuffers& area : areas) {
        if (!area.triangles || area.rows.count == 0) continue;
        use(fill, sight, area.triangles->origin_x, area.triangles->origin_y);
        area_fills.bind(fill, "styles", 0);
        area.rows.bind(fill);
        glBindVertexArray(area.fill_array);
        glDrawElements(GL_TRIANGLES, area.indices, GL_UNSIGNED_INT, nullptr);
        draw_outlines(area, sight);
    }
}

void SceneRenderer::State::draw_links(const Sight& sight, const model::Frame& frame) const {
    use(line, sight, scene->origin.x, scene->origin.y);
    glUniform1i(glGetUniformLocation(line, "by_instance"), 1);
    links.bind(line, "styles", 0);
    for (std::size_t i = 0; i < link_layers.size(); ++i) {
        const LinkBuffers& layer = link_layers[i];
        const std::size_t count = i < frame.links.size() ? std::min(frame.links[i], layer.rows.count) : layer.rows.count;
        if (count == 0) continue;
        layer.rows.bind(line);
        glBindVertexArray(layer.array);
        for (const int pass : {0, 1}) {
            if (pass == 1 && !layer.rows.emphasised) break;
            glUniform1i(glGetUniformLocation(line, "emphasised"), pass);
            glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
        }
    }
}

namespace {

/// One stretch of a layer's columns: GL 3.3 has no first instance, so the attributes begin there.
void draw_stretch(const MarkBuffers& layer, GLuint program, std::size_t first, std::size_t count) {
    glUniform1i(glGetUniformLocation(program, "base"), static_cast<GLint>(first));
    glBindBuffer(GL_ARRAY_BUFFER, layer.at);
    attribute(0, 2, 0, first * 2 * sizeof(float), 1);
    if (layer.sizes.made()) {
        glBindBuffer(GL_ARRAY_BUFFER, layer.sizes);
        attribute(1, 1, 0, first * sizeof(float), 1);
    } else {
        glVertexAttrib1f(1, 0.f);
    }
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
}

gl::Texture counts_of(const model::DensityLevel& level) {
    GLuint name = 0;
    glGenTextures(1, &name);
    gl::Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, texture);
    const std::vector<float> values(level.counts.begin(), level.counts.end());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, level.columns, level.rows, 0, GL_RED, GL_FLOAT, values.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    return texture;
}

}  // namespace

void SceneRenderer::State::draw_marks(const Sight& sight, const model::Frame& frame) const {
    use(mark, sight, scene->origin.x, scene->origin.y);
    mark_styles.bind(mark, "styles", 0);
    for (const int pass : {0, 1})
        for (std::size_t i = 0; i < mark_layers.size(); ++i) {
            const MarkBuffers& layer = mark_layers[i];
            if (layer.rows.count == 0 || (pass == 1 && !layer.rows.emphasised) || (pass == 0 && i < frame.raster.size() && frame.raster[i] != 0)) continue;
            layer.rows.bind(mark);
            glUniform1i(glGetUniformLocation(mark, "emphasised"), pass);
            glBindVertexArray(layer.array);
            if (pass == 0 && layer.rows.count > 4096 && i < frame.marks.size()) {
                for (const auto& stretch : frame.marks[i])
                    if (stretch.last > stretch.first) draw_stretch(layer, mark, stretch.first, stretch.last - stretch.first);
            } else {
                draw_stretch(layer, mark, 0, layer.rows.count);
            }
        }
}

/// How many stand where, instead of each of them.
void SceneRenderer::State::draw_density(const Sight& sight, const model::Frame& frame) {
    counts.resize(prepared->densities.size());
    for (std::size_t i = 0; i < frame.raster.size() && i < counts.size(); ++i) {
        const model::Density& of = prepared->densities[i];
        if (frame.raster[i] == 0 || frame.level[i] >= of.levels.size()) continue;
        const model::DensityLevel& level = of.levels[frame.level[i]];
        if (!counts[i].texture.made() || counts[i].level != frame.level[i]) counts[i] = {counts_of(level), frame.level[i]};
        use(density, sight, of.origin.x, of.origin.y);
        glBindTexture(GL_TEXTURE_2D, counts[i].texture);
        glUniform1i(glGetUniformLocation(density, "counts"), 0);
        glUniform1f(glGetUniformLocation(density, "most"), static_cast<float>(level.most));
        glUniform2f(glGetUniformLocation(density, "extent"), static_cast<float>(level.columns * level.cell), static_cast<float>(level.rows * level.cell));
        glBindVertexArray(no_vertices);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
}

bool SceneRenderer::draw(const Sight& sight, const model::Frame& frame) {
    State& s = *state_;
    if (s.scene == nullptr || sight.width <= 0 || sight.height <= 0) return false;
    s.take_triangles();
    if (!s.changed && sight == s.last && frame.links == s.last_links && frame.raster == s.last_raster && frame.level == s.last_level) return false;
    s.target.size(sight.width, sight.height);
    s.target.bind();
    const Texel ground = texel(picture::roles_of(s.scene->theme).ground, 1);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glClearColor(ground[0], ground[1], ground[2], 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    s.draw_areas(sight);
    s.draw_links(sight, frame);
    s.draw_density(sight, frame);
    s.draw_marks(sight, frame);
    glBindVertexArray(0);
    glUseProgram(0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    s.last = sight;
    s.last_links = frame.links;
    s.last_raster = frame.raster;
    s.last_level = frame.level;
    s.changed = false;
    ++s.pictures;
    return true;
}

std::uint32_t SceneRenderer::texture() const { return state_->pictures == 0 ? 0 : state_->target.texture(); }
bool SceneRenderer::waiting() const { return state_->waiting; }
std::int64_t SceneRenderer::pictures() const { return state_->pictures; }

}  // namespace kith::viewer::app
