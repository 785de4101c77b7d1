#pragma once
// The verbs of `kith`, each a function from its options to an exit code.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kith::cli {

/// What a person may say with any verb that reads a place.
struct PlaceOptions {
    std::filesystem::path recipe;
    std::filesystem::path root;            // empty: the recipe's folder
    std::string audience = "safe";
    std::uint64_t seed = 1;
    unsigned threads = 0;                  // 0: as many as there are cores
    std::vector<std::string> set;          // ID.parameter=value
    bool quiet = false;
    bool json = false;
};

struct RunCommand : PlaceOptions {
    std::filesystem::path out;
    bool force = false;
    bool tie_lines = false;
    bool allow_unlocked = false;           // analyses that are not part of Kith, where the system cannot lock them up
};

int check(const PlaceOptions& options);
int run(const RunCommand& command);
int plugins(bool json);
/// The sample patch, for the team.
int demo(RunCommand command);
int version(bool json);

/// Reads the arguments and calls a verb. `--help` on every verb has an example.
int main(int argc, char** argv);

}  // namespace kith::cli
