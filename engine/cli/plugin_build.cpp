#include "engine/cli/plugin_build.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <fstream>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/process/spawner.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

/// Runs a program of the author's system with everything that it says in a file; false when it did not end with 0. Ctrl-C reaches
/// it as it reaches us: this is the author's own code and tools, not a guest's.
bool run_tool(const std::vector<std::string>& words, const fs::path& log) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) return false;
    posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t child = -1;
    const bool started = posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    int status = -1;
    return started && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The lines that tell most: those with "error" and what follows, else the last ones.
std::string telling_lines(const fs::path& log) {
    std::ifstream file(log);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    constexpr std::size_t most = 1500;
    const std::size_t error = text.find("error");
    const std::size_t line = error == std::string::npos ? std::string::npos : text.rfind('\n', error);
    if (error != std::string::npos) text = text.substr(line == std::string::npos ? 0 : line + 1, most);
    else if (text.size() > most) text = text.substr(text.size() - most);
    return std::string(base::trimmed(text));
}

base::Error failed(const std::string& what, const fs::path& log) {
    return base::bad_input(what + ". It said (all of it is in " + log.string() + "):\n" + telling_lines(log));
}

base::Result<fs::path> library_folder(const fs::path& build) {
    std::error_code ignored;
    for (fs::directory_iterator at(build / "plugins", ignored), end; !ignored && at != end; at.increment(ignored))
        if (fs::exists(at->path() / "manifest.json")) return at->path();
    return base::bad_input("What was built has no plugins/<name>/manifest.json: let its CMakeLists.txt call kith_add_plugin(<name> SOURCES …).");
}

}  // namespace

base::Result<fs::path> kith_prefix() {
    auto programs = process::folder_of_this_program();
    if (!programs) return programs.error();
    return programs->parent_path();
}

base::Result<Built> build_plugin(const fs::path& folder) {
    if (!fs::exists(folder / "CMakeLists.txt")) return Built{folder};
    const auto prefix = kith_prefix();
    if (!prefix) return prefix.error();
    const auto began = std::chrono::steady_clock::now();
    const fs::path build = folder / "build", log = build / "kith-build.log";
    std::error_code ignored;
    fs::create_directories(build, ignored);
    if (!run_tool({"cmake", "-S", folder.string(), "-B", build.string(), "-Dkith-plugin_DIR=" + (*prefix / "lib/cmake/kith-plugin").string()}, log))
        return failed("CMake could not make sense of it", log);
    if (!run_tool({"cmake", "--build", build.string(), "--parallel", "2"}, log)) return failed("It does not compile", log);
    auto made = library_folder(build);
    if (!made) return made.error();
    Built built{*made, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()};
    if (fs::exists(build / "CTestTestfile.cmake")) {
        if (!run_tool({"ctest", "--test-dir", build.string(), "--output-on-failure"}, log)) return failed("A test of its own fails", log);
        built.own_test = true;
    }
    return built;
}

}  // namespace kith::cli
