#include "engine/privacy/derive.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/column/builder.hpp"
#include "engine/geo/reach.hpp"
#include "engine/geo/walking.hpp"
#include "engine/privacy/through.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using column::SegmentPtr;
using place::Revision;

/// The straight distance of a tie's ends, -1 where one has no place. Only for lenses that ask.
std::vector<double> distances(const Revision& revision, std::span<const std::int32_t> from, std::span<const std::int32_t> to) {
    const Column *people = revision.column("people.positions", "point"), *assets = revision.column("assets.positions", "point");
    const auto point = [&](std::int32_t node, double& x, double& y) {
        if (node < 0) return false;
        auto at = static_cast<std::size_t>(node);
        const Column* c = people;
        if (at >= revision.people()) {
            at -= revision.people();
            c = assets;
        }
        if (c == nullptr || !c->known(at)) return false;
        x = c->xy()[2 * at];
        y = c->xy()[2 * at + 1];
        return true;
    };
    std::vector<double> metres(from.size(), -1);
    for (std::size_t tie = 0; tie < from.size(); ++tie) {
        double ax = 0, ay = 0, bx = 0, by = 0;
        if (point(from[tie], ax, ay) && point(to[tie], bx, by)) metres[tie] = std::hypot(ax - bx, ay - by);
    }
    return metres;
}

geo::PointSet points(const Column* positions, std::span<const std::uint8_t> mask) { return {positions->xy(), positions->states(), mask}; }

std::vector<std::uint8_t> people_mask(const Revision& revision, bool participants_only) {
    const auto role = revision.column("people", "role")->i32(), living = revision.column("people", "living")->i32();
    std::vector<std::uint8_t> mask(role.size());
    for (std::size_t row = 0; row < mask.size(); ++row)
        mask[row] = living[row] == static_cast<std::int32_t>(column::Living::living_here) &&
                    (!participants_only || role[row] == static_cast<std::int32_t>(column::Role::participant));
    return mask;
}

/// Is an asset's class or subtype among `of` (all are, where it is empty), and its subtype not among `but_not`?
std::vector<std::uint8_t> chosen_assets(const Revision& revision, const NearSpec& spec) {
    const Column &of_class = *revision.column("assets", "class"), *subtype = revision.column("assets", "subtype");
    const auto among = [](const std::vector<std::string>& words, std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    std::vector<std::uint8_t> chosen(of_class.rows(), 1);
    for (std::size_t row = 0; row < chosen.size(); ++row) {
        const std::string_view cls = of_class.known(row) ? column::asset_class_words[static_cast<std::size_t>(of_class.i32()[row])] : "";
        const std::string_view word = subtype == nullptr ? "" : subtype->text(row);
        chosen[row] = (spec.of.empty() || among(spec.of, cls) || among(spec.of, word)) && !among(spec.but_not, word);
    }
    return chosen;
}

/// Assets that are there and can be gone to: not potential or closed, not online only; an activity counts once, with whoever runs it.
std::vector<std::uint8_t> asset_mask(const Revision& revision) {
    const Column *status = revision.column("assets", "status"), *online = revision.column("assets", "online");
    const auto counted = revision.column("assets", "counted_with")->i32();
    std::vector<std::uint8_t> mask(counted.size());
    for (std::size_t row = 0; row < mask.size(); ++row) {
        const bool active = !status->known(row) || status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::active);
        const bool gone_to = online == nullptr || !online->known(row) || online->booleans()[row] == 0;
        mask[row] = active && gone_to && counted[row] == static_cast<std::int32_t>(row);
    }
    return mask;
}

/// The key of a segment of the primary layer; "" without areas.
std::string of_primary_layer(const Revision& revision, std::string_view part) {
    const SegmentPtr& layers = revision.segment("area_layers");
    if (layers == nullptr) return {};
    const auto primary = layers->find("primary")->booleans();
    for (std::size_t row = 0; row < primary.size(); ++row)
        if (primary[row] != 0) return "areas." + std::string(layers->find("as")->text(row)) + std::string(part);
    return {};
}

/// One side of a question: where its rows stand, and which take part.
struct Side {
    std::size_t rows = 0;
    bool placed = false;  // false: no row has a place
    geo::PointSet points;
    std::vector<double> inside;       // of areas
    std::vector<std::uint8_t> mask;
};

Side side_of(const Revision& revision, Entity entity, bool participants_only) {
    Side side;
    if (entity == Entity::areas) {
        const SegmentPtr& areas = revision.segment(of_primary_layer(revision, ".geometry"));
        const auto geometry = areas == nullptr ? base::Result<geo::AreaGeometry>(base::misuse("There are no areas.")) : geo::geometry_of(*areas);
        if (!geometry) return side;
        side.inside = geo::inside_points(*geometry, side.mask);
        side.rows = side.mask.size();
        side.placed = true;
        side.points = {side.inside, {}, side.mask};
        return side;
    }
    side.rows = entity == Entity::people ? revision.people() : revision.assets();
    const Column* positions = revision.column(entity == Entity::people ? "people.positions" : "assets.positions", "point");
    if (positions == nullptr) return side;
    side.placed = true;
    side.mask = entity == Entity::people ? people_mask(revision, participants_only) : asset_mask(revision);
    side.points = points(positions, side.mask);
    return side;
}

/// The walking network of the place, if it has one.
base::Result<std::optional<geo::WalkingNetwork>> network_of(const Revision& revision) {
    const SegmentPtr& walking = revision.segment("walking");
    if (walking == nullptr) return std::optional<geo::WalkingNetwork>();
    auto network = geo::walking_of(*walking);
    if (!network) return network.error();
    return std::optional(*network);
}

base::Result<SegmentPtr> nothing_near(const std::string& as, std::size_t rows, const column::Allocator& allocate) {
    column::SegmentBuilder builder("near." + as);
    builder.add_i64("offsets", std::vector<std::int64_t>(rows + 1, 0)).add_i32("rows", {}).add_i32("metres", {});
    builder.add_booleans("cut", std::vector<std::uint8_t>(rows, 0));
    return std::move(builder).finish(allocate);
}

void add_people(std::vector<Basis>& list) {
    list.push_back({"people", {"role", "living", "household"}});
    list.push_back({"people.positions", {"point"}});
}

void add_assets(std::vector<Basis>& list) {
    list.push_back({"assets", {"class", "subtype", "status", "online", "counted_with"}});
    list.push_back({"assets.positions", {"point"}});
}

}  // namespace

base::Result<Seen> through_lens(const Revision& revision, const LensSpec& lens, const base::JobContext& job) {
    Seen seen;
    const SegmentPtr& ties = revision.segment("ties");
    if (ties == nullptr) return seen;
    seen.from = ties->find("from")->i32();
    seen.to = ties->find("to")->i32();
    const auto metres = lens.within ? distances(revision, seen.from, seen.to) : std::vector<double>();
    if (auto s = job.check(); !s) return s.error();
    auto through = graph::apply(lens, *ties, *revision.segment("tie_kinds"), metres);
    if (!through) return through.error();
    seen.through = std::move(*through);
    // A masked tie names no asset: it is counted where ties are counted, but it leads nowhere.
    for (std::size_t tie = 0; tie < seen.through.size(); ++tie)
        if (seen.from[tie] < 0 || seen.to[tie] < 0) seen.through[tie] = graph::Through::out;
    return seen;
}

std::vector<Basis> basis_of(const LensSpec& lens, bool pairs) {
    std::vector<Basis> list{{"ties", graph::columns_read(lens)}, {"tie_kinds", {}}};
    if (pairs) list.front().columns.push_back("strength");
    if (lens.within) {
        list.push_back({"people.positions", {"point"}});
        list.push_back({"assets.positions", {"point"}});
    }
    return list;
}

std::vector<Basis> basis_of(const NearSpec& spec) {
    std::vector<Basis> list;
    if (!spec.by_line) list.push_back({"walking", {}});
    if (spec.from == Entity::areas || spec.to == Entity::areas) list.push_back({"areas.primary.geometry", {}});
    if (spec.from == Entity::people || spec.to == Entity::people) add_people(list);
    if (spec.from == Entity::assets || spec.to == Entity::assets) add_assets(list);
    return list;
}

std::vector<Basis> basis_of(const ReachSpec& spec) {
    std::vector<Basis> list{{"walking", {}}};
    if (spec.from == Entity::areas) list.push_back({"areas.primary.geometry", {}});
    if (spec.from == Entity::people) add_people(list);
    add_assets(list);
    return list;
}

base::Result<SegmentPtr> derive_topology(const Revision& revision, const LensSpec& lens, const column::Segment* wider, base::JobContext& job,
                                         const column::Allocator& allocate) {
    job.begin("ties through lens " + lens.as);
    auto seen = through_lens(revision, lens, job);
    if (!seen) return seen.error();
    if (auto s = job.check(); !s) return s.error();
    graph::Topology topology = wider == nullptr ? graph::topology(revision.people() + revision.assets(), seen->from, seen->to, seen->through)
                                                : graph::topology({wider->find("offsets")->i64(), wider->find("targets")->i32(), wider->find("ties")->i32()}, seen->through);
    column::SegmentBuilder builder("lens." + lens.as);
    builder.add_i64("offsets", std::move(topology.offsets)).add_i32("targets", std::move(topology.targets));
    builder.add_i32("ties", std::move(topology.ties)).add_booleans("maybe", std::move(topology.maybe));
    return std::move(builder).finish(allocate);
}

base::Result<SegmentPtr> derive_pairs(const Revision& revision, const LensSpec& lens, base::JobContext& job, const column::Allocator& allocate) {
    job.begin("pairs of people through lens " + lens.as);
    auto seen = through_lens(revision, lens, job);
    if (!seen) return seen.error();
    if (auto s = job.check(); !s) return s.error();
    graph::WeightedCsr pairs = graph::pairs(revision.people(), seen->from, seen->to, seen->through, revision.column("ties", "strength"));
    column::SegmentBuilder builder("pairs." + lens.as);
    builder.add_i64("offsets", std::move(pairs.offsets)).add_i32("targets", std::move(pairs.targets)).add_f64("weight", std::move(pairs.weights));
    return std::move(builder).finish(allocate);
}

base::Result<SegmentPtr> derive_near(const Revision& revision, std::string as, const NearSpec& spec, base::JobContext& job, const column::Allocator& allocate) {
    job.begin("who and what is near");
    Side from = side_of(revision, spec.from, spec.participants_only), to = side_of(revision, spec.to, spec.participants_only);
    if (!from.placed || !to.placed) return nothing_near(as, from.rows, allocate);
    if (spec.to == Entity::assets && (!spec.of.empty() || !spec.but_not.empty())) {
        const auto chosen = chosen_assets(revision, spec);
        for (std::size_t row = 0; row < to.mask.size(); ++row) to.mask[row] &= chosen[row];
    }
    const auto network = spec.by_line ? base::Result<std::optional<geo::WalkingNetwork>>(std::optional<geo::WalkingNetwork>()) : network_of(revision);
    if (!network) return network.error();
    geo::NearQuestion question;
    question.within = spec.within;
    question.nearest = spec.nearest;
    question.same_table = spec.from == spec.to;
    if (spec.skip_same_household && spec.from == Entity::people && spec.to == Entity::people)
        question.from_group = question.to_group = revision.column("people", "household")->i32();
    question.walking = *network ? &**network : nullptr;
    question.step_free = spec.step_free;
    if (spec.by_line) question.factor = 1;
    auto near = geo::near(from.points, to.points, question, job);
    if (!near) return near.error();
    column::SegmentBuilder builder("near." + as);
    builder.add_i64("offsets", std::move(near->offsets)).add_i32("rows", std::move(near->rows));
    builder.add_i32("metres", std::move(near->metres)).add_booleans("cut", std::move(near->cut));
    if (*network) builder.add_i32("straight", std::move(near->straight));
    return std::move(builder).finish(allocate);
}

base::Result<SegmentPtr> derive_reach(const Revision& revision, std::string as, const ReachSpec& spec, base::JobContext& job, const column::Allocator& allocate) {
    job.begin("what is within reach");
    const Side from = side_of(revision, spec.from, false), to = side_of(revision, Entity::assets, false);
    const std::size_t rows = from.rows;
    constexpr int classes = static_cast<int>(column::asset_class_words.size()), none = classes;
    geo::Reach reach;
    reach.class_count = classes + 1;
    reach.counts.assign(rows * (classes + 1), -1);
    reach.nearest_metres = reach.nearest_row = reach.counts;
    if (from.placed && to.placed) {
        std::vector<std::int32_t> codes(revision.assets(), none);
        const Column& of = *revision.column("assets", "class");
        for (std::size_t row = 0; row < codes.size(); ++row)
            if (of.known(row)) codes[row] = of.i32()[row];
        const auto network = network_of(revision);
        if (!network) return network.error();
        const geo::ReachQuestion question{spec.within, spec.factor, codes, classes + 1, *network ? &**network : nullptr, spec.step_free};
        auto found = geo::reach_counts(from.points, to.points, question, job);
        if (!found) return found.error();
        reach = std::move(*found);
    }
    column::SegmentBuilder builder("reach." + as);
    const auto pick = [&](const std::vector<std::int32_t>& values, int cls, column::States& states, column::State missing) {
        std::vector<std::int32_t> out(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            out[row] = values[row * (classes + 1) + static_cast<std::size_t>(cls)];
            if (out[row] >= 0) continue;
            if (states.empty()) states.assign(rows, 0);
            states[row] = static_cast<std::uint8_t>(missing);
        }
        return out;
    };
    std::vector<std::int32_t> all(rows, 0);
    column::States all_states;
    for (int cls = 0; cls <= classes; ++cls) {
        column::States states;
        auto counts = pick(reach.counts, cls, states, column::State::unstated);
        for (std::size_t row = 0; row < rows; ++row) all[row] += std::max(counts[row], 0);
        if (cls == none) {
            all_states = std::move(states);
            continue;
        }
        const std::string word(column::asset_class_words[static_cast<std::size_t>(cls)]);
        builder.add_i32(word, std::move(counts), std::move(states));
        column::States no_row, no_metres;
        builder.add_i32("nearest_" + word, pick(reach.nearest_row, cls, no_row, column::State::not_applicable), std::move(no_row));
        builder.add_i32("metres_" + word, pick(reach.nearest_metres, cls, no_metres, column::State::not_applicable), std::move(no_metres));
    }
    builder.add_i32("all", std::move(all), std::move(all_states));
    return std::move(builder).finish(allocate);
}

}  // namespace kith::privacy
