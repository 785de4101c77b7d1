#pragma once
// Four circles of support of one person (Snow; domain.md 1.4): 1 intimacy, 2 friendship, 3 participation, 4 exchange (paid to
// be there). What nobody asked about is drawn hollow, and never as nobody there.
#include <array>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

struct CircleMember {
    std::int32_t node = -1;          // person row, or people + asset row
    std::string label;
    bool person = true;
    int asset_class = -1;
    int circle = 1;                  // 1..4
    bool placed = true;              // false: closeness or pay is not known; stands where its kind would put it
};
struct Circles {
    std::int32_t person = -1;
    std::string label;
    std::vector<CircleMember> members;    // by circle, then label; each once, in its innermost circle
    std::array<bool, 4> known{};          // everything that fills it was asked about completely
    std::int64_t not_placed = 0;          // members whose closeness or pay nobody knows
};
/// From `topology`, View::topology of the lens with no clauses. Errors: misuse for a row that is not there. O(ties of the person).
base::Result<Circles> circles_of(const privacy::View& view, const column::Segment& topology, std::size_t person);
std::string_view circle_name(int circle);   // "Closest", "Friends", "Groups and places", "Paid to be there"

struct CircleSpec {
    double size = 760;                    // width and height of the rings; words stand below
    Theme theme = Theme::light;
    std::string title, credits;
};
/// Rings with members around; no two labels meet, and those without room are named in a list below. Deterministic.
Drawing circle_of(const Circles& circles, const CircleSpec& spec);

}  // namespace kith::picture
