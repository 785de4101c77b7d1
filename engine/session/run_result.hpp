#pragma once
// What one analysis gave in this session, how it came about, and whether the place has changed since.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/host/analyses.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"

namespace kith::session {

/// All that is needed to run it again, and to say where a number comes from.
struct Provenance {
    std::string use, as, title;
    std::string version, library_digest;                       // of the analysis
    struct Parameter {
        std::string id, label, text;                           // "walk_metres", "Walking distance", "800 m"
        bool given = false;                                    // not the default
    };
    std::vector<Parameter> parameters;
    std::string lens;                                          // of the recipe; "" = the analysis's own
    std::uint64_t seed = 1;
    std::string recipe, recipe_digest;                         // file name only
    std::string revision_digest;                               // of the place as it was then, edits included
    std::size_t edits = 0;                                     // unsaved or saved, made in Kith since the recipe was read
    std::vector<std::pair<std::string, std::string>> sources;  // file, digest
    std::string isolation;                                     // the locks that held its process
    std::string audience;
    std::string result_digest;
    std::int64_t started = 0;                                  // seconds since 1970-01-01 UTC
    double seconds = 0, cpu_seconds = 0;
    std::int64_t peak_kib = 0;
    bool reused = false;
};

struct RunResult {
    std::uint64_t id = 0;              // of this session, rising
    host::AnalysisRequest request;
    host::AnalysisResult analysis;     // its rows are those of `view`
    privacy::ViewPtr view;             // as it was when it ran
    Provenance provenance;
};
using RunResultPtr = std::shared_ptr<const RunResult>;

}  // namespace kith::session
