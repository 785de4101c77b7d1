#include "engine/io/notes.hpp"

#include <algorithm>

namespace kith::io {
namespace {

std::string sentence_of(Fault fault, std::string_view expected) {
    const std::string end = " It counts as unstated.";
    switch (fault) {
        case Fault::none: break;
        case Fault::not_a_number: return "This is not a number." + end;
        case Fault::thousands_separator: return "This has commas as between thousands; it was not guessed. Write it without them." + end;
        case Fault::decimal_comma: return "This has a comma where a decimal point should be; it was not guessed. Write it with a point." + end;
        case Fault::out_of_range: return "This is outside " + std::string(expected) + '.' + end;
        case Fault::not_a_date: return "This is not a date such as 2026-06-30, 2026-06, 2026 or 30/06/2026." + end;
        case Fault::month_first: return "This looks like month/day/year, and Kith reads day/month/year; it was not guessed." + end;
        case Fault::not_yes_or_no: return "This is neither yes nor no." + end;
        case Fault::unknown_word: return "This word is none of " + std::string(expected) + "; give it a meaning in the recipe (map)." + end;
    }
    return "This cannot be used." + end;
}

}  // namespace

bool Notes::is_counted_only(std::string_view code, column::Severity severity) {
    auto& counts = report_.counts;
    const auto at = std::find_if(counts.begin(), counts.end(), [&](const column::SourceReport::Count& c) { return c.code == code; });
    if (at == counts.end() || at->count < column::SourceReport::listed_issues) return false;
    at->severity = std::max(at->severity, severity);
    ++at->count;
    return true;
}

void Notes::row(column::Severity severity, std::string_view code, std::int64_t row, std::string_view column, std::string_view value,
    std::string_view reason) {
    if (is_counted_only(code, severity)) return;
    constexpr std::size_t longest = 60;
    std::string shown;
    if (personal_) {
        if (!value.empty()) shown = column::masked(value);
    } else {
        std::size_t size = std::min(value.size(), longest);
        while (size > 0 && size < value.size() && (static_cast<unsigned char>(value[size]) & 0xC0u) == 0x80u) --size;  // not within a letter
        shown = std::string(value.substr(0, size)) + (size < value.size() ? "…" : "");
    }
    report_.note({report_.file, row, std::string(column), std::move(shown), std::string(code), std::string(reason), severity});
}

void Notes::cell(Fault fault, std::int64_t at, std::string_view column, std::string_view value, std::string_view expected) {
    if (is_counted_only(code_of(fault), column::Severity::problem)) return;
    row(column::Severity::problem, code_of(fault), at, column, value, sentence_of(fault, expected));
}

void Notes::file(column::Severity severity, std::string_view code, std::string_view column, std::string reason) {
    report_.note({report_.file, 0, std::string(column), {}, std::string(code), std::move(reason), severity});
}

void Notes::many(column::Severity severity, std::string_view code, std::int64_t count, std::string_view column, std::string reason) {
    if (count > 0) report_.note_many({report_.file, 0, std::string(column), {}, std::string(code), std::move(reason), severity}, count);
}

}  // namespace kith::io
