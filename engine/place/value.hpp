#pragma once
// One cell as a value of its own: what edits carry.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/column/builder.hpp"

namespace kith::place {

struct Missing {
    column::State state = column::State::unstated;
    bool operator==(const Missing&) const = default;
};
struct Date {
    std::int32_t days = 0;  // since 1970-01-01
    column::Precision precision = column::Precision::day;
    bool operator==(const Date&) const = default;
};
struct Point {
    double x = 0, y = 0;  // metres, working CRS
    bool operator==(const Point&) const = default;
};
/// A closed ring, its first point not repeated: only of areas drawn by hand.
using Outline = std::vector<Point>;
/// i32 and i64 columns give std::int64_t; columns that refer to rows give an EntityKey (see Edit).
using Value = std::variant<Missing, bool, std::int64_t, double, std::string, std::vector<std::string>, Date, Point, base::EntityKey, Outline>;

Value value_of(const column::Column& column, std::size_t row);

/// May a value stand in a column of this type and key (whatever it means there)? The error names the type that the column wants.
base::Status has_type(const Value& value, column::Type type, std::string_view key);

/// A column that is being written: loaded once, changed cell by cell, added to a builder. O(rows) to load and add.
class ColumnEditor {
public:
    explicit ColumnEditor(const column::Column& column);
    /// An error names the type that the column wants.
    base::Status set(std::size_t row, const Value& value);
    void add_to(column::SegmentBuilder& builder) &&;

private:
    void put(std::size_t row, const Value& value);
    std::string key_;
    column::Type type_;
    std::size_t rows_;
    column::States states_;
    std::vector<std::uint8_t> bytes_;  // boolean values, or precisions
    std::vector<std::int32_t> ints_;
    std::vector<std::int64_t> longs_;
    std::vector<double> doubles_;
    std::vector<std::vector<std::int32_t>> lists_;
    column::DictionaryBuilder dictionary_;
};

}  // namespace kith::place
