// Columns of words with a meaning, numbers and dates.
#include <algorithm>
#include <limits>

#include "engine/base/text.hpp"
#include "engine/io/columns.hpp"

namespace kith::io {

using column::State;

namespace {

/// "unknown", or one of the states' own names: what a file may say instead of a value.
bool state_word(std::string_view text, State& state) {
    if (text.empty() || text.front() < 'A') return false;
    const std::string word = base::lower(text);
    if (word == "unknown") {
        state = State::dont_know;
        return true;
    }
    return word != "known" && column::state_from_name(word, state);
}

}  // namespace

Range any_number() { return {-std::numeric_limits<double>::max(), std::numeric_limits<double>::max(), "what a number can be"}; }

std::string listed(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        if (word.empty()) continue;
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

WordReader::Judge one_of(std::span<const std::string_view> words) {
    return [words](std::string_view text) -> Meaning {
        std::int32_t code = column::code_of(words, text);
        if (code < 0) code = column::code_of(words, base::lower(text));
        return code < 0 ? Meaning{0, State::unstated, Fault::unknown_word} : Meaning{code, State::known, Fault::none};
    };
}

WordReader::Judge mask_of(std::span<const std::string_view> words, std::string separator, WordMap map) {
    return [words, separator = std::move(separator), map = std::move(map)](std::string_view text) -> Meaning {
        Meaning meaning;
        while (!text.empty()) {
            const std::size_t cut = text.find(separator);
            const std::string_view word = without_blanks(text.substr(0, cut));
            text = cut == std::string_view::npos ? std::string_view() : text.substr(cut + separator.size());
            if (word.empty()) continue;
            const auto ours = std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == word; });
            const std::int32_t code = column::code_of(words, base::lower(ours == map.end() ? word : std::string_view(ours->second)));
            if (code < 0)
                meaning.fault = Fault::unknown_word;
            else
                meaning.value |= 1 << code;
        }
        if (meaning.value == 0 && meaning.fault != Fault::none) meaning.state = State::unstated;
        return meaning;
    };
}

Meaning yes_or_no(std::string_view text) {
    bool yes = false;
    const Fault fault = read_yes_no(text, yes);
    return fault == Fault::none ? Meaning{yes ? 1 : 0, State::known, fault} : Meaning{0, State::unstated, fault};
}

Meaning under_18(std::string_view text) {
    switch (read_age(text)) {
        case Under18::no: return {0, State::known, Fault::none};
        case Under18::yes: return {1, State::known, Fault::none};
        case Under18::perhaps: return {0, State::unstated, Fault::none};
        case Under18::unreadable: break;
    }
    return {0, State::unstated, Fault::unknown_word};
}

WordReader::WordReader(std::string key, Input input, Notes& notes, Judge judge, std::string expected, bool boolean)
    : key_(std::move(key)), input_(std::move(input)), notes_(notes), judge_(std::move(judge)), expected_(std::move(expected)), boolean_(boolean) {}

void WordReader::when_unknown(std::int32_t value, std::string_view code, std::string reason) {
    unknown_value_ = value;
    unknown_code_ = code;
    unknown_reason_ = std::move(reason);
}

Meaning WordReader::judge(std::string_view cell) {
    State state = input_.missing.state_of(cell);
    if (state == State::known) {
        const std::string_view word = input_.mapped(cell);
        const Meaning meaning = judge_(word);
        const bool bad = meaning.fault != Fault::none;
        if (!bad || !state_word(word, state)) return bad && stateless_ ? Meaning{unknown_value_, State::known, meaning.fault} : meaning;
    }
    return stateless_ ? empty_ : Meaning{0, state, Fault::none};
}

void WordReader::complain(const RowBatch& batch, std::size_t row, Fault fault) {
    const std::string_view cell = input_.cell(batch, row);
    if (unknown_code_.empty())
        notes_.cell(fault, batch.source_row[row], input_.name, cell, expected_);
    else
        notes_.row(column::Severity::problem, unknown_code_, batch.source_row[row], input_.name, cell, unknown_reason_);
}

void WordReader::take(RowBatch& batch) {
    const std::size_t before = values_.size();
    values_.resize(before + batch.rows);
    states_.grow(batch.rows);
    if (input_.slot < 0) {  // one word for all
        std::fill(values_.begin() + static_cast<std::ptrdiff_t>(before), values_.end(), dictionary_.code_of(input_.cell(batch, 0)));
    } else {
        std::array<std::string_view, RowBatch::capacity> texts;
        for (std::size_t r = 0; r < batch.rows; ++r) texts[r] = input_.cell(batch, r);
        dictionary_.codes_of({texts.data(), batch.rows}, &values_[before]);
    }
    while (meanings_.size() < static_cast<std::size_t>(dictionary_.size())) meanings_.push_back(judge(dictionary_[static_cast<std::int32_t>(meanings_.size())]));
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const Meaning& meaning = meanings_[static_cast<std::size_t>(values_[before + r])];
        values_[before + r] = meaning.value;
        if (meaning.state != State::known) states_.set(before + r, meaning.state);
        if (meaning.fault != Fault::none) complain(batch, r, meaning.fault);
    }
}

void WordReader::add_to(column::SegmentBuilder& builder) {
    if (!boolean_) {
        builder.add_i32(std::move(key_), std::move(values_), states_.take());
        return;
    }
    std::vector<std::uint8_t> flags(values_.begin(), values_.end());
    builder.add_booleans(std::move(key_), std::move(flags), states_.take());
}

NumberReader::NumberReader(std::string key, Input input, Notes& notes, Range range)
    : key_(std::move(key)), input_(std::move(input)), notes_(notes), range_(std::move(range)) {}

void NumberReader::take(RowBatch& batch) {
    const std::size_t before = values_.size();
    values_.resize(before + batch.rows);
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.cell(batch, r);
        State state = input_.missing.state_of(cell);
        if (state == State::known) {
            const std::string_view text = input_.map.empty() ? cell : input_.mapped(cell);
            double& value = values_[before + r];
            Fault fault = read_number(text, value);
            if (fault == Fault::none && !(value >= range_.least && value <= range_.most)) fault = Fault::out_of_range;
            if (fault == Fault::none) continue;
            value = 0;
            if (!state_word(text, state)) {
                notes_.cell(fault, batch.source_row[r], input_.name, cell, range_.words);
                state = State::unstated;
            }
        }
        states_.set(before + r, state);
    }
}

void NumberReader::add_to(column::SegmentBuilder& builder) { builder.add_f64(std::move(key_), std::move(values_), states_.take()); }

void DateReader::reserve(std::size_t rows) {
    days_.reserve(rows);
    precisions_.reserve(rows);
}

void DateReader::take(RowBatch& batch) {
    const std::size_t before = days_.size();
    days_.resize(before + batch.rows);
    precisions_.resize(before + batch.rows);
    states_.grow(batch.rows);
    for (std::size_t r = 0; r < batch.rows; ++r) {
        const std::string_view cell = input_.cell(batch, r);
        State state = input_.missing.state_of(cell);
        if (state == State::known) {
            const std::string_view text = input_.map.empty() ? cell : input_.mapped(cell);
            PartialDate date;
            bool day_first = false;
            const Fault fault = read_date(text, date, day_first);
            if (fault == Fault::none) {
                days_[before + r] = date.days;
                precisions_[before + r] = static_cast<std::uint8_t>(date.precision);
                day_first_ += day_first ? 1 : 0;
                continue;
            }
            if (!state_word(text, state)) {
                notes_.cell(fault, batch.source_row[r], input_.name, cell, "the years 1800 to 2200");
                state = State::unstated;
            }
        }
        states_.set(before + r, state);
    }
}

void DateReader::later_of(const DateReader& other) {
    for (std::size_t row = 0; row < days_.size(); ++row) {
        if (other.states_.at(row) != State::known) continue;
        if (states_.at(row) == State::known && days_[row] >= other.days_[row]) continue;
        days_[row] = other.days_[row];
        precisions_[row] = other.precisions_[row];
        states_.set(row, State::known);
    }
}

void DateReader::add_to(column::SegmentBuilder& builder) {
    notes_.many(column::Severity::note, "day_first", day_first_, input_.name, "Dates such as 4/10/2021 were read as day/month/year.");
    builder.add_dates(std::move(key_), std::move(days_), std::move(precisions_), states_.take());
}

}  // namespace kith::io
