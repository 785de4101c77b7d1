#include "engine/io/lookup_columns.hpp"

#include <algorithm>
#include <array>

#include "engine/io/fields.hpp"
#include "engine/io/lookup_keys.hpp"
#include "engine/io/propose_columns.hpp"

namespace kith::io {
namespace {

/// The first of these names that the header has, as it is written there; "" = none.
std::string named(std::span<const std::string> header, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        for (const std::string& column : header)
            if (bare(column) == name) return column;
    return {};
}

bool put_position(LookupColumns& columns, std::span<const std::string> header) {
    constexpr std::array<std::array<std::string_view, 3>, 6> pairs{{{"long", "lat", "EPSG:4326"}, {"longitude", "latitude", "EPSG:4326"}, {"oseast1m", "osnrth1m", "EPSG:27700"},
                                                                    {"east1m", "north1m", "EPSG:27700"}, {"eastings", "northings", "EPSG:27700"}, {"xcoordinate", "ycoordinate", "EPSG:27700"}}};
    for (const auto& [x, y, crs] : pairs) {
        columns.x = named(header, {x});
        columns.y = named(header, {y});
        columns.crs = crs;
        if (!columns.x.empty() && !columns.y.empty()) return true;
    }
    return false;
}

}  // namespace

std::optional<LookupColumns> published_lookup(std::span<const std::string> header) {
    LookupColumns columns;
    columns.ended = named(header, {"doterm"});
    columns.quality = named(header, {"osgrdind", "gridind", "positionalqualityindicator"});
    if (columns.id = named(header, {"pcds", "pcd8", "pcd2", "pcd7", "pcd"}); !columns.id.empty() && !columns.ended.empty()) {
        columns.known_as = "the ONS Postcode Directory, or its like";
    } else if (columns.id = named(header, {"postcode"}); !columns.id.empty() && bare(columns.quality) == "positionalqualityindicator") {
        columns.known_as = "Code-Point Open";
    } else if (columns.id = named(header, {"uprn"}); !columns.id.empty() && !named(header, {"xcoordinate"}).empty() && header.size() <= 5) {
        columns.of = LookupOf::uprn;
        columns.known_as = "OS Open UPRN";
    } else {
        return std::nullopt;
    }
    return put_position(columns, header) ? std::optional(columns) : std::nullopt;
}

std::optional<LookupColumns> own_lookup(const TableFacts& table) {
    if (table.columns.empty()) return std::nullopt;
    const ColumnFacts& first = table.columns[0];
    const std::string name = bare(first.name);
    const bool uprn = name == "uprn";
    if (!uprn && name != "postcode" && name != "pcds" && name != "pcd") return std::nullopt;
    const auto position = find_position(table);
    const bool says_more = find_column(table, {"name", "title", "address", "street", "address1", "telephone", "website"}) != nullptr;
    if (!first.unique() || first.filled != table.rows || !position || says_more || table.shape != Shape::none) return std::nullopt;
    return LookupColumns{uprn ? LookupOf::uprn : LookupOf::postcode, first.name, position->x->name, position->y->name, position->crs, {}, {}, {}};
}

bool is_code_point_open(std::span<const std::string> first_row) {
    constexpr std::size_t columns = 10;
    double number = 0;
    const auto is_number = [&](std::size_t column) { return read_number(first_row[column], number) == Fault::none; };
    return first_row.size() == columns && normal_postcode(first_row[0]) && is_number(1) && is_number(2) && is_number(3) && first_row[4].size() == 9;
}

}  // namespace kith::io
