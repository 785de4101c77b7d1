#pragma once
// What `kith run` leaves behind: one folder, whole or not at all.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/ladder.hpp"
#include "engine/report/output_folder.hpp"

namespace kith::report {

struct Usage {
    double wall_seconds = 0;
    double cpu_seconds = 0;      // user and system, children included
    std::int64_t peak_kib = 0;   // of the whole process tree
};

/// Two that may be one, and why: found by whoever holds the place (place/matching.hpp).
struct PossibleDouble {
    base::EntityKey a, b;
    std::string evidence;        // nothing personal
};

/// What the View and the results do not know about this run.
struct RunFacts {
    std::string kith;                                          // version
    std::string isolation;                                     // how plugins and readers are locked, in a few words
    std::vector<std::pair<std::string, std::string>> libraries;
    std::string recipe;                                        // as given on the command line
    std::string recipe_digest;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::string started;                                       // "2026-11-22T01:30:00Z"; "" leaves it out
    struct Stage {
        std::string name;
        double wall_seconds = 0, cpu_seconds = 0;
    };
    std::vector<Stage> stages;                                 // up to the writing, which adds its own
    std::function<Usage()> usage;                              // asked last of all; may be empty
    Ladder ladder;                                             // what can be answered, what to ask next
    std::vector<PossibleDouble> doubles{};                     // the likeliest first; told to the team alone
};

struct WriteOptions {
    bool force = false;          // replace an earlier run in the same folder
    bool tie_lines = false;      // ties with lines in results.gpkg
};

/// Where `kith run` keeps what a later run may reuse, inside the folder of results (host/result_cache.hpp).
inline constexpr std::string_view cache_folder = ".cache";

/// Begins the folder of a run, as write_run describes it: for what is kept while the analyses run.
base::Result<OutputFolder> begin_run(const std::filesystem::path& folder, privacy::Audience audience, bool force);

/// Writes results.json, results.gpkg, tables/<as>/<table>.csv, findings.json, report.html and run.json into `folder`. For the
/// team the folder is its owner's alone (0700, files 0600). Errors: misuse when the folder holds something already, io_error,
/// cancelled; then nothing is left. Peak memory does not grow with the number of findings.
base::Status write_run(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                       const std::filesystem::path& folder, const WriteOptions& options, base::JobContext& job);
/// The same into a folder that was begun.
base::Status write_run(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                       OutputFolder& output, const WriteOptions& options, base::JobContext& job);

/// Did anything go wrong that a person should look at: a problem in a file, an analysis that failed? (exit 1)
bool has_problems(const privacy::View& view, std::span<const host::AnalysisResult> results);

}  // namespace kith::report
