#pragma once
// The verbs of `kith`, each a function from its options to an exit code.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace kith::cli {

class Handed;

/// Which analyses there are beside the bundled and the installed ones, and what they may see this once.
struct PluginOptions {
    std::vector<std::filesystem::path> plugins;  // folders
    std::vector<std::string> allow;              // ID:names,notes…
};

/// What a person may say with any verb that reads a place.
struct PlaceOptions : PluginOptions {
    std::filesystem::path recipe;          // or a workspace
    std::filesystem::path root;            // empty: the recipe's folder
    std::filesystem::path passphrase_file; // of a workspace; empty: asked for
    std::filesystem::path writes;          // what a workspace's log calls an export; empty: it is only read
    bool stays_open = false;               // a workspace is written to afterwards: nobody else may have it
    std::string audience = "safe";
    std::uint64_t seed = 1;
    unsigned threads = 0;                  // 0: as many as there are cores
    std::vector<std::string> set;          // ID.parameter=value
    bool quiet = false;
    bool json = false;
    std::shared_ptr<Handed> handed;        // by the window that started this: then nothing is read from `recipe`, which only names it
};

struct CheckCommand : PlaceOptions {
    std::filesystem::path matches;         // a table of pairs that may be one, to be written; what is decided there is kept
    bool csv = false;                      // the issues as a table, instead of text
};

struct RunCommand : PlaceOptions {
    std::filesystem::path out;
    bool force = false;
    bool tie_lines = false;
    bool no_cache = false;                 // neither reuse results of an earlier run nor keep this one's
    bool allow_unlocked = false;           // analyses that are not part of Kith, where the system cannot lock them up
};

/// Files of any kind, from which a recipe is proposed.
struct ImportCommand {
    std::vector<std::filesystem::path> paths;  // files and folders
    std::filesystem::path out;                 // the recipe
    std::filesystem::path update;              // a recipe: paths are newer copies of files that it reads
    bool end_people = false, dry_run = false;  // of an update
    std::string name;                          // of the place; empty: by the recipe's file name
    bool yes = false;                          // take what is proposed, ask nothing
    bool force = false;
    bool quiet = false;
    bool json = false;                         // the proposal as JSON
};

/// A picture of a place, drawn without a display.
struct SnapshotCommand : PlaceOptions {
    std::string view = "map";              // map, wall, blank, network, circle, chart
    std::filesystem::path out;             // .png, .svg or .pdf
    bool force = false;
    std::string area_layer;                // empty: the primary layer
    bool no_areas = false;                 // neither areas nor their names
    std::vector<std::string> backdrop;     // layers of the backdrop, or "none"; empty: all
    std::string colour, and_colour;        // columns of the layer; with both, a map of nine classes
    std::string scheme;                    // empty: natural breaks, or what suits the values
    int classes = 5;
    double hinge = 1.5;
    std::vector<double> breaks;
    std::string palette;                   // empty: YlGnBu, or PuOr for schemes around a middle
    bool reverse = false;
    std::string size, sheet = "A4";        // empty size: A4, a wall map A1
    int dpi = 150;
    bool black_and_white = false;
    std::string theme = "light";
    std::string title;
    std::string person;                    // circle: the id of the source
    std::string walk_from;                 // a place, a street, a corner, a square, a coordinate: what is reached on foot from there; maps
    std::string lens;                      // a lens of the recipe; empty: every tie
    bool ties = false;                     // on a map
    int grid = 8;                          // squares across a blank map, at most
    struct Marks {
        std::string colour, size, shape;   // columns of theirs; size by numbers, shape by words
    } people, assets;                      // on a map and in a network
    std::string arrangement = "free";      // of a network: free, map, community, person
    std::string community;                 // a column of people, of arrangement community
    std::string chart = "histogram";       // histogram or scatter, of `column`
    std::string column;                    // of the areas, or as an analysis works out
};

/// A place as files for other programs.
struct ExportCommand : PlaceOptions {
    std::filesystem::path out;             // a file, or a folder for csv and nodes-edges
    std::string format;                    // empty: by the file's ending
    std::string what = "all";              // people, assets, areas, ties, network, all
    std::string lens;                      // a lens of the recipe; empty: every tie
    std::string agreed;                    // only people who agreed to this scope; empty: networks are without those who took research back
    bool masked_points = false;            // homes moved, the shifts kept in the workspace
    bool no_layout = false;
    bool force = false;
};

/// What a coordinator looks at first.
struct TodayCommand : PlaceOptions {
    std::string day;                       // "2026-06-30"; empty: the day of the place, else of this machine
    std::string since;                     // new is what came after it; empty: a week before
};

/// What happened in a time: a page, paper, a table.
struct ReportCommand : PlaceOptions {
    std::filesystem::path out;             // a folder
    std::string from, to;                  // "2026-04-01", "2026-06-30"
    std::vector<std::string> instruments;  // empty: all that were asked
    std::filesystem::path ledger;          // empty: beside the recipe
    bool force = false;
};

/// A place for others to read: a page, a poster, data.
struct PublishCommand : PlaceOptions {
    std::filesystem::path out;             // a folder
    std::filesystem::path ledger;          // empty: beside the recipe
    std::string title;                     // empty: the place's name
    bool preview = false;                  // who could be recognised, and how; nothing is written
    bool force = false;
};

/// A place in one sealed file.
struct SaveCommand : PlaceOptions {
    std::filesystem::path out;             // .kith
    std::filesystem::path new_passphrase_file;  // empty: asked for, twice
    std::filesystem::path recovery;        // a sheet to print; empty: none
    std::filesystem::path purpose;         // what people are held for; empty: not said
    bool update = false;                   // into the workspace that is there: nobody who was erased comes back
    bool force = false;
};
struct PassphraseCommand {
    std::filesystem::path workspace, passphrase_file, new_passphrase_file, recovery;
    std::filesystem::path second_holder;   // their passphrase is its first line; empty: nobody
    bool keep = false;                     // the passphrase stays: a sheet is made, or somebody else's is added
    bool quiet = false;
};

int check(const CheckCommand& options);
int save(const SaveCommand& command);
int passphrase(const PassphraseCommand& command);
int export_place(const ExportCommand& command);
int publish(const PublishCommand& command);
int report_figures(const ReportCommand& command);
int import(const ImportCommand& command);
int import_update(const ImportCommand& command);
int snapshot(const SnapshotCommand& command);
int today(const TodayCommand& command);
int run(const RunCommand& command);
int plugins(const PluginOptions& options, bool json);
/// `kith plugins allow` and `withdraw`: `what` are words such as "names"; nothing to withdraw means everything.
struct GrantCommand : PluginOptions {
    std::string id;
    std::vector<std::string> what;
    bool folder = false;                         // remember the folder and not the library
};
int allow(const GrantCommand& command);
int withdraw(const GrantCommand& command);
/// The sample patch, for the team.
int demo(RunCommand command);
/// Becomes the window (`kith-viewer`, beside this program); an empty recipe opens its start screen.
/// A window on a recipe or workspace (empty: it asks).
struct ViewCommand {
    std::filesystem::path recipe, root, passphrase_file;
};
int view(const ViewCommand& command);
int version(bool json);

/// Reads the arguments and calls a verb. `--help` on every verb has an example.
int main(int argc, char** argv);

}  // namespace kith::cli
