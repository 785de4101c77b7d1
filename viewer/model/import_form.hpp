#pragma once
// The proposal of an import as the window shows it, and what somebody chooses otherwise. Pure.
#include <string>
#include <vector>

#include "engine/session/import.hpp"
#include "viewer/model/document.hpp"

namespace kith::viewer::model {

/// "people.csv", "workbook.xlsx (Ties)".
std::string name_of(const session::ImportPart& part);
/// "people, 12 rows" or "not read"; with "?" where it could be something else, too.
std::string taken_for(const session::ImportLook& look, const session::ImportPart& part);
/// "12 of 14 rows would be taken in; 1 left out by a rule, 1 refused". "" where nothing is read.
std::string reckoning_of(const session::ImportLook& look, const session::ImportPart& part);
std::string words_of(const session::ImportIssue& issue);
/// What there is to choose about words in the cells, above the first of them: "Words for kinds that Kith does not know"; "" of a choice of columns.
std::string words_about(const session::ImportChoice& choice);
/// How many issues are problems.
std::int64_t problems_in(const session::ImportPart& part);
bool is_read(const session::ImportLook& look, const session::ImportPart& part);
/// Is there something to take in?
bool can_be_taken(const session::ImportLook& look);

/// The rows as they may be shown: of people whom only others named nothing, and of nobody anything that tells who while names are hidden.
std::vector<std::vector<std::string>> rows_shown(const session::ImportPart& part, bool hide_names);

// The answers with one more; what was said before of the same thing falls away.
session::ImportAnswers with_role(session::ImportAnswers answers, const session::ImportPart& part, int role);
session::ImportAnswers with_choice(session::ImportAnswers answers, const session::ImportPart& part, const session::ImportChoice& choice, int chosen);

/// What the small map of a part shows: its own positions, or its outlines.
struct SmallMap {
    float left = 0, bottom = 0, right = 0, top = 0;  // metres
    bool empty = true;
};
SmallMap map_of(const session::ImportLook& look, const session::ImportPart& part);

/// The whole proposal as a list.
Document import_document(const session::ImportLook& look, bool hide_names);

}  // namespace kith::viewer::model
