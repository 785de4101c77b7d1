#include "engine/report/csv.hpp"

#include <charconv>
#include <cmath>

#include "engine/report/text_file.hpp"

namespace kith::report {

void csv_text(std::string& out, std::string_view text) {
    if (text.empty()) return;
    // One that begins with apostrophes and then such a letter gets one more, so that whoever takes the guard away has the text as it was.
    const std::size_t first = text.find_first_not_of('\'');
    const bool guard = first != std::string_view::npos && std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        if (guard) out += '\'';
        out += text;
        return;
    }
    out += '"';
    if (guard) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void csv_number(std::string& out, double value) {
    if (std::isfinite(value)) json_number(out, value);
}

}  // namespace kith::report
