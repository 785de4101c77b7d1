#pragma once
// Long work beside the owner's thread: started, watched, cancelled, and its outcome taken over when the owner asks.
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::session {

using JobId = std::uint64_t;  // never 0

enum class JobKind : std::uint8_t { open, run, layout, other };
enum class JobState : std::uint8_t { running, done, failed, cancelled };

/// One job as the screen shows it.
struct JobRecord {
    JobId id = 0;
    JobKind kind = JobKind::other;
    std::string title;        // "Opening Larkmere (invented)"; no personal data
    JobState state = JobState::running;
    std::string stage;        // "people", "analyses" …
    double fraction = 0;      // 0-1 of the stage
    bool stopping = false;    // somebody asked it to stop, and it has not ended yet
    std::string message;      // of failed: one sentence
};

/// All functions are the owner's thread's alone; `work` runs on a thread of its own.
class Jobs {
public:
    /// What is to be done with the result, by the owner's thread. It may fail: the job then counts as failed.
    using Finish = std::function<base::Status()>;
    using Work = std::function<base::Result<Finish>(base::JobContext&)>;
    /// What its owner takes back when it failed or was stopped; gives the words that are said.
    using Otherwise = std::function<base::Error(base::Error)>;

    /// `wake` is called on a job's own thread when it has ended: whoever sleeps polls then.
    explicit Jobs(std::function<void()> wake = {});
    /// Asks every job to stop and waits for it.
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    JobId start(JobKind kind, std::string title, Work work, Otherwise otherwise = {});
    /// Asks it to stop; it ends as `cancelled` at the next look. Nothing that it made is taken over.
    void cancel(JobId id);
    /// Takes over outcomes of jobs that have ended. True when any record changed, progress included. Never waits.
    bool poll();
    /// Polls until the job has ended: for tests and commands without a window.
    const JobRecord& wait(JobId id);
    /// Forgets a job that has ended.
    void dismiss(JobId id);

    /// In the order of their start.
    std::vector<JobRecord> records() const;
    const JobRecord* find(JobId id) const;
    bool running(JobKind kind) const;
    bool busy() const;

private:
    struct Job;
    std::list<std::unique_ptr<Job>> jobs_;
    JobId next_ = 1;
    std::function<void()> wake_;
};

}  // namespace kith::session
