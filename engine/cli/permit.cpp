// `kith permit`: what a person agreed to, took back, or objects to. Three acts: a scope that is taken back stops that use; an objection holds
// the person apart; an erasure (erase.cpp) removes them. All but the last are edits, and undoable.
#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/rights.hpp"
#include "engine/place/fields.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::cli {
namespace {

constexpr std::array<std::string_view, 8> known_scopes{"hold", "show_worker", "show_map", "suggest_introduction", "named_to_others", "aggregate", "research", "handover"};
constexpr std::array<std::string_view, 3> givers{"self", "attorney_or_deputy", "best_interests"};

struct Permission {
    std::string person, given_by, given_on, notice, withdrawn_on, objected_on;
    std::vector<std::string> scopes, withdrawn;
};

base::Status check_scopes(const std::vector<std::string>& scopes) {
    for (const std::string& one : scopes)
        if (!one.starts_with("share_org:") && std::find(known_scopes.begin(), known_scopes.end(), one) == known_scopes.end())
            return base::misuse("There is no scope \"" + one + "\": hold, show_worker, show_map, suggest_introduction, named_to_others, aggregate, research, handover, or share_org: and an id.");
    return {};
}

/// What is to stand there, by field.
base::Result<std::map<std::string, place::Value>> cells_of(const Permission& one) {
    std::map<std::string, place::Value> cells;
    if (auto s = check_scopes(one.scopes); !s) return s.error();
    if (auto s = check_scopes(one.withdrawn); !s) return s.error();
    if (!one.scopes.empty()) {
        if (std::find(givers.begin(), givers.end(), one.given_by) == givers.end()) return base::misuse("Say who gave the permission (given_by, --by): self, attorney_or_deputy or best_interests.");
        cells["scopes"] = one.scopes;
        cells["given_by"] = one.given_by;
        // Permitting anew is after whatever was taken back.
        cells["withdrawn"] = cells["withdrawn_on"] = cells["objected_on"] = place::Missing{column::State::not_applicable};
        if (!one.notice.empty()) cells["notice"] = one.notice;
    }
    if (!one.withdrawn.empty()) cells["withdrawn"] = one.withdrawn;
    const auto date = [&](const char* field, const std::string& text, bool wanted) -> base::Status {
        if (!wanted || text.empty()) return {};
        const auto day = days_of(text);
        if (!day) return day.error();
        cells[field] = place::Date{*day, column::Precision::day};
        return {};
    };
    if (auto s = date("given_on", one.given_on, !one.scopes.empty()); !s) return s.error();
    if (auto s = date("withdrawn_on", one.withdrawn_on, !one.withdrawn.empty()); !s) return s.error();
    if (auto s = date("objected_on", one.objected_on, true); !s) return s.error();
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
        Permission one{row["person"], row["given_by"], row["given_on"], row["notice"], row["withdrawn_on"], row["objected_on"], {}, {}};
        if (!row["scopes"].empty()) one.scopes = parted(row["scopes"], ';');
        if (!row["withdrawn"].empty()) one.withdrawn = parted(row["withdrawn"], ';');
        out.push_back(std::move(one));
    }
    return out;
}

base::Status add_edits(const place::Revision& revision, const Permission& one, std::vector<place::Edit>& edits) {
    const auto person = person_called(revision, one.person);
    if (!person) return person.error();
    const auto cells = cells_of(one);
    if (!cells) return cells.error();
    for (const auto& [column, value] : *cells) {
        place::Edit edit;
        edit.subject = *person;
        edit.field = "people.permissions/" + column;
        const auto before = place::value_at(revision, *person, edit.field);
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
    if (command.person.empty()) return base::misuse("Say which person, or give a --table.");
    const std::string day = command.on.empty() ? day_words(noted_now("", "").when / 86400) : command.on;
    const std::string notice = command.notice.empty() && governance.purpose ? governance.purpose->notice : command.notice;
    return std::vector{Permission{command.person, command.given_by, day, notice, day, command.object ? day : "", command.scopes, command.withdraw}};
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
    if (auto s = store::may_edit(workspace.governance(), held->now->revision->people()); !s) return console.give_up(s.error());
    const auto said = what_was_said(command, workspace.governance());
    if (!said) return console.give_up(said.error());
    std::vector<std::string> fields;
    for (const char* one : {"scopes", "given_by", "given_on", "notice", "withdrawn", "withdrawn_on", "objected_on"}) fields.push_back(std::string("people.permissions/") + one);
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
    if (auto s = workspace.note(noted_now("permission", base::counted(static_cast<std::int64_t>(said->size()), "person's permissions were recorded", "people's permissions were recorded"))); !s) return console.give_up(s.error());
    console.say("Kept: what " + base::counted(static_cast<std::int64_t>(said->size()), "person", "people") + " agreed to, took back or objects to.");
    return done;
}

}  // namespace kith::cli
