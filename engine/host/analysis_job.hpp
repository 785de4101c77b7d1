#pragma once
// One analysis on its way: prepared, started, watched, read.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/host/analyses.hpp"
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

    /// Grants, blocks and the work order, then the process. When this cannot be done, or need not, the job has ended.
    void start(Granter& granter, const std::filesystem::path& worker, base::JobContext& job);
    bool running() const { return child_.has_value(); }
    process::Child& child() { return *child_; }
    /// Looks after the time; reads the results when the worker has ended.
    void tick();
    void ask_to_stop();
    double fraction() const { return running() ? control_->fraction() : 1; }
    AnalysisResult take() { return std::move(result_); }

private:
    enum class Stopping { no, asked, out_of_time, hung };
    void end(Verdict verdict, std::string sentence);
    base::Result<WorkOrder> order(Granter& granter, const Readiness& ready, base::JobContext& job);
    base::Status launch(const WorkOrder& order, const std::filesystem::path& worker);
    void finish(const process::Exit& exit);
    bool silent();
    std::string named_at_work() const;
    /// Sets the verdict, unless there are results to read.
    bool ended_well(const process::Exit& exit);
    base::Status read();
    void add_caveats(const Readiness& ready);
    std::string named() const;

    const privacy::View& view_;
    const RunOptions& options_;
    AnalysisRequest request_;
    AnalysisResult result_;
    Counts counts_;
    std::vector<Grant> grants_;
    std::optional<process::ControlPage> control_;
    std::optional<process::SharedBlock> outputs_, findings_;
    std::optional<process::Child> child_;
    Clock::time_point started_{}, kill_at_{}, last_beat_{};
    std::uint32_t beats_ = 0;
    Stopping stopping_ = Stopping::no;
    std::string when_stopped_;         // at work, or silent
    bool names_nobody_ = false;
};

}  // namespace kith::host
