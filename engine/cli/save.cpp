// `kith save` and `kith passphrase`: a place in one file that nobody reads without its passphrase.
#include <fmt/core.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/cli/open.hpp"
#include "engine/cli/passphrase.hpp"
#include "engine/cli/rights.hpp"
#include "engine/place/erase.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/report/result_files.hpp"
#include "engine/store/words.hpp"
#include "engine/store/workspace.hpp"

namespace kith::cli {
namespace {

/// New ways in: a passphrase and, when one is asked for, a sheet, which is written before the workspace counts on it.
struct NewWays {
    store::Secret passphrase, sheet;
};
base::Result<NewWays> new_ways(const std::filesystem::path& passphrase_file, const std::filesystem::path& sheet, const std::filesystem::path& workspace) {
    NewWays ways;
    auto passphrase = new_passphrase(passphrase_file);
    if (!passphrase) return passphrase.error();
    ways.passphrase = std::move(*passphrase);
    if (sheet.empty()) return ways;
    auto words = store::sheet_words();
    if (!words) return words.error();
    if (auto s = store::write_sheet(sheet, workspace, *words); !s) return s.error();
    ways.sheet = std::move(*words);
    return ways;
}

base::Result<store::Governance> with_purpose(store::Governance governance, const std::filesystem::path& file) {
    if (file.empty()) return governance;
    auto purpose = purpose_in(file);
    if (!purpose) return purpose.error();
    governance.purpose = std::move(*purpose);
    governance.log.push_back(noted_now("purpose", "the purpose was set: " + governance.purpose->what + "; notice " + governance.purpose->notice + (governance.purpose->under_18 ? "; under 18 kept" : "")));
    return governance;
}

/// Refused, unless the site decided otherwise: people whom a recipe keeps although they are under 18.
base::Status may_hold(const store::Governance& governance, const place::Revision& revision) {
    const column::Column* under = revision.column("people", "under_18");
    if (!governance.purpose || governance.purpose->under_18 || under == nullptr) return {};
    for (std::size_t row = 0; row < under->rows(); ++row)
        if (under->known(row) && under->booleans()[row] != 0) return base::misuse("The recipe keeps people under 18, and the purpose does not. Say under_18 = \"kept\" in the purpose when your site has decided so, or under_18 = \"filter\" in the recipe.");
    return {};
}

/// The files anew in a workspace that is there: nobody who was erased comes back.
int update(const SaveCommand& command, const Opened& opened, Console& console, base::JobContext& job) {
    store::Files files;
    WorkspaceCommand there;
    there.workspace = command.out;
    there.passphrase_file = command.passphrase_file;
    auto held = hold_open(files, there, "to read the files anew", job);
    if (!held) return console.give_up(held.error());
    auto governance = with_purpose(held->file.workspace.governance(), command.purpose);
    if (!governance) return console.give_up(governance.error());
    const place::Revision& read = *opened.content.place->revision;
    if (auto s = store::may_edit(*governance, read.people(), held->file.workspace.ways()); !s) return console.give_up(s.error());
    if (auto s = may_hold(*governance, read); !s) return console.give_up(s.error());
    if (governance->folded && !command.force) return console.give_up(base::misuse("Edits made before an erasure are part of this workspace and stand in no file; reading the files anew loses them. Say --force to do it all the same."));
    std::vector<std::uint8_t> gone(read.people());
    for (std::size_t row = 0; row < gone.size(); ++row) gone[row] = governance->is_erased(read.key_of("people", static_cast<std::int32_t>(row))) ? 1 : 0;
    const auto left = std::count(gone.begin(), gone.end(), 1);
    auto place = left == 0 ? base::Result<place::PlacePtr>(opened.content.place) : place::without(opened.content.place, gone, process::sealed_memory);
    if (!place) return console.give_up(place.error());
    store::Content content = held->file.content;
    content.place = std::move(*place);
    content.recipe = opened.content.recipe;
    if (const auto fits = place_now(content, job); !fits) return console.give_up(base::bad_input("The edits in this workspace do not fit what the files say now. Nothing was changed."));
    governance->folded = false;
    governance->log.push_back(noted_now("import", base::counted(left, "person", "people") + " who were erased did not come back"));
    held->file.workspace.governance() = std::move(*governance);
    if (auto s = held->file.workspace.save(content, job); !s) return console.give_up(s.error());
    console.say(fmt::format("{} was read anew. {} who were erased did not come back.", command.out.string(), base::counted(left, "person", "people")));
    return done;
}

}  // namespace

int save(const SaveCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (std::error_code failed; std::filesystem::exists(command.out, failed) && !command.force && !command.update) return console.give_up(base::misuse(command.out.string() + " is there already. Take another name, or say --force to replace it."));
    const auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    if (command.update) return update(command, *opened, console, job);
    auto governance = with_purpose(opened->governance, command.purpose);
    if (!governance) return console.give_up(governance.error());
    const place::Revision& revision = *opened->content.place->revision;
    if (auto s = may_hold(*governance, revision); !s) return console.give_up(s.error());
    if (governance->purpose && command.recovery.empty()) return console.give_up(base::misuse("A lost passphrase would lose what these people told you: make a recovery sheet with it (--recovery sheet.html)."));
    const bool editable = revision.people() == 0 || governance->purpose;
    auto ways = new_ways(command.new_passphrase_file, command.recovery, command.out);
    if (!ways) return console.give_up(ways.error());
    store::Files files;
    const store::Way passphrase{ways->passphrase}, sheet{ways->sheet, store::Slot::Kind::recovery};
    const auto made = command.recovery.empty() ? store::Workspace::create(files, command.out, opened->content, {passphrase}, store::usual_cost(), command.force, job, *governance)
                                               : store::Workspace::create(files, command.out, opened->content, {passphrase, sheet}, store::usual_cost(), command.force, job, *governance);
    if (!made) return console.give_up(made.error());
    console.say(fmt::format("{}: {}. Nobody opens it without the passphrase, and nobody can find a lost one.", opened->view->place_name(), command.out.string()));
    if (!editable) console.say("It holds people and does not say what for: it opens to read only until it does. Fill in data/governance/purpose.toml, and say kith purpose " + command.out.string() + " --purpose purpose.toml.");
    if (command.recovery.empty()) console.say("There is no recovery sheet yet: kith passphrase " + command.out.string() + " --keep --recovery sheet.html");
    return report::has_problems(*opened->view, {}) ? done_with_problems : done;
}

namespace {

/// A sheet, a second key-holder, or both; a sheet is written before the workspace counts on it.
base::Status one_more_way(const PassphraseCommand& command, store::Workspace::Opened& opened, base::JobContext& job) {
    if (!command.recovery.empty()) {
        auto words = store::sheet_words();
        if (!words) return words.error();
        if (auto s = store::write_sheet(command.recovery, command.workspace, *words); !s) return s;
        if (auto s = opened.workspace.add_way({*words, store::Slot::Kind::recovery}, store::usual_cost()); !s) return s;
    }
    if (!command.second_holder.empty()) {
        auto words = new_passphrase(command.second_holder);
        if (!words) return words.error();
        if (auto s = opened.workspace.add_way({*words}, store::usual_cost()); !s) return s;
    }
    return opened.workspace.save(opened.content, job);
}

}  // namespace

int passphrase(const PassphraseCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (command.keep && command.recovery.empty() && command.second_holder.empty()) return console.give_up(base::misuse("Say which: --recovery SHEET.html, or --second-holder FILE with their passphrase."));
    if (!store::looks_like_workspace(command.workspace)) return console.give_up(base::bad_input(command.workspace.string() + " is not a workspace of Kith (a .kith file)."));
    auto old = passphrase_for(command.passphrase_file, "Passphrase of " + command.workspace.filename().string() + ": ");
    if (!old) return console.give_up(old.error());
    store::Files files;
    auto opened = store::Workspace::open(files, command.workspace, *old, job);
    if (!opened) return console.give_up(opened.error());
    for (const std::string& remark : opened->remarks) console.say(remark);
    if (command.keep) {
        if (auto s = one_more_way(command, *opened, job); !s) return console.give_up(s.error());
    } else {
        auto ways = new_ways(command.new_passphrase_file, command.recovery, command.workspace);
        if (!ways) return console.give_up(ways.error());
        const store::Way first{ways->passphrase}, sheet{ways->sheet, store::Slot::Kind::recovery};
        const base::Status changed = command.recovery.empty() ? opened->workspace.change_ways(opened->content, {first}, store::usual_cost(), job) : opened->workspace.change_ways(opened->content, {first, sheet}, store::usual_cost(), job);
        if (!changed) return console.give_up(changed.error());
        console.say("The new passphrase opens it from now on. Copies made before, and sheets printed before, still open those copies.");
    }
    if (!command.second_holder.empty()) console.say("The second key-holder's passphrase opens it as well from now on.");
    if (!command.recovery.empty()) console.say("The recovery sheet is " + command.recovery.string() + ": print it, keep it apart, delete the file.");
    return done;
}

}  // namespace kith::cli
