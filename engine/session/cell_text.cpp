#include "engine/session/cell_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <span>

#include "engine/base/text.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/fields.hpp"

namespace kith::session {
namespace {

using column::State;
using column::Type;

struct Vocabulary {
    std::string_view field;
    std::span<const std::string_view> words;
};
const std::array<Vocabulary, 13> vocabularies{
    Vocabulary{"people/role", column::role_words}, {"people/living", column::living_words}, {"people/own_view", column::own_view_words},
    {"assets/class", column::asset_class_words}, {"assets/form", column::form_words}, {"assets/status", column::asset_status_words},
    {"assets/confirmed_by", column::confirmed_by_words}, {"ties/direction", column::direction_words}, {"ties/valence", column::valence_words},
    {"ties/reported_by", column::reported_by_words}, {"events/kind", column::event_kind_words}, {"people.positions/placed_by", column::placed_by_words},
    {"assets.positions/placed_by", column::placed_by_words}};

std::span<const std::string_view> words_of(std::string_view field) {
    const auto at = std::find_if(vocabularies.begin(), vocabularies.end(), [&](const Vocabulary& one) { return one.field == field; });
    return at == vocabularies.end() ? std::span<const std::string_view>{} : at->words;
}

std::string as_word(std::string_view text) {
    std::string word = base::lower(base::trimmed(text));
    for (char& c : word)
        if (c == ' ' || c == '-') c = '_';
    std::erase(word, '\'');
    return word;
}

bool read_state(std::string_view text, State& state) { return column::state_from_name(as_word(text), state) && state != State::known; }

base::Error wants(std::string_view field, const std::string& what) { return base::misuse("The column " + std::string(field.substr(field.find('/') + 1)) + " wants " + what + "."); }

std::string listed(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

base::Result<Value> whole_number(std::string_view field, Type type, std::string_view text) {
    const auto words = words_of(field);
    if (!words.empty()) {
        const std::int32_t code = column::code_of(words, as_word(text));
        if (code < 0) return wants(field, listed(words));
        return Value(std::int64_t{code});
    }
    double number = 0;
    constexpr double most = 9007199254740992;  // 2^53: beyond, not every whole number is one of those that can be read
    const double bound = type == Type::i32 ? INT32_MAX : most;
    if (io::read_number(text, number) != io::Fault::none || !(std::abs(number) <= bound) || number != std::trunc(number)) return wants(field, "a whole number");
    return Value(static_cast<std::int64_t>(number));
}

base::Result<Value> point(std::string_view field, std::string_view text) {
    const std::size_t comma = text.find(',');
    Point made;
    if (comma == std::string_view::npos || io::read_number(text.substr(0, comma), made.x) != io::Fault::none || io::read_number(text.substr(comma + 1), made.y) != io::Fault::none)
        return wants(field, "two numbers with a comma between, in metres");
    return Value(made);
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view part = base::trimmed(text.substr(0, end));
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace

base::Result<Value> value_from_text(std::string_view field, Type type, std::string_view whole) {
    const std::string_view text = base::trimmed(whole);
    State state{};
    if (text.empty()) return Value(Missing{State::unstated});
    if (read_state(text, state)) return Value(Missing{state});
    switch (type) {
        case Type::boolean: {
            bool yes = false;
            if (io::read_yes_no(text, yes) != io::Fault::none) return wants(field, "yes or no");
            return Value(yes);
        }
        case Type::i32: case Type::i64: return whole_number(field, type, text);
        case Type::f64: {
            double number = 0;
            if (io::read_number(text, number) != io::Fault::none) return wants(field, "a number");
            return Value(number);
        }
        case Type::text: return Value(std::string(text));
        case Type::text_list: return Value(parts_of(text));
        case Type::date: {
            io::PartialDate date;
            bool day_first = false;
            if (io::read_date(text, date, day_first) != io::Fault::none) return wants(field, "a date, such as 2026-06-30, 2026-06 or 2026");
            return Value(Date{date.days, date.precision});
        }
        case Type::point: return point(field, text);
        case Type::point_list: break;
    }
    return wants(field, "something that cannot be typed");
}

namespace {

std::string date_text(const Date& date) {
    // Howard Hinnant's civil_from_days (public domain).
    const std::int64_t z = std::int64_t{date.days} + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), shifted = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1), month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    const int year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
    char text[32];
    const int precision = static_cast<int>(date.precision);
    if (precision == 2) std::snprintf(text, sizeof text, "%04d", year);
    else if (precision == 1) std::snprintf(text, sizeof text, "%04d-%02d", year, month);
    else std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return text;
}

std::string number_text(double number) {
    char text[40];
    for (int digits = 6; digits <= 17; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, number);
        double back = 0;
        if (std::sscanf(text, "%lf", &back) == 1 && back == number) break;
    }
    return text;
}

std::string spaced(std::string_view word) {
    std::string text(word);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

struct Teller {
    std::string_view field;
    std::string operator()(const Missing& v) const { return v.state == State::unstated ? "" : spaced(column::name_of(v.state)); }
    std::string operator()(bool v) const { return v ? "yes" : "no"; }
    std::string operator()(std::int64_t v) const {
        const auto words = words_of(field);
        return v >= 0 && v < static_cast<std::int64_t>(words.size()) ? spaced(words[static_cast<std::size_t>(v)]) : std::to_string(v);
    }
    std::string operator()(double v) const { return number_text(v); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(const std::vector<std::string>& v) const {
        std::string text;
        for (const std::string& one : v) text += (text.empty() ? "" : "; ") + one;
        return text;
    }
    std::string operator()(const Date& v) const { return date_text(v); }
    std::string operator()(const Point& v) const { return number_text(v.x) + ", " + number_text(v.y); }
    std::string operator()(const base::EntityKey& v) const { return base::to_text(v); }
    std::string operator()(const place::Outline& v) const { return base::counted(static_cast<std::int64_t>(v.size()), "point"); }
};

}  // namespace

std::span<const std::string_view> vocabulary_of(std::string_view field) { return words_of(field); }

std::string text_of(std::string_view field, const Value& value) { return std::visit(Teller{field}, value); }

}  // namespace kith::session
