#include "engine/report/reports_told.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/base/whole.hpp"

namespace kith::report {
namespace {

using nlohmann::ordered_json;

bool of_a_time(const session::FigureTable& table) { return table.id != "groups" && table.id != "asked"; }

std::vector<privacy::SaidOfTime> told_of(std::span<const ReportTold> told, const std::string& key) {
    std::vector<privacy::SaidOfTime> out;
    for (const ReportTold& one : told)
        if (const auto found = one.numbers.find(key); found != one.numbers.end()) out.push_back(found->second);
    return out;
}

/// A whole and its parts, of one column.
class FigureGroup {
public:
    FigureGroup(session::FigureTable& table, std::size_t first, std::size_t end, std::size_t column)
        : table_(table), first_(first), end_(end), column_(column) {}

    bool may_be_said(std::span<const ReportTold> told, const session::Figures& figures) const {
        for (std::size_t i = first_; i < end_; ++i)
            if (table_.lines[i].cells[column_] && !privacy::may_be_said_beside(said(i, figures), told_of(told, key(i)), figures.rule))
                return false;
        return true;
    }
    std::int64_t take_out() {
        std::int64_t taken = 0;
        for (std::size_t i = first_; i < end_; ++i)
            if (std::exchange(table_.lines[i].cells[column_], std::nullopt)) ++taken;
        return taken;
    }
    void keep(ReportTold& into, const session::Figures& figures) const {
        for (std::size_t i = first_; i < end_; ++i)
            if (table_.lines[i].cells[column_]) into.numbers[key(i)] = said(i, figures);
    }

private:
    std::string key(std::size_t line) const { return table_.id + "/" + table_.lines[line].id + "/" + table_.columns[column_]; }
    privacy::SaidOfTime said(std::size_t line, const session::Figures& figures) const {
        return {figures.period.from, figures.period.to + 1, privacy::possible(*table_.lines[line].cells[column_], figures.rule)};
    }

    session::FigureTable& table_;
    std::size_t first_, end_, column_;
};

}  // namespace

base::Result<std::vector<ReportTold>> read_reports_told(const std::filesystem::path& file) {
    std::vector<ReportTold> out;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return out;
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const base::Error damaged =
        base::bad_input("The list of reports " + file.filename().string() +
                        " cannot be read. Take it from a copy: without it nobody knows what a new report would give away.");
    const auto all = ordered_json::parse(text, nullptr, false);
    if (!in || all.is_discarded()) return damaged;
    try {
        if (all.at("kith_reports") != 1) return damaged;
        for (const auto& one : all.at("reports")) {
            ReportTold told{one.at("day").get<std::string>(), one.at("audience").get<std::string>(), {}};
            for (const auto& [key, line] : one.at("numbers").items())
                told.numbers[key] = {base::whole<std::int32_t>(line.at(0)), base::whole<std::int32_t>(line.at(1)),
                    {base::whole<std::int64_t>(line.at(2)), base::whole<std::int64_t>(line.at(3))}};
            out.push_back(std::move(told));
        }
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
    return out;
}

std::string reports_told_text(std::span<const ReportTold> told) {
    ordered_json out{{"kith_reports", 1},
        {"about",
            "What reports told: days since 1970 from and before which, and least and most of each number. Keep it: the next report is "
            "compared with it."},
        {"reports", ordered_json::array()}};
    for (const ReportTold& one : told) {
        ordered_json numbers = ordered_json::object();
        for (const auto& [key, said] : one.numbers) numbers[key] = {said.from, said.before, said.count.low, said.count.high};
        out["reports"].push_back({{"day", one.day}, {"audience", one.audience}, {"numbers", std::move(numbers)}});
    }
    return out.dump(1) + "\n";
}

ReportTold said_beside(session::Figures& figures, std::span<const ReportTold> told, std::string day) {
    ReportTold out{std::move(day), std::string(session::reader_words[static_cast<std::size_t>(figures.reader)]), {}};
    std::int64_t taken = 0;
    for (session::FigureTable& table : figures.tables) {
        if (!of_a_time(table)) continue;
        for (std::size_t first = 0; first < table.lines.size();) {
            std::size_t end = first + 1;
            while (end < table.lines.size() && table.lines[end].part) ++end;
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                FigureGroup group(table, first, end, column);
                if (!group.may_be_said(told, figures)) taken += group.take_out();
                group.keep(out, figures);
            }
            first = end;
        }
    }
    if (taken > 0)
        figures.withheld.push_back(base::counted(taken, "number is", "numbers are") + " not said, because beside an earlier report " +
                                   (taken == 1 ? "it" : "they") + " would tell what happened in a shorter time.");
    return out;
}

}  // namespace kith::report
