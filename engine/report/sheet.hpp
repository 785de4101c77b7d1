#pragma once
// Sheets to take along, hand over or write on: one plain record of what stands on a sheet, and the same record as pages of A4 and as HTML.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/bars.hpp"
#include "engine/picture/drawing.hpp"

namespace kith::report {

struct SheetFact {
    std::string what, value;            // "When", "Tuesdays, 10 am"
};
/// One person, place or thing on a sheet.
struct SheetEntry {
    std::string name;
    std::string beside;                 // at the right of its name: "4 minutes' walk"
    std::vector<SheetFact> facts;       // only what is known
    std::string unknown;                // what is not, as a sentence; "" for nothing
};
/// Something that is written by hand.
struct SheetField {
    std::string label, help;
    std::vector<std::string> boxes;     // to be ticked
    int lines = 0;                      // to be written on
};
/// The first column names the row; the others are numbers, or words instead of them, set at the right.
struct SheetTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;   // as many cells as columns
};
/// Bars of some numbers of the table below it: told by length and by the number itself, so that black and white is enough.
struct SheetChart {
    std::string title;
    std::vector<picture::Bar> bars;
};
struct SheetSection {
    std::string heading, lead;
    std::vector<std::string> lines;     // a list
    std::vector<SheetEntry> entries;
    std::vector<SheetField> fields;
    std::vector<SheetTable> tables;     // before the list
    std::string empty;                  // what stands there when there is none of these: what to do next
    bool new_page = false;
    bool cut_off = false;               // a slip: kept whole on its page
    std::vector<SheetChart> charts = {};  // before the tables
};
struct Sheet {
    std::string kind;                   // "What's near": the document's title, which names nobody
    std::string title, subtitle;        // the heading of the sheet
    std::string notice;                 // who may have it
    std::vector<SheetSection> sections;
    std::vector<std::string> foot;      // how it was made, in sentences
};

struct SheetStyle {
    bool large = false;                 // 18 point, else 10.5
    bool black_and_white = false;
};

/// A page of its own, without scripts and without anything from outside; prints on A4.
std::string sheet_html(const Sheet& sheet, const SheetStyle& style);

/// A4 pages, at least one. Words are wrapped by picture::text_width; an entry, a field and a slip stay on one page where they fit on one. O(words).
std::vector<picture::Drawing> sheet_pages(const Sheet& sheet, const SheetStyle& style);
/// The pages as PDF, its fonts embedded. Errors as picture::pdf.
base::Result<std::vector<std::byte>> sheet_pdf(const Sheet& sheet, const SheetStyle& style);

}  // namespace kith::report
