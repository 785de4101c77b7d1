// The place as a whole, and whoever connects many.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>

#include "plugins/network_measures/report.hpp"

namespace kith::network_measures {
namespace {

using sdk::Finding;
using sdk::Run;
namespace cell = sdk::cell;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }
std::int32_t whole(std::int64_t n) { return static_cast<std::int32_t>(n); }

std::int64_t people_with_tie(const Run& run, const Network& network) {
    return std::count_if(network.degree.begin(), network.degree.begin() + static_cast<std::ptrdiff_t>(run.people()), [](std::int32_t degree) { return degree > 0; });
}

/// A person or place whom no tie that may be would relieve, with the fewest and the most people who hang on it.
struct Connector {
    const CutPoint* point;
    std::int64_t least, most;
};

std::vector<Connector> connectors_of(const Structure& structure) {
    std::vector<Connector> found;
    for (const CutPoint& point : structure.held.points) {
        if (point.held_large == 0) continue;
        Connector one{&point, point.held_large, point.held_large};
        if (!structure.network.same) {
            const auto& wide = structure.held_widest.points;
            const auto there = std::lower_bound(wide.begin(), wide.end(), point.node, [](const CutPoint& p, std::int32_t node) { return p.node < node; });
            if (there == wide.end() || there->node != point.node || there->held_large == 0) continue;
            one.least = std::min(one.least, there->held_large);
            one.most = std::max(one.most, there->held_large);
        }
        found.push_back(one);
    }
    std::stable_sort(found.begin(), found.end(), [](const Connector& a, const Connector& b) { return a.least > b.least; });
    return found;
}

/// The ties of a cut point into the parts that hang on it, as evidence.
void say_ties(Finding& finding, const Structure& structure, const Arcs& arcs, const CutPoint& point) {
    constexpr int most = 12;
    std::vector<std::int32_t> beyond;
    for (const std::int32_t block : point.blocks)
        for (const std::int32_t node : structure.blocks.of(at(block)))
            if (node != point.node) beyond.push_back(node);
    std::sort(beyond.begin(), beyond.end());
    int said = 0;
    for (std::size_t arc = arcs.begin(at(point.node)); arc < arcs.end(at(point.node)) && said < most; ++arc) {
        if (!arcs.sure(arc) || !std::binary_search(beyond.begin(), beyond.end(), arcs.targets[arc])) continue;
        finding.by_tie(arcs.ties[arc]);
        ++said;
    }
}

class Connectors {
public:
    Connectors(const Run& run, const Inputs& in) : run_(run), in_(in), introduce_(run.find("people", "introduce")), sensitivity_(run.find("assets", "sensitivity")) {}

    /// People first, most connected first; then places. `also`: points of the other lens that were told of already.
    void tell(const Structure& structure, const Arcs& arcs, std::string_view person_message, const HeldTogether* also) const {
        const sdk::Message message = run_.message(person_message);
        const sdk::Argument largest = run_.argument(person_message, "largest");
        for (const Connector& one : connectors_of(structure)) {
            const auto row = at(one.point->node);
            if (row >= run_.people() || in_.people.named[row] == 0 || told_already(also, *one.point)) continue;
            Finding finding(message, one.point->node);
            fill(finding, largest, one, structure, arcs);
            finding.strength(run_.strength("brings_together")).with(run_.argument("brings_together", "n"), one.point->parts);
            if (introduce_.known(row) && introduce_.booleans()[row] != 0) finding.strength(run_.strength("likes_to_introduce"));
            run_.add(finding);
        }
    }
    void tell_places(const Structure& structure, const Arcs& arcs) const {
        const sdk::Argument largest = run_.argument("connect_here", "largest");
        for (const Connector& one : connectors_of(structure)) {
            if (at(one.point->node) < run_.people()) continue;
            const std::size_t asset = at(one.point->node) - run_.people();
            if (sensitivity_ && sensitivity_.i32()[asset] != static_cast<std::int32_t>(sdk::Sensitivity::ordinary)) continue;
            Finding finding(run_.message("connect_here"), static_cast<std::int32_t>(asset));
            fill(finding, largest, one, structure, arcs);
            run_.add(finding);
        }
    }

private:
    static bool told_already(const HeldTogether* also, const CutPoint& point) {
        if (also == nullptr) return false;
        const auto there = std::lower_bound(also->points.begin(), also->points.end(), point.node, [](const CutPoint& p, std::int32_t node) { return p.node < node; });
        return there != also->points.end() && there->node == point.node && there->held_large >= point.held_large;
    }
    void fill(Finding& finding, sdk::Argument largest, const Connector& one, const Structure& structure, const Arcs& arcs) const {
        finding.between(static_cast<double>(one.least), static_cast<double>(one.most)).inputs(in_.people.asked_count, in_.people.subjects - in_.people.asked_count);
        finding.with(largest, whole(one.point->largest));
        say_ties(finding, structure, arcs, *one.point);
    }

    const Run& run_;
    const Inputs& in_;
    sdk::Column introduce_, sensitivity_;
};

void tell_of_pieces(const Run& run, const Inputs& in, const Structure& all, std::int64_t people) {
    const auto asked = in.people.asked_count, not_asked = in.people.subjects - asked;
    std::map<std::int64_t, std::int32_t, std::greater<>> sizes;
    for (const std::int64_t size : all.piece_people)
        if (size > 0) ++sizes[size];
    const std::uint32_t table = run.table("pieces");
    std::int32_t pieces = 0;
    for (const auto& [size, count] : sizes) {
        const std::array cells{cell::row(whole(size)), cell::row(count)};
        run.add_row(table, cells);
        pieces += count;
    }
    Finding finding(run.message(pieces == 1 ? "one_piece" : "in_pieces"), 0);
    finding.value(static_cast<double>(all.largest)).inputs(asked, not_asked);
    if (pieces > 1) finding.with(run.argument("in_pieces", "apart"), whole(people - all.largest)).with(run.argument("in_pieces", "pieces"), pieces - 1);
    finding.strength(run.strength("together")).with(run.argument("together", "n"), whole(static_cast<std::int64_t>(all.network.sure.pairs())));
    run.add(finding);
}

void tell_of_paid_ties(const Run& run, const Inputs& in, const Structure& all, const Structure& unpaid) {
    const std::int64_t most = all.largest - unpaid.largest, least = std::max<std::int64_t>(0, all.largest - unpaid.largest_widest);
    if (most <= 0) return;
    Finding finding(run.message("paid_ties_hold"), 0);
    finding.between(static_cast<double>(least), static_cast<double>(most)).inputs(in.people.asked_count, in.people.subjects - in.people.asked_count);
    finding.strength(run.strength("holds_unpaid")).with(run.argument("holds_unpaid", "n"), whole(unpaid.largest));
    run.add(finding);
}

/// Between two people who were both asked, and that no tie that may be would double.
void list_single_ties(const Run& run, const Inputs& in, const Structure& all) {
    const std::int64_t least = run.integer("least_part");
    const auto before = [](const Bridge& x, const Bridge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; };
    const auto& wide = all.network.same ? all.held.bridges : all.held_widest.bridges;
    std::vector<Bridge> kept;
    for (const Bridge& bridge : all.held.bridges) {
        if (at(bridge.b) >= run.people() || bridge.smaller() < least || in.people.named[at(bridge.a)] == 0 || in.people.named[at(bridge.b)] == 0) continue;
        if (std::binary_search(wide.begin(), wide.end(), bridge, before)) kept.push_back(bridge);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Bridge& x, const Bridge& y) { return x.smaller() > y.smaller(); });
    const std::uint32_t table = run.table("single_ties");
    for (const Bridge& bridge : kept) {
        const std::array cells{cell::row(bridge.a), cell::row(bridge.b), cell::row(whole(bridge.smaller()))};
        run.add_row(table, cells);
    }
}

std::int64_t people_among(const Run& run, const HeldTogether& held) {
    return std::count_if(held.points.begin(), held.points.end(), [&](const CutPoint& point) { return run.is_person(point.node); });
}

}  // namespace

void write_place(const Run& run, const Structure& all, const Structure& unpaid, const Clustering& clustering) {
    const std::int64_t people = people_with_tie(run, all.network.sure);
    const auto put = [&](std::string_view key, double value) {
        sdk::Output output = run.output(key);
        people > 0 ? output.value(0, value) : output.not_computable(0, run.reason(key, "no_ties"));
    };
    put("pieces", static_cast<double>(std::count_if(all.piece_people.begin(), all.piece_people.end(), [](std::int64_t size) { return size > 0; })));
    put("largest_piece", static_cast<double>(all.largest));
    put("largest_piece_unpaid", static_cast<double>(unpaid.largest));
    put("transitivity", clustering.transitivity);
    put("mean_clustering", clustering.mean);
    put("connectors", static_cast<double>(people_among(run, all.held)));
    put("connectors_unpaid", static_cast<double>(people_among(run, unpaid.held)));
    put("bridges", static_cast<double>(all.held.bridges.size()));
    put("bridges_unpaid", static_cast<double>(unpaid.held.bridges.size()));
}

void write_findings(const Run& run, const Inputs& in, const Structure& all, const Structure& unpaid) {
    const std::int64_t people = people_with_tie(run, all.network.sure);
    if (people == 0) return;
    tell_of_pieces(run, in, all, people);
    tell_of_paid_ties(run, in, all, unpaid);
    list_single_ties(run, in, all);
    const Connectors connectors(run, in);
    connectors.tell(all, in.all, "many_connect", nullptr);
    connectors.tell(unpaid, in.unpaid, "connect_unpaid", &all.held);
    if (in.nodes > run.people()) connectors.tell_places(all, in.all);
}

}  // namespace kith::network_measures
