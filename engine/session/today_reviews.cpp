// For the coordinator's week, a week ahead and by name: what is there and wants asking again, by its own day or its kind's clock and season; and what is held about people
// that is to be looked at again. What is due of all that is held, whoever sees it: reviews.hpp.
#include <chrono>

#include "engine/place/registry.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/reviews.hpp"
#include "engine/session/today_rows.hpp"

namespace kith::session {
namespace {

constexpr std::size_t reviews_shown = 12;
constexpr std::int32_t days_ahead = 7;

using Due = std::pair<std::int32_t, TodayLine>;

std::vector<TodayLine> oldest_first(std::vector<Due> due) {
    std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.first < b.first; });
    std::vector<TodayLine> lines;
    for (auto& [_, line] : due) lines.push_back(std::move(line));
    return lines;
}

unsigned month_of(std::int32_t day) { return static_cast<unsigned>(std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day}}}.month()); }

/// A day when an asset is to be asked again, and why.
struct AskAgain {
    std::int32_t by = 0;
    std::string words;
};

class Reviews {
public:
    explicit Reviews(const DayRows& rows)
        : rows_(rows), by_(rows.column("assets", "review_by")), on_(rows.column("assets", "confirmed_on")), status_(rows.column("assets", "status")), kind_(rows.column("assets", "subtype")),
          form_(rows.column("assets", "form")), contact_(rows.column("assets.details", "contact")), who_(rows.column("assets", "confirmed_by")) {}

    TodayList list() {
        TodayList out{TodayList::Kind::reviews, "To confirm: whom to ring this week", {}, "Nothing is due to be confirmed.", {}};
        std::vector<Due> due;
        std::int64_t waits = 0, never = 0;
        for (std::size_t row = 0; row < rows_.view().assets(); ++row) {
            if (DayRows::code(status_, row) == static_cast<std::int32_t>(column::AssetStatus::closed)) continue;
            const auto review = of(row, waits, never);
            if (!review || review->by > rows_.day() + days_ahead) continue;
            const std::string contact = DayRows::text(contact_, row);
            due.emplace_back(review->by, TodayLine{rows_.view().label(base::EntityKind::asset, row) + potential(row), review->words + (contact.empty() ? "" : "; " + contact), rows_.view().key(base::EntityKind::asset, row), {}});
        }
        const auto more = static_cast<std::int64_t>(due.size()) - static_cast<std::int64_t>(reviews_shown);
        out.lines = oldest_first(std::move(due));
        if (more > 0) out.lines.resize(reviews_shown);
        if (more > 0) out.further = base::counted(more, "more is", "more are") + " due to be confirmed. ";
        if (waits > 0) out.further += base::counted(waits, "one waits", "wait") + " for the season in which such places are best asked. ";
        if (never > 0) out.further += base::counted(never, "is", "are") + " from lists, and nobody has confirmed when.";
        return out;
    }

private:
    std::string potential(std::size_t row) const { return DayRows::code(status_, row) == static_cast<std::int32_t>(column::AssetStatus::potential) ? " (a possibility so far)" : ""; }

    /// Its own day first; else the clock of its kind from when it was confirmed, in its season. Of what nobody ever dated there is only a number.
    std::optional<AskAgain> of(std::size_t row, std::int64_t& waits, std::int64_t& never) const {
        if (const auto by = DayRows::day_of(by_, row)) return AskAgain{*by, "to be asked again by " + rows_.when(*by)};
        const auto on = DayRows::day_of(on_, row);
        if (!on) {
            ++never;
            return std::nullopt;
        }
        const auto form = static_cast<column::Form>(std::max(0, DayRows::code(form_, row)));
        const place::ReviewClock clock = place::review_clock(DayRows::text(kind_, row), form);
        const std::int32_t by = months_after(*on, clock.months);
        if (by > rows_.day() + days_ahead) return std::nullopt;
        // Twice as long is long enough to wait for a season.
        if (!clock.in_season(month_of(rows_.day())) && months_after(*on, 2 * clock.months) > rows_.day()) {
            ++waits;
            return std::nullopt;
        }
        return AskAgain{by, "last confirmed " + rows_.when(*on) + by_whom(row)};
    }
    std::string by_whom(std::size_t row) const {
        const std::int32_t who = DayRows::code(who_, row);
        if (who < 0) return {};
        return who == static_cast<std::int32_t>(column::ConfirmedBy::import) ? ", from a list" : " by a " + std::string(column::confirmed_by_words[static_cast<std::size_t>(who)]);
    }

    const DayRows& rows_;
    const column::Column *by_, *on_, *status_, *kind_, *form_, *contact_, *who_;
};

}  // namespace

TodayList reviews_of(const DayRows& rows) { return Reviews(rows).list(); }

TodayList records_of(const DayRows& rows, const std::optional<store::Purpose>& purpose) {
    TodayList out{TodayList::Kind::records, "To look at again", {}, "Nothing that is held about people is due to be looked at again.", {}};
    std::vector<Due> due;
    const auto add = [&](std::int32_t by, std::string text, std::string words, std::optional<base::EntityKey> about) {
        if (by <= rows.day() + days_ahead) due.emplace_back(by, TodayLine{std::move(text), std::move(words) + rows.when(by), about, {}});
    };
    if (purpose) {
        const auto read = value_from_text("day", column::Type::date, purpose->review_on);
        const auto* day = read ? std::get_if<Date>(&*read) : nullptr;
        if (day) add(day->days, "What this workspace is for: " + purpose->what, "to be looked at again by ", std::nullopt);
    }
    const auto *until = rows.column("people", "own_view_until"), *given = rows.column("people.permissions", "given_on"), *notice = rows.column("people.permissions", "notice");
    std::int64_t older = 0;
    for (std::size_t row = 0; row < rows.view().people(); ++row) {
        if (!rows.participant_here(row)) continue;
        const std::string name = rows.view().label(base::EntityKind::person, row);
        const auto key = rows.view().key(base::EntityKind::person, row);
        if (const auto day = DayRows::day_of(until, row)) add(*day, name + ": ask how they see it now", "was happy as is until ", key);
        if (const auto day = DayRows::day_of(given, row)) add(permission_again(*day), name + ": ask again what may be held and done", "their answer is a year old since ", key);
        if (purpose && notice && notice->known(row) && !purpose->notice.empty() && notice->text(row) != purpose->notice) ++older;
    }
    const auto more = static_cast<std::int64_t>(due.size()) - static_cast<std::int64_t>(reviews_shown);
    out.lines = oldest_first(std::move(due));
    if (more > 0) out.lines.resize(reviews_shown);
    if (more > 0) out.further = base::counted(more, "more is", "more are") + " due to be looked at again. ";
    if (older > 0) out.further += base::counted(older, "person was", "people were") + " given an earlier notice than " + purpose->notice + ".";
    return out;
}

}  // namespace kith::session
