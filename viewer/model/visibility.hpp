#pragma once
// What is not shown, and why: filters, lens, audience. Every row is counted once, so that all counts reconcile.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/session/run_result.hpp"
#include "engine/session/session.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/intent.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

/// One thing that hides something.
struct Hiding {
    std::string text;                            // "age band is 75-84 or 85+", "ties outside the lens unpaid"
    std::int64_t hidden = 0;                     // rows that this hides first
    int filter = -1;                             // of ViewOptions::filters, where it is one
};

/// For each row of the view 0 when it is shown, else 1 + the index into `reasons` of the first that hides it.
struct Visibility {
    std::vector<std::uint8_t> people, assets, ties;
    std::vector<std::uint8_t> areas;             // of the layer that the map colours
    std::vector<Hiding> reasons_people, reasons_assets, reasons_ties, reasons_areas;
    /// 1 shown, 0 hidden: as picture::Shown wants it. Empty: all are shown.
    std::vector<std::uint8_t> shown_people, shown_assets, shown_areas;
};
/// Why ties with little to cheer about are on no map (a Hiding's text).
inline constexpr const char* ties_of_own_card = "ties that only the person's own card says";
struct Model;
/// The rows that a filter keeps, a byte each; empty when there is no such column now. `what` says the filter in words that may be shown:
/// it keeps the same rows whether names are shown or not.
std::vector<std::uint8_t> kept_by(const Model& model, const Filter& filter, std::string& what);
/// Whose column it is: people, assets, or areas of a layer.
std::optional<Subject> subject_of(const privacy::View& view, std::string_view column);
/// O(rows x filters + ties).
Visibility visibility_of(const Model& model);

/// A chip over the panes: what hides something, how many, and the intent that takes it away.
struct Chip {
    std::string text;                            // "unpaid ties · hides 212 ties"
    std::int64_t hidden = 0;
    Intent clear;                                // ShowDialog: nothing takes it away, only words on why
};

/// A tray beside a pane: who is there but cannot be drawn where the others are.
struct Tray {
    std::string text;                            // "5 people without a place"
    std::vector<std::int32_t> rows;
};
struct Trays {
    Tray people_without_place, assets_without_place;
    Tray isolates;                               // asked about ties, and none to anybody shown
    Tray not_asked;                              // with a tie that others told us of, or none: never drawn as isolates
};

/// read = shown + the sum of hidden_by, of each kind.
struct Account {
    struct Line {
        std::string what;                        // "people", "assets", "ties", "areas"
        std::int64_t read = 0, shown = 0;
        std::vector<Hiding> hidden_by;           // audience and masking first, then lens and filters
        bool reconciles() const;
    };
    std::vector<Line> lines;                     // what lens and filters leave of it: in lists
    std::vector<Line> map;                       // what of it is a mark or an area there
};

std::vector<Chip> chips_of(const Model& model);
/// People shown are too many to be laid out at once, and no neighbourhood and nobody was chosen yet.
bool waits_for_a_choice(const Model& model);
Trays trays_of(const Model& model);
Account account_of(const Model& model);
/// People or assets that the map draws unless they are switched off: those that nothing hides, who live here and have a place.
std::int64_t marks_of(const Model& model, base::EntityKind kind);
/// What of all people and assets a part of the network holds.
struct Subgraph;
inline constexpr const char* not_in_part = "not in the part that is shown";
std::vector<Account::Line> network_account(const Model& model, const Subgraph& part);

}  // namespace kith::viewer::model
