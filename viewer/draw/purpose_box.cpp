// What people are held for, and what is due to be looked at again.
#include <imgui.h>

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::draw {
namespace {

/// Where each answer stands in Remembered::values.
struct Said {
    enum At : std::size_t { what, controller, legal_basis, condition, notice, months, review_on, under_18, count };
};

std::vector<std::string> begin_saying(const Screen& screen) {
    if (const store::Purpose* known = screen.model.session.purpose())
        return {known->what, known->controller, known->legal_basis, known->condition, known->notice, std::to_string(known->retention_months), known->review_on, known->under_18 ? "kept" : ""};
    std::vector<std::string> values(Said::count);
    values[Said::notice] = "1.0";
    values[Said::months] = "24";
    return values;
}

store::Purpose purpose_of(const std::vector<std::string>& values) {
    const auto text = [&](Said::At at) { return std::string(base::trimmed(values[at])); };
    int count = 0;
    const std::string digits = text(Said::months);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) count = 0;
    return {text(Said::what), text(Said::controller), text(Said::legal_basis), text(Said::condition), text(Said::notice), count, text(Said::review_on), values[Said::under_18] == "kept"};
}

void draw_answer(Ui& ui, Remembered& memory, Said::At at, const char* name, const char* label, const char* example, float width = 0) {
    words(ui, label, Style::small, Tone::quiet);
    field(ui, name, memory.values[at], example, width, at == Said::what && memory.just_opened);
    gap(ui, 4);
}

void draw_answers(Ui& ui, Remembered& memory) {
    draw_answer(ui, memory, Said::what, "purpose.what", "What people are held for", "Such as: to walk alongside people and to introduce them to others");
    draw_answer(ui, memory, Said::controller, "purpose.controller", "Who answers for it", "Your organisation");
    draw_answer(ui, memory, Said::legal_basis, "purpose.legal_basis", "Legal basis", "Such as: UK GDPR Article 6(1)(e), public task");
    draw_answer(ui, memory, Said::condition, "purpose.condition", "Condition for what is sensitive", "Such as: UK GDPR Article 9(2)(h), health or social care");
    const float third = std::floor((room() - ui.px(32)) / 3);
    const ImVec2 from = ImGui::GetCursorPos();  // placed rather than put beside each other, which would lower the labels after the first
    const auto cell = [&](Said::At at, const char* name, const char* label, const char* example) {
        ImGui::SetCursorPos({from.x + static_cast<float>(at - Said::notice) * (third + ui.px(16)), from.y});
        ImGui::BeginGroup();
        draw_answer(ui, memory, at, name, label, example, third);
        ImGui::EndGroup();
    };
    cell(Said::notice, "purpose.notice", "Version of the notice", "1.0");
    cell(Said::months, "purpose.months", "Months kept after contact", "24");
    cell(Said::review_on, "purpose.review_on", "To be looked at again on", "2027-06-30");
    std::string& kept = memory.values[Said::under_18];
    if (toggle(ui, "purpose.under_18", "People under 18 are kept, by decision of the site", kept == "kept")) kept = kept == "kept" ? "" : "kept";
}

}  // namespace

Intents draw_purpose(Ui& ui, const Screen& screen, Remembered& memory) {
    const session::Session& session = screen.model.session;
    if (!session.is_workspace()) return {closed()};
    Intents intents;
    if (memory.just_opened) memory.values = begin_saying(screen);
    if (!begin_float(ui, "purpose", "What people are held for", 640, 640)) return intents;
    paragraph(ui, session.needs_purpose() ? "This workspace holds people and does not say what for. Until it does, it can be read and nothing in it can be changed. Whoever answers for data protection at your site knows what belongs here."
                                          : "It stands in the workspace and in its log. Whoever answers for data protection at your site knows what belongs here.", Style::body, Tone::quiet);
    gap(ui, 8);
    draw_answers(ui, memory);
    const store::Purpose purpose = purpose_of(memory.values);
    const base::Status second = store::may_have_purpose(session.ways()), said = second ? store::check(purpose) : second;
    const bool ready = said && !session.read_only();
    gap(ui, 4);
    paragraph(ui, session.read_only() ? "The workspace is open to read only." : said ? "The papers to fill in beside it are in data/governance. This is not legal advice." : said.error().message, Style::small, Tone::quiet);
    gap(ui, 8);
    if (button(ui, "purpose.done", "Keep this purpose", Look::primary, ready) || (ready && enter_means_done(ui))) intents.push_back(model::SetPurpose{purpose});
    beside(ui);
    if (!second && button(ui, "purpose.sheet", "Make a recovery sheet", Look::primary)) intents.push_back(model::ShowDialog{model::Dialog::new_passphrase, ""});
    if (!second) beside(ui);
    if (button(ui, "purpose.cancel", session.needs_purpose() ? "Only read for now" : "Not now", Look::quiet)) intents.push_back(closed());
    end_float();
    return intents;
}

Intents draw_reviews(Ui& ui, const Screen& screen) {
    Intents intents;
    if (!begin_float(ui, "reviews", "To be looked at again", 640, 640)) return intents;
    const auto& due = screen.reviews;
    paragraph(ui, due.empty() ? "Nothing is due by " + model::date_words(screen.day) + ". What has a day to be looked at again comes here when that day comes." : base::counted(static_cast<std::int64_t>(due.size()), "thing is", "things are") + " due by " + model::date_words(screen.day) + ". Press a line to see whose it is.", Style::body, Tone::quiet);
    gap(ui, 8);
    const float high = std::clamp(ImGui::GetIO().DisplaySize.y - ui.px(240), ui.px(96), ui.px(420));
    if (!due.empty()) {
        ImGui::BeginChild("review lines", {0, high});
        for (std::size_t i = 0; i < due.size(); ++i) {
            const auto& [review, whose] = due[i];
            if (!line(ui, "reviews." + std::to_string(i), (whose.empty() ? model::title_words(review.kind) : whose) + ": " + review.words, model::date_words(review.day))) continue;
            if (review.kind == "purpose") intents = {model::ShowDialog{model::Dialog::purpose, ""}};
            else if (!whose.empty()) intents = {model::Select{{review.subject}, session::SelectMode::replace}, model::Want{model::WindowAction::fit_selection}, closed()};
        }
        ImGui::EndChild();
        gap(ui, 8);
    }
    if (button(ui, "reviews.close", "Close", Look::primary)) intents.push_back(closed());
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
