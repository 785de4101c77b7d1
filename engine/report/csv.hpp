#pragma once
// CSV as RFC 4180 says: comma, CRLF, quotes doubled; UTF-8 without a byte order mark.
#include <string>
#include <string_view>

namespace kith::report {

/// A cell of text that came from data: quoted where it must be. One that a spreadsheet would take for a formula (it begins
/// with = + - @, a tab or a line end) gets an apostrophe before it; numbers are written by csv_number, never through here.
void csv_text(std::string& out, std::string_view text);
/// Shortest digits that read back; nothing for what is not finite.
void csv_number(std::string& out, double value);

}  // namespace kith::report
