// People on the page, for the team only: cards that begin with gifts, and pairs who might enjoy meeting.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "engine/host/wording.hpp"
#include "engine/report/page.hpp"

namespace kith::report {
namespace {

using host::Claim;
using host::Entity;

bool on_card(const host::Message& message) {
    return message.subjects.size() == 1 && message.subjects[0] == Entity::person && message.claim != Claim::question && message.claim != Claim::coverage;
}
bool is_pair(const host::Message& message) {
    return message.subjects.size() == 2 && message.subjects[0] == Entity::person && message.claim != Claim::question && message.claim != Claim::coverage;
}

std::string joined(const column::Column& column, std::size_t row) {
    std::string out;
    if (!column.known(row)) return out;
    for (const std::int32_t code : column.list(row)) {
        if (!out.empty()) out += ", ";
        out += column.dictionary()[code];
    }
    return out;
}

/// "Likes …. Offers …." from what was recorded, for analyses that bring no strengths of their own.
std::string gifts_of(const privacy::View& view, std::size_t person) {
    const auto gifts = view.segment("people.gifts");
    if (!gifts) return {};
    std::string out;
    for (const auto& [key, words] : {std::pair<std::string_view, std::string_view>{"interests", "Likes "}, {"offers", "Offers "}}) {
        const auto* column = gifts->find(key);
        const std::string list = column ? joined(*column, person) : std::string();
        if (!list.empty()) out += (out.empty() ? "" : " ") + std::string(words) + list + ".";
    }
    return out;
}

std::string sentences(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : " ") + full_stop(text);
    return out;
}

/// What would change it and what it rests on, in grey.
std::string why_of(const host::Finding& finding, std::string out) {
    if (finding.known + finding.unknown == 0) return out;
    out += (out.empty() ? "" : " ") + std::string("Rests on ") + base::counted(finding.known, "record");
    return out + (finding.unknown > 0 ? ", " + base::grouped(finding.unknown) + " not known." : ".");
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

void add_card(const Page& page, const host::AnalysisResult& result, const host::Wording& wording, std::size_t person, const std::vector<std::size_t>& findings, Html& html) {
    std::vector<host::Finding> read;
    std::vector<host::Said> said;
    std::vector<std::string> strengths, missing;
    for (const std::size_t i : findings) {
        read.push_back(result.findings[i]);
        said.push_back(wording.say(read.back()));
        add_new(strengths, said.back().strengths);
        add_new(missing, {said.back().missing});
    }
    html.open("article", "card");
    html.heading(4, page.view.label(base::EntityKind::person, person));
    html.paragraph(strengths.empty() ? gifts_of(page.view, person) : sentences(strengths), "good");
    for (std::size_t i = 0; i < said.size(); ++i) {
        html.open("div", "reason");
        html.open("p");
        html.raw("<b>");
        html.text(full_stop(said[i].heading));
        html.raw("</b> ");
        html.text(full_stop(said[i].text));
        html.close("p");
        html.paragraph(why_of(read[i], sentences(said[i].changes)), "why");
        html.close("div");
    }
    html.paragraph(sentences(missing), "why");
    html.close("article");
}

}  // namespace

void add_cards(const Page& page, const host::AnalysisResult& result, Html& html) {
    const auto& messages = result.plugin->manifest.messages;
    std::unordered_map<std::int32_t, std::vector<std::size_t>> by_person;
    for (std::size_t i = 0; i < result.findings.size(); ++i)
        if (on_card(messages[result.findings.message(i)])) by_person[result.findings.subject(i)].push_back(i);
    if (by_person.empty()) return;
    std::vector<std::pair<std::string, std::int32_t>> people;
    for (const auto& [person, findings] : by_person) people.emplace_back(page.view.label(base::EntityKind::person, static_cast<std::size_t>(person)), person);
    const std::size_t shown_cards = std::min(people.size(), most_cards);
    std::partial_sort(people.begin(), people.begin() + static_cast<std::ptrdiff_t>(shown_cards), people.end());
    const host::Wording wording(result, page.view);
    html.heading(3, "Reasons to have a conversation");
    html.paragraph("In alphabetical order: nobody is ranked. Each card begins with what the person brings.", "small intro");
    html.open("div", "cards");
    for (std::size_t i = 0; i < shown_cards; ++i) {
        const std::int32_t person = people[i].second;
        add_card(page, result, wording, static_cast<std::size_t>(person), by_person[person], html);
    }
    html.close("div");
    if (people.size() > shown_cards)
        html.paragraph("And " + base::counted(static_cast<std::int64_t>(people.size() - shown_cards), "more person", "more people") + ": the window shows the card of each of them (kith view).", "after");
}

void add_pairs(const Page& page, const host::AnalysisResult& result, Html& html) {
    const host::Wording wording(result, page.view);
    for (const Topic& topic : topics_of(result, page.view.audience(), is_pair)) {
        html.heading(3, topic.heading);
        const auto first = first_of(result, topic, most_pairs);
        const std::string change = sentences(wording.say(result.findings[first.front()]).changes);
        const bool one = first.size() > 1 && std::all_of(first.begin(), first.end(), [&](std::size_t i) { return sentences(wording.say(result.findings[i]).changes) == change; });
        if (one && !change.empty()) html.paragraph("What would change each of them: " + change, "small");
        html.open("ul", "list");
        for (const std::size_t i : first) {
            const host::Finding finding = result.findings[i];
            const host::Said said = wording.say(finding);
            html.open("li");
            html.raw("<b>");
            html.text(wording.subject_label(finding, 0) + " and " + wording.subject_label(finding, 1));
            html.raw("</b>");
            html.paragraph(sentences(said.strengths) + (said.strengths.empty() ? "" : " ") + full_stop(said.text));
            html.paragraph(why_of(finding, one ? std::string() : sentences(said.changes)) + (said.missing.empty() ? "" : " " + said.missing), "why");
            html.close("li");
        }
        html.close("ul");
        add_more(page, {}, topic.findings - static_cast<std::int64_t>(first.size()), html);
    }
}

}  // namespace kith::report
