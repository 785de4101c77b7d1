#pragma once
// What is shown and how, as plain records. ViewOptions belong to the place and can be undone; Preferences belong to the person at the
// screen; WindowState is forgotten when the window closes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/picture/classes.hpp"
#include "engine/picture/colour_sight.hpp"
#include "engine/picture/grid.hpp"
#include "engine/picture/palette.hpp"
#include "engine/session/change.hpp"

namespace kith::viewer::model {

/// A column of the place ("people.attributes/age_band", "areas.area/population") or of a result ("results.isolation.person/ties";
/// of areas "results.inventory.area.area/assets"). "" = none.
using ColumnName = std::string;

struct Colouring {
    ColumnName column;
    std::optional<picture::Scheme> scheme;      // nothing: natural breaks, or quantiles where those take too long
    int classes = 5;                            // 2-10
    double hinge = 1.5;                         // of box maps: 1.5 or 3
    std::vector<double> breaks;                 // upper bounds, of manual
    std::string palette;                        // "": the usual one of what is shown
    bool reversed = false;
    ColumnName second;                          // with it a map of two columns at once
    bool operator==(const Colouring&) const = default;
};

/// How marks of people or of assets look. By their own kind where nothing is said.
struct MarkLook {
    bool show = true;
    Colouring colour;
    ColumnName size;
    ColumnName shape;                           // words or classes
    bool operator==(const MarkLook&) const = default;
};

/// Keeps rows of which a column says something; the others are hidden everywhere, and a chip says how many.
struct Filter {
    enum class Kind : std::uint8_t { between, words, known, chosen };
    ColumnName column;                          // of people, assets or areas
    Kind kind = Kind::known;
    double least = 0, most = 0;                 // between, both included
    std::vector<std::string> words;             // one of these
    std::vector<base::EntityKey> keys = {};     // chosen by hand: of a column only its table counts
    bool operator==(const Filter&) const = default;
};

inline constexpr double open_end = 1e300;       // of `between`: no bound on that side

enum class TieDrawing : std::uint8_t { none, lines, flows };
struct MapOptions {
    std::vector<std::string> layers;            // the coloured one, and others as outlines over it; empty: the primary one (layers.hpp)
    std::vector<std::string> hidden_layers;     // of those drawn by hand: they are shown as outlines unless they stand here
    bool areas = true, area_names = true, asset_names = false, legend = true;
    Colouring colour;                           // of the first layer
    TieDrawing ties = TieDrawing::lines;
    std::vector<std::string> hidden_backdrops;  // layers of what lies behind, by `as`
    bool backdrop_names = false;
    bool grid = false;                          // lettered, over the map
    int grid_columns = picture::usual_grid;     // squares across, at most
    std::optional<base::EntityKey> walk_from;   // a person or an asset: the ways that are reached on foot from there
    bool operator==(const MapOptions&) const = default;
};

/// Shows a hidden layer of what lies behind, or hides a shown one.
void switch_backdrop(MapOptions& options, const std::string& as);

enum class Arrangement : std::uint8_t { free, on_the_map, by_community, around_one };
std::string_view words_of(Arrangement arrangement);
struct NetworkOptions {
    Arrangement arrangement = Arrangement::free;
    ColumnName community;                       // of by_community
    std::optional<base::EntityKey> around;      // of around_one, and of focus
    int focus_depth = -1;                       // 0-9 steps around `around`; -1: everybody
    bool assets = true;
    int most_labels = 60;
    std::uint64_t seed = 1;
    bool operator==(const NetworkOptions&) const = default;
};

enum class TableOf : std::uint8_t { people, assets, areas, ties, events };
struct TableOptions {
    TableOf of = TableOf::assets;
    std::string layer;                          // of areas; "" = the primary one
    std::vector<ColumnName> hidden;
    ColumnName sorted_by;                       // "" = as read
    bool descending = false;
    bool only_selected = false;
    bool operator==(const TableOptions&) const = default;
};

struct ChartOptions {
    ColumnName histogram;
    ColumnName scatter_x, scatter_y;            // y "" with x: Moran's scatter of x
    bool operator==(const ChartOptions&) const = default;
};

/// Which findings the list holds. Its order is the order of the analyses, and within one its manifest's.
struct FindingOptions {
    std::vector<std::string> messages;          // "<as>/<message id>"; empty: all
    std::vector<std::string> analyses;          // `as`; empty: all
    bool dismissed = false;                     // those put aside, too
    bool only_selected = false;
    bool operator==(const FindingOptions&) const = default;
};

struct ViewOptions {
    std::string lens;                           // of the recipe; "" = every tie
    std::vector<std::int32_t> classes;          // asset classes that are hidden (column::AssetClass)
    std::vector<Filter> filters;
    MarkLook people, assets;
    MapOptions map;
    NetworkOptions network;
    TableOptions table;
    ChartOptions charts;
    FindingOptions findings;
    bool operator==(const ViewOptions&) const = default;
};

enum class ThemeChoice : std::uint8_t { light, dark, high_contrast };
enum class Pane : std::uint8_t { layers, map, network, card, table, findings, charts, issues, today };
std::string_view words_of(Pane pane);           // "Map"

struct Preferences {
    ThemeChoice theme = ThemeChoice::light;
    int scale_percent = 100;                    // 75-250
    bool reduced_motion = false;
    bool presentation = false;                  // hides names
    int lock_after_minutes = 15;                // without a hand; 0: never
    bool colour_blind_safe = false;             // offers only such palettes
    picture::ColourSight sight = picture::ColourSight::usual;  // the whole window as somebody else sees it
    float left = 240, right = 320, bottom = 240, middle = 0.5f;  // panes: pixels at 100 %, and the map's share
    Pane bottom_tab = Pane::table;
    bool operator==(const Preferences&) const = default;
};

/// Forms and boxes that lie over the panes; one at a time.
enum class Dialog : std::uint8_t {
    none, open, passphrase, new_passphrase, unsaved, save_edits, save_recipe, save_workspace, boundary, import, palette, find, help, run, provenance, add_person, add_asset, add_tie, add_event,
    edit_cells, paste, dismiss, note, export_picture, export_table, quick_add, path, publish, purpose, reviews, paper, export_place, captured, introductions
};
enum class Tool : std::uint8_t { select, pan, box, lasso, draw_area, add_person, add_asset, tie, move };

/// A person or an asset in hand: a tie on its way to another, or its own way to another place. Points are the picture's, in metres.
struct Carried {
    base::EntityKey what;
    bool moves = false;                         // else it is tied
    bool by_hand = false;                       // while a button is held; else until the next press
    Pane pane = Pane::map;
    std::optional<session::Point> from, at;     // of the mark (nothing: out of the tray), of the pointer (nothing: not there yet)
    std::optional<base::EntityKey> over;        // another person or asset there
    bool operator==(const Carried&) const = default;
};

/// What only the window can do; it takes these from WindowState::wanted.
enum class WindowAction : std::uint8_t {
    fit_all, fit_selection, zoom_in, zoom_out, pan_left, pan_right, pan_up, pan_down, next_pane, previous_pane,
    print_picture, copy_picture, export_table, export_introductions, reload, quit
};

struct WindowState {
    Dialog dialog = Dialog::none;
    std::string subject;                        // of the dialog: an analysis's id, a result's `as`
    std::string text;                           // of the search boxes
    Tool tool = Tool::select;
    std::optional<Carried> carried;
    std::vector<session::Point> outline;        // of the area being drawn, or of the lasso; metres
    Pane focus = Pane::map;
    std::optional<Pane> full;                   // fills the window
    bool layout_paused = false;                 // of the network
    std::vector<WindowAction> wanted;
    std::optional<picture::Bounds> look_at;     // the window moves its map there, and forgets it
};

/// The same, with every number within what can be drawn.
ViewOptions within_bounds(ViewOptions options);

/// The whole as one JSON object; what is not said keeps its default, and what is not known is an error.
std::string to_json(const ViewOptions& options);
base::Result<ViewOptions> view_options_from_json(std::string_view json);
std::string to_json(const Preferences& preferences);
base::Result<Preferences> preferences_from_json(std::string_view json);

}  // namespace kith::viewer::model
