#include "engine/io/osm_objects.hpp"

#include <algorithm>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <unordered_set>

#include "engine/io/osm_file.hpp"
#include "engine/io/osm_outlines.hpp"

namespace kith::io {
namespace {


struct Member {
    char kind;
    std::int64_t id;
    std::string role;
};
struct Found {
    OsmObject object;
    std::vector<std::int64_t> refs;  // of a way
    std::vector<Member> members;     // of a relation
    bool area = false;               // of a relation: its ways are an outline
};

/// Ids that something needs, and what is known of them in the end.
template <class Value>
class Needed {
public:
    void add(std::int64_t id) { ids_.push_back(id); }
    void close() {
        std::sort(ids_.begin(), ids_.end());
        ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
        values_.resize(ids_.size());
    }
    Value* find(std::int64_t id) {
        const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
        return at == ids_.end() || *at != id ? nullptr : &values_[static_cast<std::size_t>(at - ids_.begin())];
    }
    bool empty() const { return ids_.empty(); }

private:
    std::vector<std::int64_t> ids_;
    std::vector<Value> values_;
};

class Gathering {
public:
    Gathering(const OsmFile& file, const OsmTable& table, base::JobContext& job, double share) : file_(file), table_(table), job_(job), share_(share) {}

    base::Result<std::vector<OsmObject>> all() {
        if (auto s = each_osm<osmium::Relation>(file_, {0, share_ / 3}, job_, [&](const osmium::Relation& item) { relation(item); }); !s) return s.error();
        ways_needed_.close();
        if (auto s = each_osm<osmium::Way>(file_, {share_ / 3, share_ * 2 / 3}, job_, [&](const osmium::Way& item) { way(item); }); !s) return s.error();
        nodes_needed_.close();
        if (auto s = each_osm<osmium::Node>(file_, {share_ * 2 / 3, share_}, job_, [&](const osmium::Node& item) { node(item); }); !s) return s.error();
        place();
        std::vector<OsmObject> objects = std::move(nodes_);
        objects.reserve(objects.size() + ways_.size() + relations_.size());
        for (auto* list : {&ways_, &relations_})
            for (Found& found : *list) objects.push_back(std::move(found.object));
        return objects;
    }

private:
    /// Nothing where no tag is in the table.
    std::optional<OsmObject> object_of(const osmium::OSMObject& source, char kind) {
        if (source.tags().empty()) return std::nullopt;
        tags_.clear();
        for (const osmium::Tag& tag : source.tags()) tags_.emplace_back(tag.key(), tag.value());
        auto meaning = table_.meaning(tags_);
        if (!meaning) return std::nullopt;
        OsmObject object;
        object.kind = kind;
        object.id = source.id();
        object.tags = tags_;
        object.meaning = std::move(*meaning);
        return object;
    }

    void relation(const osmium::Relation& source) {
        auto object = object_of(source, 'r');
        if (!object) return;
        Found found{std::move(*object), {}, {}, false};
        const std::string type = found.object.tag("type");
        found.area = type == "multipolygon" || type == "boundary";
        for (const osmium::RelationMember& member : source.members()) {
            const char kind = osmium::item_type_to_char(member.type());
            if (kind == 'r' || (found.area && kind != 'w')) continue;
            found.members.push_back({kind, member.ref(), member.role()});
            if (kind == 'w') ways_needed_.add(member.ref());
            else nodes_needed_.add(member.ref());
        }
        relations_.push_back(std::move(found));
    }

    void way(const osmium::Way& source) {
        std::vector<std::int64_t>* wanted = ways_needed_.find(source.id());
        auto object = object_of(source, 'w');
        if (wanted == nullptr && !object) return;
        std::vector<std::int64_t> refs;
        for (const osmium::NodeRef& ref : source.nodes()) {
            refs.push_back(ref.ref());
            nodes_needed_.add(ref.ref());
        }
        if (wanted != nullptr) *wanted = refs;
        if (object) ways_.push_back({std::move(*object), std::move(refs), {}, false});
    }

    void node(const osmium::Node& source) {
        const bool placed = source.location().is_defined() && source.location().valid();
        if (osmium::Location* location = nodes_needed_.find(source.id()); location != nullptr && placed) *location = source.location();
        auto object = object_of(source, 'n');
        if (!object) return;
        if (placed) {
            object->place = OsmPlace::exact;
            object->lon = object->min_lon = object->max_lon = source.location().lon();
            object->lat = object->min_lat = object->max_lat = source.location().lat();
        }
        nodes_.push_back(std::move(*object));
    }

    OsmPath path_of(std::int64_t id, const std::vector<std::int64_t>& refs, const std::string& role) {
        OsmPath path{id, role, {}, refs.size() > 1 && refs.front() == refs.back(), true};
        for (const std::int64_t ref : refs) {
            const osmium::Location* location = nodes_needed_.find(ref);
            if (location != nullptr && location->is_defined()) path.points.push_back({ref, *location});
            else path.whole = false;
        }
        path.whole &= !path.points.empty();
        return path;
    }

    void place() {
        OsmOutlines outlines;
        for (Found& found : ways_) outlines.add_way(found.object, path_of(found.object.id, found.refs, {}));
        for (Found& found : relations_) {
            std::vector<OsmPath> paths;
            std::unordered_set<std::int64_t> taken;  // a way that a relation names again adds nothing to its outline
            for (const Member& member : found.members) {
                if (member.kind != 'n' && !taken.insert(member.id).second) continue;
                if (member.kind == 'n') paths.push_back(path_of(0, {member.id}, member.role));
                else if (const auto* refs = ways_needed_.find(member.id)) paths.push_back(path_of(member.id, *refs, member.role));
            }
            outlines.add_relation(found.object, paths, found.area);
        }
        outlines.finish();
    }

    const OsmFile& file_;
    const OsmTable& table_;
    base::JobContext& job_;
    double share_;
    std::vector<OsmTag> tags_;
    std::vector<OsmObject> nodes_;
    std::vector<Found> ways_, relations_;
    Needed<std::vector<std::int64_t>> ways_needed_;
    Needed<osmium::Location> nodes_needed_;
};

}  // namespace

std::string OsmObject::tag(std::string_view key) const {
    for (const OsmTag& tag : tags)
        if (tag.first == key) return tag.second;
    return {};
}

std::string OsmObject::full_id() const {
    return (kind == 'n' ? "node/" : kind == 'w' ? "way/" : "relation/") + std::to_string(id);
}

base::Result<std::vector<OsmObject>> read_osm_objects(
    std::span<const std::byte> bytes, const OsmTable& table, base::JobContext& job, double share, std::function<void(std::size_t)> passed) {
    const auto file = OsmFile::open(bytes, std::move(passed));
    if (!file) return file.error();
    return Gathering(*file, table, job, share).all();
}

}  // namespace kith::io
