#include "engine/session/today.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/clause.hpp"
#include "engine/session/today_rows.hpp"

namespace kith::session {
namespace {

using Kind = TodayList::Kind;

constexpr std::int32_t days_a_week = 7;
constexpr double usual_weeks = 8;
constexpr std::int64_t seconds_a_day = 86'400;

class Lists {
public:
    Lists(const DayRows& rows, const TodayFrom& from) : rows_(rows), from_(from), view_(rows.view()), day_(rows.day()) {
        for (const auto& [into, name] : {std::pair{&kind_, "kind"}, {&date_, "date"}, {&person_, "person"}, {&other_, "other"}}) *into = rows.column("events", name);
        for (const auto& [into, name] : {std::pair{&next_, "next"}, {&due_, "due"}, {&done_, "done"}}) *into = rows.column("events.notes", name);
        events_ = kind_ ? kind_->rows() : 0;
    }

    TodayList fresh() const {
        const std::string since = from_.since ? column::date_words(*from_.since) : std::string("last week");
        TodayList out{Kind::fresh, "New since " + since, {}, "Nothing new is written down since " + since + ".", {}};
        gifts(out);
        for (std::size_t row = 0; row < events_; ++row)
            if (is(row, column::EventKind::group_started) && rows_.is_new(date(row)))
                out.lines.push_back({"Started: " + rows_.node(other_->i32()[row]) + with(row), rows_.when(*date(row)), about(row), key(row)});
        ties(out);
        changes(out);
        return out;
    }

    TodayList promises() const {
        TodayList out{Kind::promises, "Promised", {}, "Nothing that was promised is open.", {}};
        std::vector<std::pair<std::int64_t, TodayLine>> open;
        std::int64_t later = 0;
        const auto add = [&](std::optional<std::int32_t> due, std::string text, std::optional<base::EntityKey> of, std::optional<base::EntityKey> event) {
            if (due && *due > day_ + days_a_week) return void(++later);
            const std::string words = !due ? "no day was said" : (*due < day_ ? "was due " : "due ") + rows_.when(*due);
            open.emplace_back(due ? std::int64_t{*due} : std::int64_t{day_} + days_a_week + 1, TodayLine{std::move(text), words, of, event});
        };
        for (std::size_t row = 0; row < events_; ++row) {
            const std::string next = DayRows::text(next_, row);
            if (next.empty() || ended(row) || after_today(row) || gone(row)) continue;
            add(DayRows::day_of(due_, row), base::clause(next) + with(row), about(row), key(row));
        }
        steps_of_paths(add);
        std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [_, line] : open) out.lines.push_back(std::move(line));
        if (later > 0) out.further = base::counted(later, "more is", "more are") + " due later.";
        return out;
    }

    TodayList to_speak() const {
        TodayList out{Kind::to_speak, "Not spoken with for a while", {}, "Everybody has been spoken with as often as they want.", {}};
        if (events_ == 0) {
            out.empty = "No conversation is written down yet, so nobody's is missed.";
            return out;
        }
        const auto last = last_spoken();
        const auto* weeks = rows_.column("people.attributes", "contact_every_weeks");
        std::int64_t more = 0;
        for (std::size_t person = 0; person < last.size(); ++person) {
            if (!walked_alongside(person)) continue;
            const bool said = weeks && weeks->type() == column::Type::f64 && weeks->known(person);
            const double wanted = said ? weeks->f64()[person] : usual_weeks;
            if (last[person] && day_ - *last[person] < wanted * days_a_week) continue;
            if (out.lines.size() == most_lines_of_a_list) {
                ++more;
                continue;
            }
            std::string words = last[person] ? "last spoken with on " + rows_.when(*last[person]) : "no conversation is written down";
            if (said) words += "; wanted every " + (wanted == 1 ? "week" : base::counted(static_cast<std::int64_t>(wanted), "week"));
            out.lines.push_back({view_.label(base::EntityKind::person, person), std::move(words), view_.key(base::EntityKind::person, person), {}});
        }
        std::stable_sort(out.lines.begin(), out.lines.end(), [](const TodayLine& a, const TodayLine& b) { return a.text < b.text; });
        if (more > 0) out.further = base::counted(more, "more was", "more were") + " not spoken with for a while. ";
        if (!weeks && !out.lines.empty()) out.further += "Nobody's own wish is recorded (it stands on a person's card), so eight weeks are taken.";
        return out;
    }

private:
    bool is(std::size_t row, column::EventKind kind) const { return kind_->i32()[row] == static_cast<std::int32_t>(kind); }
    std::optional<std::int32_t> date(std::size_t row) const { return DayRows::day_of(date_, row); }
    bool after_today(std::size_t row) const { const auto at = date(row); return at && *at > day_; }
    bool ended(std::size_t row) const { const auto at = DayRows::day_of(done_, row); return at && *at <= day_; }
    bool gone(std::size_t row) const { return person_->i32()[row] >= 0 && rows_.living(static_cast<std::size_t>(person_->i32()[row])) == column::Living::died; }

    std::string name(std::size_t row) const { return view_.label(base::EntityKind::person, static_cast<std::size_t>(person_->i32()[row])); }
    std::string with(std::size_t row) const { return person_->i32()[row] >= 0 ? " (" + name(row) + ")" : std::string(); }
    std::optional<base::EntityKey> about(std::size_t row) const { return rows_.person_key(person_->i32()[row]); }
    base::EntityKey key(std::size_t row) const { return view_.key(base::EntityKind::event, row); }

    std::vector<std::optional<std::int32_t>> last_spoken() const {
        std::vector<std::optional<std::int32_t>> last(view_.people());
        for (std::size_t row = 0; row < events_; ++row) {
            const auto at = person_->i32()[row];
            if (at < 0 || after_today(row) || !date(row)) continue;
            if (!is(row, column::EventKind::conversation) && !is(row, column::EventKind::introduction) && !is(row, column::EventKind::promise)) continue;
            auto& seen = last[static_cast<std::size_t>(at)];
            seen = std::max(seen.value_or(*date(row)), *date(row));
        }
        return last;
    }

    /// A participant who lives here and has not said that things are fine as they are.
    bool walked_alongside(std::size_t person) const {
        if (!rows_.participant_here(person)) return false;
        if (DayRows::code(rows_.column("people", "own_view"), person) != static_cast<std::int32_t>(column::OwnView::happy_as_is)) return true;
        const auto until = DayRows::day_of(rows_.column("people", "own_view_until"), person);
        return until && *until < day_;
    }

    /// The next step of somebody's path, or of a place's, when it has a day.
    template <class Add>
    void steps_of_paths(const Add& add) const {
        for (const auto kind : {base::EntityKind::person, base::EntityKind::asset}) {
            const bool person = kind == base::EntityKind::person;
            const auto *step = rows_.column(person ? "people.path" : "assets.path", "next_step"), *due = rows_.column(person ? "people.path" : "assets.path", "by_when");
            const auto* whom = rows_.column(person ? "people.path" : "assets.path", "by_whom");
            for (std::size_t row = 0; step && due && row < step->rows(); ++row) {
                if (!step->known(row) || !due->known(row) || (person && !rows_.participant_here(row))) continue;
                const std::string by = DayRows::text(whom, row);
                add(due->days()[row], base::clause(step->text(row)) + (by.empty() ? "" : ", " + by) + " (the path of " + view_.label(kind, row) + ")", view_.key(kind, row), std::nullopt);
            }
        }
    }

    void gifts(TodayList& out) const {
        const auto* asked = rows_.column("people", "asked_on");
        for (std::size_t person = 0; asked && person < view_.people() && out.lines.size() < most_lines_of_a_list; ++person) {
            if (!rows_.is_new(DayRows::day_of(asked, person))) continue;
            std::string said;
            for (const auto& [name, word] : {std::pair{"offers", "offers "}, {"interests", "likes "}}) {
                const auto* list = rows_.column("people.gifts", name);
                std::string items;
                if (list && list->known(person))
                    for (const std::int32_t item : list->list(person)) items += (items.empty() ? "" : ", ") + view_.words_for("people.gifts", name, list->dictionary()[item]);
                if (!items.empty()) said += (said.empty() ? "" : "; ") + std::string(word) + items;
            }
            if (!said.empty()) out.lines.push_back({view_.label(base::EntityKind::person, person) + " " + said, "asked " + rows_.when(asked->days()[person]), view_.key(base::EntityKind::person, person), {}});
        }
    }

    void ties(TodayList& out) const {
        const auto* since = rows_.column("ties", "since");
        const auto *from = rows_.column("ties", "from"), *to = rows_.column("ties", "to");
        for (std::size_t row = 0; since && row < since->rows() && out.lines.size() < most_lines_of_a_list; ++row) {
            if (!rows_.is_new(DayRows::day_of(since, row)) || since->precisions()[row] != static_cast<std::uint8_t>(column::Precision::day)) continue;
            const std::int32_t first = from->i32()[row];
            out.lines.push_back({"A new tie: " + rows_.node(first) + " and " + rows_.node(to->i32()[row]), "since " + rows_.when(since->days()[row]), rows_.person_key(first), {}});
        }
    }

    /// Of what is there, as it was edited: what is said of it now, and not what it was.
    void changes(TodayList& out) const {
        std::map<base::EntityKey, std::pair<std::int32_t, std::set<std::string>>> changed;
        for (const place::Edit& edit : from_.edits) {
            const auto at = static_cast<std::int32_t>(edit.when / seconds_a_day);
            if (edit.subject.kind != base::EntityKind::asset || edit.operation == place::Operation::remove || at <= rows_.since()) continue;
            auto& [last, what] = changed[edit.subject];
            last = std::max(last, at);
            what.insert(edit.operation == place::Operation::add ? std::string("new here") : changed_words(edit.field));
        }
        for (std::size_t row = 0; !changed.empty() && row < view_.assets() && out.lines.size() < most_lines_of_a_list; ++row) {
            const auto at = changed.find(view_.key(base::EntityKind::asset, row));
            if (at == changed.end()) continue;
            std::string words;
            for (const std::string& one : at->second.second) words += (words.empty() ? "" : ", ") + one;
            out.lines.push_back({view_.label(base::EntityKind::asset, row) + ": " + words, "changed " + column::date_words(at->second.first), at->first, {}});
        }
    }
    /// "assets/confirmed_on" -> "confirmed".
    static std::string changed_words(std::string_view field) {
        std::string words(field.substr(std::min(field.size(), field.find('/') + 1)));
        if (words.starts_with("confirmed") || words == "review_by") return "confirmed";
        if (words == "point") return "moved on the map";
        std::replace(words.begin(), words.end(), '_', ' ');
        return words;
    }

    const DayRows& rows_;
    const TodayFrom& from_;
    const privacy::View& view_;
    std::int32_t day_;
    std::size_t events_ = 0;
    const column::Column *kind_ = nullptr, *date_ = nullptr, *person_ = nullptr, *other_ = nullptr, *next_ = nullptr, *due_ = nullptr, *done_ = nullptr;
};

}  // namespace

base::Result<Today> today(const privacy::View& view, std::int32_t day, const TodayFrom& from) {
    if (view.audience() != privacy::Audience::team) return base::not_found("A day's list is about people, so it is for the team only.");
    const DayRows rows(view, day, from.since);
    const Lists lists(rows, from);
    return Today{day, {lists.fresh(), lists.promises(), introductions_of(rows), reviews_of(rows), records_of(rows, from.purpose), lists.to_speak()}};
}

}  // namespace kith::session
