#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/facts.hpp"

namespace kith::cli {

int version(bool json) {
    const auto libraries = library_versions();
    if (json) {
        nlohmann::json j{{"kith", kith_version}, {"isolation", isolation_words()}};
        for (const auto& [name, number] : libraries) j["libraries"][name] = number;
        fmt::print("{}\n", j.dump(2));
        return done;
    }
    fmt::print("kith {}\n", kith_version);
    for (const auto& [name, number] : libraries) fmt::print("  {} {}\n", name, number);
    fmt::print("isolation: {}\n", isolation_words());
    return done;
}

}  // namespace kith::cli
