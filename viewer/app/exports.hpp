#pragma once
// What goes out for others: pictures on paper, wall maps in tiles, tables, and every view as a list. Made anew as the place is now, and never in
// the colours of the screen. Each file appears whole or not at all, readable by its owner alone.
#include <cstddef>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"
#include "viewer/app/preparation.hpp"

namespace kith::viewer::app {

/// By the ending: .pdf (tiled when asked), .svg, .png, .csv, .html. A status that is good means that the file is there, with something in it.
/// Errors: misuse for another ending, and where there is nothing of what is wanted (model::why_not).
base::Status write_out(const Preparation& all, const model::Model& model, const draw::ExportWish& wish);

/// As a picture for other programs.
base::Result<std::vector<std::byte>> png_of(const Preparation& all, const model::Model& model, const draw::ExportWish& wish);

}  // namespace kith::viewer::app
