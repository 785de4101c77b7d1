// `kith import`: looks at files, proposes what each is, asks what it cannot know, and writes a recipe.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <span>

#include "engine/base/text.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/io/describe_files.hpp"
#include "engine/place/vocabulary.hpp"
#include "engine/process/private_file.hpp"

namespace kith::cli {
namespace {

/// "hebden_bridge.toml" -> "Hebden bridge".
std::string place_name(const ImportCommand& command) {
    std::string name = command.name.empty() ? command.out.stem().string() : command.name;
    if (!command.name.empty()) return name;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
}

/// Asks what one table is, until there is an answer. Nothing at the end of the input: then it is not read.
io::TableRole ask(const io::ProposedBlock& block) {
    fmt::print("\nWhat is {}{} ({})?\n", block.file, block.table.empty() ? "" : " (" + block.table + ")", base::counted(block.rows, "row"));
    for (std::size_t i = 0; i < io::table_role_words.size(); ++i)
        fmt::print("  {} {}{}\n", i + 1, io::table_role_words[i], i == static_cast<std::size_t>(block.role) ? "  (proposed: " + block.why + "; Enter takes it)" : "");
    for (std::string line; std::getline(std::cin, line);) {
        const std::string_view said = base::trimmed(line);
        if (said.empty()) return block.role;
        std::size_t number = 0;
        const auto read = std::from_chars(said.data(), said.data() + said.size(), number);
        if (read.ec == std::errc() && read.ptr == said.data() + said.size() && number >= 1 && number <= io::table_role_words.size()) return static_cast<io::TableRole>(number - 1);
        fmt::print("A number from 1 to {}, please, or Enter.\n", io::table_role_words.size());
    }
    return io::TableRole::nothing;
}

std::vector<io::RoleAnswer> ask_all(const io::Proposal& proposal) {
    std::vector<io::RoleAnswer> answers;
    for (const io::ProposedBlock& block : proposal.blocks)
        if (!block.sure) answers.push_back({block.file, block.table, ask(block)});
    return answers;
}

bool anything(const io::Proposal& proposal) {
    return std::any_of(proposal.blocks.begin(), proposal.blocks.end(), [](const io::ProposedBlock& block) { return block.role != io::TableRole::nothing; });
}

bool unsure(const io::Proposal& proposal) {
    return std::any_of(proposal.blocks.begin(), proposal.blocks.end(), [](const io::ProposedBlock& block) { return !block.sure; });
}

int write(const ImportCommand& command, const io::Proposal& proposal, Console& console) {
    const std::string text = io::recipe_text(proposal);
    if (base::Status status = process::write_whole(command.out, std::as_bytes(std::span(text.data(), text.size())), process::Readers::usual); !status)
        return console.give_up(status.error());
    const std::string recipe = command.out.string();
    console.say("The recipe is " + recipe + ". Next: kith check " + recipe);
    return done;
}

}  // namespace

int import(const ImportCommand& command) {
    Console console(command.quiet);
    if (!command.update.empty()) return import_update(command);
    if (command.out.empty()) return console.give_up(base::misuse("Say which recipe is to be written (-o my_place.toml), or which one is to be updated (--update my_place.toml)."));
    std::error_code failed;
    if (!command.force && std::filesystem::exists(command.out, failed))
        return console.give_up(base::misuse("The file " + command.out.string() + " is there already. Newer copies of its files are taken in with --update; else choose another with -o, or say --force to replace it."));
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    const std::filesystem::path root = command.out.parent_path();
    const auto files = io::importable(root, command.paths);
    if (files.empty()) return console.give_up(base::misuse("There is no file in what you named that could be read."));
    const auto described = io::describe_files(root, files, job);
    if (!described) return console.give_up(described.error());
    const io::Vocabulary vocabulary = place::import_vocabulary();
    io::Proposal proposal = io::propose(*described, place_name(command), vocabulary);
    fmt::print("{}", command.json ? io::proposal_json(proposal, *described) : io::proposal_text(proposal, *described));
    const bool asking = !command.yes && unsure(proposal);
    if (asking && isatty(STDIN_FILENO) == 0)
        return console.give_up(base::misuse("Some of these files could be several things, and nobody can be asked here: say --yes to take what is proposed."));
    if (asking) proposal = io::propose(*described, place_name(command), vocabulary, ask_all(proposal));
    if (!anything(proposal)) return console.give_up(base::bad_input("None of these files can be used as it is; what is said of each above tells why."));
    const bool faults = std::any_of(described->begin(), described->end(), [](const io::FileFacts& file) { return !file.fault.empty(); });
    const int code = write(command, proposal, console);
    return code == done && faults ? done_with_problems : code;
}

}  // namespace kith::cli
