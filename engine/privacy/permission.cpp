#include "engine/privacy/permission.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include "engine/column/builder.hpp"
#include "engine/place/erase.hpp"
#include "engine/place/rows.hpp"

namespace kith::privacy {
namespace {

using column::Column;

bool holds(const Column* c, std::size_t row, std::string_view scope) {
    if (c == nullptr || !c->known(row)) return false;
    const std::int32_t code = c->dictionary().find(scope);
    const auto list = c->list(row);
    return code >= 0 && std::find(list.begin(), list.end(), code) != list.end();
}

}  // namespace

Permissions Permissions::of_people(const place::Revision& revision) {
    return {revision.people(), revision.column("people.permissions", "scopes"), revision.column("people", "permission"), revision.column("people.permissions", "withdrawn"), revision.column("people.permissions", "objected_on")};
}

Permissions Permissions::of_ties(const place::Revision& revision) {
    return {revision.rows("ties"), nullptr, revision.column("ties", "permission"), revision.column("ties", "withdrawn"), revision.column("ties", "objected_on")};
}

const Column* Permissions::said(std::size_t row) const {
    if (scopes_ != nullptr && scopes_->known(row)) return scopes_;
    return of_file_ != nullptr && of_file_->known(row) ? of_file_ : nullptr;
}

bool Permissions::took_back(std::string_view scope, std::size_t row) const { return holds(withdrawn_, row, scope); }

Agreed Permissions::to(std::string_view scope, std::size_t row) const {
    if (took_back(scope, row)) return Agreed::no;
    const Column* scopes = said(row);
    return scopes == nullptr ? Agreed::not_said : holds(scopes, row, scope) ? Agreed::yes : Agreed::no;
}

std::vector<std::uint8_t> Permissions::all_who_took_back(std::string_view scope) const {
    std::vector<std::uint8_t> out(rows_);
    if (withdrawn_ == nullptr || withdrawn_->dictionary().find(scope) < 0) return out;
    for (std::size_t row = 0; row < rows_; ++row) out[row] = took_back(scope, row);
    return out;
}

void Permissions::add_in_force(column::SegmentBuilder& builder, std::string_view key) const {
    column::DictionaryBuilder words;
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    column::States states(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
        const Column* scopes = said(row);
        if (scopes == nullptr) states[row] = static_cast<std::uint8_t>(of_file_ != nullptr ? of_file_->state(row) : column::State::not_asked);
        else
            for (const std::int32_t code : scopes->list(row))
                if (!took_back(scopes->dictionary()[code], row)) codes.push_back(words.code_of(scopes->dictionary()[code]));
        offsets.push_back(static_cast<std::int64_t>(codes.size()));
    }
    builder.add_text_list(std::string(key), std::move(offsets), std::move(codes), words, std::move(states));
}

base::Result<place::PlacePtr> only_agreed(const place::PlacePtr& place, std::string_view scope, Agreed at_least, const column::Allocator& allocate) {
    const place::Revision& revision = *place->revision;
    const bool all = at_least == Agreed::not_said;
    const Permissions of_people = Permissions::of_people(revision), of_ties = Permissions::of_ties(revision);
    std::vector<std::uint8_t> gone(revision.people());
    place::RowChoices choices;
    choices.people.emplace();
    for (std::size_t row = 0; row < gone.size(); ++row) {
        gone[row] = all ? of_people.took_back(scope, row) : of_people.to(scope, row) != Agreed::yes;
        if (gone[row] == 0) choices.people->push_back(static_cast<std::int32_t>(row));
    }
    std::vector<std::int32_t> ties;
    std::vector<std::uint8_t> gone_ties(revision.rows("ties"));
    for (std::size_t tie = 0; tie < gone_ties.size(); ++tie) {
        gone_ties[tie] = all ? of_ties.took_back(scope, tie) : of_ties.to(scope, tie) == Agreed::no;
        if (gone_ties[tie] == 0) ties.push_back(static_cast<std::int32_t>(tie));
    }
    if (choices.people->size() == revision.people() && ties.size() == revision.rows("ties")) return place;
    if (ties.size() < revision.rows("ties")) choices.ties = std::move(ties);
    auto told = revision.people() == 0 ? revision.with({}) : place::told_in_part(revision, gone, allocate, gone_ties);
    if (!told) return told.error();
    auto chosen = place::choose_rows(**told, choices, allocate);
    if (!chosen) return chosen.error();
    auto other = std::make_shared<place::Place>(*place);
    other->revision = std::move(*chosen);
    return place::PlacePtr(other);
}

}  // namespace kith::privacy
