#pragma once
// A place begun from one boundary file: a recipe made of it, with a question where it is not clear which column names an area.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::session {

struct BoundaryQuestion {
    std::vector<std::string> columns;  // of the file
    std::string id, name;              // what Kith would take; "" where it is not clear and somebody has to say
    std::string sentence;              // "Which column holds the code of an area? …"; "" when both are clear
};
/// Reads the file's headings through kith-reader-maps.
base::Result<BoundaryQuestion> ask_about_boundaries(const std::filesystem::path& file, base::JobContext& job);

struct BoundaryAnswer {
    std::string id;                    // a column; "fid": the order in the file
    std::string name;                  // "" = none
    std::string place_name;            // "" = the file's name
};
/// A recipe beside the boundary file ("<stem>.toml"); nothing is overwritten. Gives its path.
base::Result<std::filesystem::path> write_boundary_recipe(const std::filesystem::path& file, const BoundaryAnswer& answer);

}  // namespace kith::session
