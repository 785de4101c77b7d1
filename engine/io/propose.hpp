#pragma once
// From what files look like to a recipe that reads them: what each is, which column means what, and why. Nothing is taken in here
// and nothing is certain: whoever imports sees each choice with its reason, and may choose otherwise.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/io/description.hpp"

namespace kith::io {

/// What a table can be to a place.
enum class TableRole : std::uint8_t { areas, statistics, people, assets, ties, observations, events, never_introduce, backdrop, lookup, nothing };
inline constexpr std::array<std::string_view, 11> table_role_words{"boundaries", "statistics of areas", "people", "assets", "ties", "answers to questions", "events",
                                                                   "pairs never to introduce", "streets and other ground to see behind", "a list of where postcodes or properties are", "nothing that is read"};

struct FileFacts {
    std::string file;      // as the recipe will name it
    Format format = Format::table;
    std::string fault;     // why it cannot be read; "" = it can
    std::vector<TableFacts> tables;
};

/// Words of the registries (engine/place/registry.hpp).
struct Vocabulary {
    /// The subtype that a word means, however it is written; "" = none.
    std::string_view (*subtype)(std::string_view word);
    /// The same of kinds of ties.
    std::string_view (*tie_kind)(std::string_view word);
    /// All of them, to choose from: as people say it, and the registry's key.
    std::span<const std::pair<std::string_view, std::string_view>> subtypes{}, tie_kinds{};
};

/// What somebody said that a cell's word means: in a column of kinds or roles ("kind", "role") one of ours; of "missing" a state, in one column
/// or ("") in all.
struct WordMeaning {
    std::string key, column, word, ours;
};

/// One block of the recipe that is proposed.
struct ProposedBlock {
    std::string file, table;
    std::int64_t rows = 0;
    TableRole role = TableRole::nothing;
    bool sure = true;                // false: ask
    std::string why;                 // why this role
    int layer = -1;                  // of statistics: the block of their areas
    std::vector<std::pair<std::string, std::string>> keys;  // as they stand in the recipe: name, TOML value
    std::vector<std::string> reasons;                       // of choices of columns, a sentence each
    std::vector<std::string> left_out;                      // columns not taken
    std::vector<WordMeaning> meanings{};
};

struct Proposal {
    std::string name;  // of the place
    std::string crs;
    std::string crs_why;
    std::vector<ProposedBlock> blocks;
};

/// What somebody decided about a table.
struct RoleAnswer {
    std::string file, table;
    TableRole role;
};

Proposal propose(std::span<const FileFacts> files, std::string name, const Vocabulary& vocabulary, std::span<const RoleAnswer> answers = {});

/// The recipe; reasons stand beside the keys as comments.
std::string recipe_text(const Proposal& proposal);
/// For a terminal: each file, what it is and why, what was chosen and what was left out; and the same for a script.
std::string proposal_json(const Proposal& proposal, std::span<const FileFacts> files);
std::string proposal_text(const Proposal& proposal, std::span<const FileFacts> files);

}  // namespace kith::io
