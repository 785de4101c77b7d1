// What lies below the marks: areas, lines behind, how many stand where, and links; kept where links are many, as emphasis changes few of them.
#include <algorithm>

#include "viewer/app/scene_state.hpp"

namespace kith::viewer::app {

void SceneRenderer::State::draw_outlines(const AreaBuffers& area, const Sight& sight, int all_as, std::initializer_list<int> passes) const {
    use(line, sight, area.triangles->origin_x, area.triangles->origin_y);
    area_lines.bind(line, "styles", 0);
    area.rows.bind(line);
    glUniform1i(glGetUniformLocation(line, "by_instance"), 0);
    glUniform1i(glGetUniformLocation(line, "all_as"), all_as);
    glUniform1f(glGetUniformLocation(line, "faint"), 1.f);
    glUniform1f(glGetUniformLocation(line, "thin"), 1.f);
    const AreaBuffers::Outlines& outlines = area.outlines(sight.pixels_per_unit);
    glBindVertexArray(outlines.array);
    each_pass(area.rows, line, passes, [&] { glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, outlines.count); });
}

void SceneRenderer::State::draw_fill(const AreaBuffers& area, const Sight& sight, int all_as) const {
    use(fill, sight, area.triangles->origin_x, area.triangles->origin_y);
    area_fills.bind(fill, "styles", 0);
    area.rows.bind(fill);
    glBindVertexArray(area.fill_array);
    glDrawElements(GL_TRIANGLES, area.indices, GL_UNSIGNED_INT, nullptr);
    draw_outlines(area, sight, all_as);
}

/// What lies behind is painted over the areas, and their borders once more over that.
void SceneRenderer::State::draw_areas(const Sight& sight, const model::Frame& frame, int all_as) {
    for (const std::vector<AreaBuffers>* list : {&areas, &behind})
        for (const AreaBuffers& area : *list)
            if (area.drawn()) draw_fill(area, sight, all_as);
    draw_paths(sight, frame);
    for (const AreaBuffers& area : areas)
        if (area.drawn() && !(behind.empty() && paths.empty())) draw_outlines(area, sight, all_as);
}

void SceneRenderer::State::draw_paths(const Sight& sight, const model::Frame& frame) {
    for (std::size_t i = 0; i < paths.size() && i < frame.paths.size(); ++i) {
        const model::PathIndex::Cut& cut = frame.paths[i];
        if (cut.stretches.empty()) continue;
        const PathBuffers::Level& level = level_of(paths[i], cut.level);
        use(line, sight, paths[i].index->origin().x, paths[i].index->origin().y);
        area_lines.bind(line, "styles", 0);
        path_styles[i].bind(line);
        const auto place = [&](const char* name) { return glGetUniformLocation(line, name); };
        glUniform1i(place("by_instance"), 0);
        glUniform1i(place("all_as"), 0);
        glUniform1i(place("pass"), 1);
        glUniform1i(place("rounded"), 1);
        glUniform1f(place("faint"), 1.f);
        glUniform1f(place("thin"), cut.width);
        glBindVertexArray(level.array);
        for (const auto& stretch : cut.stretches) {  // GL 3.3 has no first instance, so the attributes begin there
            glBindBuffer(GL_ARRAY_BUFFER, level.ends);
            attribute(0, 4, 0, std::size_t{4} * stretch.first * sizeof(float), 1);
            glBindBuffer(GL_ARRAY_BUFFER, level.looks);
            whole_attribute(1, 1, stretch.first * sizeof(std::uint32_t));
            glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(stretch.last - stretch.first));
        }
        glUniform1i(place("rounded"), 0);
    }
}

std::size_t SceneRenderer::State::shown_links(std::size_t layer, const model::Frame& frame) const {
    const std::size_t count = link_layers[layer].rows.count;
    return layer < frame.links.size() ? std::min(frame.links[layer], count) : count;
}

void SceneRenderer::State::use_for_links(const LinkBuffers& layer, std::size_t at, const model::Frame& frame, int all_as) const {
    layer.rows.bind(line);
    glUniform1i(glGetUniformLocation(line, "all_as"), all_as);
    glUniform1f(glGetUniformLocation(line, "faint"), at < frame.link_opacity.size() ? frame.link_opacity[at] : 1.f);
    glUniform1f(glGetUniformLocation(line, "thin"), at < frame.link_width.size() ? frame.link_width[at] : 1.f);
}

void SceneRenderer::State::draw_links(const Sight& sight, const model::Frame& frame, int all_as) const {
    use(line, sight, scene->origin.x, scene->origin.y);
    glUniform1i(glGetUniformLocation(line, "by_instance"), 1);
    links.bind(line, "styles", 0);
    for (std::size_t i = 0; i < link_layers.size(); ++i) {
        const LinkBuffers& layer = link_layers[i];
        const std::size_t count = shown_links(i, frame);
        if (count == 0) continue;
        use_for_links(layer, i, frame, all_as);
        glBindVertexArray(layer.array);
        const auto draw = [&] { glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count)); };
        if (all_as < 0) each_pass(layer.rows, line, {0, 1, 2}, draw);
        if (all_as >= 0) each_pass(layer.rows, line, {1 - all_as}, draw);
    }
}

void SceneRenderer::State::draw_own_links(const Sight& sight, const model::Frame& frame) const {
    use(line, sight, scene->origin.x, scene->origin.y);
    glUniform1i(glGetUniformLocation(line, "by_instance"), 0);
    links.bind(line, "styles", 0);
    for (std::size_t i = 0; i < link_layers.size(); ++i) {
        const LinkBuffers& layer = link_layers[i];
        const auto end = std::lower_bound(layer.own.begin(), layer.own.end(), shown_links(i, frame));
        const auto count = static_cast<GLsizei>(end - layer.own.begin());
        if (count == 0) continue;
        use_for_links(layer, i, frame, -1);
        glBindVertexArray(layer.own_array);
        each_pass(layer.rows, line, {1, 2}, [&] { glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count); });
    }
}

/// `all_as`: see shaders.hpp, of areas (which are never dimmed) only whether.
void SceneRenderer::State::draw_below(const Sight& sight, const model::Frame& frame, int all_as) {
    clear();
    draw_areas(sight, frame, std::min(all_as, 0));
    draw_density(sight, frame);
    draw_links(sight, frame, all_as);
}

bool SceneRenderer::State::many_links(const model::Frame& frame) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < link_layers.size(); ++i) count += shown_links(i, frame);
    return count > model::most_links_moving;
}

/// So many links are faint: with a few of them over it, what was drawn once is the same to the eye as all drawn anew.
void SceneRenderer::State::draw_kept_below(const Sight& sight, const model::Frame& frame) {
    Kept& below = kept[ties_dimmed ? 1 : 0];
    if (!below.good) {
        below.target.size(sight.width, sight.height);
        below.target.bind();
        draw_below(sight, frame, ties_dimmed ? 1 : 0);
        below.good = true;
    }
    target.copy(below.target);
    for (const AreaBuffers& area : areas)
        if (area.drawn()) draw_outlines(area, sight, -1, {2});
    draw_own_links(sight, frame);
}

}  // namespace kith::viewer::app
