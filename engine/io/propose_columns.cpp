#include "engine/io/propose_columns.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The pairs of names that coordinates go by: x, then y.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> degree_names{{
    {"lon", "lat"}, {"lng", "lat"}, {"long", "lat"}, {"longitude", "latitude"}, {"lon", "latitude"}, {"x", "y"}, {"xcoord", "ycoord"},
    {"geox", "geoy"}, {"pointx", "pointy"}, {"centroidlon", "centroidlat"}, {"locationlongitude", "locationlatitude"}, {"wgs84lon", "wgs84lat"},
    {"lngwgs84", "latwgs84"}, {"xwgs84", "ywgs84"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> grid_names{{
    {"easting", "northing"}, {"eastings", "northings"}, {"oseast", "osnorth"}, {"x", "y"}, {"geox", "geoy"}, {"xcoordinate", "ycoordinate"}}};

/// In Great Britain and Ireland, where the names of the columns may well stand the wrong way round. Some rows may be off.
bool on_these_islands(const ColumnFacts& lon, const ColumnFacts& lat) { return mostly(lon.longitudes, lon) && mostly(lat.latitudes, lat); }

}  // namespace

std::string bare(std::string_view name) {
    std::string out;
    for (const char c : base::lower(name))
        if (is_alnum(c)) out += c;
    return out;
}

bool is_contact(const ColumnFacts& column) {
    const std::string name = bare(column.name);
    for (const std::string_view word : {"email", "phone", "telephone", "mobile", "contact"})
        if (name.find(word) != name.npos) return true;
    return false;
}

std::string slug(std::string_view text) {
    std::string out;
    for (const char c : base::lower(text)) {
        if (is_alnum(c))
            out += c;
        else if (!out.empty() && out.back() != '_')
            out += '_';
    }
    while (!out.empty() && out.back() == '_') out.pop_back();
    if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out.insert(0, "c_");
    return out;
}

std::string stem_of(std::string_view file) {
    if (const auto slash = file.rfind('/'); slash != file.npos) file.remove_prefix(slash + 1);
    for (std::string_view ending : {".bz2", ".pbf", ".osm", ".gz"})
        if (file.ends_with(ending)) file.remove_suffix(ending.size());
    const auto dot = file.rfind('.');
    return std::string(dot == file.npos || dot == 0 ? file : file.substr(0, dot));
}

std::string quoted_toml(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == 0x7F) out += "\\u007F";
        else if (static_cast<unsigned char>(c) < 0x20) out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : " ";
        else out += c;
    }
    return out + '"';
}

const ColumnFacts* find_column(const TableFacts& table, std::initializer_list<std::string_view> names, const Fits& fits) {
    for (const std::string_view name : names)
        for (const ColumnFacts& column : table.columns)
            if (bare(column.name) == name && (!fits || fits(column))) return &column;
    return nullptr;
}

const ColumnFacts* find_ending(const TableFacts& table, std::initializer_list<std::string_view> endings, const Fits& fits) {
    for (const std::string_view ending : endings)
        for (const ColumnFacts& column : table.columns)
            if (bare(column.name).ends_with(ending) && (!fits || fits(column))) return &column;
    return nullptr;
}

std::string year_of_codes(std::string_view name) {
    const std::string letters = bare(name);
    for (std::size_t at = 0; at < letters.size();) {
        std::size_t end = at;
        while (end < letters.size() && letters[end] >= '0' && letters[end] <= '9') ++end;
        const std::size_t digits = end - at;
        if (at > 0 && digits == 2) return letters.substr(at, 2);
        if (at > 0 && digits == 4 && letters.compare(at, 2, "20") == 0) return letters.substr(at + 2, 2);
        at = end + 1;
    }
    return {};
}

bool mostly(std::int64_t part, const ColumnFacts& column) { return column.filled > 0 && 20 * part >= 19 * column.filled; }
bool holds_numbers(const ColumnFacts& column) { return mostly(column.numbers, column); }
bool has_codes(const ColumnFacts& column) { return mostly(column.area_codes, column); }
bool within(const ColumnFacts& column, double least, double most) { return holds_numbers(column) && column.least >= least && column.most <= most; }

std::optional<PositionChoice> find_position(const TableFacts& table) {
    for (const auto& [x_name, y_name] : degree_names) {
        const ColumnFacts* x = find_column(table, {x_name});
        const ColumnFacts* y = find_column(table, {y_name});
        if (x == nullptr || y == nullptr) continue;
        if (on_these_islands(*y, *x)) return PositionChoice{y, x, true, "EPSG:4326"};
        if (on_these_islands(*x, *y)) return PositionChoice{x, y, false, "EPSG:4326"};
        if (within(*x, -180, 180) && within(*y, -90, 90)) return PositionChoice{x, y, false, "EPSG:4326"};
    }
    for (const auto& [x_name, y_name] : grid_names) {
        const ColumnFacts* x = find_column(table, {x_name});
        const ColumnFacts* y = find_column(table, {y_name});
        if (x != nullptr && y != nullptr && within(*x, 0, 700000) && within(*y, 0, 1300000)) return PositionChoice{x, y, false, "EPSG:27700"};
    }
    return std::nullopt;
}

std::optional<EndsChoice> find_ends(const TableFacts& table) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 15> names{{
        {"networkcanvassourceuuid", "networkcanvastargetuuid"}, {"alter1number", "alter2number"}, {"nameid", "targetid"},
        {"from", "to"}, {"source", "target"}, {"fromid", "toid"}, {"sourceid", "targetid"}, {"srcid", "tgtid"}, {"sender", "receiver"},
        {"ego", "alter"}, {"person", "asset"}, {"personid", "assetid"}, {"person1", "person2"}, {"persona", "personb"}, {"who", "whom"}}};
    for (const auto& [from, to] : names) {
        const ColumnFacts* one = find_column(table, {from});
        const ColumnFacts* other = find_column(table, {to});
        if (one != nullptr && other != nullptr) return EndsChoice{one, other};
    }
    return std::nullopt;
}

const ColumnFacts* find_id(const TableFacts& table) {
    // A postcode or a telephone number may happen to come once each; it still does not say who or what the row is.
    const auto fits = [&](const ColumnFacts& column) { return column.unique() && column.filled == table.rows && !bare(column.name).ends_with("postcode") && !is_contact(column); };
    if (const ColumnFacts* id = find_column(table, {"id", "uid", "uuid", "personid", "assetid", "identifier", "code", "ref", "reference", "key", "nodeid", "egoid"}, fits)) return id;
    return find_ending(table, {"id", "code", "number", "ref"}, fits);
}

const ColumnFacts* find_name(const TableFacts& table) {
    const auto words = [](const ColumnFacts& column) { return !holds_numbers(column); };
    if (const ColumnFacts* name = find_column(table, {"name", "title", "label", "fullname", "sitename", "organisationname", "organisation", "placename", "distinctivename"}, words)) return name;
    return find_ending(table, {"name", "nm", "title", "location"}, words);
}

}  // namespace kith::io
