#pragma once
// Several tables of one kind read as one: chosen rows of each, one below the other. Blocks of a recipe add up this way.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/builder.hpp"

namespace kith::place {

class Stack {
public:
    /// `rows` in rising order; the table's column set may differ from the others'.
    void add(column::SegmentPtr table, std::vector<std::int32_t> rows);
    std::size_t rows() const { return total_; }
    bool has(std::string_view key) const;
    /// Every different column key that starts with `prefix`, in the order first met.
    std::vector<std::string> keys_with(std::string_view prefix) const;

    /// Copies a column into `builder` under `as`. A table without the column, or with one of another type, gives `missing`.
    /// Without any such column nothing is added.
    void copy(column::SegmentBuilder& builder, std::string_view key, std::string_view as, column::State missing = column::State::unstated) const;
    /// The same, for a column that must be there: i32 with `absent` where no table has it or the cell is not known.
    std::vector<std::int32_t> integers(std::string_view key, std::int32_t absent) const;
    /// Each row's text; "" where it is not known. The views live as long as the tables.
    template <class Use>
    void each_text(std::string_view key, Use use) const;

    struct Part {
        column::SegmentPtr table;
        std::vector<std::int32_t> rows;
        bool whole = false;  // every row of the table, in order
    };
    const std::vector<Part>& parts() const { return parts_; }

private:
    column::Type type_of(std::string_view key) const;
    std::vector<Part> parts_;
    std::size_t total_ = 0;
};

/// `use(row of the stack, text)` for every row.
template <class Use>
void Stack::each_text(std::string_view key, Use use) const {
    std::size_t at = 0;
    for (const Part& part : parts_) {
        const column::Column* c = part.table->find(key);
        for (const std::int32_t row : part.rows) {
            use(at, c == nullptr ? std::string_view{} : c->text(static_cast<std::size_t>(row)));
            ++at;
        }
    }
}

}  // namespace kith::place
