// The parts of the preparation that are lists: table, charts, card, findings, issues, forms.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/issue_codes.hpp"
#include "viewer/app/preparation.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/day_words.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/layers.hpp"

namespace kith::viewer::app {
namespace {

/// The place's own, else this machine's.
std::int32_t day_of_the_place(const model::Model& model) {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
    return model.view()->as_of().value_or(static_cast<std::int32_t>(now));
}

/// Past the end where there is no such layer.
std::size_t index_of_layer(const privacy::View& view, const std::string& as) {
    const auto layers = view.layers();
    return static_cast<std::size_t>(std::find_if(layers.begin(), layers.end(), [&](const privacy::Layer& one) { return one.as == as; }) - layers.begin());
}

std::vector<std::uint8_t> selected_bytes(std::span<const picture::Emphasis> marks) {
    std::vector<std::uint8_t> out(marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i) out[i] = marks[i] == picture::Emphasis::selected ? 1 : 0;
    return out;
}

/// "ties.csv, rows 3, 8 and 14 others".
std::string where_of(const column::IssueGroup& group) {
    constexpr int most_rows = 6;
    std::string rows;
    int named = 0;
    for (const column::Issue& issue : group.source->issues)
        if (issue.code == group.count->code && issue.row > 0 && named < most_rows) rows += (named++ > 0 ? ", " : "") + base::grouped(issue.row);
    if (named == 0) return group.source->file;
    const std::int64_t more = group.count->count - named;
    return group.source->file + (named + more > 1 ? ", rows " : ", row ") + rows + (more > 0 ? " and " + base::counted(more, "other") : "");
}

std::vector<draw::IssueLine> issues_of(const privacy::View& view, const session::Session& session) {
    std::vector<draw::IssueLine> out;
    for (const column::IssueGroup& group : column::issue_groups(view.reports()))
        out.push_back({(group.count->severity == column::Severity::problem ? "Problem: " : "Note: ") + std::string(group.said.title) + " · " + base::grouped(group.count->count) + (group.said.done.empty() ? "" : " · " + std::string(group.said.done)),
                       group.first == nullptr ? "" : group.first->reason, where_of(group), std::string(group.said.mend),
                       group.count->severity == column::Severity::problem ? draw::Tone::caution : draw::Tone::normal});
    for (const std::string& remark : view.remarks()) out.push_back({"", remark, "", "", draw::Tone::normal});
    for (const std::string& complaint : session.complaints()) out.push_back({"", complaint, "", "", draw::Tone::caution});
    return out;
}

}  // namespace

void Preparation::make_table(const model::Model& model) {
    const model::Visibility& visible = model.visibility();
    model::TableOptions options = model::table_shown(*model.view(), model.options);
    const model::Subject subject = model::subject_of(options);
    model::TableRows rows;
    std::vector<std::uint8_t> chosen, ties_shown;
    if (subject.kind == base::EntityKind::person) {
        rows.shown = visible.shown_people;
        chosen = selected_bytes(emphasised_.marks().people);
    } else if (subject.kind == base::EntityKind::asset) {
        rows.shown = visible.shown_assets;
        chosen = selected_bytes(emphasised_.marks().assets);
    } else if (subject.kind == base::EntityKind::tie) {  // those of a person's own card are in no list either
        for (const std::uint8_t hidden : visible.ties) ties_shown.push_back(hidden == 0 ? 1 : 0);
        rows.shown = ties_shown;
    } else if (subject.kind == base::EntityKind::area) {
        const auto layers = model.view()->layers();
        const auto layer = std::find_if(layers.begin(), layers.end(), [&](const auto& one) { return subject.layer.empty() ? one.primary : one.as == subject.layer; });
        if (layer != layers.end() && layer->as == model::coloured_layer(*model.view(), model.options.map)) rows.shown = visible.shown_areas;
        if (const auto at = static_cast<std::size_t>(layer - layers.begin()); at < emphasised_.marks().areas.size()) chosen = selected_bytes(emphasised_.marks().areas[at]);
    }
    rows.selected = chosen;
    auto made = model::table_of(*model.view(), results_, options, rows);
    if (!made && model.preferences.presentation) {  // sorted by a column that is kept private
        options.sorted_by.clear();
        made = model::table_of(*model.view(), results_, options, rows);
    }
    table_.reset();
    screen_->table = nullptr;
    screen_->table_fault = made ? "" : made.error().message;
    if (!made) return;
    table_ = std::move(*made);
    screen_->table = &*table_;
}

/// Of people, of assets or of the areas that are coloured.
std::span<const picture::Emphasis> Preparation::marks_of(const model::Model& model, const model::Subject& subject) const {
    const auto& marks = emphasised_.marks();
    if (subject.kind == base::EntityKind::person) return marks.people;
    if (subject.kind == base::EntityKind::asset) return marks.assets;
    const std::size_t layer = index_of_layer(*model.view(), subject.layer);
    return layer < marks.areas.size() ? std::span<const picture::Emphasis>(marks.areas[layer]) : std::span<const picture::Emphasis>();
}

void Preparation::make_charts(const model::Model& model) {
    screen_->histogram.reset();
    screen_->scatter.reset();
    screen_->scatter_fault.clear();
    screen_->scatter_keys = {};
    histogram_of_.reset();
    const std::string layer = model::coloured_layer(*model.view(), model.options.map);
    const std::array<std::pair<const std::vector<model::Field>*, model::Subject>, 3> groups = {{{&area_fields_, {base::EntityKind::area, layer}}, {&people_fields_, {base::EntityKind::person, ""}}, {&asset_fields_, {base::EntityKind::asset, ""}}}};
    const model::ColumnName wanted = model.options.charts.histogram.empty() ? model.options.map.colour.column : model.options.charts.histogram;
    for (const auto& [fields, subject] : groups) {
        const model::Field* field = model::find_field(*fields, wanted);
        if (field == nullptr) continue;
        const bool of_map = wanted == model.options.map.colour.column && screen_->area_colours;
        if (auto made = model::histogram_of(*field, of_map ? screen_->area_colours->classes : picture::Classes())) screen_->histogram = std::move(*made);
        histogram_of_ = *field;
        histogram_subject_ = subject;
        break;
    }
    const model::Field* x = model::find_field(area_fields_, model.options.charts.scatter_x);
    if (x == nullptr) return;
    auto made = model::moran_scatter(*model.view(), layer, *x);
    if (!made) {
        screen_->scatter_fault = made.error().message;
        return;
    }
    screen_->scatter = std::move(*made);
    screen_->scatter_keys = model.session.index().areas(index_of_layer(*model.view(), layer));
}

/// Who is selected and who is pointed at, in charts that stand. Without `chosen` nobody else was selected: people are not counted again.
void Preparation::mark_charts(const model::Model& model, bool chosen) {
    const auto hovered = [&](const model::Subject& subject) {
        std::vector<std::int32_t> rows;
        for (const base::EntityKey& key : model.session.hovered().keys())
            if (const auto at = model.session.index().find(key); at && at->kind == subject.kind && (at->layer < 0 || static_cast<std::size_t>(at->layer) == index_of_layer(*model.view(), subject.layer))) rows.push_back(at->row);
        return rows;
    };
    if (screen_->histogram && histogram_of_) {
        const auto marks = marks_of(model, histogram_subject_);
        if (chosen && marks.size() == histogram_of_->rows()) model::count_selected(*screen_->histogram, *histogram_of_, selected_bytes(marks));
        model::count_hovered(*screen_->histogram, *histogram_of_, hovered(histogram_subject_));
    }
    if (!screen_->scatter) return;
    const model::Subject areas{base::EntityKind::area, model::coloured_layer(*model.view(), model.options.map)};
    model::mark(*screen_->scatter, selected_bytes(marks_of(model, areas)), hovered(areas));
}

void Preparation::make_card(const model::Model& model) {
    card_.reset();
    screen_->card = nullptr;
    screen_->card_empty = "Press on somebody, on an asset or on a neighbourhood to see their card.";
    const auto keys = model.session.selection().keys();
    if (keys.empty() || !cards_) return;
    const auto row = model.session.index().find(keys.back());
    if (!row) return;
    card_ = cards_->card(*row);
    if (card_) screen_->card = &*card_;
}

/// Only while they are looked at: of the findings as they stand, and of whom they are about.
void Preparation::make_introductions(const model::Model& model) {
    const bool wanted = model.window.dialog == model::Dialog::introductions;
    const std::uint64_t now = wanted ? 1 + model.version + model.session.versions().undo + model.session.versions().place : 0;
    if (now == introductions_of_) return;
    introductions_of_ = now;
    screen_->introductions = wanted ? model::introductions(model) : std::vector<model::Introduction>();
}

void Preparation::make_lists(const model::Model& model) {
    screen_->chips = model::chips_of(model);
    screen_->trays = model::trays_of(model);
    screen_->account = model::account_of(model);
    screen_->findings = model::finding_list(model);
    screen_->finding = [&model](const model::FindingRef& ref) {
        const model::FindingLine one = model::finding_line(model, ref);
        draw::FindingText text{one.said.heading, one.said.text, one.said.value, one.said.missing, one.analysis, one.why_dismissed, one.said.strengths, one.said.changes, one.dismissed,
                               model.session.results()[ref.result]->id, ref.finding, one.key, one.said.subjects, {}};
        const host::AnalysisResult& result = model.session.results()[ref.result]->analysis;
        if (result.plugin->manifest.messages[result.findings.message(ref.finding)].claim == host::Claim::introduction && one.said.subjects.size() == 2) text.introduces = {one.said.subjects[0], one.said.subjects[1]};
        return text;
    };
    screen_->issues = issues_of(*model.view(), model.session);
    screen_->isolation.clear();
    for (const session::RunResultPtr& result : model.session.results())
        screen_->isolation = result->provenance.isolation.find("seccomp") != std::string::npos ? "locked ✓" : "not locked";
    screen_->analyses.clear();
    for (const host::PluginPtr& plugin : model.session.plugins().plugins()) {
        const host::Readiness ready = model.session.readiness(plugin->manifest);
        draw::AnalysisLine line{plugin->manifest.id, plugin->manifest.title, ready.sentence, ready.ready, false, false, 0, {}};
        for (const session::RunResultPtr& result : model.session.results())
            if (result->request.use == plugin->manifest.id) {
                line.run = true;
                line.stale = !model.session.stale(*result).empty();
                line.result = result->id;
                line.as = result->analysis.as;
            }
        screen_->analyses.push_back(line);
    }
}

void Preparation::make_form(const model::Model& model) {
    const bool wanted = model.window.dialog == model::Dialog::run;
    const std::string of = wanted ? model.window.subject : std::string();
    if (of == form_of_) return;
    form_of_ = of;
    form_.reset();
    screen_->form = nullptr;
    if (!wanted) return;
    auto made = model::form_again(model.session, of);
    if (!made) return;
    form_ = std::move(*made);
    screen_->form = &*form_;
}

/// While rows are changed at once: of the table that this was asked for from, else of whatever was selected first.
void Preparation::make_cells(const model::Model& model) {
    const bool wanted = model.window.dialog == model::Dialog::edit_cells || model.window.dialog == model::Dialog::paste;
    if (!wanted) cells_of_.reset();
    if (!wanted) return;
    model::Subject subject = model::subject_of(model::table_shown(*model.view(), model.options));
    const auto keys = model.session.selection().keys();
    if (model.window.subject.empty() && !keys.empty()) {
        const auto row = model.session.index().find(keys.front());
        subject = {keys.front().kind, row && row->layer >= 0 ? model.view()->layers()[static_cast<std::size_t>(row->layer)].as : std::string()};
    }
    if (cells_of_ == subject) return;
    cells_of_ = subject;
    screen_->cell_columns = model::cell_columns(*model.view(), subject);
    screen_->cell_kind = subject.kind;
}

void Preparation::find(const model::Model& model) {
    if (model.window.dialog != model::Dialog::find) return;
    if (!index_due_ && found_for_ == model.window.text) return;
    found_for_ = model.window.text;
    screen_->found = found_for_.empty() ? model::FoundList() : index(model).find(*model.view(), found_for_, 12);
    screen_->found_streets = found_for_.empty() ? std::vector<model::Street>() : streets(model).beginning(found_for_, 6);
}

const model::FindIndex& Preparation::index(const model::Model& model) {
    if (index_due_) index_ = model::FindIndex(*model.view());
    index_due_ = false;
    return index_;
}

const model::StreetIndex& Preparation::streets(const model::Model& model) {
    if (streets_due_) streets_ = model::StreetIndex(*model.view());
    streets_due_ = false;
    return streets_;
}

/// Only while they are looked at; by names as this window shows them.
void Preparation::make_reviews(const model::Model& model) {
    screen_->reviews.clear();
    screen_->to_accept = model.window.dialog == model::Dialog::captured ? model.session.captured() : std::vector<session::ToAccept>();
    if (model.window.dialog != model::Dialog::reviews) return;
    screen_->day = day_of_the_place(model);
    const bool team = model.view()->audience() == privacy::Audience::team;
    for (session::Review& review : model.session.reviews_due(screen_->day)) {
        if (!team && review.kind != "purpose" && review.subject.kind != base::EntityKind::asset) continue;
        const auto row = model.session.index().find(review.subject);
        const bool of_somebody = review.kind != "purpose" && !review.id.empty();
        if (of_somebody && review.kind != "promises" && !row) continue;  // not before this audience
        std::string whose = row ? model.view()->label(review.subject.kind, static_cast<std::size_t>(row->row)) : std::string();
        screen_->reviews.push_back({std::move(review), std::move(whose)});
    }
}

std::optional<session::Today> Preparation::today_now(const model::Model& model) const {
    const store::Purpose* purpose = model.session.purpose();
    auto made = session::today(*model.view(), model::today_of(*model.view()), {purpose == nullptr ? std::nullopt : std::optional(*purpose), model.session.edits(), {}});
    return made ? std::optional(std::move(*made)) : std::nullopt;
}

/// Only while it is looked at, or something is being noted down.
void Preparation::make_today(const model::Model& model) {
    if (!today_due_) return;
    screen_->today.reset();
    screen_->day = model::today_of(*model.view());
    if (model.preferences.bottom_tab != model::Pane::today && model.window.full != model::Pane::today && model.window.dialog != model::Dialog::quick_add) return;
    today_due_ = false;
    screen_->today = today_now(model);
    const auto source = [this, &model] {
        return model::QuickSource{*model.view(), index(model), streets(model), screen_->day};
    };
    screen_->read_quick = [source](std::string_view line, const std::map<std::size_t, model::QuickCorrection>& corrections) { return model::read_quick(source(), line, corrections); };
    screen_->note_of = [source](const model::QuickAdd& quick) { return model::note_of(source(), quick); };
}

}  // namespace kith::viewer::app
