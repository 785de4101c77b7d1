#pragma once
// What is asked on capture cards, on the capture page and in the spreadsheet that goes with them: one list (data/schemas/capture_fields.csv).
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::column {

struct CaptureField {
    std::string table;                 // assets, people, ties or events
    std::string field;                 // the column's name
    std::string label, help;           // as people read them
    std::string kind;                  // text, long_text, list, date, id, reference, choice or choices
    std::vector<std::string> choices;  // of choice (one of them) and choices (any)
    bool residents = false;            // residents fill it in themselves
};

/// In their order; the tables follow each other.
std::span<const CaptureField> capture_fields();
/// "living_here" -> "living here".
std::string capture_words(std::string_view word);

}  // namespace kith::column
