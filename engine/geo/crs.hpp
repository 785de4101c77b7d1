#pragma once
// Coordinate reference systems, by PROJ. Everywhere x is the easting or the longitude and y the northing or the latitude
// ("traditional" order), whatever the CRS's own definition says.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::geo {

struct Extent {
    double min_x = 0;
    double min_y = 0;
    double max_x = 0;
    double max_y = 0;
    bool contains(double x, double y) const { return x >= min_x && x <= max_x && y >= min_y && y <= max_y; }
};

/// What Kith needs to know of a CRS.
struct CrsFacts {
    std::string name;         // "OSGB36 / British National Grid"
    std::string identifier;   // "EPSG:27700", or "" when it has none
    bool geographic = false;  // longitude and latitude, in degrees
    bool projected = false;
    double metres_per_unit = 0;         // of a projected CRS
    std::optional<Extent> use_degrees;  // area of use, longitude and latitude; min_x > max_x where it crosses the antimeridian
    std::optional<Extent> use;          // the same in the CRS's own units (describe_crs only: it takes PROJ a while)
    bool in_metres() const { return projected && metres_per_unit == 1.0; }
};

/// `crs` is "EPSG:27700", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", WKT, PROJJSON or a PROJ string. The error says that it is
/// not known, and to write it as EPSG:<number>.
base::Result<CrsFacts> describe_crs(std::string_view crs);
/// May it be a working CRS? False also when it is not known.
bool is_projected_in_metres(std::string_view crs);

/// Do the two mean the same coordinates, apart from the order of the axes? False also when one is not known.
bool same_crs(std::string_view one, std::string_view other);

/// How a source coordinate fits the area of use of the working CRS (with a margin of a twentieth of its size).
enum class Fit : std::uint8_t {
    inside,
    outside,    // it can be, but it is where the working CRS is not meant for
    swapped,    // outside, and inside when x and y change places: suspected, never done
    impossible  // not a number, a latitude beyond 90 degrees, or a coordinate beyond the earth
};

/// Takes coordinates from one CRS to another. Not safe for two threads at once; cheap to keep.
class Projector {
public:
    static base::Result<Projector> create(std::string_view from, std::string_view to);
    /// For a program that forks: made now (PROJ takes a while), and what the next create() of the same two gives. An unknown system is
    /// passed over: create() will say so.
    static void make_ahead(std::string_view from, std::string_view to);
    Projector(Projector&&) noexcept;
    Projector& operator=(Projector&&) noexcept;
    ~Projector();

    /// In place; x and y interleaved. A point that cannot be projected becomes 0, 0 and gets 1 in `failed` (as long as there
    /// are points, or empty; it is not cleared). Returns how many failed. O(points), about 1 µs each.
    std::size_t transform(std::span<double> xy, std::span<std::uint8_t> failed = {}) const;
    /// Of a coordinate in the source CRS. O(1).
    Fit fit(double x, double y) const;

    const CrsFacts& from() const;
    const CrsFacts& to() const;
    /// Says how the coordinates were taken over, e.g. "Inverse of OSGB36 to WGS 84 (6) + British National Grid"; "" when the
    /// two are the same. For run.json: without a datum grid it is metres off, and this name shows it.
    const std::string& operation() const;

private:
    struct Hidden;
    explicit Projector(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::geo
