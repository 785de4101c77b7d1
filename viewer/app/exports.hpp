#pragma once
// Pictures for others: on paper, as wall maps in tiles. Each appears whole or not at all, readable by its owner alone.
#include <cstddef>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/scene.hpp"
#include "viewer/draw/screen.hpp"

namespace kith::viewer::app {

/// By the ending: .pdf (tiled when asked), .svg, .png. Misuse for another.
base::Status write_picture(const picture::Scene& scene, const draw::ExportWish& wish);

/// As a picture for other programs.
base::Result<std::vector<std::byte>> png_of(const picture::Scene& scene);

}  // namespace kith::viewer::app
