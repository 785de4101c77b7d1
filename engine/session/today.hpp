#pragma once
// What a coordinator looks at first: what is new, what was promised, which introductions are on their way, what wants confirming, and whom
// nobody has spoken with for a while. Lists, never a ranking of people.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/privacy/view.hpp"

namespace kith::session {

struct TodayLine {
    std::string text;                          // "Call about the lift on Thursday (Nell Finchby)"
    std::string detail;                        // "due 23 July 2025, 11 months ago"
    std::optional<base::EntityKey> about;      // whose card it opens
    std::optional<base::EntityKey> event;      // what is changed when it is done
};
struct TodayList {
    enum class Kind : std::uint8_t { fresh, promises, introductions, reviews, to_speak } kind = Kind::fresh;
    std::string heading;
    std::vector<TodayLine> lines;
    std::string empty;                         // what stands there when there are none
    std::string further;                       // what belongs here and is not shown, as a sentence; "" for nothing
};
struct Today {
    std::int32_t day = 0;                      // days since 1970-01-01
    std::vector<TodayList> lists;              // one a kind, in their order
};

/// How an introduction stands, from the outcome written at it: nothing or "offered"; "both agreed"; "met", or how it went in somebody's own
/// words; "still in touch"; "not this time".
enum class IntroductionStage : std::uint8_t { offered, agreed, met, in_touch, not_this_time };
IntroductionStage stage_of(std::string_view outcome);

/// As `day` sees it; what happens after it is left out. People are counted as spoken with by a conversation, an introduction or a promise;
/// how often they want it is the kept column `contact_every_weeks`, else eight weeks. Those who are happy as is are left in peace.
/// Error: not_found before an audience that sees no people. O(events + ties + people log people + assets).
base::Result<Today> today(const privacy::View& view, std::int32_t day);

}  // namespace kith::session
