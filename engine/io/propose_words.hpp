#pragma once
// What the words of a file's cells may mean: kinds that the registries do not know, and codes that stand for "not known".
#include <string>
#include <vector>

#include "engine/io/propose_answers.hpp"

namespace kith::io {

/// A choice for each word that Kith does not know in the columns of kinds and roles, then for each cell that may stand for nothing: the words of
/// empty_words, others that people write, and codes beyond all other numbers of a column (9, 99, -1). Only columns that the block takes.
std::vector<KeyChoice> word_choices(const ProposedBlock& block, const TableFacts& table, const Vocabulary& vocabulary);
/// The answer in the block's meanings; "" takes it back.
void set_meaning(ProposedBlock& block, const KeyAnswer& answer);
/// The block's keys with what its words mean: `kind = { column = "Type", map = { "Choral soc" = "choir" } }`.
std::vector<std::pair<std::string, std::string>> keys_with_meanings(const ProposedBlock& block);

}  // namespace kith::io
