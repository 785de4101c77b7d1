#include "engine/io/propose_keys.hpp"

#include <algorithm>

#include "engine/io/formats.hpp"

namespace kith::io {

void Keys::say(std::string key, std::string_view value, std::string reason) {
    block_.keys.emplace_back(std::move(key), std::string(value));
    if (!reason.empty()) block_.reasons.push_back(std::move(reason));
}

void Keys::column(std::string key, const ColumnFacts* column, std::string_view why) {
    if (column == nullptr) return;
    used_.insert(column->name);
    std::string reason;
    if (!why.empty()) reason = key + ": " + column->name + ", " + std::string(why);
    say(std::move(key), quoted_toml(column->name), std::move(reason));
}

void Keys::part() {
    if (source_.table.table.empty() || is_network(source_.file.format)) return;
    say(source_.file.format == Format::sheet ? "sheet" : "ogr_layer", quoted_toml(source_.table.table));
}

void Keys::format(Format otherwise) {
    const Format format = source_.file.format;
    part();
    if (format_by_name(source_.file.file, otherwise) != format) say("format", quoted_toml(format_words[static_cast<std::size_t>(format)]));
}

void Keys::by_lookup() {
    // A postcode beside a position is of use where rows lack it.
    const auto found = find_position(source_.table);
    if (found && found->x->filled == source_.table.rows) return;
    const auto some = [](const ColumnFacts& c) { return c.filled > 0; };
    if (source_.uprns) column("uprn", find_column(source_.table, {"uprn"}, some), "numbers of properties; they stand where the lookup says");
    const ColumnFacts* postcode = find_column(source_.table, {"postcode", "pcds", "pcd", "postalcode", "addrpostcode"}, some);
    if (postcode == nullptr) postcode = find_ending(source_.table, {"postcode"}, some);
    if (source_.postcodes) column("postcode", postcode, "rows without a position stand at the middle of their postcode, by the lookup");
}

void Keys::position() {
    by_lookup();
    const auto found = find_position(source_.table);
    if (!found) return area();
    const bool grid = found->crs == "EPSG:27700";
    const std::string words = grid ? "eastings and northings of the British National Grid" : "longitudes and latitudes";
    column(grid ? "easting" : "x", found->x, found->swapped ? words + " by their values: the two names seem to have changed places" : words);
    column(grid ? "northing" : "y", found->y);
    if (!grid) say("crs", quoted_toml(found->crs));
}

void Keys::missing() {
    std::string words;
    for (const std::string_view word : empty_words) {
        const bool there = std::any_of(source_.table.columns.begin(), source_.table.columns.end(),
                                       [&](const ColumnFacts& c) { return std::find(c.empty.begin(), c.empty.end(), word) != c.empty.end(); });
        if (there) words += (words.empty() ? "" : ", ") + quoted_toml(word) + " = \"unstated\"";
    }
    if (words.empty()) return;
    say("missing", "{ " + words + " }", "cells that say only " + words.substr(0, words.find(" =")) + " count as not known");
}

void Keys::leave_the_rest() {
    for (const ColumnFacts& column : source_.table.columns)
        if (!used(column) && !column.name.empty() && column.name != "fid") block_.left_out.push_back(column.name);
}

void Keys::area() {
    for (const LayerChoice& layer : source_.layers) {
        const ColumnFacts* id = id_of_areas(*layer.table);
        if (id == nullptr) continue;
        for (const ColumnFacts& column : source_.table.columns) {
            if (used(column) || column.distinct < 2 || share_within(column, *id) < 0.9) continue;
            this->column("area", &column, "codes of areas among these boundaries");
            if (source_.layers.size() > 1) {
                const auto as = std::find_if(layer.proposed->keys.begin(), layer.proposed->keys.end(), [](const auto& key) { return key.first == "as"; });
                if (as != layer.proposed->keys.end()) say("area_layer", as->second);
            }
            return;
        }
    }
}

}  // namespace kith::io
