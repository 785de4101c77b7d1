#include "viewer/model/still_here.hpp"

#include <algorithm>

namespace kith::viewer::model {
namespace {

std::vector<std::uint8_t> known_rows(const ResultOf& result, host::Entity entity, std::size_t rows_then, std::size_t rows_now) {
    std::vector<std::uint8_t> known(rows_then, 0);
    static const std::vector<std::int32_t> same_rows;
    const std::vector<std::int32_t>& map = result.rows ? result.rows(entity, {}) : same_rows;
    if (map.empty()) std::fill_n(known.begin(), std::min(rows_then, rows_now), std::uint8_t{1});
    for (const std::int32_t then : map)
        if (then >= 0 && static_cast<std::size_t>(then) < rows_then) known[static_cast<std::size_t>(then)] = 1;
    return known;
}

bool at(const std::vector<std::uint8_t>& known, std::int32_t row) { return row < 0 || (static_cast<std::size_t>(row) < known.size() && known[static_cast<std::size_t>(row)] != 0); }

}  // namespace

StillHere::StillHere(const privacy::View& open, const ResultOf& result)
    : result_(result.analysis),
      ties_(result.view->segment("ties")),
      people_(known_rows(result, host::Entity::person, result.view->people(), open.people())),
      assets_(known_rows(result, host::Entity::asset, result.view->assets(), open.assets())) {
    const auto every = [](const std::vector<std::uint8_t>& known) { return std::all_of(known.begin(), known.end(), [](std::uint8_t one) { return one != 0; }); };
    all_ = every(people_) && every(assets_);
}

bool StillHere::here(host::ArgumentType type, std::int32_t row) const {
    return type == host::ArgumentType::person ? at(people_, row) : type != host::ArgumentType::asset || at(assets_, row);
}

bool StillHere::subject_here(host::Entity entity, std::int32_t row) const {
    return entity == host::Entity::person ? at(people_, row) : entity != host::Entity::asset || at(assets_, row);
}

bool StillHere::tie_here(std::int32_t tie) const {
    if (ties_ == nullptr) return true;
    const auto people = static_cast<std::int32_t>(people_.size());
    for (const char* end : {"from", "to"}) {
        const std::int32_t node = ties_->find(end)->i32()[static_cast<std::size_t>(tie)];
        if (node < people ? !at(people_, node) : !at(assets_, node - people)) return false;
    }
    return true;
}

bool StillHere::may_say(const host::Finding& finding) const {
    if (all_) return true;
    const host::Manifest& manifest = result_->plugin->manifest;
    const host::Message& message = manifest.messages[finding.message];
    if (!message.subjects.empty() && !subject_here(message.subjects[0], finding.subject)) return false;
    if (message.subjects.size() > 1 && !subject_here(message.subjects[1], finding.other)) return false;
    const host::Phrase* phrase = &message.text;  // whose arguments come next
    for (const host::Note& note : finding.notes) {
        switch (note.kind) {
            case host::NoteKind::argument:
                if (note.slot < phrase->arguments.size() && !here(phrase->arguments[note.slot].kind.type, note.row)) return false;
                break;
            case host::NoteKind::person:
                if (!at(people_, note.row)) return false;
                break;
            case host::NoteKind::asset:
                if (!at(assets_, note.row)) return false;
                break;
            case host::NoteKind::tie:
                if (!tie_here(note.row)) return false;
                break;
            case host::NoteKind::strength: phrase = &manifest.strengths[note.slot]; break;
            case host::NoteKind::change: phrase = &manifest.changes[note.slot]; break;
            default: break;
        }
    }
    return true;
}

}  // namespace kith::viewer::model
