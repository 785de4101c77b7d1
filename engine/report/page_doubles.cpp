// Who and what may be recorded twice, for the team: pairs with the evidence, for whoever knows to decide.
#include <array>
#include <unordered_map>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/report/layer_builder.hpp"
#include "engine/report/page.hpp"

namespace kith::report {
namespace {

/// Rows of those who stand in a pair and may be told about: somebody whom only others named is in no list.
std::unordered_map<base::EntityKey, std::size_t> rows_in_pairs(const Page& page) {
    std::unordered_map<base::EntityKey, std::size_t> rows;
    for (const PossibleDouble& pair : page.facts.doubles) rows.emplace(pair.a, 0), rows.emplace(pair.b, 0);
    std::unordered_map<base::EntityKey, std::size_t> found;
    const column::Column* roles = column_of(page.view, "people", "role");
    for (const base::EntityKind kind : {base::EntityKind::person, base::EntityKind::asset}) {
        const std::size_t count = kind == base::EntityKind::person ? page.view.people() : page.view.assets();
        for (std::size_t row = 0; row < count; ++row) {
            if (kind == base::EntityKind::person && roles != nullptr && roles->i32()[row] == static_cast<std::int32_t>(column::Role::alter)) continue;
            if (const base::EntityKey key = page.view.key(kind, row); rows.contains(key)) found.emplace(key, row);
        }
    }
    return found;
}

std::string called(const Page& page, base::EntityKind kind, std::size_t row) {
    const std::string label = page.view.label(kind, row), id = page.view.source_id(kind, row);
    return id.empty() || id == label ? label : label + " (" + id + ")";
}

}  // namespace

void add_doubles(const Page& page, Html& html) {
    if (!page.team() || page.facts.doubles.empty()) return;
    const auto rows = rows_in_pairs(page);
    std::array<HtmlTable, 2> tables;
    std::array<std::int64_t, 2> counts{};
    for (const PossibleDouble& pair : page.facts.doubles) {
        const auto a = rows.find(pair.a), b = rows.find(pair.b);
        if (a == rows.end() || b == rows.end() || pair.a.kind != pair.b.kind) continue;
        const std::size_t which = pair.a.kind == base::EntityKind::person ? 0 : 1;
        if (std::cmp_less(counts[which]++, most_pairs)) tables[which].rows.push_back({called(page, pair.a.kind, a->second), called(page, pair.b.kind, b->second), pair.evidence});
    }
    if (counts[0] + counts[1] == 0) return;
    html.open("section");
    html.heading(2, "Perhaps recorded twice", "recorded-twice");
    html.paragraph(base::counted(counts[0], "pair") + " of people and " + base::counted(counts[1], "pair") +
                   " of assets are so alike that they may be one. Nothing was made one: whoever knows them decides. `kith check --matches FILE.csv` writes them as a table to decide in.");
    for (const std::size_t which : {0u, 1u}) {
        if (counts[which] == 0) continue;
        tables[which].caption = which == 0 ? "People who may be one" : "Assets that may be one";
        tables[which].columns = {{"One", false}, {"The other", false}, {"What speaks for it", false}};
        const std::int64_t more = counts[which] - static_cast<std::int64_t>(tables[which].rows.size());
        if (more > 0) tables[which].after = "and " + base::counted(more, "more pair") + " in that table";
        html.table(tables[which]);
    }
    html.close("section");
}

}  // namespace kith::report
