// Cells out of a spreadsheet into fields: read by what each column wants, whole or not at all.
#include <algorithm>
#include <iterator>
#include <set>

#include "engine/base/text.hpp"
#include "engine/place/fields.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {
namespace {

using place::RevisionPtr;
using Line = std::vector<std::string>;

constexpr std::size_t largest_paste = 16u << 20;

/// Lines and tabs; a cell in quotes may hold both, and "" is a quote in it.
std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines(1, Line(1));
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string& cell = lines.back().back();
        if (text[at] == '"' && cell.empty()) {
            for (++at; at < text.size(); ++at) {
                const bool doubled = text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"';
                if (text[at] == '"' && !doubled) break;
                if (doubled) ++at;
                cell += text[at];
            }
        } else if (text[at] == '\t') {
            lines.back().emplace_back();
        } else if (text[at] == '\n') {
            lines.emplace_back(1);
        } else if (text[at] != '\r') {
            cell += text[at];
        }
    }
    while (!lines.empty() && std::all_of(lines.back().begin(), lines.back().end(), [](const std::string& cell) { return cell.empty(); })) lines.pop_back();
    return lines;
}

/// The table that the first subject stands in: of areas, that of their layer.
std::string table_of(const place::Revision& revision, const base::EntityKey& subject) {
    if (subject.kind == base::EntityKind::area) {
        const auto row = revision.find(subject);
        return row ? std::string(row->table) : std::string("areas");
    }
    constexpr std::string_view tables[] = {"people", "households", "assets", "areas", "ties", "events"};
    return std::string(tables[static_cast<std::size_t>(subject.kind)]);
}

/// Fields of the table by their column's name, as the place has them.
std::vector<std::string> fields_of(const place::Revision& revision, std::string_view table) {
    std::vector<std::string> fields;
    for (const auto& segment : revision.segments()) {
        const std::string_view key = segment->key();
        if (key != table && !key.starts_with(std::string(table) + ".")) continue;
        if (key.find(".within.") != std::string_view::npos || key.ends_with(".geometry") || key.ends_with(".borders") || key.ends_with(".methods")) continue;
        for (const auto& c : segment->columns()) fields.push_back(std::string(key) + '/' + std::string(c.key()));
    }
    return fields;
}

base::Result<std::vector<std::string>> headings(const place::Revision& revision, const Line& line, std::string_view table) {
    const std::vector<std::string> known = fields_of(revision, table);
    std::vector<std::string> fields;
    for (const std::string& cell : line) {
        const std::string heading(base::trimmed(cell));
        const auto fits = [&](const std::string& field) { return field == heading || base::lower(field.substr(field.find('/') + 1)) == base::lower(heading); };
        const auto at = std::find_if(known.begin(), known.end(), fits);
        if (at == known.end()) {
            std::vector<std::string> names;
            for (const std::string& field : known) names.push_back(field.substr(field.find('/') + 1));
            const std::vector<std::string_view> views(names.begin(), names.end());
            const std::string_view near = base::nearest_word(heading, views);
            // Without headings the first line is somebody's cells: they are not said back.
            return base::misuse("Cell " + std::to_string(fields.size() + 1) + " of the first line is the name of no column here" + (near.empty() ? ". Copy the headings, too." : "; did you mean \"" + std::string(near) + "\"?"));
        }
        fields.push_back(*at);
    }
    return fields;
}

/// What a line says, by field; an empty cell says nothing.
base::Result<std::vector<FieldValue>> cells_of(const place::Revision& wide, const std::vector<std::string>& fields, const std::vector<Line>& lines, std::size_t line) {
    if (lines[line].size() > fields.size()) return base::misuse("Line " + std::to_string(line + 1) + " has more cells than there are columns to take them.");
    std::vector<FieldValue> cells;
    for (std::size_t column = 0; column < lines[line].size(); ++column) {
        if (base::trimmed(lines[line][column]).empty()) continue;
        const std::size_t slash = fields[column].find('/');
        auto value = value_from_text(fields[column], wide.column(fields[column].substr(0, slash), fields[column].substr(slash + 1))->type(), lines[line][column]);
        if (!value) return base::misuse("Line " + std::to_string(line + 1) + ": " + value.error().message);
        cells.push_back({fields[column], std::move(*value)});
    }
    return cells;
}

std::string text_in(const std::vector<FieldValue>& cells, std::string_view field) {
    for (const FieldValue& cell : cells)
        if (const auto* text = std::get_if<std::string>(&cell.value); cell.field == field && text != nullptr) return *text;
    return {};
}

/// Lines for which there is no row come in as somebody or something new, each by itself. `first`: which line of all the first is.
base::Status add_further(Plan& plan, const RevisionPtr& wide, base::EntityKind kind, const std::vector<std::vector<FieldValue>>& further, std::size_t first) {
    const std::string names = kind == base::EntityKind::person ? "people.names" : "assets.names";
    std::set<std::string, std::less<>> ids;
    if (const auto* id = wide->column(names, "id"))
        for (std::size_t row = 0; row < id->rows(); ++row)
            if (id->known(row)) ids.emplace(id->text(row));
    for (std::size_t line = 0; line < further.size(); ++line) {
        const std::vector<FieldValue>& cells = further[line];
        if (cells.empty()) continue;
        if (const std::string id = text_in(cells, names + "/id"); !id.empty() && !ids.insert(id).second)
            return base::misuse("Line " + std::to_string(first + line + 1) + " has the id of a row that is there already. Select that row to change it, or leave the id out.");
        Change step;
        if (kind == base::EntityKind::person) step = AddPerson{"", {}, column::Role::participant, cells};
        else step = AddAsset{text_in(cells, "assets.names/name"), text_in(cells, "assets/subtype"), {}, cells};
        auto one = plan_of(wide, step);
        if (!one) return one.error();
        std::move(one->edits.begin(), one->edits.end(), std::back_inserter(plan.edits));
        plan.came_in.insert(plan.came_in.end(), one->came_in.begin(), one->came_in.end());
    }
    return {};
}

base::Status fits(const PasteCells& change, std::size_t lines) {
    const bool adds = change.further == base::EntityKind::person || change.further == base::EntityKind::asset;
    if (change.further && (!adds || (!change.subjects.empty() && change.subjects.front().kind != *change.further))) return base::misuse("Only people and assets come in by pasting, and only where people or assets are selected.");
    if (lines == 0) return base::misuse("There is nothing to paste. Copy cells from a spreadsheet first.");
    if (lines <= change.subjects.size() || adds) return {};
    return base::misuse(base::counted(static_cast<std::int64_t>(lines), "line") + " were copied, but " + base::counted(static_cast<std::int64_t>(change.subjects.size()), "row") +
                        " selected. Select as many rows as lines.");
}

}  // namespace

base::Result<Plan> plan_paste(const RevisionPtr& revision, const PasteCells& change) {
    if (change.subjects.empty() && !change.further) return base::misuse("Select the rows that the cells go to first.");
    if (change.text.size() > largest_paste) return base::misuse("That is more than can be pasted at once. Import it as a file instead.");
    std::vector<Line> lines = lines_of(change.text);
    std::vector<std::string> fields = change.fields;
    if (fields.empty() && !lines.empty()) {
        auto said = headings(*revision, lines.front(), table_of(*revision, change.subjects.empty() ? base::EntityKey{*change.further, 0, 0} : change.subjects.front()));
        if (!said) return said.error();
        fields = std::move(*said);
        lines.erase(lines.begin());
    }
    if (auto s = fits(change, lines.size()); !s) return s.error();
    const auto wide = place::with_fields(revision, fields, column::heap_memory);
    if (!wide) return wide.error();
    std::vector<std::vector<FieldValue>> said;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        auto cells = cells_of(**wide, fields, lines, line);
        if (!cells) return cells.error();
        said.push_back(std::move(*cells));
    }
    const std::size_t there = std::min(said.size(), change.subjects.size());
    Plan plan;
    for (const std::string& field : fields) {
        std::vector<std::pair<base::EntityKey, Value>> values;
        for (std::size_t line = 0; line < there; ++line)
            for (const FieldValue& cell : said[line])
                if (cell.field == field) values.emplace_back(change.subjects[line], cell.value);
        if (auto s = add_sets(plan, revision, field, values); !s) return s.error();
    }
    said.erase(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(there));
    if (!said.empty())
        if (auto s = add_further(plan, *wide, *change.further, said, there); !s) return s.error();
    return plan;
}

}  // namespace kith::session
