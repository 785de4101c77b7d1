#include "engine/io/asset_formats.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/recipe_blocks.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

using column::code_of;

Field constant(std::string value) {
    Field field;
    field.all = std::move(value);
    return field;
}

Field role_of(const TableReader& table) {
    const Node* node = table.find("role");
    if (node == nullptr) return constant("participant");
    if (node->is(Node::Kind::table)) {
        return table.words("role", column::role_words);
    }
    const auto code = table.word("role", column::role_words);
    return constant(std::string(column::role_words[static_cast<std::size_t>(code.value_or(0))]));
}

AskedFields::OfFacet facet_of(Complaints& complaints, const Node& node, const std::string& facet) {
    AskedFields::OfFacet out;
    if (node.is(Node::Kind::text)) {
        out.column = node.text;
        if (node.text.empty()) complaints.add(node.line, facet + " in asked of [[people]] is empty.");
        return out;
    }
    if (!node.is(Node::Kind::table)) {
        complaints.add(node.line, facet + " in asked of [[people]] must be a column's name, or { column, map, all, on, by }.");
        return out;
    }
    const TableReader table(complaints, node, facet + " in asked of [[people]]", "facet");
    out.column = table.text("column");
    if (const auto all = table.word("all", column::asked_words)) out.all = static_cast<column::Asked>(*all);
    table.exclude("column", "all");
    out.on = table.text("on");
    out.by = table.text("by");
    const Node* map = node.find("map");
    if (map == nullptr) return out;
    if (!map->is(Node::Kind::table)) table.complain("map", "must be a table of words");
    for (const auto& [word, ours] : map->entries) {
        if (!ours.is(Node::Kind::text) || code_of(column::asked_words, ours.text) < 0)
            complaints.add(ours.line, "the map of " + facet + " in asked must turn \"" + word + "\" into not_asked, partly or complete.");
        out.map.emplace_back(word, ours.text);
    }
    return out;
}

AskedFields asked_of(Complaints& complaints, const TableReader& people) {
    AskedFields asked;
    const Node* node = people.find("asked");
    if (node == nullptr) return asked;
    if (!node->is(Node::Kind::table)) {
        people.complain("asked", "must be a table: { all = \"complete\" }, or facets and their columns");
        return asked;
    }
    const TableReader table(complaints, *node, "asked of [[people]]", "people.asked");
    asked.all = static_cast<column::Asked>(table.word("all", column::asked_words).value_or(0));
    asked.on = table.text("on");
    asked.by = table.text("by");
    for (const auto& [facet, value] : node->entries)
        if (facet == "help" || code_of(column::facet_words, facet) >= 0) asked.facets.emplace_back(facet, facet_of(complaints, value, facet));
    return asked;
}

std::vector<Instrument> instruments_of(Complaints& complaints, const TableReader& people) {
    std::vector<Instrument> out;
    const Node* node = people.find("instrument");
    if (node == nullptr) return out;
    if (!node->is(Node::Kind::list)) people.complain("instrument", "must be written as [[people.instrument]]");
    for (const Node& item : node->items) {
        if (!item.is(Node::Kind::table)) {
            people.complain("instrument", "must be written as [[people.instrument]]");
            continue;
        }
        const TableReader table(complaints, item, "[[people.instrument]]", "people.instrument");
        Instrument instrument;
        instrument.id = table.text("id");
        instrument.items = table.texts("items");
        if (table.has("items") && instrument.items.empty()) table.complain("items", "is empty");
        instrument.date = table.text("date");
        instrument.mode = table.field("mode");
        instrument.asked_by = table.field("asked_by");
        out.push_back(std::move(instrument));
    }
    return out;
}

/// A list is a column of its own name, beside those that the block always calls so.
std::vector<ListColumn> lists_of(const TableReader& table, std::span<const std::string_view> taken) {
    std::vector<ListColumn> lists = table.lists("lists");
    for (const ListColumn& list : lists)
        if (std::find(taken.begin(), taken.end(), list.as) != taken.end() || list.as.find('/') != std::string::npos)
            table.complain("lists", "calls a column \"" + list.as + "\", a name that is taken; give it another with as");
    return lists;
}

constexpr std::array<std::string_view, 25> people_columns{"id", "name", "point", "area", "role", "living", "household", "asked", "asked_on",
    "introduce", "own_view", "own_view_until", "permission", "permission_by", "permission_on", "permission_notice", "withdrawn", "withdrawn_on", "objected_on", "under_18", "left_out", "source_row",
    "postcode", "uprn", "placed_by"};
constexpr std::array<std::string_view, 26> asset_columns{"id", "name", "point", "area", "subtype", "class", "secondary", "form", "stance",
    "online", "status", "sensitivity", "confirmed_by", "confirmed_on", "review_by", "when", "cost", "step_free", "how_to_join", "contact",
    "source", "source_licence", "source_row", "postcode", "uprn", "placed_by"};

std::vector<std::string> keep_of(const TableReader& table) {
    std::vector<std::string> keep = table.texts("keep");
    std::vector<std::string> sorted = keep;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) table.complain("keep", "names \"" + *twice + "\" twice");
    return keep;
}

}  // namespace

Join join_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[areas.join]]", "areas.join");
    Join join;
    table.source(join);
    join.id = table.text("id");
    join.sum = table.boolean("sum").value_or(false);
    const auto method = static_cast<column::Method>(table.word("method", column::method_words).value_or(0));
    table.exclude("columns", "value");
    table.exclude("columns", "as");
    if (table.has("columns")) {
        join.columns = table.indicators("columns", method);
    } else if (table.has("value") && table.has("as")) {
        join.value = table.text("value");
        join.columns.push_back({join.value, table.text("as"), method});
    } else {
        complaints.add(node.line, "[[areas.join]] must say columns, or value and as.");
    }
    return join;
}

Areas areas_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[areas]]", "areas");
    Areas areas;
    table.source(areas);
    areas.ogr_layer = table.text("ogr_layer");
    areas.as = table.name("as");
    areas.role = static_cast<column::LayerRole>(table.word("role", column::layer_role_words).value_or(0));
    areas.partition = table.boolean("partition").value_or(areas.role == column::LayerRole::official);
    areas.primary = table.boolean("primary").value_or(false);
    areas.id = table.text("id");
    areas.name = table.text("name");
    areas.vintage = table.text("vintage");
    areas.crs = table.text("crs");
    areas.gap = base::Metres{table.number("gap_metres", 0.01, 100).value_or(0)};
    areas.columns = table.indicators("columns", column::Method::measured);
    const Node* joins = table.find("join");
    if (joins == nullptr) return areas;
    if (!joins->is(Node::Kind::list)) table.complain("join", "must be written as [[areas.join]]");
    for (const Node& join : joins->items) {
        if (join.is(Node::Kind::table))
            areas.joins.push_back(join_of(complaints, join));
        else
            table.complain("join", "must be written as [[areas.join]]");
    }
    return areas;
}

Walking walking_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[walking]", "walking");
    Walking walking;
    table.source(walking);
    if (!walking.file.empty() && walking.format != Format::osm) table.complain("file", "must be an OpenStreetMap file (.osm, .osm.bz2 or .osm.pbf)");
    walking.credit = table.has("credit") ? table.text("credit") : std::string(osm_walking_credit);
    return walking;
}

Lookup lookup_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[lookups]]", "lookups");
    Lookup lookup;
    table.source(lookup);
    lookup.of = static_cast<LookupOf>(table.word("of", lookup_of_words).value_or(0));
    lookup.id = table.text("id");
    lookup.position = table.position();
    lookup.ended = table.text("ended");
    lookup.quality = table.text("quality");
    if (lookup.format == Format::code_point_open) fill_in_code_point_open(lookup);
    if (lookup.id.empty()) table.complain("id", "is missing: the column of postcodes, or of UPRNs");
    if (lookup.position.x.empty()) table.complain("x", "is missing: say x and y, or easting and northing");
    return lookup;
}

Backdrop backdrop_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[backdrop]]", "backdrop");
    Backdrop backdrop;
    table.source(backdrop);
    backdrop.ogr_layer = table.text("ogr_layer");
    backdrop.as = table.name("as");
    backdrop.name = table.text("name");
    backdrop.kind = table.kind();
    backdrop.crs = table.text("crs");
    backdrop.credit = table.text("credit");
    return backdrop;
}

People people_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[people]]", "people");
    People people;
    table.source(people);
    people.id = table.column_of_network("id", people, "id");
    people.scope_id = table.text("scope_id");
    people.name = table.text("name");
    people.position = table.position();
    people.role = role_of(table);
    people.state = table.words("state", column::living_words);
    people.household = table.text("household");
    people.asked = asked_of(complaints, table);
    people.introduce = table.yes_no("introduce");
    people.own_view = table.words("own_view", column::own_view_words);
    people.own_view_until = table.date_field("own_view_until");
    people.agreement = table.agreement();
    people.permission_notice = table.field("permission_notice");
    people.age = table.text("age");
    people.keep_under_18 = table.word("under_18", std::array<std::string_view, 2>{"filter", "keep"}).value_or(0) == 1;
    people.lists = lists_of(table, people_columns);
    people.keep = keep_of(table);
    people.instruments = instruments_of(complaints, table);
    return people;
}

Households households_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[households]]", "households");
    Households households;
    table.source(households);
    households.id = table.text("id");
    households.position = table.position();
    return households;
}

Assets assets_of(Complaints& complaints, const Node& node) {
    const TableReader table(complaints, node, "[[assets]]", "assets");
    Assets assets;
    table.source(assets, Format::features);
    if (table.has("tags") && assets.format != Format::osm) table.complain("tags", "needs an OpenStreetMap file");
    if (table.has("tags")) assets.beside.push_back(table.text("tags"));
    assets.ogr_layer = table.text("ogr_layer");
    assets.id = is_network(assets.format) ? table.column_of_network("id", assets, "id") : table.text("id");
    assets.name = table.text("name");
    assets.kind = table.kind();
    assets.asset_class = table.words("class", column::asset_class_words);
    assets.secondary = table.list_field("secondary");
    assets.form = table.words("form", column::form_words);
    assets.stance = table.list_field("stance");
    assets.position = table.position();
    assets.wkt = table.text("wkt");
    table.exclude("x", "wkt");
    table.exclude("easting", "wkt");
    if (assets.position.crs.empty() && table.has("crs")) assets.position.crs = table.text("crs");
    assets.online = table.yes_no("online");
    assets.when = table.field("when");
    assets.cost = table.field("cost");
    assets.step_free = table.field("step_free");
    assets.languages = table.list_field("languages");
    assets.how_to_join = table.field("how_to_join");
    assets.contact = table.field("contact");
    assets.status = table.words("status", column::asset_status_words);
    assets.confirmed_on = table.date_field("confirmed_on");
    assets.confirmed_by = table.words("confirmed_by", column::confirmed_by_words);
    assets.review_by = table.date_field("review_by");
    assets.source = table.field("source");
    assets.source_licence = table.field("source_licence");
    assets.sensitivity = table.field("sensitivity");
    assets.lists = lists_of(table, asset_columns);
    const auto is_languages = [](const ListColumn& list) { return list.as == "languages"; };
    if (assets.languages.said() && std::any_of(assets.lists.begin(), assets.lists.end(), is_languages))
        table.complain("lists", "names languages, which have a key of their own");
    assets.keep = keep_of(table);
    fill_in_made_columns(assets);
    return assets;
}

}  // namespace kith::io
