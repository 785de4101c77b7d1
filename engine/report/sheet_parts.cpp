#include "engine/report/sheet_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/picture/text.hpp"
#include "engine/privacy/on_foot.hpp"
#include "engine/report/html.hpp"
#include "engine/report/publication.hpp"

namespace kith::report {
namespace {

constexpr base::Metres by_a_street{60};

/// Without underscores; what holds a digit or a capital is as somebody wrote it.
std::string without_underscores(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

}  // namespace

const column::Column* sheet_column(const privacy::View& view, std::string_view segment, std::string_view key) {
    const auto found = view.segment(segment);
    return found ? found->find(key) : nullptr;
}

std::string listed_on_sheet(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

std::string cell_on_sheet(const privacy::View& view, std::string_view segment, std::string_view key, std::size_t row) {
    const column::Column* column = sheet_column(view, segment, key);
    if (column == nullptr || row >= column->rows() || !column->known(row)) return {};
    switch (column->type()) {
        case column::Type::text: return segment == "assets" ? view.words_for(segment, key, column->text(row)) : std::string(column->text(row));
        case column::Type::text_list: {
            std::vector<std::string> words;
            for (const std::int32_t code : column->list(row)) words.push_back(without_underscores(column->dictionary()[code]));
            return listed_on_sheet(words);
        }
        case column::Type::date: return column::date_words(column->days()[row], static_cast<column::Precision>(column->precisions()[row]));
        case column::Type::boolean: return column->booleans()[row] ? "yes" : "no";
        case column::Type::f64: return picture::number_text(column->f64()[row]);
        case column::Type::i32: return picture::number_text(column->i32()[row], 0);
        default: return {};
    }
}

std::string walk_words(std::int32_t metres) {
    const auto minutes = static_cast<std::int64_t>(std::ceil(metres / privacy::metres_a_minute));
    return minutes == 1 ? "1 minute's walk" : std::to_string(minutes) + " minutes' walk";
}

std::vector<std::string> credits_on_sheet(const privacy::View& view) {
    auto lines = licences_of(view).lines;
    std::erase_if(lines, [](const std::string& line) { return line.starts_with("Areas \""); });  // no figure of an area stands on a sheet
    if (!view.note().empty()) lines.push_back(view.note());
    return lines;
}

SheetSection slip_for(std::string heading, std::string lead, std::vector<std::string> boxes, std::string_view to) {
    SheetSection slip;
    slip.heading = std::move(heading);
    slip.lead = std::move(lead);
    slip.cut_off = true;
    slip.fields = {{"What should be different", "", std::move(boxes), 2}, {"Your name, and how to reach you", "", {}, 1}};
    slip.fields.push_back({"Give it back to " + (to.empty() ? std::string("whoever gave you this sheet") : std::string(to)) + ".", "", {}, 0});
    return slip;
}

AssetsOnSheet::AssetsOnSheet(const privacy::View& view)
    : view_(view), streets_(view), form_(sheet_column(view, "assets", "form")), status_(sheet_column(view, "assets", "status")), point_(sheet_column(view, "assets.positions", "point")) {
    add_venues();
}

bool AssetsOnSheet::is_venue(std::size_t row) const { return form_ != nullptr && form_->i32()[row] == static_cast<std::int32_t>(column::Form::place); }

std::optional<picture::Point> AssetsOnSheet::point(std::size_t row) const {
    if (point_ == nullptr || !point_->known(row)) return std::nullopt;
    return picture::Point{point_->xy()[2 * row], point_->xy()[2 * row + 1]};
}

void AssetsOnSheet::add_venues() {
    for (std::size_t row = 0; row < view_.assets(); ++row)
        if (const auto at = point(row); at && is_venue(row) && active(row)) venues_.emplace(std::pair{std::llround(at->x), std::llround(at->y)}, row);
}

bool AssetsOnSheet::active(std::size_t row) const { return status_ == nullptr || !status_->known(row) || status_->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active); }

bool AssetsOnSheet::named(std::size_t row) const { return !cell_on_sheet(view_, "assets.names", "name", row).empty(); }

std::string AssetsOnSheet::kind(std::size_t row) const { return sentence_case(cell_on_sheet(view_, "assets", "subtype", row)); }

std::string AssetsOnSheet::where(std::size_t row) const {
    for (const char* key : {"where", "address"})
        if (std::string words = cell_on_sheet(view_, "assets.details", key, row); !words.empty()) return words;
    if (const auto at = point(row)) {
        if (const auto venue = venues_.find({std::llround(at->x), std::llround(at->y)}); venue != venues_.end() && venue->second != row) return view_.label(base::EntityKind::asset, venue->second);
        if (const std::string street = streets_.nearest(at->x, at->y, by_a_street); !street.empty()) return "by " + street;
    }
    const column::Column* area = sheet_column(view_, "assets", "area");
    if (area == nullptr || area->i32()[row] < 0) return {};
    return view_.label(base::EntityKind::area, static_cast<std::size_t>(area->i32()[row]));
}

std::string AssetsOnSheet::whom_to_ask(std::size_t row) const { return cell_on_sheet(view_, "assets.details", "contact", row); }

std::string AssetsOnSheet::confirmed(std::size_t row) const {
    const std::string on = cell_on_sheet(view_, "assets", "confirmed_on", row);
    const column::Column* by = sheet_column(view_, "assets", "confirmed_by");
    if (on.empty()) return {};
    if (by == nullptr || !by->known(row)) return on;
    constexpr std::array<std::string_view, 3> words{"by somebody who lives here", "by a worker", "by a list that was read in"};
    return on + ", " + std::string(words[static_cast<std::size_t>(by->i32()[row])]);
}

SheetEntry AssetsOnSheet::entry(std::size_t row) const {
    SheetEntry out;
    out.name = named(row) || kind(row).empty() ? view_.label(base::EntityKind::asset, row) : kind(row);
    std::vector<std::string> open;
    bool known = false;  // anything beyond what and where it is
    const auto say = [&](std::string what, std::string value, std::string_view missing) {
        known |= !value.empty() && what != "What" && what != "Where" && what != "Confirmed";
        if (!value.empty()) out.facts.push_back({std::move(what), std::move(value)});
        else if (!missing.empty()) open.emplace_back(missing);
    };
    const auto detail = [&](std::string_view key) { return cell_on_sheet(view_, "assets.details", key, row); };
    if (const std::string what = kind(row); !what.empty() && base::lower(out.name).find(base::lower(what)) == std::string::npos) say("What", what, {});
    say("When", detail("when"), "day and time");
    say("Where", where(row), "where");
    say("Cost", detail("cost"), "cost");
    say("Step-free", without_underscores(detail("step_free")), "step-free or not");
    say("Languages", detail("languages"), "languages");
    const std::string ask = whom_to_ask(row);
    say("Whom to ask", ask, "whom to ask");
    say("How to join", detail("how_to_join"), is_venue(row) ? std::string_view() : std::string_view("how to join"));
    say("Confirmed", confirmed(row), "when it was last confirmed");
    if (!open.empty()) out.unknown = (known ? "Not known: " + listed_on_sheet(open) + ". " : std::string("Nothing more is known yet. ")) + (ask.empty() ? "Ask somebody who goes there first." : ask.find('@') != ask.npos ? "Write first." : "Ring first.");
    return out;
}

}  // namespace kith::report
