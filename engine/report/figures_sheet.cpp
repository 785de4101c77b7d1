// What happened in a time, in words and tables: gifts and ties before questions, and nothing that nobody was asked.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/figures_report.hpp"
#include "engine/report/html.hpp"

namespace kith::report {
namespace {

using session::Figures;
using session::FigureLine;
using session::FigureTable;
using session::Reader;

constexpr std::string_view not_told = "not said";

std::string figure_text(const std::optional<std::int64_t>& number) { return number ? base::grouped(*number) : std::string(not_told); }

const FigureLine* line_of(const Figures& figures, std::string_view id) {
    for (const FigureTable& table : figures.tables)
        for (const FigureLine& line : table.lines)
            if (line.id == id) return &line;
    return nullptr;
}
std::optional<std::int64_t> number_of(const Figures& figures, std::string_view id, std::size_t column = 0) {
    const FigureLine* line = line_of(figures, id);
    return line && column < line->cells.size() ? line->cells[column] : std::nullopt;
}

/// A sentence for whoever reads only the first lines; of what is not said, none.
class InShort {
public:
    explicit InShort(const Figures& figures) : figures_(figures), about_(figures.reader == Reader::team ? "" : "about ") {}

    std::vector<std::string> lines() const {
        std::vector<std::string> out;
        const auto say = [&](std::string line) {
            if (!line.empty()) out.push_back(sentence_case(std::move(line)) + ".");
        };
        say(with("gifts", "gift was shared", "gifts were shared", " by "));
        if (const auto groups = number_of(figures_, "groups"); groups && *groups > 0) say(base::counted(*groups, "group was started", "groups were started"));
        if (const auto ties = number_of(figures_, "new_ties"); ties && *ties > 0) say(about_ + base::counted(*ties, "new tie") + " began that nobody is paid for");
        say(introductions());
        if (const auto came = number_of(figures_, "introduced"); came && *came > 0) say(about_ + base::counted(*came, "person was", "people were") + " introduced to us");
        say(with("conversations", "conversation", "conversations", " with "));
        return out;
    }

private:
    std::string with(std::string_view id, std::string_view one, std::string_view many, std::string_view before) const {
        const auto number = number_of(figures_, id), people = number_of(figures_, id, 1);
        if (!number || *number == 0) return {};
        std::string out = about_ + base::counted(*number, one, many);
        if (people) out += std::string(before) + about_ + base::counted(*people, "person", "people");
        return out;
    }
    std::string introductions() const {
        const auto all = number_of(figures_, "introductions"), due = number_of(figures_, "three_months"), tied = number_of(figures_, "three_months.tied");
        if (!all || *all == 0) return {};
        std::string out = about_ + base::counted(*all, "introduction was", "introductions were") + " made";
        if (due && tied && *due > 0) out += "; of " + about_ + base::grouped(*due) + " who met and whose three months are over, " + about_ + base::grouped(*tied) + " are known to be tied still";
        return out;
    }

    const Figures& figures_;
    std::string about_;
};

/// The first column of a table that has at least three numbers to compare, of the parts of its first whole where there are parts.
std::optional<SheetChart> chart_of(const FigureTable& table) {
    constexpr std::size_t fewest = 3;
    SheetChart out{table.columns.empty() ? std::string() : table.title + ": " + base::lower(table.columns.front()), {}};
    const bool parts = std::any_of(table.lines.begin(), table.lines.end(), [](const FigureLine& line) { return line.part; });
    std::size_t said = 0;
    for (const FigureLine& line : table.lines) {
        if (parts && !line.part && !out.bars.empty()) break;  // the parts of the first whole; another whole has another scale
        if (line.cells.empty() || (parts && !line.part)) continue;
        const auto& number = line.cells.front();
        said += number ? 1U : 0U;
        out.bars.push_back({sentence_case(line.label), static_cast<double>(number.value_or(0)), figure_text(number), picture::accent, {}});
    }
    return said < fewest ? std::nullopt : std::optional(std::move(out));
}

/// A table of nothing but "not said" is a sentence.
bool says_a_number(const SheetTable& table) {
    return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return std::any_of(row.begin() + 1, row.end(), [](const auto& cell) { return cell != not_told; }); });
}

SheetSection figure_section(const FigureTable& table) {
    SheetSection section;
    section.heading = table.title;
    section.lead = table.about;
    section.empty = table.empty;
    if (table.lines.empty()) return section;
    if (auto chart = chart_of(table)) section.charts.push_back(std::move(*chart));
    SheetTable out;
    out.columns.emplace_back("");
    out.columns.insert(out.columns.end(), table.columns.begin(), table.columns.end());
    for (const FigureLine& line : table.lines) {
        std::vector<std::string> row{line.part ? "– " + line.label : sentence_case(line.label)};
        for (const auto& cell : line.cells) row.push_back(figure_text(cell));
        out.rows.push_back(std::move(row));
    }
    if (says_a_number(out)) section.tables.push_back(std::move(out));
    else section.empty = "Too few people for a number to be said.";
    return section;
}

/// Shares and chance, a sentence a scale: only where there is something to compare.
std::string change_line(const session::ScaleFigures& change, Reader reader) {
    const auto &better = change.people[0], &worse = change.people[2];
    if (!change.compared || *change.compared == 0) return {};
    std::string shares;
    for (const auto& [part, word] : {std::pair{&better, "better"}, {&worse, "worse"}})
        if (*part)
            if (const std::string share = interval_in_words(**part, *change.compared, reader); !share.empty()) shares += ", " + share + " " + word;
    if (shares.empty()) return {};
    std::string out = std::string(change.scale->title) + ": of " + base::counted(*change.compared, "person", "people") + " who answered both times" + shares;
    if (better && worse && *better + *worse > 0) out += "; " + sign_in_words(*better, *worse);
    return out + ".";
}

void add_changes(const Figures& figures, std::vector<SheetSection>& sections) {
    for (std::size_t i = 0; i < figures.changes.size();) {
        const session::Scale& first = *figures.changes[i].scale;
        SheetSection section;
        section.heading = "What changed: " + std::string(first.instrument_title);
        section.lead = std::string("What people said of themselves, the last time before and the last time within this time. ") +
                       (first.more_is_better ? "" : "Better means that it was felt less. ") + "Whoever was not asked again is not counted as the same.";
        SheetTable table;
        table.columns = {"", "Better", "Same", "Worse", "Not known", "Not asked again", "Asked once so far"};
        for (; i < figures.changes.size() && figures.changes[i].scale->instrument == first.instrument; ++i) {
            const session::ScaleFigures& change = figures.changes[i];
            std::vector<std::string> row{std::string(change.scale->title)};
            for (const auto& cell : change.people) row.push_back(figure_text(cell));
            table.rows.push_back(std::move(row));
            if (std::string line = change_line(change, figures.reader); !line.empty()) section.lines.push_back(std::move(line));
        }
        if (says_a_number(table)) section.tables.push_back(std::move(table));
        section.empty = "Too few people were asked for anything to be said.";
        sections.push_back(std::move(section));
    }
    if (!figures.changes.empty()) return;
    SheetSection none;
    none.heading = "What changed, as people say themselves";
    none.empty = figures.reader == Reader::team ? "Nobody has been asked one of the sets of questions yet (Keys to Citizenship, Real Wealth, or one of the scales). Ask twice, some months apart, and name the answers in the recipe ([[observations]])."
                                                : "Nothing of this is written down in this place, so nothing can be said about it.";
    sections.push_back(std::move(none));
}

SheetSection stories_of(const Figures& figures) {
    SheetSection section;
    section.heading = "Stories";
    section.lead = figures.reader == Reader::team ? "As they were told. Who beyond the team may read each is written beside it." : "As they were told, by people who said that you may read them.";
    for (const session::Story& story : figures.stories) {
        SheetEntry entry;
        entry.name = "“" + story.words + "”";
        entry.facts.push_back({"Told", story.day});
        if (!story.teller.empty()) entry.facts.push_back({"By", story.teller});
        if (figures.reader == Reader::team) entry.facts.push_back({"May be read by", story.may_read.empty() ? "the team only" : story.may_read});
        section.entries.push_back(std::move(entry));
    }
    section.empty = figures.reader == Reader::team ? "No story was written down in this time. When somebody tells one, ask who may read it, and add an event \"story\"." : "No story of this time may be told here.";
    return section;
}

std::vector<std::string> figures_method(const Figures& figures) {
    std::vector<std::string> out;
    if (figures.reader != Reader::team)
        out.push_back("Numbers of people, and of what happened to people, are rounded to the nearest " + std::to_string(figures.rule.round_to) + "; below " + std::to_string(figures.rule.threshold) +
                      ", of too few people or mostly of one, they are not said, and neither is one that would give another away. Shares are worked out from the rounded numbers. Groups are public and counted as they are.");
    out.emplace_back("The whole place is one: nothing here is told by area, and nothing of one person. Only what was written down is counted; what nobody asked is not known, and is never nothing.");
    out.emplace_back("A day known only to the month counts as the first of it. How far an introduction came, and what people were asked, is as it stands today.");
    out.emplace_back("The range after a share is Wilson's 95 % interval (Wilson 1927): what the share could be if these people stood for more of their kind. Chance is told by the exact two-sided sign test on better against worse.");
    out.emplace_back("Each key and each factor stands alone; none are added up. Scores follow the published rules of each scale, and a missing answer leaves the change not known.");
    return out;
}

std::string_view notice_of(Reader reader) {
    switch (reader) {
        case Reader::team: return "For the team only. It holds small numbers and who told what: do not send it on.";
        case Reader::funder: return "For a funder. Nobody is named, and no number is about a few people.";
        case Reader::anybody: break;
    }
    return "For everybody. Nobody is named, and no number is about a few people.";
}

}  // namespace

Sheet figures_sheet(const FiguresReport& report) {
    const Figures& figures = report.figures;
    Sheet sheet;
    sheet.kind = "What happened, " + period_in_words(figures.period);
    sheet.title = report.place;
    sheet.subtitle = "What happened from " + period_in_words(figures.period) + (report.note.empty() ? std::string() : ". " + report.note);
    sheet.notice = notice_of(figures.reader);
    SheetSection in_short;
    in_short.heading = "In short";
    in_short.lines = InShort(figures).lines();
    in_short.empty = figures.reader == Reader::team ? "Nothing is written down of this time yet. Each part below says what to write down." : "There is too little of this time to say anything without telling about somebody.";
    sheet.sections.push_back(std::move(in_short));
    for (const FigureTable& table : figures.tables) sheet.sections.push_back(figure_section(table));
    add_changes(figures, sheet.sections);
    sheet.sections.push_back(stories_of(figures));
    if (!figures.withheld.empty()) {
        SheetSection withheld;
        withheld.heading = "What is not said, and why";
        withheld.lines = figures.withheld;
        sheet.sections.push_back(std::move(withheld));
    }
    SheetSection method;
    method.heading = "How the numbers were made";
    method.lines = figures_method(figures);
    sheet.sections.push_back(std::move(method));
    sheet.foot.push_back("Made by Kith " + report.kith + " on " + report.day + "; nothing was sent anywhere.");
    return sheet;
}

}  // namespace kith::report
