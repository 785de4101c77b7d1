#include "viewer/app/gl.hpp"

#include <array>
#include <string>

namespace kith::viewer::app::gl {

Buffer buffer_of(GLenum target, std::span<const std::byte> bytes) {
    GLuint name = 0;
    glGenBuffers(1, &name);
    glBindBuffer(target, name);
    glBufferData(target, static_cast<GLsizeiptr>(bytes.size()), bytes.data(), GL_STATIC_DRAW);
    return Buffer(name);
}

VertexArray vertex_array() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    glBindVertexArray(name);
    return VertexArray(name);
}

namespace {

base::Result<GLuint> shader_of(GLenum kind, std::string_view source) {
    const std::string text = "#version 330 core\n" + std::string(source);
    const char* pointer = text.c_str();
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &pointer, nullptr);
    glCompileShader(shader);
    GLint good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    if (good != 0) return shader;
    std::array<char, 1024> words{};
    glGetShaderInfoLog(shader, static_cast<GLsizei>(words.size()), nullptr, words.data());
    glDeleteShader(shader);
    return base::internal_error(std::string("A drawing program of the window was not accepted: ") + words.data());
}

}  // namespace

base::Result<Program> program_of(std::string_view vertex, std::string_view fragment) {
    const auto first = shader_of(GL_VERTEX_SHADER, vertex);
    if (!first) return first.error();
    const auto second = shader_of(GL_FRAGMENT_SHADER, fragment);
    if (!second) return second.error();
    Program program(glCreateProgram());
    glAttachShader(program, *first);
    glAttachShader(program, *second);
    glLinkProgram(program);
    glDeleteShader(*first);
    glDeleteShader(*second);
    GLint good = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &good);
    if (good == 0) return base::internal_error("The drawing programs of the window do not fit together on this graphics driver.");
    return program;
}

void Lookup::fill(GLenum format, std::span<const std::byte> values) {
    const bool same = buffer.made() && bytes == values.size();
    if (!buffer.made()) {
        GLuint name = 0;
        glGenBuffers(1, &name);
        buffer = Buffer(name);
        glGenTextures(1, &name);
        texture = Texture(name);
    }
    glBindBuffer(GL_TEXTURE_BUFFER, buffer);
    if (same)
        glBufferSubData(GL_TEXTURE_BUFFER, 0, static_cast<GLsizeiptr>(values.size()), values.data());
    else
        glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(values.size()), values.data(), GL_DYNAMIC_DRAW);
    bytes = values.size();
    glBindTexture(GL_TEXTURE_BUFFER, texture);
    glTexBuffer(GL_TEXTURE_BUFFER, format, buffer);
}

void Lookup::bind(GLuint program, const char* name, int unit) const {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_BUFFER, texture);
    glUniform1i(glGetUniformLocation(program, name), unit);
    glActiveTexture(GL_TEXTURE0);
}

namespace {

Texture texture_of(GLint inner, int width, int height, GLenum format, GLenum type) {
    GLuint name = 0;
    glGenTextures(1, &name);
    Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, inner, width, height, 0, format, type, nullptr);
    for (const auto filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER}) glTexParameteri(GL_TEXTURE_2D, static_cast<GLenum>(filter), GL_LINEAR);
    for (const auto wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T}) glTexParameteri(GL_TEXTURE_2D, static_cast<GLenum>(wrap), GL_CLAMP_TO_EDGE);
    return texture;
}

Framebuffer framebuffer_of(const Texture& texture) {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
    return Framebuffer(name);
}

}  // namespace

Texture distances(const Program& program, int tiles, int pixels) {
    Texture texture = texture_of(GL_R8, tiles * pixels, pixels, GL_RED, GL_UNSIGNED_BYTE);
    const Framebuffer framebuffer = framebuffer_of(texture);
    const VertexArray none = vertex_array();
    glViewport(0, 0, tiles * pixels, pixels);
    for (const int test : {GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_CULL_FACE, GL_BLEND}) glDisable(static_cast<GLenum>(test));
    glUseProgram(program);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    glUseProgram(0);
    glBindVertexArray(0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return texture;
}

bool Target::size(int width, int height) {
    if (framebuffer_.made() && width == width_ && height == height_) return false;
    width_ = width;
    height_ = height;
    texture_ = texture_of(GL_RGBA8, width, height, GL_RGBA, GL_UNSIGNED_BYTE);
    framebuffer_ = framebuffer_of(texture_);
    return true;
}

void Target::copy(const Target& from) const {
    bind();
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer_);
    glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
}

void Target::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glViewport(0, 0, width_, height_);
}

}  // namespace kith::viewer::app::gl
