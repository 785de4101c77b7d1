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
#include "engine/host/fingerprint.hpp"
#include "engine/host/grants.hpp"
#include "engine/host/result_cache.hpp"
#include "engine/host/work_order.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/spawner.hpp"

namespace kith::host {

/// What the analyses of one run share.
struct Workshop {
    Granter granter;
    Fingerprints fingerprints;
    ResultCache cache;
    std::filesystem::path worker;
    std::string engine;                // which Kith this is, for the keys of the cache
};

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
    std::size_t block_bytes() const { return outputs_size_ + findings_size_; }
    /// Grants, blocks and the work order, then the process. `others`: what it takes its columns from, all ended. When this cannot
    /// be done, or need not, because an earlier run's result still holds, the job has ended.
    void start(Workshop& shop, Others others, base::JobContext& job);
    void refuse(Verdict verdict, std::string sentence) { end(verdict, std::move(sentence)); }
    bool waiting() const { return !ended_ && !running(); }
    bool running() const { return child_.has_value(); }
    bool ended() const { return ended_; }
    process::Child& child() { return *child_; }
    /// Looks after the time; reads the results when the worker has ended.
    void tick(const base::JobContext& job);
    void ask_to_stop();
    double fraction() const { return ended_ ? 1 : running() ? control_->fraction() : 0; }
    const AnalysisResult& result() const { return result_; }
    /// "'Title' (kith.id)"
    std::string named() const;
    AnalysisResult take() { return std::move(result_); }

private:
    enum class Stopping { no, asked, out_of_time, hung };
    void end(Verdict verdict, std::string sentence);
    base::Digest key(std::span<const Wish> wishes, Workshop& shop) const;
    /// Takes an earlier run's result, if there is one with this key that holds.
    bool reuse(const base::JobContext& job);
    base::Result<WorkOrder> order(Granter& granter, std::span<const Wish> wishes, base::JobContext& job);
    base::Status launch(const WorkOrder& order, const std::filesystem::path& worker);
    void finish(const process::Exit& exit, const base::JobContext& job);
    bool silent();
    std::string at_work_or_silent() const;
    /// Sets the verdict, unless there are results to read.
    bool ended_well(const process::Exit& exit);
    base::Status freeze_and_read(const base::JobContext& job);
    /// Everything that the blocks hold into the result; when they do not hold, nothing.
    base::Status read(const std::shared_ptr<const column::Memory>& outputs, const std::shared_ptr<const column::Memory>& findings, const base::JobContext& job);
    void add_left_out();
    void end_without_grants(const base::Error& error, bool stopped);
    void add_caveats(const Readiness& ready);

    const privacy::View& view_;
    const RunOptions& options_;
    AnalysisRequest request_;
    AnalysisResult result_;
    Counts counts_;
    std::vector<Dependency> takes_;
    std::size_t outputs_size_ = 0, findings_size_ = 0;
    const ResultCache* cache_ = nullptr;
    std::optional<base::Digest> key_;
    std::vector<Grant> grants_;
    std::optional<process::ControlPage> control_;
    std::optional<process::SharedBlock> outputs_, findings_;
    std::optional<process::Child> child_;
    Clock::time_point started_{}, kill_at_{}, last_beat_{};
    std::uint32_t beats_ = 0;
    Stopping stopping_ = Stopping::no;
    std::string when_stopped_;         // at work, or silent
    bool names_nobody_ = false;
    bool ended_ = false;
};

}  // namespace kith::host
