#include "engine/host/analyses.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
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

void report(const std::vector<AnalysisJob>& jobs, base::JobContext& job) {
    double sum = 0;
    for (const AnalysisJob& one : jobs) sum += one.fraction();
    job.progress(sum / static_cast<double>(std::max<std::size_t>(jobs.size(), 1)));
}

/// Bytes that the machine could give now; everything when the system does not say.
std::size_t available_memory() {
    std::ifstream file("/proc/meminfo");
    for (std::string word; file >> word;)
        if (std::size_t kib = 0; word == "MemAvailable:" && file >> kib) return kib * 1024;
    return SIZE_MAX;
}

/// Which build of Kith runs: what it derives for an analysis may differ from what another one does.
std::string this_engine() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto size = std::filesystem::file_size(program, failed);
    const auto written = std::filesystem::last_write_time(program, failed);
    return std::to_string(size) + " " + std::to_string(written.time_since_epoch().count());
}

/// The analyses of one run: each is prepared, waits for those that it builds on, and starts when there is room.
class Schedule {
public:
    Schedule(const privacy::View& view, const RunOptions& options, const PluginSet& plugins, std::filesystem::path worker, std::span<const AnalysisRequest> requests)
        : options_(options), shop_{Granter(view), Fingerprints(view), ResultCache(options.cache_before, options.cache_now), std::move(worker), this_engine()} {
        jobs_.reserve(requests.size());
        for (const AnalysisRequest& request : requests) {
            auto plugin = plugins.at(request.use);
            jobs_.emplace_back(view, options, plugin ? *plugin : nullptr, request, plugin ? "" : plugin.error().message);
        }
        prepare();
    }

    void start_what_can(base::JobContext& job) {
        for (AnalysisJob& one : jobs_) {
            if (job.stopped()) return;
            if (!one.waiting() || !all_ended(one.takes())) continue;
            if (lacks(one) || !room_for(one)) continue;
            std::vector<const AnalysisResult*> others;
            for (const Dependency& on : one.takes())
                if (jobs_[on.on].result().ok()) others.push_back(&jobs_[on.on].result());
            one.start(shop_, others, job);
        }
    }
    std::vector<AnalysisJob*> running() {
        std::vector<AnalysisJob*> list;
        for (AnalysisJob& job : jobs_)
            if (job.running()) list.push_back(&job);
        return list;
    }
    bool all_ended() const {
        return std::all_of(jobs_.begin(), jobs_.end(), [](const AnalysisJob& one) { return one.ended(); });
    }
    std::vector<AnalysisJob>& jobs() { return jobs_; }

private:
    void prepare() {
        std::vector<Peer> peers;
        for (const AnalysisJob& one : jobs_) peers.push_back({one.result().as, one.result().plugin == nullptr ? nullptr : &one.result().plugin->manifest});
        const Counts counts = shop_.granter.counts();
        for (std::size_t i = 0; i < jobs_.size(); ++i) jobs_[i].prepare(peers, i, counts);
        std::vector<std::vector<Dependency>> takes;
        for (const AnalysisJob& one : jobs_) takes.emplace_back(one.takes().begin(), one.takes().end());
        const auto round = circles(peers, takes);
        for (std::size_t i = 0; i < jobs_.size(); ++i)
            if (!round[i].empty()) jobs_[i].refuse(Verdict::bad_request, round[i] + ", so none of them can be first; take one out of the recipe.");
    }

    bool all_ended(std::span<const Dependency> list) const {
        return std::all_of(list.begin(), list.end(), [&](const Dependency& on) { return jobs_[on.on].ended(); });
    }
    /// Ends a job that builds on one that gave no result.
    bool lacks(AnalysisJob& one) const {
        for (const Dependency& on : one.takes()) {
            if (on.optional || jobs_[on.on].result().ok()) continue;
            one.refuse(Verdict::not_possible, one.named() + " builds on '" + jobs_[on.on].result().as + "', which gave no result here.");
            return true;
        }
        return false;
    }
    /// Threads and memory for one more? The first always has them.
    bool room_for(const AnalysisJob& one) {
        const auto busy = running();
        if (busy.empty()) return true;
        unsigned threads = one.threads();
        std::size_t bytes = one.block_bytes();
        for (const AnalysisJob* other : busy) {
            threads += other->threads();
            bytes += other->block_bytes();
        }
        return threads <= options_.threads && bytes <= available_memory();
    }

    const RunOptions& options_;
    Workshop shop_;
    std::vector<AnalysisJob> jobs_;
};

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
    job.begin("analyses");
    Schedule schedule(view, options, plugins, std::move(worker), *list);
    for (;;) {
        schedule.start_what_can(job);
        const std::vector<AnalysisJob*> busy = schedule.running();
        if (busy.empty() && (schedule.all_ended() || job.stopped())) break;
        if (job.stopped())
            for (AnalysisJob* one : busy) one->ask_to_stop();
        std::vector<process::Child*> children;
        for (AnalysisJob* one : busy) children.push_back(&one->child());
        if (!children.empty()) process::wait_for_any(children, tick_length);
        for (AnalysisJob* one : busy) one->tick(job);
        report(schedule.jobs(), job);
    }
    if (base::Status status = job.check(); !status) return status.error();
    job.progress(1);
    std::vector<AnalysisResult> results;
    for (AnalysisJob& one : schedule.jobs()) results.push_back(one.take());
    return results;
}

}  // namespace kith::host
