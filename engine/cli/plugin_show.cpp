#include <fmt/format.h>

#include <algorithm>

#include "engine/cli/open.hpp"
#include "engine/cli/plugin_describe.hpp"
#include "engine/cli/plugin_verbs.hpp"

namespace kith::cli {
namespace {

void heading(const char* words) { fmt::print("\n{}\n", words); }

std::string optional_words(bool optional) { return optional ? " (runs without)" : ""; }

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

void show_needs(const host::Manifest& m) {
    heading("Needs");
    for (const host::NeedOf& need : m.needs) {
        std::string facets;
        for (const column::Facet facet : need.facets) facets += (facets.empty() ? "" : ", ") + std::string(column::facet_words[static_cast<std::size_t>(facet)]);
        fmt::print("  {}{}{}{}{}\n", host::name_of(need.need), facets.empty() ? "" : " with everybody asked about " + facets, optional_words(need.optional),
                   need.why.empty() ? "" : ": ", need.why);
    }
    const bool in_part = std::any_of(m.needs.begin(), m.needs.end(), [](const host::NeedOf& need) { return need.need >= host::Need::ego; });
    fmt::print("  {}\n", m.about_people() ? "It speaks of people, so it is kept for the team."
                        : in_part        ? "It may be shown to anybody; what rests on people's ties is kept for the team."
                                         : "It reads nobody's ties, so it may be shown to anybody.");
}

void show_sees(const host::Manifest& m) {
    heading("Sees, and why");
    for (const auto& i : m.inputs) fmt::print("  {} ({}){}: {}\n", i.segment, i.columns.empty() ? "all columns" : joined(i.columns), optional_words(i.optional), i.why);
    for (const auto& l : m.lenses) fmt::print("  ties through the lens '{}': {}\n", l.lens.as, l.why);
    for (const auto& p : m.pairs) fmt::print("  who knows whom through the lens '{}': {}\n", p.lens, p.why);
    for (const auto& n : m.near) fmt::print("  the nearest, '{}', within {}: {}\n", n.as, setting_words(n.within, "m"), n.why);
    for (const auto& r : m.reach) fmt::print("  assets within reach, '{}', within {}: {}\n", r.as, setting_words(r.within, "m"), r.why);
    for (const auto& r : m.results_of) fmt::print("  the column {}.{} of another analysis, for each {}{}: {}\n", r.as, r.output, host::name_of(r.entity), optional_words(r.optional), r.why);
    if (m.inputs.empty() && m.lenses.empty() && m.near.empty() && m.reach.empty() && m.results_of.empty()) fmt::print("  nothing\n");
}

void show_allowed(const host::Manifest& m, const host::Allowed& allowed) {
    const auto asks = host::personal_requests(m);
    if (asks.empty()) return;
    heading("Has to be allowed");
    for (const auto& ask : asks)
        fmt::print("  {} ({}){}: {}\n    {}\n", host::in_words(ask.what), ask.segment, optional_words(ask.optional), ask.why,
                   allowed.granted.has(ask.what) ? "allowed" : "not allowed; to allow it: " + allowed.command + " " + std::string(host::personal_words[static_cast<std::size_t>(ask.what)]));
}

void show_parameters(const host::Manifest& m) {
    if (m.parameters.empty()) return;
    heading("Parameters");
    for (const host::Parameter& p : m.parameters) {
        fmt::print("  --set {}.{}=…  {}: {}\n    {}", m.id, p.id, p.label, range_words(p), p.help);
        if (!p.only_when.empty()) fmt::print(" Only when {} is {}.", p.only_when, only_when_words(m, p));
        fmt::print("\n");
    }
}

void show_gives(const host::Manifest& m) {
    heading("Gives");
    for (const host::OutputColumn& c : m.columns) {
        fmt::print("  {} for each {}: {}{}{}\n", c.key, host::name_of(c.entity), c.label, c.unit.empty() ? "" : ", in " + plural_unit(c.unit), c.interval ? ", from-to where not exact" : "");
        if (!c.help.empty()) fmt::print("    {}\n", c.help);
        if (c.whole_network) fmt::print("    Closed until enough people were asked for claims about the whole network.\n");
        for (const host::Phrase& reason : c.reasons) fmt::print("    or not computable: {}\n", reason.source);
    }
    for (const host::Table& t : m.tables) {
        std::string columns;
        for (const auto& c : t.columns) columns += (columns.empty() ? "" : ", ") + c.label;
        fmt::print("  the table {}, at most {} rows for each {}: {}: {}\n", t.key, t.at_most, host::name_of(t.per), t.label, columns);
    }
}

void show_says(const host::Manifest& m) {
    if (m.messages.empty()) return;
    heading("Says");
    for (const host::Message& one : m.messages) {
        fmt::print("  {} ({}, at most {} for each {}): \"{}\"\n", one.id, host::name_of(one.claim), one.at_most, host::name_of(one.subjects.front()), one.text.source);
        if (!one.threshold.empty()) fmt::print("    When: {}{}\n", one.threshold, one.threshold_source.empty() ? "" : " (" + one.threshold_source + ")");
        for (const host::Phrase& reason : one.reasons) fmt::print("    or not computable: {}\n", reason.source);
    }
    for (const host::Phrase& p : m.strengths) fmt::print("  a strength: \"{}\"\n", p.source);
    for (const host::Phrase& p : m.changes) fmt::print("  what would change it: \"{}\"\n", p.source);
    if (!m.findings_order.empty()) fmt::print("  In this order, where there are too many: {}.\n", m.findings_order);
}

void show(const host::Plugin& plugin, const host::Allowed& allowed) {
    const host::Manifest& m = plugin.manifest;
    fmt::print("{} {}  {}\n{}\n", m.id, m.version, m.title, m.summary);
    show_needs(m);
    show_sees(m);
    show_allowed(m, allowed);
    show_parameters(m);
    show_gives(m);
    show_says(m);
    heading("How");
    fmt::print("  {}{}\n", m.determinism == "exact" ? "The same answer every time, without chance." : "Draws by chance, from the run's seed: the same seed gives the same answer.",
               m.threads ? " Uses several threads." : "");
    for (const std::string& reference : m.references) fmt::print("  {}\n", reference);
    fmt::print("  Licence {}; contract {}.{}; {}, in {}; library {}\n", m.licence, m.abi_major, m.abi_minor, plugin.bundled ? "bundled with Kith" : "third-party",
               plugin.folder.string(), plugin.hash.hex().substr(0, 16));
}

}  // namespace

int plugin_show(const PluginShowCommand& command) {
    Console console(false);
    const auto analyses = find_analyses(command);
    if (!analyses) return console.give_up(analyses.error());
    const auto plugin = analyses->plugins.at(command.id);
    if (!plugin) {
        for (const std::string& complaint : analyses->complaints) console.complain(complaint);
        return console.give_up(plugin.error());
    }
    const host::Allowed& allowed = host::allowed_to(analyses->allowed, command.id);
    if (command.json) fmt::print("{}\n", description_of(**plugin, allowed));
    else show(**plugin, allowed);
    return done;
}

}  // namespace kith::cli
