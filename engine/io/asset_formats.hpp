#pragma once
// Assets from formats that say themselves what their columns mean.
#include "engine/io/open_rows.hpp"
#include "engine/io/recipe.hpp"

namespace kith::io {

/// Where the recipe does not say: the columns that the rows of its format always have (engine/io/README.md).
void fill_in_made_columns(Assets& block);
void fill_in_made_columns(Ties& block);

/// The columns of Code-Point Open, whose files have no row of names. Source: Ordnance Survey, Code-Point Open Column Headers.
inline constexpr std::array<std::string_view, 10> code_point_open_columns{"Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code", "NHS_regional_HA_code",
                                                                          "NHS_HA_code", "Admin_county_code", "Admin_district_code", "Admin_ward_code"};
void fill_in_code_point_open(Lookup& block);

/// OpenStreetMap: a row an object whose tags are in the table; the columns that begin with @ are worked out, the others are its tags.
base::Result<std::unique_ptr<RowSource>> make_osm_rows(const Source& block, const BlockContext& context, Notes& notes);

/// Open Referral (HSDS 3.0, Open Referral UK 1.0 and 3.0): of [[assets]] a row an organisation, service or place; of [[ties]] a row a tie between them.
base::Result<std::unique_ptr<RowSource>> make_open_referral_rows(const Source& block, const BlockContext& context, Notes& notes);

/// 360Giving (JSON, or CSV by its titles): of [[assets]] a row a funder or recipient; of [[ties]] a row a grant.
/// Records of JSON, one a row: record_rows.cpp. Personal networks, a row an interview, and Network Canvas' tables: interview_rows.cpp.
base::Result<std::unique_ptr<RowSource>> make_record_rows(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> make_wide_rows(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> make_network_canvas_rows(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> make_grant_rows(const Source& block, const BlockContext& context, Notes& notes);

}  // namespace kith::io
