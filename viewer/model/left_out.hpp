#pragma once
// What a picture does not show one by one at this moment: said beside it for as long as it is so.
#include <cstdint>
#include <string>

#include "viewer/model/detail.hpp"

namespace kith::viewer::model {

struct LeftOut {
    std::int64_t count = 0;
    /// "12,000 ties not drawn while it moves; 557,145 people as a density; 34 ties inside one area"; "" when everything is drawn.
    std::string text;
};
/// Ties beyond the edge cap, marks in view that a density stands for, and what the scene itself leaves out. O(grid rows of densities).
LeftOut left_out_of(const Prepared& prepared, const Frame& frame);

}  // namespace kith::viewer::model
