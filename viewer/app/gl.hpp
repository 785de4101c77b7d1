#pragma once
// GL objects that delete themselves, and the little that is always needed. A GL context must be current throughout.
#include <epoxy/gl.h>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "engine/base/status.hpp"

namespace kith::viewer::app::gl {

/// A name that GL gave, and how to give it back.
template <void (*Delete)(GLuint)>
class Name {
public:
    Name() = default;
    explicit Name(GLuint name) : name_(name) {}
    Name(Name&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Name& operator=(Name&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    ~Name() {
        if (name_ != 0) Delete(name_);
    }
    operator GLuint() const { return name_; }
    bool made() const { return name_ != 0; }

private:
    GLuint name_ = 0;
};

inline void delete_buffer(GLuint name) { glDeleteBuffers(1, &name); }
inline void delete_vertex_array(GLuint name) { glDeleteVertexArrays(1, &name); }
inline void delete_texture(GLuint name) { glDeleteTextures(1, &name); }
inline void delete_framebuffer(GLuint name) { glDeleteFramebuffers(1, &name); }
inline void delete_program(GLuint name) { glDeleteProgram(name); }
using Buffer = Name<delete_buffer>;
using VertexArray = Name<delete_vertex_array>;
using Texture = Name<delete_texture>;
using Framebuffer = Name<delete_framebuffer>;
using Program = Name<delete_program>;

Buffer buffer_of(GLenum target, std::span<const std::byte> bytes);
template <class T>
Buffer buffer_of(GLenum target, std::span<const T> values) {
    return buffer_of(target, std::as_bytes(values));
}
VertexArray vertex_array();

/// A program from two sources; the first line ("#version 330 core") is added. Errors: internal, with the compiler's words.
base::Result<Program> program_of(std::string_view vertex, std::string_view fragment);

/// Numbers a shader looks up by index (texelFetch): a buffer seen as a texture.
struct Lookup {
    Buffer buffer;
    Texture texture;
    std::size_t bytes = 0;
    /// Replaces all of it. At least one element.
    void fill(GLenum format, std::span<const std::byte> values);
    void bind(GLuint program, const char* name, int unit) const;
};

/// A picture of one number a pixel, `tiles` squares beside each other, drawn once by the program's four corners.
Texture distances(const Program& program, int tiles, int pixels);

/// A colour texture to draw into and to show.
class Target {
public:
    /// Makes it anew only when the size changed. True when it did.
    bool size(int width, int height);
    void bind() const;
    /// All of another of the same size, and binds.
    void copy(const Target& from) const;
    GLuint texture() const { return texture_; }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    Framebuffer framebuffer_;
    Texture texture_;
    int width_ = 0, height_ = 0;
};

}  // namespace kith::viewer::app::gl
