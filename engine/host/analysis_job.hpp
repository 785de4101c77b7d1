#pragma once
// One analysis on its way: prepared, started, watched, read.
#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/host/analyses.hpp"
#include "engine/host/composition.hpp"
#include "engine/host/grants.hpp"
#include "engine/host/work_order.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/spawner.hpp"

namespace kith::host {

class AnalysisJob {
public:
    using Clock = std::chrono::steady_clock;

    /// `plugin`: nothing when there is none; then `fault` says so.
    AnalysisJob(const privacy::View& view, const RunOptions& options, PluginPtr plugin, const AnalysisRequest& request, std::string fault);

    /// Parameters, whether the place has what it needs, and what it takes from its peers, of which it is number `own`. When it
    /// cannot run, the job has ended.
    void prepare(std::span<const Peer> peers, std::size_t own, const Counts& counts);
    std::span<const Dependency> takes() const { return takes_; }
    /// What it takes of the machine: threads, and bytes that its results may fill.
    unsigned threads() const;
    std::size_t block_bytes() const { return block_bytes_; }
    /// Grants, blocks and the work order, then the process. `others`: what it takes its columns from, all ended. When this cannot
    /// be done, or need not, the job has ended.
    void start(Granter& granter, std::span<const AnalysisResult* const> others, const std::filesystem::path& worker, base::JobContext& job);
    void refuse(Verdict verdict, std::string sentence) { end(verdict, std::move(sentence)); }
    bool waiting() const { return !ended_ && !running(); }
    bool running() const { return child_.has_value(); }
    bool ended() const { return ended_; }
    process::Child& child() { return *child_; }
    /// Looks after the time; reads the results when the worker has ended.
    void tick();
    void ask_to_stop();
    double fraction() const { return ended_ ? 1 : running() ? control_->fraction() : 0; }
    const AnalysisResult& result() const { return result_; }
    /// "'Title' (kith.id)"
    std::string named() const;
    AnalysisResult take() { return std::move(result_); }

private:
    enum class Stopping { no, asked, out_of_time };
    void end(Verdict verdict, std::string sentence);
    base::Result<WorkOrder> order(Granter& granter, std::span<const AnalysisResult* const> others, base::JobContext& job);
    base::Status launch(const WorkOrder& order, const std::filesystem::path& worker);
    void finish(const process::Exit& exit);
    /// Sets the verdict, unless there are results to read.
    bool ended_well(const process::Exit& exit);
    base::Status read();
    void add_caveats(const Readiness& ready);

    const privacy::View& view_;
    const RunOptions& options_;
    AnalysisRequest request_;
    AnalysisResult result_;
    Counts counts_;
    std::vector<Dependency> takes_;
    std::size_t block_bytes_ = 0;
    std::vector<Grant> grants_;
    std::optional<process::ControlPage> control_;
    std::optional<process::SharedBlock> outputs_, findings_;
    std::optional<process::Child> child_;
    Clock::time_point started_{}, kill_at_{};
    Stopping stopping_ = Stopping::no;
    bool names_nobody_ = false;
    bool ended_ = false;
};

}  // namespace kith::host
