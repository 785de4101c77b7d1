// Introductions that are on their way, what has waited longest first: whose yes is still to come, who agreed, who met three months ago.
#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/session/today_rows.hpp"

namespace kith::session {
namespace {

std::string label_of(IntroductionStep step, const std::string& person, const std::string& other) {
    switch (step) {
        case IntroductionStep::yes_person: return person + " said yes";
        case IntroductionStep::yes_other: return other + " said yes";
        case IntroductionStep::met: return "They met";
        case IntroductionStep::in_touch: return "Still in touch";
        case IntroductionStep::not_in_touch: return "Not in touch now";
        case IntroductionStep::not_now: return "Not now";
        case IntroductionStep::rest: break;
    }
    return "Let it rest";
}

constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

class Work {
public:
    explicit Work(const DayRows& rows) : rows_(rows), day_(rows.day()) {}

    TodayList list() {
        TodayList out{TodayList::Kind::introductions, "Introductions on their way", {}, "No introduction is on its way. Select two who said yes to it, and press I.", {}};
        std::vector<Open> open;
        for (const Introduction& one : introductions_in(rows_.view(), day_)) {
            if (one.done || died(one.person) || died(one.other)) continue;
            const IntroductionStage stage = one.stage();
            if (stage > IntroductionStage::met) continue;
            if (stage == IntroductionStage::met ? day_ - since(one) < quarter_days : one.resting(day_)) {
                ++(stage == IntroductionStage::met ? met_lately_ : resting_);
                continue;
            }
            open.push_back(opened(one, stage));
        }
        std::stable_sort(open.begin(), open.end(), [](const Open& a, const Open& b) { return std::tie(a.rests, a.due) < std::tie(b.rests, b.due); });
        for (Open& one : open) out.lines.push_back(std::move(one.line));
        if (met_lately_ > 0) out.further = base::counted(met_lately_, "more has", "more have") + " met; they are asked about after three months. ";
        if (resting_ > 0) out.further += base::counted(resting_, "one rests", "rest") + " for now.";
        return out;
    }

private:
    struct Open {
        bool rests = false;                        // it does not go on from here
        std::int32_t due = 0;                      // when the question that its line asks could first be asked
        TodayLine line;
    };

    bool died(std::int32_t node) const { return node >= 0 && static_cast<std::size_t>(node) < rows_.view().people() && rows_.living(static_cast<std::size_t>(node)) == column::Living::died; }
    std::int32_t since(const Introduction& one) const { return one.met.value_or(one.offered.value_or(day_)); }

    std::int32_t due(const Introduction& one, IntroductionStage stage) const {
        if (stage == IntroductionStage::met) return since(one) + quarter_days;
        const std::int32_t yes = std::max(one.yes_person.value_or(no_day), one.yes_other.value_or(no_day));
        const std::int32_t from = yes > no_day ? yes : one.offered.value_or(day_);
        return std::max(from, one.rest_until.value_or(no_day));
    }

    Open opened(const Introduction& one, IntroductionStage stage) const {
        const std::string person = one.person >= 0 ? rows_.node(one.person) : "Somebody", other = one.other >= 0 ? rows_.node(one.other) : "somebody not named";
        Open out{false, due(one, stage), {person + " and " + other, "", rows_.person_key(one.person), rows_.view().key(base::EntityKind::event, one.event)}};
        const bool named = one.person >= 0 && one.other >= 0;
        const bool may = !named || stage == IntroductionStage::met || may_be_introduced(rows_.columns(), one.person, one.other, day_);
        out.rests = !may;
        out.line.detail = stage == IntroductionStage::met ? met(one) : stage == IntroductionStage::agreed ? agreed(one) : offered(one, person, other);
        if (!may) out.line.detail = "rests: it does not go on from here";
        for (const IntroductionStep step : next_steps(one, may)) out.line.steps.push_back({step, label_of(step, person, other)});
        return out;
    }

    std::string offered(const Introduction& one, const std::string& person, const std::string& other) const {
        const std::string since = one.offered ? rows_.when(*one.offered) : std::string("no day was said");
        if (one.yes_person) return person + " said yes on " + rows_.when(*one.yes_person) + "; " + other + " is still to be asked";
        if (one.yes_other) return other + " said yes on " + rows_.when(*one.yes_other) + "; " + person + " is still to be asked";
        return "offered " + since + "; how did it go?";
    }
    std::string agreed(const Introduction& one) const {
        if (!one.yes_person || !one.yes_other) return "both agreed, " + (one.offered ? rows_.when(*one.offered) : std::string("no day was said"));
        return "both agreed by " + rows_.when(std::max(*one.yes_person, *one.yes_other)) + "; have they met?";
    }
    /// With how it went, as somebody wrote it down.
    std::string met(const Introduction& one) const {
        const bool own = !one.outcome.empty() && stage_of(one.outcome) == IntroductionStage::met && base::lower(one.outcome) != "met";
        return "met " + rows_.when(since(one)) + (own ? " (“" + one.outcome + "”)" : "") + "; are they still in touch?";
    }

    const DayRows& rows_;
    std::int32_t day_;
    std::int64_t met_lately_ = 0, resting_ = 0;
};

}  // namespace

TodayList introductions_of(const DayRows& rows) { return Work(rows).list(); }

}  // namespace kith::session
