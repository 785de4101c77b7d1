#pragma once
// What a map costs to draw, beside its floor; and the same map as a file, for a peer to draw.
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "viewer/app/window.hpp"
#include "viewer/model/detail.hpp"

namespace kith::bench {

/// Seconds of CPU: of this process (with the threads that draw in software), or of this thread.
double cpu(clockid_t clock);
double percentile(std::vector<double> values, double share);

/// The whole map in a picture of that size, drawn anew again and again: as the window shows it, and with a mark for everybody.
bool draw(const viewer::model::Prepared& prepared, int width, int height);
/// {"crs", "extent", "width", "height", "areas": WKT, "points": the name of a file of float64 pairs}, all in metres.
bool write_scene(const viewer::model::Prepared& prepared, int width, int height, const std::string& crs, const std::filesystem::path& file);
/// The least that a picture can cost here: a pixel for each point by hand; one rectangle of a texture on the whole window.
void floor(const viewer::model::Prepared& prepared, int width, int height, viewer::app::Window* window);

}  // namespace kith::bench
