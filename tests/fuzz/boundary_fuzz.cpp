// Map files of any kind: the first byte says by what name the rest comes, and as what.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/geo/boundaries.hpp"
#include "engine/geo/contiguity.hpp"
#include "engine/geo/locate.hpp"
#include "engine/geo/rings.hpp"

namespace {

using namespace kith;

void must(bool holds) {
    if (!holds) std::abort();
}

constexpr std::array<const char*, 8> names{"a.geojson", "a.geojsonl", "a.topojson", "a.fgb", "a.zip", "a.kml", "a.gml", "a.csv"};

/// What comes back is used: opened as untrusted, measured, connected, asked.
void use(const column::Segment& read) {
    const auto segment = column::Segment::open(column::borrowed_memory(read.memory().bytes()), column::Trust::untrusted);
    must(static_cast<bool>(segment));
    const auto geometry = geo::geometry_of(**segment);
    must(static_cast<bool>(geometry));
    must(static_cast<std::size_t>(geometry->areas()) == (*segment)->find("code")->rows());
    for (const double km2 : (*segment)->find("km2")->f64()) must(std::isfinite(km2) && km2 >= 0);
    const auto contiguity = geo::contiguity(*geometry);
    must(!contiguity || contiguity->rook.targets.size() <= contiguity->queen.targets.size());
    std::vector<std::uint8_t> has;
    const auto inside = geo::inside_points(*geometry, has);
    base::JobContext job;
    const auto located = geo::Locator::build(*geometry).in_all({inside, {}, {}}, job);
    must(located && located->inside <= geometry->areas());
}

/// No sentence names what GDAL calls a file in memory, unless the file itself has such words.
void check(const column::SourceReport& report, const std::string& message, std::string_view bytes) {
    const bool own = bytes.find("/vsi") != std::string_view::npos;
    must(own || message.find("/vsi") == std::string::npos);
    for (const auto& issue : report.issues)
        must(!issue.code.empty() && !issue.reason.empty() && (own || issue.reason.find("/vsi") == std::string::npos));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t choice = data[0] % (2 * names.size());
    const geo::NamedBytes part{names[choice / 2], {reinterpret_cast<const std::byte*>(data + 1), size - 1}};
    column::SourceReport report;
    if (choice % 2 == 0) {
        geo::BoundaryRequest request;
        request.file = part.name;
        request.id = "code";
        request.crs = "EPSG:27700";
        request.working_crs = "EPSG:27700";
        request.columns = {{"kept", "kept"}};
        auto segment = geo::read_boundaries({&part, 1}, request, column::heap_memory, report);
        if (!segment)
            request.columns.clear(), request.id = "", report = {},
                                     segment = geo::read_boundaries({&part, 1}, request, column::heap_memory, report);
        must(report.tally.balances());
        if (segment) use(**segment);
        check(report, segment ? "" : segment.error().message, bytes);
    } else {
        const auto table = geo::read_features({&part, 1}, {part.name, {}, "EPSG:27700", "EPSG:27700", {}}, report);
        check(report, table ? "" : table.error().message, bytes);
        if (!table) return 0;
        must(table->xy.size() == 2 * table->rows());
        for (const auto& column : table->columns) must(column.codes.size() == table->rows());
        for (const double number : table->xy) must(std::isfinite(number));
    }
    return 0;
}
