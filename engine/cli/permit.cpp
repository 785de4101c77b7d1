// `kith permit`: what a person agreed to, took back, or objects to, of themselves or of a tie. Three acts: a scope that is taken back stops that use; an objection holds
// the person apart; an erasure (erase.cpp) removes them. All but the last are edits, and undoable.
#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <span>

#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/rights.hpp"
#include "engine/place/fields.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::cli {
namespace {

constexpr std::array<std::string_view, 9> scopes_of_people{"hold", "show_worker", "show_map", "suggest_introduction", "named_to_others", "talk_about_answers", "aggregate", "research", "handover"};
constexpr std::array<std::string_view, 3> scopes_of_ties{"hold", "aggregate", "research"};
constexpr std::array<std::string_view, 3> givers{"self", "attorney_or_deputy", "best_interests"};

/// Fields of a permission: of a person in a table of their own, of a tie among its columns.
struct Fields {
    std::string scopes, given_by, given_on, notice, withdrawn, withdrawn_on, objected_on;
    std::span<const std::string_view> known;
};
const Fields of_person{"people.permissions/scopes", "people.permissions/given_by", "people.permissions/given_on", "people.permissions/notice", "people.permissions/withdrawn", "people.permissions/withdrawn_on",
                       "people.permissions/objected_on", scopes_of_people};
const Fields of_tie{"ties/permission", "ties/permission_by", "ties/permission_on", "", "ties/withdrawn", "ties/withdrawn_on", "ties/objected_on", scopes_of_ties};

struct Permission {
    std::string person, given_by, given_on, notice, withdrawn_on, objected_on;
    std::vector<std::string> scopes, withdrawn, tie;
    const Fields& fields() const { return tie.empty() ? of_person : of_tie; }
};

base::Status check_scopes(const std::vector<std::string>& scopes, std::span<const std::string_view> known) {
    const bool people = known.size() == scopes_of_people.size();
    std::string words;
    for (const std::string_view one : known) words += (words.empty() ? "" : ", ") + std::string(one);
    for (const std::string& one : scopes)
        if (!(people && one.starts_with("share_org:")) && std::find(known.begin(), known.end(), one) == known.end())
            return base::misuse("There is no scope \"" + one + "\"" + (people ? "" : " of a tie") + ": " + words + (people ? ", or share_org: and an id." : "."));
    return {};
}

/// What is to stand there, by field.
base::Result<std::map<std::string, place::Value>> cells_of(const Permission& one) {
    const Fields& fields = one.fields();
    std::map<std::string, place::Value> cells;
    for (const auto* scopes : {&one.scopes, &one.withdrawn})
        if (auto s = check_scopes(*scopes, fields.known); !s) return s.error();
    if (!one.scopes.empty()) {
        if (std::find(givers.begin(), givers.end(), one.given_by) == givers.end()) return base::misuse("Say who gave the permission (given_by, --by): self, attorney_or_deputy or best_interests.");
        cells[fields.scopes] = one.scopes;
        cells[fields.given_by] = one.given_by;
        // Permitting anew is after whatever was taken back.
        cells[fields.withdrawn] = cells[fields.withdrawn_on] = cells[fields.objected_on] = place::Missing{column::State::not_applicable};
        if (!one.notice.empty() && !fields.notice.empty()) cells[fields.notice] = one.notice;
    }
    if (!one.withdrawn.empty()) cells[fields.withdrawn] = one.withdrawn;
    const auto date = [&](const std::string& field, const std::string& text, bool wanted) -> base::Status {
        if (!wanted || text.empty()) return {};
        const auto day = days_of(text);
        if (!day) return day.error();
        cells[field] = place::Date{*day, column::Precision::day};
        return {};
    };
    if (auto s = date(fields.given_on, one.given_on, !one.scopes.empty()); !s) return s.error();
    if (auto s = date(fields.withdrawn_on, one.withdrawn_on, !one.withdrawn.empty()); !s) return s.error();
    if (auto s = date(fields.objected_on, one.objected_on, true); !s) return s.error();
    if (cells.empty()) return base::misuse("Say what: --scope with --by, --withdraw or --object.");
    return cells;
}

std::vector<std::string> parted(const std::string& text, char by) {
    std::vector<std::string> out{""};
    for (const char c : text)
        if (c == by) out.emplace_back();
        else out.back() += c;
    for (std::string& one : out) one = std::string(base::trimmed(one));
    return out;
}

base::Result<std::vector<Permission>> table_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    if (!stream || !std::getline(stream, line)) return base::not_found("The table " + file.filename().string() + " cannot be read.");
    const std::vector<std::string> heads = parted(line, ',');
    if (std::find(heads.begin(), heads.end(), "person") == heads.end()) return base::bad_input(file.filename().string() + " needs a column \"person\".");
    std::vector<Permission> out;
    for (int number = 2; std::getline(stream, line); ++number) {
        const std::vector<std::string> cells = parted(line, ',');
        if (base::trimmed(line).empty()) continue;
        if (cells.size() != heads.size() || line.find('"') != std::string::npos) return base::bad_input(file.filename().string() + ", line " + std::to_string(number) + ": as many cells as the first line has, without quotes.");
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < heads.size(); ++i) row[heads[i]] = cells[i];
        Permission one{row["person"], row["given_by"], row["given_on"], row["notice"], row["withdrawn_on"], row["objected_on"], {}, {}, {}};
        if (!row["scopes"].empty()) one.scopes = parted(row["scopes"], ';');
        if (!row["withdrawn"].empty()) one.withdrawn = parted(row["withdrawn"], ';');
        out.push_back(std::move(one));
    }
    return out;
}

/// An end as somebody writes it: a person, or the id or name of an asset.
base::Result<std::int32_t> node_called(const place::Revision& revision, const std::string& words) {
    const auto person = person_called(revision, words);
    if (person) return revision.find(*person)->row;
    for (const char* key : {"id", "name"}) {
        const column::Column* c = revision.column("assets.names", key);
        for (std::size_t row = 0; c != nullptr && row < c->rows(); ++row)
            if (c->text(row) == words) return static_cast<std::int32_t>(revision.people() + row);
    }
    return person.error();
}

/// Between the two, whichever way it was told. Errors: not_found, misuse (several kinds).
base::Result<base::EntityKey> tie_called(const place::Revision& revision, const std::vector<std::string>& words) {
    const auto one = node_called(revision, words[0]), other = node_called(revision, words[1]);
    if (!one) return one.error();
    if (!other) return other.error();
    const auto& ties = revision.segment("ties");
    const column::Column* kinds = revision.column("tie_kinds", "key");
    std::vector<std::int32_t> found;
    std::string found_kinds;
    for (std::size_t tie = 0; ties != nullptr && tie < ties->columns()[0].rows(); ++tie) {
        const std::int32_t from = ties->find("from")->i32()[tie], to = ties->find("to")->i32()[tie];
        if (!((from == *one && to == *other) || (from == *other && to == *one))) continue;
        const std::string kind(kinds->text(static_cast<std::size_t>(ties->find("kind")->i32()[tie])));
        if (words.size() > 2 && words[2] != kind) continue;
        found.push_back(static_cast<std::int32_t>(tie));
        found_kinds += (found_kinds.empty() ? "" : ", ") + kind;
    }
    if (found.size() == 1) return revision.key_of("ties", found[0]);
    if (found.empty()) return base::not_found("There is no such tie between the two here.");
    return base::misuse("There are several ties between the two (" + found_kinds + "); say its kind as well: A,B,KIND.");
}

base::Status add_edits(const place::Revision& revision, const Permission& one, std::vector<place::Edit>& edits) {
    const auto subject = one.tie.empty() ? person_called(revision, one.person) : tie_called(revision, one.tie);
    if (!subject) return subject.error();
    const auto cells = cells_of(one);
    if (!cells) return cells.error();
    for (const auto& [field, value] : *cells) {
        place::Edit edit;
        edit.subject = *subject;
        edit.field = field;
        const auto before = place::value_at(revision, *subject, edit.field);
        if (!before) return before.error();
        if (*before == value) continue;
        edit.before = *before;
        edit.after = value;
        edits.push_back(std::move(edit));
    }
    return {};
}

base::Result<std::vector<Permission>> what_was_said(const PermitCommand& command, const store::Governance& governance) {
    if (!command.table.empty()) return table_of(command.table);
    if (command.person.empty() && command.tie.empty()) return base::misuse("Say which person, which --tie, or give a --table.");
    const std::string day = command.on.empty() ? day_words(noted_now("", "").when / 86400) : command.on;
    const std::string notice = command.notice.empty() && governance.purpose ? governance.purpose->notice : command.notice;
    return std::vector{Permission{command.person, command.given_by, day, notice, day, command.object ? day : "", command.scopes, command.withdraw, command.tie}};
}

}  // namespace

int permit(const PermitCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    store::Files files;
    auto held = hold_open(files, command, "to record permissions", job);
    if (!held) return console.give_up(held.error());
    store::Workspace& workspace = held->file.workspace;
    if (auto s = store::may_edit(workspace.governance(), held->now->revision->people(), workspace.ways()); !s) return console.give_up(s.error());
    const auto said = what_was_said(command, workspace.governance());
    if (!said) return console.give_up(said.error());
    const Fields& wanted = said->empty() ? of_person : said->front().fields();
    std::vector<std::string> fields{wanted.scopes, wanted.given_by, wanted.given_on, wanted.withdrawn, wanted.withdrawn_on, wanted.objected_on};
    if (!wanted.notice.empty()) fields.push_back(wanted.notice);
    const auto with = place::with_fields(held->now->revision, fields, process::sealed_memory);
    if (!with) return console.give_up(with.error());
    std::vector<place::Edit> edits;
    for (const Permission& one : *said)
        if (auto s = add_edits(**with, one, edits); !s) return console.give_up(s.error());
    const std::uint64_t begins = (held->file.content.edits.size() + 1) << 20;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        edits[i].id = begins + i;
        edits[i].batch = begins;
        edits[i].when = noted_now("", "").when;
    }
    if (edits.empty()) {
        console.say("That is what is recorded already.");
        return done;
    }
    // It must open again before anybody is told that it is kept.
    store::Content next = held->file.content;
    next.edits.push_back(batch_entry(next, "Record permissions", edits));
    if (const auto stands = place_now(next, job); !stands) return console.give_up(stands.error());
    if (auto s = workspace.append(next.edits.back()); !s) return console.give_up(s.error());
    if (auto s = workspace.note(noted_now("permission", command.tie.empty() ? base::counted(static_cast<std::int64_t>(said->size()), "person's permissions were recorded", "people's permissions were recorded") : "a tie's permission was recorded")); !s) return console.give_up(s.error());
    console.say(command.tie.empty() ? "Kept: what " + base::counted(static_cast<std::int64_t>(said->size()), "person", "people") + " agreed to, took back or objects to." : "Kept: what was agreed to, taken back or objected to of the tie.");
    return done;
}

}  // namespace kith::cli
