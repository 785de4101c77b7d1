#include "engine/host/analyses.hpp"

#include <algorithm>
#include <set>

#include "engine/host/analysis_job.hpp"

namespace kith::host {
namespace {

/// Between two looks at the clock, the progress and a wish to stop.
constexpr std::chrono::milliseconds tick_length{15};

base::Result<std::vector<AnalysisRequest>> named(std::span<const AnalysisRequest> requests) {
    std::vector<AnalysisRequest> list(requests.begin(), requests.end());
    std::set<std::string> seen;
    for (AnalysisRequest& request : list) {
        if (request.as.empty()) request.as = request.use.substr(request.use.rfind('.') + 1);
        if (!seen.insert(request.as).second)
            return base::misuse("Two analyses are called '" + request.as + "'; give one of them another name with 'as'.");
    }
    return list;
}

std::vector<AnalysisJob*> running(std::vector<AnalysisJob>& jobs) {
    std::vector<AnalysisJob*> list;
    for (AnalysisJob& job : jobs)
        if (job.running()) list.push_back(&job);
    return list;
}

void report(const std::vector<AnalysisJob>& jobs, std::size_t started, base::JobContext& job) {
    double sum = 0;
    for (std::size_t i = 0; i < started; ++i) sum += jobs[i].fraction();
    job.progress(sum / static_cast<double>(std::max<std::size_t>(jobs.size(), 1)));
}

}  // namespace

base::Result<std::vector<AnalysisResult>> run_analyses(const privacy::View& view, std::span<const AnalysisRequest> requests,
                                                       const RunOptions& options, base::JobContext& job) {
    auto list = named(requests);
    if (!list) return list.error();
    std::filesystem::path worker = options.worker;
    if (worker.empty()) {
        auto found = process::find_program_of_ours("kith-worker");
        if (!found) return found.error();
        worker = *found;
    }
    const auto plugins = PluginSet::find(options.plugin_folders.empty() ? PluginSet::bundled_folders() : options.plugin_folders);
    std::vector<AnalysisJob> jobs;
    jobs.reserve(list->size());
    for (const AnalysisRequest& request : *list) {
        auto plugin = plugins.at(request.use);
        jobs.emplace_back(view, options, plugin ? *plugin : nullptr, request, plugin ? "" : plugin.error().message);
    }

    job.begin("analyses");
    Granter granter(view);
    std::size_t next = 0;
    for (;;) {
        std::vector<AnalysisJob*> busy = running(jobs);
        while (!job.stopped() && next < jobs.size() && busy.size() < std::max(1u, options.threads)) {
            jobs[next++].start(granter, worker, job);
            busy = running(jobs);
        }
        if (busy.empty() && (next == jobs.size() || job.stopped())) break;
        if (job.stopped())
            for (AnalysisJob* one : busy) one->ask_to_stop();
        std::vector<process::Child*> children;
        for (AnalysisJob* one : busy) children.push_back(&one->child());
        process::wait_for_any(children, tick_length);
        for (AnalysisJob* one : busy) one->tick();
        report(jobs, next, job);
    }
    if (base::Status status = job.check(); !status) return status.error();
    job.progress(1);
    std::vector<AnalysisResult> results;
    for (AnalysisJob& one : jobs) results.push_back(one.take());
    return results;
}

}  // namespace kith::host
