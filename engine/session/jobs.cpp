#include "engine/session/jobs.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

namespace kith::session {

/// `record` is the owner's; what the two threads share stands behind `mutex`.
struct Jobs::Job {
    JobRecord record;
    base::JobContext context;
    std::mutex mutex;
    std::string stage;
    double fraction = 0;
    std::optional<base::Result<Finish>> outcome;
    Otherwise otherwise;
    std::thread thread;

    Job() : context([this](std::string_view now, double part) { tell(now, part); }) {}
    void tell(std::string_view now, double part) {
        const std::scoped_lock lock(mutex);
        stage = now;
        fraction = part;
    }
};

Jobs::Jobs(std::function<void()> wake) : wake_(std::move(wake)) {}

Jobs::~Jobs() {
    for (auto& job : jobs_) job->context.cancel();
    for (auto& job : jobs_)
        if (job->thread.joinable()) job->thread.join();
}

JobId Jobs::start(JobKind kind, std::string title, Work work, Otherwise otherwise) {
    auto job = std::make_unique<Job>();
    job->record.id = next_++;
    job->record.kind = kind;
    job->record.title = std::move(title);
    job->otherwise = std::move(otherwise);
    Job* const raw = job.get();
    jobs_.push_back(std::move(job));
    raw->thread = std::thread([raw, work = std::move(work), wake = wake_] {
        auto outcome = work(raw->context);
        {
            const std::scoped_lock lock(raw->mutex);
            raw->outcome.emplace(std::move(outcome));
        }
        if (wake) wake();
    });
    return raw->record.id;
}

void Jobs::cancel(JobId id) {
    for (auto& job : jobs_) {
        if (job->record.id != id || job->record.state != JobState::running) continue;
        job->context.cancel();
        job->record.stopping = true;
    }
}

namespace {

void settle(JobRecord& record, const base::Error& error) {
    record.state = error.code == base::Code::cancelled ? JobState::cancelled : JobState::failed;
    record.message = error.message;
}

}  // namespace

bool Jobs::poll() {
    bool changed = false;
    // By index of the list's own nodes: a Finish may start another job.
    for (auto at = jobs_.begin(); at != jobs_.end(); ++at) {
        Job& job = **at;
        if (job.record.state != JobState::running) continue;
        std::optional<base::Result<Finish>> outcome;
        {
            const std::scoped_lock lock(job.mutex);
            changed |= job.record.stage != job.stage || job.record.fraction != job.fraction;
            job.record.stage = job.stage;
            job.record.fraction = job.fraction;
            outcome.swap(job.outcome);
        }
        if (!outcome) continue;
        job.thread.join();
        changed = true;
        const auto end = [&job](base::Error error) { settle(job.record, job.otherwise ? job.otherwise(std::move(error)) : std::move(error)); };
        if (!*outcome) end(outcome->error());
        else if (job.context.stopped()) end(base::cancelled());
        else if (const base::Status done = (**outcome)(); !done) settle(job.record, done.error());
        else job.record.state = JobState::done;
        job.record.stopping = false;
    }
    return changed;
}

const JobRecord& Jobs::wait(JobId id) {
    while (find(id) != nullptr && find(id)->state == JobState::running) {
        poll();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    assert(find(id) != nullptr);
    return *find(id);
}

void Jobs::dismiss(JobId id) {
    jobs_.remove_if([&](const auto& job) { return job->record.id == id && job->record.state != JobState::running; });
}

std::vector<JobRecord> Jobs::records() const {
    std::vector<JobRecord> list;
    for (const auto& job : jobs_) list.push_back(job->record);
    return list;
}

const JobRecord* Jobs::find(JobId id) const {
    const auto at = std::find_if(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->record.id == id; });
    return at == jobs_.end() ? nullptr : &(*at)->record;
}

bool Jobs::running(JobKind kind) const {
    return std::any_of(jobs_.begin(), jobs_.end(), [&](const auto& job) { return job->record.kind == kind && job->record.state == JobState::running; });
}

bool Jobs::busy() const {
    return std::any_of(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->record.state == JobState::running; });
}

}  // namespace kith::session
