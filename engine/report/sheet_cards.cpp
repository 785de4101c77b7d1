// Cards to be written on by hand: the fields of data/schemas/capture_fields.csv, and no others.
#include <array>

#include "engine/column/capture_fields.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"

namespace kith::report {
namespace {

constexpr int cards_of_assets = 2;

std::string box_words(std::string_view choice) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 19> words{{
        {"hold", "keep this card"}, {"show_worker", "the coordinator reads it"}, {"suggest_introduction", "people may be suggested to me"}, {"aggregate", "be counted, never named"},
        {"participant", "we have met"}, {"alter", "only named by somebody else"}, {"complete", "that is everyone"}, {"partly", "partly"}, {"resident", "somebody who lives here"}, {"worker", "a worker"},
        {"wants_more", "would like more"}, {"happy_as_is", "happy as it is"}, {"1", "1 a nodding acquaintance"}, {"5", "5 cannot imagine losing them"},
        {"emotional", "comfort and listening"}, {"practical", "practical help"}, {"information", "information and advice"}, {"money", "help with money"}, {"advocacy", "speaking up for each other"}}};
    for (const auto& [word, said] : words)
        if (word == choice) return std::string(said);
    return column::capture_words(choice);
}

/// On paper nobody numbers, and whoever types the card in says where the codes of areas are.
bool on_paper(const column::CaptureField& field) { return field.field != "area" && field.kind != "id" && field.kind != "reference"; }

SheetField to_write_on(const column::CaptureField& field) {
    SheetField out;
    out.label = field.label;
    if (field.choices.empty() && field.kind != "date") out.help = field.help;
    for (const std::string& choice : field.choices) out.boxes.push_back(field.field == "step_free" && choice == "partly" ? "partly" : box_words(choice));
    out.lines = !field.choices.empty() ? 0 : field.kind == "long_text" ? 3 : 1;
    return out;
}

SheetSection card_of(std::string_view table, std::string heading, std::string lead, bool residents, bool new_page) {
    SheetSection out;
    out.heading = std::move(heading);
    out.lead = std::move(lead);
    out.new_page = new_page;
    for (const column::CaptureField& field : column::capture_fields())
        if (field.table == table && (field.residents || !residents) && on_paper(field)) out.fields.push_back(to_write_on(field));
    return out;
}

}  // namespace

Sheet cards_sheet(std::string_view place, bool residents) {
    Sheet out;
    out.kind = "Capture cards";
    out.title = "Cards to write on";
    out.subtitle = place;
    out.notice = residents ? "Write down what is here, and what you would share. Leave empty what you do not know: empty means that nobody has asked."
                           : "Leave empty what you did not ask: empty means not asked, never no. What people say goes down in their own words.";
    for (int i = 0; i < cards_of_assets; ++i) out.sections.push_back(card_of("assets", "A place, a group, or something that happens", "", residents, i > 0));
    if (residents) {
        out.sections.push_back(card_of("people", "What you would share", "Only what you want to be found for.", true, true));
        return out;
    }
    out.sections.push_back(card_of("people", "A person you met", "Read it to them before it goes home with you.", false, true));
    out.sections.push_back(card_of("ties", "Somebody or something they spoke of", "As they say it. Nobody is asked about somebody else's health, money or troubles.", false, true));
    out.sections.back().fields.insert(out.sections.back().fields.begin(), SheetField{"Whom or what?", "What they call them; a first name or \"my neighbour\" is enough", {}, 1});
    out.sections.push_back(card_of("events", "What was said and promised", "", false, true));
    return out;
}

}  // namespace kith::report
