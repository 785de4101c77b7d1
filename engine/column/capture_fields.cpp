#include "engine/column/capture_fields.hpp"

#include <algorithm>
#include <utility>

namespace kith::column {

extern const std::string_view capture_fields_csv;

namespace {

/// The cells of the next line, which is taken off `rest`. Our own file: RFC 4180 without line ends in cells.
std::vector<std::string> cells_of_line(std::string_view& rest) {
    std::vector<std::string> cells{{}};
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest.size() && rest[at] != '\n'; ++at) {
        const char c = rest[at];
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) cells.emplace_back();
        else if (c != '\r') cells.back() += c;
    }
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return cells;
}

std::vector<CaptureField> read_capture_fields() {
    std::vector<CaptureField> out;
    std::string_view rest = capture_fields_csv;
    cells_of_line(rest);
    while (!rest.empty()) {
        const auto cells = cells_of_line(rest);
        if (cells.size() != 6) continue;
        CaptureField field{cells[0], cells[1], cells[2], cells[3], cells[4], {}, cells[5] == "anyone"};
        if (const auto colon = field.kind.find(':'); colon != std::string::npos) {
            std::string_view words = std::string_view(cells[4]).substr(colon + 1);
            field.kind.resize(colon);
            while (!words.empty()) {
                const std::size_t end = std::min(words.find(';'), words.size());
                field.choices.emplace_back(words.substr(0, end));
                words.remove_prefix(std::min(end + 1, words.size()));
            }
        }
        out.push_back(std::move(field));
    }
    return out;
}

}  // namespace

std::span<const CaptureField> capture_fields() {
    static const std::vector<CaptureField> fields = read_capture_fields();
    return fields;
}

std::string capture_words(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

}  // namespace kith::column
