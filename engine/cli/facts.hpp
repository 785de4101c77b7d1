#pragma once
// What a run says about itself: versions, time and memory.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/run.hpp"

namespace kith::cli {

extern const char* const kith_version;  // the project's, from CMake
/// How files and analyses are handled on this system, in words for a report; asks kith-worker, which takes some milliseconds.
std::string isolation_words();
std::vector<std::pair<std::string, std::string>> library_versions();
/// Now, in UTC: "2026-11-22T01:30:00Z".
std::string utc_now();

/// CPU seconds of this process and of its children that have ended.
double cpu_seconds();
/// Wall and CPU since the process began, and the largest resident size of this process and of any child, added.
report::Usage usage_since(std::chrono::steady_clock::time_point began);

}  // namespace kith::cli
