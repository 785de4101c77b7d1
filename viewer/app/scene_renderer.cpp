#include "viewer/app/scene_renderer.hpp"

#include <algorithm>
#include <utility>

#include "viewer/app/scene_state.hpp"
#include "viewer/app/shaders.hpp"
#include "viewer/app/triangle_cache.hpp"

namespace kith::viewer::app {
namespace {

constexpr int shape_pixels = 96;  // along a tile of four radii
constexpr std::size_t many_lit = 60;

}  // namespace

base::Result<std::unique_ptr<SceneRenderer>> SceneRenderer::create(std::shared_ptr<TriangleCache> triangles) {
    auto state = std::make_unique<State>();
    state->cache = std::move(triangles);
    const std::string common = shaders::common;
    const auto make = [&](const char* vertex, const char* fragment) { return gl::program_of(common + vertex, fragment); };
    auto fill = make(shaders::fill_vertex, shaders::fill_fragment);
    if (!fill) return fill.error();
    auto line = make(shaders::line_vertex, shaders::line_fragment);
    if (!line) return line.error();
    auto density = make(shaders::density_vertex, shaders::density_fragment);
    if (!density) return density.error();
    state->density = std::move(*density);
    state->no_vertices = gl::vertex_array();
    glBindVertexArray(0);
    state->fill = std::move(*fill);
    state->line = std::move(*line);
    if (auto made = state->make_marks(); !made) return made.error();
    return std::unique_ptr<SceneRenderer>(new SceneRenderer(std::move(state)));
}

/// Plain marks are drawn by a picture of their shapes, the few emphasised ones exactly and with rings.
base::Status SceneRenderer::State::make_marks() {
    const std::string vertex = std::string(shaders::common) + shaders::mark_vertex, exact = shaders::mark_shapes;
    auto plain = gl::program_of(vertex, std::string(shaders::mark_shapes_looked_up) + shaders::mark_fragment);
    if (!plain) return plain.error();
    auto lit = gl::program_of(vertex, "#define RINGS\n" + exact + shaders::mark_fragment);
    if (!lit) return lit.error();
    auto drawn = gl::program_of(shaders::shapes_vertex, exact + shaders::shapes_fragment);
    if (!drawn) return drawn.error();
    mark = std::move(*plain);
    lit_mark = std::move(*lit);
    shapes = gl::distances(*drawn, picture::mark_count, shape_pixels);
    return {};
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

/// Lines that were there before keep their buffers: only what they look like is new.
void SceneRenderer::State::keep_paths() {
    std::vector<PathBuffers> before = std::exchange(paths, {});
    path_styles.clear();
    for (std::size_t i = 0; i < prepared->paths.size(); ++i) {
        const auto at = std::find_if(before.begin(), before.end(), [&](const PathBuffers& one) { return one.index == prepared->paths[i]; });
        paths.push_back(at == before.end() ? PathBuffers{prepared->paths[i], {}} : std::move(*at));
        path_styles.emplace_back().fill(scene->backdrop_lines[i].styles);
    }
}

void SceneRenderer::show(std::shared_ptr<const model::Prepared> prepared) {
    State& s = *state_;
    s.prepared = std::move(prepared);
    s.scene = &s.prepared->scene;
    s.counts.clear();
    s.change();
    s.areas.clear();
    s.behind.clear();
    s.keep_paths();
    s.link_layers.clear();
    s.mark_layers.clear();
    s.upload_styles();
    for (const picture::AreaLayer& layer : s.scene->areas) s.areas.emplace_back().rows.fill(layer.styles);
    for (const picture::AreaLayer& layer : s.scene->backdrop_areas) s.behind.emplace_back().rows.fill(layer.styles);
    for (const picture::LinkLayer& layer : s.scene->links) upload(s.link_layers.emplace_back(), layer);
    for (const picture::MarkLayer& layer : s.scene->marks) upload(s.mark_layers.emplace_back(), layer);
    glBindVertexArray(0);
}

void SceneRenderer::emphasise(const SceneEmphasis& emphasis) {
    State& s = *state_;
    const auto of = [](const std::vector<std::vector<std::uint8_t>>& bytes, std::size_t i) { return i < bytes.size() ? std::span<const std::uint8_t>(bytes[i]) : std::span<const std::uint8_t>(); };
    for (std::size_t i = 0; i < s.areas.size(); ++i) s.areas[i].rows.emphasise(of(emphasis.areas, i));
    s.ties_dimmed = std::any_of(emphasis.links.begin(), emphasis.links.end(), [](const auto& bytes) { return std::find(bytes.begin(), bytes.end(), std::uint8_t{1}) != bytes.end(); });
    for (std::size_t i = 0; i < s.link_layers.size(); ++i) app::emphasise(s.link_layers[i], s.scene->links[i], of(emphasis.links, i), s.ties_dimmed ? 1 : 0);
    for (std::size_t i = 0; i < s.mark_layers.size(); ++i) app::emphasise(s.mark_layers[i], s.scene->marks[i], of(emphasis.marks, i));
    s.changed = true;
}

/// More than the emphasis is another than before.
void SceneRenderer::State::change() {
    changed = true;
    for (Kept& one : kept) one.good = false;
}

void SceneRenderer::State::take_triangles() {
    waiting = false;
    take_triangles(areas, scene->areas);
    take_triangles(behind, scene->backdrop_areas);
}

void SceneRenderer::State::take_triangles(std::vector<AreaBuffers>& of, const std::vector<picture::AreaLayer>& layers) {
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i].triangles || !layers[i].geometry) continue;
        of[i].triangles = cache->find(layers[i].geometry);
        if (of[i].triangles) {
            upload(of[i], layers[i]);
            change();
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
    colour("neutral", dims_down() ? Colour{255, 255, 255} : Colour{0, 0, 0});
}

bool SceneRenderer::State::dims_down() const { return picture::luminance(picture::roles_of(scene->theme).ground) > 0.5; }

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

}  // namespace

void SceneRenderer::State::draw_marks(const Sight& sight, const model::Frame& frame) const {
    use(mark, sight, scene->origin.x, scene->origin.y);
    mark_styles.bind(mark, "styles", 0);
    glUniform1i(glGetUniformLocation(mark, "shapes"), 3);
    glActiveTexture(GL_TEXTURE3);
    glBindTexture(GL_TEXTURE_2D, shapes);
    glActiveTexture(GL_TEXTURE0);
    for (const int pass : {0, 1})
        for (std::size_t i = 0; i < mark_layers.size(); ++i) {
            const MarkBuffers& layer = mark_layers[i];
            if (layer.rows.count == 0 || (i < frame.raster.size() && frame.raster[i] != 0)) continue;
            layer.rows.bind(mark);
            glUniform1f(glGetUniformLocation(mark, "crowd"), i < frame.mark_scale.size() ? frame.mark_scale[i] : 1.f);
            glBindVertexArray(layer.array);
            each_pass(layer.rows, mark, {pass}, [&] {
                if (layer.rows.count <= 4096 || i >= frame.marks.size()) return draw_stretch(layer, mark, 0, layer.rows.count);
                for (const auto& stretch : frame.marks[i])
                    if (stretch.last > stretch.first) draw_stretch(layer, mark, stretch.first, stretch.last - stretch.first);
            });
        }
    draw_lit_marks(sight);
}

void SceneRenderer::State::draw_lit_marks(const Sight& sight) const {
    use(lit_mark, sight, scene->origin.x, scene->origin.y);
    mark_styles.bind(lit_mark, "styles", 0);
    glUniform1i(glGetUniformLocation(lit_mark, "pass"), 2);
    for (const MarkBuffers& layer : mark_layers) {
        if (layer.lit == 0) continue;
        layer.rows.bind(lit_mark);
        glUniform1f(glGetUniformLocation(lit_mark, "slim"), layer.lit > many_lit ? 0.5f : 1.f);  // else rings hide one another
        glBindVertexArray(layer.lit_array);
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(layer.lit));
    }
}

/// How many stand where, instead of each of them.
void SceneRenderer::State::draw_density(const Sight& sight, const model::Frame& frame) {
    counts.resize(prepared->densities.size());
    for (std::size_t i = 0; i < frame.raster.size() && i < counts.size(); ++i) {
        const model::Density& of = prepared->densities[i];
        if (frame.raster[i] == 0 || frame.level[i] >= of.levels.size()) continue;
        const model::DensityLevel& level = of.levels[frame.level[i]];
        if (!counts[i].texture.made() || counts[i].level != frame.level[i]) {
            DensityTexture made = density_of(level);
            counts[i] = {std::move(made.texture), made.one, frame.level[i]};
        }
        use(density, sight, of.origin.x, of.origin.y);
        glBindTexture(GL_TEXTURE_2D, counts[i].texture);
        glUniform1i(glGetUniformLocation(density, "shares"), 0);
        glUniform1f(glGetUniformLocation(density, "one"), counts[i].one);
        glUniform2f(glGetUniformLocation(density, "extent"), static_cast<float>(level.columns * level.cell), static_cast<float>(level.rows * level.cell));
        glBindVertexArray(no_vertices);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
}

void SceneRenderer::State::clear() const {
    const Texel ground = texel(picture::roles_of(scene->theme).ground, 1);
    glClearColor(ground[0], ground[1], ground[2], 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

std::uint32_t SceneRenderer::size(int width, int height) {
    if (state_->target.size(width, height)) state_->change();
    return state_->target.texture();
}

bool SceneRenderer::draw(const Sight& sight, const model::Frame& frame) {
    State& s = *state_;
    if (s.scene == nullptr || sight.width <= 0 || sight.height <= 0) return false;
    s.take_triangles();
    if (!(sight == s.last && frame.links == s.last_links && frame.raster == s.last_raster && frame.level == s.last_level)) s.change();
    if (!s.changed) return false;
    size(sight.width, sight.height);
    s.target.bind();
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    if (s.many_links(frame)) {
        s.draw_kept_below(sight, frame);
    } else {
        s.kept = {};
        s.draw_below(sight, frame, -1);
    }
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

std::uint32_t SceneRenderer::texture() const { return state_->target.texture(); }
bool SceneRenderer::waiting() const { return state_->waiting; }
std::int64_t SceneRenderer::pictures() const { return state_->pictures; }

}  // namespace kith::viewer::app
