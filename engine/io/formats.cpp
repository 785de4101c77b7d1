#include "engine/io/formats.hpp"

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

struct Ending {
    std::string_view text;
    Format format;
};
constexpr std::array<Ending, 15> endings{{
    {".csv", Format::table},
    {".tsv", Format::table},
    {".txt", Format::table},
    {".xlsx", Format::sheet},
    {".ods", Format::sheet},
    {".osm.pbf", Format::osm},
    {".osm.bz2", Format::osm},
    {".pbf", Format::osm},
    {".osm", Format::osm},
    {".graphml", Format::graphml},
    {".gexf", Format::gexf},
    {".net", Format::pajek},
    {".paj", Format::pajek},
    {".gml", Format::gml},
    {".json", Format::records},
}};

struct Unread {
    std::string_view ending;
    std::string_view what;
};
constexpr std::string_view ucinet = "a UCINET data set; in UCINET export it (Data, Export) as Pajek .net, or as CSV";
constexpr std::string_view dl = "a UCINET DL text; in UCINET export it as Pajek .net, or save its lines as CSV with the columns source and target";
constexpr std::string_view dot = "a Graphviz drawing (DOT); turn it into GML with Graphviz's gv2gml, or open it in Gephi and export it as GraphML";
constexpr std::string_view statistics = "a data set of a statistics program; export it there as CSV and name that";
constexpr std::string_view columns = "a columnar data file; export it as CSV and name that";
constexpr std::string_view workbook = "a spreadsheet in a format that is not read; save it as .xlsx, .ods or CSV";
constexpr std::string_view database = "a database; export the table as CSV and name that";
constexpr std::string_view words = "a document, not a table; ask for the table itself, or copy it into a spreadsheet";
constexpr std::array<Unread, 35> unread{{
    {".##h", ucinet}, {".##d", ucinet}, {".dl", dl}, {".dot", dot}, {".gv", dot},
    {".vna", "a NetDraw network; in NetDraw save it as Pajek .net"},
    {".graph", "a METIS adjacency list; turn it into CSV with the columns source and target, one line a tie"},
    {".cover", "a list of communities, not a network; join it to the people as a column of their CSV"},
    {".gdf", "a GUESS network; open it in Gephi and export it as GraphML"},
    {".tlp", "a Tulip network; export it there as GML or GEXF"},
    {".sav", statistics}, {".zsav", statistics}, {".por", statistics}, {".dta", statistics}, {".sas7bdat", statistics}, {".rdata", statistics}, {".rda", statistics}, {".rds", statistics},
    {".parquet", columns}, {".feather", columns}, {".arrow", columns},
    {".xls", workbook}, {".xlsb", workbook}, {".numbers", workbook}, {".fods", workbook}, {".gsheet", workbook},
    {".mdb", database}, {".accdb", database}, {".sqlite", database}, {".db", database},
    {".doc", words}, {".docx", words}, {".odt", words}, {".pdf", words},
    {".xml", "XML of a kind that its name does not say; if it is GraphML or GEXF, say format = \"graphml\" or \"gexf\""},
}};

}  // namespace

std::string_view not_read(std::string_view file) {
    const std::string name = base::lower(file);
    for (const Unread& one : unread)
        if (name.ends_with(one.ending)) return one.what;
    return {};
}

Format format_by_name(std::string_view file, Format otherwise) {
    const std::string name = base::lower(file);
    for (const Ending& ending : endings)
        if (name.ends_with(ending.text)) return (ending.format == Format::gml || ending.format == Format::records) && otherwise == Format::features ? otherwise : ending.format;
    return otherwise;
}

bool is_network(Format format) {
    return format == Format::graphml || format == Format::gexf || format == Format::gml || format == Format::pajek || format == Format::matrix || format == Format::wide;
}

bool needs_maps(Format format) { return format == Format::features || format == Format::sheet; }

}  // namespace kith::io
