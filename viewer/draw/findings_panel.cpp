// What analyses found, one line each; opened: what it rests on, and what one may do with it.
#include <imgui.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

Intents draw_filter(Ui& ui, const Screen& screen) {
    const model::FindingList& list = screen.findings;
    model::ViewOptions wanted = screen.model.options;
    Intents intents;
    std::vector<std::string> names = {"All reasons"};
    int now = 0;
    for (const model::FindingCount& reason : list.reasons) {
        if (wanted.findings.messages.size() == 1 && wanted.findings.messages.front() == reason.id) now = static_cast<int>(names.size());
        names.push_back(reason.words + " · " + base::grouped(reason.count));
    }
    if (const int i = choose(ui, "findings.reason", "", names, now, ui.px(260)); i >= 0) {
        wanted.findings.messages.clear();
        if (i > 0) wanted.findings.messages = {list.reasons[static_cast<std::size_t>(i - 1)].id};
        intents.push_back(model::Restyle{"Filter the findings", wanted, 0});
    }
    beside(ui);
    if (toggle(ui, "findings.selected", "About those selected", wanted.findings.only_selected)) {
        wanted.findings.only_selected = !wanted.findings.only_selected;
        intents.push_back(model::Restyle{"Findings about those selected", wanted, 0});
    }
    beside(ui);
    if (button(ui, "findings.introductions", "Save the introductions", Look::quiet, list.introductions)) intents.push_back(model::Want{model::WindowAction::export_introductions});
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
    if (finding.dismissed) {
        if (button(ui, "finding.back", "Take it back", Look::quiet)) intents.push_back(model::Edit{session::DismissFinding{finding.key, "", true}});
        words(ui, finding.why_dismissed, Style::small, Tone::quiet);
    } else if (button(ui, "finding.dismiss", "Put aside…", Look::quiet)) {
        intents.push_back(model::ShowDialog{model::Dialog::dismiss, finding.key.hex()});
    }
    ImGui::Unindent(ui.px(16));
    gap(ui, 8);
    return intents;
}

bool wanted_all(const Screen& screen) { return screen.model.options.findings.messages.empty() && !screen.model.options.findings.only_selected; }

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
        if (line(ui, name, finding.text, finding.heading, opened)) {
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
