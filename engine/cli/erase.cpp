// `kith erase` and `kith hold`.
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/rights.hpp"
#include "engine/place/erase.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/report/run.hpp"

namespace kith::cli {
namespace {

using nlohmann::json;

std::string went(const place::Gone& gone) {
    const auto some = [](std::size_t n, const char* one, const char* many) { return base::counted(static_cast<std::int64_t>(n), one, many); };
    return some(gone.people, "person", "people") + ", " + some(gone.households, "household", "households") + ", " + some(gone.ties, "tie", "ties") + ", " + some(gone.events, "event", "events") + ", " +
           some(gone.observations, "answer", "answers") + ", " + some(gone.pairs, "pair that is not to be introduced", "pairs that are not to be introduced");
}

/// The numbers (from 1) that were said; "all" is every one. Error: misuse.
base::Result<std::vector<std::uint8_t>> said(const std::vector<std::string>& words, std::size_t count) {
    std::vector<std::uint8_t> out(count);
    for (const std::string& word : words) {
        if (word == "all") {
            std::fill(out.begin(), out.end(), 1);
            continue;
        }
        const bool number = !word.empty() && word.size() < 9 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
        const std::size_t at = number ? std::stoul(word) : 0;
        if (at == 0 || at > count) return base::misuse("There is no mention " + word + "; there are " + std::to_string(count) + ".");
        out[at - 1] = 1;
    }
    return out;
}

/// Those to blank. Error: misuse, when a mention has no decision or two.
base::Result<std::vector<place::Mention>> decided(const EraseCommand& command, const std::vector<place::Mention>& mentions) {
    const auto keep = said(command.keep, mentions.size()), blank = said(command.blank, mentions.size());
    if (!keep) return keep.error();
    if (!blank) return blank.error();
    std::vector<place::Mention> out;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if ((*keep)[i] == (*blank)[i]) return base::misuse(fmt::format("Mention {} needs one decision: --keep or --blank (their numbers, or all). Nothing was erased.", i + 1));
        if ((*blank)[i] != 0) out.push_back(mentions[i]);
    }
    return out;
}

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

/// Results kept for a later run go; everything else that was written out can only be named.
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

void tell_mentions(const std::vector<place::Mention>& mentions) {
    for (std::size_t i = 0; i < mentions.size(); ++i) fmt::print("{:>4}  {}/{}: {}\n", i + 1, mentions[i].segment, mentions[i].column, mentions[i].text);
}

base::Status carry_out(Held& held, place::Erased erased, const std::vector<place::Mention>& blank, const std::vector<std::string>& words, base::JobContext& job) {
    auto revision = place::blanked(*erased.revision, blank, process::sealed_memory);
    if (!revision) return revision.error();
    auto next = std::make_shared<place::Place>(*held.now);
    next->revision = std::move(*revision);
    place::account_for(*next, *held.now->revision);
    for (auto& report : next->reports)
        std::erase_if(report.issues, [&](const column::Issue& one) { return names_any(one.value, words) || names_any(one.reason, words); });
    std::erase_if(next->remarks, [&](const std::string& one) { return names_any(one, words); });
    store::Governance& governance = held.file.workspace.governance();
    governance.folded = governance.folded || !held.file.content.edits.empty();
    for (const base::EntityKey& key : erased.keys) governance.mark_erased(key);
    governance.log.push_back(noted_now("erased", went(erased.gone) + "; " + base::counted(static_cast<std::int64_t>(blank.size()), "mention") + " blanked"));
    store::Content& content = held.file.content;
    content.place = std::move(next);
    content.edits.clear();
    content.styling = styling_without(content.styling, words);
    return held.file.workspace.save_alone(content, job);
}

}  // namespace

int erase(const EraseCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    store::Files files;
    auto held = hold_open(files, command, "to erase a person", job);
    if (!held) return console.give_up(held.error());
    const place::Revision& revision = *held->now->revision;
    const auto person = person_called(revision, command.person);
    if (!person) return console.give_up(person.error());
    if (const store::Hold* stop = held->file.workspace.governance().hold_on(*person))
        return console.give_up(base::misuse("A legal hold stands since " + day_words(stop->when / 86400) + " (" + stop->reason + "). Nothing was erased. When it ends: kith hold FILE PERSON --lift."));
    auto erased = place::erased(revision, *person, process::sealed_memory);
    if (!erased) return console.give_up(erased.error());
    for (const base::EntityKey& key : erased->keys)
        if (held->file.workspace.governance().hold_on(key) != nullptr) return console.give_up(base::misuse("Somebody who is known through this person alone is under a legal hold. Nothing was erased."));
    if (!command.yes) {
        console.say("This would go: " + went(erased->gone) + ". " + base::counted(static_cast<std::int64_t>(erased->mentions.size()), "mention") + " in others' words to decide about:");
        tell_mentions(erased->mentions);
        console.say("Undo, for everybody, ends here. To do it: --yes, with --keep and --blank for the mentions. Nothing was erased yet.");
        return done;
    }
    if (held->file.workspace.read_only()) return console.give_up(base::io_error("The workspace is open to read only; nothing was erased."));
    const auto blank = decided(command, erased->mentions);
    if (!blank) {
        tell_mentions(erased->mentions);
        return console.give_up(blank.error());
    }
    std::vector<std::string> words;
    const auto row = static_cast<std::size_t>(revision.find(*person)->row);
    const column::Column* name = revision.column("people.names", "name");
    words.emplace_back(revision.column("people.names", "id")->text(row));
    if (name != nullptr) words.emplace_back(name->text(row));
    for (const base::EntityKey& key : erased->keys) words.push_back(base::to_text(key).substr(base::to_text(key).find(':') + 1));
    std::erase(words, "");
    const place::Gone gone = erased->gone;
    if (auto s = carry_out(*held, std::move(*erased), *blank, words, job); !s) return console.give_up(s.error());
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
