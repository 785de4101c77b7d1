#include "engine/io/columns.hpp"

#include <algorithm>
#include <utility>

namespace kith::io {

using column::State;

MissingRules::MissingRules(const Missing& missing, std::string_view column, const WordMap& map) {
    WordStates all;
    for (const auto& [name, words] : missing.of_column)
        if (name == column) all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), missing.everywhere.begin(), missing.everywhere.end());
    for (const auto& [word, state] : all) {
        const auto is_word = [&w = word](const auto& entry) { return entry.first == w; };
        if (std::any_of(words_.begin(), words_.end(), is_word) || std::any_of(map.begin(), map.end(), is_word)) continue;
        words_.emplace_back(word, state);
    }
    const auto empty = std::find_if(words_.begin(), words_.end(), [](const auto& entry) { return entry.first.empty(); });
    if (empty != words_.end()) {
        empty_ = empty->second;
        words_.erase(empty);
    }
    if (std::any_of(map.begin(), map.end(), [](const auto& entry) { return entry.first.empty(); })) empty_ = State::known;
}

State MissingRules::look_up(std::string_view cell) const {
    for (const auto& [word, state] : words_)
        if (word == cell) return state;
    return State::known;
}

std::string_view Input::mapped(std::string_view cell) const {
    for (const auto& [word, ours] : map)
        if (word == cell) return ours;
    return cell;
}

void TextReader::take(RowBatch& batch) {
    const std::size_t before = codes_.size();
    states_.grow(batch.rows);
    if (input_.slot < 0) {  // one text for all
        if (const State state = input_.missing.state_of(input_.constant); state != State::known)
            for (std::size_t r = 0; r < batch.rows; ++r) states_.set(before + r, state);
        codes_.resize(before + batch.rows, states_.size() > before && states_.at(before) == State::known ? dictionary_.code_of(input_.cell(batch, 0)) : -1);
        return;
    }
    codes_.resize(before + batch.rows);
    std::array<std::string_view, RowBatch::capacity> texts;
    std::array<std::int32_t, RowBatch::capacity> found;
    std::array<std::uint16_t, RowBatch::capacity> at;
    std::size_t count = 0;
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.cell(batch, r);
        const State state = input_.missing.state_of(cell);
        if (state == State::known) {
            texts[count] = cell;
            at[count++] = static_cast<std::uint16_t>(r);
        } else {
            codes_[before + r] = -1;
            states_.set(before + r, state);
        }
    }
    dictionary_.codes_of({texts.data(), count}, found.data());
    for (std::size_t i = 0; i < count; ++i) codes_[before + at[i]] = found[i];
    // Where tens of thousands have no text twice, as of ids, nobody has.
    constexpr std::size_t sure = 32768;
    if (expected_ > sure && codes_.size() >= sure) {
        if (std::cmp_equal(dictionary_.size(), codes_.size())) dictionary_.reserve(expected_);
        expected_ = 0;
    }
}

void TextReader::apply_map() {
    if (input_.map.empty()) return;
    column::DictionaryBuilder ours;
    std::vector<std::int32_t> translation;
    for (std::int32_t code = 0; code < dictionary_.size(); ++code) translation.push_back(ours.code_of(input_.mapped(dictionary_[code])));
    for (std::int32_t& code : codes_)
        if (code >= 0) code = translation[static_cast<std::size_t>(code)];
    dictionary_ = std::move(ours);
}

void TextReader::add_to(column::SegmentBuilder& builder) {
    apply_map();
    builder.add_text(std::move(key_), std::move(codes_), std::move(dictionary_), states_.take());
}

void IdReader::take(RowBatch& batch) {
    if (scope_ >= 0) {
        std::string full;
        auto* ids = batch.column(static_cast<std::size_t>(input_.slot));
        const auto scopes = batch.cells(static_cast<std::size_t>(scope_));
        std::array<std::string_view, RowBatch::capacity> plain;
        std::copy(ids, ids + batch.rows, plain.begin());
        for (std::size_t r = 0; r < batch.rows; ++r) {
            full.assign(without_blanks(scopes[r])).append(1, '/').append(without_blanks(plain[r]));
            ids[r] = batch.store(full);
        }
        TextReader::take(batch);
        std::copy(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(batch.rows), ids);  // others may read the same column
        return;
    }
    TextReader::take(batch);
}

void RowNameReader::take(RowBatch& batch) {
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.slot < 0 ? std::string_view() : input_.cell(batch, r);
        codes_.push_back(cell.empty() ? dictionary_.code_of(file_ + " row " + std::to_string(batch.source_row[r])) : dictionary_.code_of(cell));
    }
}

void RowNameReader::add_to(column::SegmentBuilder& builder) {
    builder.add_text(std::move(key_), std::move(codes_), std::move(dictionary_));
}

namespace {

constexpr std::size_t most_written = 64;  // bytes of a number

/// "007" is a name, not a number; "0.5" and "0" are.
Fault read_unpadded(std::string_view text, double& value) {
    const bool padded = text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
    return padded ? Fault::not_a_number : read_number(text, value);
}

}  // namespace

void KeepReader::reserve(std::size_t rows) {
    if (!all_numbers_) return TextReader::reserve(rows);
    values_.reserve(rows);
    lengths_.reserve(rows);
    written_.reserve(rows * 12);  // about a coordinate's; what is not written is not there
}

bool KeepReader::take_numbers(const RowBatch& batch) {
    const std::size_t before = values_.size(), written = written_.size();
    values_.resize(before + batch.rows);
    lengths_.resize(before + batch.rows);
    std::array<State, RowBatch::capacity> states;
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.cell(batch, r);
        states[r] = input_.missing.state_of(cell);
        if (states[r] != State::known) continue;
        if (cell.empty() || cell.size() > most_written || read_unpadded(cell, values_[before + r]) != Fault::none) {
            values_.resize(before);
            lengths_.resize(before);
            written_.resize(written);
            return false;
        }
        lengths_[before + r] = static_cast<std::uint8_t>(cell.size());
        written_ += cell;
    }
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r)
        if (states[r] != State::known) states_.set(before + r, states[r]);
    return true;
}

void KeepReader::become_text() {
    all_numbers_ = false;
    codes_.reserve(values_.capacity());
    std::string_view rest = written_;
    for (const std::uint8_t length : lengths_) {  // a cell that says nothing was written as nothing
        codes_.push_back(length == 0 ? -1 : dictionary_.code_of(rest.substr(0, length)));
        rest.remove_prefix(length);
    }
    values_ = {};
    lengths_ = {};
    written_ = {};
}

void KeepReader::take(RowBatch& batch) {
    if (mostly_numbers_)  // else no cell is ever complained of
        rows_.insert(rows_.end(), batch.source_row.begin(), batch.source_row.begin() + static_cast<std::ptrdiff_t>(batch.rows));
    if (all_numbers_ && (!input_.map.empty() || !take_numbers(batch))) become_text();
    if (!all_numbers_) TextReader::take(batch);
}

KeepReader::Guess KeepReader::guess() const {
    std::int64_t numbers = 0, yes_no = 0, all = 0;
    std::vector<std::int64_t> uses(static_cast<std::size_t>(dictionary_.size()), 0);
    for (const std::int32_t code : codes_)
        if (code >= 0) ++uses[static_cast<std::size_t>(code)];
    for (std::int32_t code = 0; code < dictionary_.size(); ++code) {
        const std::string_view text = dictionary_[code];
        const std::int64_t used = uses[static_cast<std::size_t>(code)];
        double number = 0;
        bool yes = false;
        if (read_unpadded(text, number) == Fault::none) numbers += used;
        else if (read_yes_no(text, yes) == Fault::none) yes_no += used;
        all += used;
    }
    if (all == 0) return Guess::text;
    if (numbers == all || (mostly_numbers_ && numbers * 2 >= all)) return Guess::number;
    if (!mostly_numbers_ && all >= 10 && numbers * 10 >= all * 9)
        notes_.many(column::Severity::note, "mixed_column", all - numbers, input_.name,
            "Nearly all values of this column are numbers, but not all; it was kept as words.");
    return yes_no == all && !mostly_numbers_ ? Guess::yes_no : Guess::text;  // indicators are numbers or words
}

std::vector<double> KeepReader::numbers() {
    std::vector<double> values(codes_.size(), 0.0), of_code(static_cast<std::size_t>(dictionary_.size()), 0.0);
    std::vector<Fault> faults(of_code.size());
    for (std::size_t code = 0; code < of_code.size(); ++code) faults[code] = read_number(dictionary_[static_cast<std::int32_t>(code)], of_code[code]);
    for (std::size_t row = 0; row < codes_.size(); ++row) {
        if (codes_[row] < 0) continue;
        const auto code = static_cast<std::size_t>(codes_[row]);
        if (faults[code] == Fault::none) {
            values[row] = of_code[code];
            continue;
        }
        notes_.cell(faults[code], rows_[row], input_.name, dictionary_[codes_[row]], {});
        states_.set(row, State::unstated);
    }
    return values;
}

void KeepReader::add_to(column::SegmentBuilder& builder) {
    const auto is_number = [](std::uint8_t length) { return length != 0; };
    if (all_numbers_ && std::any_of(lengths_.begin(), lengths_.end(), is_number)) {
        builder.add_f64(std::move(key_), std::move(values_), states_.take());
        return;
    }
    if (all_numbers_) become_text();  // nothing in it
    apply_map();
    switch (guess()) {
        case Guess::text: builder.add_text(std::move(key_), std::move(codes_), std::move(dictionary_), states_.take()); return;
        case Guess::number: {
            std::vector<double> values = numbers();
            builder.add_f64(std::move(key_), std::move(values), states_.take());
            return;
        }
        case Guess::yes_no: break;
    }
    std::vector<std::uint8_t> values(codes_.size(), 0), of_code(static_cast<std::size_t>(dictionary_.size()), 0);
    for (std::size_t code = 0; code < of_code.size(); ++code) {
        bool yes = false;
        of_code[code] = read_yes_no(dictionary_[static_cast<std::int32_t>(code)], yes) == Fault::none && yes ? 1 : 0;
    }
    for (std::size_t row = 0; row < codes_.size(); ++row)
        if (codes_[row] >= 0) values[row] = of_code[static_cast<std::size_t>(codes_[row])];
    builder.add_booleans(std::move(key_), std::move(values), states_.take());
}

ListReader::ListReader(std::string key, Input input, std::string separator, const std::vector<std::string>* all)
    : key_(std::move(key)), input_(std::move(input)), separator_(std::move(separator)), constant_(all != nullptr) {
    if (all != nullptr) all_ = *all;
}

void ListReader::take_words(std::string_view cell) {
    const auto from = static_cast<std::ptrdiff_t>(codes_.size());
    while (!cell.empty()) {
        const std::size_t cut = cell.find(separator_);
        const std::string_view word = without_blanks(cell.substr(0, cut));
        cell = cut == std::string_view::npos ? std::string_view() : cell.substr(cut + separator_.size());
        if (word.empty()) continue;
        const std::int32_t code = dictionary_.code_of(input_.mapped(word));
        if (std::find(codes_.begin() + from, codes_.end(), code) == codes_.end()) codes_.push_back(code);
    }
}

void ListReader::take(RowBatch& batch) {
    const std::size_t before = states_.size();
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) {
        if (constant_) {
            for (const std::string& word : all_) codes_.push_back(dictionary_.code_of(word));
        } else {
            const std::string_view cell = input_.cell(batch, r);
            const State state = input_.missing.state_of(cell);
            if (state != State::known)
                states_.set(before + r, state);
            else
                take_words(cell);
        }
        offsets_.push_back(static_cast<std::int64_t>(codes_.size()));
    }
}

void ListReader::add_to(column::SegmentBuilder& builder) {
    builder.add_text_list(std::move(key_), std::move(offsets_), std::move(codes_), dictionary_, states_.take());
}

}  // namespace kith::io
