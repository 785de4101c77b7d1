#pragma once
// Data files looked at before anything is taken in: what each is taken for and why, what can be chosen otherwise, and what would come of it
// as the recipe is proposed now. The same proposal as `kith import`'s (io/propose.hpp).
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::session {

/// What a column of the file can be to the place, as a list.
struct ImportChoice {
    std::string key, label;
    bool required = false;             // else it may be left out
    std::vector<std::string> choices;
    int chosen = -1;                   // -1 = not taken
};

/// Issues of one sort, told once.
struct ImportIssue {
    bool problem = false;              // else a note
    std::int64_t count = 0;
    std::int64_t row = 0;              // the first of them; 0 = the file as a whole
    std::string column, sentence;      // values are masked where they are personal
};

/// One table of a file.
struct ImportPart {
    std::string file, table;           // the table: a sheet, a layer, "nodes"; "" = the only one
    std::int64_t rows = 0;
    int role = 0;                      // of ImportLook::roles
    bool sure = true;                  // else it could be something else, too
    bool role_can_be_chosen = true;    // not of what stands in the same rows besides ("also who named whom")
    std::string why;
    std::vector<std::string> reasons, left_out;
    std::vector<ImportChoice> choices;

    // As it would be read.
    std::int64_t kept = 0, refused = 0, filtered = 0;
    bool personal = false;             // its rows are people, or what is between them
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> first;           // at most 5 rows; "" = not known
    std::vector<std::array<float, 2>> points;              // metres east and north; at most 2,000, evenly taken from all
    std::int64_t with_point = 0;                           // all of them
    std::vector<std::vector<std::array<float, 2>>> lines;  // outlines or ways, thinned for a small map
    std::vector<ImportIssue> issues;
};

struct ImportLook {
    std::string place_name;
    int system = -1;                   // of `systems`; -1 = another, in `crs`
    std::string crs, crs_why;
    std::vector<ImportPart> parts;
    struct Unreadable {
        std::string file, why;
    };
    std::vector<Unreadable> unreadable;
    std::string recipe;                // as it would be written
    std::string fault;                 // why the recipe cannot be used as it stands; "" = it can

    std::vector<std::string> roles, systems;  // what can be chosen, in words
    std::filesystem::path root;        // folder that the recipe will stand in
    /// What the files look like: kept, so that another choice does not read them anew for it.
    std::shared_ptr<const struct ImportFacts> facts;
};

/// What somebody chose, all of it, in the order in which they did.
struct ImportAnswers {
    struct Role {
        std::string file, table;
        int role;
    };
    struct Column {
        std::string file, table;
        int role;
        std::string key;
        int choice;                    // of ImportChoice::choices; -1 = not taken
    };
    std::vector<Role> roles;
    std::vector<Column> columns;
    std::string place_name;            // "" = as proposed
    int system = -1;                   // -1 = as proposed
    bool any() const { return !roles.empty() || !columns.empty() || !place_name.empty() || system >= 0; }
};

/// Looks at files, and into folders (not deeper). `before`: what a look at the same files gave; nullptr = the first look. Every file is read
/// in kith-reader, nothing is kept of it. An error when none of them could be read, or somebody asked to stop.
base::Result<ImportLook> look_at_files(const std::vector<std::filesystem::path>& paths, const ImportAnswers& answers, const ImportLook* before, base::JobContext& job);

/// The recipe beside the files, under a name that is not there yet. Gives its path.
base::Result<std::filesystem::path> write_import_recipe(const ImportLook& look);

}  // namespace kith::session
