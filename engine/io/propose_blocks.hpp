#pragma once
// The keys of a proposed block. Inside io only.
#include <vector>

#include "engine/io/propose.hpp"

namespace kith::io {

struct LayerChoice {
    int block;
    const ProposedBlock* proposed;
    const FileFacts* file;
    const TableFacts* table;
};

struct BlockSource {
    const FileFacts& file;
    const TableFacts& table;
    const Vocabulary& vocabulary;
    std::vector<LayerChoice> layers;
    std::span<const ProposedBlock> blocks;  // all, as far as they are made
};

/// The column that tells one area from another: codes where there are, else an id, else a name.
const ColumnFacts* id_of_areas(const TableFacts& table);

/// Fills in keys, reasons and left_out by the block's role.
void make_keys(const BlockSource& source, ProposedBlock& block);

}  // namespace kith::io
