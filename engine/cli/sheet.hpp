#pragma once
// `kith sheet`: paper to take along, to hand over or to write on.
#include <filesystem>
#include <string>

#include "engine/base/job.hpp"
#include "engine/cli/commands.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/privacy/view.hpp"

namespace CLI {
class App;
}

namespace kith::cli {

struct SheetCommand : PlaceOptions {
    std::string kind;                      // visit, path, near, directory, told, cards, spreadsheet
    std::filesystem::path out;             // .pdf or .html; a spreadsheet .xlsx or .csv
    std::string person;                    // visit, told, path; near: their door
    std::string at;                        // near: a place, a street, a corner, a square of the grid, a coordinate; path: a place or group
    std::string day;                       // visit, path, near, directory: of the sheet; told: of the meeting. Empty: the place's, else this machine's; told: the last meeting
    std::string held_by;                   // told, of a place that the window gave: the purpose's controller
    int minutes = 10;
    int most = 24;
    bool residents = false;                // cards and spreadsheet: only what residents fill in
    bool large = false, black_and_white = false, force = false;
};

/// A point in the place's CRS, and what to call it.
struct Spot {
    picture::Point at;
    std::string words;
};
/// From words as people type them: "54.2021, 0.9014" (latitude, longitude), "4012 m, 877.5 m" (east and north in the place's CRS), an asset's id or name, a street, "Mantle Lane and Wick Street", "C4".
/// `view` shows only what may be told. Errors: misuse (two streets that do not meet, several of a name), not_found.
base::Result<Spot> spot_called(const privacy::View& view, const std::string& words);

int sheet(const SheetCommand& command);

class SheetVerb {
public:
    void add_to(CLI::App& app);
    bool chosen() const;
    int run(std::shared_ptr<Handed> handed);

private:
    CLI::App* verb_ = nullptr;
    SheetCommand command_;
};

}  // namespace kith::cli
