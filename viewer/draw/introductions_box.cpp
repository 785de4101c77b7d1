// Who could be introduced to whom: read first, then offered one by one, or saved for a spreadsheet.
#include <imgui.h>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

Intents draw_one(Ui& ui, const Screen& screen, const model::Introduction& one, std::size_t number) {
    Intents intents;
    const std::string name = "introduction." + std::to_string(number);
    const auto key_of = [&](const base::EntityKey& key) { return model::Select{{key}, session::SelectMode::replace}; };
    if (line(ui, name + ".one", one.one, "see the card")) intents.push_back(key_of(one.one_key));
    if (line(ui, name + ".other", "and " + one.other, "see the card")) intents.push_back(key_of(one.other_key));
    ImGui::Indent(ui.px(8));
    if (!one.venue.empty()) paragraph(ui, "Where: " + one.venue, Style::body);
    paragraph(ui, one.why, Style::small, Tone::quiet);
    gap(ui, 4);
    if (button(ui, name + ".offer", "Offer an introduction", Look::plain, !screen.model.preferences.presentation))
        intents.push_back(model::Edit{session::OfferIntroduction{one.one_key, one.other_key, session::Date{screen.day, column::Precision::day}}});
    ImGui::Unindent(ui.px(8));
    gap(ui, 8);
    return intents;
}

}  // namespace

Intents draw_introductions(Ui& ui, const Screen& screen) {
    Intents intents;
    if (!begin_float(ui, "introductions", "Introductions that could be offered", 560, 640)) return intents;
    const auto& list = screen.introductions;
    const auto count = static_cast<std::int64_t>(list.size());
    paragraph(ui, list.empty() ? "Nobody is found to be introduced now: run the analyses, or ask first who would like to be." : base::counted(count, "introduction") + ". Everybody named here said yes to being introduced.", Style::body, Tone::quiet);
    gap(ui, 8);
    if (!list.empty()) {
        ImGui::BeginChild("list", {0, std::min(ui.px(400), ImGui::GetIO().DisplaySize.y - ui.px(260))});
        for (std::size_t i = 0; i < list.size(); ++i) add(intents, draw_one(ui, screen, list[i], i));
        ImGui::EndChild();
        gap(ui, 8);
    }
    if (button(ui, "introductions.save", "Save as CSV", Look::plain, !list.empty())) intents.push_back(model::Want{model::WindowAction::export_introductions});
    beside(ui);
    if (button(ui, "introductions.close", "Close", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
