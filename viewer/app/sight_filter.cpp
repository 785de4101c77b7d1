#include "viewer/app/sight_filter.hpp"

namespace kith::viewer::app {
namespace {

constexpr const char* vertex = R"(
void main() {
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
    gl_Position = vec4(corner, 0.0, 1.0);
}
)";
constexpr const char* fragment = R"(
uniform sampler2D before;
uniform mat3 sight;
out vec4 result;
vec3 linear(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c)); }
vec3 encoded(vec3 c) { return mix(c * 12.92, 1.055 * pow(max(c, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)); }
void main() {
    vec3 seen = sight * linear(texelFetch(before, ivec2(gl_FragCoord.xy), 0).rgb);
    result = vec4(encoded(clamp(seen, 0.0, 1.0)), 1.0);
}
)";

}  // namespace

base::Status SightFilter::apply(picture::ColourSight sight, int width, int height) {
    if (sight == picture::ColourSight::usual) return {};
    if (!program_.made()) {
        auto made = gl::program_of(vertex, fragment);
        if (!made) return made.error();
        program_ = std::move(*made);
        no_vertices_ = gl::vertex_array();
        GLuint name = 0;
        glGenTextures(1, &name);
        before_ = gl::Texture(name);
    }
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, before_);
    glCopyTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, 0, 0, width, height, 0);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glUseProgram(program_);
    glUniform1i(glGetUniformLocation(program_, "before"), 0);
    glUniformMatrix3fv(glGetUniformLocation(program_, "sight"), 1, GL_TRUE, picture::matrix_of(sight).data());  // row by row
    glBindVertexArray(no_vertices_);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    glBindVertexArray(0);
    glUseProgram(0);
    glBindTexture(GL_TEXTURE_2D, 0);
    return {};
}

}  // namespace kith::viewer::app
