// Boxes over the panes: every command, finding somebody, help, and forms of analyses.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::draw {
namespace {

constexpr std::size_t most_lines = 12;

/// Arrows move the marked line while one types; true when Enter takes it.
bool walk_lines(const Ui& ui, Remembered& memory, std::size_t lines) {
    const std::string& chord = ui.input.chord;
    int& marked = memory.marked;
    const Item* now = ui.items == nullptr ? nullptr : ui.items->focused();
    const bool types = now != nullptr && now->typed_into;
    marked = std::clamp(marked, 0, std::max(0, static_cast<int>(lines) - 1));
    if (!types) return false;      // Tab went to a line: it is pressed like any other
    memory.own_keys = OwnKeys::lines;
    if (chord == "Down") ++marked;
    if (chord == "Up") --marked;
    marked = std::clamp(marked, 0, std::max(0, static_cast<int>(lines) - 1));
    return lines > 0 && (chord == "Enter" || chord == "Ctrl+Enter");
}

/// The part of a long list around its marked line.
std::size_t first_shown(int marked, std::size_t lines) {
    const auto at = static_cast<std::size_t>(marked);
    return lines <= most_lines || at < most_lines / 2 ? 0 : std::min(at - most_lines / 2, lines - most_lines);
}

}  // namespace

Intents draw_palette(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (!begin_float(ui, "palette", "", 560, 520)) return intents;
    if (field(ui, "palette.text", memory.command, "What would you like to do?", 0, memory.just_opened)) memory.marked = 0;
    gap(ui, 4);
    const std::vector<model::Command> all(screen.commands.begin(), screen.commands.end());
    const std::vector<std::size_t> fit = model::ranked(all, memory.command);
    const bool taken = walk_lines(ui, memory, fit.size());
    const std::size_t first = first_shown(memory.marked, fit.size());
    std::optional<std::size_t> chosen;
    if (taken) chosen = fit[static_cast<std::size_t>(memory.marked)];
    for (std::size_t i = first; i < std::min(fit.size(), first + most_lines); ++i) {
        const model::Command& one = all[fit[i]];
        const std::string detail = one.enabled ? one.shortcut.empty() ? one.group : one.group + "   " + one.shortcut : one.why_not;
        if (line(ui, "command." + one.id, one.label, detail, static_cast<int>(i) == memory.marked)) chosen = fit[i];
    }
    if (fit.empty()) words(ui, "No command goes by that name. Try one word of it, such as map, tie or save.", Style::body, Tone::quiet);
    if (chosen && all[*chosen].enabled) {
        intents.push_back(model::ShowDialog{model::Dialog::none, ""});
        intents.push_back(all[*chosen].intent);
    }
    end_float();
    return intents;
}

namespace {

/// A line of what was found: whether it is the marked one, and whether that is taken.
struct Line {
    Ui& ui;
    int marked;
    bool taken;
    int at = 0;
    bool chosen(const std::string& name, std::string_view label, std::string_view detail) {
        const bool mine = marked == at++;
        return line(ui, name, label, detail, mine) || (taken && mine);
    }
};

/// With a little of what is around it.
picture::Bounds around(picture::Bounds where) {
    constexpr double least = 100;
    const double x = std::max(least, where.width() / 4), y = std::max(least, where.height() / 4);
    where.add(where.left - x, where.bottom - y);
    where.add(where.right + x, where.top + y);
    return where;
}

Intents select_found(const Screen& screen, const model::Found& one) {
    const auto layers = screen.model.view()->layers();
    const std::string layer = one.layer >= 0 ? layers[static_cast<std::size_t>(one.layer)].as : std::string();
    const auto mode = ImGui::GetIO().KeyCtrl ? session::SelectMode::add : session::SelectMode::replace;
    return {model::Select{{screen.model.view()->key(one.kind, static_cast<std::size_t>(one.row), layer)}, mode}, model::Want{model::WindowAction::fit_selection}, closed()};
}

}  // namespace

Intents draw_find(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (!begin_float(ui, "find", "", 560, 520)) return intents;
    std::string text = screen.model.window.text;
    if (field(ui, "find.text", text, "A person, a group, a place, a street, or a square such as C4", 0, memory.just_opened)) {
        memory.marked = 0;
        intents.push_back(model::Type{text});
    }
    gap(ui, 4);
    const auto& found = screen.found.found;
    // A square stands first: whoever types C4 means it, unless they choose a name.
    const auto square = square_of(screen, text);
    const bool taken = walk_lines(ui, memory, (square ? 1 : 0) + found.size() + screen.found_streets.size());
    Line lines{ui, memory.marked, taken};
    if (square && lines.chosen("found.square", "Square " + picture::name_of(*square), "of the lettered grid")) add(intents, {model::LookAt{picture::box_of(*grid_of(screen), *square)}, closed()});
    for (std::size_t i = 0; i < found.size(); ++i)
        if (lines.chosen("found." + std::to_string(i), found[i].label, found[i].detail)) add(intents, select_found(screen, found[i]));
    for (std::size_t i = 0; i < screen.found_streets.size(); ++i)
        if (const model::Street& one = screen.found_streets[i]; lines.chosen("found.street." + std::to_string(i), one.name, "on the map: " + model::plain_words(one.layer))) add(intents, {model::LookAt{around(one.where)}, closed()});
    if (found.empty() && screen.found_streets.empty() && !square && !text.empty()) words(ui, "Nobody and nothing goes by that name here. Try how a word of it begins.", Style::body, Tone::quiet);
    if (!found.empty()) words(ui, "Hold Ctrl to add to those that are selected.", Style::small, Tone::quiet);
    if (screen.found.more > 0) words(ui, "There are more: type on.", Style::small, Tone::quiet);
    end_float();
    return intents;
}

Intents draw_help(Ui& ui, const Screen& screen) {
    Intents intents;
    if (!begin_float(ui, "help", "Help", 760, 680)) return intents;
    paragraph(ui, "Every command is in the box at the top (Ctrl+K). Tab goes from one control to the next, Enter or Space presses it, Escape closes.", Style::body, Tone::quiet);
    gap(ui, 8);
    std::string group;
    const float height = std::min(ui.px(480), ImGui::GetIO().DisplaySize.y - ui.px(220));
    ImGui::BeginChild("help lines", {0, height});
    for (const model::HelpLine& one : model::help_lines(screen.model)) {
        if (one.group != group) {
            gap(ui, 8);
            words(ui, one.group, Style::bold);
            group = one.group;
        }
        words(ui, one.label);
        ImGui::SameLine(std::max(ui.px(120), room() - ui.px(240)));
        words(ui, one.shortcut, Style::body, Tone::quiet);
    }
    ImGui::EndChild();
    gap(ui, 8);
    if (button(ui, "help.close", "Close", Look::primary)) intents.push_back(model::ShowDialog{model::Dialog::none, ""});
    end_float();
    return intents;
}

namespace {

void draw_form_field(Ui& ui, const model::Form& form, model::FormField& one) {
    if (!model::counts(form, one)) return;
    const std::string name = "form." + one.id, label = one.unit.empty() ? one.label : one.label + ", " + one.unit;
    if (one.kind == model::FormField::Kind::yes_no) {
        if (toggle(ui, name, label, one.text == "yes")) one.text = one.text == "yes" ? "no" : "yes";
    } else if (one.kind == model::FormField::Kind::choice) {
        const auto at = std::find(one.choices.begin(), one.choices.end(), one.text);
        const int i = choose(ui, name, label, one.words, at == one.choices.end() ? -1 : static_cast<int>(at - one.choices.begin()));
        if (i >= 0) one.text = one.choices[static_cast<std::size_t>(i)];
    } else {
        words(ui, label, Style::small, Tone::quiet);
        field(ui, name, one.text, one.fallback, ui.px(140));
    }
    paragraph(ui, one.fault.empty() ? one.help : one.fault, Style::small, one.fault.empty() ? Tone::quiet : Tone::problem);
    gap(ui, 8);
}

/// The same seed gives the same result; another shows how much hangs on it.
void draw_seed(Ui& ui, model::Form& form) {
    words(ui, "Seed, of whatever is drawn by lot", Style::small, Tone::quiet);
    field(ui, "form.seed", form.seed, "1", ui.px(140));
    paragraph(ui, form.seed_fault.empty() ? "The same seed gives the same result." : form.seed_fault, Style::small, form.seed_fault.empty() ? Tone::quiet : Tone::problem);
    gap(ui, 8);
}

}  // namespace

Intents draw_run_form(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    if (memory.just_opened && screen.form != nullptr) memory.form = *screen.form;
    if (!memory.form || !begin_float(ui, "run", memory.form->title, 520, 640)) return intents;
    model::Form& form = *memory.form;
    paragraph(ui, form.summary);
    gap(ui, 8);
    for (model::FormField& one : form.fields) draw_form_field(ui, form, one);
    if (form.lenses.size() > 1) {
        std::vector<std::string> names = form.lenses;
        names.front() = "Its own choice of ties";
        const auto at = std::find(form.lenses.begin(), form.lenses.end(), form.lens);
        if (const int i = choose(ui, "form.lens", "Lens", names, static_cast<int>(at - form.lenses.begin())); i >= 0) form.lens = form.lenses[static_cast<std::size_t>(i)];
    }
    draw_seed(ui, form);
    for (const std::string& personal : form.may_see) paragraph(ui, personal, Style::small, Tone::quiet);
    paragraph(ui, form.sentence, Style::small, form.ready ? Tone::quiet : Tone::caution);
    gap(ui, 8);
    if (button(ui, "form.run", "Run", Look::primary, form.ready) && model::validate(form)) {
        intents.push_back(model::RunAnalyses{{model::request_of(form)}, model::seed_of(form)});
        intents.push_back(model::ShowDialog{model::Dialog::none, ""});
    }
    beside(ui);
    if (button(ui, "form.cancel", "Not now", Look::quiet)) intents.push_back(model::ShowDialog{model::Dialog::none, ""});
    end_float();
    return intents;
}

}  // namespace kith::viewer::draw
