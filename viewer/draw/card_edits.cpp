// What is worked on from a card: their own view, how often to speak, what was asked, a path, an introduction, and whether a place is still so.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/day_words.hpp"

namespace kith::viewer::draw {
Intents draw_own_view(Ui& ui, const Screen& screen, const base::EntityKey& person, const char* name) {
    if (screen.model.preferences.presentation) return {};  // nothing is changed before others
    const std::vector<std::string> choices = {"Not asked", "Wants more", "Happy as is"};
    const auto now = screen.model.session.value(person, "people/own_view");
    const auto* code = now ? std::get_if<std::int64_t>(&*now) : nullptr;
    const int i = choose(ui, name, "", choices, code ? static_cast<int>(*code) + 1 : 0, std::min(room(), ui.px(180)));
    if (i < 0) return {};
    session::SetCells change{{person}, "people/own_view", session::Missing{column::State::not_asked}};
    if (i > 0) change.value = static_cast<std::int64_t>(i - 1);
    return {model::Edit{std::move(change)}};
}

namespace {

using Section = model::CardSection::Kind;

/// Ticked: they said that this is everyone.
Intents draw_ticks(Ui& ui, const Screen& screen, std::size_t person) {
    const auto ticks = model::facet_ticks(*screen.model.view(), person, screen.day);
    if (ticks.empty()) return {};
    Intents intents;
    if (button(ui, "card.asked", "Tick what was asked")) ImGui::OpenPopup("what was asked");
    hint(ui, "Where they said: that is everyone");
    if (!ImGui::BeginPopup("what was asked")) return intents;
    words(ui, "Ticked: they said “that is everyone”.", Style::small, Tone::quiet);
    for (const model::CardTick& tick : ticks)
        if (toggle(ui, "card.asked." + tick.name, tick.label, tick.on)) intents.push_back(model::Edit{tick.change});
    ImGui::EndPopup();
    return intents;
}

/// What they agreed to, one row each; who said so.
Intents draw_permissions(Ui& ui, const Screen& screen, std::size_t person) {
    const auto permissions = model::permission_choices(*screen.model.view(), person, screen.day);
    if (permissions.empty()) return {};
    Intents intents;
    if (button(ui, "card.permit", "What they agree to")) ImGui::OpenPopup("what they agree to");
    hint(ui, "Write down what they agree to, and what they take back");
    if (!ImGui::BeginPopup("what they agree to")) return intents;
    words(ui, "As they say it today. What is taken back stops at once.", Style::small, Tone::quiet);
    const float left = ImGui::GetCursorPosX();
    for (const model::CardPermission& one : permissions) {
        words(ui, one.label);
        ImGui::AlignTextToFramePadding();
        words(ui, one.stands, Style::small, Tone::quiet);
        ImGui::SameLine(left + ui.px(112));
        if (one.agree && button(ui, "card.permit." + one.scope, "They agree", Look::quiet)) intents.push_back(model::Edit{*one.agree});
        if (one.agree && one.take_back) beside(ui);
        if (one.take_back && button(ui, "card.back." + one.scope, one.stands == "agreed" ? "They take it back" : "They do not", Look::quiet)) intents.push_back(model::Edit{*one.take_back});
    }
    const model::CardChoice giver = model::giver_choice(*screen.model.view(), person);
    if (const int i = choose(ui, "card." + giver.name, giver.label, giver.words, giver.now, ui.px(260)); i >= 0 && i != giver.now) intents.push_back(model::Edit{giver.changes[static_cast<std::size_t>(i)]});
    ImGui::EndPopup();
    return intents;
}

/// Who moved away or died, or asked us to stop: behind one button, as it is said seldom.
Intents draw_leaving(Ui& ui, const Screen& screen, std::size_t person) {
    const auto actions = model::leaving_actions(*screen.model.view(), person, screen.day);
    if (actions.empty()) return {};
    Intents intents;
    if (actions.size() == 1) {
        if (button(ui, "card.leaving." + actions[0].name, actions[0].label, Look::quiet)) intents.push_back(model::Edit{actions[0].change});
        hint(ui, actions[0].help);
        return intents;
    }
    if (button(ui, "card.leaving", "Not here any more", Look::quiet)) ImGui::OpenPopup("not here any more");
    ImGui::SetNextWindowSizeConstraints({ui.px(180), 0}, {ui.px(340), ImGui::GetIO().DisplaySize.y});
    if (!ImGui::BeginPopup("not here any more")) return intents;
    for (const model::CardAction& action : actions) {
        if (line(ui, "card.leaving." + action.name, action.label)) intents.push_back(model::Edit{action.change}), ImGui::CloseCurrentPopup();
        hint(ui, action.help);
    }
    ImGui::EndPopup();
    return intents;
}

Intents draw_happened(Ui& ui, const Screen& screen, std::size_t person) {
    Intents intents;
    if (button(ui, "card.happened", "Something happened")) intents.push_back(model::ShowDialog{model::Dialog::add_event, ""});
    hint(ui, "Write down a conversation, a promise, or whatever else");
    add(intents, draw_leaving(ui, screen, person));
    return intents;
}

Intents draw_contact(Ui& ui, const Screen& screen, std::size_t person) {
    const model::CardChoice choice = model::contact_choice(*screen.model.view(), person);
    const int i = choose(ui, "card." + choice.name, choice.label, choice.words, choice.now, std::min(room(), ui.px(180)));
    if (i < 0 || i == choice.now) return {};
    return {model::Edit{choice.changes[static_cast<std::size_t>(i)]}};
}

Intents draw_asset_actions(Ui& ui, const Screen& screen, std::size_t asset) {
    Intents intents;
    for (const model::CardAction& action : model::asset_actions(*screen.model.view(), asset, screen.day)) {
        if (button(ui, "card." + action.name, action.label, action.name == "confirm" || action.name == "open" ? Look::primary : action.name == "close" ? Look::quiet : Look::plain)) intents.push_back(model::Edit{action.change});
        hint(ui, action.help);
    }
    return intents;
}

/// Whom an analysis found for them; offered with one press. Rule 8 is asked again when it is.
Intents draw_offers(Ui& ui, const Screen& screen, const model::Card& card, const model::CardSection& section) {
    Intents intents;
    const session::Date today{screen.day, column::Precision::day};
    for (std::size_t i = 0; i < section.lines.size(); ++i) {
        const auto& target = section.lines[i].target;
        if (!target) continue;
        const auto row = screen.model.session.index().find(*target);
        const std::string name = row ? screen.model.view()->label(row->kind, static_cast<std::size_t>(row->row)) : std::string("them");
        if (button(ui, "card.offer." + std::to_string(i), cut(ui, "Offer: introduce to " + name, room() - ui.px(32)))) intents.push_back(model::Edit{session::OfferIntroduction{card.subject, *target, today}});
    }
    return intents;
}

}  // namespace

Intents draw_card_edits(Ui& ui, const Screen& screen, const model::Card& card, const model::CardSection& section) {
    const auto row = screen.model.session.index().find(card.subject);
    const bool team = screen.model.view()->audience() == privacy::Audience::team;
    if (!row || !team || screen.model.preferences.presentation) return {};  // nothing is changed, and nobody named, before others
    const auto at = static_cast<std::size_t>(row->row);
    const bool person = card.subject.kind == base::EntityKind::person;
    Intents intents;
    if (section.kind == Section::own_view && person) {
        add(intents, draw_own_view(ui, screen, card.subject, "card.own_view"));
        gap(ui, 4);
        add(intents, draw_contact(ui, screen, at));
        gap(ui, 8);
        add(intents, draw_ticks(ui, screen, at));
    }
    if (section.kind == Section::path && button(ui, "card.path", section.lines.empty() ? "Write down a path" : "Change the path")) intents.push_back(model::ShowDialog{model::Dialog::path, ""});
    if (section.kind == Section::introductions && person) add(intents, draw_offers(ui, screen, card, section));
    if (section.kind == Section::events && person) add(intents, draw_happened(ui, screen, at));
    if (section.kind == Section::permissions && person) add(intents, draw_permissions(ui, screen, at));
    if (section.kind == Section::events && card.subject.kind == base::EntityKind::asset) add(intents, draw_asset_actions(ui, screen, at));
    return intents;
}

}  // namespace kith::viewer::draw
