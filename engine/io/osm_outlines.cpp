#include "engine/io/osm_outlines.hpp"

#include <algorithm>
#include <limits>
#include <osmium/area/assembler.hpp>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/osm/area.hpp>

#include "engine/geo/rings.hpp"

namespace kith::io {
namespace {

/// The box of all points; and of them the one nearest to their middle: a place that is on the object, whatever its shape.
std::optional<OsmPath::Point> survey(OsmObject& object, const std::vector<OsmPath>& paths) {
    double lon = 0, lat = 0, count = 0;
    object.min_lon = object.min_lat = std::numeric_limits<double>::max();
    object.max_lon = object.max_lat = std::numeric_limits<double>::lowest();
    for (const OsmPath& path : paths)
        for (const OsmPath::Point& point : path.points) {
            const double x = point.at.lon_without_check(), y = point.at.lat_without_check();
            lon += x;
            lat += y;
            count += 1;
            object.min_lon = std::min(object.min_lon, x);
            object.max_lon = std::max(object.max_lon, x);
            object.min_lat = std::min(object.min_lat, y);
            object.max_lat = std::max(object.max_lat, y);
        }
    if (count == 0) return std::nullopt;
    const OsmPath::Point* nearest = nullptr;
    double best = std::numeric_limits<double>::max();
    for (const OsmPath& path : paths)
        for (const OsmPath::Point& point : path.points) {
            const double x = point.at.lon_without_check() - lon / count, y = point.at.lat_without_check() - lat / count;
            if (nearest != nullptr && x * x + y * y >= best) continue;
            best = x * x + y * y;
            nearest = &point;
        }
    return *nearest;
}

void stand_at(OsmObject& object, const OsmPath::Point& point, OsmPlace place) {
    object.lon = point.at.lon_without_check();
    object.lat = point.at.lat_without_check();
    object.place = place;
}

bool all_whole(const std::vector<OsmPath>& paths) {
    return std::all_of(paths.begin(), paths.end(), [](const OsmPath& path) { return path.whole; });
}

/// The relation and those of its ways that are in the file, as libosmium's assembler wants them.
class Assembly {
public:
    explicit Assembly(const std::vector<OsmPath>& paths) {
        {
            osmium::builder::RelationBuilder relation(buffer_);
            osmium::builder::RelationMemberListBuilder members(buffer_, &relation);
            for (const OsmPath& path : paths) members.add_member(osmium::item_type::way, path.id, path.role.c_str());
        }
        buffer_.commit();
        for (const OsmPath& path : paths) {
            {
                osmium::builder::WayBuilder way(buffer_);
                way.set_id(path.id);
                osmium::builder::WayNodeListBuilder nodes(buffer_, &way);
                for (const OsmPath::Point& point : path.points) nodes.add_node_ref(osmium::NodeRef{point.id, point.at});
            }
            buffer_.commit();
        }
    }
    const osmium::Area* area() {
        std::vector<const osmium::Way*> ways;
        for (const osmium::Way& way : buffer_.select<osmium::Way>()) ways.push_back(&way);
        osmium::area::AssemblerConfig config;
        config.create_empty_areas = false;
        osmium::area::Assembler assembler(config);
        if (!assembler(*buffer_.select<osmium::Relation>().cbegin(), ways, made_)) return nullptr;
        const auto areas = made_.select<osmium::Area>();
        return areas.empty() ? nullptr : &*areas.cbegin();
    }

private:
    osmium::memory::Buffer buffer_{std::size_t{16} << 10, osmium::memory::Buffer::auto_grow::yes};
    osmium::memory::Buffer made_{std::size_t{16} << 10, osmium::memory::Buffer::auto_grow::yes};
};

}  // namespace

void OsmOutlines::begin(OsmObject& object, OsmPath::Point on_it, OsmPlace place) { outlined_.push_back({&object, on_it, place}); }

void OsmOutlines::add_ring(const osmium::NodeRefList& points) {
    for (const osmium::NodeRef& point : points) add_point(point.location());
    end_ring();
}

void OsmOutlines::add_point(osmium::Location at) {
    xy_.push_back(at.lon_without_check());
    xy_.push_back(at.lat_without_check());
}

void OsmOutlines::end_ring() {
    ring_points_.push_back(static_cast<std::int64_t>(xy_.size() / 2));
}

void OsmOutlines::add_way(OsmObject& object, const OsmPath& path) {
    const auto on_it = survey(object, {path});
    if (!on_it) return;
    const OsmPlace place = path.whole ? OsmPlace::exact : OsmPlace::partly;
    if (!path.closed || path.points.size() < 3) return stand_at(object, *on_it, place);
    std::vector<osmium::Location> ring;
    for (const OsmPath::Point& point : path.points) ring.push_back(point.at);
    if (ring.front() != ring.back()) ring.push_back(ring.front());
    if (ring.size() < 4) return stand_at(object, *on_it, place);
    begin(object, *on_it, place);
    for (const osmium::Location at : ring) add_point(at);
    end_ring();
    polygon_rings_.push_back(static_cast<std::int64_t>(ring_points_.size()) - 1);
    area_polygons_.push_back(static_cast<std::int64_t>(polygon_rings_.size()) - 1);
}

bool OsmOutlines::add_area(OsmObject& object, const std::vector<OsmPath>& paths, OsmPath::Point on_it) {
    Assembly assembly(paths);
    const osmium::Area* area = assembly.area();
    if (area == nullptr) return false;
    begin(object, on_it, all_whole(paths) ? OsmPlace::exact : OsmPlace::partly);
    for (const osmium::OuterRing& outer : area->outer_rings()) {
        add_ring(outer);
        for (const osmium::InnerRing& inner : area->inner_rings(outer)) add_ring(inner);
        polygon_rings_.push_back(static_cast<std::int64_t>(ring_points_.size()) - 1);
    }
    area_polygons_.push_back(static_cast<std::int64_t>(polygon_rings_.size()) - 1);
    return true;
}

void OsmOutlines::add_relation(OsmObject& object, const std::vector<OsmPath>& paths, bool area) {
    const auto on_it = survey(object, paths);
    if (!on_it) return;
    if (area && add_area(object, paths, *on_it)) return;
    stand_at(object, *on_it, !all_whole(paths) ? OsmPlace::partly : area ? OsmPlace::broken : OsmPlace::exact);
}

void OsmOutlines::finish() {
    std::vector<std::uint8_t> has;
    const std::vector<double> inside = geo::inside_points({area_polygons_, polygon_rings_, ring_points_, xy_}, has);
    for (std::size_t i = 0; i < outlined_.size(); ++i) {
        OsmObject& object = *outlined_[i].object;
        stand_at(object, outlined_[i].on_it, has[i] != 0 ? outlined_[i].place : OsmPlace::broken);
        if (has[i] == 0) continue;
        object.lon = inside[2 * i];
        object.lat = inside[2 * i + 1];
    }
}

}  // namespace kith::io
