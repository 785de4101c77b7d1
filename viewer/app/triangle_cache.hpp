#pragma once
// Triangles by the digest of their geometry, so that a layer is triangulated once however often it is shown.
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/column/segment.hpp"
#include "viewer/app/tessellate.hpp"

namespace kith::viewer::app {

/// Safe to ask from one thread; works on one of its own. Keeps the last few layers.
class TriangleCache {
public:
    /// `ready` is called on the worker's thread whenever a layer is done: to wake whoever sleeps.
    explicit TriangleCache(std::function<void()> ready);
    ~TriangleCache();
    TriangleCache(const TriangleCache&) = delete;
    TriangleCache& operator=(const TriangleCache&) = delete;

    /// The triangles, or nullptr while they are being made.
    std::shared_ptr<const Triangles> find(const column::SegmentPtr& geometry);
    /// Waits until they are there: for pictures without a window.
    std::shared_ptr<const Triangles> wait(const column::SegmentPtr& geometry);
    bool busy() const;

private:
    void work();
    std::function<void()> ready_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<column::SegmentPtr> wanted_;
    std::map<base::Digest, std::shared_ptr<const Triangles>> made_;
    std::vector<base::Digest> order_;    // oldest first
    bool working_ = false, stop_ = false;
    std::thread thread_;
};

}  // namespace kith::viewer::app
