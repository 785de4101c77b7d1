#pragma once
// Runs analyses: each in a process of its own that sees what it was granted, as many at once as asked for. One that fails
// never stops the others.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/personal.hpp"
#include "engine/host/plugin_set.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"
#include "engine/process/isolation.hpp"

namespace kith::host {

struct AnalysisRequest {
    std::string use;              // "kith.inventory"
    std::string as = {};          // "": the id after its last dot
    std::string parameters = {};  // a JSON object; "" = all defaults
    std::string lens = {};        // a lens of the recipe that narrows those of the analysis; "" = its own as they are
};

/// What the user allowed, by id of the analysis; whoever is not in it is allowed nothing.
using AllowedById = std::map<std::string, Allowed, std::less<>>;
const Allowed& allowed_to(const AllowedById& list, std::string_view id);

struct RunOptions {
    std::uint64_t seed = 1;
    unsigned threads = 1;                                // analyses at once
    std::chrono::milliseconds timeout{600'000};          // for each; wall
    std::chrono::milliseconds grace{500};                // between "stop" and the end
    std::chrono::milliseconds silence{300'000};          // one that reports no progress and asks nothing for so long is ended
    std::uint64_t memory = 0;                            // bytes for each besides its data; 0: a share of the machine's
    bool allow_unlocked = false;                         // third-party ones run even where the system cannot lock them up
    int landlock_at_most = process::newest_landlock;     // for tests: as on an older system
    std::vector<std::filesystem::path> plugin_folders;   // empty: the bundled ones
    AllowedById allowed;
    std::filesystem::path worker;                        // empty: kith-worker beside this program
    std::filesystem::path cache_before;                  // entries of an earlier run, to be reused where nothing has changed; may be empty
    std::filesystem::path cache_now;                     // where those of this run are kept; may be empty
    std::function<void(int process, const std::string& use)> started;  // may be empty
};

/// In the order of the requests, one result each, whatever became of it. An error only when nothing can run at all (no
/// worker, two requests with the same `as`, cancelled).
base::Result<std::vector<AnalysisResult>> run_analyses(const privacy::View& view, std::span<const AnalysisRequest> requests,
                                                       const RunOptions& options, base::JobContext& job);

/// Would this analysis run before this audience, and if not, why not in one sentence? For `kith check` and `kith plugins`.
struct Readiness {
    bool ready = false;
    bool gate_open = false;          // false with `ready`: the parts about the whole network stay closed
    Verdict verdict = Verdict::ok;   // kept_for_team, not_possible, not_granted
    std::string sentence;            // why not, or what stays closed and how many more to ask
};
Readiness readiness(const Manifest& manifest, const privacy::View& view, const Allowed& allowed = {});

/// How to end a sentence about a place that has nothing of `block` ("assets"): add the block, or look at why its files gave nothing.
std::string nothing_of(const privacy::View& view, std::string_view block);

}  // namespace kith::host
