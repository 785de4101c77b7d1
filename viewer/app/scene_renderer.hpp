#pragma once
// A scene on the graphics card. Geometry is uploaded once for each scene; a new camera, emphasis or theme moves only a few
// bytes. Nothing is drawn unless something changed.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/scene.hpp"
#include "viewer/model/detail.hpp"

namespace kith::viewer::app {

/// Where one looks: the world point in the middle of the picture, and how many pixels a world unit has there.
struct Sight {
    double x = 0, y = 0;
    double pixels_per_unit = 1;
    int width = 0, height = 0;      // pixels of the picture
    float ratio = 1;                // how much larger than at 96 to the inch lines and marks are
    bool operator==(const Sight&) const = default;
};

/// A byte a row (picture::Emphasis) for each layer of a scene, in its order; an empty one means none of it.
struct SceneEmphasis {
    std::vector<std::vector<std::uint8_t>> areas, links, marks;
    bool operator==(const SceneEmphasis&) const = default;
};

/// Triangles of geometry segments, made once each on a thread of its own.
class TriangleCache;

/// After a lost context: destroy it when a new context is current and before anything is made there (GL passes over names
/// that it does not know), then create another.
class SceneRenderer {
public:
    /// A GL context must be current, here and in every other call. Errors: internal when the driver refuses the programs.
    static base::Result<std::unique_ptr<SceneRenderer>> create(std::shared_ptr<TriangleCache> triangles);
    ~SceneRenderer();

    /// Another picture; the old one's buffers go.
    void show(std::shared_ptr<const model::Prepared> prepared);
    void emphasise(const SceneEmphasis& emphasis);
    /// Of so many pixels: where the next picture will stand (a GL texture's name; rows from bottom to top).
    std::uint32_t size(int width, int height);
    /// Draws what the frame holds if anything changed since the last picture, and says whether it did.
    bool draw(const Sight& sight, const model::Frame& frame);
    /// Where the picture stands, 0 before there is any.
    std::uint32_t texture() const;
    /// Some areas still wait for their triangles: call draw again when the cache says that they are there.
    bool waiting() const;
    /// How many pictures were drawn: tests ask.
    std::int64_t pictures() const;

private:
    struct State;
    explicit SceneRenderer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kith::viewer::app
