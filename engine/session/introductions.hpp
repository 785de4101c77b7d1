#pragma once
// Introductions as work: offered, each side's yes, met, still in touch after three months, or left to rest; and who may be introduced at all (design rule 8).
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/privacy/view.hpp"
#include "engine/session/change.hpp"

namespace kith::session {

/// Between "met" and "are they still in touch?", and how long "not now" is: days.
inline constexpr std::int32_t quarter_days = 91;

enum class IntroductionStage : std::uint8_t { offered, agreed, met, in_touch, not_this_time };
/// How an introduction of a file stands, from the outcome written at it: nothing or "offered"; "both agreed"; "met", or how it went in somebody's own
/// words; "still in touch"; "not this time".
IntroductionStage stage_of(std::string_view outcome);
/// What `outcome` says of a stage that was reached by a step.
std::string_view outcome_of(IntroductionStage stage);

/// One as a day sees it; days since 1970-01-01, nothing where nobody wrote it down, or it is of a later day.
struct Introduction {
    std::size_t event = 0;                        // row of `events`
    std::int32_t person = -1, other = -1;         // nodes; -1: not named
    std::optional<std::int32_t> offered, yes_person, yes_other, met, in_touch, rest_until, done;
    bool dated = false;                           // some step has a day, be it a later one: then its word says nothing
    std::string outcome;                          // in a word, or in somebody's own
    IntroductionStage stage() const;
    bool resting(std::int32_t day) const { return rest_until && *rest_until > day; }
};
/// Those that were offered by `day`, in the order of the events. O(events).
std::vector<Introduction> introductions_in(const privacy::View& view, std::int32_t day);

/// A column of a place, or nullptr: of a view, or of a revision.
using ColumnOf = std::function<const column::Column*(std::string_view segment, std::string_view column)>;
ColumnOf columns_of(const privacy::View& view);
/// May these two (nodes) be introduced on `day`? Both living here, participants and willing, neither happy as they are; no pair that is to be left apart, no
/// difficult tie between them. A group or place: one that is not closed and not kept private. O(ties + pairs).
bool may_be_introduced(const ColumnOf& columns, std::int32_t one, std::int32_t other, std::int32_t day);

/// What can be done next with it, in the order of its buttons. "Met" only after both said yes.
std::vector<IntroductionStep> next_steps(const Introduction& introduction, bool may_go_on);

}  // namespace kith::session
