#include "viewer/app/network_job.hpp"

#include <algorithm>
#include <limits>

namespace kith::viewer::app {

namespace {

/// Somebody pressed "Stop": the layout ends with what is there, shelves and all, from where it was last seen.
base::Result<layout::Drawing> as_far_as_it_came(const model::LayoutOrder& order, std::span<const layout::Point> start, layout::Live& live) {
    const auto seen = live.newer_than(0);
    layout::Live ended;
    ended.stop();
    base::JobContext calm;
    return model::laid_out(order, seen ? std::span<const layout::Point>(seen->positions) : start, calm, &ended);
}

}  // namespace

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
        state_.reset();
        return {};
    }
    auto part = model::subgraph_of(*model.view(), model.session.index(), *topology, model.options.network, look);
    if (!part) {
        part_.reset();
        state_.reset();  // nothing is on its way any more
        positions_.clear();
        return part.error();
    }
    auto next = std::make_shared<const model::Subgraph>(std::move(*part));
    const bool same_seed = of_seed_ == model.options.network.seed;
    auto start = std::make_shared<std::vector<layout::Point>>(same_seed ? start_of(*next) : std::vector<layout::Point>());
    of_seed_ = model.options.network.seed;
    part_ = next;
    positions_.clear();
    shelves_.clear();
    seen_ = 0;
    taken_ = false;
    live_ = std::make_shared<layout::Live>();
    model.window.layout_paused = false;          // what is laid out anew moves
    state_ = std::make_shared<State>();
    if (part_->nodes.empty()) {
        state_->done = true;
        return {};
    }
    auto order = std::make_shared<model::LayoutOrder>(model::layout_order(*model.view(), results, *part_, model.options.network));
    const auto work = [order, start, live = live_, state = state_](base::JobContext& job) -> base::Result<session::Jobs::Finish> {
        auto drawn = model::laid_out(*order, *start, job, live.get());
        if (!drawn && drawn.error().code == base::Code::cancelled && !live->stopped() && order->arrangement == model::Arrangement::free) drawn = as_far_as_it_came(*order, *start, *live);
        if (!drawn) return drawn.error();
        state->drawing = std::move(*drawn);
        return session::Jobs::Finish([state]() -> base::Status {
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

bool NetworkJob::ended(const session::Session& session) {
    if (!running() || job_ == 0) return false;
    const session::JobRecord* record = session.jobs().find(job_);
    if (record != nullptr && record->state == session::JobState::running) return false;
    state_->done = true;
    const bool failed = record != nullptr && record->state == session::JobState::failed;
    state_->fault = failed ? record->message : "Stopped before it had settled: Ctrl+L begins it anew.";
    return true;
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
        if (state_->drawing.positions.empty()) return false;  // it came nowhere, or failed: what was seen last stays
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
