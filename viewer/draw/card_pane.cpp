// A person, an asset or a neighbourhood: what is strong first.
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

void count_line(Ui& ui, std::string_view what, std::string_view count, Tone tone = Tone::normal) {
    words(ui, what, Style::small, Tone::quiet);
    ImGui::SameLine(std::max(0.f, ImGui::GetCursorPosX() + room() - width_of(ui, count, Style::small)));
    words(ui, count, Style::small, tone);
}

/// Four rings, the closest inside; hollow where nobody asked. Members are dots round their ring.
void draw_circles(Ui& ui, const model::Card& card) {
    if (card.subject.kind != base::EntityKind::person) return;
    gap(ui, 12);
    words(ui, "Circles", Style::heading);
    const float size = std::min(room(), ui.px(220));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 middle = {at.x + room() / 2, at.y + size / 2};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const picture::Roles& r = ui.roles();
    for (int i = 3; i >= 0; --i) {
        const model::Circle& circle = card.circles[static_cast<std::size_t>(i)];
        const float radius = size / 2 * (static_cast<float>(i) + 1) / 4.2f;
        if (circle.known) list->AddCircleFilled(middle, radius, packed(r.accent, 0.07f), 64);
        const int pieces = circle.known ? 1 : 36;
        for (int k = 0; k < pieces; ++k) {  // a broken line where it is not known
            const float from = 6.2832f * static_cast<float>(k) / static_cast<float>(pieces), to = circle.known ? 6.2832f : from + 0.09f;
            list->PathArcTo(middle, radius, from, to, circle.known ? 64 : 4);
            list->PathStroke(packed(circle.known ? r.accent : r.secondary, 0.8f), 0, ui.px(1));
        }
        const float way = radius - size / 2 / 8.4f;
        for (std::size_t m = 0; m < circle.members.size(); ++m) {
            const float angle = 6.2832f * static_cast<float>(m) / static_cast<float>(std::max<std::size_t>(circle.members.size(), 1)) - 1.57f + 0.5f * static_cast<float>(i);
            list->AddCircleFilled({middle.x + way * std::cos(angle), middle.y + way * std::sin(angle)}, ui.px(3), packed(r.accent), 12);
        }
    }
    list->AddCircleFilled(middle, ui.px(4), packed(r.text), 16);
    ImGui::Dummy({room(), size});
    for (const model::Circle& circle : card.circles) {
        const std::string count = circle.known ? std::to_string(circle.members.size()) : circle.members.empty() ? "not asked" : std::to_string(circle.members.size()) + " known";
        count_line(ui, circle.name, count, circle.known ? Tone::normal : Tone::quiet);
    }
}

/// What a reason or an introduction rests on, when it is asked for.
void draw_why(Ui& ui, const model::CardLine& one, const std::string& name) {
    if (one.why.empty()) return;
    if (button(ui, name, "Why?", Look::quiet)) ImGui::OpenPopup(name.c_str());
    if (!ImGui::BeginPopup(name.c_str())) return;
    ImGui::PushTextWrapPos(ui.px(320));
    words(ui, one.why);
    ImGui::PopTextWrapPos();
    ImGui::EndPopup();
}

/// A card is narrow: what has no room beside the name stands under it, rather than both cut short.
bool stands_under(Ui& ui, const model::CardLine& one) { return one.target && width_of(ui, one.text) + width_of(ui, one.detail, Style::small) > room() - ui.px(24); }

/// `said` says what was told, and so stands out; else it is a fact about `text`.
Intents draw_line(Ui& ui, const model::CardLine& one, const std::string& name, bool under, bool said) {
    Intents intents;
    if (one.target) {
        if (line(ui, name, one.text, under ? std::string_view() : one.detail)) intents.push_back(model::Select{{*one.target}, session::SelectMode::replace});
        if (under) {
            ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui.px(4));
            ImGui::Indent(ui.px(8));
            paragraph(ui, one.detail, Style::small, Tone::quiet);
            ImGui::Unindent(ui.px(8));
        }
        draw_why(ui, one, name + ".why");
        return intents;
    }
    ImGui::Indent(ui.px(8));
    const bool told = said && !one.unknown && !one.detail.empty();
    paragraph(ui, one.unknown ? "○ " + one.text : one.text, told ? Style::small : Style::body, one.unknown || told ? Tone::quiet : Tone::normal);
    if (!one.detail.empty()) paragraph(ui, one.detail, told ? Style::body : Style::small, told ? Tone::normal : Tone::quiet);
    draw_why(ui, one, name);
    ImGui::Unindent(ui.px(8));
    return intents;
}

/// A class of what is here stands over its own.
void draw_class(Ui& ui, const model::CardLine& one) {
    gap(ui, 4);
    words(ui, one.text, Style::bold);
    ImGui::SameLine(std::max(0.f, ImGui::GetCursorPosX() + room() - width_of(ui, one.detail, Style::small)));
    words(ui, one.detail, Style::small, Tone::quiet);
}

/// All alike: where one of them has its detail under it, all have. Only the long lists of what is here are as short as can be.
Intents draw_lines(Ui& ui, const model::CardSection& section_of, const std::string& name) {
    using Kind = model::CardSection::Kind;
    const bool list = section_of.kind == Kind::inventory, said = section_of.kind == Kind::gifts || section_of.kind == Kind::facts;
    const bool under = !list && std::any_of(section_of.lines.begin(), section_of.lines.end(), [&](const model::CardLine& one) { return stands_under(ui, one); });
    Intents intents;
    for (std::size_t i = 0; i < section_of.lines.size(); ++i) {
        const model::CardLine& one = section_of.lines[i];
        if (list && !one.target && !one.unknown && !one.detail.empty()) draw_class(ui, one);
        else add(intents, draw_line(ui, one, name + std::to_string(i), under || stands_under(ui, one), said));
    }
    return intents;
}

/// A tie is changed where it is read.
Intents draw_tie_edits(Ui& ui, const Screen& screen, const model::Card& card) {
    const auto row = card.subject.kind == base::EntityKind::tie ? screen.model.session.index().find(card.subject) : std::nullopt;
    if (!row || screen.model.preferences.presentation) return {};  // nothing is changed, and nobody named, before others
    const privacy::View& view = *screen.model.view();
    const auto at = static_cast<std::size_t>(row->row);
    Intents intents;
    const auto choices = model::tie_choices(view, at);
    if (choices.empty()) return {};
    gap(ui, 12);
    words(ui, "Say more", Style::heading);
    for (const model::CardChoice& choice : choices)
        if (const int i = choose(ui, "card.say." + choice.name, choice.label, choice.words, choice.now); i >= 0 && i != choice.now) intents.push_back(model::Edit{choice.changes[static_cast<std::size_t>(i)]});
    gap(ui, 8);
    const auto now = std::chrono::duration_cast<std::chrono::hours>(std::chrono::system_clock::now().time_since_epoch()).count() / 24;
    for (const model::CardAction& action : model::tie_actions(view, at, static_cast<std::int32_t>(now))) {
        if (button(ui, "card." + action.name, action.label, action.name == "remove" ? Look::quiet : Look::plain)) intents.push_back(model::Edit{action.change});
        hint(ui, action.help);
    }
    return intents;
}

/// What there is, and how many of it; nothing of what there is none.
void draw_counts(Ui& ui, const Screen& screen) {
    const auto say = [&](std::string_view what, std::int64_t count, std::int64_t all = 0) {
        if (std::max(count, all) > 0) count_line(ui, what, base::grouped(count) + (all > count ? " of " + base::grouped(all) : ""));
    };
    for (const OpenedLayer& layer : screen.layers) say(screen.layers.size() == 1 ? std::string("Areas") : "Areas: " + layer.label, layer.areas);
    for (std::size_t i = 0; i < screen.account.lines.size(); ++i) {
        const model::Account::Line& one = screen.account.lines[i];
        if (one.what == "areas") continue;  // layer by layer, above
        say(one.what == "people" ? "People" : one.what == "assets" ? "Assets" : "Ties", one.shown, one.read);
        if (one.what == "ties") continue;
        if (one.shown > screen.account.map[i].shown) count_line(ui, "   on the map", base::grouped(screen.account.map[i].shown));
        if (one.what != "people") continue;
        say("   asked about ties", screen.asked);
        say("   not asked yet", screen.not_asked);
        say("   named by others", screen.named_only);
    }
}

Intents show_findings(const Screen& screen, const std::string& reason) {
    model::ViewOptions wanted = screen.model.options;
    wanted.findings.messages = {reason};
    model::Preferences preferences = screen.model.preferences;
    preferences.bottom_tab = model::Pane::findings;
    return {model::Restyle{"Filter the findings", wanted, 0}, model::Prefer{preferences}};
}

Intents show_issues(const Screen& screen) {
    model::Preferences preferences = screen.model.preferences;
    preferences.bottom_tab = model::Pane::issues;
    return {model::Prefer{preferences}};
}

/// Nobody is selected: the card of the place itself.
Intents draw_place(Ui& ui, const Screen& screen) {
    Intents intents;
    paragraph(ui, screen.model.view()->place_name(), Style::page);
    paragraph(ui, screen.card_empty, Style::small, Tone::quiet);
    gap(ui, 8);
    if (button(ui, "card.find", "Find somebody or a place")) intents.push_back(model::ShowDialog{model::Dialog::find, ""});
    gap(ui, 12);
    words(ui, "What is shown", Style::heading);
    draw_counts(ui, screen);
    const std::vector<TrayLine> trays = trays_of(screen);
    const std::int64_t issues = issues_in(screen);
    if (!trays.empty() || issues > 0 || waiting_here(screen) > 0) {
        gap(ui, 12);
        words(ui, "Still open", Style::heading);
        add(intents, draw_to_accept(ui, screen, "card.to_accept"));
        for (const TrayLine& one : trays)
            if (line(ui, std::string("card.") + one.name, one.tray->text)) intents.push_back(select_of(one));
        if (issues > 0 && line(ui, "card.issues", base::counted(issues, "issue", "issues") + " in what was read")) add(intents, show_issues(screen));
    }
    gap(ui, 12);
    words(ui, "What was found", Style::heading);
    if (screen.model.session.results().empty()) {
        paragraph(ui, "No analysis has run yet: who connects here, where nobody has asked, and whom one could introduce.", Style::body, Tone::quiet);
        gap(ui, 8);
        if (button(ui, "card.run", "Run the usual analyses")) intents.push_back(model::RunAnalyses{});
        return intents;
    }
    if (screen.findings.reasons.empty()) paragraph(ui, "The analyses that ran found nothing to tell.", Style::body, Tone::quiet);
    for (const model::FindingCount& reason : screen.findings.reasons)
        if (line(ui, "card.found." + reason.id, reason.words, base::grouped(reason.count))) add(intents, show_findings(screen, reason.id));
    return intents;
}

/// Where the ways are on record: what is reached on foot from here, on the map.
Intents draw_card_walk(Ui& ui, const Screen& screen, const model::Card& card) {
    const bool somewhere = card.subject.kind == base::EntityKind::person || card.subject.kind == base::EntityKind::asset;
    if (!somewhere || screen.model.view()->segment("walking") == nullptr) return {};
    model::ViewOptions wanted = screen.model.options;
    const bool shown = wanted.map.walk_from == card.subject;
    gap(ui, 12);
    if (!button(ui, "card.walk", shown ? "Show no walk on the map" : "Show what is reached on foot")) return {};
    wanted.map.walk_from = shown ? std::nullopt : std::optional(card.subject);
    return {model::Restyle{shown ? "Show no walk" : "Show a walk", std::move(wanted), 0}};
}

}  // namespace

Intents draw_card(Ui& ui, const Screen& screen, const Remembered& memory) {
    Intents intents;
    begin_panel(ui, "Card", screen.panes.card, 16);
    if (screen.card == nullptr) {
        add(intents, draw_place(ui, screen));
        end_panel();
        return intents;
    }
    const model::Card& card = *screen.card;
    paragraph(ui, card.title, Style::page);
    paragraph(ui, card.subtitle, Style::small, Tone::quiet);
    for (std::size_t s = 0; s < card.sections.size(); ++s) {
        const model::CardSection& section_of = card.sections[s];
        gap(ui, 12);
        words(ui, section_of.heading, Style::heading);
        if (section_of.lines.empty() && !section_of.empty.empty()) paragraph(ui, section_of.empty, Style::body, Tone::quiet);
        add(intents, draw_lines(ui, section_of, "card." + std::to_string(s) + "."));
        add(intents, draw_card_edits(ui, screen, card, section_of));
        if (section_of.kind == model::CardSection::Kind::gifts) draw_circles(ui, card);
    }
    add(intents, draw_card_walk(ui, screen, card));
    add(intents, draw_tie_edits(ui, screen, card));
    add(intents, draw_card_sheets(ui, screen, card, memory));
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
