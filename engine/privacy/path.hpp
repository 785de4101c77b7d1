#pragma once
// A PATH of a person or a place (Planning Alternative Tomorrows with Hope): what is hoped for, how things stand, who comes along, what to build on,
// the next step. In the order of the plan (domain.md 1.8).
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/privacy/view.hpp"

namespace kith::privacy {

struct PathField {
    std::string_view column, label, question;
};
/// Columns of `people.path` and `assets.path`; the last is a date, the others are words.
inline constexpr std::array<PathField, 7> path_fields{
    {{"vision", "The hope", "What would a good life, or a good place, look like?"}, {"now", "Now", "How do things stand today?"},
     {"who", "Who comes along", "Who is asked to come along?"}, {"strengths", "Strengths to build on", "What is strong already, and what would make it stronger?"},
     {"next_step", "Next step", "What is the next step?"}, {"by_whom", "By whom", "Who does it?"}, {"by_when", "By when", "Until when?"}}};

struct PathLine {
    std::string_view label;
    std::string words;           // a day as "3 July 2026"
};
/// What is written down of it, in the order of the fields; empty where nothing is, or this audience may not read it. `kind`: person or asset.
std::vector<PathLine> path_of(const View& view, base::EntityKind kind, std::size_t row);

}  // namespace kith::privacy
