#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/index.hpp"
#include "engine/base/random.hpp"
#include "engine/layout/frame.hpp"
#include "engine/layout/multilevel.hpp"
#include "engine/layout/pack.hpp"

namespace kith::layout {
namespace {

using base::at;
constexpr double margin = 0.75;  // around each component

/// A start that a float can hold together with all the others.
bool usable(Point p) { return std::fabs(p.x) < 1e7 && std::fabs(p.y) < 1e7; }

Box box_of(const Coordinates& c) {
    Box box{static_cast<double>(c.x[0]), static_cast<double>(c.y[0]), static_cast<double>(c.x[0]), static_cast<double>(c.y[0])};
    for (std::size_t i = 1; i < c.size(); ++i) box.add({static_cast<double>(c.x[i]), static_cast<double>(c.y[i])});
    return box;
}
Size size_with_margin(const Box& box) { return {box.width() + 2 * margin, box.height() + 2 * margin}; }
Point middle_of(const Box& box) { return {(box.left + box.right) / 2, (box.bottom + box.top) / 2}; }

/// All components, each with its own positions and where its origin stands.
class Components {
public:
    Components(Frame frame, const ForceOptions& options, base::JobContext& job, Live* live)
        : frame_(std::move(frame)), options_(options), job_(job), live_(live), parts_(parts_of(frame_.ties, frame_.keep)), local_(parts_.size()), origin_(parts_.size()) {
        drawing_.positions.resize(frame_.groups.size());
        for (const Part& p : parts_) work_ += static_cast<double>(p.nodes.size());
        if (options.start.empty()) guess_origins();
        else take_start();
    }

    base::Result<Drawing> run() {
        job_.begin("Laying out the network");
        for (std::size_t i = parts_.size(); i-- > 0;) {  // small ones first: they are there at once
            lay_out_part(i);
            if (base::Status s = job_.check(); !s) return s.error();
            done_ += static_cast<double>(parts_[i].nodes.size());
        }
        put_side_by_side();
        drawing_.settled = !(live_ != nullptr && live_->stopped());
        show();
        if (live_ != nullptr) live_->publish(drawing_.positions);
        job_.progress(1);
        return std::move(drawing_);
    }

private:
    /// Where components will stand, roughly, for those who watch.
    void guess_origins() {
        std::vector<Size> sizes;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const auto n = static_cast<double>(parts_[i].nodes.size());
            const double side = 1.3 * std::sqrt(n) + 2 * margin;
            sizes.push_back({side, side});
            local_[i] = {std::vector<float>(parts_[i].nodes.size()), std::vector<float>(parts_[i].nodes.size())};
            sunflower(local_[i]);
        }
        origin_ = pack(sizes);
    }

    static void sunflower(Coordinates& c) {
        for (std::size_t k = 0; k < c.size(); ++k) {
            const double angle = static_cast<double>(k) * 2.399963229728653;
            const double radius = 0.6 * std::sqrt(static_cast<double>(k));
            c.x[k] = static_cast<float>(radius * std::cos(angle));
            c.y[k] = static_cast<float>(radius * std::sin(angle));
        }
    }

    /// Relative to each component's mean, so that floats are fine; who is new starts among the neighbours that are not.
    void take_start() {
        warm_.assign(parts_.size(), 1);
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Part& part = parts_[i];
            Point sum;
            double known = 0;
            for (const std::int32_t v : part.nodes)
                if (const Point p = options_.start[at(v)]; usable(p)) {
                    sum = {sum.x + p.x, sum.y + p.y};
                    ++known;
                }
            warm_[i] = known > 0 ? 1 : 0;
            local_[i] = {std::vector<float>(part.nodes.size()), std::vector<float>(part.nodes.size())};
            sunflower(local_[i]);
            if (known == 0) continue;
            origin_[i] = {sum.x / known, sum.y / known};
            place_members(i);
        }
    }

    void place_members(std::size_t i) {
        const Part& part = parts_[i];
        std::vector<std::uint8_t> placed(part.nodes.size(), 0);
        std::vector<std::int32_t> queue;
        for (std::size_t k = 0; k < part.nodes.size(); ++k)
            if (const Point p = options_.start[at(part.nodes[k])]; usable(p)) {
                local_[i].x[k] = static_cast<float>(p.x - origin_[i].x);
                local_[i].y[k] = static_cast<float>(p.y - origin_[i].y);
                placed[k] = 1;
                queue.push_back(static_cast<std::int32_t>(k));
            }
        base::RandomStream random(options_.seed, "layout.newcomers");
        for (std::size_t next = 0; next < queue.size(); ++next)
            for (std::int64_t a = part.ties.begin(queue[next]); a < part.ties.end(queue[next]); ++a)
                if (const std::size_t u = at(part.ties.target(a)); placed[u] == 0) {
                    placed[u] = 1;
                    queue.push_back(part.ties.target(a));
                    place_newcomer(i, u, placed, random);
                }
    }

    void place_newcomer(std::size_t i, std::size_t u, const std::vector<std::uint8_t>& placed, base::RandomStream& random) {
        const Ties& ties = parts_[i].ties;
        float x = 0;
        float y = 0;
        float count = 0;
        const auto node = static_cast<std::int32_t>(u);
        for (std::int64_t a = ties.begin(node); a < ties.end(node); ++a)
            if (const std::size_t w = at(ties.target(a)); placed[w] != 0 && w != u) {
                x += local_[i].x[w];
                y += local_[i].y[w];
                ++count;
            }
        const double angle = random.uniform() * 6.283185307179586;
        local_[i].x[u] = x / count + static_cast<float>(std::cos(angle));
        local_[i].y[u] = y / count + static_cast<float>(std::sin(angle));
    }

    void lay_out_part(std::size_t i) {
        const Part& part = parts_[i];
        const Watch watch = [&](double fraction, const std::function<Coordinates()>& look) {
            job_.progress((done_ + fraction * static_cast<double>(part.nodes.size())) / std::max(1.0, work_));
            if (live_ != nullptr) {
                live_->wait_while_paused(job_);
                if (live_->wanted()) {
                    local_[i] = look();
                    show();
                    live_->publish(drawing_.positions);
                }
            }
            return !job_.stopped() && !(live_ != nullptr && live_->stopped());
        };
        if (!warm_.empty() && warm_[i] != 0) {
            Coordinates c = local_[i];
            settle(part.ties, c, watch);
            local_[i] = std::move(c);
        } else {
            // A component's own seed, so that it looks the same whatever stands beside it.
            const std::uint64_t seed = base::RandomStream(options_.seed, "layout.component", static_cast<std::uint64_t>(part.nodes[0])).next();
            local_[i] = lay_out(part.ties, seed, watch);
        }
    }

    void put_side_by_side() {
        std::vector<Size> sizes;
        std::vector<Point> wishes;
        std::vector<Point> middles;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Box box = box_of(local_[i]);
            middles.push_back(middle_of(box));
            sizes.push_back(size_with_margin(box));
            wishes.push_back({origin_[i].x + middles[i].x, origin_[i].y + middles[i].y});
        }
        const std::vector<Point> spots = warm_.empty() ? pack(sizes) : pack_near(sizes, wishes);
        for (std::size_t i = 0; i < parts_.size(); ++i) origin_[i] = {spots[i].x - middles[i].x, spots[i].y - middles[i].y};
    }

    void show() {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            for (std::size_t k = 0; k < parts_[i].nodes.size(); ++k)
                drawing_.positions[at(parts_[i].nodes[k])] = {origin_[i].x + static_cast<double>(local_[i].x[k]), origin_[i].y + static_cast<double>(local_[i].y[k])};
        finish(drawing_, frame_.groups, options_.common.shelf_gap);
    }

    Frame frame_;
    const ForceOptions& options_;
    base::JobContext& job_;
    Live* live_;
    std::vector<Part> parts_;
    std::vector<Coordinates> local_;
    std::vector<Point> origin_;
    std::vector<std::uint8_t> warm_;  // empty: a cold start; else a component's: whether somebody of it has a place
    Drawing drawing_;
    double work_ = 0;
    double done_ = 0;
};

}  // namespace

base::Result<Drawing> force(const Graph& graph, const ForceOptions& options, base::JobContext& job, Live* live) {
    if (base::Status s = job.check(); !s) return s.error();
    if (!options.start.empty() && options.start.size() != graph.nodes()) return base::misuse("There is not one start position a node.");
    base::Result<Frame> frame = frame_of(graph, options.common, true);
    if (!frame) return frame.error();
    return Components(std::move(*frame), options, job, live).run();
}

}  // namespace kith::layout
