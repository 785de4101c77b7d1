#pragma once
// A place handed from one program of ours to another that it starts (decision 0063): in sealed memory, so that no file ever holds it.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/process/descriptor.hpp"
#include "engine/store/workspace.hpp"

namespace kith::store {

/// Where the child finds what it was given.
namespace given {
inline constexpr int control = 3, output = 4, errors = 5, arguments = 6, words = 7, first_segment = 8;
}

/// In the order in which the child finds it: the words of its command line, what the place says of itself with its recipe, then each of its
/// segments. Those that are sealed already are not copied.
struct Handed {
    std::vector<int> descriptors;
    std::vector<column::SegmentPtr> segments;                     // they and the copies keep the descriptors open
    std::vector<std::shared_ptr<const column::Memory>> copies;
};
/// `arguments` say whom a sheet is about, and go the same way: those of a process can be read by every account of the machine.
base::Result<Handed> hand_over(const place::Place& place, std::string_view recipe, std::span<const std::string> arguments);

/// The child's side: the same arguments, byte by byte.
std::vector<std::string> take_arguments(const column::Memory& arguments);
/// How many segments follow the words, as they say; the child knows only where they begin.
/// Errors: bad_input, when it is not what `hand_over` made.
base::Result<std::size_t> segments_handed(const column::Memory& words);
/// A content without edits and styling.
base::Result<Content> take_handed(const column::Memory& words, std::vector<process::Descriptor> segments);

}  // namespace kith::store
