#include "viewer/model/import_form.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/dispositions.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {

using session::ImportAnswers;
using session::ImportChoice;
using session::ImportLook;
using session::ImportPart;

std::string name_of(const ImportPart& part) { return part.file + (part.table.empty() ? "" : " (" + part.table + ")"); }

bool is_read(const ImportLook& look, const ImportPart& part) { return part.role + 1 < static_cast<int>(look.roles.size()); }

bool can_be_taken(const ImportLook& look) {
    return look.fault.empty() && std::any_of(look.parts.begin(), look.parts.end(), [&](const ImportPart& part) { return is_read(look, part); });
}

std::string taken_for(const ImportLook& look, const ImportPart& part) {
    const std::string rows = base::counted(part.rows, "row");
    if (!is_read(look, part)) return "not read, " + rows;
    return look.roles[static_cast<std::size_t>(part.role)] + (part.sure ? ", " : "?, ") + rows;
}

std::string reckoning_of(const ImportLook& look, const ImportPart& part) {
    if (!is_read(look, part) || !look.fault.empty()) return {};
    std::string text = base::counted(part.kept, "row") + " of " + std::to_string(part.kept + part.refused + part.filtered) + " would be taken in";
    if (part.filtered > 0) text += "; " + base::counted(part.filtered, "is", "are") + " left out by a rule";
    if (part.refused > 0) text += "; " + base::counted(part.refused, "cannot", "cannot") + " be used";
    return text + ".";
}

std::string words_of(const session::ImportIssue& issue) {
    std::string where = issue.count > 1 ? std::to_string(issue.count) + " times" : std::string();
    if (issue.row > 0) where += (where.empty() ? "row " : ", first in row ") + std::to_string(issue.row);
    if (!issue.column.empty()) where += (where.empty() ? "" : ", ") + issue.column;
    return issue.sentence + (where.empty() ? "" : " (" + where + ")");
}

std::string words_about(const ImportChoice& choice) {
    const std::size_t slash = choice.key.find('/');
    if (slash == std::string::npos) return {};
    const std::string of = choice.key.substr(0, slash);  // as word_choices names them (engine/io/propose_words.hpp)
    if (of == "missing") return "Cells that may stand for something not known";
    return of == "role" ? "Words for who somebody is that Kith does not know" : "Words for kinds that Kith does not know";
}

std::int64_t problems_in(const ImportPart& part) {
    std::int64_t count = 0;
    for (const auto& issue : part.issues) count += issue.problem ? issue.count : 0;
    return count;
}

std::vector<std::vector<std::string>> rows_shown(const ImportPart& part, bool hide_names) {
    std::vector<std::vector<std::string>> rows = part.first;
    const auto role = std::find(part.head.begin(), part.head.end(), "role") - part.head.begin();
    for (auto& row : rows) {
        const bool named_only = role < static_cast<std::ptrdiff_t>(row.size()) && row[static_cast<std::size_t>(role)] == "alter";
        if (!part.personal || !(hide_names || named_only)) continue;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (static_cast<std::ptrdiff_t>(i) != role && !row[i].empty()) row[i] = column::masked(row[i]);
    }
    return rows;
}

ImportAnswers with_role(ImportAnswers answers, const ImportPart& part, int role) {
    std::erase_if(answers.roles, [&](const auto& one) { return one.file == part.file && one.table == part.table; });
    answers.roles.push_back({part.file, part.table, role});
    return answers;
}

ImportAnswers with_choice(ImportAnswers answers, const ImportPart& part, const ImportChoice& choice, int chosen) {
    std::erase_if(answers.columns, [&](const auto& one) { return one.file == part.file && one.table == part.table && one.role == part.role && one.key == choice.key; });
    answers.columns.push_back({part.file, part.table, part.role, choice.key, chosen});
    return answers;
}

SmallMap map_of(const ImportLook& look, const ImportPart& part) {
    SmallMap map;
    const auto take = [&](const std::array<float, 2>& at) {
        if (map.empty) map = {at[0], at[1], at[0], at[1], false};
        map.left = std::min(map.left, at[0]);
        map.right = std::max(map.right, at[0]);
        map.bottom = std::min(map.bottom, at[1]);
        map.top = std::max(map.top, at[1]);
    };
    for (const auto& at : part.points) take(at);
    for (const auto& line : part.lines)
        for (const auto& at : line) take(at);
    if (map.empty) return map;
    // Positions lie on the boundaries, where there are any: what lies elsewhere is seen at once.
    if (!part.points.empty())
        for (const ImportPart& other : look.parts)
            if (&other != &part && other.role == 0)
                for (const auto& line : other.lines)
                    for (const auto& at : line) take(at);
    const float margin = std::max({(map.right - map.left) * 0.04f, (map.top - map.bottom) * 0.04f, 10.f});
    return {map.left - margin, map.bottom - margin, map.right + margin, map.top + margin, false};
}

namespace {

void add_part(Document& document, const ImportLook& look, const ImportPart& part, bool hide_names) {
    document.heading(name_of(part));
    document.paragraph(sentence(taken_for(look, part) + ": " + part.why));
    document.paragraph(reckoning_of(look, part));
    std::vector<std::string> lines;
    for (const ImportChoice& choice : part.choices)
        lines.push_back(choice.label + ": " + (choice.chosen < 0 ? (words_about(choice).empty() ? "not taken" : "as it stands") : choice.choices[static_cast<std::size_t>(choice.chosen)]));
    document.list(std::move(lines));
    document.list(part.reasons);
    if (!part.left_out.empty()) document.paragraph("Columns not taken: " + listed(part.left_out) + ".");
    if (part.with_point > 0) document.paragraph(base::counted(part.with_point, "row has", "rows have") + " a position.");
    if (!part.first.empty()) {
        Block table{Block::Kind::table, "First rows, as they would be read", {}, part.head, std::vector<bool>(part.head.size(), false), rows_shown(part, hide_names)};
        document.blocks.push_back(std::move(table));
    }
    std::vector<std::string> issues;
    for (const auto& issue : part.issues) issues.push_back((issue.problem ? "Problem: " : "Note: ") + words_of(issue));
    document.list(std::move(issues));
}

}  // namespace

Document import_document(const ImportLook& look, bool hide_names) {
    Document document;
    document.title = look.place_name + ": what these files would become";
    document.audience = "For the team only: it shows rows of files that nobody has looked through yet.";
    document.paragraph("Nothing has been taken in. Coordinates of the place: " + (look.system < 0 ? look.crs : look.systems[static_cast<std::size_t>(look.system)]) + ", " + look.crs_why + ".");
    document.paragraph(look.fault);
    for (const ImportPart& part : look.parts) add_part(document, look, part, hide_names);
    for (const auto& file : look.unreadable) {
        document.heading(file.file);
        document.paragraph("Cannot be read: " + file.why);
    }
    return document;
}

}  // namespace kith::viewer::model
