#include "engine/io/text_file.hpp"

#include <array>

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

using column::Severity;

/// What a file is that somebody named as a table, by its first bytes; "" when it may be text.
std::string_view other_than_text(std::string_view bytes) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs{{
        {{"PK\x03\x04", 4}, "a zip file or a spreadsheet (.xlsx, .ods); save the sheet as CSV and name that"},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "an old spreadsheet or document (.xls, .doc); save the sheet as CSV and name that"},
        {{"%PDF-", 5}, "a PDF; ask for the table itself"},
        {{"SQLite format 3\0", 16}, "a database (GeoPackage or SQLite); export the table as CSV and name that"},
        {{"\x1F\x8B", 2}, "a compressed file; unpack it and name what is inside"},
        {{"PAR1", 4}, "a Parquet file; export the table as CSV and name that"},
    }};
    for (const auto& [sign, what] : signs)
        if (bytes.starts_with(sign)) return what;
    return {};
}

void note_encoding(const DecodedText& text, Notes& notes) {
    if (text.encoding != Encoding::utf8)
        notes.file(Severity::note, "encoding", {}, "The file's text is " + std::string(name_of(text.encoding)) + ", not UTF-8; it was converted.");
    notes.many(Severity::problem, "damaged_text", text.damaged, {},
        "Some bytes are no letters in " + std::string(name_of(text.encoding)) + "; each now stands as \xEF\xBF\xBD.");
    notes.many(Severity::problem, "nul_bytes", text.nul_bytes, {}, "The file holds bytes of value 0, which are no text; they were taken out.");
}

}  // namespace

base::Result<DecodedText> open_text(const BlockContext& context, Notes& notes, std::string_view instead_of) {
    const auto bytes = context.parts.front().bytes;
    const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (const std::string_view what = other_than_text(raw); !what.empty())
        return base::bad_input(context.report.file + " is not " + std::string(instead_of) + " but " + std::string(what) + ".");
    auto text = context.prepared.decoder.decode(bytes, context.passed);
    if (!text) return base::Error{text.error().code, context.report.file + ": " + text.error().message};
    note_encoding(*text, notes);
    return text;
}

base::Result<TextFile> TextFile::open(const BlockContext& context, Notes& notes, std::vector<std::string> header) {
    auto text = open_text(context, notes);
    if (!text) return text.error();
    const auto bytes = context.parts.front().bytes;
    const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    TextFile file(std::move(*text));
    // Where the text is a copy, the file's own bytes are needed no longer.
    if (file.text_.is_copy() && context.used) context.used(bytes.size());
    const std::string_view content = file.text_.text();
    if (base::Status status = not_an_address(content, context.report.file); !status) return status.error();
    const auto skipped = static_cast<std::size_t>(file.text_.is_copy() ? 0 : content.data() - raw.data());
    std::function<void(std::size_t)> used;
    if (!file.text_.is_copy() && context.used) used = [tell = context.used, skipped](std::size_t n) { tell(n + skipped); };
    file.source_ = std::make_unique<TextSource>(content, recognise_delimiter(content), std::move(used), std::move(header));
    return file;
}

base::Status not_an_address(std::string_view text, const std::string& file) {
    if (text.size() > 4096) return {};
    std::string_view address;
    std::size_t lines = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = base::trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        ++lines;
        const bool is_address = (line.starts_with("https://") || line.starts_with("http://")) && line.find_first_of(" ,;\t") == std::string_view::npos;
        if (!is_address && lines > 1) return {};
        if (is_address) address = line;
    }
    if (address.empty() || lines > 2) return {};
    return base::bad_input(file + " holds no table, only an address: " + std::string(address) + " – fetch the file that stands there and name that.");
}

}  // namespace kith::io
