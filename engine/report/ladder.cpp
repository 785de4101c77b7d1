#include "engine/report/ladder.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"

namespace kith::report {
namespace {

constexpr std::size_t line_width = 100;

/// Breaks at spaces; every line after the first is indented.
std::string wrapped(std::string_view text, std::string_view first, std::string_view indent) {
    std::string out(first), line;
    std::size_t room = line_width - first.size();
    const auto flush = [&] {
        out += line;
        out += '\n';
        line.clear();
        room = line_width - indent.size();
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (!line.empty() && line.size() + 1 + word.size() > room) {
            flush();
            out += indent;
        }
        if (!line.empty()) line += ' ';
        line += word;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    flush();
    return out;
}

std::string lower_first(std::string text) {
    // "OSM" and "I" stay; "People …" becomes "people …".
    const bool acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
    if (!text.empty() && !acronym && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

}  // namespace

std::string_view words_of(column::Facet facet) {
    constexpr std::array<std::string_view, column::facet_count> words{
        "who they live with", "family", "friends", "neighbours", "groups and clubs", "paid support",
        "emotional help", "practical help", "information and advice", "company", "help with money", "personal care", "someone to speak up",
        "who of those they named know each other"};
    return words[static_cast<std::size_t>(facet)];
}

Ladder ladder_of(const privacy::View& view, std::span<const host::Manifest* const> manifests, const host::AllowedById& allowed) {
    Ladder out;
    for (const host::Manifest* manifest : manifests) {
        const host::Readiness readiness = host::readiness(*manifest, view, host::allowed_to(allowed, manifest->id));
        out.rungs.push_back({manifest->id, manifest->title, manifest->summary, readiness.ready, readiness.ready && !readiness.gate_open && !readiness.sentence.empty(), readiness.sentence});
    }
    // Assets first, then people; what needs more comes last.
    std::vector<bool> people;
    for (const host::Manifest* manifest : manifests) people.push_back(manifest->about_people());
    const auto place = [](const Rung& rung, bool about_people) { return (rung.ready ? 0 : 2) + (about_people ? 1 : 0); };
    std::vector<Rung> ordered;
    for (int wanted = 0; wanted < 4; ++wanted)
        for (std::size_t i = 0; i < out.rungs.size(); ++i)
            if (place(out.rungs[i], people[i]) == wanted) ordered.push_back(out.rungs[i]);
    out.rungs = std::move(ordered);
    std::array<column::Facet, column::facet_count> all{};
    for (int i = 0; i < column::facet_count; ++i) all[static_cast<std::size_t>(i)] = static_cast<column::Facet>(i);
    out.coverage = view.coverage(all);
    if (view.people_recorded() == 0) return out;
    for (const column::Facet facet : all) out.facets.push_back({facet, view.coverage(std::span(&facet, 1)).asked, view.participants()});
    return out;
}

std::string ladder_text(const Ladder& ladder) {
    std::string out;
    bool any = false;
    for (const Rung& rung : ladder.rungs) {
        if (!rung.ready) continue;
        if (!any) out += "With this you can see\n";
        any = true;
        out += wrapped(rung.title + ": " + lower_first(rung.summary), "  + ", "    ");
        if (!rung.to_open.empty()) out += wrapped(rung.to_open, "    But: ", "    ");
    }
    any = false;
    for (const Rung& rung : ladder.rungs) {
        if (rung.ready) continue;
        if (!any) out += "To see more\n";
        any = true;
        out += wrapped(rung.title + ": " + rung.to_open, "  - ", "    ");
    }
    if (ladder.facets.empty()) return out;
    out += "Asked in full about\n";
    for (const FacetShare& share : ladder.facets)
        out += wrapped(std::string(words_of(share.facet)) + ": " + base::grouped(share.asked) + " of " + base::counted(share.of, "participant"), "  ", "    ");
    return out;
}

std::string ladder_json(const Ladder& ladder) {
    nlohmann::ordered_json out = {{"can", nlohmann::ordered_json::array()}, {"ask", nlohmann::ordered_json::array()}};
    for (const Rung& rung : ladder.rungs) {
        nlohmann::ordered_json one = {{"analysis", rung.analysis}, {"title", rung.title}, {"summary", rung.summary}};
        if (!rung.to_open.empty()) one["to_open"] = rung.to_open;
        out[rung.ready ? "can" : "ask"].push_back(std::move(one));
    }
    if (!ladder.facets.empty()) {
        nlohmann::ordered_json asked;
        for (const FacetShare& share : ladder.facets) asked[std::string(column::facet_words[static_cast<std::size_t>(share.facet)])] = share.asked;
        out["asked_in_full"] = std::move(asked);
        out["participants"] = ladder.facets.front().of;
        out["whole_network"] = {{"asked", ladder.coverage.asked}, {"of", ladder.coverage.of}, {"needs_share", ladder.coverage.gate}, {"open", ladder.coverage.open()}};
    }
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace kith::report
