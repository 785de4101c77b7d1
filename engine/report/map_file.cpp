#include "engine/report/map_file.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <memory>
#include <set>

#include "engine/base/text.hpp"
#include "engine/report/captured.hpp"

namespace kith::report {
namespace {

constexpr std::size_t features_between_looks = 1024;

base::Error could_not(const char* step) { return base::io_error(std::string("The map file could not be written (") + step + "); is there room on the disk?"); }

struct Hush {
    Hush() { CPLPushErrorHandler(CPLQuietErrorHandler); }
    ~Hush() { CPLPopErrorHandler(); }
    Hush(const Hush&) = delete;
    Hush& operator=(const Hush&) = delete;
};

OGRFieldType type_of(CellType type) {
    switch (type) {
        case CellType::boolean:
        case CellType::integer: return OFTInteger;
        case CellType::integer64: return OFTInteger64;
        case CellType::real: return OFTReal;
        case CellType::date:  // as text: FlatGeobuf would make times of dates
        case CellType::text: break;
    }
    return OFTString;
}

bool reference_of(const std::string& crs, OGRSpatialReference& out) {
    out.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return out.SetFromUserInput(crs.c_str()) == OGRERR_NONE;
}

std::unique_ptr<OGRGeometry> geometry_of(const LayerSpec& layer, std::size_t row) {
    if (const auto* points = std::get_if<PointGeometry>(&layer.geometry)) {
        if (!points->points || !points->points->known(row)) return nullptr;
        return std::make_unique<OGRPoint>(points->points->xy()[2 * row], points->points->xy()[2 * row + 1]);
    }
    const auto* areas = std::get_if<AreaGeometry>(&layer.geometry);
    if (!areas || row >= areas->coverage.areas()) return nullptr;
    const picture::Coverage& c = areas->coverage;
    auto out = std::make_unique<OGRMultiPolygon>();
    for (auto polygon = static_cast<std::size_t>(c.area_polygons[row]); polygon < static_cast<std::size_t>(c.area_polygons[row + 1]); ++polygon) {
        auto* made = new OGRPolygon;
        for (auto ring = static_cast<std::size_t>(c.polygon_rings[polygon]); ring < static_cast<std::size_t>(c.polygon_rings[polygon + 1]); ++ring) {
            auto* line = new OGRLinearRing;
            for (auto point = static_cast<std::size_t>(c.ring_points[ring]); point < static_cast<std::size_t>(c.ring_points[ring + 1]); ++point) line->addPoint(c.xy[2 * point], c.xy[2 * point + 1]);
            made->addRingDirectly(line);
        }
        out->addGeometryDirectly(made);
    }
    return out;
}

class Options {
public:
    Options() = default;
    ~Options() { CSLDestroy(list_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;
    void set(const char* name, const std::string& value) { list_ = CSLSetNameValue(list_, name, value.c_str()); }
    char** get() { return list_; }

private:
    char** list_ = nullptr;
};

base::Result<OGRLayer*> make(GDALDataset& dataset, MapFile kind, OGRSpatialReference& reference, const LayerSpec& spec, const std::string& about) {
    Options options;
    if (kind == MapFile::geojson) {
        options.set("RFC7946", "YES");
        options.set("COORDINATE_PRECISION", "9");
        options.set("DESCRIPTION", about);
        options.set("WRITE_NAME", "YES");
    } else {
        options.set("SPATIAL_INDEX", "YES");
    }
    const auto type = std::holds_alternative<AreaGeometry>(spec.geometry) ? wkbMultiPolygon : wkbPoint;
    OGRLayer* layer = dataset.CreateLayer(spec.name.c_str(), &reference, type, options.get());
    if (!layer) return could_not("making the layer");
    std::set<std::string> taken{"fid"};
    for (const LayerColumn& column : spec.columns) {
        std::string name = column.name;
        for (int again = 2; !taken.insert(base::lower(name)).second; ++again) name = column.name + "_" + std::to_string(again);
        OGRFieldDefn field(name.c_str(), type_of(column.type));
        if (column.type == CellType::boolean) field.SetSubType(OFSTBoolean);
        if (layer->CreateField(&field) != OGRERR_NONE) return could_not("making a column");
    }
    return layer;
}

base::Status fill(OGRLayer& layer, MapFile kind, const LayerSpec& spec, base::JobContext& job) {
    Captured cell;
    for (std::size_t row = 0; row < spec.rows; ++row) {
        auto geometry = geometry_of(spec, row);
        if (!geometry && kind == MapFile::flatgeobuf) continue;
        OGRFeature feature(layer.GetLayerDefn());
        for (std::size_t i = 0; i < spec.columns.size(); ++i) {
            const auto at = static_cast<int>(i);
            switch (cell.read(spec.columns[i], row).kind()) {
                case Captured::Kind::null: feature.SetFieldNull(at); break;
                case Captured::Kind::integer: feature.SetField(at, static_cast<GIntBig>(cell.integer())); break;
                case Captured::Kind::real: feature.SetField(at, cell.real()); break;
                case Captured::Kind::text: feature.SetField(at, cell.text().c_str()); break;
            }
        }
        if (geometry) feature.SetGeometryDirectly(geometry.release());
        if (layer.CreateFeature(&feature) != OGRERR_NONE) return could_not("writing a row");
        if (row % features_between_looks != 0) continue;
        job.progress(static_cast<double>(row) / static_cast<double>(spec.rows));
        if (auto s = job.check(); !s) return s;
    }
    return {};
}

}  // namespace

base::Status write_map_file(const std::filesystem::path& file, MapFile kind, const std::string& crs, const LayerSpec& layer, const std::string& about, base::JobContext& job) {
    job.begin("write " + layer.name);
    const Hush hush;
    if (kind == MapFile::geojson) RegisterOGRGeoJSON();
    else RegisterOGRFlatGeobuf();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(kind == MapFile::geojson ? "GeoJSON" : "FlatGeobuf");
    if (!driver) return base::Error{base::Code::unavailable, "This machine's GDAL cannot write that format; install Debian's libgdal32."};
    OGRSpatialReference reference;
    if (!reference_of(crs, reference)) return base::bad_input("The place's coordinate system \"" + crs + "\" is not one that GDAL knows.");
    std::unique_ptr<GDALDataset> dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) return could_not("making the file");
    const auto made = make(*dataset, kind, reference, layer, about);
    if (!made) return made.error();
    if (auto s = fill(**made, kind, layer, job); !s) return s;
    CPLErrorReset();
    dataset.reset();  // FlatGeobuf writes only now
    return CPLGetLastErrorType() >= CE_Failure ? base::Status(could_not("finishing")) : base::Status();
}

base::Status to_longitude_latitude(const std::string& crs, std::vector<double>& xy) {
    const Hush hush;
    OGRSpatialReference from, to;
    if (!reference_of(crs, from) || !reference_of("EPSG:4326", to)) return base::bad_input("The place's coordinate system \"" + crs + "\" is not one that GDAL knows.");
    const std::unique_ptr<OGRCoordinateTransformation> way(OGRCreateCoordinateTransformation(&from, &to));
    if (!way) return base::bad_input("There is no way from \"" + crs + "\" to longitude and latitude.");
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2)
        if (!way->Transform(1, &xy[i], &xy[i + 1])) return base::bad_input("A point lies outside what \"" + crs + "\" is for.");
    return {};
}

}  // namespace kith::report
