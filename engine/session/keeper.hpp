#pragma once
// Whoever writes an open workspace: entries go to its journal on a thread of their own, in order, and count as kept only when the disk said so.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "engine/store/workspace.hpp"

namespace kith::session {

class Keeper {
public:
    /// `files` outlives the workspace; `wake` is called on the keeper's own thread whenever the disk has answered.
    Keeper(std::unique_ptr<store::Files> files, store::Workspace workspace, std::function<void()> wake);
    /// Writes what still waits.
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    bool read_only() const { return read_only_; }
    /// Its purpose, log and holds, as they were when it was opened, the purpose as it was set and without entries that were answered since: for another workspace of the same people.
    const store::Governance& governance() const { return governance_; }
    void know_purpose(store::Purpose purpose) { governance_.purpose = std::move(purpose); }
    void settle_captured(const std::string& id) { governance_.inbox.settle(id); }
    void captured_waits_again(const std::vector<store::Waiting>& before, const std::string& id) { governance_.inbox.wait_again(before, id); }
    /// How many ways open it; grows when a `write_whole` gave it more.
    std::size_t ways() const { return ways_.load(std::memory_order_relaxed); }
    /// Goes to the journal. An entry with `gesture` takes the place of the last one that waits, if that is of the same gesture (0: of none).
    void keep(std::string entry, std::uint64_t gesture = 0);
    /// A line of the workspace's own log, in its turn.
    void note(store::Noted noted);
    /// Something that writes all of it anew, entries given to `keep` before included: done in its turn.
    using Whole = std::function<base::Status(store::Workspace&)>;
    std::future<base::Status> write_whole(Whole work);

    /// Entries that the disk has not confirmed yet.
    std::size_t waiting() const;
    /// Why the journal takes no more, a sentence; "" while it does. Entries wait until a `write_whole` is done.
    std::string fault() const;
    /// Waits until nothing is on its way: all is kept, or there is a fault.
    void settle();
    /// Grows with every answer of the disk.
    std::uint64_t answers() const { return answers_.load(std::memory_order_relaxed); }

private:
    struct Item {
        std::string entry;
        std::uint64_t gesture = 0;
        std::optional<store::Noted> noted;        // instead of an entry
        Whole whole;                              // else an entry
        std::promise<base::Status> done;
        bool begun = false;
    };
    void work();
    void next(std::unique_lock<std::mutex>& lock);
    bool idle() const;

    std::unique_ptr<store::Files> files_;
    store::Workspace workspace_;                  // the thread's alone
    bool read_only_;
    store::Governance governance_;
    std::atomic<std::size_t> ways_;
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Item> queue_;                      // an entry goes when it is kept
    std::string fault_;
    bool ends_ = false;
    std::atomic<std::uint64_t> answers_{0};
    std::thread thread_;                          // last
};

}  // namespace kith::session
