#include "engine/io/asset_formats.hpp"

namespace kith::io {
namespace {

void usual(std::string& field, const char* column) {
    if (field.empty()) field = column;
}
void usual(Field& field, const char* column) {
    if (!field.said()) field.column = column;
}
void usual(ListField& field, const char* column) {
    if (!field.said()) field.column = column;
}
void always(Field& field, const char* value) {
    if (!field.said()) field.all = value;
}

void usual_position(Position& position) {
    if (!position.x.empty() || !position.grid_ref.empty()) return;
    position.x = "@lon";
    position.y = "@lat";
    position.crs = "EPSG:4326";
}

void fill_in_osm(Assets& block) {
    usual(block.id, "@id");
    usual(block.name, "name");
    usual(block.kind, "@kind");
    usual(block.asset_class, "@class");
    usual(block.secondary, "@secondary");
    usual(block.sensitivity, "@sensitivity");
    usual(block.status, "@status");
    usual(block.when, "opening_hours");
    usual(block.cost, "@cost");
    usual(block.step_free, "wheelchair");
    usual(block.contact, "@contact");
    usual(block.confirmed_on, "check_date");
    always(block.confirmed_by, "import");
    always(block.source, "OpenStreetMap");
    always(block.source_licence, "ODbL 1.0, © OpenStreetMap contributors");
    usual_position(block.position);
}

void fill_in_open_referral(Assets& block) {
    usual(block.id, "@id");
    usual(block.name, "name");
    usual(block.asset_class, "@class");
    usual(block.form, "@form");
    usual(block.status, "@status");
    usual(block.online, "@online");
    usual(block.when, "@when");
    usual(block.cost, "@cost");
    usual(block.step_free, "@access");
    usual(block.languages, "@languages");
    usual(block.how_to_join, "how_to_join");
    usual(block.contact, "@contact");
    usual(block.confirmed_on, "assured_date");
    always(block.confirmed_by, "import");
    always(block.source, "Open Referral");
    usual_position(block.position);
}

void fill_in_grants(Assets& block) {
    usual(block.id, "@id");
    usual(block.name, "name");
    usual(block.kind, "@kind");
    usual(block.asset_class, "@class");
    always(block.form, "organisation");
    always(block.confirmed_by, "import");
    always(block.source, "360Giving");
}

}  // namespace

void fill_in_made_columns(Assets& block) {
    if (block.format == Format::osm) fill_in_osm(block);
    if (block.format == Format::open_referral) fill_in_open_referral(block);
    if (block.format == Format::grants) fill_in_grants(block);
}

void fill_in_code_point_open(Lookup& block) {
    usual(block.id, "Postcode");
    usual(block.quality, "Positional_quality_indicator");
    if (!block.position.x.empty()) return;
    block.position.x = "Eastings";
    block.position.y = "Northings";
    block.position.crs = "EPSG:27700";
}

void fill_in_made_columns(Ties& block) {
    if (block.format != Format::open_referral && block.format != Format::grants) return;
    usual(block.from, "@from");
    usual(block.to, "@to");
    usual(block.kind, "@kind");
    if (block.format != Format::grants) return;
    usual(block.since, "@since");
    always(block.source, "360Giving");
}

}  // namespace kith::io
