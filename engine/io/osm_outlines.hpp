#pragma once
// A point for each way and relation. Only for sources of io: libosmium's types.
#include <osmium/osm/location.hpp>
#include <osmium/osm/node_ref_list.hpp>
#include <string>
#include <vector>

#include "engine/io/osm_objects.hpp"

namespace kith::io {

struct OsmPath {
    struct Point {
        std::int64_t id;
        osmium::Location at;
    };
    std::int64_t id = 0;
    std::string role;
    std::vector<Point> points;  // those that are in the file
    bool closed = false;
    bool whole = true;          // all its points are
};

/// Takes objects one by one, places those that take no outline at once, and the others together at the end.
class OsmOutlines {
public:
    /// The object outlives this.
    void add_way(OsmObject& object, const OsmPath& path);
    /// `area`: its ways make an outline (multipolygon, boundary).
    void add_relation(OsmObject& object, const std::vector<OsmPath>& paths, bool area);
    void finish();

private:
    struct Outlined {
        OsmObject* object;
        OsmPath::Point on_it;  // where there is no point inside
        OsmPlace place;
    };
    void begin(OsmObject& object, OsmPath::Point on_it, OsmPlace place);
    void add_ring(const osmium::NodeRefList& points);
    void add_point(osmium::Location at);
    void end_ring();
    bool add_area(OsmObject& object, const std::vector<OsmPath>& paths, OsmPath::Point on_it);
    std::vector<Outlined> outlined_;
    // As geo::AreaGeometry, in degrees.
    std::vector<std::int64_t> area_polygons_{0}, polygon_rings_{0}, ring_points_{0};
    std::vector<double> xy_;
};

}  // namespace kith::io
