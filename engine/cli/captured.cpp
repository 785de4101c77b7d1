// `kith import FILE.kith ENTRIES…` and `kith captured`: what was written on capture pages waits, and is accepted or declined.
#include "engine/session/captured.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/capture.hpp"
#include "engine/cli/console.hpp"
#include "engine/session/handover.hpp"

namespace kith::cli {
namespace {

std::string entries_words(std::size_t n) { return base::counted(static_cast<std::int64_t>(n), "entry", "entries"); }

/// A file, or what the system gives of it up to a bound.
base::Result<store::SealedFile> sealed_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return base::not_found("There is no file " + file.filename().string() + " that can be read here.");
    std::error_code failed;
    if (std::filesystem::file_size(file, failed) > store::largest_sealed_file) return base::bad_input(file.filename().string() + " is larger than sealed entries of Kith are.");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return store::sealed_file_from(text, file.filename().string());
}

void print_entry(std::size_t number, const session::Captured& entry, const store::Waiting& waiting, const std::string& becomes) {
    fmt::print("{:>4}  {}  {}\n      {}, page {}, {}{}\n", number, entry.at, becomes, waiting.file, entry.page, entry.resident ? "resident" : "worker", entry.by.empty() ? "" : ", " + entry.by);
    for (const auto& [field, words] : entry.fields) fmt::print("        {}: {}\n", field, words);
}

struct Listed {
    store::Waiting waiting;
    session::Captured entry;
    std::string becomes;
};
base::Result<std::vector<Listed>> listed(const store::Inbox& inbox, const place::Revision& revision, const std::optional<base::EntityKey>& about) {
    std::vector<Listed> out;
    for (const store::Waiting& one : inbox.waiting) {
        auto entry = session::captured_from(one.entry);
        if (!entry) return entry.error();
        auto becomes = entry->table == "handover" ? session::words_of_handover(one.entry) : session::would_become(revision, *entry, about);
        if (!becomes) return becomes.error();
        out.push_back({one, std::move(*entry), std::move(*becomes)});
    }
    return out;
}

void tell(const std::vector<Listed>& all, bool json) {
    if (!json) {
        for (std::size_t i = 0; i < all.size(); ++i) print_entry(i + 1, all[i].entry, all[i].waiting, all[i].becomes);
        return;
    }
    auto out = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const session::Captured& entry = all[i].entry;
        nlohmann::ordered_json fields = nlohmann::ordered_json::object();
        for (const auto& [field, words] : entry.fields) fields[field] = words;
        out.push_back({{"number", i + 1}, {"id", entry.id}, {"at", entry.at}, {"by", entry.by}, {"page", entry.page}, {"for", entry.resident ? "resident" : "worker"}, {"file", all[i].waiting.file}, {"table", entry.table}, {"becomes", all[i].becomes}, {"fields", std::move(fields)}});
    }
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// Edits of what is accepted, as one batch; nothing when there are none.
base::Status take_over(Held& held, const std::vector<Listed>& all, const std::vector<std::uint8_t>& accepted, const std::optional<base::EntityKey>& about, base::JobContext& job) {
    std::vector<session::Accepted> entries;
    std::vector<place::Edit> edits;
    place::RevisionPtr now = held.now->revision;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (accepted[i] == 0) continue;
        if (all[i].entry.table != "handover") {
            entries.push_back({all[i].entry, about});
            continue;
        }
        auto arrival = session::arrival_of(now, held.now->crs, all[i].waiting.entry);
        if (!arrival) return arrival.error();
        edits.insert(edits.end(), std::make_move_iterator(arrival->begin()), std::make_move_iterator(arrival->end()));
    }
    auto more = session::edits_of(now, entries);
    if (!more) return more.error();
    edits.insert(edits.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
    if (edits.empty()) return {};
    store::Content& content = held.file.content;
    const std::uint64_t begins = (content.edits.size() + 1) << 20;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        edits[i].id = begins + i;
        edits[i].batch = begins;
        edits[i].when = noted_now("", "").when;
    }
    content.edits.push_back(batch_entry(content, "Accept " + entries_words(static_cast<std::size_t>(std::count(accepted.begin(), accepted.end(), 1))), edits));
    // It must open again before anybody is told that it is kept.
    const auto stands = place_now(content, job);
    return stands ? base::Status() : base::Status(stands.error());
}

}  // namespace

base::Result<std::vector<std::uint8_t>> chosen_of(const std::vector<std::string>& words, std::size_t count, std::string_view what) {
    std::vector<std::uint8_t> out(count);
    for (const std::string& word : words) {
        if (word == "all") {
            std::fill(out.begin(), out.end(), 1);
            continue;
        }
        const bool number = !word.empty() && word.size() < 9 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        const std::size_t at = number ? std::stoul(word) : 0;
        if (at == 0 || at > count) return base::misuse("There is no " + std::string(what) + " " + word + "; there are " + std::to_string(count) + ".");
        out[at - 1] = 1;
    }
    return out;
}

int import_entries(const WorkspaceCommand& command, const std::vector<std::filesystem::path>& paths) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (paths.empty()) return console.give_up(base::misuse("Say which files hold the entries: kith import " + command.workspace.string() + " FILE.kithcapture"));
    std::vector<store::SealedFile> files;
    for (const auto& path : paths) {
        auto read = sealed_in(path);
        if (!read) return console.give_up(read.error());
        files.push_back(std::move(*read));
    }
    store::Files disk;
    auto held = hold_open(disk, command, "to take in entries", job);
    if (!held) return console.give_up(held.error());
    store::Workspace& workspace = held->file.workspace;
    if (auto s = store::may_edit(workspace.governance(), held->now->revision->people(), workspace.ways()); !s) return console.give_up(s.error());
    store::Inbox& inbox = workspace.governance().inbox;
    const std::string own = inbox.sealing_key == nullptr ? "" : store::short_name(store::public_of(*inbox.sealing_key));
    std::size_t queued = 0, refused = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string name = paths[i].filename().string();
        if (files[i].to != own) return console.give_up(base::bad_input(name + " is sealed to another workspace (key " + files[i].to.substr(0, 9) + (own.empty() ? "; this one has made no page yet)." : "; this one has " + own + ").")));
        const session::TakenIn taken = session::take_in(inbox, files[i], name, noted_now("", "").when);
        queued += taken.queued;
        refused += taken.refused.size();
        for (const std::string& one : taken.refused) console.complain(one);
        console.say(name + ": " + entries_words(taken.read) + " read = " + base::grouped(static_cast<std::int64_t>(taken.queued)) + " to accept + " + base::grouped(static_cast<std::int64_t>(taken.known)) + " here already + " + base::grouped(static_cast<std::int64_t>(taken.refused.size())) + " refused.");
    }
    if (queued > 0) {
        workspace.governance().log.push_back(noted_now("import", entries_words(queued) + " came in to be accepted"));
        if (auto s = workspace.save(held->file.content, job); !s) return console.give_up(s.error());
        console.say("To see them, and accept or decline: kith captured " + command.workspace.string());
    }
    return refused == 0 ? done : done_with_problems;
}

int captured(const CapturedCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    store::Files files;
    auto held = hold_open(files, command, "for what waits to be accepted", job);
    if (!held) return console.give_up(held.error());
    store::Workspace& workspace = held->file.workspace;
    std::optional<base::EntityKey> about;
    if (!command.about.empty()) {
        const auto person = person_called(*held->now->revision, command.about);
        if (!person) return console.give_up(person.error());
        about = *person;
    }
    const auto all = listed(workspace.governance().inbox, *held->now->revision, about);
    if (!all) return console.give_up(all.error());
    const auto accepted = chosen_of(command.accept, all->size(), "entry"), declined = chosen_of(command.decline, all->size(), "entry");
    if (!accepted) return console.give_up(accepted.error());
    if (!declined) return console.give_up(declined.error());
    if (command.accept.empty() && command.decline.empty()) {
        tell(*all, command.json);
        console.say(entries_words(all->size()) + (all->size() == 1 ? " waits." : " wait.") + (all->empty() ? "" : " Take them with --accept, leave them with --decline (their numbers, or all)."));
        return done;
    }
    for (std::size_t i = 0; i < all->size(); ++i)
        if ((*accepted)[i] != 0 && (*declined)[i] != 0) return console.give_up(base::misuse(fmt::format("Entry {} is both accepted and declined. Nothing was changed.", i + 1)));
    if (workspace.read_only()) return console.give_up(base::io_error("The workspace is open to read only; nothing was changed."));
    if (auto s = store::may_edit(workspace.governance(), held->now->revision->people(), workspace.ways()); !s) return console.give_up(s.error());
    if (auto s = take_over(*held, *all, *accepted, about, job); !s) return console.give_up(s.error());
    for (std::size_t i = 0; i < all->size(); ++i)
        if ((*accepted)[i] != 0 || (*declined)[i] != 0) workspace.governance().inbox.settle((*all)[i].waiting.id);
    const auto count = [](const std::vector<std::uint8_t>& flags) { return static_cast<std::size_t>(std::count(flags.begin(), flags.end(), 1)); };
    const std::string what = entries_words(count(*accepted)) + " accepted, " + base::grouped(static_cast<std::int64_t>(count(*declined))) + " declined";
    workspace.governance().log.push_back(noted_now("captured", what));
    if (auto s = workspace.save(held->file.content, job); !s) return console.give_up(s.error());
    console.say(what + ". What was accepted is one step of the undo list.");
    return done;
}

}  // namespace kith::cli
