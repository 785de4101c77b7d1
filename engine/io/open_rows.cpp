#include "engine/io/open_rows.hpp"

#include "engine/io/asset_formats.hpp"
#include "engine/io/formats.hpp"

namespace kith::io {
namespace {

base::Error not_yet(const Source& block, std::string_view what, std::string_view instead) {
    return base::bad_input(block.file + " is in a format that this Kith does not read yet (" + std::string(what) + "); give it as " + std::string(instead) + '.');
}

/// How each format that is no text of rows is read; nullptr: it is not.
MakeRows maker_of(Format format) {
    switch (format) {
        case Format::osm: return make_osm_rows;
        case Format::open_referral: return make_open_referral_rows;
        case Format::grants: return make_grant_rows;
        case Format::table:
        case Format::features:
        case Format::graphml:
        case Format::gexf:
        case Format::gml:
        case Format::pajek:
        case Format::matrix:
        case Format::sheet: break;
    }
    return nullptr;
}

}  // namespace

base::Result<OpenedRows> open_rows(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.format == Format::table) {
        auto text = TextFile::open(context, notes);
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
