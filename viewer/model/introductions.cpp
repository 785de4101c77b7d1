// Who could be introduced: what the analyses found, held against what the place says now (design rule 8).
#include <algorithm>
#include <limits>
#include <set>

#include "viewer/model/document.hpp"
#include "viewer/model/findings.hpp"

namespace kith::viewer::model {
namespace {

using host::Finding;

/// What the open view says of who may be introduced.
class Willing {
public:
    explicit Willing(const Model& model) : session_(model.session), view_(*model.view()) {
        people_ = view_.segment("people");
        if (const auto never = view_.segment("never_introduce"); never != nullptr)
            for (std::size_t i = 0; i < never->find("a")->rows(); ++i) never_.insert(std::minmax(never->find("a")->i32()[i], never->find("b")->i32()[i]));
    }
    /// A participant who lives here and said yes to being introduced; an asset that is not closed.
    bool may(const base::EntityKey& key) const {
        const auto at = session_.index().find(key);
        if (!at) return false;
        const auto row = static_cast<std::size_t>(at->row);
        if (at->kind == base::EntityKind::asset) {
            const auto* status = view_.segment("assets")->find("status");
            return !status->known(row) || status->i32()[row] != static_cast<std::int32_t>(column::AssetStatus::closed);
        }
        if (at->kind != base::EntityKind::person || people_ == nullptr) return false;
        const auto* introduce = people_->find("introduce");
        return people_->find("role")->i32()[row] == static_cast<std::int32_t>(column::Role::participant) && people_->find("living")->i32()[row] == 0 &&
               introduce->known(row) && introduce->booleans()[row] != 0;
    }
    bool may_meet(const base::EntityKey& one, const base::EntityKey& other) const {
        if (!may(one) || !may(other)) return false;
        if (one.kind != base::EntityKind::person || other.kind != base::EntityKind::person) return true;
        return !never_.contains(std::minmax(session_.index().find(one)->row, session_.index().find(other)->row));
    }

private:
    const session::Session& session_;
    const privacy::View& view_;
    column::SegmentPtr people_;
    std::set<std::pair<std::int32_t, std::int32_t>> never_;
};

/// The place that the sentence names, when it names one.
std::string venue_of(const host::Message& message, const host::Wording& wording, const Finding& finding) {
    for (const host::Argument& argument : message.text.arguments)
        if (argument.kind.type == host::ArgumentType::asset) return wording.argument(finding, argument.name);
    return {};
}

/// Somebody in between has to be willing, too: whoever the sentence names.
bool everybody_named_may(const Model& model, const Willing& willing, const FindingRef& ref) {
    const auto evidence = evidence_of(model.session, model.session.results()[ref.result]->id, ref.finding);
    const session::RunResult& result = *model.session.results()[ref.result];
    const Finding finding = result.analysis.findings[ref.finding];
    const auto& message = result.analysis.plugin->manifest.messages[finding.message];
    for (const host::Note& note : finding.notes) {
        if (note.kind != host::NoteKind::argument || note.slot >= message.text.arguments.size()) continue;
        if (message.text.arguments[note.slot].kind.type != host::ArgumentType::person || note.row < 0) continue;
        const base::EntityKey key = result.view->key(base::EntityKind::person, static_cast<std::size_t>(note.row));
        if (!willing.may(key)) return false;
    }
    return !evidence.empty();
}

/// The first `most` of them.
std::vector<Introduction> first_introductions(const Model& model, std::size_t most) {
    std::vector<Introduction> list;
    if (!model.session.is_open() || model.view()->audience() != privacy::Audience::team) return list;
    const Willing willing(model);
    const auto results = model.session.results();
    for (std::uint32_t number = 0; number < results.size(); ++number) {
        const session::RunResult& result = *results[number];
        if (result.analysis.plugin == nullptr || result.view->audience() != privacy::Audience::team) continue;
        const auto& messages = result.analysis.plugin->manifest.messages;
        const host::Wording wording(result.analysis, model.view_of(result));
        Finding finding;
        for (std::uint32_t i = 0; i < result.analysis.findings.size() && list.size() < most; ++i) {
            const host::Message& message = messages[result.analysis.findings.message(i)];
            if (message.claim != host::Claim::introduction || message.subjects.size() != 2) continue;
            result.analysis.findings.read(i, finding);
            const base::EntityKey one = wording.subject(finding, 0), other = wording.subject(finding, 1);
            const base::Digest key = wording.key(finding);
            const auto aside = model.session.dismissals();
            if (std::any_of(aside.begin(), aside.end(), [&](const auto& d) { return d.finding == key; })) continue;
            if (!willing.may_meet(one, other) || !everybody_named_may(model, willing, {number, i})) continue;
            list.push_back({wording.subject_label(finding, 0), wording.subject_label(finding, 1), wording.text(finding), venue_of(message, wording, finding), one, other, {number, i}});
        }
    }
    return list;
}

}  // namespace

std::vector<Introduction> introductions(const Model& model) { return first_introductions(model, std::numeric_limits<std::size_t>::max()); }

bool any_introduction(const Model& model) { return !first_introductions(model, 1).empty(); }

base::Result<std::string> introductions_csv(const Model& model) {
    if (!model.session.is_open()) return base::misuse("Nothing is open. Open a place first.");
    if (model.view()->audience() != privacy::Audience::team) return base::misuse("Introductions name people, so they are for the team only.");
    std::string text = "one,other,venue,why\r\n";
    for (const Introduction& one : introductions(model)) {
        csv_cell(text, one.one);
        csv_cell(text += ',', one.other);
        csv_cell(text += ',', one.venue);
        csv_cell(text += ',', one.why);
        text += "\r\n";
    }
    return text;
}

}  // namespace kith::viewer::model
