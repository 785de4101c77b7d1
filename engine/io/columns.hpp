#pragma once
// Cells into typed columns, a batch of rows at a time.
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/delimited.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/notes.hpp"
#include "engine/io/recipe.hpp"

namespace kith::io {

/// What a column's cells mean where they are no values. Words that the map turns into others are values.
class MissingRules {
public:
    MissingRules() = default;
    MissingRules(const Missing& missing, std::string_view column, const WordMap& map);
    column::State state_of(std::string_view cell) const {
        if (cell.empty()) return empty_;
        return words_.empty() ? column::State::known : look_up(cell);
    }

private:
    column::State look_up(std::string_view cell) const;
    WordStates words_;
    column::State empty_ = column::State::unstated;
};

/// Where a column's cells come from: a column of the batch, or one value for every row.
struct Input {
    int slot = -1;
    std::string name;  // of the column in the file, for messages
    std::string constant;
    WordMap map;
    MissingRules missing;

    /// The cell without blanks around it, and without the guard against formulas.
    std::string_view cell(const RowBatch& batch, std::size_t row) const {
        return slot < 0 ? std::string_view(constant) : without_guard(without_blanks(batch.cells(static_cast<std::size_t>(slot))[row]));
    }
    std::string_view mapped(std::string_view cell) const;
};

/// A State a row, and whether any is not known.
class StateList {
public:
    void grow(std::size_t rows) {
        size_ += rows;
        if (!states_.empty()) states_.resize(size_, 0);
    }
    void set(std::size_t row, column::State state) {
        if (states_.empty()) {
            if (state == column::State::known) return;
            states_.resize(size_, 0);
        }
        states_[row] = static_cast<std::uint8_t>(state);
    }
    column::State at(std::size_t row) const { return states_.empty() ? column::State::known : static_cast<column::State>(states_[row]); }
    std::size_t size() const { return size_; }
    /// Empty when all are known.
    column::States take() { return std::move(states_); }

private:
    column::States states_;  // none before the first that is not known
    std::size_t size_ = 0;
};

class ColumnReader {
public:
    virtual ~ColumnReader() = default;
    virtual void reserve(std::size_t rows) = 0;
    /// The rows of the batch that are kept.
    virtual void take(RowBatch& batch) = 0;
    /// Gives the column away.
    virtual void add_to(column::SegmentBuilder& builder) = 0;
};

/// Texts as codes.
class TextReader : public ColumnReader {
public:
    TextReader(std::string key, Input input) : key_(std::move(key)), input_(std::move(input)) {}
    void reserve(std::size_t rows) override {
        codes_.reserve(rows);
        expected_ = rows;
    }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

    const std::vector<std::int32_t>& codes() const { return codes_; }
    const StateList& states() const { return states_; }
    const column::DictionaryBuilder& dictionary() const { return dictionary_; }

protected:
    void apply_map();
    std::string key_;
    Input input_;
    std::vector<std::int32_t> codes_;
    StateList states_;
    column::DictionaryBuilder dictionary_;

private:
    std::size_t expected_ = 0;  // rows; 0 once the dictionary has its room
};

/// The full id: `<scope>/<id>` where there is a scope.
class IdReader : public TextReader {
public:
    IdReader(std::string key, Input id, int scope_slot) : TextReader(std::move(key), std::move(id)), scope_(scope_slot) {}
    void take(RowBatch& batch) override;

private:
    int scope_;
};

/// Ids for rows of a file that has none, or lacks some: the file's name and the row's number.
class RowNameReader : public ColumnReader {
public:
    RowNameReader(std::string key, Input input, std::string file) : key_(std::move(key)), input_(std::move(input)), file_(std::move(file)) {}
    void reserve(std::size_t rows) override { codes_.reserve(rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

private:
    std::string key_;
    Input input_;
    std::string file_;
    std::vector<std::int32_t> codes_;
    column::DictionaryBuilder dictionary_;
};

/// Attributes whose type shows when all are read: numbers, yes and no, or words.
class KeepReader : public TextReader {
public:
    /// `mostly_numbers`: a column of which most values are numbers is one of numbers, and the others are problems; else one value
    /// that is no number makes it text.
    KeepReader(std::string key, Input input, Notes& notes, bool mostly_numbers)
        : TextReader(std::move(key), std::move(input)), notes_(notes), mostly_numbers_(mostly_numbers) {}
    void reserve(std::size_t rows) override;
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;
    /// As numbers, with a problem for each cell that is none.
    std::vector<double> numbers();

private:
    enum class Guess { text, number, yes_no };
    Guess guess() const;
    /// Takes the batch as numbers; false, and nothing taken, where a cell is none.
    bool take_numbers(const RowBatch& batch);
    /// A cell was no number: what was taken so far becomes codes, and so does what comes.
    void become_text();
    Notes& notes_;
    bool mostly_numbers_;
    std::vector<std::int64_t> rows_;
    // As long as every cell is a number there is no dictionary, but the numbers and what they were written as, end to end.
    bool all_numbers_ = true;
    std::vector<double> values_;
    std::vector<std::uint8_t> lengths_;
    std::string written_;
};

/// What one text means.
struct Meaning {
    std::int32_t value = 0;
    column::State state = column::State::known;
    Fault fault = Fault::none;
};

/// Few different words, each judged once: vocabularies, yes and no, masks, ages.
class WordReader : public ColumnReader {
public:
    using Judge = std::function<Meaning(std::string_view)>;
    /// `expected` completes the sentence about an unknown word.
    WordReader(std::string key, Input input, Notes& notes, Judge judge, std::string expected, bool boolean = false);
    void reserve(std::size_t rows) override { values_.reserve(rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;
    /// For columns that the model never has states in: what a row without a word is.
    void without_states(Meaning empty) {
        stateless_ = true;
        empty_ = empty;
    }
    /// And what a word is taken for that is none of the vocabulary, with its own sentence.
    void when_unknown(std::int32_t value, std::string_view code, std::string reason);

    std::vector<std::int32_t>& values() { return values_; }
    const StateList& states() const { return states_; }

private:
    Meaning judge(std::string_view cell);
    void complain(const RowBatch& batch, std::size_t row, Fault fault);
    std::string key_;
    Input input_;
    Notes& notes_;
    Judge judge_;
    std::string expected_;
    bool boolean_;
    bool stateless_ = false;
    Meaning empty_{0, column::State::unstated, Fault::none};
    std::string unknown_code_, unknown_reason_;
    std::int32_t unknown_value_ = 0;
    column::DictionaryBuilder dictionary_;
    std::vector<Meaning> meanings_;
    std::vector<std::int32_t> values_;
    StateList states_;
};

/// Judges for WordReader.
WordReader::Judge one_of(std::span<const std::string_view> words);
/// Words between separators, each turned by the map first, as a bit mask.
WordReader::Judge mask_of(std::span<const std::string_view> words, std::string separator, WordMap map);
Meaning yes_or_no(std::string_view text);
Meaning under_18(std::string_view text);
/// "gives, receives, mutual"
std::string listed(std::span<const std::string_view> words);

struct Range {
    double least;
    double most;
    std::string words;  // "0 to 1"
};
Range any_number();

class NumberReader : public ColumnReader {
public:
    NumberReader(std::string key, Input input, Notes& notes, Range range);
    void reserve(std::size_t rows) override { values_.reserve(rows); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;
    const std::vector<double>& values() const { return values_; }
    const StateList& states() const { return states_; }

private:
    std::string key_;
    Input input_;
    Notes& notes_;
    Range range_;
    std::vector<double> values_;
    StateList states_;
};

class DateReader : public ColumnReader {
public:
    DateReader(std::string key, Input input, Notes& notes) : key_(std::move(key)), input_(std::move(input)), notes_(notes) {}
    void reserve(std::size_t rows) override;
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;
    const std::vector<std::int32_t>& days() const { return days_; }
    const std::vector<std::uint8_t>& precisions() const { return precisions_; }
    const StateList& states() const { return states_; }
    /// Where another has a later date, its.
    void later_of(const DateReader& other);

private:
    std::string key_;
    Input input_;
    Notes& notes_;
    std::vector<std::int32_t> days_;
    std::vector<std::uint8_t> precisions_;
    StateList states_;
    std::int64_t day_first_ = 0;
};

/// Several words in one cell; a word said twice in a cell counts once.
class ListReader : public ColumnReader {
public:
    ListReader(std::string key, Input input, std::string separator, const std::vector<std::string>* all);
    void reserve(std::size_t rows) override { offsets_.reserve(rows + 1); }
    void take(RowBatch& batch) override;
    void add_to(column::SegmentBuilder& builder) override;

private:
    void take_words(std::string_view cell);
    std::string key_;
    Input input_;
    std::string separator_;
    std::vector<std::string> all_;
    bool constant_;
    std::vector<std::int64_t> offsets_{0};
    std::vector<std::int32_t> codes_;
    StateList states_;
    column::DictionaryBuilder dictionary_;
};

}  // namespace kith::io
