#pragma once
// All that one frame of the window shows, prepared: draw functions read it and change nothing.
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/session/today.hpp"
#include "viewer/draw/canvas_room.hpp"
#include "viewer/draw/panes.hpp"
#include "viewer/draw/ui.hpp"
#include "viewer/model/camera.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/cells.hpp"
#include "viewer/model/chart.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/command.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/find.hpp"
#include "viewer/model/findings.hpp"
#include "viewer/model/form.hpp"
#include "viewer/model/intent.hpp"
#include "viewer/model/left_out.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/out.hpp"
#include "viewer/model/paper_form.hpp"
#include "viewer/model/quick_add.hpp"
#include "viewer/model/visibility.hpp"

namespace kith::viewer::model {
struct Table;
}

namespace kith::viewer::draw {

using Intents = std::vector<model::Intent>;
inline void add(Intents& all, Intents more) {
    for (model::Intent& one : more) all.push_back(std::move(one));
}

/// A column that can be chosen, and what people call it.
struct Choice {
    model::ColumnName column;
    std::string label;
    model::FieldType type = model::FieldType::number;
    bool numeric() const { return type == model::FieldType::number || type == model::FieldType::whole; }
};

/// A map or a network in its pane.
struct CanvasView {
    model::Pane pane = model::Pane::map;
    Texture picture;                         // id 0: nothing to show yet
    const picture::Scene* scene = nullptr;
    const model::Frame* frame = nullptr;
    model::Camera camera;
    model::LeftOut left_out;                 // what is not drawn one by one just now
    CanvasRoom room;                         // what the camera was made for
    std::string account;                     // "Shows 1,612 of 557,215 people …"
    std::span<const std::string> remarks;
    std::string empty;                       // one sentence where there is nothing to show
    std::string under_pointer;               // what to call what is there
    bool settling = false;                   // a layout on its way
    bool paused = false;
};

struct OpenedLayer {
    std::string as, label;
    std::int64_t areas = 0;
    bool drawn = false;                      // by hand
};
struct OpenedBackdrop {
    std::string as, label;
    bool named = false;                      // some of its lines have names
};
struct AnalysisLine {
    std::string id, title, sentence;         // why it would not run, or ""
    bool ready = true, run = false, stale = false;
    std::uint64_t result = 0;
    std::string as;                          // of the result
};
struct IssueLine {
    std::string heading;                     // of all of its kind in a file, with how many: "" for a remark
    std::string text, detail;
    std::string mend;                        // how to mend the file; "" where there is nothing to mend
    Tone tone = Tone::normal;
};
struct FindingText {
    std::string heading, text, value, missing, analysis, why_dismissed;
    std::vector<std::string> strengths, changes;
    bool dismissed = false;
    std::uint64_t result = 0;                // Session's id of the result
    std::size_t finding = 0;
    base::Digest key;
    std::vector<base::EntityKey> subjects;   // whom it is about
    std::vector<base::EntityKey> introduces; // the two whom it would bring together; else nobody
};

struct Screen {
    explicit Screen(const model::Model& of) : model(of) {}
    const model::Model& model;
    std::span<const model::Command> commands;
    Panes panes;
    CanvasView map, network;
    std::vector<OpenedLayer> layers;
    std::vector<OpenedBackdrop> backdrops;
    std::vector<Choice> area_columns, people_columns, asset_columns;  // by which one can colour
    std::vector<model::CellColumn> cell_columns;                      // in which the selected rows may be changed at once, while they are
    base::EntityKind cell_kind = base::EntityKind::person;            // of those rows
    std::array<std::int64_t, 7> assets_by_class{};                    // the last: kind not recorded
    std::int64_t asked = 0, not_asked = 0, named_only = 0;
    std::vector<AnalysisLine> analyses;
    std::vector<model::Chip> chips;
    model::Trays trays;
    model::Account account;
    std::vector<model::Account::Line> network_account;  // while the network is shown
    std::vector<session::JobRecord> jobs;
    const model::Table* table = nullptr;
    std::string table_fault;                 // why there is none
    model::FindingList findings;
    std::function<FindingText(const model::FindingRef&)> finding;     // words are made when they are looked at
    const model::Card* card = nullptr;
    std::string card_empty;
    std::optional<model::Histogram> histogram;
    std::optional<model::Scatter> scatter;
    std::string scatter_fault;               // why there is none though one is wanted
    std::span<const base::EntityKey> scatter_keys;  // of the areas, by row
    std::optional<model::ColoursShown> area_colours;  // as they stand; nothing where areas are plain
    std::vector<IssueLine> issues;
    std::optional<session::Today> today;     // before the team
    struct Due {
        session::Review review;
        std::string whose;                   // "" where that is nobody, or nobody whom this audience sees
    };
    std::vector<Due> reviews;                // while they are looked at
    std::vector<session::ToAccept> to_accept;  // while they are looked at
    std::int32_t day = 0;                    // days since 1970-01-01: the place's, else this machine's
    /// Of the box in which one notes something down; the second is what it does.
    std::function<model::QuickAdd(std::string_view line, const std::map<std::size_t, model::QuickCorrection>&)> read_quick;
    std::function<session::NoteDown(const model::QuickAdd&)> note_of;
    std::vector<model::Introduction> introductions;     // while they are looked at
    const model::Form* form = nullptr;       // of the run dialog
    std::vector<std::filesystem::path> recent;
    model::FoundList found;                  // of the find box
    std::vector<model::Street> found_streets;
    std::string audience = "team";
    std::string isolation;                   // "locked", or what is missing
    std::span<const std::string> tie_kinds, asset_subtypes;              // as recorded
    std::span<const std::string> tie_kind_words, asset_subtype_words;    // as people say them, in the same order
};

/// What the hands do on a map or a network, for the window's camera and for picking. Pixels of the pane.
struct Gesture {
    enum class Kind : std::uint8_t { zoom, pan, box_zoom, hover, leave, click, open, lasso, box_select, take_up, set_down } kind = Kind::hover;
    model::Pane pane = model::Pane::map;
    model::Vec2 at, to;
    double factor = 1;
    bool add = false, toggle = false;
    std::vector<model::Vec2> outline;
};

/// A file to be written: one view, as the person chose it.
struct ExportWish {
    model::Out what = model::Out::map;
    std::filesystem::path file;              // its ending says the format: one of model::endings_of
    std::string title;                       // "": the place's name, the chart's own …
    std::string paper = "A4";                // A4 … A0, or pixels: "1280x800"
    picture::Theme colours = picture::Theme::light;  // of the page, whatever the screen's are
    bool tiled = false;                      // on A4 sheets that are glued together
    bool grid = false;                       // of a map: lettered, for sticky notes
    int grid_columns = picture::usual_grid;
    bool blank = false;                      // of a map: the ground alone, to write on
};

/// What the controls remember between frames, and nobody else needs.
struct Remembered {
    std::string command;                     // typed in the palette
    int marked = 0;                          // the line that Enter takes, in palette and find box
    bool just_opened = false;                // a dialog: its first field takes the caret
    model::Dialog last_dialog = model::Dialog::none;
    bool focus_first = false;                // of the dialog, in its next frame
    bool layers_open = true, lens_open = true, network_open = false, analyses_open = true, colours_open = false;
    bool people_more = false, assets_more = false;  // size and shape
    std::filesystem::path folder;            // of the open dialog
    std::string file_name;
    std::filesystem::path over;              // a file that is there already, and may be written over when wanted again
    std::vector<std::string> values;         // of the edit forms
    std::array<store::Secret, 2> typed;      // passphrases; gone with their box
    bool paste_adds = false;                 // lines beyond the selected rows come in as new ones
    bool with_sheet = true;                  // of a new passphrase
    std::array<bool, 4> publish_open{};      // parts of what would be published
    model::PaperWish paper;                  // the sheet as it is being asked for
    model::PlaceOut place_out;
    std::optional<model::Form> form;
    std::optional<session::Point> pressed_at;  // on the map, before a form opened; or in the middle of
    std::string pressed_in;                    // a square of the lettered grid
    struct Ground {
        base::EntityKey chosen;              // the neighbourhood or tie that the press selected; no id: nothing
        session::Point at;
    };
    std::optional<Ground> ground;            // where the map was pressed last, beside people and assets
    std::string area_name;                   // of the neighbourhood being drawn
    model::Pane middle = model::Pane::map;   // in front, where there are tabs
    std::optional<model::FindingRef> finding_open;
    std::string today_open;                  // the line of a day's list whose actions are shown
    std::string today_focus;                 // the line that gets the keyboard once it stands there
    std::map<std::size_t, model::QuickCorrection> corrections;  // of what is being noted down
    struct Drag {
        bool on = false, lasso = false, zoom = false;
        model::Pane pane = model::Pane::map;
        model::Vec2 from;
        std::vector<model::Vec2> way;
    } drag;                                  // of a box or a lasso on its way
    bool carrying = false;                   // by hand, until the button is let go
    std::uint64_t gesture = 0;
    std::optional<std::size_t> brush_from;   // the bar where a drag began
    std::optional<model::Filter> brushed;    // of the histogram, last
    struct Keep {
        model::ColumnName column;            // "": not chosen yet
        std::string least, most;             // as typed
    } keep;                                  // "Keep only…" of the table
    std::vector<base::EntityKey> pointed, pointed_before;  // by the pointer in a list, in this frame and the last
    int bar = -1, first_bar = -1;            // of the histogram, where the keyboard is and where it began
    std::optional<model::Vec2> points_from;  // of the scatter: where a drag began, pixels
    int point = -1;                          // where the keyboard is, from the left
    std::string breaks, breaks_fault;        // as they are being typed
    std::vector<double> breaks_of;           // what they were made from
    OwnKeys own_keys = OwnKeys::none;        // of the control that has the keyboard, for the next frame
    bool list_open = false;             // a list of choices stood open in the last frame, and Esc is its own
    std::vector<model::Vec2> corners;        // of a box or a lasso set by keyboard, in the picture's metres
    model::Pane corners_of = model::Pane::map;
    model::Camera crossed;                   // where the cross last looked what is under it
    std::vector<Gesture> gestures;           // of this frame
    ExportWish export_form;                  // as it is being filled in
    std::optional<ExportWish> wish;          // taken by the window
};

/// How a canvas shares its pane, before its camera is known.
CanvasRoom room_of(const Ui& ui, const Screen& screen, const CanvasView& view, Box pane);

/// The whole window. Intents are for the reducer, `memory.gestures` for the window's cameras.
Intents draw_window(Ui& ui, const Screen& screen, Remembered& memory);

}  // namespace kith::viewer::draw
