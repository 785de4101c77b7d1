#include "engine/report/text_file.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace kith::report {
namespace {

/// Length of the valid UTF-8 sequence at the start of `rest`, or 0.
std::size_t sequence(std::string_view rest) {
    const auto at = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0u; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
    const unsigned lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return tail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead < 0xF0) {
        const bool shortest = lead != 0xE0 || at(1) >= 0xA0, no_surrogate = lead != 0xED || at(1) < 0xA0;
        return tail(1) && tail(2) && shortest && no_surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead < 0xF5) {
        const bool in_range = (lead != 0xF0 || at(1) >= 0x90) && (lead != 0xF4 || at(1) < 0x90);
        return tail(1) && tail(2) && tail(3) && in_range ? 4 : 0;
    }
    return 0;
}

bool plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\'; }

void escape(std::string& out, unsigned char c) {
    constexpr char digits[] = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    out += "\\u00";
    out += digits[c >> 4];
    out += digits[c & 15];
}

}  // namespace

TextFile::TextFile(const std::filesystem::path& file) : name_(file.filename().string()), file_(std::fopen(file.c_str(), "wbx")) {
    buffer_.reserve(most_buffered + (1 << 12));
    failed_ = file_ == nullptr;
}

TextFile::~TextFile() {
    if (file_) std::fclose(file_);
}

void TextFile::flush() {
    if (!failed_ && std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) failed_ = true;
    buffer_.clear();
}

base::Status TextFile::close() {
    flush();
    if (file_ && std::fclose(file_) != 0) failed_ = true;
    file_ = nullptr;
    if (failed_) return base::io_error("\"" + name_ + "\" could not be written; is there room on the disk?");
    return {};
}

base::Status write_text(const std::filesystem::path& file, std::string_view text) {
    TextFile out(file);
    out.put(text);
    return out.close();
}

void json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && plain(text[end])) ++end;
        out.append(text, at, end - at);
        at = end;
        if (at == text.size()) break;
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x80) {
            if (c == 0x7F) out += static_cast<char>(c);
            else escape(out, c);
            ++at;
        } else if (const std::size_t length = sequence(text.substr(at)); length > 0) {
            out.append(text, at, length);
            at += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++at;
        }
    }
    out += '"';
}

void json_number(std::string& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void json_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == std::floor(value) && std::abs(value) < 1e15) {
        json_number(out, static_cast<std::int64_t>(value));
        return;
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

std::string date_text(std::int32_t days, int precision) {
    // Howard Hinnant's civil_from_days (public domain): proleptic Gregorian, years from March.
    const std::int64_t z = std::int64_t{days} + 719468;
    const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const std::int64_t of_era = z - era * 146097;
    const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1, month = shifted < 10 ? shifted + 3 : shifted - 9;
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    std::string out = std::to_string(year < 0 ? -year : year);
    while (out.size() < 4) out.insert(0, 1, '0');
    if (year < 0) out.insert(0, 1, '-');
    const auto two = [&](std::int64_t number) {
        out += '-';
        out += static_cast<char>('0' + number / 10);
        out += static_cast<char>('0' + number % 10);
    };
    if (precision < 2) two(month);
    if (precision < 1) two(day);
    return out;
}

std::string day_in_words(std::int32_t days) {
    constexpr std::array<std::string_view, 12> months{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const std::string text = date_text(days);  // …-MM-DD
    const std::string day = text.substr(text.size() - 2), month = text.substr(text.size() - 5, 2);
    return std::to_string(std::stoi(day)) + ' ' + std::string(months[static_cast<std::size_t>(std::stoi(month)) - 1]) + ' ' + text.substr(0, text.size() - 6);
}

void json_date(std::string& out, std::int32_t days) {
    out += '"';
    out += date_text(days);
    out += '"';
}

}  // namespace kith::report
