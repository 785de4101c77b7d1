// Nearness over the walking network: the same answers as by straight lines, from walks.
#include <cmath>
#include <limits>

#include "engine/geo/near_answers.hpp"
#include "engine/geo/walking_search.hpp"

namespace kith::geo {
namespace {

constexpr std::size_t walks_between_looks = 64;
constexpr auto all_there_are = std::numeric_limits<std::size_t>::max();

/// Rows in order of their place, cut where the place changes: begin of each place, and the end.
std::vector<std::size_t> places_of(const PointSet& points, const std::vector<std::int32_t>& order) {
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto here = static_cast<std::size_t>(order[i]), before = static_cast<std::size_t>(order[i > 0 ? i - 1 : 0]);
        if (i == 0 || points.xy[2 * here] != points.xy[2 * before] || points.xy[2 * here + 1] != points.xy[2 * before + 1]) begins.push_back(i);
    }
    begins.push_back(order.size());
    return begins;
}

/// Counts for pairs in any order; among equals the lowest row is the nearest.
class Counting {
public:
    Counting(const PointSet& from, const ReachQuestion& question) : question_(question), classes_(static_cast<std::size_t>(question.class_count)) {
        reach_.class_count = question.class_count;
        reach_.counts.assign(from.size() * classes_, -1);
        reach_.nearest_metres = reach_.nearest_row = reach_.counts;
        nearest_.assign(reach_.counts.size(), std::numeric_limits<double>::infinity());
        for (const std::int32_t row : rows_taking_part(from))
            for (std::size_t c = 0; c < classes_; ++c) reach_.counts[static_cast<std::size_t>(row) * classes_ + c] = 0;
    }
    void add(std::int32_t from, std::int32_t to, double metres) {
        const std::size_t at = static_cast<std::size_t>(from) * classes_ + static_cast<std::size_t>(question_.classes[static_cast<std::size_t>(to)]);
        ++reach_.counts[at];
        if (metres > nearest_[at] || (metres == nearest_[at] && to > reach_.nearest_row[at])) return;
        nearest_[at] = metres;
        reach_.nearest_row[at] = to;
        reach_.nearest_metres[at] = steps_within(metres, question_.within);
    }
    Reach done() && { return std::move(reach_); }

private:
    const ReachQuestion& question_;
    std::size_t classes_;
    Reach reach_;
    std::vector<double> nearest_;
};

}  // namespace

base::Result<Near> near_on_foot(const PointSet& from, const PointSet& to, const NearQuestion& question, base::JobContext& job) {
    const WalkingIndex index(*question.walking, question.step_free);
    const auto chosen = rows_taking_part(to);
    WalkingSearch search(index, to, chosen, question.within.value, question.factor);
    const auto most = static_cast<std::size_t>(question.nearest);
    const auto find = [&](std::int32_t row, std::vector<NearAnswer>& found) {
        const auto f = static_cast<std::size_t>(row);
        const std::int32_t group = question.from_group.empty() ? -1 : question.from_group[f];
        const auto skipped = [&](std::int32_t other) {
            return (question.same_table && other == row) || (group >= 0 && question.to_group[static_cast<std::size_t>(other)] == group);
        };
        for (const auto& one : search.run(from.xy[2 * f], from.xy[2 * f + 1], most + 1, skipped)) {
            const auto t = static_cast<std::size_t>(one.row);
            found.push_back({one.row, steps_within(one.metres, question.within), in_steps(std::hypot(to.xy[2 * t] - from.xy[2 * f], to.xy[2 * t + 1] - from.xy[2 * f + 1]))});
        }
    };
    return near_by_place(from, question, most, question.within.value / 4, walks_between_looks, job, find);
}

struct NearOnFoot::Hidden {
    WalkingNetwork network;
    WalkingIndex index;
    WalkingSearch search;
    base::Metres within;
    std::size_t most;

    Hidden(const PointSet& to, const NearQuestion& question)
        : network(*question.walking), index(network, question.step_free), search(index, to, rows_taking_part(to), question.within.value, question.factor),
          within(question.within), most(static_cast<std::size_t>(question.nearest)) {}
};

NearOnFoot::NearOnFoot(const PointSet& to, const NearQuestion& question) : hidden_(std::make_unique<Hidden>(to, question)) {}
NearOnFoot::NearOnFoot(NearOnFoot&&) noexcept = default;
NearOnFoot::~NearOnFoot() = default;

std::vector<NearOnFoot::Found> NearOnFoot::from(double x, double y) {
    std::vector<Found> out;
    for (const auto& one : hidden_->search.run(x, y, hidden_->most, [](std::int32_t) { return false; })) out.push_back({one.row, steps_within(one.metres, hidden_->within)});
    return out;
}

base::Result<Reach> reach_on_foot(const PointSet& from, const PointSet& to, const ReachQuestion& question, base::JobContext& job) {
    const WalkingIndex index(*question.walking, question.step_free);
    std::vector<std::int32_t> chosen = rows_taking_part(to);
    std::erase_if(chosen, [&](std::int32_t row) { return question.classes[static_cast<std::size_t>(row)] < 0; });
    std::vector<std::uint8_t> mask(to.size(), 0);
    for (const std::int32_t row : chosen) mask[static_cast<std::size_t>(row)] = 1;
    const PointSet counted{to.xy, to.states, mask};
    const auto from_order = rows_by_place(from, question.within.value / 4), to_order = rows_by_place(counted, question.within.value / 4);
    const auto from_places = places_of(from, from_order), to_places = places_of(counted, to_order);
    // A way is as long from either end: the side with fewer places walks.
    const bool turned = to_places.size() < from_places.size();
    const PointSet& walkers = turned ? counted : from;
    const auto& order = turned ? to_order : from_order;
    const auto& places = turned ? to_places : from_places;
    WalkingSearch search(index, turned ? from : counted, turned ? rows_taking_part(from) : chosen, question.within.value, question.factor);
    Counting counting(from, question);
    const auto nobody = [](std::int32_t) { return false; };
    for (std::size_t place = 0; place + 1 < places.size(); ++place) {
        if (auto status = look_up(job, place, places.size(), walks_between_looks); !status) return status.error();
        const auto first = static_cast<std::size_t>(order[places[place]]);
        const auto& found = search.run(walkers.xy[2 * first], walkers.xy[2 * first + 1], all_there_are, nobody);
        for (std::size_t i = places[place]; i < places[place + 1]; ++i)
            for (const auto& one : found) turned ? counting.add(one.row, order[i], one.metres) : counting.add(order[i], one.row, one.metres);
    }
    return std::move(counting).done();
}

}  // namespace kith::geo
