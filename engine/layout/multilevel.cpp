#include "engine/layout/multilevel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/index.hpp"
#include "engine/base/random.hpp"
#include "engine/layout/coarsen.hpp"
#include "engine/layout/repulsion.hpp"

namespace kith::layout {
namespace {

using base::at;

// The figures were chosen on the graphs of tests/bench/layout: README.md says what each is good for.
constexpr float opening = 1.0F;           // of Barnes and Hut
constexpr std::int32_t coarsest = 20;     // nodes
constexpr int coarsest_steps = 200;
constexpr int coarse_steps = 40;
constexpr int small_steps = 100;          // of a level below 1,000 nodes: they cost nothing
constexpr int fine_steps = 30;            // of the finest level, before it is settled
constexpr float move_share = 0.6F;        // of the way to where the ties alone would balance the push
constexpr float crowded = 3;              // settling starts this much too dense, so that the whole unfolds evenly
constexpr float pull_softening = 0.1F;

enum class Stage { global, local };
struct Schedule {
    Stage stage;
    float repulsion;
    int steps;
    float hot, cold;  // the longest move allowed, first and last; falls geometrically
};

/// One level under one pair of forces, step by step.
class Refinement {
public:
    Refinement(const Ties& ties, const Schedule& schedule)
        : ties_(ties), schedule_(schedule), repulsion_(opening), force_x_(ties.mass.size()), force_y_(ties.mass.size()), pull_(ties.mass.size()) {}

    void step(Coordinates& c, int number) {
        std::fill(force_x_.begin(), force_x_.end(), 0.0F);
        std::fill(force_y_.begin(), force_y_.end(), 0.0F);
        const bool local = schedule_.stage == Stage::local;
        repulsion_.add(c.x, c.y, ties_.mass, local ? Kernel::short_range : Kernel::inverse, local ? 1.0F : 1e-4F, schedule_.repulsion, force_x_, force_y_);
        if (local) pull<Stage::local>(c);
        else pull<Stage::global>(c);
        const float done = schedule_.steps > 1 ? static_cast<float>(number) / static_cast<float>(schedule_.steps - 1) : 1.0F;
        move(c, schedule_.hot * std::pow(schedule_.cold / schedule_.hot, done));
    }

private:
    /// Global: w d^2 (Fruchterman and Reingold); local: w d / sqrt(d^2 + w^2 / 10), which is w but for the nearest (LinLog).
    template <Stage stage>
    void pull(const Coordinates& c) {
        for (std::int32_t v = 0; v < ties_.nodes(); ++v) {
            float sum = 0;
            float x = 0;
            float y = 0;
            for (std::int64_t a = ties_.begin(v); a < ties_.end(v); ++a) {
                const std::size_t u = at(ties_.target(a));
                const float w = ties_.weight(a);
                const float dx = c.x[u] - c.x[at(v)];
                const float dy = c.y[u] - c.y[at(v)];
                const float squared = dx * dx + dy * dy;
                const float factor = stage == Stage::global ? w * std::sqrt(squared) : w / std::sqrt(squared + pull_softening * w * w);
                x += factor * dx;
                y += factor * dy;
                sum += factor;
            }
            force_x_[at(v)] += x;
            force_y_[at(v)] += y;
            pull_[at(v)] = stage == Stage::global ? 2 * sum : sum;  // how steeply the pull grows
        }
    }

    void move(Coordinates& c, float furthest) {
        for (std::size_t i = 0; i < c.size(); ++i) {
            const float share = move_share / (pull_[i] + 1e-3F);
            float dx = force_x_[i] * share;
            float dy = force_y_[i] * share;
            const float length = std::sqrt(dx * dx + dy * dy);
            if (length > furthest) {
                dx *= furthest / length;
                dy *= furthest / length;
            }
            c.x[i] += dx;
            c.y[i] += dy;
        }
    }

    const Ties& ties_;
    Schedule schedule_;
    Repulsion repulsion_;
    std::vector<float> force_x_, force_y_, pull_;
};

void centre(Coordinates& c) {
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
        x += static_cast<double>(c.x[i]);
        y += static_cast<double>(c.y[i]);
    }
    const auto n = static_cast<double>(c.size());
    for (std::size_t i = 0; i < c.size(); ++i) {
        c.x[i] -= static_cast<float>(x / n);
        c.y[i] -= static_cast<float>(y / n);
    }
}

/// Centred and scaled: to `crowd` nodes a unit of each axis, were they spread evenly over a disc; less dense where ties would be
/// shorter than 1 on average, as those of a path or a grid are, which would crumple.
void to_units(const Ties& ties, Coordinates& c, float crowd) {
    centre(c);
    double squares = 0;
    for (std::size_t i = 0; i < c.size(); ++i) squares += static_cast<double>(c.x[i] * c.x[i] + c.y[i] * c.y[i]);
    double length = 0;
    for (std::int32_t v = 0; v < ties.nodes(); ++v)
        for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
            const std::size_t u = at(ties.target(a));
            length += static_cast<double>(std::hypot(c.x[u] - c.x[at(v)], c.y[u] - c.y[at(v)]));
        }
    const auto n = static_cast<double>(c.size());
    const double spacing = std::sqrt(2 * squares / n) * std::sqrt(std::numbers::pi / n);
    if (spacing <= 0 || length <= 0) return;
    const auto scale = static_cast<float>(std::max(1 / (spacing * static_cast<double>(crowd)), static_cast<double>(ties.targets.size()) / length));
    for (std::size_t i = 0; i < c.size(); ++i) {
        c.x[i] *= scale;
        c.y[i] *= scale;
    }
}

/// Levels, and the work that is still to do on them.
class Multilevel {
public:
    Multilevel(const Ties& ties, std::uint64_t seed, const Watch& watch) : seed_(seed), watch_(watch) {
        levels_.push_back(&ties);
        coarser_.reserve(64);  // levels_ points into it
        while (levels_.back()->nodes() > coarsest && coarser_.size() < 64) {
            Coarser next = coarsen(*levels_.back(), seed, coarser_.size());
            if (next.ties.nodes() == levels_.back()->nodes()) break;
            coarser_.push_back(std::move(next));
            levels_.push_back(&coarser_.back().ties);
        }
        double weight = 0;
        for (const float w : ties.weights) weight += static_cast<double>(w);
        const auto n = static_cast<double>(ties.nodes());
        // By the virial theorem the cubed tie lengths then have mean 1, at every level.
        push_ = static_cast<float>(weight / (n * n));
        for (std::size_t level = 0; level < levels_.size(); ++level) work_ += steps(level) * levels_[level]->nodes();
        work_ += local_schedule(ties, false).steps * n;
    }

    static Schedule local_schedule(const Ties& ties, bool warm) {
        const auto n = static_cast<float>(ties.nodes());
        const float mean_degree = static_cast<float>(ties.targets.size()) / n;
        const float repulsion = std::max(4.0F, 1.2F * mean_degree - 2.4F);
        if (warm) return {Stage::local, repulsion, 30, 0.3F, 0.02F};
        const float hot = std::min(3.0F, 0.05F * std::sqrt(n));
        return {Stage::local, repulsion, std::min(100, 30 + ties.nodes() / 30), hot, hot / 10};
    }

    Coordinates run() {
        base::RandomStream random(seed_, "layout.start");
        Coordinates c;
        for (std::int32_t v = 0; v < levels_.back()->nodes(); ++v) {
            c.x.push_back(static_cast<float>(random.uniform() - 0.5));
            c.y.push_back(static_cast<float>(random.uniform() - 0.5));
        }
        for (std::size_t level = levels_.size(); level-- > 0;) {
            if (level + 1 < levels_.size()) c = finer(c, level, random);
            if (go_on_) refine(c, level, {Stage::global, push_, steps(level), 0.3F, 0.02F});
        }
        to_units(*levels_.front(), c, go_on_ ? crowded : 1);
        if (go_on_) refine(c, 0, local_schedule(*levels_.front(), false));
        centre(c);
        return c;
    }

private:
    int steps(std::size_t level) const {
        if (level + 1 == levels_.size()) return coarsest_steps;
        const int usual = level == 0 ? fine_steps : coarse_steps;
        return levels_[level]->nodes() < 1000 ? std::max(usual, small_steps) : usual;
    }

    void refine(Coordinates& c, std::size_t level, const Schedule& schedule) {
        Refinement refinement(*levels_[level], schedule);
        for (int i = 0; i < schedule.steps && go_on_; ++i) {
            refinement.step(c, i);
            done_ += levels_[level]->nodes();
            go_on_ = watch_(done_ / work_, [&] { return seen(c, level); });
        }
    }

    /// The members of a coarser node start around it.
    Coordinates finer(const Coordinates& c, std::size_t level, base::RandomStream& random) const {
        const std::vector<std::int32_t>& of = coarser_[level].of;
        Coordinates fine;
        for (const std::int32_t group : of) {
            const double angle = random.uniform() * 2 * std::numbers::pi;
            const double radius = std::sqrt(random.uniform()) * 0.05;
            fine.x.push_back(c.x[at(group)] + static_cast<float>(radius * std::cos(angle)));
            fine.y.push_back(c.y[at(group)] + static_cast<float>(radius * std::sin(angle)));
        }
        return fine;
    }

    Coordinates seen(const Coordinates& c, std::size_t level) const {
        Coordinates all = c;
        for (std::size_t l = level; l-- > 0;) {
            Coordinates fine;
            for (const std::int32_t group : coarser_[l].of) {
                fine.x.push_back(all.x[at(group)]);
                fine.y.push_back(all.y[at(group)]);
            }
            all = std::move(fine);
        }
        to_units(*levels_.front(), all, 1);
        return all;
    }

    std::uint64_t seed_;
    const Watch& watch_;
    std::vector<Coarser> coarser_;
    std::vector<const Ties*> levels_;  // finest first
    float push_ = 1;
    double work_ = 0;
    double done_ = 0;
    bool go_on_ = true;
};

}  // namespace

Coordinates lay_out(const Ties& ties, std::uint64_t seed, const Watch& watch) {
    if (ties.nodes() < 2) return {std::vector<float>(ties.mass.size()), std::vector<float>(ties.mass.size())};
    return Multilevel(ties, seed, watch).run();
}

void settle(const Ties& ties, Coordinates& positions, const Watch& watch) {
    if (ties.nodes() < 2) return;
    const Schedule schedule = Multilevel::local_schedule(ties, true);
    Refinement refinement(ties, schedule);
    for (int i = 0; i < schedule.steps; ++i) {
        refinement.step(positions, i);
        if (!watch(static_cast<double>(i + 1) / schedule.steps, [&] { return positions; })) return;
    }
}

}  // namespace kith::layout
