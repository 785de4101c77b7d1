#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/process/spawner.hpp"

namespace kith::cli {
namespace {

base::Error unavailable(std::string message) { return {base::Code::unavailable, std::move(message)}; }

bool has_display() {
    const auto set = [](const char* name) { const char* value = std::getenv(name); return value != nullptr && *value != '\0'; };
    return set("DISPLAY") || set("WAYLAND_DISPLAY");
}

}  // namespace

int view(const ViewCommand& command) {
    Console console(false);
    const auto folder = process::folder_of_this_program();
    if (!folder) return console.give_up(folder.error());
    const std::string program = (*folder / "kith-viewer").string();
    std::error_code ignored;
    if (!std::filesystem::exists(program, ignored))
        return console.give_up(unavailable("The window (kith-viewer) is not beside this program. Build it with scripts/build, or use `kith snapshot` and `kith run` without one."));
    if (!has_display())
        return console.give_up(unavailable("There is no display to open a window on. `kith snapshot` draws pictures without one, and `kith run` writes a report."));
    std::vector<std::string> words{program};
    if (!command.root.empty()) words.insert(words.end(), {"--root", command.root.string()});
    if (!command.passphrase_file.empty()) words.insert(words.end(), {"--passphrase-file", command.passphrase_file.string()});
    if (!command.recipe.empty()) words.insert(words.end(), {"--", command.recipe.string()});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(program.c_str(), arguments.data());
    return console.give_up(unavailable("The window (kith-viewer) could not be started: " + std::string(std::strerror(errno)) + "."));
}

}  // namespace kith::cli
