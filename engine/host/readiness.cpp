#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/host/analyses.hpp"

namespace kith::host {
namespace {

std::string quoted(const Manifest& manifest) { return "'" + manifest.title + "'"; }

/// "friends, neighbours and paid support".
std::string facets_in_words(const std::vector<column::Facet>& facets) {
    std::string words;
    for (std::size_t i = 0; i < facets.size(); ++i) {
        std::string word(column::facet_words[static_cast<std::size_t>(facets[i])]);
        for (char& c : word)
            if (c == '_') c = ' ';
        words += (i == 0 ? "" : i + 1 == facets.size() ? " and " : ", ") + word;
    }
    return words;
}

Readiness not_ready(Verdict verdict, std::string sentence) {
    Readiness made;
    made.verdict = verdict;
    made.sentence = std::move(sentence);
    return made;
}

bool only_whole_network(const Manifest& m) {
    for (const OutputColumn& c : m.columns)
        if (!c.whole_network) return false;
    for (const Table& t : m.tables)
        if (!t.whole_network) return false;
    for (const Message& message : m.messages)
        if (!message.whole_network) return false;
    return true;
}

/// How far the gate is from open, and what to do.
std::string gate_sentence(const privacy::View::Coverage& coverage, const NeedOf& need) {
    const auto wanted = static_cast<std::int64_t>(std::ceil(coverage.gate * static_cast<double>(coverage.of)));
    constexpr std::int64_t most_to_ask = 10'000;  // a patch; beyond that it is no advice
    const std::int64_t more = wanted - coverage.asked;
    const std::string of = base::grouped(coverage.of) + (coverage.of_population ? " residents" : " people");
    if (coverage.of == 0) return "Nobody is recorded yet, so nothing can be said about the whole network.";
    return "Claims about the whole network stay closed: " + base::grouped(coverage.asked) + " of " + of + " were asked about " +
           facets_in_words(need.facets) + (more > most_to_ask ? "." : "; asking " + base::grouped(more) + " more would open them.");
}

/// What it cannot do without, and is not allowed to see.
PersonalSet lacking_in(const Manifest& manifest, const privacy::View& view, PersonalSet allowed) {
    PersonalSet lacking;
    for (const SegmentRequest& request : manifest.inputs)
        if (const auto segment = view.segment(request.segment); segment != nullptr) lacking = lacking.with(sight_of(request, *segment, allowed).lacking);
    return lacking;
}

std::string waits_for(const Manifest& manifest, PersonalSet lacking, const Allowed& allowed) {
    std::string words;
    for (const std::string& word : lacking.words()) words += " " + word;
    return quoted(manifest) + " asks to see " + in_words(lacking) + ", which nobody has allowed; to allow it, say: " +
           (allowed.command.empty() ? "kith plugins allow " + manifest.id : allowed.command) + words;
}

}  // namespace

std::string nothing_of(const privacy::View& view, std::string_view block) {
    const auto reports = view.reports();
    const bool asked_for = std::any_of(reports.begin(), reports.end(), [&](const column::SourceReport& r) { return r.block == block; });
    const std::string written = "[[" + std::string(block) + "]]";
    if (asked_for) return "the files of " + written + " gave none (kith check says why).";
    return std::string("add ") + (block.front() == 'a' ? "an " : "a ") + written + " block to the recipe.";
}

const Allowed& allowed_to(const AllowedById& list, std::string_view id) {
    static const Allowed nothing;
    const auto found = list.find(id);
    return found == list.end() ? nothing : found->second;
}

Readiness readiness(const Manifest& manifest, const privacy::View& view, const Allowed& allowed) {
    if (manifest.about_people() && view.audience() != privacy::Audience::team)
        return not_ready(Verdict::kept_for_team, quoted(manifest) + " speaks of people, so it is kept for the team; run with --audience team to see it.");
    if (manifest.need(Need::assets) != nullptr && view.assets() == 0)
        return not_ready(Verdict::not_possible, quoted(manifest) + " needs a list of what is there; " + nothing_of(view, "assets"));
    if (manifest.need(Need::areas) != nullptr && view.layers().empty())
        return not_ready(Verdict::not_possible, quoted(manifest) + " needs boundaries; " + nothing_of(view, "areas"));
    if (manifest.about_people() && view.participants() == 0)
        return not_ready(Verdict::not_possible, quoted(manifest) + " needs people who take part; " + nothing_of(view, "people"));
    if (const PersonalSet lacking = lacking_in(manifest, view, allowed.granted); !lacking.empty())
        return not_ready(Verdict::not_granted, waits_for(manifest, lacking, allowed));
    Readiness made;
    made.ready = true;
    made.gate_open = true;
    const bool safe = view.audience() != privacy::Audience::team;
    if (const NeedOf* whole = manifest.need(Need::whole_network); whole != nullptr && whole->optional && (safe || view.participants() == 0)) {
        made.gate_open = false;
        if (view.participants() > 0) made.sentence = "What it says of ties between people is kept for the team.";
        return made;
    }
    if (const NeedOf* whole = manifest.need(Need::whole_network); whole != nullptr) {
        const auto coverage = view.coverage(whole->facets);
        made.gate_open = coverage.open();
        if (!made.gate_open) made.sentence = gate_sentence(coverage, *whole);
        if (!made.gate_open && only_whole_network(manifest)) return not_ready(Verdict::not_possible, made.sentence);
    }
    return made;
}

}  // namespace kith::host
