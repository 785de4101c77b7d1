#pragma once
// The recipe that reads an export of tables again: written beside them.
#include <span>
#include <string>

#include "engine/report/export_layers.hpp"
#include "engine/report/export_csv.hpp"

namespace kith::report {

struct RecipeTables {
    const privacy::View& view;
    const ExportLayers& layers;
    std::span<const StateWords> people, assets, ties;  // a column of each table
    std::string workbook;                              // the tables are its sheets; "": people.csv, assets.csv, ties.csv
    std::string boundaries;                            // a GeoPackage of the areas; "": there is none
};
/// TOML. People, assets and ties of the tables; areas where there are boundaries.
std::string export_recipe(const RecipeTables& tables);

}  // namespace kith::report
