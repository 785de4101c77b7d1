#pragma once
// What a coordinator looks at first: what is new, what was promised, which introductions are on their way, whom to ring about what is there, what is to be
// looked at again, and whom nobody has spoken with for a while. Lists, never a ranking of people.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/place/edit.hpp"
#include "engine/privacy/view.hpp"
#include "engine/session/introductions.hpp"
#include "engine/store/governance.hpp"

namespace kith::session {

/// What can be done with a line, beside opening it: an introduction's next step.
struct TodayStep {
    IntroductionStep step;
    std::string label;                         // "Ada said yes"
};
struct TodayLine {
    std::string text;                          // "Call about the lift on Thursday (Nell Finchby)"
    std::string detail;                        // "due 23 July 2025, 11 months ago"
    std::optional<base::EntityKey> about;      // whose card it opens
    std::optional<base::EntityKey> event;      // what is changed when it is done
    std::vector<TodayStep> steps = {};
};
struct TodayList {
    enum class Kind : std::uint8_t { fresh, promises, introductions, reviews, records, to_speak } kind = Kind::fresh;
    std::string heading;
    std::vector<TodayLine> lines;
    std::string empty;                         // what stands there when there are none
    std::string further;                       // what belongs here and is not shown, as a sentence; "" for nothing
};
struct Today {
    std::int32_t day = 0;                      // days since 1970-01-01
    std::vector<TodayList> lists;              // one a kind, in their order
};

/// What a day knows beside the place.
struct TodayFrom {
    std::optional<store::Purpose> purpose = {};     // of a workspace, what it is held for
    std::span<const place::Edit> edits = {};        // in force: what was changed about assets, and when
    std::optional<std::int32_t> since = {};         // new is what came after this day; nothing: a week before
};

/// As `day` sees it; what happens after it is left out. People are counted as spoken with by a conversation, an introduction or a promise;
/// how often they want it is `people.attributes/contact_every_weeks`, else eight weeks. Those who are happy as is are left in peace. What is there is asked
/// again by its own day or its kind's clock (place::review_clock), in its season.
/// Error: not_found before an audience that sees no people. O(events + edits + ties + people log people + assets log assets + open introductions x ties).
base::Result<Today> today(const privacy::View& view, std::int32_t day, const TodayFrom& from = {});

}  // namespace kith::session
