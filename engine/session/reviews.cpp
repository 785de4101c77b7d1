#include "engine/session/reviews.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "engine/column/date_words.hpp"
#include "engine/store/governance.hpp"

namespace kith::session {
namespace {

class Due {
public:
    Due(const place::Revision& revision, std::int32_t today) : r_(revision), today_(today) {}

    std::vector<Review> all() {
        dated("assets", "review_by", "assets.names", "what is there is to be confirmed");
        dated("people", "own_view_until", "people.names", "their own view is to be asked again");
        promises();
        ties();
        permissions();
        std::sort(found_.begin(), found_.end(), [](const Review& a, const Review& b) { return std::tie(a.day, a.kind, a.id, a.words) < std::tie(b.day, b.kind, b.id, b.words); });
        return std::move(found_);
    }

private:
    std::string id(std::string_view names, std::size_t row) const {
        const column::Column* c = r_.column(names, "id");
        return c == nullptr ? "" : std::string(c->text(row));
    }
    base::EntityKey key(std::string_view table, std::size_t row) const { return r_.key_of(table, static_cast<std::int32_t>(row)); }

    void dated(std::string_view table, std::string_view day, std::string_view names, std::string_view words) {
        const column::Column* c = r_.column(table, day);
        for (std::size_t row = 0; c != nullptr && row < c->rows(); ++row)
            if (c->known(row) && c->days()[row] <= today_) found_.push_back({c->days()[row], table, key(table, row), id(names, row), std::string(words)});
    }
    void promises() {
        const column::Column *due = r_.column("events.notes", "due"), *done = r_.column("events.notes", "done"), *who = r_.column("events", "person");
        for (std::size_t row = 0; due != nullptr && row < due->rows(); ++row) {
            if (!due->known(row) || due->days()[row] > today_ || (done != nullptr && done->known(row))) continue;
            const std::int32_t person = who->i32()[row];
            const bool named = person >= 0;
            found_.push_back({due->days()[row], "promises", named ? key("people", static_cast<std::size_t>(person)) : base::EntityKey{}, named ? id("people.names", static_cast<std::size_t>(person)) : "nobody named", "what was promised is due"});
        }
    }
    void ties() {
        const auto& ties = r_.segment("ties");
        const column::Column* last = ties == nullptr ? nullptr : ties->find("last_confirmed");
        const column::Column* until = ties == nullptr ? nullptr : ties->find("until");
        if (last == nullptr) return;
        const auto months = r_.column("tie_kinds", "review_months")->i32();
        const auto from = ties->find("from")->i32(), kind = ties->find("kind")->i32();
        for (std::size_t tie = 0; tie < last->rows(); ++tie) {
            const std::int32_t every = months[static_cast<std::size_t>(kind[tie])];
            if (!last->known(tie) || every <= 0 || (until != nullptr && until->known(tie) && until->days()[tie] <= today_)) continue;
            const std::int32_t day = months_after(last->days()[tie], every);
            const auto end = static_cast<std::size_t>(from[tie]);
            if (day <= today_) found_.push_back({day, "ties", r_.key_of_node(from[tie]), end < r_.people() ? id("people.names", end) : id("assets.names", end - r_.people()), "a tie to be confirmed (" + std::string(r_.column("tie_kinds", "label")->text(static_cast<std::size_t>(kind[tie]))) + ")"});
        }
    }
    void permissions() {
        const column::Column* given = r_.column("people.permissions", "given_on");
        for (std::size_t row = 0; given != nullptr && row < given->rows(); ++row)
            if (given->known(row) && permission_again(given->days()[row]) <= today_) found_.push_back({permission_again(given->days()[row]), "permissions", key("people", row), id("people.names", row), "a permission is a year old and to be asked again"});
    }

    const place::Revision& r_;
    std::int32_t today_;
    std::vector<Review> found_;
};

}  // namespace

std::int32_t months_after(std::int32_t day, std::int32_t months) {
    const std::chrono::year_month_day from{std::chrono::sys_days{std::chrono::days{day}}};
    auto to = from + std::chrono::months(months);
    if (!to.ok()) to = to.year() / to.month() / std::chrono::last;
    return static_cast<std::int32_t>(std::chrono::sys_days{to}.time_since_epoch().count());
}

std::vector<Review> reviews_due(const place::Revision& revision, const store::Purpose* purpose, std::int32_t day) {
    std::vector<Review> all = Due(revision, day).all();
    if (purpose == nullptr) return all;
    if (const auto on = column::days_of(purpose->review_on); on && *on <= day) all.insert(all.begin(), {*on, "purpose", {}, "", "to be looked at again"});
    return all;
}

}  // namespace kith::session
