#include "engine/place/erase.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/rows.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::Type;
using Flags = std::vector<std::uint8_t>;

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

bool is_alter(const Revision& revision, std::size_t person) { return revision.column("people", "role")->i32()[person] == static_cast<std::int32_t>(column::Role::alter); }

/// Neighbours among people, both ways.
std::vector<std::vector<std::int32_t>> acquaintances(const Revision& revision) {
    std::vector<std::vector<std::int32_t>> out(revision.people());
    const auto& ties = revision.segment("ties");
    if (ties == nullptr) return out;
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const auto is_person = [&](std::int32_t node) { return node >= 0 && static_cast<std::size_t>(node) < out.size(); };
    for (std::size_t tie = 0; tie < from.size(); ++tie)
        if (is_person(from[tie]) && is_person(to[tie])) {
            out[static_cast<std::size_t>(from[tie])].push_back(to[tie]);
            out[static_cast<std::size_t>(to[tie])].push_back(from[tie]);
        }
    return out;
}

/// From these, through alters alone: sets `seen`.
void walk(const Revision& revision, const std::vector<std::vector<std::int32_t>>& known, std::vector<std::int32_t> queue, Flags& seen) {
    while (!queue.empty()) {
        const auto one = static_cast<std::size_t>(queue.back());
        queue.pop_back();
        for (const std::int32_t next : known[one]) {
            const auto at = static_cast<std::size_t>(next);
            if (seen[at] != 0 || !is_alter(revision, at)) continue;
            seen[at] = 1;
            queue.push_back(next);
        }
    }
}

/// The person, and alters whom nobody else named, by any way.
Flags who_goes(const Revision& revision, std::size_t person) {
    const auto known = acquaintances(revision);
    const auto households = revision.column("people", "household")->i32();
    Flags kept(revision.people()), gone(revision.people());
    std::vector<std::int32_t> queue;
    for (std::size_t row = 0; row < kept.size(); ++row)
        if (row != person && !is_alter(revision, row)) kept[row] = 1;
    std::vector<std::int32_t> homes;
    for (std::size_t row = 0; row < kept.size(); ++row)
        if (kept[row] != 0 && households[row] >= 0) homes.push_back(households[row]);
    std::sort(homes.begin(), homes.end());
    for (std::size_t row = 0; row < kept.size(); ++row)
        if (row != person && households[row] >= 0 && std::binary_search(homes.begin(), homes.end(), households[row])) kept[row] = 1;
    kept[person] = 1;  // no way leads through them
    for (std::size_t row = 0; row < kept.size(); ++row)
        if (row != person && kept[row] != 0) queue.push_back(static_cast<std::int32_t>(row));
    walk(revision, known, std::move(queue), kept);
    gone = kept;
    walk(revision, known, {static_cast<std::int32_t>(person)}, gone);
    for (std::size_t row = 0; row < gone.size(); ++row) gone[row] = gone[row] != 0 && kept[row] == 0 ? 1 : 0;
    gone[person] = 1;
    return gone;
}

/// Households that only those who go lived in; events that are about them alone.
RowChoices choices_for(const Revision& revision, std::span<const std::uint8_t> gone) {
    RowChoices choices;
    choices.people.emplace();
    for (std::size_t row = 0; row < gone.size(); ++row)
        if (gone[row] == 0) choices.people->push_back(static_cast<std::int32_t>(row));
    const auto home = revision.column("people", "household")->i32();
    std::vector<std::int32_t> left(revision.rows("households"), 0), went(revision.rows("households"), 0);
    for (std::size_t row = 0; row < gone.size(); ++row)
        if (home[row] >= 0) ++(gone[row] != 0 ? went : left)[static_cast<std::size_t>(home[row])];
    if (!left.empty()) {
        choices.households.emplace();
        for (std::size_t row = 0; row < left.size(); ++row)
            if (left[row] > 0 || went[row] == 0) choices.households->push_back(static_cast<std::int32_t>(row));
    }
    const Column* subject = revision.column("events", "person");
    const Column* other = revision.column("events", "other");
    if (subject != nullptr && other != nullptr) {
        choices.events.emplace();
        for (std::size_t row = 0; row < subject->rows(); ++row) {
            const std::int32_t with = other->i32()[row];
            const bool alone = subject->i32()[row] < 0 && with >= 0 && static_cast<std::size_t>(with) < gone.size() && gone[static_cast<std::size_t>(with)] != 0;
            if (!alone) choices.events->push_back(static_cast<std::int32_t>(row));
        }
    }
    return choices;
}

/// Free text, of people and what they said; names are not, nor are lists of words to choose from.
bool is_free_text(std::string_view segment, const Column& c) {
    if (c.type() != Type::text && c.type() != Type::text_list) return false;
    if (segment == "people.names" || segment == "tie_kinds" || segment == "assets.names") return false;
    return segment == "ties" || segment == "observations" || segment == "assets.details" || segment == "assets.path" || segment.starts_with("people.") || segment.starts_with("events.");
}

std::vector<Mention> mentions_of(const Revision& revision, const std::vector<std::string>& words) {
    std::vector<Mention> out;
    for (const auto& segment : revision.segments())
        for (const Column& c : segment->columns()) {
            if (!is_free_text(segment->key(), c)) continue;
            Flags named(static_cast<std::size_t>(c.dictionary().size()));
            for (std::int32_t code = 0; code < c.dictionary().size(); ++code)
                named[static_cast<std::size_t>(code)] = std::any_of(words.begin(), words.end(), [&](const std::string& word) { return says(c.dictionary()[code], word); }) ? 1 : 0;
            if (std::find(named.begin(), named.end(), 1) == named.end()) continue;
            const auto tell = [&](std::size_t row, std::int32_t code) {
                if (c.known(row) && code >= 0 && named[static_cast<std::size_t>(code)] != 0) out.push_back({std::string(segment->key()), std::string(c.key()), static_cast<std::int32_t>(row), std::string(c.dictionary()[code])});
            };
            for (std::size_t row = 0; row < c.rows(); ++row) {
                if (c.type() == Type::text) tell(row, c.codes()[row]);
                else for (const std::int32_t code : c.list(row)) tell(row, code);
            }
        }
    return out;
}

/// Another person's conversations that were had with, or about, whoever goes: their words are about them whether or not they name them.
void add_what_was_done_together(const Revision& before, const RowChoices& choices, std::span<const std::uint8_t> gone, const Revision& after, std::vector<Mention>& out) {
    const Column* other = before.column("events", "other");
    const Column* subject = before.column("events", "person");
    const auto& notes = after.segment("events.notes");
    if (other == nullptr || notes == nullptr || !choices.events) return;
    const auto goes = [&](std::int32_t node) { return node >= 0 && static_cast<std::size_t>(node) < gone.size() && gone[static_cast<std::size_t>(node)] != 0; };
    std::int32_t now = 0;
    for (const std::int32_t row : *choices.events) {
        const auto at = static_cast<std::size_t>(row);
        if (goes(subject->i32()[at])) continue;
        for (const Column& c : notes->columns()) {
            if (!goes(other->i32()[at]) || c.type() != Type::text || c.text(static_cast<std::size_t>(now)).empty()) continue;
            const bool there = std::any_of(out.begin(), out.end(), [&](const Mention& one) { return one.segment == notes->key() && one.column == c.key() && one.row == now; });
            if (!there) out.push_back({std::string(notes->key()), std::string(c.key()), now, std::string(c.text(static_cast<std::size_t>(now)))});
        }
        ++now;
    }
}

}  // namespace

bool says(std::string_view text, std::string_view word) {
    if (word.empty()) return false;
    const std::string all = base::lower(text), one = base::lower(word);
    for (std::size_t at = all.find(one); at != std::string::npos; at = all.find(one, at + 1)) {
        const bool begins = at == 0 || !is_word(all[at - 1]), ends = at + one.size() == all.size() || !is_word(all[at + one.size()]);
        if (begins && ends) return true;
    }
    return false;
}

std::vector<std::string> called(const Revision& revision, std::size_t person) {
    std::vector<std::string> out;
    if (const Column* id = revision.column("people.names", "id")) out.emplace_back(id->text(person));
    const Column* names = revision.column("people.names", "name");
    const std::string name = names == nullptr ? "" : std::string(names->text(person));
    if (!name.empty()) out.push_back(name);
    for (std::size_t at = 0; !is_alter(revision, person) && at < name.size();) {
        const std::size_t end = std::min(name.find(' ', at), name.size());
        if (end - at >= 3 && end - at < name.size()) out.push_back(name.substr(at, end - at));
        at = end + 1;
    }
    std::erase(out, "");
    return out;
}

base::Result<RevisionPtr> told_in_part(const Revision& revision, std::span<const std::uint8_t> gone, const column::Allocator& allocate, std::span<const std::uint8_t> gone_ties) {
    const auto& ties = revision.segment("ties");
    if (ties == nullptr) return revision.with({});
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const auto is_gone = [&](std::int32_t node) { return node >= 0 && static_cast<std::size_t>(node) < gone.size() && gone[static_cast<std::size_t>(node)] != 0; };
    const auto asked = revision.column("people", "asked")->i32();
    std::vector<std::int32_t> next(asked.begin(), asked.end());
    const auto touch = [&](std::int32_t node) {
        if (node < 0 || static_cast<std::size_t>(node) >= next.size()) return;
        std::int32_t& packed = next[static_cast<std::size_t>(node)];
        for (int f = 0; f < column::facet_count; ++f) {
            const auto facet = static_cast<column::Facet>(f);
            if (facet != column::Facet::groups && column::asked_of(packed, facet) == column::Asked::complete) packed = column::with_asked(packed, facet, column::Asked::partly);
        }
    };
    for (std::size_t tie = 0; tie < from.size(); ++tie) {
        const bool of_itself = !gone_ties.empty() && gone_ties[tie] != 0;
        if (of_itself || is_gone(to[tie])) touch(from[tie]);
        if (of_itself || is_gone(from[tie])) touch(to[tie]);
    }
    const auto& people = revision.segment("people");
    column::SegmentBuilder builder("people");
    for (const Column& c : people->columns()) {
        if (c.key() == "asked") builder.add_i32("asked", next);
        else builder.add_column(people, c);
    }
    auto made = std::move(builder).finish(allocate);
    if (!made) return made.error();
    return revision.with({*made});
}

base::Result<Erased> erased(const Revision& revision, const base::EntityKey& person, const column::Allocator& allocate) {
    const auto found = revision.find(person);
    if (!found || found->table != "people") return base::not_found("There is no such person here.");
    const auto row = static_cast<std::size_t>(found->row);
    const Flags gone = who_goes(revision, row);
    Erased out;
    out.keys.push_back(person);
    std::vector<std::string> words = called(revision, row);
    for (std::size_t other = 0; other < gone.size(); ++other)
        if (gone[other] != 0 && other != row) {
            out.keys.push_back(revision.key_of("people", static_cast<std::int32_t>(other)));
            words.emplace_back(revision.column("people.names", "id")->text(other));
        }
    std::erase(words, "");
    auto told = told_in_part(revision, gone, allocate);
    if (!told) return told.error();
    const RowChoices choices = choices_for(revision, gone);
    auto next = choose_rows(**told, choices, allocate);
    if (!next) return next.error();
    out.revision = std::move(*next);
    out.mentions = mentions_of(*out.revision, words);
    add_what_was_done_together(revision, choices, gone, *out.revision, out.mentions);
    const auto fewer = [&](std::string_view table) { return revision.rows(table) - out.revision->rows(table); };
    out.gone = {fewer("people"), fewer("households"), fewer("ties"), fewer("events"), fewer("observations"), fewer("never_introduce")};
    return out;
}

base::Result<RevisionPtr> blanked(const Revision& revision, std::span<const Mention> mentions, const column::Allocator& allocate) {
    std::map<std::string, std::map<std::string, std::vector<std::int32_t>>> cells;
    for (const Mention& one : mentions) cells[one.segment][one.column].push_back(one.row);
    std::vector<column::SegmentPtr> changed;
    for (const auto& [key, columns] : cells) {
        const auto& segment = revision.segment(key);
        column::SegmentBuilder builder{key};
        for (const Column& c : segment->columns()) {
            const auto at = columns.find(std::string(c.key()));
            if (at == columns.end()) {
                builder.add_column(segment, c);
                continue;
            }
            std::vector<std::int32_t> rows(c.rows());
            std::iota(rows.begin(), rows.end(), 0);
            for (const std::int32_t row : at->second) rows[static_cast<std::size_t>(row)] = base::no_row;
            builder.add_rows(c, rows, column::State::withheld);
        }
        auto made = std::move(builder).finish(allocate);
        if (!made) return made.error();
        changed.push_back(std::move(*made));
    }
    return revision.with(std::move(changed));
}

/// Of each row of people that went: from which file it came, where the files account for all of them. The rest stays to be found.
std::int64_t account_for_people(Place& place, const Revision& before) {
    std::int64_t kept = 0, left = 0;
    for (const auto& report : place.reports) kept += report.block == "people" ? report.tally.kept : 0;
    std::vector<std::int64_t> last;  // row behind the last of each file
    std::vector<column::SourceReport*> files;
    for (auto& report : place.reports)
        if (report.block == "people") {
            files.push_back(&report);
            last.push_back((last.empty() ? 0 : last.back()) + report.tally.kept);
        }
    for (std::size_t row = 0; row < before.people(); ++row) {
        if (place.revision->find(before.key_of("people", static_cast<std::int32_t>(row)))) continue;
        const auto at = std::upper_bound(last.begin(), last.end(), static_cast<std::int64_t>(row)) - last.begin();
        if (kept != static_cast<std::int64_t>(before.people()) || at == static_cast<std::ptrdiff_t>(last.size())) {
            ++left;
            continue;
        }
        --files[static_cast<std::size_t>(at)]->tally.kept;
        ++files[static_cast<std::size_t>(at)]->tally.filtered;
    }
    return left;
}

void account_for(Place& place, const Revision& before) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> tables{
        std::pair<std::string_view, std::string_view>{"people", "people"}, {"households", "households"}, {"ties", "ties"}, {"events", "events"}, {"observations", "observations"}, {"never_introduce", "never_introduce"}};
    for (const auto& [table, block] : tables) {
        auto left = table == "people" ? account_for_people(place, before) : static_cast<std::int64_t>(before.rows(table)) - static_cast<std::int64_t>(place.revision->rows(table));
        // The last file of the block first: which file such a row came from is not recorded.
        for (auto report = place.reports.rbegin(); report != place.reports.rend() && left > 0; ++report) {
            if (report->block != block) continue;
            const auto some = std::min<std::int64_t>(left, report->tally.kept);
            report->tally.kept -= some;
            report->tally.filtered += some;
            left -= some;
        }
    }
}

base::Result<PlacePtr> without(const PlacePtr& place, std::span<const std::uint8_t> gone, const column::Allocator& allocate) {
    auto told = told_in_part(*place->revision, gone, allocate);
    if (!told) return told.error();
    auto next = choose_rows(**told, choices_for(*place->revision, gone), allocate);
    if (!next) return next.error();
    auto made = std::make_shared<Place>(*place);
    made->revision = std::move(*next);
    account_for(*made, *place->revision);
    return PlacePtr(made);
}

}  // namespace kith::place
