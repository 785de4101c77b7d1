#include "engine/session/import_preview.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/column/terms.hpp"

namespace kith::session {
namespace {

using column::Column;
using column::Type;
using Line = std::vector<std::array<float, 2>>;

constexpr std::size_t first_rows = 5, most_points = 2'000, most_corners = 20'000, most_columns = 12;
constexpr std::array<std::string_view, 11> blocks{"areas", "areas.join", "people", "assets", "ties", "observations", "events", "never_introduce", "backdrop", "lookups", ""};

std::string number_text(double value) { return std::abs(value) < 1e15 && value == std::floor(value) ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value); }

std::string day_text(std::int32_t days) {
    // Of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
    const std::int32_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    const std::int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), shifted = (5 * of_year + 2) / 153;
    const std::int32_t day = of_year - (153 * shifted + 2) / 5 + 1, month = shifted < 10 ? shifted + 3 : shifted - 9;
    return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/// Can a cell of it be shown? Codes of our own vocabularies are no words of the file.
bool shown(const Column& column) {
    if (column.key() == "source_row" || column.key() == "left_out" || column.key() == "permission") return false;
    if (column.key() == "role") return true;
    return column.type() == Type::text || column.type() == Type::text_list || column.type() == Type::f64 || column.type() == Type::boolean ||
           column.type() == Type::date || column.type() == Type::point;
}

std::string cell_text(const Column& column, std::size_t row) {
    if (!column.known(row)) return {};
    if (column.key() == "role" && column.type() == Type::i32) return std::string(column::role_words[static_cast<std::size_t>(column.i32()[row])]);
    switch (column.type()) {
        case Type::text: return std::string(column.text(row));
        case Type::f64: return number_text(column.f64()[row]);
        case Type::boolean: return column.booleans()[row] != 0 ? "yes" : "no";
        case Type::date: return day_text(column.days()[row]);
        case Type::point: return fmt::format("{:.0f}, {:.0f}", column.xy()[2 * row], column.xy()[2 * row + 1]);
        case Type::text_list: {
            std::string words;
            for (const std::int32_t code : column.list(row)) words += (words.empty() ? "" : "; ") + std::string(column.dictionary()[code]);
            return words;
        }
        default: return {};
    }
}

std::string heading_of(std::string_view key) {
    for (const std::string_view front : {"keep/", "indicator/"})
        if (key.starts_with(front)) key.remove_prefix(front.size());
    return std::string(key);
}

void add_rows(ImportPart& part, const column::Segment& table) {
    const Column* rows = table.find("source_row");
    const std::size_t all = rows == nullptr ? 0 : rows->rows();
    std::vector<const Column*> columns;
    for (const Column& column : table.columns())
        if (columns.size() < most_columns && column.rows() == all && shown(column)) columns.push_back(&column);
    for (const Column* column : columns) part.head.push_back(heading_of(column->key()));
    for (std::size_t row = 0; row < std::min(all, first_rows); ++row) {
        std::vector<std::string> cells;
        for (const Column* column : columns) cells.push_back(cell_text(*column, row));
        part.first.push_back(std::move(cells));
    }
}

std::array<float, 2> at(const Column& points, std::size_t i) { return {static_cast<float>(points.xy()[2 * i]), static_cast<float>(points.xy()[2 * i + 1])}; }

void add_points(ImportPart& part, const column::Segment& table) {
    const Column* points = table.find("point");
    if (points == nullptr || points->type() != Type::point) return;
    std::vector<std::size_t> known;
    for (std::size_t row = 0; row < points->rows(); ++row)
        if (points->known(row)) known.push_back(row);
    part.with_point = static_cast<std::int64_t>(known.size());
    const std::size_t step = known.size() / most_points + 1;
    for (std::size_t i = 0; i < known.size(); i += step) part.points.push_back(at(*points, known[i]));
}

/// Rings of areas or paths of a backdrop, with so many corners left that a small map draws in no time.
void add_lines(ImportPart& part, const column::Segment& table) {
    const Column* points = table.find("points");
    const Column* starts = table.find("ring_points") != nullptr ? table.find("ring_points") : table.find("path_points");
    if (points == nullptr || starts == nullptr || starts->type() != Type::i64 || points->type() != Type::point) return;
    const std::size_t step = points->rows() / most_corners + 1;
    for (std::size_t line = 0; line + 1 < starts->rows(); ++line) {
        const auto from = static_cast<std::size_t>(starts->i64()[line]), to = static_cast<std::size_t>(starts->i64()[line + 1]);
        Line corners;
        for (std::size_t i = from; i < to; i += step) corners.push_back(at(*points, i));
        if (to > from && (to - from - 1) % step != 0) corners.push_back(at(*points, to - 1));
        if (corners.size() > 1) part.lines.push_back(std::move(corners));
    }
}

void add_issues(ImportPart& part, const column::SourceReport& report) {
    for (const column::SourceReport::Count& one : report.counts) {
        const auto first = std::find_if(report.issues.begin(), report.issues.end(), [&](const column::Issue& issue) { return issue.code == one.code; });
        if (first == report.issues.end()) continue;
        part.issues.push_back({one.severity == column::Severity::problem, one.count, first->row, first->column, first->reason});
    }
    std::stable_sort(part.issues.begin(), part.issues.end(), [](const ImportIssue& a, const ImportIssue& b) { return a.problem && !b.problem; });
}

}  // namespace

void add_preview(ImportLook& look, const std::vector<io::SourceTable>& tables) {
    std::vector<bool> done(look.parts.size(), false);
    for (const io::SourceTable& table : tables) {
        for (std::size_t i = 0; i < look.parts.size(); ++i) {
            ImportPart& part = look.parts[i];
            if (done[i] || part.file != table.report.file || blocks[static_cast<std::size_t>(part.role)] != table.block) continue;
            done[i] = true;
            part.kept = table.report.tally.kept;
            part.refused = table.report.tally.refused;
            part.filtered = table.report.tally.filtered;
            add_issues(part, table.report);
            if (table.table == nullptr) break;
            add_rows(part, *table.table);
            add_points(part, *table.table);
            add_lines(part, *table.table);
            break;
        }
    }
}

}  // namespace kith::session
