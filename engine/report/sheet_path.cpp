// A PATH on paper: what is written down of it, and the questions that are open, with room to write at the table.
#include <string_view>

#include "engine/column/date_words.hpp"
#include "engine/privacy/path.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"

namespace kith::report {
namespace {

constexpr std::size_t first_of_step = 4;  // of privacy::path_fields: the next step, by whom, by when stand together

/// So much that an empty one stands on one sheet of paper.
int lines_for(std::size_t field) { return field == 0 ? 3 : field < first_of_step ? 2 : 1; }

std::string_view said_of(const std::vector<privacy::PathLine>& path, std::string_view label) {
    for (const privacy::PathLine& line : path)
        if (line.label == label) return line.words;
    return {};
}

/// In the order of the plan.
std::vector<SheetSection> steps_of(const std::vector<privacy::PathLine>& path) {
    std::vector<SheetSection> out;
    for (std::size_t i = 0; i < privacy::path_fields.size(); ++i) {
        const privacy::PathField& field = privacy::path_fields[i];
        const std::string said(said_of(path, field.label));
        const bool step = i >= first_of_step;
        if (i <= first_of_step) out.emplace_back().heading = field.label;
        if (said.empty()) out.back().fields.push_back({std::string(field.question), "", {}, lines_for(i)});
        else if (!step) out.back().lines.push_back(said);
        else if (out.back().entries.empty()) out.back().entries.push_back({"", "", {{std::string(field.label), said}}, ""});
        else out.back().entries.back().facts.push_back({std::string(field.label), said});
    }
    return out;
}

SheetSection to_fill_in(std::string heading, std::vector<SheetField> fields) {
    SheetSection out;
    out.heading = std::move(heading);
    out.fields = std::move(fields);
    return out;
}

}  // namespace

base::Result<Sheet> path_sheet(const privacy::View& view, base::EntityKind kind, std::size_t row, std::int32_t day) {
    if (view.audience() != privacy::Audience::team) return base::misuse("A path is for those who wrote it and for the team only.");
    const bool person = kind == base::EntityKind::person;
    const column::Column* role = person ? sheet_column(view, "people", "role") : nullptr;
    if (row >= (person ? view.people() : view.assets())) return base::not_found(person ? "There is no such person here." : "There is no such place or group here.");
    if (role != nullptr && role->i32()[row] == static_cast<std::int32_t>(column::Role::alter)) return base::not_found("This person was only named by somebody else; their path is theirs to begin.");
    const auto path = privacy::path_of(view, kind, row);
    Sheet out;
    out.kind = "A path";
    out.title = "The path of " + view.label(kind, row);
    out.subtitle = view.place_name() + ", " + column::date_words(day);
    out.notice = person ? "It is theirs, in their own words: they say who keeps this sheet." : "It is for those who wrote it, and for the team.";
    out.sections = steps_of(path);
    if (!path.empty()) out.sections.push_back(to_fill_in("Since then", {{"What is different now, and what comes next?", "", {}, 4}}));
    return out;
}

Sheet empty_path_sheet(std::string_view place) {
    Sheet out;
    out.kind = "A path";
    out.title = "A path: the hope, and the next step";
    out.subtitle = place;
    out.sections = steps_of({});
    out.sections.insert(out.sections.begin(), to_fill_in("Whose path", {{"Of whom, or of what place or group; on what day", "", {}, 1}}));
    return out;
}

}  // namespace kith::report
