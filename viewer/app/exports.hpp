#pragma once
// Files for others: pictures on paper, wall maps in tiles, lists. Each appears whole or not at all, readable by its owner alone.
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/base/status.hpp"
#include "engine/picture/scene.hpp"
#include "viewer/draw/screen.hpp"

namespace kith::viewer::app {

base::Status write_bytes(const std::filesystem::path& file, std::span<const std::byte> bytes);
base::Status write_text(const std::filesystem::path& file, std::string_view text);
/// By the ending: .pdf (tiled when asked), .svg, .png. Misuse for another.
base::Status write_picture(const picture::Scene& scene, const draw::ExportWish& wish);

}  // namespace kith::viewer::app
