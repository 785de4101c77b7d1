#pragma once
// A drawing as PNG.
#include <cstddef>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"

namespace kith::picture {

/// `scale` pixels for each unit of the drawing (2 for print). Errors: too_large above 64 million pixels, internal when
/// cairo fails.
base::Result<std::vector<std::byte>> png(const Drawing& drawing, double scale = 1, bool black_and_white = false);

}  // namespace kith::picture
