#pragma once
// Telling a file of where postcodes or properties are by its columns. Inside io only.
#include <optional>
#include <span>
#include <string>

#include "engine/io/description.hpp"

namespace kith::io {

struct LookupColumns {
    LookupOf of = LookupOf::postcode;
    std::string id, x, y;       // names as the file has them
    std::string crs;            // EPSG:4326, or EPSG:27700
    std::string ended, quality; // "" = it has none
    std::string_view known_as;  // "the ONS Postcode Directory, or its kin"; "" = a table of one's own
};

/// By the header alone, of files that are published: the ONS Postcode Directory and the National Statistics Postcode Lookup of any year (pcds …),
/// Code-Point Open with a row of names, OS Open UPRN. Longitudes before eastings: those of Northern Ireland are of another grid.
std::optional<LookupColumns> published_lookup(std::span<const std::string> header);
/// A table whose first column is postcodes, no two alike, with a position and neither name nor address.
std::optional<LookupColumns> own_lookup(const TableFacts& table);
/// Code-Point Open as it comes has no row of names: its first row is a postcode, a quality, a position and codes.
bool is_code_point_open(std::span<const std::string> first_row);

}  // namespace kith::io
