// One line of a notebook: what is typed stands below as chips, each of which can be corrected.
#include <imgui.h>
#include <imgui_internal.h>

#include <array>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using ChipKind = model::QuickChip::Kind;

/// What a part is, where it can be something else.
void draw_kind(Ui& ui, const model::QuickChip& chip, std::size_t at, Remembered& memory) {
    constexpr std::array<ChipKind, 7> kinds{ChipKind::place, ChipKind::offers, ChipKind::likes, ChipKind::wants, ChipKind::tie, ChipKind::promise, ChipKind::words};
    std::vector<std::string> words_of;
    int now = 0;
    for (const ChipKind kind : kinds) {
        if (kind == chip.kind) now = static_cast<int>(words_of.size());
        words_of.emplace_back(model::chip_word(kind));
    }
    if (const int i = choose(ui, "quick." + std::to_string(at) + ".kind", "", words_of, now, ui.px(112)); i >= 0) memory.corrections[at].kind = kinds[static_cast<std::size_t>(i)];
}

/// Whom it means, where more than one is called so.
void draw_match(Ui& ui, const Screen& screen, const model::QuickChip& chip, std::size_t at, float width, Remembered& memory) {
    std::vector<std::string> called{chip.match ? chip.text : "somebody new"};
    for (const model::Found& found : chip.others) called.push_back(found.label + (found.detail.empty() ? "" : " · " + found.detail));
    if (chip.match) called.emplace_back("somebody new");
    const int i = choose(ui, "quick." + std::to_string(at) + ".match", "", called, 0, width);
    if (i <= 0) return;
    model::QuickCorrection& correction = memory.corrections[at];
    const auto other = static_cast<std::size_t>(i - 1);
    correction.nobody_known = other >= chip.others.size();
    correction.match.reset();
    if (other < chip.others.size()) correction.match = screen.model.view()->key(chip.others[other].kind, static_cast<std::size_t>(chip.others[other].row));
}

void draw_chip(Ui& ui, const Screen& screen, const model::QuickChip& chip, std::size_t at, Remembered& memory) {
    const float left = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    if (chip.kind == ChipKind::who) words(ui, "who", Style::body, Tone::quiet);
    else draw_kind(ui, chip, at, memory);
    ImGui::SameLine(left + ui.px(124));
    const bool chosen = chip.match || !chip.others.empty();
    const float names = ui.px(180), space = room() - (chosen ? names + ui.px(8) : 0);
    const std::string shown = cut(ui, chip.text, space, Style::bold);
    const float meaning = space - width_of(ui, shown, Style::bold) - ui.px(8);
    ImGui::AlignTextToFramePadding();
    words(ui, shown, Style::bold);
    if (meaning > ui.px(40)) {
        beside(ui);
        ImGui::AlignTextToFramePadding();
        cut_words(ui, chip.meaning, meaning, Style::small, Tone::quiet);
    }
    if (!chosen) return;
    ImGui::SameLine(left + ui.px(124) + space + ui.px(8));
    draw_match(ui, screen, chip, at, names, memory);
}

/// While one types: the arrow keys go through whoever is called so, of the part that is being typed.
void walk_called(const Ui& ui, const Screen& screen, const model::QuickAdd& quick, Remembered& memory) {
    const Item* now = ui.items == nullptr ? nullptr : ui.items->focused();
    if (now == nullptr || now->name != "quick.line" || quick.chips.empty()) return;
    memory.own_keys = OwnKeys::lines;
    if (ui.input.chord != "Down" && ui.input.chord != "Up") return;
    const std::size_t at = quick.chips.size() - 1;
    if (auto next = model::next_called(*screen.model.view(), quick.chips[at], ui.input.chord == "Down" ? 1 : -1)) {
        next->kind = memory.corrections[at].kind;
        memory.corrections[at] = *next;
    }
}

/// Lines that were pasted into the line of one are notes: a field of one line would run them together.
void take_pasted(const Ui& ui, std::string& line_of, const std::string& before, std::string& notes) {
    if (ui.input.chord != "Ctrl+V" || line_of == before) return;
    const char* pasted = ImGui::GetClipboardText();
    if (pasted == nullptr || std::string_view(pasted).find('\n') == std::string_view::npos) return;
    notes += (notes.empty() ? "" : "\n") + std::string(pasted);
    line_of = before;
    ImGui::ClearActiveID();
}

}  // namespace

Intents draw_quick_add(Ui& ui, const Screen& screen, Remembered& memory) {
    if (memory.just_opened) {
        memory.values.assign(2, "");
        memory.corrections.clear();
    }
    if (!begin_float(ui, "quick", "Note something down", 560, 640)) return {};
    Intents intents;
    std::string& line_of = memory.values[0];
    paragraph(ui, "Who it is about, then commas: their street, grows veg, via somebody, ring Fri. The down key goes through who is called so. What is not said stays unknown.", Style::small, Tone::quiet);
    const std::string before = line_of;
    field(ui, "quick.line", line_of, "", 0, memory.just_opened);
    take_pasted(ui, line_of, before, memory.values[1]);
    gap(ui, 4);
    model::QuickAdd quick = screen.read_quick ? screen.read_quick(line_of, memory.corrections) : model::QuickAdd();
    quick.notes = memory.values[1];
    walk_called(ui, screen, quick, memory);
    if (!line_of.empty())
        for (std::size_t i = 0; i < quick.chips.size(); ++i) draw_chip(ui, screen, quick.chips[i], i, memory);
    if (!line_of.empty() && !quick.trouble.empty()) paragraph(ui, quick.trouble, Style::small, Tone::caution);
    gap(ui, 8);
    big_field(ui, "quick.notes", memory.values[1], "Notes, as they were said: several lines, kept as they are", ui.px(56));
    gap(ui, 8);
    const bool ready = screen.note_of && !line_of.empty() && quick.trouble.empty();
    const bool pressed = button(ui, "form.done", "Note it down", Look::primary, ready);
    beside(ui);
    if (button(ui, "form.cancel", "Not now", Look::quiet)) intents.push_back(closed());
    if (ready && (pressed || ui.input.chord == "Ctrl+Enter" || enter_means_done(ui))) intents.push_back(model::Edit{screen.note_of(quick)});
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
