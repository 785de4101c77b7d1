#include "viewer/app/triangle_cache.hpp"

#include <algorithm>

namespace kith::viewer::app {
namespace {

constexpr std::size_t most_scenes_kept = 12;

}  // namespace

TriangleCache::TriangleCache(std::function<void()> ready) : ready_(std::move(ready)), thread_([this] { work(); }) {}

TriangleCache::~TriangleCache() {
    {
        const std::scoped_lock lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::shared_ptr<const Triangles> TriangleCache::find(const column::SegmentPtr& geometry) {
    const base::Digest digest = geometry->digest();
    const std::scoped_lock lock(mutex_);
    if (const auto found = made_.find(digest); found != made_.end()) return found->second;
    const auto same = [&](const column::SegmentPtr& one) { return one->digest() == digest; };
    if (std::none_of(wanted_.begin(), wanted_.end(), same)) {
        wanted_.push_back(geometry);
        changed_.notify_all();
    }
    return nullptr;
}

std::shared_ptr<const Triangles> TriangleCache::wait(const column::SegmentPtr& geometry) {
    auto found = find(geometry);
    const base::Digest digest = geometry->digest();
    std::unique_lock lock(mutex_);
    while (!found) {
        changed_.wait(lock, [&] { return made_.contains(digest); });
        found = made_[digest];
    }
    return found;
}

bool TriangleCache::busy() const {
    const std::scoped_lock lock(mutex_);
    return working_ || !wanted_.empty();
}

void TriangleCache::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return stop_ || !wanted_.empty(); });
        if (stop_) return;
        const column::SegmentPtr geometry = wanted_.front();  // stays wanted until it is made, so nobody asks twice
        working_ = true;
        lock.unlock();
        const picture::Coverage coverage = picture::coverage_of(*geometry);
        const picture::Bounds bounds = picture::bounds_of(coverage);
        auto made = std::make_shared<const Triangles>(triangulate(coverage, (bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2));
        lock.lock();
        made_[geometry->digest()] = std::move(made);
        order_.push_back(geometry->digest());
        if (order_.size() > most_scenes_kept) {
            made_.erase(order_.front());
            order_.erase(order_.begin());
        }
        wanted_.erase(wanted_.begin());
        working_ = false;
        changed_.notify_all();
        lock.unlock();
        if (ready_) ready_();
        lock.lock();
    }
}

}  // namespace kith::viewer::app
