#include <array>
#include <functional>

#include "engine/base/text.hpp"
#include "engine/host/manifest.hpp"

namespace kith::host {
namespace {

struct Rule {
    std::string_view word;   // lower case
    std::string_view write;
};
/// domain.md 6.3, the left column in its usual spellings.
constexpr std::array<Rule, 39> rules{{
    {"at-risk", "person with one supporter recorded"},
    {"at risk", "person with one supporter recorded"},
    {"high-risk", "person with one supporter recorded"},
    {"isolated person", "person with one supporter recorded"},
    {"isolated people", "people to get to know"},
    {"the isolated", "people to get to know"},
    {"risk score", "reasons to have a conversation"},
    {"vulnerability", "reasons to have a conversation"},
    {"vulnerabilities", "reasons to have a conversation"},
    {"vulnerable", "reasons to have a conversation"},
    {"ranking", "reasons to have a conversation"},
    {"ranked", "reasons to have a conversation"},
    {"service user", "person"},
    {"client", "person"},
    {"patient", "person"},
    {"caseload", "people I walk alongside"},
    {"case load", "people I walk alongside"},
    {"case management", "walking alongside"},
    {"referral", "introduction"},
    {"referred", "introduced"},
    {"refer to", "introduce to"},
    {"signpost", "introduce"},
    {"hard to reach", "not met yet"},
    {"hard-to-reach", "not met yet"},
    {"disengaged", "not met yet"},
    {"refuse", "chose not to"},
    {"refuses", "chose not to"},
    {"refused to", "chose not to"},
    {"deficit", "what matters, what would help"},
    {"deprived area", "the area, by the name that residents use"},
    {"sink estate", "the area, by the name that residents use"},
    {"no assets here", "nobody has been asked yet"},
    {"no assets", "nobody has been asked yet"},
    {"lonely person", "said they feel lonely often (date)"},
    {"lonely people", "said they feel lonely often (date)"},
    {"elderly", "older people"},
    {"the disabled", "disabled people"},
    {"the homeless", "people without a home"},
    {"suffers from", "lives with"},
}};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// A word of its own, or its plural: "client" and "clients", not "clientele".
bool is_word(std::string_view text, std::size_t at, std::size_t length) {
    std::size_t end = at + length;
    if (end < text.size() && text[end] == 's') ++end;
    return (at == 0 || !letter(text[at - 1])) && (end >= text.size() || !letter(text[end]));
}

void check_text(const std::string& where, std::string_view written, std::vector<std::string>& faults) {
    const std::string text = base::lower(written);
    for (const Rule& rule : rules)
        for (std::size_t at = text.find(rule.word); at != std::string::npos; at = text.find(rule.word, at + 1))
            if (is_word(text, at, rule.word.size())) {
                faults.push_back(where + " says \"" + std::string(rule.word) + "\" (write: " + std::string(rule.write) + ")");
                break;
            }
}

void check_phrases(std::string_view what, const std::vector<Phrase>& phrases, std::vector<std::string>& faults) {
    for (const Phrase& phrase : phrases) check_text(std::string(what) + " '" + phrase.id + "'", phrase.source, faults);
}

}  // namespace

std::vector<std::string> language_faults(const Manifest& manifest) {
    std::vector<std::string> faults;
    check_text("the title", manifest.title, faults);
    check_text("the summary", manifest.summary, faults);
    for (const NeedOf& need : manifest.needs) check_text("a need", need.why, faults);
    for (const SegmentRequest& input : manifest.inputs) check_text("input '" + input.segment + "'", input.why, faults);
    for (const LensRequest& lens : manifest.lenses) check_text("lens '" + lens.lens.as + "'", lens.why, faults);
    for (const NearRequest& near : manifest.near) check_text("near '" + near.as + "'", near.why, faults);
    for (const ReachRequest& reach : manifest.reach) check_text("reach '" + reach.as + "'", reach.why, faults);
    for (const Parameter& p : manifest.parameters) {
        check_text("parameter '" + p.id + "'", p.label, faults);
        check_text("parameter '" + p.id + "'", p.help, faults);
    }
    for (const OutputColumn& c : manifest.columns) {
        for (const std::string* text : {&c.label, &c.help, &c.unit}) check_text("output '" + c.key + "'", *text, faults);
        check_phrases("reason", c.reasons, faults);
    }
    for (const Table& table : manifest.tables) {
        for (const std::string* text : {&table.label, &table.help, &table.order}) check_text("table '" + table.key + "'", *text, faults);
        for (const TableColumn& c : table.columns) check_text("table '" + table.key + "'", c.label, faults);
    }
    for (const Message& message : manifest.messages) {
        for (const std::string* text : {&message.heading, &message.text.source, &message.unit, &message.threshold})
            check_text("message '" + message.id + "'", *text, faults);
        check_phrases("reason", message.reasons, faults);
    }
    check_phrases("strength", manifest.strengths, faults);
    check_phrases("change", manifest.changes, faults);
    for (const WordList& list : manifest.words)
        for (const std::string& word : list.words) check_text("words '" + list.name + "'", word, faults);
    return faults;
}

}  // namespace kith::host
