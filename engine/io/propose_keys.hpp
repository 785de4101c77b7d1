#pragma once
// The keys of one block as they are found, and which columns are spoken for. Inside io only.
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include "engine/io/propose_blocks.hpp"
#include "engine/io/propose_columns.hpp"

namespace kith::io {

class Keys {
public:
    Keys(const BlockSource& source, ProposedBlock& block) : source_(source), block_(block) {}

    void say(std::string key, std::string_view value, std::string reason = {});
    /// Nothing where there is no such column.
    void column(std::string key, const ColumnFacts* column, std::string_view why = {});
    void column(std::string key, std::initializer_list<std::string_view> names, const Fits& fits = {}) { column(std::move(key), find_column(source_.table, names, fits)); }
    /// What the file is, where its ending (`otherwise` where that says nothing) does not say so.
    void format(Format otherwise);
    /// Which of the file's layers or sheets it is.
    void part();
    void use(const ColumnFacts& column) { used_.insert(column.name); }
    bool used(const ColumnFacts& column) const { return used_.count(column.name) != 0; }
    /// A pair of coordinates, or the code of an area.
    void position();
    /// Words that stand for "nothing is known".
    void missing();
    void leave_the_rest();

private:
    void area();
    void by_lookup();
    const BlockSource& source_;
    ProposedBlock& block_;
    std::set<std::string> used_;
};

}  // namespace kith::io
