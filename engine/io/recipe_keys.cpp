// The keys of the grammar, as data/schemas/recipe.schema.json has them (a test compares the two).
#include <array>

#include "engine/io/recipe.hpp"

namespace kith::io {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 17> recipe_keys{"kith", "place", "edits", "decisions", "areas", "backdrop", "walking", "lookups", "people", "households", "assets", "ties", "observations",
    "events", "never_introduce", "lenses", "analyses"};
constexpr std::array<Words, 2> recipe_required{"kith", "place"};
constexpr std::array<Words, 7> place_keys{"name", "crs", "as_of", "whole_network_share", "people_threshold", "people_rounding", "note"};
constexpr std::array<Words, 1> place_required{"name"};
constexpr std::array<Words, 1> only_file{"file"};  // edits, decisions
constexpr std::array<Words, 15> areas_keys{"file", "ogr_layer", "as", "role", "partition", "primary", "id", "name", "vintage", "crs",
    "gap_metres", "columns", "where", "missing", "join"};
constexpr std::array<Words, 3> areas_required{"file", "as", "id"};
constexpr std::array<Words, 12> areas_join_keys{"file", "format", "table", "sheet", "id", "columns", "value", "as", "method", "sum", "where", "missing"};
constexpr std::array<Words, 2> areas_join_required{"file", "id"};
constexpr std::array<Words, 9> backdrop_keys{"file", "ogr_layer", "where", "as", "name", "kind", "kind_value", "crs", "credit"};
constexpr std::array<Words, 2> backdrop_required{"file", "as"};
constexpr std::array<Words, 2> walking_keys{"file", "credit"};
constexpr std::array<Words, 1> walking_required{"file"};
constexpr std::array<Words, 15> lookups_keys{"of", "file", "format", "table", "sheet", "where", "missing", "id", "x", "y", "easting", "northing", "crs", "ended", "quality"};
constexpr std::array<Words, 2> lookups_required{"of", "file"};  // and the columns, but for Code-Point Open
constexpr std::array<Words, 39> people_keys{"file", "format", "table", "sheet", "where", "id", "scope_id", "name", "x", "y", "easting", "northing", "grid_ref", "crs", "area",
    "area_layer", "postcode", "uprn", "placed_by", "role", "state", "household", "asked", "introduce", "own_view", "own_view_until", "permission", "permission_by", "permission_on",
    "permission_notice", "withdrawn", "withdrawn_on", "objected_on", "age", "under_18",
    "lists", "missing", "keep", "instrument"};
constexpr std::array<Words, 1> people_required{"file"};  // and id, but for networks
constexpr std::array<Words, 18> people_asked_keys{"all", "household", "family", "friends", "neighbours", "groups", "paid_support",
    "help", "help_emotional", "help_practical", "help_information", "help_company", "help_money", "help_personal_care",
    "help_advocacy", "alter_ties", "on", "by"};
constexpr std::array<Words, 5> people_instrument_keys{"id", "items", "date", "mode", "asked_by"};
constexpr std::array<Words, 2> people_instrument_required{"id", "items"};
constexpr std::array<Words, 18> households_keys{"file", "format", "table", "sheet", "where", "id", "x", "y", "easting", "northing", "grid_ref", "crs", "area", "area_layer", "postcode", "uprn", "placed_by",
    "missing"};
constexpr std::array<Words, 2> households_required{"file", "id"};
constexpr std::array<Words, 44> assets_keys{"file", "format", "table", "sheet", "tags", "ogr_layer", "where", "id", "name", "kind", "kind_value", "class",
    "secondary", "form", "stance", "x", "y", "easting", "northing", "grid_ref", "crs", "area", "area_layer", "postcode", "uprn", "placed_by", "wkt", "online", "when", "cost",
    "step_free", "languages", "how_to_join", "contact", "status", "confirmed_on", "confirmed_by", "review_by", "source",
    "source_licence", "sensitivity", "lists", "missing", "keep"};
constexpr std::array<Words, 1> assets_required{"file"};
constexpr std::array<Words, 35> ties_keys{"file", "format", "table", "sheet", "where", "id", "from", "to", "scope_id", "from_scope_id", "to_scope_id", "from_is",
    "to_is", "kind", "kind_value", "direction", "closeness", "strength", "frequency", "paid", "functions", "valence", "reported_by",
    "met_through", "since", "until", "last_confirmed", "source", "permission", "permission_by", "permission_on", "withdrawn", "withdrawn_on",
    "objected_on", "missing"};
constexpr std::array<Words, 1> ties_required{"file"};    // and from and to, but for networks
constexpr std::array<Words, 13> observations_keys{"file", "format", "table", "sheet", "where", "subject", "instrument", "item", "value", "date", "mode",
    "asked_by", "missing"};
constexpr std::array<Words, 5> observations_required{"file", "subject", "instrument", "item", "value"};
constexpr std::array<Words, 23> events_keys{"file", "format", "table", "sheet", "where", "id", "kind", "kind_value", "date", "who", "other", "words", "next",
    "due", "done", "outcome", "yes_person", "yes_other", "met_on", "in_touch_on", "rest_until", "permission", "missing"};
constexpr std::array<Words, 3> events_required{"file", "date", "who"};
constexpr std::array<Words, 7> never_introduce_keys{"file", "format", "table", "sheet", "where", "a", "b"};
constexpr std::array<Words, 3> never_introduce_required{"file", "a", "b"};
constexpr std::array<Words, 8> lenses_keys{"as", "kinds", "groups", "paid", "valid_on", "valence", "within_metres", "unknown"};
constexpr std::array<Words, 1> lenses_required{"as"};
constexpr std::array<Words, 4> lenses_unknown_keys{"paid", "valid_on", "valence", "within_metres"};
constexpr std::array<Words, 4> analyses_keys{"use", "as", "lens", "parameters"};
constexpr std::array<Words, 1> analyses_required{"use"};
constexpr std::array<Words, 3> field_keys{"all", "column", "map"};
constexpr std::array<Words, 4> list_field_keys{"all", "column", "separator", "map"};
constexpr std::array<Words, 5> facet_keys{"all", "column", "map", "on", "by"};
constexpr std::array<Words, 2> indicator_keys{"as", "method"};
constexpr std::array<Words, 2> list_column_keys{"separator", "as"};
constexpr std::array<Words, 1> list_column_required{"separator"};

constexpr std::array<KnownKeys, 26> all_keys{{
    {"recipe", recipe_keys, recipe_required},
    {"place", place_keys, place_required},
    {"edits", only_file, only_file},
    {"decisions", only_file, only_file},
    {"areas", areas_keys, areas_required},
    {"areas.join", areas_join_keys, areas_join_required},
    {"backdrop", backdrop_keys, backdrop_required},
    {"walking", walking_keys, walking_required},
    {"lookups", lookups_keys, lookups_required},
    {"people", people_keys, people_required},
    {"people.asked", people_asked_keys, {}},
    {"people.instrument", people_instrument_keys, people_instrument_required},
    {"households", households_keys, households_required},
    {"assets", assets_keys, assets_required},
    {"ties", ties_keys, ties_required},
    {"observations", observations_keys, observations_required},
    {"events", events_keys, events_required},
    {"never_introduce", never_introduce_keys, never_introduce_required},
    {"lenses", lenses_keys, lenses_required},
    {"lenses.unknown", lenses_unknown_keys, {}},
    {"analyses", analyses_keys, analyses_required},
    {"field", field_keys, {}},
    {"list_field", list_field_keys, {}},
    {"facet", facet_keys, {}},
    {"indicator", indicator_keys, {}},
    {"list_column", list_column_keys, list_column_required},
}};

}  // namespace

std::span<const KnownKeys> known_keys() { return all_keys; }

}  // namespace kith::io
