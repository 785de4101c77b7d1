// Files before they are taken in: what each is taken for and why, what can be chosen otherwise, first rows, a small map and issues.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/import_form.hpp"

namespace kith::viewer::draw {
namespace {

using Import = model::Model::Import;
using session::ImportLook;
using session::ImportPart;

const ImportPart* marked_part(const ImportLook& look, Remembered& memory) {
    if (look.parts.empty()) return nullptr;
    memory.marked = std::clamp(memory.marked, 0, static_cast<int>(look.parts.size()) - 1);
    return &look.parts[static_cast<std::size_t>(memory.marked)];
}

void draw_list(Ui& ui, const ImportLook& look, Remembered& memory) {
    for (std::size_t i = 0; i < look.parts.size(); ++i) {
        const ImportPart& part = look.parts[i];
        const std::int64_t problems = model::problems_in(part);
        const bool here = static_cast<int>(i) == memory.marked;
        if (line(ui, "import.part." + std::to_string(i), cut(ui, model::name_of(part), room() - ui.px(24)), {}, here)) memory.marked = static_cast<int>(i);
        ImGui::Indent(ui.px(12));
        cut_words(ui, model::taken_for(look, part), room(), Style::small, part.sure ? Tone::quiet : Tone::caution);
        if (problems > 0) words(ui, base::counted(problems, "problem"), Style::small, Tone::caution);
        ImGui::Unindent(ui.px(12));
        gap(ui, 4);
    }
    for (const auto& file : look.unreadable) {
        cut_words(ui, file.file, room(), Style::body, Tone::problem);
        paragraph(ui, file.why, Style::small, Tone::quiet);
        gap(ui, 4);
    }
}

/// The role and the columns; an answer, where one was given.
std::optional<session::ImportAnswers> draw_choices(Ui& ui, const Import& import, const ImportPart& part) {
    std::optional<session::ImportAnswers> answers;
    const float half = std::floor((room() - ui.px(12)) / 2);
    if (part.role_can_be_chosen)
        if (const int i = choose(ui, "import.role", "What it is", import.look.roles, part.role, half); i >= 0 && i != part.role) answers = model::with_role(import.answers, part, i);
    bool left = true;
    std::string about;
    for (const session::ImportChoice& choice : part.choices) {
        if (const std::string now = model::words_about(choice); now != about) {
            about = now;
            left = true;
            gap(ui, 8);
            paragraph(ui, about, Style::small, Tone::quiet);
        }
        std::vector<std::string> words = choice.choices;
        if (!choice.required) words.insert(words.begin(), about.empty() ? "(not taken)" : "(as it stands)");
        const int shift = choice.required ? 0 : 1;
        if (!left) beside(ui, 12);
        ImGui::BeginGroup();
        const int i = choose(ui, "import." + choice.key, choice.label, words, choice.chosen + shift, half);
        ImGui::EndGroup();
        if (i >= 0 && i - shift != choice.chosen) answers = model::with_choice(import.answers, part, choice, i - shift);
        left = !left;
    }
    return answers;
}

void draw_rows(Ui& ui, const ImportPart& part, bool hide_names) {
    if (part.head.empty()) return;
    words(ui, "First rows, as they would be read", Style::small, Tone::quiet);
    const std::size_t columns = std::min<std::size_t>(part.head.size(), std::max<std::size_t>(1, static_cast<std::size_t>(room() / ui.px(96))));
    const float width = std::floor(room() / static_cast<float>(columns));
    const auto row = [&](const std::vector<std::string>& cells, Tone tone) {
        const float start = ImGui::GetCursorPosX();
        for (std::size_t i = 0; i < columns; ++i) {
            if (i > 0) ImGui::SameLine(start + width * static_cast<float>(i));
            cut_words(ui, cells[i].empty() ? "–" : cells[i], width - ui.px(8), Style::small, cells[i].empty() ? Tone::quiet : tone);
        }
    };
    row(part.head, Tone::accent);
    for (const auto& cells : model::rows_shown(part, hide_names)) row(cells, Tone::normal);
    if (columns < part.head.size()) words(ui, "and " + base::counted(static_cast<std::int64_t>(part.head.size() - columns), "more column"), Style::small, Tone::quiet);
    gap(ui, 8);
}

void draw_small_map(Ui& ui, const ImportLook& look, const ImportPart& part) {
    const model::SmallMap map = model::map_of(look, part);
    if (map.empty) return;
    words(ui, part.with_point > 0 ? base::counted(part.with_point, "row has", "rows have") + " a position" : base::counted(static_cast<std::int64_t>(part.lines.size()), "outline"), Style::small, Tone::quiet);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = std::min(room(), ui.px(320)), height = ui.px(180);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(from, {from.x + width, from.y + height}, packed(ui.roles().ground));
    const float scale = std::min(width / (map.right - map.left), height / (map.top - map.bottom));
    const float x0 = from.x + (width - scale * (map.right - map.left)) / 2, y0 = from.y + (height + scale * (map.top - map.bottom)) / 2;
    const auto to = [&](const std::array<float, 2>& at) { return ImVec2{x0 + scale * (at[0] - map.left), y0 - scale * (at[1] - map.bottom)}; };
    list->PushClipRect(from, {from.x + width, from.y + height}, true);
    std::vector<ImVec2> way;
    for (const ImportPart& other : look.parts) {
        const bool own = &other == &part;
        if (!own && other.role != 0) continue;
        for (const auto& corners : other.lines) {
            way.clear();
            for (const auto& at : corners) way.push_back(to(at));
            list->AddPolyline(way.data(), static_cast<int>(way.size()), packed(own && part.with_point == 0 ? ui.roles().secondary : ui.roles().hairline), 0, 1);
        }
    }
    for (const auto& at : part.points) list->AddCircleFilled(to(at), ui.px(2), packed(ui.roles().accent), 8);
    list->PopClipRect();
    ImGui::Dummy({width, height});
    gap(ui, 8);
}

std::optional<session::ImportAnswers> draw_part(Ui& ui, const Import& import, const ImportPart& part, bool hide_names) {
    words(ui, model::name_of(part), Style::heading);
    paragraph(ui, model::taken_for(import.look, part) + ": " + part.why + ".", Style::body, Tone::quiet);
    gap(ui, 4);
    std::optional<session::ImportAnswers> answers = draw_choices(ui, import, part);
    gap(ui, 8);
    paragraph(ui, model::reckoning_of(import.look, part));
    for (const auto& issue : part.issues) paragraph(ui, model::words_of(issue), Style::small, issue.problem ? Tone::caution : Tone::quiet);
    gap(ui, 8);
    draw_rows(ui, part, hide_names);
    draw_small_map(ui, import.look, part);
    if (part.reasons.empty() && part.left_out.empty()) return answers;
    words(ui, "Why so", Style::small, Tone::quiet);
    for (const std::string& reason : part.reasons) paragraph(ui, reason, Style::small);
    std::string left_out;
    for (const std::string& name : part.left_out) left_out += (left_out.empty() ? "Columns not taken: " : ", ") + name;
    paragraph(ui, left_out, Style::small, Tone::quiet);
    return answers;
}

Intents draw_foot(Ui& ui, const Screen& screen, const Import& import) {
    Intents intents;
    const ImportLook& look = import.look;
    std::vector<std::string> systems = look.systems;
    if (look.system < 0) systems.push_back(look.crs);
    const int now = look.system < 0 ? static_cast<int>(systems.size()) - 1 : look.system;
    if (const int i = choose(ui, "import.system", "The place's coordinates (" + look.crs_why + ")", systems, now, ui.px(360)); i >= 0 && i != now && i < static_cast<int>(look.systems.size())) {
        session::ImportAnswers answers = import.answers;
        answers.system = i;
        intents.push_back(model::ChooseOtherwise{std::move(answers)});
    }
    paragraph(ui, !look.fault.empty() ? look.fault : import.looking ? "Looking again, as you chose …" : "Nothing has been taken in yet. The recipe becomes a file beside these, and is yours to change.", Style::small,
              look.fault.empty() ? Tone::quiet : Tone::problem);
    gap(ui, 4);
    if (button(ui, "import.take", "Take this in", Look::primary, model::can_be_taken(look) && !import.looking)) intents.push_back(model::TakeIn{});
    beside(ui);
    if (button(ui, "import.copy", "Copy as a list")) ImGui::SetClipboardText(model::plain_text(model::import_document(look, screen.model.preferences.presentation)).c_str());
    beside(ui);
    if (button(ui, "import.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    return intents;
}

}  // namespace

Intents draw_import(Ui& ui, const Screen& screen, Remembered& memory) {
    if (!screen.model.import) return {closed()};
    const Import& import = *screen.model.import;
    if (!begin_float(ui, "import", import.look.place_name + ": what these files would become", 1080, 720)) return {};
    Intents intents;
    const float high = std::min(ui.px(480), ImGui::GetIO().DisplaySize.y - ui.px(250)), left = std::floor(room() * 0.3f);
    ImGui::BeginChild("import.files", {left, high}, false);
    draw_list(ui, import.look, memory);
    ImGui::EndChild();
    beside(ui, 16);
    ImGui::BeginChild("import.part", {0, high}, true);
    if (const ImportPart* part = marked_part(import.look, memory))
        if (auto answers = draw_part(ui, import, *part, screen.model.preferences.presentation)) intents.push_back(model::ChooseOtherwise{std::move(*answers)});
    ImGui::EndChild();
    gap(ui, 8);
    add(intents, draw_foot(ui, screen, import));
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
