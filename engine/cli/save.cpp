// `kith save` and `kith passphrase`: a place in one file that nobody reads without its passphrase.
#include <fmt/core.h>

#include "engine/cli/open.hpp"
#include "engine/cli/passphrase.hpp"
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

}  // namespace

int save(const SaveCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (std::error_code failed; std::filesystem::exists(command.out, failed) && !command.force) return console.give_up(base::misuse(command.out.string() + " is there already. Take another name, or say --force to replace it."));
    const auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    auto ways = new_ways(command.new_passphrase_file, command.recovery, command.out);
    if (!ways) return console.give_up(ways.error());
    store::Files files;
    const store::Way passphrase{ways->passphrase}, sheet{ways->sheet, store::Slot::Kind::recovery};
    const auto made = command.recovery.empty() ? store::Workspace::create(files, command.out, opened->content, {passphrase}, store::usual_cost, command.force, job)
                                               : store::Workspace::create(files, command.out, opened->content, {passphrase, sheet}, store::usual_cost, command.force, job);
    if (!made) return console.give_up(made.error());
    console.say(fmt::format("{}: {}. Nobody opens it without the passphrase, and nobody can find a lost one.", opened->view->place_name(), command.out.string()));
    if (command.recovery.empty()) console.say("There is no recovery sheet yet: kith passphrase " + command.out.string() + " --recovery sheet.txt");
    return report::has_problems(*opened->view, {}) ? done_with_problems : done;
}

int passphrase(const PassphraseCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (!store::looks_like_workspace(command.workspace)) return console.give_up(base::bad_input(command.workspace.string() + " is not a workspace of Kith (a .kith file)."));
    auto old = passphrase_for(command.passphrase_file, "Passphrase of " + command.workspace.filename().string() + ": ");
    if (!old) return console.give_up(old.error());
    store::Files files;
    auto opened = store::Workspace::open(files, command.workspace, *old, job);
    if (!opened) return console.give_up(opened.error());
    for (const std::string& remark : opened->remarks) console.say(remark);
    if (command.keep) {
        auto words = store::sheet_words();
        if (!words) return console.give_up(words.error());
        if (auto s = store::write_sheet(command.recovery, command.workspace, *words); !s) return console.give_up(s.error());
        if (auto s = opened->workspace.add_way({*words, store::Slot::Kind::recovery}, store::usual_cost); !s) return console.give_up(s.error());
        if (auto s = opened->workspace.save(opened->content, job); !s) return console.give_up(s.error());
    } else {
        auto ways = new_ways(command.new_passphrase_file, command.recovery, command.workspace);
        if (!ways) return console.give_up(ways.error());
        const store::Way first{ways->passphrase}, sheet{ways->sheet, store::Slot::Kind::recovery};
        const base::Status changed = command.recovery.empty() ? opened->workspace.change_ways(opened->content, {first}, store::usual_cost, job) : opened->workspace.change_ways(opened->content, {first, sheet}, store::usual_cost, job);
        if (!changed) return console.give_up(changed.error());
        console.say("The new passphrase opens it from now on. Copies made before, and sheets printed before, still open those copies.");
    }
    if (!command.recovery.empty()) console.say("The recovery sheet is " + command.recovery.string() + ": print it, keep it apart, delete the file.");
    return done;
}

}  // namespace kith::cli
