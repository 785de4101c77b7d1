#pragma once
// What a scene's layers are on the graphics card, and how styles are written for its programs (shaders.hpp).
#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "engine/picture/scene.hpp"
#include "viewer/app/gl.hpp"
#include "viewer/app/tessellate.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/path_index.hpp"

namespace kith::viewer::app {

using picture::Colour;
using Texel = std::array<float, 4>;
Texel texel(const Colour& colour, double opacity);

/// Two texels, as shaders::fill_vertex reads them.
void add(std::vector<Texel>& out, const picture::Fill& fill);
/// Two texels, as shaders::line_vertex reads them.
void add(std::vector<Texel>& out, const picture::Line& line, bool notch);
/// Three texels, as shaders::mark_vertex reads them.
void add(std::vector<Texel>& out, const picture::MarkStyle& mark);

/// Floats, and whole numbers, of the buffer that is bound, for the vertex array that is bound.
void attribute(GLuint at, GLint count, std::size_t stride, std::size_t offset, GLuint divisor);
void whole_attribute(GLuint at, GLuint divisor, std::size_t offset = 0);

/// What every layer has: a style and an emphasis a row.
struct Rows {
    gl::Lookup style_of, emphasis_of;
    std::size_t count = 0;
    bool emphasised = false, dimmed = false;
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
        dimmed = std::find(all.begin(), all.end(), std::uint8_t{1}) != all.end();
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
    gl::VertexArray fill_array;
    gl::Buffer at, area, index;
    GLsizei indices = 0;
    struct Outlines {
        gl::VertexArray array;
        gl::Buffer ends, area;
        GLsizei count = 0;
    };
    Outlines fine, coarse;
    bool drawn() const { return triangles && rows.count > 0; }
    double step = 0;                     // metres that a corner of the coarse ones may be off
    const Outlines& outlines(double pixels_per_unit) const { return step * pixels_per_unit <= 0.75 ? coarse : fine; }
};
struct LinkBuffers {
    Rows rows;
    gl::VertexArray array, own_array;
    gl::Buffer ends, own_ends, own_rows;  // `own`: those alone that are not emphasised as most are
    std::vector<std::uint32_t> own;
};
struct MarkBuffers {
    Rows rows;
    gl::VertexArray array, lit_array;
    gl::Buffer at, sizes, lit_at, lit_sizes, lit_rows;   // `lit`: the emphasised ones alone
    std::size_t lit = 0;
};
/// Lines behind: all levels of detail, uploaded once a layer whatever it then looks like.
struct PathBuffers {
    std::shared_ptr<const model::PathIndex> index;
    struct Level {
        gl::VertexArray array;
        gl::Buffer ends, looks;
    };
    std::vector<Level> levels;           // of the index, made when they are first drawn
};
/// The vertex array and buffers of a level.
PathBuffers::Level& level_of(PathBuffers& of, std::size_t level);
void upload(MarkBuffers& out, const picture::MarkLayer& layer);
void upload(LinkBuffers& out, const picture::LinkLayer& layer);
/// Emphasis anew, and which links do not have that of most.
void emphasise(LinkBuffers& out, const picture::LinkLayer& layer, std::span<const std::uint8_t> bytes, std::uint8_t most);
/// Emphasis anew, and who is lit.
void emphasise(MarkBuffers& out, const picture::MarkLayer& layer, std::span<const std::uint8_t> bytes);
/// Triangles in the order that areas are painted in, and their outlines.
void upload(AreaBuffers& out, const picture::AreaLayer& layer);
/// How many marks each cell of a level holds, softened (1 2 1 both ways), as shares of the fullest.
struct DensityTexture {
    gl::Texture texture;
    float one = 0;  // the share where one stands alone
};
DensityTexture density_of(const model::DensityLevel& level);

}  // namespace kith::viewer::app
