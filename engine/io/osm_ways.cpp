#include "engine/io/osm_ways.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>
#include <string_view>

#include "engine/io/osm_file.hpp"

namespace kith::io {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 9> motor_words{"motorway", "motorway_link", "raceway", "bus_guideway", "busway", "escape", "emergency_bay", "rest_area", "services"};
constexpr std::array<Words, 10> not_there_words{"construction", "proposed", "planned", "abandoned", "disused", "demolished", "razed", "removed", "dismantled", "no"};
constexpr std::array<Words, 3> foot_may{"yes", "permissive", "designated"};
constexpr std::array<Words, 5> step_barriers{"stile", "kissing_gate", "turnstile", "full-height_turnstile", "step_over"};
constexpr double longest_stretch_degrees = 0.1;  // some 7 to 11 km between two nodes: a slip of the file, no way

bool among(std::span<const Words> words, Words word) { return std::find(words.begin(), words.end(), word) != words.end(); }
Words tag_of(const osmium::OSMObject& object, const char* key) { return object.tags().get_value_by_key(key, ""); }

/// Shut to people on foot: what foot says, else what access says.
bool shut(const osmium::OSMObject& object) {
    const Words foot = tag_of(object, "foot"), access = tag_of(object, "access");
    if (foot == "no" || foot == "private") return true;
    return (access == "no" || access == "private") && !among(foot_may, foot);
}

StepFree step_free_of(const osmium::Way& way) {
    const Words wheelchair = tag_of(way, "wheelchair"), ramp = tag_of(way, "ramp:wheelchair");
    if (wheelchair == "no") return StepFree::no;
    if (wheelchair == "yes" || wheelchair == "designated") return StepFree::yes;
    if (tag_of(way, "highway") != "steps") return StepFree::unknown;
    return ramp == "yes" ? StepFree::yes : StepFree::no;
}

struct NodeFacts {
    osmium::Location place;
    bool closed = false, step = false;
    std::int32_t row = -1;  // of points, once a stretch ends there
};

class Walkable {
public:
    Walkable(const OsmFile& file, base::JobContext& job, double share) : file_(file), job_(job), share_(share) {}

    base::Result<OsmWays> all() {
        if (auto s = each_osm<osmium::Way>(file_, {0, share_ / 2}, job_, [&](const osmium::Way& item) { way(item); }); !s) return s.error();
        ids_ = refs_;
        std::sort(ids_.begin(), ids_.end());
        ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
        if (ids_.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) / 4)
            return base::Error{base::Code::too_large, "There are more points of ways in it than Kith can walk."};
        nodes_.resize(ids_.size());
        if (auto s = each_osm<osmium::Node>(file_, {share_ / 2, share_}, job_, [&](const osmium::Node& item) { node(item); }); !s) return s.error();
        for (std::size_t i = 0; i < ways_.size(); ++i) stretches(i);
        return std::move(out_);
    }

private:
    void way(const osmium::Way& source) {
        const Words highway = tag_of(source, "highway");
        if (highway.empty()) return;
        ++out_.read;
        if (among(not_there_words, highway)) ++out_.not_there;
        else if (among(motor_words, highway) || tag_of(source, "motorroad") == "yes") ++out_.motor;
        else if (shut(source)) ++out_.private_;
        else {
            ways_.push_back({out_.read, refs_.size(), source.nodes().size(), step_free_of(source)});
            for (const osmium::NodeRef& ref : source.nodes()) refs_.push_back(ref.ref());
        }
    }

    NodeFacts* find(std::int64_t id) {
        const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
        return at == ids_.end() || *at != id ? nullptr : &nodes_[static_cast<std::size_t>(at - ids_.begin())];
    }

    void node(const osmium::Node& source) {
        NodeFacts* facts = find(source.id());
        if (facts == nullptr || !source.location().is_defined() || !source.location().valid()) return;
        facts->place = source.location();
        const Words barrier = tag_of(source, "barrier"), wheelchair = tag_of(source, "wheelchair");
        const bool locked = tag_of(source, "locked") == "yes" && !among(foot_may, tag_of(source, "foot"));
        facts->closed = !barrier.empty() && (locked || shut(source));
        facts->step = wheelchair == "no" || ((among(step_barriers, barrier) || tag_of(source, "kerb") == "raised") && wheelchair != "yes");
        out_.barriers_shut += facts->closed;
        out_.barriers_with_step += facts->step && !facts->closed;
    }

    std::int32_t new_point(const NodeFacts& facts) {
        out_.points.push_back(facts.place.lon());
        out_.points.push_back(facts.place.lat());
        return static_cast<std::int32_t>(out_.points.size() / 2) - 1;
    }
    void stretch(std::int32_t from, std::int32_t to, StepFree step_free) {
        out_.from.push_back(from);
        out_.to.push_back(to);
        out_.step_free.push_back(step_free);
    }

    /// The point at which a stretch ends. At a barrier each has its own: they are joined by a step, or not at all.
    std::int32_t end_at(NodeFacts& facts) {
        if (facts.row < 0) return facts.row = new_point(facts);
        if (!facts.closed && !facts.step) return facts.row;
        const std::int32_t own = new_point(facts);
        if (!facts.closed) stretch(facts.row, own, StepFree::no);
        return own;
    }

    void stretches(std::size_t index) {
        const Kept& kept = ways_[index];
        bool any = false;
        for (std::size_t i = kept.first; i + 1 < kept.first + kept.count; ++i) {
            if (refs_[i] == refs_[i + 1]) continue;
            NodeFacts &a = *find(refs_[i]), &b = *find(refs_[i + 1]);
            if (!a.place.is_defined() || !b.place.is_defined()) continue;
            if (std::max(std::abs(a.place.lon() - b.place.lon()), std::abs(a.place.lat() - b.place.lat())) > longest_stretch_degrees) {
                ++out_.too_long;
                continue;
            }
            const std::int32_t from = end_at(a), to = end_at(b);
            stretch(from, to, kept.step_free);
            any = true;
        }
        if (any) out_.kept.push_back(kept.row);
        else ++out_.pointless;
    }

    struct Kept {
        std::int64_t row;
        std::size_t first, count;  // of refs_
        StepFree step_free;
    };
    const OsmFile& file_;
    base::JobContext& job_;
    double share_;
    OsmWays out_;
    std::vector<Kept> ways_;
    std::vector<std::int64_t> refs_, ids_;
    std::vector<NodeFacts> nodes_;  // beside ids_
};

}  // namespace

base::Result<OsmWays> read_osm_ways(
    std::span<const std::byte> bytes, base::JobContext& job, double share, std::function<void(std::size_t)> passed) {
    const auto file = OsmFile::open(bytes, std::move(passed));
    if (!file) return file.error();
    return Walkable(*file, job, share).all();
}

}  // namespace kith::io
