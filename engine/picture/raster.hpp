#pragma once
// Drawings by cairo and Pango: PNG, and PDF with a page each. The same drawing gives the same bytes (with the same fonts).
#include <cstddef>
#include <span>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"

namespace kith::picture {

/// `scale` pixels for each unit of the drawing (2 for print). Errors: too_large above 160 million pixels (A0 at 100 dots an inch and more), internal when
/// cairo fails.
base::Result<std::vector<std::byte>> png(const Drawing& drawing, double scale = 1, bool black_and_white = false);

/// One page a drawing, each of its own size. Errors: misuse for no page, internal when cairo fails.
base::Result<std::vector<std::byte>> pdf(std::span<const Drawing> pages, bool black_and_white = false);

}  // namespace kith::picture
