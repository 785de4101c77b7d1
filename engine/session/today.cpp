#include "engine/session/today.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/column/terms.hpp"

namespace kith::session {
namespace {

using Kind = TodayList::Kind;

constexpr std::int32_t week = 7, quarter = 91;
constexpr double usual_weeks = 8;
constexpr std::size_t reviews_shown = 12, lines_shown = 200;

const column::Column* column_of(const privacy::View& view, std::string_view segment, std::string_view column) {
    const auto found = view.segment(segment);
    return found ? found->find(column) : nullptr;
}
std::int32_t code(const column::Column* column, std::size_t row) { return column && column->known(row) ? column->i32()[row] : -1; }
std::string text(const column::Column* column, std::size_t row) { return column && column->known(row) ? std::string(column->text(row)) : std::string(); }
std::optional<std::int32_t> day_of(const column::Column* column, std::size_t row) {
    return column && column->known(row) ? std::optional(column->days()[row]) : std::nullopt;
}
std::string when(std::int32_t days, std::int32_t today) { return column::date_words(days) + ", " + column::days_from(days, today); }

class Lists {
public:
    Lists(const privacy::View& view, std::int32_t day) : view_(view), day_(day) {
        for (const auto& [into, name] : {std::pair{&kind_, "kind"}, {&date_, "date"}, {&person_, "person"}, {&other_, "other"}}) *into = column_of(view, "events", name);
        for (const auto& [into, name] : {std::pair{&role_, "role"}, {&living_, "living"}, {&own_view_, "own_view"}, {&own_view_until_, "own_view_until"}}) *into = column_of(view, "people", name);
        for (const auto& [into, name] : {std::pair{&next_, "next"}, {&due_, "due"}, {&done_, "done"}, {&outcome_, "outcome"}}) *into = column_of(view, "events.notes", name);
        events_ = kind_ ? kind_->rows() : 0;
    }

    TodayList fresh() const {
        TodayList out{Kind::fresh, "New since last week", {}, "Nothing new is written down since last week.", {}};
        gifts(out);
        for (std::size_t row = 0; row < events_; ++row)
            if (is(row, column::EventKind::group_started) && in_last_week(date(row)))
                out.lines.push_back({"Started: " + node(other_->i32()[row]) + with(row), when(*date(row), day_), about(row), key(row)});
        ties(out);
        return out;
    }

    TodayList promises() const {
        TodayList out{Kind::promises, "Promised", {}, "Nothing that was promised is open.", {}};
        std::vector<std::pair<std::int64_t, std::size_t>> open;
        std::int64_t later = 0;
        for (std::size_t row = 0; row < events_; ++row) {
            if (text(next_, row).empty() || ended(done_, row) || after_today(row) || gone(row)) continue;
            const auto due = day_of(due_, row);
            if (due && *due > day_ + week) ++later;
            else open.emplace_back(due ? std::int64_t{*due} : std::int64_t{day_} + week + 1, row);
        }
        std::stable_sort(open.begin(), open.end());
        for (const auto& [_, row] : open) {
            const auto due = day_of(due_, row);
            const std::string words = !due ? "no day was said" : (*due < day_ ? "was due " : "due ") + when(*due, day_);
            out.lines.push_back({text(next_, row) + with(row), words, about(row), key(row)});
        }
        if (later > 0) out.further = base::counted(later, "more is", "more are") + " due later.";
        return out;
    }

    TodayList introductions() const {
        TodayList out{Kind::introductions, "Introductions on their way", {}, "No introduction is on its way.", {}};
        for (std::size_t row = 0; row < events_; ++row) {
            if (!is(row, column::EventKind::introduction) || after_today(row) || ended(done_, row) || gone(row)) continue;
            const auto began = date(row);
            const std::string of = (person_->i32()[row] >= 0 ? name(row) : std::string("Somebody")) + " and " + (other_ && other_->i32()[row] >= 0 ? node(other_->i32()[row]) : std::string("somebody not named"));
            const std::string since = began ? when(*began, day_) : std::string("no day was said");
            switch (stage_of(text(outcome_, row))) {
                case IntroductionStage::offered: out.lines.push_back({of, "offered " + since + "; how did it go?", about(row), key(row)}); break;
                case IntroductionStage::agreed: out.lines.push_back({of, "both agreed, " + since, about(row), key(row)}); break;
                case IntroductionStage::met:
                    if (began && day_ - *began >= quarter) out.lines.push_back({of, "met " + since + own_words(row) + "; are they still in touch?", about(row), key(row)});
                    break;
                case IntroductionStage::in_touch:
                case IntroductionStage::not_this_time: break;
            }
        }
        return out;
    }

    TodayList reviews() const {
        TodayList out{Kind::reviews, "To confirm", {}, "Nothing is due to be confirmed.", {}};
        const auto* review = column_of(view_, "assets", "review_by");
        const auto* status = column_of(view_, "assets", "status");
        std::vector<std::pair<std::int32_t, std::size_t>> due;
        for (std::size_t row = 0; review && row < review->rows(); ++row)
            if (const auto by = day_of(review, row); by && *by <= day_ + week && code(status, row) != static_cast<std::int32_t>(column::AssetStatus::closed)) due.emplace_back(*by, row);
        std::stable_sort(due.begin(), due.end());
        for (std::size_t i = 0; i < due.size() && i < reviews_shown; ++i) {
            const auto [by, row] = due[i];
            const std::string contact = text(column_of(view_, "assets.details", "contact"), row);
            out.lines.push_back({view_.label(base::EntityKind::asset, row), "to be asked again by " + when(by, day_) + (contact.empty() ? "" : "; " + contact), view_.key(base::EntityKind::asset, row), {}});
        }
        if (due.size() > reviews_shown) out.further = base::counted(static_cast<std::int64_t>(due.size() - reviews_shown), "more is", "more are") + " due to be confirmed.";
        return out;
    }

    TodayList to_speak() const {
        TodayList out{Kind::to_speak, "Not spoken with for a while", {}, "Everybody has been spoken with as often as they want.", {}};
        if (events_ == 0) {
            out.empty = "No conversation is written down yet, so nobody's is missed.";
            return out;
        }
        std::vector<std::optional<std::int32_t>> last(view_.people());
        for (std::size_t row = 0; row < events_; ++row) {
            const auto at = person_->i32()[row];
            if (at < 0 || after_today(row) || !date(row)) continue;
            if (!is(row, column::EventKind::conversation) && !is(row, column::EventKind::introduction) && !is(row, column::EventKind::promise)) continue;
            auto& seen = last[static_cast<std::size_t>(at)];
            seen = std::max(seen.value_or(*date(row)), *date(row));
        }
        const auto* weeks = column_of(view_, "people.attributes", "contact_every_weeks");
        std::int64_t more = 0;
        for (std::size_t person = 0; person < last.size(); ++person) {
            if (!walked_alongside(person)) continue;
            const bool said = weeks && weeks->type() == column::Type::f64 && weeks->known(person);
            const double wanted = said ? weeks->f64()[person] : usual_weeks;
            if (last[person] && day_ - *last[person] < wanted * week) continue;
            if (out.lines.size() == lines_shown) {
                ++more;
                continue;
            }
            std::string words = last[person] ? "last spoken with on " + when(*last[person], day_) : "no conversation is written down";
            if (said) words += "; wanted every " + base::counted(static_cast<std::int64_t>(wanted), "week");
            out.lines.push_back({view_.label(base::EntityKind::person, person), std::move(words), view_.key(base::EntityKind::person, person), {}});
        }
        std::stable_sort(out.lines.begin(), out.lines.end(), [](const TodayLine& a, const TodayLine& b) { return a.text < b.text; });
        if (more > 0) out.further = base::counted(more, "more was", "more were") + " not spoken with for a while. ";
        if (!weeks && !out.lines.empty()) out.further += "Nobody's own wish is recorded (contact_every_weeks), so eight weeks are taken.";
        return out;
    }

private:
    bool is(std::size_t row, column::EventKind kind) const { return kind_->i32()[row] == static_cast<std::int32_t>(kind); }
    std::optional<std::int32_t> date(std::size_t row) const { return day_of(date_, row); }
    bool after_today(std::size_t row) const { const auto at = date(row); return at && *at > day_; }
    bool ended(const column::Column* done, std::size_t row) const { const auto at = day_of(done, row); return at && *at <= day_; }
    bool in_last_week(std::optional<std::int32_t> at) const { return at && *at <= day_ && *at > day_ - week; }
    bool gone(std::size_t row) const { return person_->i32()[row] >= 0 && living(static_cast<std::size_t>(person_->i32()[row])) == column::Living::died; }
    column::Living living(std::size_t person) const { return static_cast<column::Living>(std::max(0, code(living_, person))); }

    std::string name(std::size_t row) const { return view_.label(base::EntityKind::person, static_cast<std::size_t>(person_->i32()[row])); }
    std::string with(std::size_t row) const { return person_->i32()[row] >= 0 ? " (" + name(row) + ")" : std::string(); }
    std::optional<base::EntityKey> about(std::size_t row) const {
        if (person_->i32()[row] < 0) return std::nullopt;
        return view_.key(base::EntityKind::person, static_cast<std::size_t>(person_->i32()[row]));
    }
    /// How it went, as somebody wrote it down.
    std::string own_words(std::size_t row) const {
        const std::string words = text(outcome_, row);
        return words.empty() || base::lower(words) == "met" ? std::string() : " (“" + words + "”)";
    }
    base::EntityKey key(std::size_t row) const { return view_.key(base::EntityKind::event, row); }
    std::string node(std::int32_t node) const {
        if (node < 0) return "somewhere not named";
        const auto at = static_cast<std::size_t>(node);
        return at < view_.people() ? view_.label(base::EntityKind::person, at) : view_.label(base::EntityKind::asset, at - view_.people());
    }

    /// A participant who lives here and has not said that things are fine as they are.
    bool walked_alongside(std::size_t person) const {
        if (code(role_, person) != static_cast<std::int32_t>(column::Role::participant) || living(person) != column::Living::living_here) return false;
        if (code(own_view_, person) != static_cast<std::int32_t>(column::OwnView::happy_as_is)) return true;
        const auto until = day_of(own_view_until_, person);
        return until && *until < day_;
    }

    void gifts(TodayList& out) const {
        const auto* asked = column_of(view_, "people", "asked_on");
        for (std::size_t person = 0; asked && person < view_.people() && out.lines.size() < lines_shown; ++person) {
            if (!in_last_week(day_of(asked, person))) continue;
            std::string said;
            for (const auto& [name, word] : {std::pair{"offers", "offers "}, {"interests", "likes "}}) {
                const auto* list = column_of(view_, "people.gifts", name);
                std::string items;
                if (list && list->known(person))
                    for (const std::int32_t item : list->list(person)) items += (items.empty() ? "" : ", ") + view_.words_for("people.gifts", name, list->dictionary()[item]);
                if (!items.empty()) said += (said.empty() ? "" : "; ") + std::string(word) + items;
            }
            if (!said.empty()) out.lines.push_back({view_.label(base::EntityKind::person, person) + " " + said, "asked " + when(asked->days()[person], day_), view_.key(base::EntityKind::person, person), {}});
        }
    }

    void ties(TodayList& out) const {
        const auto* since = column_of(view_, "ties", "since");
        const auto* from = column_of(view_, "ties", "from");
        const auto* to = column_of(view_, "ties", "to");
        for (std::size_t row = 0; since && row < since->rows() && out.lines.size() < lines_shown; ++row) {
            if (!in_last_week(day_of(since, row)) || since->precisions()[row] != static_cast<std::uint8_t>(column::Precision::day)) continue;
            const std::int32_t first = from->i32()[row];
            TodayLine line{"A new tie: " + node(first) + " and " + node(to->i32()[row]), "since " + when(since->days()[row], day_), {}, {}};
            if (first >= 0 && static_cast<std::size_t>(first) < view_.people()) line.about = view_.key(base::EntityKind::person, static_cast<std::size_t>(first));
            out.lines.push_back(std::move(line));
        }
    }

    const privacy::View& view_;
    std::int32_t day_;
    std::size_t events_ = 0;
    const column::Column *role_ = nullptr, *living_ = nullptr, *own_view_ = nullptr, *own_view_until_ = nullptr;
    const column::Column *kind_ = nullptr, *date_ = nullptr, *person_ = nullptr, *other_ = nullptr, *next_ = nullptr, *due_ = nullptr, *done_ = nullptr, *outcome_ = nullptr;
};

}  // namespace

IntroductionStage stage_of(std::string_view outcome) {
    constexpr std::array<std::pair<std::string_view, IntroductionStage>, 7> words{{{"", IntroductionStage::offered}, {"offered", IntroductionStage::offered},
        {"agreed", IntroductionStage::agreed}, {"both agreed", IntroductionStage::agreed}, {"still in touch", IntroductionStage::in_touch}, {"not this time", IntroductionStage::not_this_time},
        {"not now", IntroductionStage::not_this_time}}};
    const std::string said = base::lower(base::trimmed(outcome));
    for (const auto& [word, stage] : words)
        if (said == word) return stage;
    return IntroductionStage::met;
}

base::Result<Today> today(const privacy::View& view, std::int32_t day) {
    if (view.audience() != privacy::Audience::team) return base::not_found("A day's list is about people, so it is for the team only.");
    const Lists lists(view, day);
    return Today{day, {lists.fresh(), lists.promises(), lists.introductions(), lists.reviews(), lists.to_speak()}};
}

}  // namespace kith::session
