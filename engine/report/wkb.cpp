#include "engine/report/wkb.hpp"

#include <bit>
#include <cstring>

namespace kith::report {
namespace {

static_assert(std::endian::native == std::endian::little, "blobs are written in the machine's order");

constexpr char little_endian = 1;
constexpr std::uint32_t wkb_point = 1, wkb_line = 2, wkb_polygon = 3, wkb_multi_polygon = 6;

template <class T>
void put(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

/// Flags: bit 0 little-endian, bits 1-3 the kind of envelope (0 none, 1 x and y).
void header(std::int32_t srs, bool envelope, std::string& out) {
    out.assign("GP");
    out += '\0';
    out += static_cast<char>(envelope ? 0x03 : 0x01);
    put(out, srs);
}

void begin(std::uint32_t type, std::string& out) {
    out += little_endian;
    put(out, type);
}

}  // namespace

void point_blob(std::int32_t srs, double x, double y, std::string& out) {
    header(srs, false, out);
    begin(wkb_point, out);
    put(out, x);
    put(out, y);
}

void line_blob(std::int32_t srs, const double (&xy)[4], std::string& out) {
    header(srs, false, out);
    begin(wkb_line, out);
    put(out, std::uint32_t{2});
    for (const double value : xy) put(out, value);
}

void area_blob(std::int32_t srs, const picture::Coverage& coverage, std::size_t area, picture::Bounds& bounds, std::string& out) {
    const auto first = static_cast<std::size_t>(coverage.area_polygons[area]), last = static_cast<std::size_t>(coverage.area_polygons[area + 1]);
    picture::Bounds own;
    const auto from = static_cast<std::size_t>(coverage.ring_points[static_cast<std::size_t>(coverage.polygon_rings[first])]);
    const auto to = static_cast<std::size_t>(coverage.ring_points[static_cast<std::size_t>(coverage.polygon_rings[last])]);
    for (std::size_t i = from; i < to; ++i) own.add(coverage.xy[2 * i], coverage.xy[2 * i + 1]);
    header(srs, !own.empty, out);
    if (!own.empty) {
        for (const double value : {own.left, own.right, own.bottom, own.top}) put(out, value);
        bounds.add(own.left, own.bottom);
        bounds.add(own.right, own.top);
    } else {
        out[3] = static_cast<char>(0x11);  // bit 4: an empty geometry
    }
    begin(wkb_multi_polygon, out);
    put(out, static_cast<std::uint32_t>(last - first));
    for (std::size_t polygon = first; polygon < last; ++polygon) {
        const auto ring_first = static_cast<std::size_t>(coverage.polygon_rings[polygon]), ring_last = static_cast<std::size_t>(coverage.polygon_rings[polygon + 1]);
        begin(wkb_polygon, out);
        put(out, static_cast<std::uint32_t>(ring_last - ring_first));
        for (std::size_t ring = ring_first; ring < ring_last; ++ring) {
            const auto begin_point = static_cast<std::size_t>(coverage.ring_points[ring]), end_point = static_cast<std::size_t>(coverage.ring_points[ring + 1]);
            put(out, static_cast<std::uint32_t>(end_point - begin_point));
            out.append(reinterpret_cast<const char*>(coverage.xy.data() + 2 * begin_point), (end_point - begin_point) * 2 * sizeof(double));
        }
    }
}

}  // namespace kith::report
