#pragma once
// What a view says, as a list: headings, lines and tables. The equivalent of every picture, for whoever listens, prints or pastes.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"

namespace kith::viewer::model {

struct Block {
    enum class Kind { heading, paragraph, list, table } kind = Kind::paragraph;
    std::string text;                              // heading, paragraph; caption of a table
    std::vector<std::string> items;                // list
    std::vector<std::string> head;                 // table
    std::vector<bool> numeric;                     // table: right-aligned; as long as head
    std::vector<std::vector<std::string>> rows;    // table
};

struct Document {
    std::string title;
    std::string audience;                          // "For the team only."; on every page
    std::vector<Block> blocks;
    void heading(std::string text);
    void paragraph(std::string text);              // nothing for ""
    void list(std::vector<std::string> items);     // nothing for none
};

/// One self-contained page: no script, nothing from outside; headings and table headers that a screen reader can walk.
std::string html(const Document& document);
/// The same as plain text, 0 colours, lines as they are.
std::string plain_text(const Document& document);
/// Columns and rows of the tables only, RFC 4180; a text that a spreadsheet would take for a formula gets a ' before it.
void csv_cell(std::string& out, std::string_view text);

}  // namespace kith::viewer::model
