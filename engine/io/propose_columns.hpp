#pragma once
// Finding the column that means something, by its name and by what stands in it. Inside io only.
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/description.hpp"

namespace kith::io {

/// Small letters and digits only: "Opening times" and "opening_times" are one.
std::string bare(std::string_view name);
/// "2021_tenure_lsoa (1).csv" -> "2021_tenure_lsoa_1": a name that a recipe can use.
std::string slug(std::string_view text);
/// The file's own name without folder and endings.
std::string stem_of(std::string_view file);
/// Contact details of people: never taken unless somebody writes them into the recipe.
bool is_contact(const ColumnFacts& column);
std::string quoted_toml(std::string_view text);

using Fits = std::function<bool(const ColumnFacts&)>;

/// The first of the names, in their order of preference, that the table has and that fits; nullptr when none does. Names are bare.
const ColumnFacts* find_column(const TableFacts& table, std::initializer_list<std::string_view> names, const Fits& fits = {});
/// The first column whose bare name ends in one of these.
const ColumnFacts* find_ending(const TableFacts& table, std::initializer_list<std::string_view> endings, const Fits& fits = {});

/// The year that the codes of areas are of, as the name of their column (or file) says: "lsoa11_code" and "LSOA2011" are of 11; "" = it
/// does not say.
std::string year_of_codes(std::string_view name);

/// Nearly all of what it holds.
bool mostly(std::int64_t part, const ColumnFacts& column);
bool holds_numbers(const ColumnFacts& column);
bool has_codes(const ColumnFacts& column);
/// A number within these bounds in every row that has one.
bool within(const ColumnFacts& column, double least, double most);

struct PositionChoice {
    const ColumnFacts* x = nullptr;
    const ColumnFacts* y = nullptr;
    bool swapped = false;   // the names say the other way round than the numbers
    std::string crs;        // EPSG:4326 or EPSG:27700
};
/// The pair of columns that are coordinates, by name and by range.
std::optional<PositionChoice> find_position(const TableFacts& table);

struct EndsChoice {
    const ColumnFacts* from = nullptr;
    const ColumnFacts* to = nullptr;
};
/// The pair of columns that are the ends of ties.
std::optional<EndsChoice> find_ends(const TableFacts& table);

/// A column that identifies the row.
const ColumnFacts* find_id(const TableFacts& table);
const ColumnFacts* find_name(const TableFacts& table);

}  // namespace kith::io
