#include "engine/io/open_rows.hpp"

#include <algorithm>

#include "engine/io/asset_formats.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/network_rows.hpp"

namespace kith::io {
namespace {

base::Error not_yet(const Source& block, std::string_view what, std::string_view instead) {
    return base::bad_input(block.file + " is in a format that this Kith does not read yet (" + std::string(what) + "); give it as " + std::string(instead) + '.');
}

/// The first row that holds anything is the header, as in a CSV.
base::Result<std::unique_ptr<RowSource>> read_sheet_rows(const Source& block, const BlockContext& context, Notes& notes) {
    if (context.maps == nullptr || context.maps->sheet == nullptr) return base::misuse(block.file + " is a spreadsheet, and this reader reads text only.");
    auto rows = std::make_unique<MadeRows>();
    std::vector<int> columns;
    std::int64_t beyond = 0;
    const auto take = [&](std::span<const std::string> cells) {
        const bool header = columns.empty();
        for (std::size_t i = 0; header && i < cells.size(); ++i) columns.push_back(rows->append_column(without_blanks(cells[i])));
        if (header) return context.job.check();
        rows->begin_row();
        for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i)
            if (!cells[i].empty()) rows->add(columns[i], cells[i]);
        beyond += cells.size() > columns.size();
        context.job.progress(0.25);
        return context.job.check();
    };
    const auto recoded = context.maps->sheet(context.parts, {block.file, block.sheet}, take);
    if (!recoded) return recoded.error();
    notes.many(column::Severity::problem, "long_row", beyond, {}, "Rows have cells beyond the last column that has a name; those were not read.");
    notes.many(column::Severity::note, "text_recoded", *recoded, {}, "Words that are no UTF-8 were read as Windows-1252.");
    return std::unique_ptr<RowSource>(std::move(rows));
}

/// How each format that is no text of rows is read; nullptr: it is not.
MakeRows maker_of(Format format) {
    switch (format) {
        case Format::graphml: return read_graphml;
        case Format::gexf: return read_gexf;
        case Format::gml: return read_gml;
        case Format::pajek: return read_pajek;
        case Format::matrix: return read_matrix;
        case Format::sheet: return read_sheet_rows;
        case Format::osm: return make_osm_rows;
        case Format::open_referral: return make_open_referral_rows;
        case Format::grants: return make_grant_rows;
        case Format::records: return make_record_rows;
        case Format::wide: return make_wide_rows;
        case Format::network_canvas: return make_network_canvas_rows;
        case Format::table:
        case Format::code_point_open:
        case Format::features: break;
    }
    return nullptr;
}

}  // namespace

base::Result<OpenedRows> open_rows(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.format == Format::table || block.format == Format::code_point_open) {
        if (const std::string_view what = not_read(block.file); !what.empty()) return base::bad_input(block.file + " is " + std::string(what) + '.');
        std::vector<std::string> header;
        if (block.format == Format::code_point_open) header.assign(code_point_open_columns.begin(), code_point_open_columns.end());
        auto text = TextFile::open(context, notes, std::move(header));
        if (!text) return text.error();
        return OpenedRows(std::move(*text));
    }
    if (const MakeRows make = maker_of(block.format)) {
        auto made = make(block, context, notes);
        if (!made) return made.error();
        return OpenedRows(std::move(*made));
    }
    if (block.format == Format::features) return base::bad_input(block.file + " is a map file, of which only [[assets]] and [[areas]] are read; save its table as CSV.");
    return not_yet(block, format_words[static_cast<std::size_t>(block.format)], "CSV");
}

}  // namespace kith::io
