#include "engine/io/formats.hpp"

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

struct Ending {
    std::string_view text;
    Format format;
};
constexpr std::array<Ending, 14> endings{{
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
}};

}  // namespace

Format format_by_name(std::string_view file, Format otherwise) {
    const std::string name = base::lower(file);
    for (const Ending& ending : endings)
        if (name.ends_with(ending.text)) return ending.format == Format::gml && otherwise == Format::features ? otherwise : ending.format;
    return otherwise;
}

bool is_network(Format format) {
    return format == Format::graphml || format == Format::gexf || format == Format::gml || format == Format::pajek || format == Format::matrix;
}

bool needs_maps(Format format) { return format == Format::features || format == Format::sheet; }

}  // namespace kith::io
