#include "engine/column/issue_codes.hpp"

#include <algorithm>
#include <array>

namespace kith::column {
namespace {

// What becomes of rows, in the words of the tallies.
constexpr std::string_view as_it_stands = "read as it stands", unknown = "value unknown, row kept", refused = "row refused", filtered = "left out on purpose",
                           joined = "counted once", without_place = "kept without a place", without_shape = "kept without a shape", in_part = "read in part", unused = "file not used",
                           shape_used = "mended and used", passed_over = "passed over";
constexpr std::string_view check_crs = "Say in the recipe in which coordinates the file is (crs).", mend_file = "Save the file anew from the program that made it.",
                           give_meaning = "Correct the word, or give it a meaning in the recipe (map).", give_id = "Give the row an id in the file.", json_shape = "Correct the file where the row says, or save it anew from the program that made it.";

constexpr auto table = std::to_array<IssueCode>({
    {"ambiguous_end", "Ties to an id that two files of assets share", refused, "Give the assets of one file other ids, or a scope in the recipe."},
    {"area_without_join", "Areas that the joined table says nothing of", unknown, "Add the missing areas to the table, or check that both are of one vintage."},
    {"axes_swapped", "Coordinates that seem to have changed places", without_place, "Exchange the two columns in the recipe, or correct the row."},
    {"bad_bbox", "Bounding boxes that are none", as_it_stands, json_shape},
    {"bad_coordinates", "Shapes whose coordinates are no numbers", without_shape, json_shape},
    {"bad_feature", "Entries that are no features", refused, json_shape},
    {"bad_feature_id", "Ids of features that are neither words nor numbers", as_it_stands, json_shape},
    {"bad_features", "A list of features that is none", unused, json_shape},
    {"bad_geometry", "Shapes that are none", without_shape, json_shape},
    {"bad_geometry_collection", "Collections of shapes that are none", without_shape, json_shape},
    {"bad_geometry_type", "Kinds of shapes that GeoJSON does not know", without_shape, json_shape},
    {"bad_mode", "A network of two kinds that does not say how many are of the first", as_it_stands, "Correct the line *Vertices: how many there are, and how many are of the first kind."},
    {"bad_properties", "Columns of features that are no list of names and values", as_it_stands, json_shape},
    {"bad_vertex", "Vertices without a usable number", refused, "Number the vertices from 1 on."},
    {"blank_rows", "Rows without anything in them", passed_over, ""},
    {"cannot_open", "Files that cannot be opened", unused, "Look whether you may read the file, and whether it is the right one."},
    {"changing_value", "Values that change with time", as_it_stands, ""},
    {"coarse_grid_reference", "Grid references that name a large square", as_it_stands, "Where more is known, write more digits."},
    {"column_renamed", "Columns with a name that Kith uses itself", as_it_stands, ""},
    {"coordinate_impossible", "Coordinates that cannot be", without_place, check_crs},
    {"coordinate_not_a_number", "Coordinates that are no numbers", without_place, "Correct the cell."},
    {"crs_differs", "Files whose coordinates are not those that the recipe says", as_it_stands, check_crs},
    {"curves_straightened", "Curves made of short lines", as_it_stands, ""},
    {"damaged_text", "Letters that are damaged", as_it_stands, "Save the file as UTF-8; some letters were lost before Kith read it."},
    {"dangling_tie", "Ties to somebody or something that is not listed", refused, "Add whoever is meant to the list, or correct the id; capitals and blanks count."},
    {"date_line", "Places on the far side of the date line", without_place, check_crs},
    {"day_first", "Dates read as day/month/year", as_it_stands, "If they are month/day/year, write them as 2026-06-30."},
    {"decimal_comma", "Numbers with a comma where the point should be", unknown, "Write them with a point, as 3.5."},
    {"direction_unstated", "Networks that do not say whether ties have a direction", as_it_stands, "Say it in the file, or in the recipe."},
    {"empty_end", "Rows that name only one end of a tie", filtered, ""},
    {"empty_file", "Files with nothing in them", unused, mend_file},
    {"ended_postcode", "Rows whose postcode has ended", as_it_stands, "Look whether the address is still so."},
    {"file_parts", "Files with several parts", as_it_stands, ""},
    {"further_graphs", "Files with more than one network", in_part, "Save the network that you want in a file of its own."},
    {"grant_to_a_person", "Grants to a person", as_it_stands, ""},
    {"half_a_position", "Positions of which one half is missing", without_place, "Fill in the other coordinate."},
    {"heights_dropped", "Heights of shapes", as_it_stands, ""},
    {"join_without_area", "Rows of a joined table whose area is not there", as_it_stands, "Look whether codes and areas are of the same year: LSOA 2011 is not LSOA 2021."},
    {"key_not_found", "Postcodes and UPRNs that no lookup has", without_place, "Look for a slip in it, or take a newer lookup that covers where it is."},
    {"key_twice", "Attributes declared twice", as_it_stands, mend_file},
    {"key_without_place", "Postcodes and UPRNs of which nobody knows the place", without_place, "Write the position itself into the row."},
    {"left_out_with_person", "What belongs to people who were left out", filtered, ""},
    {"long_row", "Rows with more cells than columns", in_part, "Look for a comma that should be inside quotes."},
    {"lookup_not_read", "Rows whose lookup could not be read", without_place, "Look what is said of the lookup's own file."},
    {"misplaced_member", "Parts of a GeoJSON file that stand where they mean nothing", as_it_stands, json_shape},
    {"missing_column", "Columns that are not in the file", in_part, "Correct the column's name in the recipe, or in the file."},
    {"missing_member", "Parts of a GeoJSON file that are missing", as_it_stands, json_shape},
    {"mixed_column", "Columns with numbers and words", as_it_stands, ""},
    {"month_first", "Dates that look like month/day/year", unknown, "Write them as 2026-06-30."},
    {"multi_choice_unanswered", "Questions with several answers of which none was chosen", unknown, ""},
    {"nested_data", "Records within records", passed_over, ""},
    {"no_area", "Areas whose outline encloses nothing", without_shape, "Draw the outline anew, or get the boundaries again from their source."},
    {"no_code", "Areas without a code", refused, "Give each area its code, or name the right column in the recipe (id)."},
    {"no_end", "Ties that do not say both ends", refused, "Fill in both ends."},
    {"no_file", "Files that are not there", unused, "Put the file where the recipe says, or correct its name in the recipe."},
    {"no_graph", "Files without a network in them", unused, mend_file},
    {"no_id", "Rows without an id", refused, give_id},
    {"no_kind", "Ties without a kind", as_it_stands, "Fill in what kind of tie it is; \"knows\" says least."},
    {"no_length", "Lines without a length", refused, ""},
    {"no_question", "Answers that do not say to what question", refused, "Fill in the question."},
    {"no_reader", "Files whose reader could not be started", unused, "Install Kith anew; its parts belong together."},
    {"no_rows", "Files without a row", as_it_stands, ""},
    {"no_scope", "Answers whose person is not said in full", refused, "Fill in within what the id counts."},
    {"no_shape", "Areas and lines without a shape", without_shape, "Get the boundaries again from their source."},
    {"no_tie", "Cells that mean that there is no tie", as_it_stands, ""},
    {"not_a_date", "Dates that are none", unknown, "Write them as 2026-06-30, 2026-06 or 2026."},
    {"not_a_grid_reference", "Grid references that are none", without_place, "Write two letters and an even number of digits, as SK 353 874."},
    {"not_a_line", "Points in a layer of lines", refused, ""},
    {"not_a_number", "Numbers that are none", unknown, "Correct the cell; leave it empty where nobody knows."},
    {"not_a_postcode", "Cells that are no whole postcode", without_place, "Write it whole, as S11 8TP."},
    {"not_a_uprn", "Cells that are no number of a property", without_place, "Write all its digits; format the column as text before it is pasted into a spreadsheet."},
    {"not_an_area", "Points and lines in a layer of areas", refused, "Name the layer of the file that has the areas (ogr_layer)."},
    {"not_asked_for", "Rows of a lookup that nobody asks for", filtered, ""},
    {"not_projected", "Places that cannot be drawn in the place's coordinates", without_place, check_crs},
    {"not_yes_or_no", "Cells that are neither yes nor no", unknown, give_meaning},
    {"nul_bytes", "Bytes that are no text", as_it_stands, mend_file},
    {"open_ring", "Outlines that do not close", without_shape, json_shape},
    {"or_bad_email", "Addresses that are no e-mail", unknown, "Tell whoever keeps the directory."},
    {"or_bad_link", "Links that lead nowhere", unknown, "Tell whoever keeps the directory."},
    {"or_item_count", "Pages that hold another number of entries than they say", as_it_stands, "Look whether the other pages of the directory are there too."},
    {"or_no_id", "Entries of a directory without an id", as_it_stands, "Tell whoever keeps the directory: without an id a newer copy cannot be matched."},
    {"or_no_name", "Entries of a directory without a name", as_it_stands, "Tell whoever keeps the directory."},
    {"or_other_records", "Records of a directory that are no organisation, service or place", passed_over, ""},
    {"or_parent_elsewhere", "Organisations whose parent is in another file", as_it_stands, ""},
    {"or_several_places", "Services held at several places", as_it_stands, ""},
    {"osm_broken_outline", "Outlines on the map that do not close", as_it_stands, "Mend them on openstreetmap.org, for everybody."},
    {"osm_bus_stops", "Bus stops", filtered, ""},
    {"osm_cut", "Outlines that reach beyond the extract", as_it_stands, ""},
    {"osm_gone", "What is disused, abandoned or gone", filtered, ""},
    {"osm_named_places", "Names of neighbourhoods", filtered, ""},
    {"osm_no_place", "Objects of the map without a point in the file", without_place, "Take a larger extract."},
    {"osm_nothing", "Map files without anything that counts as an asset", as_it_stands, "Look at the table of tags, which a site may change."},
    {"osm_private", "What is private", filtered, ""},
    {"osm_same_place", "Twice on the map", joined, ""},
    {"other_parts", "Parts of a file that are no network", passed_over, ""},
    {"out_of_range", "Numbers that cannot be", unknown, "Correct the cell."},
    {"outside_working_crs", "Places outside the region of the place's coordinates", without_place, check_crs},
    {"parts_dropped", "Parts of shapes that cannot be used", in_part, ""},
    {"personal_contact", "Names, e-mail addresses and numbers that may be somebody's own", filtered, ""},
    {"placed_by_postcode", "Rows that stand at the middle of their postcode", as_it_stands, "Where more is known, write the position, or the UPRN, into the row."},
    {"placed_by_uprn", "Rows that stand at the property of their UPRN", as_it_stands, ""},
    {"points_many", "Features of several points", in_part, ""},
    {"position_zero", "Positions of 0, 0", without_place, "Leave the cells empty where nobody knows the position."},
    {"postcode_in_the_irish_grid", "Postcodes of Northern Ireland in a British grid", without_place, "Name the columns of longitude and latitude in the recipe (x, y)."},
    {"postcode_of_a_sector", "Postcodes of which only the sector is known", without_place, "Write the position itself into the row."},
    {"postcode_without_place", "Postcodes of which the lookup knows no place", without_place, "Write the position itself into the row."},
    {"reader_failed", "Files whose reading failed", unused, mend_file},
    {"reader_silent", "Files whose reading stood still", unused, "Try a smaller part of the file."},
    {"reading_stopped", "Files that break off", in_part, mend_file},
    {"repeated_code", "Areas listed twice", joined, "Look which of the two is right, and take the other out."},
    {"repeated_column", "Columns with the same name", in_part, "Give each column its own name."},
    {"repeated_id", "Rows with an id that came before", joined, "Look which of the rows is right, and take the others out."},
    {"repeated_member", "Parts of a GeoJSON file that stand there twice", as_it_stands, json_shape},
    {"repeated_tie", "Ties listed twice", joined, ""},
    {"repeated_value", "Values given more than once", as_it_stands, ""},
    {"self_tie", "Ties of somebody to themselves", refused, "Correct one of the two ends."},
    {"several_spells", "What comes and goes several times", in_part, ""},
    {"shape_as_point", "Areas and lines taken as a point", as_it_stands, ""},
    {"shape_mended", "Outlines that cross themselves", shape_used, "Look at the area on the map; where it looks wrong, get the boundaries again."},
    {"short_ring", "Outlines with too few points", without_shape, json_shape},
    {"short_row", "Rows with fewer cells than columns", unknown, "Look for a missing comma or a broken line."},
    {"single_collection", "Collections of a single shape", as_it_stands, ""},
    {"stray_quote", "Quotes inside quoted cells", as_it_stands, "Double the quote."},
    {"sum_incomplete", "Sums over rows of which some have no number", unknown, "Fill in the missing numbers, or leave the whole sum out."},
    {"text_recoded", "Text in the older Windows encoding", as_it_stands, ""},
    {"thousands_separator", "Numbers with commas between thousands", unknown, "Write them without commas, as 1200."},
    {"tie_left_out", "Ties of people who were left out", filtered, ""},
    {"unclosed_quote", "Quotes that are never closed", as_it_stands, "Close the quote."},
    {"under_18", "People under 18", filtered, ""},
    {"unknown_area", "Areas that the boundaries do not have", without_place, "Look whether codes and areas are of the same year: LSOA 2011 is not LSOA 2021."},
    {"unknown_key", "Values of an attribute that is not declared", passed_over, mend_file},
    {"unknown_kind", "Kinds that Kith does not know", as_it_stands, give_meaning},
    {"unknown_person", "Answers and events of somebody who is not listed", refused, "Add the person to the list, or correct the id."},
    {"unknown_subtype", "Kinds of assets that Kith does not know", as_it_stands, give_meaning},
    {"unknown_tie", "Cells that do not say whether there is a tie", as_it_stands, ""},
    {"unknown_word", "Words that have no meaning here", unknown, give_meaning},
    {"unpaired_word", "Words without a value at the end of a line", passed_over, ""},
    {"unusable_file", "Files that cannot be used", unused, mend_file},
    {"unused_lookup", "Lookups that nobody asks", unused, ""},
    {"walk_barrier_shut", "Barriers that are locked or private", as_it_stands, ""},
    {"walk_barrier_step", "Stiles, raised kerbs and the like", as_it_stands, ""},
    {"walk_motor", "Ways for vehicles only", filtered, ""},
    {"walk_no_points", "Ways without points", filtered, "Take a larger extract."},
    {"walk_not_there", "Ways that are planned, being built or gone", filtered, ""},
    {"walk_nothing", "Map files without a way to walk", unused, "Take an extract with streets and paths in it."},
    {"walk_outside", "Ways outside the region of the place's coordinates", in_part, check_crs},
    {"walk_private", "Ways closed to people on foot", filtered, ""},
    {"walk_small_piece", "Pieces of ways that are joined to nothing else", filtered, "Where people do walk there, join them on openstreetmap.org, for everybody."},
    {"walk_too_long", "Stretches of several kilometres between two points", filtered, "Mend them on openstreetmap.org, for everybody."},
});

}  // namespace

std::span<const IssueCode> issue_codes() { return table; }

IssueCode issue_code(std::string_view code) {
    const auto at = std::lower_bound(table.begin(), table.end(), code, [](const IssueCode& one, std::string_view wanted) { return one.code < wanted; });
    return at != table.end() && at->code == code ? *at : IssueCode{code, code, "", ""};
}

std::vector<IssueGroup> issue_groups(std::span<const SourceReport> reports) {
    std::vector<IssueGroup> groups;
    for (const SourceReport& report : reports) {
        const auto first = groups.size();
        for (const SourceReport::Count& count : report.counts) {
            const auto listed = std::find_if(report.issues.begin(), report.issues.end(), [&](const Issue& issue) { return issue.code == count.code; });
            groups.push_back({&report, &count, issue_code(count.code), listed == report.issues.end() ? nullptr : &*listed});
        }
        std::stable_sort(groups.begin() + static_cast<std::ptrdiff_t>(first), groups.end(), [](const IssueGroup& a, const IssueGroup& b) { return a.count->count > b.count->count; });
    }
    std::stable_partition(groups.begin(), groups.end(), [](const IssueGroup& group) { return group.count->severity == Severity::problem; });
    return groups;
}

}  // namespace kith::column
