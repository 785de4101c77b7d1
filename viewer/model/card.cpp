#include "viewer/model/card.hpp"

#include <algorithm>

#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

std::uint64_t code_of(host::Entity entity, std::size_t layer, std::int32_t row) {
    return static_cast<std::uint64_t>(entity) << 48 | static_cast<std::uint64_t>(layer) << 32 | static_cast<std::uint32_t>(row);
}

std::size_t layer_index(const privacy::View& view, std::string_view as) {
    for (std::size_t i = 0; i < view.layers().size(); ++i)
        if (view.layers()[i].as == as) return i;
    return 0;
}

/// As the engine's nearness has it: assets that are there and can be gone to; an activity counts once, with whoever runs it.
PointIndex placed_assets(const privacy::View& view) {
    const auto segment = view.segment("assets.positions"), assets = view.segment("assets");
    const auto* points = segment ? segment->find("point") : nullptr;
    if (!points || !assets) return {};
    const auto *status = assets->find("status"), *online = assets->find("online"), *counted = assets->find("counted_with");
    std::vector<std::uint8_t> open(points->rows());
    for (std::size_t row = 0; row < open.size(); ++row) {
        const bool active = !status || !status->known(row) || status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active);
        const bool gone_to = !online || !online->known(row) || online->booleans()[row] == 0;
        open[row] = points->known(row) && active && gone_to && (!counted || counted->i32()[row] == static_cast<std::int32_t>(row));
    }
    return {points->xy(), open};
}

}  // namespace

const CardSection* Card::section(CardSection::Kind kind) const {
    const auto at = std::find_if(sections.begin(), sections.end(), [&](const CardSection& section) { return section.kind == kind; });
    return at == sections.end() ? nullptr : &*at;
}

std::vector<base::EntityKey> Card::neighbours() const {
    std::vector<base::EntityKey> out;
    for (const CardSection& section : sections)
        for (const CardLine& line : section.lines)
            if (line.target && std::find(out.begin(), out.end(), *line.target) == out.end()) out.push_back(*line.target);
    return out;
}

CardSource::CardSource(privacy::ViewPtr view, const session::EntityIndex& index, Results results, column::SegmentPtr topology)
    : view_(std::move(view)), index_(&index), results_(results.begin(), results.end()), topology_(std::move(topology)), assets_(placed_assets(*view_)), wordings_(results_.size()), subjects_(results_.size()) {
    host::Finding finding;
    for (std::size_t r = 0; r < results_.size(); ++r) {
        const host::AnalysisResult* result = results_[r].analysis;
        still_.emplace_back(*view_, results_[r]);
        if (result == nullptr || !result->ok()) continue;
        wordings_[r] = std::make_unique<host::Wording>(*result, *results_[r].view);
        const auto& messages = result->plugin->manifest.messages;
        for (std::size_t i = 0; i < result->findings.size(); ++i) {
            result->findings.read(i, finding);
            const auto& subjects = messages[finding.message].subjects;
            const auto put = [&](host::Entity entity, std::int32_t row) { subjects_[r].push_back({code_of(entity, entity == host::Entity::area ? finding.layer : 0, row), static_cast<std::uint32_t>(i)}); };
            if (!subjects.empty()) put(subjects[0], finding.subject);
            if (subjects.size() > 1) put(subjects[1], finding.other);
        }
        std::stable_sort(subjects_[r].begin(), subjects_[r].end(), [](const BySubject& a, const BySubject& b) { return a.subject < b.subject; });
    }
}

std::vector<CardSource::FindingAt> CardSource::findings(host::Entity entity, std::size_t row, std::string_view layer) const {
    std::vector<FindingAt> out;
    for (std::size_t r = 0; r < results_.size(); ++r) {
        if (!wordings_[r]) continue;
        const std::int32_t there = results_[r].row_of(entity, row, layer);
        if (there < 0) continue;
        const std::uint64_t subject = code_of(entity, entity == host::Entity::area ? layer_index(*results_[r].view, layer) : 0, there);
        auto at = std::lower_bound(subjects_[r].begin(), subjects_[r].end(), subject, [](const BySubject& a, std::uint64_t code) { return a.subject < code; });
        for (; at != subjects_[r].end() && at->subject == subject; ++at)
            if (still_[r].all() || still_[r].may_say(results_[r].analysis->findings[at->finding])) out.push_back({static_cast<std::uint32_t>(r), at->finding});
    }
    return out;
}

host::Said CardSource::say(const FindingAt& at, host::Finding& into) const {
    results_[at.result].analysis->findings.read(at.finding, into);
    return wordings_[at.result]->say(into);
}

std::optional<Card> CardSource::card(const session::EntityRow& row) const {
    if (row.row < 0) return std::nullopt;
    const auto at = static_cast<std::size_t>(row.row);
    switch (row.kind) {
        case base::EntityKind::person: return person(at);
        case base::EntityKind::asset: return asset(at);
        case base::EntityKind::area: return area(view_->layers()[static_cast<std::size_t>(row.layer)].as, at);
        case base::EntityKind::tie: return tie(at);
        case base::EntityKind::household: case base::EntityKind::event: break;
    }
    return std::nullopt;
}

Document document_of(const Card& card, const privacy::View& view) {
    Document out{card.title, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    out.paragraph(card.subtitle);
    for (const CardSection& section : card.sections) {
        out.heading(section.heading);
        if (section.lines.empty()) out.paragraph(section.empty);
        std::vector<std::string> items;
        for (const CardLine& line : section.lines) items.push_back(line.text + (line.detail.empty() ? "" : ": " + line.detail) + (line.why.empty() ? "" : " Why? " + line.why));
        out.list(std::move(items));
        if (section.kind != CardSection::Kind::gifts || card.subject.kind != base::EntityKind::person) continue;
        if (std::all_of(card.circles.begin(), card.circles.end(), [](const Circle& circle) { return circle.name.empty(); })) continue;
        out.heading("Four circles");
        std::vector<std::string> circles;
        for (const Circle& circle : card.circles) circles.push_back(circle.name + ": " + std::to_string(circle.members.size()) + " recorded" + (circle.known ? "" : ", not everything asked"));
        if (card.circle_not_known > 0) circles.push_back("Nobody knows which circle: " + std::to_string(card.circle_not_known));
        out.list(std::move(circles));
    }
    return out;
}

}  // namespace kith::viewer::model
