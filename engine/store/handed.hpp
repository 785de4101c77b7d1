#pragma once
// A place handed from one program of ours to another that it starts (decision 0063): in sealed memory, so that no file ever holds it.
#include <memory>
#include <string_view>
#include <vector>

#include "engine/process/descriptor.hpp"
#include "engine/store/workspace.hpp"

namespace kith::store {

/// Where the child finds what it was given.
namespace given {
inline constexpr int control = 3, output = 4, errors = 5, words = 6, first_segment = 7;
}

/// In the order in which the child finds it: what the place says of itself with its recipe, then each of its segments. Those that are sealed
/// already are not copied.
struct Handed {
    std::vector<int> descriptors;
    std::vector<column::SegmentPtr> segments;                     // they and the copies keep the descriptors open
    std::vector<std::shared_ptr<const column::Memory>> copies;
};
base::Result<Handed> hand_over(const place::Place& place, std::string_view recipe);

/// How many descriptors follow the first one, as that one says; the child knows only where they begin.
/// Errors: bad_input, when it is not what `hand_over` made.
base::Result<std::size_t> segments_handed(const column::Memory& words);
/// The child's side: a content without edits and styling.
base::Result<Content> take_handed(const column::Memory& words, std::vector<process::Descriptor> segments);

}  // namespace kith::store
