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
    if (!position.x.empty()) return;
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

}  // namespace

void fill_in_made_columns(Assets& block) {
    if (block.format == Format::osm) fill_in_osm(block);
}

}  // namespace kith::io
