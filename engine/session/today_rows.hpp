#pragma once
// What the lists of a day read, and how they say it. Inside session only.
#include <algorithm>
#include <string>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/column/terms.hpp"
#include "engine/session/today.hpp"

namespace kith::session {

inline constexpr std::size_t most_lines_of_a_list = 200;

/// The place as a day sees it.
class DayRows {
public:
    DayRows(const privacy::View& view, std::int32_t day, std::optional<std::int32_t> since) : view_(view), day_(day), since_(since.value_or(day - 7)), columns_(columns_of(view)), role_(column("people", "role")), living_(column("people", "living")) {}

    const privacy::View& view() const { return view_; }
    std::int32_t day() const { return day_; }
    const ColumnOf& columns() const { return columns_; }
    const column::Column* column(std::string_view segment, std::string_view key) const { return columns_(segment, key); }

    static std::int32_t code(const column::Column* column, std::size_t row) { return column && column->known(row) ? column->i32()[row] : -1; }
    static std::string text(const column::Column* column, std::size_t row) { return column && column->known(row) ? std::string(column->text(row)) : std::string(); }
    static std::optional<std::int32_t> day_of(const column::Column* column, std::size_t row) { return column && column->known(row) ? std::optional(column->days()[row]) : std::nullopt; }

    std::string when(std::int32_t days) const { return column::date_words(days) + ", " + column::days_from(days, day_); }
    bool is_new(std::optional<std::int32_t> at) const { return at && *at <= day_ && *at > since_; }
    std::int32_t since() const { return since_; }
    /// A person or an asset.
    std::string node(std::int32_t node) const {
        if (node < 0) return "somewhere not named";
        const auto at = static_cast<std::size_t>(node);
        return at < view_.people() ? view_.label(base::EntityKind::person, at) : view_.label(base::EntityKind::asset, at - view_.people());
    }
    std::optional<base::EntityKey> person_key(std::int32_t row) const {
        if (row < 0 || static_cast<std::size_t>(row) >= view_.people()) return std::nullopt;
        return view_.key(base::EntityKind::person, static_cast<std::size_t>(row));
    }
    column::Living living(std::size_t person) const { return static_cast<column::Living>(std::max(0, code(living_, person))); }
    bool participant_here(std::size_t person) const {
        return code(role_, person) == static_cast<std::int32_t>(column::Role::participant) && living(person) == column::Living::living_here;
    }

private:
    const privacy::View& view_;
    std::int32_t day_, since_;
    ColumnOf columns_;
    const column::Column *role_, *living_;
};

TodayList introductions_of(const DayRows& rows);
TodayList reviews_of(const DayRows& rows);
TodayList records_of(const DayRows& rows, const std::optional<store::Purpose>& purpose);

}  // namespace kith::session
