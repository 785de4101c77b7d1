#pragma once
// The rows of an SQLite table, written as the pages that SQLite would make of them (https://www.sqlite.org/fileformat2.html, stable
// since 2004). An INSERT asks for each cell with a dozen calls, and a city has 90 million of them: decision 0043.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

/// The cells of one row, in the order of the table's columns, as they stand in the file. A real number without a fraction is kept
/// as an integer, as SQLite does in a column of type REAL; one that is not a number is NULL.
class Record final : public Cell {
public:
    explicit Record(std::size_t columns) : types_(9 * columns) {}
    void clear() { type_end_ = body_end_ = 0; }
    void null() const override { types_[type_end_++] = 0; }
    void integer(std::int64_t value) const override;
    void real(double value) const override;
    void text(std::string_view stays) const override { add(13, stays); }
    void copied(std::string_view text) const override { add(13, text); }
    void blob(std::string_view bytes) const { add(12, bytes); }

    std::string_view types() const { return {types_.data(), type_end_}; }
    std::string_view body() const { return {body_.data(), body_end_}; }

private:
    void add(std::uint64_t kind, std::string_view bytes) const;
    void add_big_endian(std::uint64_t bits, std::size_t bytes) const;
    void make_room(std::size_t bytes) const {
        if (body_.size() - body_end_ < bytes) body_.resize(2 * body_.size() + bytes);
    }
    mutable std::vector<char> types_, body_;  // a Cell is written to through a const reference
    mutable std::size_t type_end_ = 0, body_end_ = 0;
};

/// Fills one empty table of a database that nobody has open, has no freed pages and is not in WAL mode. Rows get the ids 1, 2, …;
/// neither triggers nor indices hear of them. The database is whole again after `finish`, and broken if it is not called.
class SqliteTable {
public:
    /// `root`: the table's `rootpage` in sqlite_master.
    SqliteTable(const std::filesystem::path& file, std::uint32_t root);
    void add(const Record& record);
    base::Status finish();

private:
    struct Child {
        std::uint32_t page;
        std::int64_t last;  // the largest row id below it
    };
    void put_spilled(std::string_view payload);
    void end_leaf();
    std::uint32_t append(std::string_view page);
    std::uint32_t following() const;
    std::string interior(std::span<const Child> children) const;
    std::vector<Child> level_above(std::span<const Child> children);
    void write_at(std::uint64_t offset, std::string_view bytes);

    std::fstream file_;
    std::string header_;            // the database's first 100 bytes
    std::uint32_t root_;
    std::size_t page_size_ = 0;
    std::uint32_t pages_ = 0;       // of the file, with those that wait
    std::string waiting_;           // pages to be written at its end
    std::string leaf_;              // being filled: pointers from the front, cells from the back
    std::size_t cells_ = 0, content_ = 0;
    std::vector<Child> leaves_;
    std::int64_t rows_ = 0;
    std::string cell_;
};

}  // namespace kith::report
