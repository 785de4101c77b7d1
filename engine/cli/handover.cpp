// `kith handover`: a person goes to another workspace, with their yes, and nothing of them stays (decision 0068).
#include "engine/session/handover.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "engine/base/text.hpp"
#include "engine/cli/capture.hpp"
#include "engine/cli/console.hpp"
#include "engine/process/private_file.hpp"
#include "engine/store/words.hpp"

namespace kith::cli {
namespace {

/// What was recorded of their yes. Errors say how to record it.
base::Status said_yes(const place::Revision& revision, const base::EntityKey& person, std::int32_t read_on) {
    const auto list = [&](const char* key) {
        const auto value = place::value_at(revision, person, std::string("people.permissions/") + key);
        const auto* words = value ? std::get_if<std::vector<std::string>>(&*value) : nullptr;
        return words == nullptr ? std::vector<std::string>() : *words;
    };
    const auto has = [](const std::vector<std::string>& all) { return std::find(all.begin(), all.end(), "handover") != all.end(); };
    if (!has(list("scopes")) || has(list("withdrawn")))
        return base::misuse("A person is handed over only with their yes, and none is recorded. Read their page with them (kith about FILE PERSON --to-person), and record what they say: kith permit FILE PERSON --scope hold,handover --by self");
    const auto given = place::value_at(revision, person, "people.permissions/given_on");
    const auto* day = given ? std::get_if<place::Date>(&*given) : nullptr;
    if (day == nullptr || day->days < read_on) return base::misuse("Their yes was recorded before their page was read with them. Ask again, and record it: kith permit FILE PERSON --scope hold,handover --by self");
    return {};
}

base::Status check(const HandoverCommand& command) {
    if (command.to.empty() == command.key.empty()) return base::misuse("Say where they go: --to OTHER.kith, or --key KEY with -o BUNDLE (the other workspace prints its key with kith capture OTHER.kith --key).");
    if (command.key.empty() != command.out.empty()) return base::misuse("A --key and a bundle to write (-o) go together.");
    std::error_code failed;
    if (!command.out.empty() && std::filesystem::exists(command.out, failed)) return base::misuse(command.out.string() + " is there already. Take another name.");
    if (!command.recovery.empty() && std::filesystem::exists(command.recovery, failed)) return base::misuse(command.recovery.string() + " is there already. Take another name.");
    if (!command.to.empty() && std::filesystem::equivalent(command.to, command.workspace, failed)) return base::misuse("They are in that workspace already.");
    return {};
}

std::string new_bundle_id() {
    std::array<unsigned char, 16> random{};
    store::fill_random(random);
    std::string out;
    for (const unsigned char byte : random) out += fmt::format("{:02x}", byte);
    return out;
}

/// Where they go: another workspace that is open here, or a key.
struct Goal {
    store::Files files;
    std::optional<Held> held;
    store::PublicKey key{};
};
base::Status find(Goal& goal, const HandoverCommand& command, base::JobContext& job) {
    if (!command.key.empty()) {
        const auto key = store::public_key_from(command.key);
        if (key) goal.key = *key;
        return key ? base::Status() : base::Status(key.error());
    }
    WorkspaceCommand other;
    other.workspace = command.to;
    other.passphrase_file = command.to_passphrase_file.empty() ? command.passphrase_file : command.to_passphrase_file;
    auto held = hold_open(goal.files, other, "to take in a person who is handed over", job);
    if (!held) return held.error();
    goal.held.emplace(std::move(*held));
    store::Workspace& workspace = goal.held->file.workspace;
    if (workspace.read_only()) return base::io_error(command.to.filename().string() + " is open to read only; close it elsewhere first.");
    if (auto s = store::may_edit(workspace.governance(), 1, workspace.ways()); !s) return s;
    const auto key = sealing_key_of(workspace.governance().inbox);
    if (key) goal.key = *key;
    return key ? base::Status() : base::Status(key.error());
}

base::Status deliver(Goal& goal, const HandoverCommand& command, const std::string& id, const std::string& bundle, base::JobContext& job) {
    if (!goal.held) return process::write_private(command.out, store::text_of(store::SealedFile{store::short_name(goal.key), {{id, store::sealed_for(goal.key, bundle)}}}));
    store::Governance& governance = goal.held->file.workspace.governance();
    governance.inbox.waiting.push_back({id, command.workspace.filename().string(), noted_now("", "").when, bundle});
    governance.log.push_back(noted_now("import", "a person who is handed over came in to be accepted"));
    return goal.held->file.workspace.save(goal.held->file.content, job);
}

/// Under a new key that the same passphrase opens: whoever has the old key, or a sheet of it, opens copies made before and nothing later.
base::Status save_under_new_key(Held& held, const HandoverCommand& command, base::JobContext& job) {
    const store::Way first{held.passphrase};
    if (command.recovery.empty()) return held.file.workspace.change_ways(held.file.content, {first}, store::usual_cost(), job);
    auto words = store::sheet_words();
    if (!words) return words.error();
    if (auto s = store::write_sheet(command.recovery, command.workspace, *words); !s) return s;
    return held.file.workspace.change_ways(held.file.content, {first, store::Way{*words, store::Slot::Kind::recovery}}, store::usual_cost(), job);
}

int preview(const Leaving& leaving, Console& console) {
    console.say("This would go with them: " + went(leaving.erased.gone) + ". " + base::counted(static_cast<std::int64_t>(leaving.erased.mentions.size()), "mention") + " in others' words would stay here, to decide about:");
    tell_mentions(leaving.erased.mentions);
    console.say("Undo, for everybody, ends here. To do it: --yes, with --keep and --blank for the mentions. Nothing was changed yet.");
    return done;
}

}  // namespace

int handover(const HandoverCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (auto s = check(command); !s) return console.give_up(s.error());
    const auto read_on = days_of(command.read_with_them);
    if (!read_on) return console.give_up(base::misuse("Say on which day their page was read with them: --read-with-them 2026-06-30"));
    store::Files files;
    auto held = hold_open(files, command, "to hand a person over", job);
    if (!held) return console.give_up(held.error());
    auto leaving = leaving_of(*held, command.person);
    if (!leaving) return console.give_up(leaving.error());
    if (auto s = said_yes(*held->now->revision, leaving->person, *read_on); !s) return console.give_up(s.error());
    if (!command.yes) return preview(*leaving, console);
    store::Workspace& workspace = held->file.workspace;
    if (workspace.read_only()) return console.give_up(base::io_error("The workspace is open to read only; nothing was changed."));
    if (workspace.ways() > 1 && command.recovery.empty()) return console.give_up(base::misuse("Its recovery sheet, or its second key-holder's passphrase, opens nothing afterwards, as the key changes: say --recovery sheet.html for a new sheet. Nothing was changed."));
    const auto blank = decided(command.keep, command.blank, leaving->erased.mentions);
    if (!blank) {
        tell_mentions(leaving->erased.mentions);
        return console.give_up(blank.error());
    }
    Goal goal;
    if (auto s = find(goal, command, job); !s) return console.give_up(s.error());
    const std::string id = new_bundle_id();
    const auto bundle = session::handover_of(*held->now, leaving->erased.keys, id, day_words(noted_now("", "").when / 86400));
    if (!bundle) return console.give_up(bundle.error());
    // There first: between the two steps they are in both, and never in none.
    if (auto s = deliver(goal, command, id, *bundle, job); !s) return console.give_up(s.error());
    const std::string gone = went(leaving->erased.gone), where = store::short_name(goal.key);
    if (auto s = take_out(*held, std::move(*leaving), *blank, "handed over", "to key " + where + ", page read with them on " + command.read_with_them + ": "); !s) return console.give_up(s.error());
    if (auto s = save_under_new_key(*held, command, job); !s) return console.give_up(s.error());
    console.say("Handed over to " + (command.out.empty() ? command.to.string() : command.out.string() + ", which only key " + where + " opens") + ": " + gone + ". Nothing of them is left here but a line of the log and a mark; the old key of this workspace opens nothing later.");
    console.say("There: kith " + (command.out.empty() ? "captured " + command.to.string() : "import OTHER.kith " + command.out.string() + ", then kith captured OTHER.kith") + " to accept them.");
    for (const std::string& path : outside(workspace.governance().log)) console.say("Written out earlier, and yours to look through: " + path);
    return done;
}

}  // namespace kith::cli
