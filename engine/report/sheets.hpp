#pragma once
// What stands on each kind of sheet. Near and directory are public: they take a view for anybody and hold nobody; visit and path are the team's.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/privacy/about.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/sheet.hpp"

namespace kith::report {

struct NearChoices {
    picture::Point at;              // in the place's CRS
    std::string words;              // where that is: "Mantle Lane and Wick Street", "your door"; names nobody
    int minutes = 10;               // 1 to 60, at 80 m a minute
    std::size_t most = 24;          // how many are told; how many more there are is said
    std::int32_t day = 0;           // of the sheet, days since 1970-01-01
};
/// What can be gone to on foot, nearest first: along the walking network where the place has one, else straight x 1.3, and the sheet says which.
/// Error: misuse for another audience than anybody or a partner. O(ways within reach + assets).
base::Result<Sheet> near_sheet(const privacy::View& view, const NearChoices& choices);

/// Groups and activities by what they are: when, where, whom to ask, how to join, when confirmed. Error: as near_sheet. O(assets log assets).
base::Result<Sheet> directory_sheet(const privacy::View& view, std::int32_t day);

/// For whoever visits one person: what was said and promised, strengths, who and what is near; no answers to instruments, no figures of areas, and of
/// ties only what the view tells. `person`: row. Errors: misuse for another audience than the team, not_found for somebody who was only named by
/// others. O(events + ties + assets).
base::Result<Sheet> visit_sheet(const privacy::View& view, std::size_t person, std::int32_t day);

/// A PATH, to be filled in at the table or gone through again: in the order of the plan what is written down, and lines to write on under each question that
/// is open. `kind`: person or asset. Errors: misuse for another audience than the team, not_found for somebody who was only named by others.
base::Result<Sheet> path_sheet(const privacy::View& view, base::EntityKind kind, std::size_t row, std::int32_t day);
/// The same with nothing written down, of nobody yet. `place`: its name, or "".
Sheet empty_path_sheet(std::string_view place);

/// To be given to the person: what they said, in their words, and a slip to correct or withdraw. `to`: who keeps it, or "".
Sheet told_sheet(const privacy::Told& told, std::string_view place, std::string_view to);

/// Empty cards to be written on by hand, with the fields of data/schemas/capture_fields.csv. `place`: its name, or "".
/// `residents`: only what residents fill in themselves: what is here, and their own gifts.
Sheet cards_sheet(std::string_view place, bool residents);

}  // namespace kith::report
