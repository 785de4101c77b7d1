#include "viewer/app/network_job.hpp"

#include <algorithm>
#include <limits>

namespace kith::viewer::app {

std::vector<layout::Point> NetworkJob::start_of(const model::Subgraph& part) const {
    if (!part_ || positions_.size() != part_->nodes.size()) return {};
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<layout::Point> start(part.nodes.size(), {none, none});
    std::size_t known = 0;
    for (std::size_t i = 0; i < start.size(); ++i) {
        const auto at = std::lower_bound(part_->nodes.begin(), part_->nodes.end(), part.nodes[i]);
        if (at == part_->nodes.end() || *at != part.nodes[i]) continue;
        start[i] = positions_[static_cast<std::size_t>(at - part_->nodes.begin())];
        ++known;
    }
    return known > 0 ? start : std::vector<layout::Point>();
}

base::Status NetworkJob::begin(model::Model& model, model::Results results, const model::Look& look) {
    stop(model.session);
    const auto& topology = model.topology();
    if (!topology) {
        part_.reset();
        return {};
    }
    auto part = model::subgraph_of(*model.view(), model.session.index(), *topology, model.options.network, look);
    if (!part) {
        part_.reset();
        return part.error();
    }
    auto next = std::make_shared<const model::Subgraph>(std::move(*part));
    auto start = std::make_shared<std::vector<layout::Point>>(start_of(*next));
    part_ = next;
    positions_.clear();
    shelves_.clear();
    seen_ = 0;
    taken_ = false;
    live_ = std::make_shared<layout::Live>();
    state_ = std::make_shared<State>();
    if (part_->nodes.empty()) {
        state_->done = true;
        return {};
    }
    auto order = std::make_shared<model::LayoutOrder>(model::layout_order(*model.view(), results, *part_, model.options.network));
    const auto work = [order, start, live = live_, state = state_](base::JobContext& job) -> base::Result<session::Jobs::Finish> {
        auto drawn = model::laid_out(*order, *start, job, live.get());
        if (!drawn) return drawn.error();
        auto result = std::make_shared<layout::Drawing>(std::move(*drawn));
        return session::Jobs::Finish([state, result]() -> base::Status {
            state->drawing = std::move(*result);
            state->done = true;
            return {};
        });
    };
    job_ = model.session.jobs().start(session::JobKind::layout, "Laying out the network", work);
    return {};
}

void NetworkJob::say_again(model::Model& model, const model::Look& look) {
    if (!part_ || !model.topology()) return;
    auto part = model::subgraph_of(*model.view(), model.session.index(), *model.topology(), model.options.network, look);
    if (part && part->nodes == part_->nodes) part_ = std::make_shared<const model::Subgraph>(std::move(*part));
}

void NetworkJob::stop(session::Session& session) {
    if (live_) live_->stop();
    if (running() && job_ != 0) session.jobs().cancel(job_);
    job_ = 0;
}

void NetworkJob::pause(bool paused) {
    if (!live_) return;
    if (paused)
        live_->pause();
    else
        live_->resume();
}

bool NetworkJob::newer() {
    if (!state_) return false;
    if (state_->done) {
        if (taken_) return false;
        taken_ = true;
        positions_ = state_->drawing.positions;
        shelves_ = state_->drawing.shelves;
        return !positions_.empty();
    }
    auto snapshot = live_->newer_than(seen_);
    if (!snapshot) return false;
    seen_ = snapshot->version;
    positions_ = std::move(snapshot->positions);
    return !positions_.empty();
}

}  // namespace kith::viewer::app
