// The page that `kith publish` writes: what is here, numbers of people that may be said, what is withheld, how it was made, whose data it is.
#include <algorithm>
#include <array>
#include <map>

#include "engine/base/text.hpp"
#include "engine/picture/style.hpp"
#include "engine/picture/svg.hpp"
#include "engine/report/page.hpp"
#include "engine/report/publication.hpp"

namespace kith::report {
namespace {

using column::Column;

void open_section(Html& html, std::string_view title, std::string_view id) {
    html.open("section", {}, "aria-labelledby=\"" + std::string(id) + "\"");
    html.heading(2, title, id);
}

const Column* column_in(const privacy::View& view, std::string_view segment, std::string_view key) {
    const auto found = view.segment(segment);
    return found ? found->find(key) : nullptr;
}

std::string text_in(const Column* column, std::size_t row) { return column && column->known(row) ? std::string(column->text(row)) : std::string(); }

/// A line an asset: its name, what it is, where, and how to join.
class Directory {
public:
    explicit Directory(const privacy::View& view)
        : view_(view), class_(column_in(view, "assets", "class")), subtype_(column_in(view, "assets", "subtype")), area_(column_in(view, "assets", "area")),
          status_(column_in(view, "assets", "status")), when_(column_in(view, "assets.details", "when")), join_(column_in(view, "assets.details", "how_to_join")) {}

    void add_to(Html& html) const {
        if (view_.assets() == 0) return;
        open_section(html, "Groups, places and organisations", "directory");
        for (std::size_t of = 0; of <= column::asset_class_words.size(); ++of) {
            HtmlTable table;
            const bool known = of < column::asset_class_words.size();
            table.caption = known ? std::string(picture::style_of(static_cast<column::AssetClass>(of)).title) : std::string("Class not recorded");
            table.columns = {{"Name"}, {"What it is"}, {"Where"}, {"When and how to join"}};
            for (std::size_t row = 0; row < view_.assets(); ++row)
                if (class_of(row) == of && shown(row)) table.rows.push_back(line(row));
            std::sort(table.rows.begin(), table.rows.end());
            add(std::move(table), html);
        }
        html.close("section");
    }

private:
    std::size_t class_of(std::size_t row) const { return class_ && class_->known(row) ? static_cast<std::size_t>(class_->i32()[row]) : column::asset_class_words.size(); }
    bool shown(std::size_t row) const { return !status_ || !status_->known(row) || status_->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active); }
    std::vector<std::string> line(std::size_t row) const {
        const std::int32_t area = area_ ? area_->i32()[row] : -1;
        std::string when = text_in(when_, row), join = text_in(join_, row);
        return {view_.label(base::EntityKind::asset, row), subtype_ ? sentence_case(view_.words_for("assets", "subtype", text_in(subtype_, row))) : std::string(),
                area < 0 ? std::string() : view_.label(base::EntityKind::area, static_cast<std::size_t>(area)), when + (when.empty() || join.empty() ? "" : "; ") + join};
    }
    /// The first of a long list; more of it behind a line; all of it in data/assets.csv.
    static void add(HtmlTable table, Html& html) {
        if (table.rows.empty()) return;
        while (table.columns.size() > 1 && std::all_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return row.back().empty(); })) {
            table.columns.pop_back();
            for (auto& row : table.rows) row.pop_back();
        }
        const auto all = static_cast<std::int64_t>(table.rows.size());
        table.caption += ": " + base::grouped(all);
        HtmlTable more = table;
        if (table.rows.size() > most_listed) table.rows.resize(most_listed);
        html.table(table);
        if (all <= static_cast<std::int64_t>(most_listed)) return;
        more.rows.erase(more.rows.begin(), more.rows.begin() + most_listed);
        const std::string line = base::grouped(all - static_cast<std::int64_t>(most_listed)) + " more";
        if (more.rows.size() > most_folded) {
            more.rows.resize(most_folded);
            more.after = "All " + base::grouped(all) + " stand in data/assets.csv.";
        }
        more.caption += ", continued";
        html.open_fold(line);
        html.table(more);
        html.close("details");
    }

    const privacy::View& view_;
    const Column *class_, *subtype_, *area_, *status_, *when_, *join_;
};

HtmlTable table_of(const privacy::View& view, const privacy::PeopleTable& of) {
    HtmlTable table;
    table.caption = of.title;
    table.help = of.about;
    table.columns = {{of.layer.empty() ? "Place" : "Area"}, {"People", true}};
    if (of.shares) table.columns.push_back({"Of those who take part", true});
    for (const privacy::PeopleRow& row : of.rows) {
        std::vector<std::string> cells{areas_in_words(view, of.layer, row), row.shown ? base::grouped(*row.shown) : "not said"};
        if (of.shares) cells.push_back(share_in_words(row.share));
        table.rows.push_back(std::move(cells));
    }
    if (of.total && of.rows.size() != 1) {
        table.rows.push_back({"All areas together", base::grouped(*of.total)});
        if (of.shares) table.rows.back().emplace_back();
    }
    return table;
}

/// A map of a table, where its layer has one: every area of a group in the colour of the group's number.
void add_people_map(const Page& page, const privacy::PeopleTable& table, Html& html) {
    const auto base = std::find_if(page.maps.begin(), page.maps.end(), [&](const picture::Base& one) { return one.layer == table.layer; });
    if (base == page.maps.end() || table.rows.size() < 2) return;
    picture::MapSpec spec;
    spec.id = "people-" + table.measure + "-" + table.layer;
    spec.title = table.title;
    spec.legend_title = "People, rounded";
    spec.unit = "people";
    spec.values.assign(base->names.size(), {picture::ValueKind::suppressed, 0});
    for (const privacy::PeopleRow& row : table.rows)
        for (const std::size_t area : row.areas)
            if (row.shown) spec.values[area] = {picture::ValueKind::value, static_cast<double>(*row.shown)};
    const auto map = picture::map_of(*base, spec);
    if (!map) return;
    html.open("figure", {}, "tabindex=\"0\"");  // it scrolls where there is little room
    html.open("figcaption");
    html.text(table.title + ". Areas that are counted together have the colour of their number together; every number stands in the table.");
    html.close("figcaption");
    html.raw(picture::svg(*map));
    html.close("figure");
}

void add_people(const Page& page, const privacy::PeopleTables& people, Html& html) {
    if (people.tables.empty()) return;
    open_section(html, "People", "people");
    html.paragraph("Numbers are rounded, and small ones are counted together with neighbours. A person is met, not looked up.", "lead");
    for (const privacy::PeopleTable& table : people.tables) {
        if (table.rows.empty()) {
            if (table.total) html.paragraph("All areas together: " + base::grouped(*table.total) + " people.");
            continue;
        }
        if (table.measure == "participants") add_people_map(page, table, html);
        HtmlTable all = table_of(page.view, table);
        if (all.rows.size() > most_area_rows) {
            HtmlTable more = all;
            all.rows.resize(most_listed);
            more.rows.erase(more.rows.begin(), more.rows.begin() + most_listed);
            more.caption += ", continued";
            html.table(all);
            html.open_fold(base::grouped(static_cast<std::int64_t>(more.rows.size())) + " more");
            html.table(more);
            html.close("details");
        } else {
            html.table(all);
        }
    }
    html.close("section");
}

void add_lines(Html& html, std::string_view title, std::string_view id, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    open_section(html, title, id);
    html.list(lines);
    html.close("section");
}

std::vector<std::string> licence_lines(const Licences& licences) {
    std::vector<std::string> out = licences.lines;
    if (licences.one_is_odbl)
        out.emplace_back(licences.others ? "Some of this is OpenStreetMap's or under the Open Database Licence, and here it is put together with other sources: all of it together is under the Open Database Licence 1.0. Whose each row is stands in the column source of data/assets.csv."
                                         : "The data are under the Open Database Licence 1.0 (opendatacommons.org/licenses/odbl).");
    return out;
}

}  // namespace

std::string areas_in_words(const privacy::View& view, const std::string& layer, const privacy::PeopleRow& row) {
    if (layer.empty()) return "The whole place";
    constexpr std::size_t most = 4;
    std::string out;
    for (std::size_t i = 0; i < std::min(row.areas.size(), most); ++i) {
        const bool last = i + 1 == row.areas.size();
        out += (i == 0 ? "" : last ? " and " : ", ") + view.label(base::EntityKind::area, row.areas[i], layer);
    }
    if (row.areas.size() > most) out += " and " + base::counted(static_cast<std::int64_t>(row.areas.size() - most), "more area", "more areas");
    return out;
}

std::string share_in_words(const privacy::Share& share) {
    switch (share.kind) {
        case privacy::Share::Kind::value: return std::to_string(share.per_cent) + " %";
        case privacy::Share::Kind::over_90: return "more than 90 %";
        case privacy::Share::Kind::under_10: return "fewer than 10 %";
        case privacy::Share::Kind::withheld: break;
    }
    return "not said";
}

base::Result<std::string> publication_html(const Publication& publication, base::JobContext& job) {
    const privacy::View& view = publication.view;
    const RunFacts none;
    auto maps = maps_of(view, job);
    if (!maps) return maps.error();
    Page page{view, publication.results, none, std::move(*maps), true};
    Html body;
    add_summary(page, body);
    add_assets(page, body);
    Directory(view).add_to(body);
    std::size_t number = 0;
    for (const host::AnalysisResult& result : publication.results)
        if (result.ok()) add_analysis(page, result, ++number, body);
    add_not_asked(page, body);
    add_people(page, publication.people, body);
    add_lines(body, "What is not said, and why", "withheld", withheld_of(publication));
    add_lines(body, "How the numbers were made", "method", method_of(publication));
    add_lines(body, "Whose data this is", "sources", licence_lines(licences_of(view)));
    add_lines(body, "To take away", "files",
              {"poster.pdf: maps, A3.", "data/place.gpkg: areas with what was worked out about them, assets and numbers of people, for QGIS and other map programs.",
               "data/assets.csv, data/people.csv and a table of each layer of areas, for a spreadsheet; data/findings.csv and data/tables: what was found.",
               "about.txt: sources, licences and how it was made.", "ledger.json: every number of people that was published of this place until " + publication.day + "."});
    return page_in({view, "what is here", "What is here, and who looks after it. Published on " + publication.day + ".", publication.kith}, std::move(body));
}

}  // namespace kith::report
