#include "engine/io/lookup_keys.hpp"

#include "engine/io/fields.hpp"

namespace kith::io {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_numeral(char c) { return c >= '0' && c <= '9'; }

/// A9, A99, A9A, AA9, AA99, AA9A.
bool is_outward(std::string_view part) {
    std::size_t letters = 0;
    while (letters < part.size() && is_capital(part[letters])) ++letters;
    const std::string_view rest = part.substr(letters);
    if (letters < 1 || letters > 2 || rest.empty() || rest.size() > 2 || !is_numeral(rest[0])) return false;
    return rest.size() == 1 || is_numeral(rest[1]) || is_capital(rest[1]);
}

bool is_inward(std::string_view part) { return part.size() == 3 && is_numeral(part[0]) && is_capital(part[1]) && is_capital(part[2]); }

/// Blanks, and the blank that does not break (U+00A0), which comes with copies from web pages.
std::size_t blank_at(std::string_view text, std::size_t at) {
    if (text[at] == ' ' || text[at] == '\t') return 1;
    return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
}

}  // namespace

std::optional<LookupKey> normal_postcode(std::string_view cell) {
    constexpr std::size_t most = 7;
    LookupKey key;
    for (std::size_t at = 0; at < cell.size();) {
        if (const std::size_t blank = blank_at(cell, at); blank > 0) {
            at += blank;
            continue;
        }
        if (key.text().size() == most) return std::nullopt;
        const char c = cell[at++];
        key.add(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    }
    const std::string_view text = key.text();
    if (text.size() < 5) return std::nullopt;
    if (text == "GIR0AA" || (is_inward(text.substr(text.size() - 3)) && is_outward(text.substr(0, text.size() - 3)))) return key;
    return std::nullopt;
}

std::optional<LookupKey> normal_uprn(std::string_view cell) {
    cell = without_blanks(cell);
    if (cell.ends_with(".0")) cell.remove_suffix(2);
    while (!cell.empty() && cell[0] == '0') cell.remove_prefix(1);
    LookupKey key;
    for (const char c : cell) {
        if (!is_numeral(c) || key.full()) return std::nullopt;
        key.add(c);
    }
    return key.text().empty() ? std::nullopt : std::optional(key);
}

}  // namespace kith::io
