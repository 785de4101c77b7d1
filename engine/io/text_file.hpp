#pragma once
// A file of delimited text, opened: decoded, its delimiter recognised, and what was found said.
#include <memory>

#include "engine/io/notes.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/row_source.hpp"

namespace kith::io {

/// The first part as UTF-8, what was done to it said. The error says what the file is instead of a text ("not a table of text but a
/// PDF …").
base::Result<DecodedText> open_text(const BlockContext& context, Notes& notes, std::string_view instead_of = "a table of text");

class TextFile {
public:
    /// The first part. The error says what the file is instead of a table of text.
    /// `header`: of a file whose first row is no row of names.
    static base::Result<TextFile> open(const BlockContext& context, Notes& notes, std::vector<std::string> header = {});
    RowSource& rows() { return *source_; }
    std::string_view text() const { return text_.text(); }

private:
    explicit TextFile(DecodedText text) : text_(std::move(text)) {}
    DecodedText text_;
    std::unique_ptr<TextSource> source_;
};

/// An error, which shows it, when all that a text holds is an address of a page or file elsewhere.
base::Status not_an_address(std::string_view text, const std::string& file);

}  // namespace kith::io
