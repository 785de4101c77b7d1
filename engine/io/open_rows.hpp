#pragma once
// A block's file as rows, whatever its format: the one door between formats and blocks.
#include <memory>
#include <optional>

#include "engine/io/notes.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/row_source.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {

class OpenedRows {
public:
    explicit OpenedRows(TextFile text) : text_(std::move(text)) {}
    explicit OpenedRows(std::unique_ptr<RowSource> made) : made_(std::move(made)) {}
    RowSource& rows() { return made_ ? *made_ : text_->rows(); }

private:
    std::optional<TextFile> text_;
    std::unique_ptr<RowSource> made_;
};

/// Opens the first part by `block.format`. The error is one sentence: what the file is instead, where it breaks off, or which way
/// round there is for a format that is not read.
base::Result<OpenedRows> open_rows(const Source& block, const BlockContext& context, Notes& notes);

/// How a format is read: everything is parsed, and rows of `block.table` are made. Reports progress to context.job up to a half.
using MakeRows = base::Result<std::unique_ptr<RowSource>> (*)(const Source& block, const BlockContext& context, Notes& notes);

}  // namespace kith::io
