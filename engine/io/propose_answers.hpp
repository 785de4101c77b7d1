#pragma once
// What somebody may choose otherwise about a proposal, and what they did choose.
#include <span>
#include <string>
#include <vector>

#include "engine/io/propose.hpp"

namespace kith::io {

/// One thing about a block that can be chosen from a list.
struct KeyChoice {
    std::string key;                   // as in the recipe: "id", "x", "crs"
    std::string label;                 // "Which row is who"
    bool required = false;             // else it may be left out
    std::vector<std::string> choices;  // columns of the file, or coordinate systems
    std::vector<std::string> values;   // of each, as TOML
    int chosen = -1;                   // -1 = not taken
    // Of a word in the cells: which key's it is ("kind", "role", "missing"), and where it stands; `values` are then no TOML. Else "".
    std::string of{}, column{}, word{};
};

/// In a fixed order by the block's role; none where the format itself says what is what.
std::vector<KeyChoice> choices_of(const ProposedBlock& block, const FileFacts& file, const Vocabulary& vocabulary);

struct KeyAnswer {
    std::string file, table;
    TableRole role;
    std::string key;
    std::string value;                 // as TOML; "" = not taken
    std::string column{}, word{};      // of a word: as in KeyChoice
    bool operator==(const KeyAnswer&) const = default;
};

/// Sets, replaces or takes out the keys that somebody decided; answers about blocks that the proposal does not have change nothing.
void apply_answers(Proposal& proposal, std::span<const KeyAnswer> answers);

/// Coordinate systems that a place, or a pair of columns, may be in: words and code.
std::span<const std::pair<std::string_view, std::string_view>> usual_systems();

}  // namespace kith::io
