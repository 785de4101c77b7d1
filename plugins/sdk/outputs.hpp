#pragma once
// What a plugin hands back: columns, table rows and findings. Rows, numbers and ids; the words are in the manifest.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/abi/kith_plugin.h"
#include "plugins/sdk/terms.hpp"

namespace kith::sdk {

struct Reason { std::uint16_t index; };
struct Argument { std::uint16_t slot; };
struct Strength { std::uint16_t index; };
struct Change { std::uint16_t index; };
struct Message { std::uint32_t index; };
struct AreaRow {
    std::uint16_t layer;
    std::int32_t row;
};

/// An output column. A row that is never written is shown as "not computable: the analysis says nothing about this one".
/// A row outside the table or a number that is not finite is a Failure.
class Output {
public:
    explicit Output(const kith_out_column* column) : column_(column) {}
    std::size_t rows() const { return static_cast<std::size_t>(column_->rows); }
    void value(std::size_t row, double value) { write(row, KITH_VALUE, value); }
    void at_least(std::size_t row, double value) { write(row, KITH_LOWER, value); }
    void at_most(std::size_t row, double value) { write(row, KITH_UPPER, value); }
    /// From `lower` to `upper`; a value when they are equal. Only where the manifest says "interval": true.
    void between(std::size_t row, double lower, double upper);
    void not_computable(std::size_t row, Reason reason);

private:
    void write(std::size_t row, kith_quality quality, double value);
    const kith_out_column* column_;
};

/// Cells of a table row, in the order of the table's columns.
namespace cell {
kith_cell number(double value);
kith_cell at_least(double value);
kith_cell at_most(double value);
kith_cell between(double lower, double upper);
/// Row of a person or asset, code of a term, row of a word, index of a choice, whole number, days of a date.
kith_cell row(std::int32_t value);
kith_cell area(AreaRow area);
kith_cell empty();
}  // namespace cell

/// One finding while it is put together; Run::add hands it over. `with` fills an argument of the message, or of the strength
/// or change named last; filling it again makes a list.
class Finding {
public:
    Finding(Message message, std::int32_t subject, std::int32_t other = -1);
    Finding(Message message, AreaRow subject, std::int32_t other = -1);

    Finding& value(double value) { return quality(KITH_VALUE, value, 0); }
    Finding& at_least(double value) { return quality(KITH_LOWER, value, 0); }
    Finding& at_most(double value) { return quality(KITH_UPPER, value, 0); }
    Finding& between(double lower, double upper) { return quality(lower == upper ? KITH_VALUE : KITH_BETWEEN, lower, upper); }
    Finding& not_computable(Reason reason);
    /// How many inputs were known, and how many were not.
    Finding& inputs(std::size_t known, std::size_t unknown = 0);
    /// Takes a day of an input into `oldest` and `newest`.
    Finding& dated(std::int32_t day);

    Finding& with(Argument argument, std::int32_t row);
    Finding& with(Argument argument, std::size_t row) { return with(argument, static_cast<std::int32_t>(row)); }
    Finding& with(Argument argument, double number);
    Finding& with(Argument argument, AreaRow area);

    Finding& by_tie(std::int32_t tie, double part = 0);
    Finding& by_person(std::int32_t row, double part = 0);
    Finding& by_asset(std::int32_t row, double part = 0);
    Finding& by_area(AreaRow area, double part = 0);
    Finding& missing(Facet facet);
    Finding& strength(Strength strength);
    Finding& change(Change change);
    Finding& interval(double lower, double upper);
    Finding& p_value(double p, int correction);

    std::size_t notes() const { return count_; }
    static constexpr std::size_t most_notes = 64;
    /// Valid while this finding is.
    kith_finding raw() const;

private:
    Finding& quality(kith_quality quality, double value, double upper);
    Finding& note(kith_note_kind kind, std::uint16_t slot, std::int32_t row, double number, std::uint16_t layer = 0);
    kith_finding finding_{};
    std::array<kith_note, most_notes> notes_;
    std::size_t count_ = 0;
};

}  // namespace kith::sdk
