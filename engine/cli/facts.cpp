#include "engine/cli/facts.hpp"

#include <fmt/core.h>
#include <sys/resource.h>

#include <CLI/Version.hpp>
#include <boost/version.hpp>
#include <ctime>
#include <nlohmann/json.hpp>

#include "engine/geo/versions.hpp"
#include "engine/process/spawner.hpp"

namespace kith::cli {

const char* const kith_version = KITH_VERSION;

namespace {

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

rusage usage_of(int who) {
    rusage usage{};
    getrusage(who, &usage);
    return usage;
}

}  // namespace

std::string isolation_words() {
    const std::string apart = "every file and every analysis is handled in a process of its own that is given only what it needs";
    auto program = process::find_program_of_ours("kith-worker");
    if (!program) return apart + "; whether this system locks it up is not known";
    process::Command command;
    command.program = *program;
    command.arguments = {"isolation"};
    command.locks = true;
    auto child = process::Child::start(command);
    if (!child || !child->wait(std::chrono::seconds(10))) return apart + "; whether this system locks it up is not known";
    const process::Isolation isolation = child->isolation();
    return apart + " and locked up (" + isolation.words() + ")" +
           (isolation.locked() ? "" : "; this system cannot keep it from files, so analyses that are not part of Kith run only with --allow-unlocked");
}

std::vector<std::pair<std::string, std::string>> library_versions() {
    auto versions = geo::library_versions();
    versions.emplace_back("Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100));
    versions.emplace_back("nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH));
    versions.emplace_back("CLI11", CLI11_VERSION);
    versions.emplace_back("fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
    return versions;
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

double cpu_seconds() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        const rusage usage = usage_of(who);
        sum += seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }
    return sum;
}

report::Usage usage_since(std::chrono::steady_clock::time_point began) {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    return {wall.count(), cpu_seconds(), usage_of(RUSAGE_SELF).ru_maxrss + usage_of(RUSAGE_CHILDREN).ru_maxrss};
}

}  // namespace kith::cli
