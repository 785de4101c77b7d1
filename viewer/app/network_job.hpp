#pragma once
// The layout of the network, off the window's thread: begun when what it shows changed, looked at while it runs.
#include <memory>
#include <vector>

#include "engine/layout/layout.hpp"
#include "engine/session/session.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/network_scene.hpp"

namespace kith::viewer::app {

class NetworkJob {
public:
    /// Begins anew; an earlier one is stopped. With `start_from_last` nobody jumps who was there before.
    base::Status begin(model::Model& model, model::Results results, const model::Look& look);
    /// The same part and the same positions, told anew: names were hidden or shown.
    void say_again(model::Model& model, const model::Look& look);
    void stop(session::Session& session);
    /// True once when the job ended otherwise than by its own end: it is done with the layout as far as it came, and `fault` says why.
    bool ended(const session::Session& session);
    void pause(bool paused);
    bool running() const { return state_ && !state_->done; }
    bool paused() const { return live_ && live_->paused(); }
    const model::Subgraph* part() const { return part_ ? part_.get() : nullptr; }
    /// Positions that are newer than those given last, one a node of the part; nothing when there are none.
    bool newer();
    std::span<const layout::Point> positions() const { return positions_; }
    std::span<const layout::Shelf> shelves() const { return shelves_; }
    bool settled() const { return state_ && state_->done; }
    std::string fault() const { return state_ ? state_->fault : std::string(); }

private:
    struct State {
        bool done = false;
        layout::Drawing drawing;                 // the job's own until it has ended
        std::string fault;
    };
    std::vector<layout::Point> start_of(const model::Subgraph& part) const;
    std::shared_ptr<const model::Subgraph> part_;
    std::shared_ptr<layout::Live> live_;
    std::shared_ptr<State> state_;
    session::JobId job_ = 0;
    std::uint64_t seen_ = 0;
    std::uint64_t of_seed_ = 0;                  // positions of another seed are no start
    bool taken_ = false;
    std::vector<layout::Point> positions_;
    std::vector<layout::Shelf> shelves_;
};

}  // namespace kith::viewer::app
