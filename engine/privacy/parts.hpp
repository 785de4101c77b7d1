#pragma once
// A number and its parts, said so that none that is not said can be worked out by taking those that are from the whole. Pure.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "engine/privacy/disclosure.hpp"

namespace kith::column {
class Column;
}

namespace kith::privacy {

/// What stands behind a number of people, or of what happened to them.
struct Part {
    std::int64_t count = 0;
    bool may_be_said = true;             // false: of too few different people, or nearly all of one of them
    std::optional<std::int64_t> shown;   // made by say_parts; nothing: it is not said
};

/// Fills in `shown` of all. `parts` exclude each other and lie in `whole`; what they leave of it is a part that is never said. Where the numbers that
/// are said would leave fewer than `least_values` for one that is not, the smallest of them is not said either, and at last the whole is not.
/// Source: secondary suppression, domain.md 6.2, step 2. O(parts³).
void say_parts(Part& whole, std::span<Part> parts, const Rule& rule);

/// Whose permission (the column of `people`, or nullptr) was recorded is counted where it holds "aggregate"; of whom none was, the site's purpose decides.
bool may_be_counted(const column::Column* permission, std::size_t row);

/// May a number of things be said that happened to these people (a row each time, any order; who is not known: left out)? They have to be
/// different enough: as many people as the threshold, and nobody who stands for most.
bool of_enough_people(std::span<const std::int32_t> people, const Rule& rule);
/// How many different ones.
std::int64_t different(std::span<const std::int32_t> people);

}  // namespace kith::privacy
