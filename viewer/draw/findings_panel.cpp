// What analyses found, one line each; opened: what it rests on, and what one may do with it.
#include <imgui.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

/// One of a list, or all of them: -1 while nothing is chosen.
int one_of(Ui& ui, const char* name, const char* all, std::span<const model::FindingCount> counts, const std::vector<std::string>& chosen, float width) {
    std::vector<std::string> names = {all};
    int now = 0;
    for (const model::FindingCount& one : counts) {
        if (chosen.size() == 1 && chosen.front() == one.id) now = static_cast<int>(names.size());
        names.push_back(one.words + " · " + base::grouped(one.count));
    }
    return choose(ui, name, "", names, now, width);
}

/// By reason, and by the analysis that gave it: then the reasons are that one's.
Intents draw_reasons(Ui& ui, const Screen& screen) {
    const model::FindingList& list = screen.findings;
    model::ViewOptions wanted = screen.model.options;
    model::FindingOptions& now = wanted.findings;
    std::vector<model::FindingCount> reasons;
    for (const model::FindingCount& reason : list.reasons)
        if (now.analyses.empty() || std::any_of(now.analyses.begin(), now.analyses.end(), [&](const std::string& as) { return reason.id.starts_with(as + '/'); })) reasons.push_back(reason);
    Intents intents;
    if (const int i = one_of(ui, "findings.reason", "All reasons", reasons, now.messages, ui.px(200)); i >= 0) {
        now.messages.clear();
        if (i > 0) now.messages = {reasons[static_cast<std::size_t>(i - 1)].id};
        intents.push_back(model::Restyle{"Filter the findings", wanted, 0});
    }
    beside(ui);
    if (const int i = one_of(ui, "findings.analysis", "All analyses", list.analyses, now.analyses, ui.px(170)); i >= 0) {
        now.messages.clear();
        now.analyses.clear();
        if (i > 0) now.analyses = {list.analyses[static_cast<std::size_t>(i - 1)].id};
        intents.push_back(model::Restyle{"Findings of an analysis", wanted, 0});
    }
    return intents;
}

Intents draw_filter(Ui& ui, const Screen& screen) {
    const model::FindingList& list = screen.findings;
    Intents intents = draw_reasons(ui, screen);
    model::ViewOptions wanted = screen.model.options;
    beside(ui);
    if (toggle(ui, "findings.selected", "About those selected", wanted.findings.only_selected)) {
        wanted.findings.only_selected = !wanted.findings.only_selected;
        intents.push_back(model::Restyle{"Findings about those selected", wanted, 0});
    }
    beside(ui);
    if (toggle(ui, "findings.dismissed", "Also those put aside", wanted.findings.dismissed)) {
        wanted.findings.dismissed = !wanted.findings.dismissed;
        intents.push_back(model::Restyle{wanted.findings.dismissed ? "Also findings that were put aside" : "No findings that were put aside", wanted, 0});
    }
    beside(ui);
    if (button(ui, "findings.introductions", "Introductions…", Look::quiet, list.introductions)) intents.push_back(model::ShowDialog{model::Dialog::introductions, ""});
    beside(ui, 16);
    ImGui::AlignTextToFramePadding();
    cut_words(ui, base::grouped(static_cast<std::int64_t>(list.rows.size())) + " of " + base::grouped(list.all) + " shown", room(), Style::small, Tone::quiet);
    hint(ui, list.order);
    return intents;
}

Intents draw_opened(Ui& ui, const Screen& screen, const FindingText& finding) {
    Intents intents;
    ImGui::Indent(ui.px(16));
    if (width_of(ui, finding.text) + width_of(ui, finding.heading, Style::small) + ui.px(24) > room()) paragraph(ui, finding.text);  // else the line over it says it all
    for (const std::string& strength : finding.strengths) paragraph(ui, strength, Style::body, Tone::good);
    if (!finding.missing.empty()) paragraph(ui, finding.missing, Style::small, Tone::quiet);
    for (const std::string& change : finding.changes) paragraph(ui, change, Style::small, Tone::quiet);
    words(ui, finding.analysis, Style::small, Tone::quiet);
    const bool offers = finding.introduces.size() == 2 && !screen.model.preferences.presentation;
    if (offers && button(ui, "finding.offer", "Offer this introduction", Look::primary)) intents.push_back(model::Edit{session::OfferIntroduction{finding.introduces[0], finding.introduces[1], session::Date{screen.day, column::Precision::day}}});
    if (offers) beside(ui);
    if (button(ui, "finding.evidence", "Show what it rests on")) intents.push_back(model::SelectEvidence{finding.result, finding.finding, session::SelectMode::replace});
    beside(ui);
    if (button(ui, "finding.note", "Add a note", Look::quiet)) intents.push_back(model::ShowDialog{model::Dialog::note, finding.key.hex()});
    beside(ui);
    const auto person = std::find_if(finding.subjects.begin(), finding.subjects.end(), [](const base::EntityKey& key) { return key.kind == base::EntityKind::person; });
    if (finding.dismissed) {
        if (button(ui, "finding.back", "Take it back", Look::quiet)) intents.push_back(model::Edit{session::DismissFinding{finding.key, "", true}});
        words(ui, finding.why_dismissed, Style::small, Tone::quiet);
    } else if (button(ui, "finding.dismiss", "Put aside…", Look::quiet)) {
        intents.push_back(model::ShowDialog{model::Dialog::dismiss, finding.key.hex()});
    }
    if (person != finding.subjects.end() && screen.audience == "team" && !screen.model.preferences.presentation) {
        const auto row = screen.model.session.index().find(*person);
        if (row) words(ui, "Own view of " + screen.model.view()->label(base::EntityKind::person, static_cast<std::size_t>(row->row)), Style::small, Tone::quiet);
        add(intents, draw_own_view(ui, screen, *person, "finding.own_view"));
    }
    ImGui::Unindent(ui.px(16));
    gap(ui, 8);
    return intents;
}

bool wanted_all(const Screen& screen) {
    const model::FindingOptions& now = screen.model.options.findings;
    return now.messages.empty() && now.analyses.empty() && !now.only_selected;
}

/// One line; a bar stands at its left while any of whom it is about is selected, a dashed one while they are pointed at.
bool finding_line(Ui& ui, const Screen& screen, const FindingText& finding, const std::string& name, Remembered& memory) {
    const session::Session& session = screen.model.session;
    const auto any = [&](const session::KeySet& keys) { return std::any_of(finding.subjects.begin(), finding.subjects.end(), [&](const base::EntityKey& key) { return keys.contains(key); }); };
    const bool chosen = any(session.selection()), pressed = line(ui, name, finding.text, finding.dismissed ? "put aside · " + finding.heading : finding.heading, chosen);
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    if (ImGui::IsItemHovered()) memory.pointed = finding.subjects;
    if (!chosen && any(session.hovered())) point_out(ui, {low.x, low.y, high.x, high.y});
    return pressed;
}

bool same(const std::optional<model::FindingRef>& one, const model::FindingRef& other) { return one && one->result == other.result && one->finding == other.finding; }

}  // namespace

Intents draw_findings(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (screen.model.session.results().empty()) {
        paragraph(ui, "No analysis has run yet: who connects here, where nobody has asked, and whom one could introduce.", Style::body, Tone::quiet);
        gap(ui, 4);
        if (button(ui, "findings.run", "Run the usual analyses", Look::primary)) intents.push_back(model::RunAnalyses{});
        return intents;
    }
    add(intents, draw_filter(ui, screen));
    if (screen.findings.rows.empty()) paragraph(ui, wanted_all(screen) ? "The analyses that ran found nothing to tell." : "Nothing that this choice leaves. Take another reason, or everybody.", Style::body, Tone::quiet);
    ImGui::BeginChild("findings", ImGui::GetContentRegionAvail());
    const auto is_open = [&](const model::FindingRef& ref) { return same(memory.finding_open, ref); };
    const auto one = [&](std::size_t i) {
        const model::FindingRef ref = screen.findings.rows[i];
        const bool opened = is_open(ref);
        const FindingText finding = screen.finding(ref);
        const std::string name = "finding." + std::to_string(ref.result) + "." + std::to_string(ref.finding);
        if (finding_line(ui, screen, finding, name, memory)) {
            memory.finding_open = opened ? std::nullopt : std::optional(ref);
            intents.push_back(model::SelectEvidence{finding.result, finding.finding, session::SelectMode::replace});
        }
        if (is_open(ref)) add(intents, draw_opened(ui, screen, finding));
    };
    // An opened one has a height of its own, so lines are counted before it and after it.
    const auto& rows = screen.findings.rows;
    const std::size_t all = rows.size(), open = memory.finding_open ? static_cast<std::size_t>(std::find_if(rows.begin(), rows.end(), is_open) - rows.begin()) : all;
    const auto stretch = [&](std::size_t from, std::size_t to) {
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(to - from), ui.px(30));
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) one(from + static_cast<std::size_t>(i));
    };
    stretch(0, open);
    if (open < all) {
        one(open);
        stretch(open + 1, all);
    }
    ImGui::EndChild();
    return intents;
}

}  // namespace kith::viewer::draw
