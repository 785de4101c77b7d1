#include "engine/session/keeper.hpp"

#include <algorithm>
#include <utility>

namespace kith::session {

Keeper::Keeper(std::unique_ptr<store::Files> files, store::Workspace workspace, std::function<void()> wake)
    : files_(std::move(files)), workspace_(std::move(workspace)), read_only_(workspace_.read_only()), governance_(workspace_.governance()), ways_(workspace_.ways()), wake_(std::move(wake)), thread_([this] { work(); }) {}

Keeper::~Keeper() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Keeper::keep(std::string entry, std::uint64_t gesture) {
    {
        const std::lock_guard lock(mutex_);
        if (gesture != 0 && !queue_.empty() && queue_.back().gesture == gesture && !queue_.back().begun) {
            queue_.back().entry = std::move(entry);
            return;
        }
        queue_.emplace_back();
        queue_.back().entry = std::move(entry);
        queue_.back().gesture = gesture;
    }
    changed_.notify_all();
}

void Keeper::note(store::Noted noted) {
    {
        const std::lock_guard lock(mutex_);
        queue_.emplace_back();
        queue_.back().noted = std::move(noted);
    }
    changed_.notify_all();
}

std::future<base::Status> Keeper::write_whole(Whole work) {
    std::future<base::Status> done;
    {
        const std::lock_guard lock(mutex_);
        queue_.emplace_back();
        queue_.back().whole = std::move(work);
        done = queue_.back().done.get_future();
    }
    changed_.notify_all();
    return done;
}

std::size_t Keeper::waiting() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(queue_.begin(), queue_.end(), [](const Item& item) { return !item.whole; }));
}

std::string Keeper::fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
}

/// Nothing that can be done now: no entry, or only such as a fault holds back.
bool Keeper::idle() const {
    if (queue_.empty()) return true;
    return !fault_.empty() && std::none_of(queue_.begin(), queue_.end(), [](const Item& item) { return static_cast<bool>(item.whole); });
}

void Keeper::settle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return idle(); });
}

void Keeper::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return ends_ || !idle(); });
        if (idle()) return;
        next(lock);
        ++answers_;
        changed_.notify_all();
        if (wake_) {
            lock.unlock();
            wake_();
            lock.lock();
        }
    }
}

/// The first of the queue; after a fault the first that writes everything anew, and with it all before it. References into a deque stay while others are added behind.
void Keeper::next(std::unique_lock<std::mutex>& lock) {
    auto at = queue_.begin();
    if (!fault_.empty()) at = std::find_if(queue_.begin(), queue_.end(), [](const Item& item) { return static_cast<bool>(item.whole); });
    const auto before = at - queue_.begin();
    Item& item = *at;
    item.begun = true;
    lock.unlock();
    base::Status done = item.whole ? item.whole(workspace_) : item.noted ? workspace_.note(*item.noted) : workspace_.append(item.entry);
    ways_.store(workspace_.ways(), std::memory_order_relaxed);
    lock.lock();
    if (item.whole) {
        if (done) fault_.clear();
        auto promise = std::move(item.done);
        if (done) queue_.erase(queue_.begin(), queue_.begin() + before + 1);
        else queue_.erase(queue_.begin() + before);
        promise.set_value(std::move(done));
    } else if (done) {
        queue_.pop_front();
    } else {
        item.begun = false;
        fault_ = done.error().message;
    }
}

}  // namespace kith::session
