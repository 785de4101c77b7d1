#include "viewer/model/out.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::array<OutKind, out_count> kinds{{{"Map", "wall-map", true}, {"Network", "network", true}, {"Circle of the person selected", "circle", true}, {"Histogram", "histogram", true},
                                                {"Scatter", "scatter", true}, {"Table", "table", false, true}, {"Card of who or what is selected", "card"}, {"Findings", "findings"},
                                                {"Introductions", "introductions", false, true}, {"Today", "today"}, {"Issues in the files", "issues"}}};
constexpr std::size_t findings_in_document = 500;

std::string and_more(std::size_t all, std::size_t shown) { return all > shown ? "And " + base::grouped(static_cast<std::int64_t>(all - shown)) + " more." : std::string(); }

}  // namespace

const OutKind& kind_of(Out what) { return kinds[static_cast<std::size_t>(what)]; }

std::vector<std::string_view> endings_of(Out what) {
    std::vector<std::string_view> out;
    if (kind_of(what).picture) out = {".pdf", ".svg", ".png"};
    if (kind_of(what).table) out = {".csv"};
    out.emplace_back(".html");
    return out;
}

bool ends_as(Out what, std::string_view ending) {
    const auto all = endings_of(what);
    return std::find(all.begin(), all.end(), base::lower(std::string(ending))) != all.end();
}

std::optional<std::size_t> circled(const Model& model) {
    const auto keys = model.session.selection().keys();
    if (keys.empty() || keys.back().kind != base::EntityKind::person) return std::nullopt;
    const auto row = model.session.index().find(keys.back());
    return row ? std::optional(static_cast<std::size_t>(row->row)) : std::nullopt;
}

std::string why_not(const Model& model, Out what) {
    if (!model.session.is_open()) return "No place is open.";
    const ChartOptions& charts = model.options.charts;
    const bool no_ties = model.view()->people() == 0 || !model.topology();
    switch (what) {
        case Out::network: return no_ties ? "There are no ties that this audience may see." : "";
        case Out::circle: return no_ties ? "There are no ties that this audience may see." : circled(model) ? "" : "Nobody is selected: press on a person first, and it is their circle.";
        case Out::histogram: return charts.histogram.empty() && model.options.map.colour.column.empty() ? "No column is chosen: choose one under Charts first." : "";
        case Out::scatter: return charts.scatter_x.empty() ? "No column is chosen for the scatter: choose one under Charts first." : "";
        case Out::card: return model.session.selection().empty() ? "Nothing is selected: press on a person, an asset or a neighbourhood first, and it is their card." : "";
        case Out::findings: return model.session.results().empty() ? "No analysis has run yet, so nothing has been found: run some first (Ctrl+R)." : "";
        case Out::introductions: return any_introduction(model) ? "" : "There are no introductions to save: analyses find them, between people who said yes to that.";
        case Out::today: return model.view()->audience() == privacy::Audience::team ? "" : "What there is to do today is for the team.";
        case Out::map: case Out::table: case Out::issues: break;
    }
    return {};
}

Out looked_at(const Model& model) {
    if (model.window.full) switch (*model.window.full) {
        case Pane::card: return Out::card;
        case Pane::table: return Out::table;
        case Pane::findings: return Out::findings;
        case Pane::charts: return Out::histogram;
        case Pane::issues: return Out::issues;
        case Pane::today: return Out::today;
        case Pane::map: case Pane::network: case Pane::layers: break;
    }
    return model.window.full.value_or(model.window.focus) == Pane::network ? Out::network : Out::map;
}

Document document_of(const Model& model, const FindingList& findings) {
    const privacy::View& view = *model.view();
    Document out{view.place_name() + ": what was found", audience_words(view.audience()), {}};
    out.paragraph(view.note());
    out.paragraph(base::grouped(static_cast<std::int64_t>(findings.rows.size())) + " of " + base::counted(findings.all, "finding") + (findings.hidden > 0 ? "; the others are filtered or put aside." : "."));
    out.paragraph(findings.order);
    std::string analysis;
    for (std::size_t i = 0; i < std::min(findings.rows.size(), findings_in_document); ++i) {
        const FindingLine line = finding_line(model, findings.rows[i]);
        if (line.analysis != analysis) out.heading(line.analysis + (line.stale.empty() ? "" : ". " + line.stale));
        analysis = line.analysis;
        std::string said = line.said.heading.empty() ? line.said.text : sentence(line.said.heading) + " " + line.said.text;
        if (!line.said.value.empty() && said.find(line.said.value) == std::string::npos) said += " " + sentence(line.said.value);
        if (line.dismissed) said += " Put aside: " + sentence(line.why_dismissed);
        out.paragraph(std::move(said));
        std::vector<std::string> reasons = line.said.strengths;
        for (const std::string& change : line.said.changes) reasons.push_back(change);
        if (!line.said.missing.empty()) reasons.push_back(line.said.missing);
        out.list(std::move(reasons));
    }
    out.paragraph(and_more(findings.rows.size(), findings_in_document));
    return out;
}

Document document_of(const picture::Circles& circles, const privacy::View& view) {
    Document out{"Four circles of " + circles.label, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    for (int circle = 1; circle <= 4; ++circle) {
        std::vector<std::string> names;
        for (const picture::CircleMember& member : circles.members)
            if (member.circle == circle) names.push_back(member.label + (member.placed ? "" : " (how close, or whether paid, nobody knows)"));
        const bool known = circles.known[static_cast<std::size_t>(circle - 1)];
        out.heading(std::string(picture::circle_name(circle)) + ": " + base::grouped(static_cast<std::int64_t>(names.size())) + (known ? "" : " known, not fully asked"));
        out.list(std::move(names));
    }
    return out;
}

Document document_of(const session::Today& today, const privacy::View& view) {
    Document out{view.place_name() + ": " + date_words(today.day), audience_words(view.audience()), {}};
    out.paragraph(view.note());
    for (const session::TodayList& list : today.lists) {
        out.heading(list.heading);
        std::vector<std::string> lines;
        for (const session::TodayLine& line : list.lines) lines.push_back(line.detail.empty() ? line.text : line.text + " · " + line.detail);
        if (lines.empty()) out.paragraph(list.empty);
        out.list(std::move(lines));
        out.paragraph(list.further);
    }
    return out;
}

Document introductions_document(const Model& model) {
    const privacy::View& view = *model.view();
    Document out{view.place_name() + ": introductions", audience_words(view.audience()), {}};
    out.paragraph(view.note());
    Block block;
    block.kind = Block::Kind::table;
    block.text = "Introductions";
    block.head = {"One", "The other", "Why", "Where"};
    block.numeric = {false, false, false, false};
    for (const Introduction& one : introductions(model)) block.rows.push_back({one.one, one.other, one.why, one.venue});
    out.blocks.push_back(std::move(block));
    return out;
}

}  // namespace kith::viewer::model
