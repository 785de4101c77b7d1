#pragma once
// The recipe, version 1: which files hold a place, and what to work out (data/schemas/README.md). Plain data and its parser.
#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/column/terms.hpp"
#include "engine/column/type.hpp"

namespace kith::io {

/// A day, a month or a year: `days` is its first day, counted from 1970-01-01.
struct PartialDate {
    std::int32_t days = 0;
    column::Precision precision = column::Precision::day;
    auto operator<=>(const PartialDate&) const = default;
};

using WordMap = std::vector<std::pair<std::string, std::string>>;  // the file's word -> ours

/// Where a value comes from: a column, its words turned into ours by `map` (others stay), or one value for every row.
struct Field {
    std::string column;
    std::optional<std::string> all;
    WordMap map;
    bool said() const { return !column.empty() || all.has_value(); }
};
struct ListField {
    std::string column;
    std::optional<std::vector<std::string>> all;
    WordMap map;
    std::string separator = ";";
    bool said() const { return !column.empty() || all.has_value(); }
};
struct ListColumn {
    std::string column;
    std::string separator;
    std::string as;
};

using WordStates = std::vector<std::pair<std::string, column::State>>;
/// What a cell's text means where it is not a value. An empty cell is unstated unless said otherwise.
struct Missing {
    WordStates everywhere;
    std::vector<std::pair<std::string, WordStates>> of_column;
};

/// Keep only rows whose column holds one of the values.
struct Where {
    enum class Kind { text, number, boolean };
    struct Value {
        Kind kind = Kind::text;
        std::string text;  // as the recipe has it; "true" or "false"
        double number = 0;
    };
    std::string column;
    std::vector<Value> values;
};

/// What a block's file is (formats.hpp).
enum class Format : std::uint8_t { table, features, osm, open_referral, graphml, gexf, gml, pajek, matrix, sheet, grants, records, wide, network_canvas, code_point_open };

/// What every block that reads a file has.
struct Source {
    std::string file;
    Format format = Format::table;  // filled in by the file's ending when not said
    std::string table;              // of a file that holds several: filled in for networks ("nodes" or "edges"), else as said
    std::string sheet;              // of a spreadsheet; "" = its first
    std::vector<std::string> beside;  // files that are handed over with it, after its companions: of OpenStreetMap, another table of tags
    std::vector<Where> where;
    Missing missing;
    int line = 0;        // of the recipe
    std::string json;    // the block as it stands in the recipe: what kith-reader is given
};

/// Where a row is: a pair of columns in `crs` (easting and northing are x and y with crs EPSG:27700 by default), a column of references of
/// the National Grid ("SK 387 872", crs EPSG:27700), where these say nothing a property's number (UPRN) or a postcode of [[lookups]], or an
/// area's code.
struct Position {
    std::string x;
    std::string y;
    std::string grid_ref;
    std::string crs;         // filled in: EPSG:4326 or EPSG:27700 when not said, "" when there is neither
    std::string area;
    std::string area_layer;  // "": the primary one
    std::string postcode;    // columns
    std::string uprn;
    Field placed_by;         // of the points themselves (column::placed_by_words); unsaid: recorded
};

struct Indicator {
    std::string column;
    std::string as;
    column::Method method = column::Method::measured;
};

struct Join : Source {
    std::string id;
    std::vector<Indicator> columns;  // wide
    std::string value;               // long: the column of the value; columns then holds one, its name here and method
    bool sum = false;
};

struct Areas : Source {
    std::string ogr_layer;
    std::string as;
    column::LayerRole role = column::LayerRole::official;
    bool partition = true;  // filled in by role when not said
    bool primary = false;   // filled in: exactly one layer has it
    std::string id;
    std::string name;
    std::string vintage;
    std::string crs;
    base::Metres gap{0};    // 0 = not said
    std::vector<Indicator> columns;
    std::vector<Join> joins;
};

/// What lies behind the picture: streets, water, parks. Drawn, never counted.
struct Backdrop : Source {
    std::string ogr_layer;
    std::string as;
    std::string name;    // column, or ""
    Field kind;          // kind_value is { all = … }
    std::string crs;
    std::string credit;  // said on every map that shows it
};

inline constexpr std::string_view osm_walking_credit = "Ways to walk: © OpenStreetMap contributors (ODbL)";
/// Ways to walk, out of an OpenStreetMap file; at most one a recipe.
struct Walking : Source {
    std::string credit;  // said on every map that shows something of it
};

/// What the keys of a lookup are.
enum class LookupOf : std::uint8_t { postcode, uprn };
inline constexpr std::array<std::string_view, 2> lookup_of_words{"postcode", "uprn"};
/// Where postcodes or properties are: a file that the user has (ONSPD, Code-Point Open, OS Open UPRN …). Only what is asked for is kept.
struct Lookup : Source {
    LookupOf of = LookupOf::postcode;
    std::string id;
    Position position;    // x and y only
    std::string ended;    // of postcodes: when it ended, empty while it lives
    std::string quality;  // of postcodes: positional quality, as ONS (1 to 9) or Ordnance Survey (10 to 90) write it
};

struct Instrument {
    std::string id;
    std::vector<std::string> items;
    std::string date;
    Field mode;
    Field asked_by;
};

/// What was asked, per facet; a facet without a field takes `all`.
struct AskedFields {
    struct OfFacet {
        std::string column;
        std::optional<column::Asked> all;
        WordMap map;
        std::string on;
        std::string by;
    };
    column::Asked all = column::Asked::not_asked;
    std::vector<std::pair<std::string, OfFacet>> facets;  // by word; "help" = every kind of help not named
    std::string on;
    std::string by;
};

/// What was agreed to, by whom, and what was taken back.
struct Agreement {
    ListField permission;  // scopes
    Field permission_by, permission_on;
    ListField withdrawn;
    Field withdrawn_on, objected_on;
};

struct People : Source {
    std::string id;
    std::string scope_id;
    std::string name;
    Position position;
    Field role;  // never without: { all = "participant" } when not said
    Field state;
    std::string household;
    AskedFields asked;
    Field introduce;
    Field own_view;
    Field own_view_until;
    Agreement agreement;
    Field permission_notice;
    std::string age;
    bool keep_under_18 = false;
    std::vector<ListColumn> lists;
    std::vector<std::string> keep;
    std::vector<Instrument> instruments;
};

struct Households : Source {
    std::string id;
    Position position;
};

struct Assets : Source {
    std::string ogr_layer;
    std::string id;
    std::string name;
    Field kind;  // kind_value is { all = … }
    Field asset_class;
    ListField secondary;
    Field form;
    ListField stance;
    Position position;
    std::string wkt;
    Field online;
    Field when;
    Field cost;
    Field step_free;
    ListField languages;
    Field how_to_join;
    Field contact;
    Field status;
    Field confirmed_on;
    Field confirmed_by;
    Field review_by;
    Field source;
    Field source_licence;
    Field sensitivity;
    std::vector<ListColumn> lists;
    std::vector<std::string> keep;
};

enum class EndKind { either, person, asset };

struct Ties : Source {
    std::string id;
    std::string from;
    std::string to;
    std::string from_scope;  // scope_id fills in both
    std::string to_scope;
    EndKind from_is = EndKind::either;
    EndKind to_is = EndKind::either;
    Field kind;
    Field direction;
    Field closeness;
    Field strength;
    Field frequency;
    Field paid;
    ListField functions;
    Field valence;
    Field reported_by;
    Field met_through;
    Field since;
    Field until;
    Field last_confirmed;
    Field source;
    Agreement agreement;
};

struct Observations : Source {
    std::string subject;
    Field instrument;
    Field item;
    std::string value;
    Field date;
    Field mode;
    Field asked_by;
};

struct Events : Source {
    std::string id;
    Field kind;
    Field date;
    std::string who;
    std::string other;
    std::string words;
    std::string next;
    std::string due;
    std::string done;
    std::string outcome;
    std::string yes_person, yes_other, met_on, in_touch_on, rest_until;  // days of an introduction
    ListField permission;
};

struct NeverIntroduce : Source {
    std::string a;
    std::string b;
};

enum class UnknownIs { maybe, in, out };

struct Lens {
    std::string as;
    std::vector<std::string> kinds;
    std::vector<column::TieGroup> groups;
    std::optional<bool> paid;
    std::optional<PartialDate> valid_on;
    std::vector<column::Valence> valence;
    std::optional<base::Metres> within;
    /// Of each clause that is given.
    UnknownIs unknown_paid = UnknownIs::maybe;
    UnknownIs unknown_valid_on = UnknownIs::maybe;
    UnknownIs unknown_valence = UnknownIs::maybe;
    UnknownIs unknown_within = UnknownIs::maybe;
    int line = 0;
};

struct Analysis {
    std::string use;
    std::string as;               // filled in: the id after its last dot
    std::string lens;
    std::string parameters = "{}";  // a JSON object, for the plugin's manifest to judge
    int line = 0;
};

struct Recipe {
    std::string file;  // its name, for messages
    std::string name;
    std::string crs = "EPSG:27700";
    std::optional<PartialDate> as_of;
    std::string edits;      // a file of edits that are in force on what the files say (place/edits_file.hpp); "" = none
    std::string decisions;  // a table of what was decided about pairs that may be one (place/matching.hpp); "" = none
    double whole_network_share = 0.8;
    int people_threshold = 10, people_rounding = 5;  // of what is published (privacy/disclosure.hpp)
    std::string note;
    std::vector<Areas> areas;
    std::vector<Backdrop> backdrop;
    std::optional<Walking> walking;
    std::vector<Lookup> lookups;
    std::vector<People> people;
    std::vector<Households> households;
    std::vector<Assets> assets;
    std::vector<Ties> ties;
    std::vector<Observations> observations;
    std::vector<Events> events;
    std::vector<NeverIntroduce> never_introduce;
    std::vector<Lens> lenses;
    std::vector<Analysis> analyses;  // empty: every bundled analysis whose needs are met
};

/// Reads a recipe. The error is one sentence naming file and line: no TOML, an unknown key (and the nearest known one), a wrong type
/// or word, a missing key, or two things that exclude each other. At most 4 MiB.
base::Result<Recipe> parse_recipe(std::string_view text, std::string file_name);
base::Result<Recipe> read_recipe(const std::filesystem::path& path);

/// The keys of each table of the grammar, for messages, for writers of recipes, and for the test that they are the schema's.
struct KnownKeys {
    std::string_view table;  // "people", "areas.join", "field" …
    std::span<const std::string_view> keys;
    std::span<const std::string_view> required;
};
std::span<const KnownKeys> known_keys();

}  // namespace kith::io
