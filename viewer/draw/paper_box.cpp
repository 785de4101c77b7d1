// A sheet to take along, or the place for other programs: in what form, and where to. The command beside the window writes it.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

/// The person or asset that was selected last; its row.
std::optional<session::EntityRow> chosen_one(const Screen& screen, base::EntityKind kind) {
    const auto keys = screen.model.session.selection().keys();
    if (keys.empty() || keys.back().kind != kind) return std::nullopt;
    return screen.model.session.index().find(keys.back());
}

std::string chosen_words(const Screen& screen, base::EntityKind kind, bool id) {
    const auto row = chosen_one(screen, kind);
    if (!row) return {};
    const auto at = static_cast<std::size_t>(row->row);
    return id ? std::string(screen.model.view()->source_id(kind, at)) : screen.model.view()->label(kind, at);
}

/// Where the map was pressed, as long as what that selected is what is selected.
std::optional<session::Point> pressed_ground(const Screen& screen, const Remembered& memory) {
    const auto keys = screen.model.session.selection().keys();
    const base::EntityKey chosen = keys.empty() ? base::EntityKey{} : keys.back();
    return memory.ground && memory.ground->chosen == chosen ? std::optional(memory.ground->at) : std::nullopt;
}

void begin_paper(const Screen& screen, Remembered& memory) {
    model::PaperWish& wish = memory.paper;
    wish.kind = screen.model.window.subject.empty() ? "near" : screen.model.window.subject;
    wish.person = chosen_words(screen, base::EntityKind::person, true);
    wish.at = chosen_words(screen, base::EntityKind::asset, false);
    wish.point = wish.kind == "near" ? pressed_ground(screen, memory) : std::nullopt;
    wish.residents = false;
    wish.file = model::paper_file(screen.model.session.file(), wish);
}

/// A switch, with what it does under its own words.
void draw_switch(Ui& ui, const char* name, const char* label, const char* help, bool& on) {
    if (toggle(ui, name, label, on)) on = !on;
    ImGui::Indent(ui.px(24));
    paragraph(ui, help, Style::small, Tone::quiet);
    ImGui::Unindent(ui.px(24));
    gap(ui, 4);
}

void draw_where(Ui& ui, const Screen& screen, Remembered& memory) {
    const std::string who = chosen_words(screen, base::EntityKind::person, false), or_else = " Or a place, a street, two streets with “and” between.";
    words(ui, "Near what", Style::small, Tone::quiet);
    std::string empty = "A place, a street, or a corner", help = "A place's name, a street, two streets with “and” between, a square such as C4.";
    if (memory.paper.point) empty = "The point that you pressed on the map", help = "Empty: the point on the map." + or_else;
    else if (!who.empty()) empty = "The door of " + who, help = "Empty: their door; their name does not stand on it." + or_else;
    field(ui, "paper.at", memory.paper.at, empty, 0, memory.just_opened);
    paragraph(ui, help, Style::small, Tone::quiet);
    gap(ui, 8);
}

void draw_file_field(Ui& ui, const char* name, std::filesystem::path& file, std::string_view label) {
    std::string path = file.string();
    words(ui, label, Style::small, Tone::quiet);
    if (field(ui, name, path)) file = path;
    gap(ui, 8);
}

/// The asset that was selected has an id, and names may be several places'.
model::PaperWish with_id(const Screen& screen, model::PaperWish wish) {
    if (!wish.at.empty() && wish.at == chosen_words(screen, base::EntityKind::asset, false))
        wish.at = chosen_words(screen, base::EntityKind::asset, true);
    return wish;
}

/// The one selected; of a path, nobody yet.
std::string whose_sheet(const Screen& screen) {
    const std::string who = chosen_words(screen, base::EntityKind::person, false), what = chosen_words(screen, base::EntityKind::asset, false);
    return !who.empty() ? who : !what.empty() ? what : "An empty one, for whoever it will be about";
}

/// The button that writes `file`, the one that does not, and what stands there already. True: write it.
bool draw_take(Ui& ui, const std::string& name, const std::filesystem::path& file, bool ready, Remembered& memory, Intents& intents) {
    const bool over = memory.over == file && !file.empty();
    const bool pressed =
        button(ui, name + ".done", over ? "Write over it" : "Save", Look::primary, ready) || (ready && enter_means_done(ui));
    beside(ui);
    if (button(ui, name + ".cancel", "Not now", Look::quiet)) intents.push_back(closed());
    const bool done = may_write(file, pressed, memory);
    say_over(ui, file, memory);
    return done;
}

}  // namespace

Intents draw_paper(Ui& ui, const Screen& screen, Remembered& memory) {
    if (!screen.model.session.is_open()) return {closed()};
    if (memory.just_opened) begin_paper(screen, memory);
    model::PaperWish& wish = memory.paper;
    if (!begin_float(ui, "paper", model::paper_title(wish.kind), 520, 640)) return {};
    Intents intents;
    const bool person = model::paper_of_a_person(wish.kind);
    const bool path = wish.kind == "path", private_to_one = person || (path && (!wish.person.empty() || !wish.at.empty()));
    if (person || path) paragraph(ui, whose_sheet(screen), Style::bold);
    paragraph(ui, model::paper_help(wish.kind), Style::body, Tone::quiet);
    gap(ui, 8);
    if (wish.kind == "near") draw_where(ui, screen, memory);
    const std::vector<std::string> forms = {"PDF, to print", "A page (HTML), to read or send"};
    if (const int i = choose(ui, "paper.form", "Form", forms, wish.page ? 1 : 0, std::min(room(), ui.px(300))); i >= 0) {
        wish.page = i == 1;
        wish.file.replace_extension(wish.page ? ".html" : ".pdf");
    }
    gap(ui, 8);
    draw_switch(ui, "paper.large", "Large print", "18 point.", wish.large);
    draw_switch(ui, "paper.black", "Black and white", "Ink on white, no colour.", wish.black_and_white);
    if (wish.kind == "cards")
        draw_switch(ui, "paper.residents", "For residents", "Only what residents fill in themselves.", wish.residents);
    draw_file_field(ui, "paper.file", wish.file, "File");
    if (private_to_one) paragraph(ui, "It is " + std::string(wish.person.empty() ? "the team's" : "about a person") + ": the file opens for you alone.", Style::body, Tone::caution);
    gap(ui, 8);
    const bool ready =
        !wish.file.empty() && (person ? !wish.person.empty() : wish.kind != "near" || !wish.at.empty() || wish.point || !wish.person.empty());
    if (draw_take(ui, "paper", wish.file, ready, memory, intents)) {
        model::PaperWish final = with_id(screen, wish);
        final.replace = memory.over == wish.file;
        const auto* purpose = screen.model.session.purpose();
        intents = {model::WriteOut{
            "Writing a sheet", model::paper_arguments(screen.model.session.file(), final, purpose ? purpose->controller : ""), final.file}};
    }
    end_float();
    return intents;
}

Intents draw_export_place(Ui& ui, const Screen& screen, Remembered& memory) {
    if (!screen.model.session.is_open()) return {closed()};
    model::PlaceOut& wish = memory.place_out;
    const auto& place = screen.model.session.file();
    if (memory.just_opened) wish.team = false, wish.file = model::out_file(place, wish);
    if (!begin_float(ui, "place_out", "Keep this place for other programs", 520, 640)) return {};
    Intents intents;
    const bool usual = wish.file == model::out_file(place, wish);
    std::vector<std::string> formats, parts;
    for (const auto& one : model::out_formats) formats.emplace_back(one.label);
    for (const auto& one : model::out_parts) parts.emplace_back(one.second);
    const auto pick = [&](const char* name, const char* label, const std::vector<std::string>& choices, std::size_t& now) {
        if (const int i = choose(ui, name, label, choices, static_cast<int>(now), std::min(room(), ui.px(360))); i >= 0)
            now = static_cast<std::size_t>(i);
        gap(ui, 8);
    };
    pick("place_out.format", "Format", formats, wish.format);
    pick("place_out.what", "What", parts, wish.what);
    std::size_t reader = wish.team ? 1 : 0;
    if (screen.audience == "team" && !screen.model.preferences.presentation)
        pick("place_out.audience", "Who will read it", {"Anybody: what is safe", "The team alone"}, reader);
    wish.team = reader == 1;
    if (usual) wish.file = model::out_file(place, wish);
    draw_file_field(ui, "place_out.file", wish.file, model::out_formats[wish.format].ending.empty() ? "Folder" : "File");
    if (wish.team) paragraph(ui, "For the team only: it shows people. It opens for you alone.", Style::body, Tone::caution);
    else if (model::is_network(wish.format))
        paragraph(ui, "A network shows who knows whom: it is for the team alone.", Style::body, Tone::caution);
    else paragraph(ui, "Groups, places and areas; of people at most their number in an area.", Style::small, Tone::quiet);
    gap(ui, 8);
    if (draw_take(ui, "place_out", wish.file, !wish.file.empty() && (wish.team || !model::is_network(wish.format)), memory, intents)) {
        wish.replace = memory.over == wish.file;
        intents = {model::WriteOut{"Writing the place", model::out_arguments(place, wish), wish.file}};
    }
    end_float();
    return intents;
}

/// Under a card: the sheets that are about whoever or whatever it is; of anything else on the map, about the point that was pressed.
Intents draw_card_sheets(Ui& ui, const Screen& screen, const model::Card& card, const Remembered& memory) {
    const bool person = card.subject.kind == base::EntityKind::person, ground = !person && card.subject.kind != base::EntityKind::asset;
    if (ground ? !pressed_ground(screen, memory) : screen.audience != "team" || screen.model.preferences.presentation) return {};
    Intents intents;
    gap(ui, 12);
    words(ui, "Sheets", Style::heading);
    const auto offer = [&](const char* kind, const char* label) {
        if (button(ui, std::string("card.sheet.") + kind, label)) intents.push_back(model::ShowDialog{model::Dialog::paper, kind});
    };
    if (person) offer("visit", "A visit sheet"), offer("told", "You told us");
    if (!ground) offer("path", person ? "Their path" : "Its path");
    offer("near", person ? "What's near their door" : ground ? "What's near where you pressed" : "What's near here");
    return intents;
}

}  // namespace kith::viewer::draw
