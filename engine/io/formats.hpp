#pragma once
// What a block's file is: by what the recipe says, else by the file's ending. Each is a source of rows (open_rows.hpp).
#include <array>
#include <string_view>

#include "engine/io/recipe.hpp"

namespace kith::io {

/// The word of each Format in a recipe, by its code.
inline constexpr std::array<std::string_view, 15> format_words{
    "table", "features", "osm", "open-referral", "graphml", "gexf", "gml", "pajek", "matrix", "sheet", "360giving", "json", "wide", "network-canvas", "code-point-open"};

/// By the file's ending, in any case; `otherwise` where it says nothing. `.gml` is a graph, but where `otherwise` is features it is
/// Geography Markup Language: two formats share the ending, and so do GeoJSON and plain records in `.json`. A matrix has no ending of its own.
Format format_by_name(std::string_view file, Format otherwise);

/// What a file with this ending is that no reader here reads, and the way round, as the end of a sentence ("people.sav is …"); "" = it may
/// be a table of text.
std::string_view not_read(std::string_view file);

/// Two tables in one file, nodes and edges, whose columns "id", and "source", "target" and "direction", are always there.
bool is_network(Format format);

/// Does reading it take MapReading (and so the program that has GDAL)?
bool needs_maps(Format format);

}  // namespace kith::io
