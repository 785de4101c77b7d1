#include "engine/geo/kept_columns.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/base/text.hpp"

namespace kith::geo {

base::Error no_such_column(const VectorFile& file, const std::string& name_of_file, std::string_view wanted) {
    const std::string start = name_of_file + " has no attribute \"" + std::string(wanted) + "\"";
    if (file.fields().empty()) return base::not_found(start + "; it has none.");
    const std::vector<std::string_view> known(file.fields().begin(), file.fields().end());
    const std::string_view nearest = base::nearest_word(wanted, known);
    if (!nearest.empty()) return base::not_found(start + "; did you mean \"" + std::string(nearest) + "\"?");
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(known.size(), 20); ++i) names += (i ? ", " : "") + std::string(known[i]);
    return base::not_found(start + "; it has: " + names + (known.size() > 20 ? " …." : "."));
}

std::optional<double> plain_number(std::string_view text) {
    std::string_view digits = text;
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) digits.remove_prefix(1);
    if (digits.empty() || digits[0] < '0' || digits[0] > '9') return std::nullopt;
    if (digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') return std::nullopt;  // a code
    double number = 0;
    const char* begin = text.data() + (text[0] == '+');
    const auto [end, fault] = std::from_chars(begin, text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

base::Status KeptColumns::find(const VectorFile& file, const std::string& name_of_file, std::span<const KeptColumn> columns,
    std::span<const KeepWhere> where, std::span<const MissingWord> missing) {
    for (const KeptColumn& column : columns) {
        Kept kept;
        kept.name = column.name;
        kept.field = file.field(column.source);
        if (kept.field < 0) return no_such_column(file, name_of_file, column.source);
        for (const MissingWord& word : missing)
            if (word.column.empty() || word.column == column.source) kept.missing.emplace_back(word.word, word.state);
        kept_.push_back(std::move(kept));
    }
    for (const KeepWhere& wanted : where) {
        where_.push_back({file.field(wanted.column), wanted.values});
        if (where_.back().field < 0) return no_such_column(file, name_of_file, wanted.column);
    }
    return {};
}

std::vector<int> KeptColumns::fields() const {
    std::vector<int> fields;
    for (const Kept& kept : kept_) fields.push_back(kept.field);
    for (const Wanted& wanted : where_) fields.push_back(wanted.field);
    return fields;
}

bool KeptColumns::wanted(const RawFeature& feature) const {
    return std::all_of(where_.begin(), where_.end(), [&](const Wanted& wanted) {
        const FieldValue& found = feature.values[static_cast<std::size_t>(wanted.field)];
        return std::any_of(wanted.values.begin(), wanted.values.end(), [&](const std::string& value) {
            if (found.text == value) return true;
            const auto number = plain_number(value);
            return number && found.kind == FieldValue::Kind::number && *number == found.number;
        });
    });
}

void KeptColumns::take(const RawFeature& feature, std::int64_t& recoded) {
    for (Kept& kept : kept_) {
        const FieldValue& found = feature.values[static_cast<std::size_t>(kept.field)];
        const std::string_view text = base::trimmed(found.text);
        recoded += found.recoded;
        column::State state = found.kind == FieldValue::Kind::none || text.empty() ? column::State::unstated : column::State::known;
        for (const auto& [word, meaning] : kept.missing)
            if (text == word) state = meaning;
        kept.states.push_back(static_cast<std::uint8_t>(state));
        const bool known = state == column::State::known;
        kept.codes.push_back(known ? kept.texts.code_of(text) : -1);
        std::optional<double> number;
        if (known) number = found.kind == FieldValue::Kind::text ? plain_number(text) : found.number;
        // Beyond 2^53 whole numbers are ids, and no longer exact as a double.
        constexpr double exact = 9007199254740992.0;
        if (known && (!number || std::abs(*number) > exact)) kept.all_numbers = false;
        kept.numbers.push_back(number.value_or(0.0));
    }
}

void KeptColumns::add_to(column::SegmentBuilder& builder) {
    for (Kept& kept : kept_) {
        const bool any = std::find(kept.states.begin(), kept.states.end(), 0) != kept.states.end();
        if (kept.all_numbers && any) builder.add_f64(kept.name, std::move(kept.numbers), std::move(kept.states));
        else builder.add_text(kept.name, std::move(kept.codes), kept.texts, std::move(kept.states));
    }
}

}  // namespace kith::geo
