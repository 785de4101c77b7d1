#include "viewer/model/findings.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "viewer/model/still_here.hpp"

namespace kith::viewer::model {
namespace {

using host::AnalysisResult;
using host::Finding;

base::EntityKind kind_of(host::Entity entity) {
    return entity == host::Entity::person ? base::EntityKind::person : entity == host::Entity::asset ? base::EntityKind::asset : base::EntityKind::area;
}

std::string layer_name(const privacy::View& view, std::size_t layer) { return layer < view.layers().size() ? view.layers()[layer].as : std::string(); }

/// Keys of the subjects, as the view knew them in which it ran.
std::vector<base::EntityKey> subjects_of(const session::RunResult& result, const Finding& finding) {
    std::vector<base::EntityKey> keys;
    const host::Message& message = result.analysis.plugin->manifest.messages[finding.message];
    const std::int32_t rows[] = {finding.subject, finding.other};
    for (std::size_t i = 0; i < message.subjects.size() && i < 2; ++i)
        if (message.subjects[i] != host::Entity::place && rows[i] >= 0)
            keys.push_back(result.view->key(kind_of(message.subjects[i]), static_cast<std::size_t>(rows[i]), layer_name(*result.view, finding.layer)));
    return keys;
}

bool has(const std::vector<std::string>& list, const std::string& one) { return std::find(list.begin(), list.end(), one) != list.end(); }

const session::Session::Dismissal* dismissed(const session::Session& session, const base::Digest& key) {
    const auto list = session.dismissals();
    const auto at = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.finding == key; });
    return at == list.end() ? nullptr : &*at;
}

/// One result's part of the list.
void add_result(FindingList& list, const Model& model, std::uint32_t number) {
    const session::RunResult& result = *model.session.results()[number];
    if (result.analysis.plugin == nullptr || result.analysis.findings.empty()) return;
    const FindingOptions& wanted = model.options.findings;
    const auto& messages = result.analysis.plugin->manifest.messages;
    const std::string& as = result.analysis.as;
    const bool analysis_on = wanted.analyses.empty() || has(wanted.analyses, as);
    std::vector<std::int64_t> by_message(messages.size(), 0);
    std::vector<std::uint8_t> on(messages.size(), 0);
    // What reads alike is one reason, whichever way a plugin came to it.
    const auto alike = [&](std::size_t i) { return static_cast<std::size_t>(std::find_if(messages.begin(), messages.end(), [&](const auto& one) { return one.heading == messages[i].heading; }) - messages.begin()); };
    for (std::size_t i = 0; i < messages.size(); ++i)
        for (std::size_t other = 0; other < messages.size() && on[i] == 0; ++other)
            on[i] = wanted.messages.empty() || (alike(other) == alike(i) && has(wanted.messages, as + '/' + messages[other].id));
    const host::Wording wording(result.analysis, model.view_of(result));
    const StillHere still(*model.view(), model.results()[number]);
    const bool any_dismissed = !model.session.dismissals().empty();
    Finding finding;
    for (std::size_t i = 0; i < result.analysis.findings.size(); ++i) {
        const std::uint32_t message = result.analysis.findings.message(i);
        ++by_message[message];
        bool shown = analysis_on && on[message] != 0;
        if (any_dismissed || (shown && wanted.only_selected) || !still.all()) result.analysis.findings.read(i, finding);
        shown = shown && still.may_say(finding);
        if (any_dismissed && dismissed(model.session, wording.key(finding)) != nullptr) {
            ++list.dismissed;
            shown = shown && wanted.dismissed;
        }
        if (shown && wanted.only_selected) {
            const auto subjects = subjects_of(result, finding);
            shown = std::any_of(subjects.begin(), subjects.end(), [&](const auto& key) { return model.session.selection().contains(key); });
        }
        if (shown) list.rows.push_back({number, static_cast<std::uint32_t>(i)});
    }
    list.all += static_cast<std::int64_t>(result.analysis.findings.size());
    list.analyses.push_back({as, result.provenance.title, static_cast<std::int64_t>(result.analysis.findings.size()), analysis_on});
    for (std::size_t i = messages.size(); i-- > 0;)
        if (alike(i) != i) by_message[alike(i)] += std::exchange(by_message[i], 0);
    for (std::size_t i = 0; i < messages.size(); ++i)
        if (by_message[i] > 0) list.reasons.push_back({as + '/' + messages[i].id, messages[i].heading, by_message[i], on[i] != 0});
    const std::string& order = result.analysis.plugin->manifest.findings_order;
    if (analysis_on && !order.empty()) list.order += (list.order.empty() ? "" : "; ") + result.provenance.title + ": " + order;
}

}  // namespace

FindingList finding_list(const Model& model) {
    FindingList list;
    for (std::uint32_t i = 0; i < model.session.results().size(); ++i) add_result(list, model, i);
    list.order = "In the order in which the analyses ran. " + (list.order.empty() ? std::string() : list.order + ". ") + "Nobody comes first for a reason of their own.";
    list.hidden = list.all - static_cast<std::int64_t>(list.rows.size());
    list.introductions = any_introduction(model);
    return list;
}

std::vector<base::EntityKey> evidence_of(const session::Session& session, std::uint64_t id, std::size_t number) {
    std::vector<base::EntityKey> keys;
    const auto results = session.results();
    const auto at = std::find_if(results.begin(), results.end(), [&](const auto& one) { return one->id == id; });
    if (at == results.end() || (*at)->analysis.plugin == nullptr || number >= (*at)->analysis.findings.size()) return keys;
    const session::RunResult& result = **at;
    const Finding finding = result.analysis.findings[number];
    keys = subjects_of(result, finding);
    const auto add = [&](base::EntityKind kind, const host::Note& note) {
        if (note.row >= 0) keys.push_back(result.view->key(kind, static_cast<std::size_t>(note.row), kind == base::EntityKind::area ? layer_name(*result.view, note.layer) : ""));
    };
    for (const host::Note& note : finding.notes) {
        if (note.kind == host::NoteKind::person) add(base::EntityKind::person, note);
        if (note.kind == host::NoteKind::asset) add(base::EntityKind::asset, note);
        if (note.kind == host::NoteKind::area) add(base::EntityKind::area, note);
        if (note.kind == host::NoteKind::tie) add(base::EntityKind::tie, note);
    }
    std::vector<base::EntityKey> seen;
    for (const base::EntityKey& key : keys)
        if (session.index().find(key) && std::find(seen.begin(), seen.end(), key) == seen.end()) seen.push_back(key);
    return seen;
}

FindingLine finding_line(const Model& model, const FindingRef& ref) {
    FindingLine line;
    const session::RunResult& result = *model.session.results()[ref.result];
    const host::Wording wording(result.analysis, model.view_of(result));
    const Finding finding = result.analysis.findings[ref.finding];
    line.said = wording.say(finding);
    line.analysis = result.provenance.title;
    line.key = wording.key(finding);
    line.evidence = evidence_of(model.session, result.id, ref.finding);
    if (const auto* put_aside = dismissed(model.session, line.key)) {
        line.dismissed = true;
        line.why_dismissed = model.preferences.presentation ? "with a reason that is kept private" : put_aside->reason;
    }
    for (const std::string& sentence : model.session.stale(result)) line.stale += (line.stale.empty() ? "" : " ") + sentence;
    return line;
}

}  // namespace kith::viewer::model
