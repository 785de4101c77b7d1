#pragma once
// What a renderer holds, and its ways to draw: what lies below the marks in scene_below.cpp, the rest in scene_renderer.cpp.
#include <array>
#include <initializer_list>
#include <memory>
#include <vector>

#include "viewer/app/scene_buffers.hpp"
#include "viewer/app/scene_renderer.hpp"

namespace kith::viewer::app {

struct SceneRenderer::State {
    std::shared_ptr<TriangleCache> cache;
    gl::Program fill, line, mark, lit_mark, density;
    gl::Texture shapes;                       // of marks, for `mark`
    gl::VertexArray no_vertices;
    struct Counts {
        gl::Texture texture;                  // of a level of density
        float one = 0;                        // where one stands alone, of the fullest
        std::size_t level = 0;
    };
    std::vector<Counts> counts;               // one a mark layer
    gl::Lookup area_fills, area_lines, links, mark_styles;
    std::shared_ptr<const model::Prepared> prepared;
    const picture::Scene* scene = nullptr;    // of `prepared`
    std::vector<AreaBuffers> areas, behind;      // `behind`: areas of the backdrop
    std::vector<PathBuffers> paths;
    std::vector<Rows> path_styles;               // one a layer of lines behind: a style a look
    std::vector<LinkBuffers> link_layers;
    std::vector<MarkBuffers> mark_layers;
    gl::Target target;
    struct Kept {
        gl::Target target;
        bool good = false;
    };
    std::array<Kept, 2> kept;                    // where ties are many: what lies below the marks with all of them plain, and dimmed
    bool ties_dimmed = false;                    // but for a few
    Sight last;
    std::vector<std::size_t> last_links, last_level;
    std::vector<std::uint8_t> last_raster;
    bool changed = true, waiting = false;
    std::int64_t pictures = 0;

    base::Status make_marks();
    void change();
    void clear() const;
    void upload_styles();
    void keep_paths();
    void take_triangles();
    void use(const gl::Program& program, const Sight& sight, double origin_x, double origin_y) const;
    void draw_below(const Sight& sight, const model::Frame& frame, int all_as);
    void draw_kept_below(const Sight& sight, const model::Frame& frame);
    void draw_areas(const Sight& sight, const model::Frame& frame, int all_as);
    void draw_fill(const AreaBuffers& area, const Sight& sight, int all_as) const;
    void draw_paths(const Sight& sight, const model::Frame& frame);
    void take_triangles(std::vector<AreaBuffers>& of, const std::vector<picture::AreaLayer>& layers);
    void use_for_links(const LinkBuffers& layer, std::size_t at, const model::Frame& frame, int all_as) const;
    void draw_links(const Sight& sight, const model::Frame& frame, int all_as) const;
    void draw_own_links(const Sight& sight, const model::Frame& frame) const;
    std::size_t shown_links(std::size_t layer, const model::Frame& frame) const;
    bool many_links(const model::Frame& frame) const;
    void draw_marks(const Sight& sight, const model::Frame& frame) const;
    void draw_lit_marks(const Sight& sight) const;
    void draw_density(const Sight& sight, const model::Frame& frame);
    void draw_outlines(const AreaBuffers& area, const Sight& sight, int all_as, std::initializer_list<int> passes = {0, 1, 2}) const;
    bool dims_down() const;                   // a dimmed one never makes its ground lighter
    template <class Draw>
    void each_pass(const Rows& rows, GLuint program, std::initializer_list<int> passes, Draw draw) const;
};

/// The passes of shaders.hpp that have anything to draw; `draw` draws one.
template <class Draw>
void SceneRenderer::State::each_pass(const Rows& rows, GLuint program, std::initializer_list<int> passes, Draw draw) const {
    for (const int pass : passes) {
        if ((pass == 0 && !rows.dimmed) || (pass == 2 && !rows.emphasised)) continue;
        if (pass == 0) glBlendEquation(dims_down() ? GL_MIN : GL_MAX);
        glUniform1i(glGetUniformLocation(program, "pass"), pass);
        draw();
        if (pass == 0) glBlendEquation(GL_FUNC_ADD);
    }
}

}  // namespace kith::viewer::app
