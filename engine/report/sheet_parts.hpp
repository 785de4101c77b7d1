#pragma once
// What the makers of sheets share. Inside report only.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/privacy/view.hpp"
#include "engine/report/sheet.hpp"
#include "engine/report/streets.hpp"

namespace kith::report {

/// A column of a segment of the view, or nullptr.
const column::Column* sheet_column(const privacy::View& view, std::string_view segment, std::string_view key);
/// The words of a cell, lists with commas, dates in words; "" where it is not known.
std::string cell_on_sheet(const privacy::View& view, std::string_view segment, std::string_view key, std::size_t row);
/// "tea, chess and bowls".
std::string listed_on_sheet(const std::vector<std::string>& words);
/// "4 minutes' walk": 80 m a minute, rounded up.
std::string walk_words(std::int32_t metres);
/// Whose data stand on the sheet, a sentence each, and the place's note.
std::vector<std::string> credits_on_sheet(const privacy::View& view);
/// A slip to correct or withdraw, for the foot of a sheet about somebody's words. `to`: who keeps it, "" where nobody is named.
SheetSection slip_for(std::string heading, std::string lead, std::vector<std::string> boxes, std::string_view to);

/// What a sheet says of an asset. Reads a view that stays open longer.
class AssetsOnSheet {
public:
    explicit AssetsOnSheet(const privacy::View& view);

    bool active(std::size_t row) const;
    bool named(std::size_t row) const;
    /// What it is, when, where, cost, steps, languages, whom to ask, how to join, when confirmed: what is known as facts, the rest in one sentence.
    SheetEntry entry(std::size_t row) const;
    /// What somebody wrote down, the venue at the same spot, the nearest named street, the area; "" where none is known.
    std::string where(std::size_t row) const;
    std::string kind(std::size_t row) const;
    std::string whom_to_ask(std::size_t row) const;

private:
    bool is_venue(std::size_t row) const;
    void add_venues();
    std::optional<picture::Point> point(std::size_t row) const;
    std::string confirmed(std::size_t row) const;

    const privacy::View& view_;
    Streets streets_;
    const column::Column *form_, *status_, *point_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> venues_;  // by metre
};

}  // namespace kith::report
