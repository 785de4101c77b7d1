#pragma once
// The keys of a proposed block. Inside io only.
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/io/lookup_columns.hpp"
#include "engine/io/propose.hpp"

namespace kith::io {

struct LayerChoice {
    int block;
    const ProposedBlock* proposed;
    const FileFacts* file;
    const TableFacts* table;
};

/// Names that are given out: of statistics within their layer of areas, of backdrops among themselves.
class Names {
public:
    static constexpr int of_backdrops = -2;
    /// `name`, or where it is taken the file's name and it, or a number behind that.
    std::string free(int where, const std::string& name, std::string_view file);

private:
    std::map<int, std::set<std::string>> taken_;
};

struct BlockSource {
    const FileFacts& file;
    const TableFacts& table;
    const Vocabulary& vocabulary;
    std::vector<LayerChoice> layers;
    int block;  // which of the proposal's
    bool postcodes, uprns;  // among the files is one that says where they are
    Names& names;
};

/// Does the table say where postcodes or properties are?
std::optional<LookupColumns> lookup_in(const TableFacts& table);

/// The column that tells one area from another: codes where there are, else an id, else a name.
const ColumnFacts* id_of_areas(const TableFacts& table);

/// A long table has several rows for an area: the column whose words tell them apart, or nullptr.
const ColumnFacts* what_is_counted(const TableFacts& table, std::int64_t areas);

/// In a file of the people whom somebody named each row is itself a tie: the block that reads it so.
std::optional<ProposedBlock> ties_of_the_named(const TableFacts& table, const ProposedBlock& people);

/// A long table whose rows are of several kinds that must not be added up: a block for each kind after the first, which `statistics`
/// itself becomes.
std::vector<ProposedBlock> one_for_each_kind(const BlockSource& source, ProposedBlock& statistics);

/// The two blocks that read the ends of ties as people; none where ids begin again with every ego.
std::vector<ProposedBlock> people_of_ends(const ProposedBlock& ties);

/// The keys of a lookup; what seemed to be one and is none is not read.
void lookup_keys(const BlockSource& source, ProposedBlock& block);

/// Fills in keys, reasons and left_out by the block's role.
void make_keys(const BlockSource& source, ProposedBlock& block);

}  // namespace kith::io
