// `kith erase` and `kith hold`.
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/capture.hpp"
#include "engine/cli/console.hpp"
#include "engine/place/erase.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/report/run.hpp"

namespace kith::cli {
namespace {

using nlohmann::json;

bool names_any(const std::string& text, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return place::says(text, word); });
}

/// The viewer's styling without what points at whoever went. Anything that is no JSON goes whole when it names them.
void prune(json& j, const std::vector<std::string>& words) {
    if (j.is_object()) {
        for (auto at = j.begin(); at != j.end();)
            if (names_any(at.key(), words) || (at->is_string() && names_any(at->get<std::string>(), words))) at = j.erase(at);
            else prune(*at++, words);
    } else if (j.is_array()) {
        for (auto at = j.begin(); at != j.end();)
            if (at->is_string() && names_any(at->get<std::string>(), words)) at = j.erase(at);
            else prune(*at++, words);
    }
}
std::string styling_without(const std::string& styling, const std::vector<std::string>& words) {
    if (styling.empty()) return styling;
    json j = json::parse(styling, nullptr, false);
    if (j.is_discarded()) return names_any(styling, words) ? std::string() : styling;
    prune(j, words);
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Whatever waits to be accepted and names them has to be settled first: nothing looks for them in it afterwards.
std::size_t waiting_about(const store::Inbox& inbox, const std::vector<std::string>& called) {
    return static_cast<std::size_t>(std::count_if(inbox.waiting.begin(), inbox.waiting.end(), [&](const store::Waiting& one) { return names_any(one.entry, called); }));
}

}  // namespace

std::string went(const place::Gone& gone) {
    const auto some = [](std::size_t n, const char* one, const char* many) { return base::counted(static_cast<std::int64_t>(n), one, many); };
    return some(gone.people, "person", "people") + ", " + some(gone.households, "household", "households") + ", " + some(gone.ties, "tie", "ties") + ", " + some(gone.events, "event", "events") + ", " +
           some(gone.observations, "answer", "answers") + ", " + some(gone.pairs, "pair that is not to be introduced", "pairs that are not to be introduced");
}

void tell_mentions(const std::vector<place::Mention>& mentions) {
    for (std::size_t i = 0; i < mentions.size(); ++i) fmt::print("{:>4}  {}/{}: {}\n", i + 1, mentions[i].segment, mentions[i].column, mentions[i].text);
}

base::Result<std::vector<place::Mention>> decided(const std::vector<std::string>& keep, const std::vector<std::string>& blank, const std::vector<place::Mention>& mentions) {
    const auto kept = chosen_of(keep, mentions.size(), "mention"), blanked = chosen_of(blank, mentions.size(), "mention");
    if (!kept) return kept.error();
    if (!blanked) return blanked.error();
    std::vector<place::Mention> out;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if ((*kept)[i] == (*blanked)[i]) return base::misuse(fmt::format("Mention {} needs one decision: --keep or --blank (their numbers, or all). Nothing was changed.", i + 1));
        if ((*blanked)[i] != 0) out.push_back(mentions[i]);
    }
    return out;
}

base::Result<Leaving> leaving_of(const Held& held, const std::string& words) {
    const place::Revision& revision = *held.now->revision;
    const store::Governance& governance = held.file.workspace.governance();
    const auto person = person_called(revision, words);
    if (!person) return person.error();
    if (const store::Hold* stop = governance.hold_on(*person))
        return base::misuse("A legal hold stands since " + day_words(stop->when / 86400) + " (" + stop->reason + "). Nothing was changed. When it ends: kith hold FILE PERSON --lift.");
    auto erased = place::erased(revision, *person, process::sealed_memory);
    if (!erased) return erased.error();
    for (const base::EntityKey& key : erased->keys)
        if (governance.hold_on(key) != nullptr) return base::misuse("Somebody who is known through this person alone is under a legal hold. Nothing was changed.");
    const auto row = static_cast<std::size_t>(revision.find(*person)->row);
    if (const std::size_t waits = waiting_about(governance.inbox, place::called(revision, row)); waits > 0)
        return base::misuse(base::counted(static_cast<std::int64_t>(waits), "entry that waits", "entries that wait") + " to be accepted may name this person: kith captured FILE lists them; accept or decline them first. Nothing was changed.");
    Leaving leaving{*person, std::move(*erased), {}};
    const column::Column* name = revision.column("people.names", "name");
    leaving.words.emplace_back(revision.column("people.names", "id")->text(row));
    if (name != nullptr) leaving.words.emplace_back(name->text(row));
    for (const base::EntityKey& key : leaving.erased.keys) leaving.words.push_back(base::to_text(key).substr(base::to_text(key).find(':') + 1));
    std::erase(leaving.words, "");
    return leaving;
}

base::Status take_out(Held& held, Leaving leaving, const std::vector<place::Mention>& blank, const std::string& act, const std::string& note) {
    const std::vector<std::string>& words = leaving.words;
    auto revision = place::blanked(*leaving.erased.revision, blank, process::sealed_memory);
    if (!revision) return revision.error();
    auto next = std::make_shared<place::Place>(*held.now);
    next->revision = std::move(*revision);
    place::account_for(*next, *held.now->revision);
    for (auto& report : next->reports)
        std::erase_if(report.issues, [&](const column::Issue& one) { return names_any(one.value, words) || names_any(one.reason, words); });
    std::erase_if(next->remarks, [&](const std::string& one) { return names_any(one, words); });
    store::Governance& governance = held.file.workspace.governance();
    governance.folded = governance.folded || !held.file.content.edits.empty();
    for (const base::EntityKey& key : leaving.erased.keys) governance.mark_erased(key);
    governance.log.push_back(noted_now(act, note + went(leaving.erased.gone) + "; " + base::counted(static_cast<std::int64_t>(blank.size()), "mention") + " blanked"));
    store::Content& content = held.file.content;
    content.place = std::move(next);
    content.edits.clear();
    content.styling = styling_without(content.styling, words);
    return {};
}

std::vector<std::string> outside(const std::vector<store::Noted>& log) {
    std::vector<std::string> left;
    for (const store::Noted& one : log) {
        if (one.act != "export" || std::find(left.begin(), left.end(), one.words) != left.end()) continue;
        std::error_code failed;
        if (!std::filesystem::exists(one.words, failed)) continue;
        std::filesystem::remove_all(std::filesystem::path(one.words) / report::cache_folder, failed);
        left.push_back(one.words);
    }
    return left;
}

int erase(const EraseCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    store::Files files;
    auto held = hold_open(files, command, "to erase a person", job);
    if (!held) return console.give_up(held.error());
    auto leaving = leaving_of(*held, command.person);
    if (!leaving) return console.give_up(leaving.error());
    const place::Erased& erased = leaving->erased;
    if (!command.yes) {
        console.say("This would go: " + went(erased.gone) + ". " + base::counted(static_cast<std::int64_t>(erased.mentions.size()), "mention") + " in others' words to decide about:");
        tell_mentions(erased.mentions);
        console.say("Undo, for everybody, ends here. To do it: --yes, with --keep and --blank for the mentions. Nothing was erased yet.");
        return done;
    }
    if (held->file.workspace.read_only()) return console.give_up(base::io_error("The workspace is open to read only; nothing was erased."));
    const auto blank = decided(command.keep, command.blank, erased.mentions);
    if (!blank) {
        tell_mentions(erased.mentions);
        return console.give_up(blank.error());
    }
    const place::Gone gone = erased.gone;
    if (auto s = take_out(*held, std::move(*leaving), *blank, "erased", ""); !s) return console.give_up(s.error());
    if (auto s = held->file.workspace.save_alone(held->file.content, job); !s) return console.give_up(s.error());
    console.say("Erased: " + went(gone) + ". The copy before and the journal are gone; a later reading of the files does not bring them back.");
    for (const std::string& path : outside(held->file.workspace.governance().log)) console.say("Written out earlier, and yours to look through: " + path);
    return done;
}

int hold(const HoldCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    store::Files files;
    if (!command.lift && command.reason.empty()) return console.give_up(base::misuse("A legal hold needs its --reason; --lift ends one."));
    auto held = hold_open(files, command, "for a legal hold", job);
    if (!held) return console.give_up(held.error());
    const auto person = person_called(*held->now->revision, command.person);
    if (!person) return console.give_up(person.error());
    store::Governance& governance = held->file.workspace.governance();
    const bool there = governance.hold_on(*person) != nullptr;
    if (there != command.lift) return console.give_up(base::misuse(there ? "A legal hold stands already." : "There is no legal hold to lift."));
    if (command.lift) std::erase_if(governance.holds, [&](const store::Hold& one) { return one.subject == *person; });
    else governance.holds.push_back({*person, command.reason, noted_now("", "").when});
    governance.log.push_back(noted_now("hold", command.lift ? "a legal hold was lifted" : "a legal hold was set"));
    if (auto s = held->file.workspace.save(held->file.content, job); !s) return console.give_up(s.error());
    console.say(command.lift ? "The hold is lifted." : "Held: this person is not erased until the hold is lifted.");
    return done;
}

}  // namespace kith::cli
