// "You told us": what a person said on a day, to be read, corrected or taken back.
#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/report/html.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"

namespace kith::report {

Sheet told_sheet(const privacy::Told& told, std::string_view place, std::string_view to) {
    Sheet out;
    out.kind = "You told us";
    out.title = "You told us";
    out.subtitle = told.name + ", " + column::date_words(told.day) + ", " + std::string(place);
    out.notice = "For you. It is what we wrote down when we met; nothing else about you stands here.";
    for (const privacy::AboutSection& section : told.sections) {
        SheetSection& next = out.sections.emplace_back();
        next.heading = sentence_case(section.heading);
        SheetEntry& entry = next.entries.emplace_back();
        for (const auto& [what, words] : section.lines) entry.facts.push_back({sentence_case(what), words});
    }
    if (!told.withheld.empty()) {
        SheetSection& next = out.sections.emplace_back();
        next.heading = "Held, and not told here";
        next.lead = "Other people have the same right as you: what would tell of them is left out.";
        for (const std::string& one : told.withheld) next.lines.push_back(sentence_case(one));
    }
    out.sections.push_back(slip_for("To correct it, or to take it back", "Is something wrong, or should it not be there? You need not say why.",
                                    {"Please correct this", "Please take this out", "Please keep nothing about me"}, to));
    return out;
}

}  // namespace kith::report
