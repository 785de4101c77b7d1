#include "engine/report/figures_report.hpp"

#include <array>
#include <cmath>

#include <fmt/core.h>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/statistics.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

constexpr std::array<std::string_view, 3> figures_files{"report.html", "report.pdf", "figures.csv"};
constexpr std::array<std::string_view, session::course_count> change_ids{"better", "same", "worse", "unknown", "not_asked_again", "asked_once"};

std::string per_cent(double share) { return std::to_string(static_cast<int>(std::lround(100 * share))) + " %"; }

class FigureRows {
public:
    void add(std::string_view section, std::string_view figure, std::string_view what, const std::optional<std::int64_t>& number, const ShareInterval* interval = nullptr) {
        begin(section, figure, what);
        if (number) csv_number(out_, static_cast<double>(*number));
        out_ += ',';
        if (interval) csv_number(out_, interval->lower);
        out_ += ',';
        if (interval) csv_number(out_, interval->upper);
        out_ += number ? ",\r\n" : ",not said\r\n";
    }
    void add_value(std::string_view section, std::string_view figure, std::string_view what, double value, const ShareInterval* interval = nullptr) {
        begin(section, figure, what);
        csv_number(out_, value);
        out_ += ',';
        if (interval) csv_number(out_, interval->lower);
        out_ += ',';
        if (interval) csv_number(out_, interval->upper);
        out_ += ",\r\n";
    }
    void add_words(std::string_view section, std::string_view figure, std::string_view words) {
        begin(section, figure, "");
        out_ += ",,,";
        csv_text(out_, words);
        out_ += "\r\n";
    }
    std::string take() && { return std::move(out_); }

private:
    void begin(std::string_view section, std::string_view figure, std::string_view what) {
        for (const std::string_view cell : {section, figure, what}) {
            csv_text(out_, cell);
            out_ += ',';
        }
    }
    std::string out_ = "section,figure,what,value,lower,upper,note\r\n";
};

void add_change(const session::ScaleFigures& change, session::Reader reader, FigureRows& rows) {
    const std::string section = "changes." + std::string(change.scale->instrument), figure(change.scale->id);
    for (std::size_t i = 0; i < change.people.size(); ++i) rows.add(section, figure, change_ids[i], change.people[i]);
    rows.add(section, figure, "compared", change.compared);
    const auto& better = change.people[0];
    const auto& worse = change.people[2];
    for (const auto& [part, what] : {std::pair{&better, "share_better"}, {&worse, "share_worse"}})
        if (*part && change.compared && **part <= *change.compared)
            if (const auto interval = wilson(**part, *change.compared); interval && (reader == session::Reader::team || (interval->share <= 0.9 && interval->share >= 0.1))) rows.add_value(section, figure, what, interval->share, &*interval);
    if (better && worse && *better + *worse > 0) rows.add_value(section, figure, "sign_test_p", sign_test(*better, *worse));
}

}  // namespace

std::string period_in_words(const session::Period& period) { return column::date_words(period.from) + " to " + column::date_words(period.to); }

std::string interval_in_words(std::int64_t part, std::int64_t whole, session::Reader reader) {
    const auto found = wilson(part, whole);
    if (!found || part > whole) return {};
    // All or nearly all of a group says something of everybody in it.
    if (reader != session::Reader::team && found->share > 0.9) return "more than 90 %";
    if (reader != session::Reader::team && found->share < 0.1) return "fewer than 10 %";
    return per_cent(found->share) + " (" + per_cent(found->lower) + " to " + per_cent(found->upper) + ")";
}

std::string sign_in_words(std::int64_t better, std::int64_t worse) {
    if (better + worse == 0) return {};
    const double p = sign_test(better, worse);
    if (p >= 0.05) return "so even a split could well be chance";
    if (p < 0.001) return "so uneven a split would come by chance less than once in 1,000 times";
    return "so uneven a split would come by chance about once in " + base::grouped(std::lround(1 / p)) + " times";
}

std::string figures_csv(const FiguresReport& report) {
    const session::Figures& figures = report.figures;
    FigureRows rows;
    rows.add_words("report", "place", report.place);
    rows.add_words("report", "period", date_text(figures.period.from) + " to " + date_text(figures.period.to));
    rows.add_words("report", "audience", session::reader_words[static_cast<std::size_t>(figures.reader)]);
    for (const session::FigureTable& table : figures.tables) {
        if (!table.empty.empty()) rows.add_words(table.id, "", table.empty);
        for (const session::FigureLine& line : table.lines)
            for (std::size_t i = 0; i < line.cells.size(); ++i) rows.add(table.id, line.id, table.columns[i], line.cells[i]);
    }
    for (const session::ScaleFigures& change : figures.changes) add_change(change, figures.reader, rows);
    return std::move(rows).take();
}

base::Result<OutputFolder> begin_figures(const std::filesystem::path& folder, session::Reader reader, bool force) {
    return OutputFolder::begin(folder, figures_files, force, reader == session::Reader::team);
}

base::Status write_figures(const FiguresReport& report, const OutputFolder& output, base::JobContext& job) {
    job.begin("writing the report");
    const Sheet sheet = figures_sheet(report);
    if (auto s = write_text(output.path() / "report.html", sheet_html(sheet, {})); !s) return s;
    if (auto s = job.check(); !s) return s;
    const auto pages = sheet_pdf(sheet, {});
    if (!pages) return pages.error();
    if (auto s = write_text(output.path() / "report.pdf", {reinterpret_cast<const char*>(pages->data()), pages->size()}); !s) return s;
    return write_text(output.path() / "figures.csv", figures_csv(report));
}

}  // namespace kith::report
