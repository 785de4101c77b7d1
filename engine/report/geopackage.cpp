#include "engine/report/geopackage.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <memory>
#include <set>

#include "engine/base/text.hpp"
#include "engine/report/sqlite_table.hpp"
#include "engine/report/wkb.hpp"

namespace kith::report {
namespace {

base::Error failed(const char* step) {
    return base::io_error(std::string("The GeoPackage could not be written (") + step + "); is there room on the disk?");
}

/// GDAL's messages are ours to word; its settings last as long as this.
class Quiet {
public:
    Quiet() {
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
        CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", "OFF");
        CPLSetThreadLocalConfigOption("OGR_SQLITE_PRAGMA", "page_size=32768");  // of a file that is made: fewer pages to see to
    }
    ~Quiet() {
        CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
        CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", nullptr);
        CPLSetThreadLocalConfigOption("OGR_SQLITE_PRAGMA", nullptr);
        CPLPopErrorHandler();
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};

OGRwkbGeometryType geometry_type(const LayerSpec& layer) {
    if (std::holds_alternative<PointGeometry>(layer.geometry)) return wkbPoint;
    if (std::holds_alternative<AreaGeometry>(layer.geometry)) return wkbMultiPolygon;
    return std::holds_alternative<LineGeometry>(layer.geometry) ? wkbLineString : wkbNone;
}

OGRFieldType field_type(CellType type) {
    switch (type) {
        case CellType::boolean:
        case CellType::integer: return OFTInteger;
        case CellType::integer64: return OFTInteger64;
        case CellType::real: return OFTReal;
        case CellType::date: return OFTDate;
        case CellType::text: break;
    }
    return OFTString;
}

/// SQLite does not tell "Name" from "name", and two columns are GDAL's.
std::vector<std::string> different_names(const std::vector<LayerColumn>& columns) {
    std::set<std::string> taken{"fid", "geom"};
    std::vector<std::string> out;
    for (const LayerColumn& column : columns) {
        std::string name = column.name;
        for (int again = 2; !taken.insert(base::lower(name)).second; ++again) name = column.name + "_" + std::to_string(again);
        out.push_back(std::move(name));
    }
    return out;
}

base::Status make_layer(GDALDataset& dataset, OGRSpatialReference& reference, const LayerSpec& spec) {
    char** options = nullptr;
    options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO");
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "DESCRIPTION", spec.description.c_str());
    OGRLayer* layer = dataset.CreateLayer(spec.name.c_str(), &reference, geometry_type(spec), options);
    CSLDestroy(options);
    if (!layer) return failed("making a layer");
    const auto names = different_names(spec.columns);
    for (std::size_t i = 0; i < names.size(); ++i) {
        OGRFieldDefn field(names[i].c_str(), field_type(spec.columns[i].type));
        if (spec.columns[i].type == CellType::boolean) field.SetSubType(OFSTBoolean);
        if (layer->CreateField(&field) != OGRERR_NONE) return failed("making a column");
    }
    return {};
}

base::Status make_file(const std::filesystem::path& file, const std::string& crs, std::span<const LayerSpec> layers) {
    RegisterOGRGeoPackage();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (!driver) return base::Error{base::Code::unavailable, "This machine's GDAL cannot write GeoPackages; install Debian's libgdal32."};
    OGRSpatialReference reference;
    reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE) return base::bad_input("The place's coordinate system \"" + crs + "\" is not one that GDAL knows.");
    std::unique_ptr<GDALDataset> dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) return failed("making the file");
    for (const LayerSpec& layer : layers)
        if (auto status = make_layer(*dataset, reference, layer); !status) return status;
    return {};
}

/// Without a journal: the file is new, and whoever runs us throws it away when a step fails.
class Database {
public:
    explicit Database(const std::filesystem::path& file) {
        open_ = sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK && run("PRAGMA journal_mode=OFF") && run("PRAGMA synchronous=OFF");
    }
    ~Database() { sqlite3_close(database_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    bool is_open() const { return open_; }
    bool run(const std::string& sql) { return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
    /// The first column of each row.
    std::vector<std::string> column(const std::string& sql) {
        std::vector<std::string> out;
        const auto take = [](void* rows, int, char** values, char**) {
            static_cast<std::vector<std::string>*>(rows)->push_back(values[0] ? values[0] : "");
            return 0;
        };
        sqlite3_exec(database_, sql.c_str(), take, &out, nullptr);
        return out;
    }

private:
    sqlite3* database_ = nullptr;
    bool open_ = false;
};

std::string quoted(const std::string& name, char quote) {
    std::string out(1, quote);
    for (const char c : name) {
        out += c;
        if (c == quote) out += c;
    }
    return out + quote;
}

/// Adds a row's geometry to its record.
void add_geometry(const LayerSpec& layer, std::int32_t srs, std::size_t row, picture::Bounds& bounds, std::string& blob, const Record& record) {
    if (const auto* points = std::get_if<PointGeometry>(&layer.geometry)) {
        if (!points->points || !points->points->known(row)) return record.null();
        const double x = points->points->xy()[2 * row], y = points->points->xy()[2 * row + 1];
        bounds.add(x, y);
        point_blob(srs, x, y, blob);
    } else if (const auto* areas = std::get_if<AreaGeometry>(&layer.geometry)) {
        if (row >= areas->coverage.areas()) return record.null();
        area_blob(srs, areas->coverage, row, bounds, blob);
    } else if (const auto* lines = std::get_if<LineGeometry>(&layer.geometry)) {
        double xy[4];
        if (!lines->ends(row, xy)) return record.null();
        bounds.add(xy[0], xy[1]);
        bounds.add(xy[2], xy[3]);
        line_blob(srs, xy, blob);
    } else {
        return;
    }
    record.blob(blob);
}

base::Status write_rows(const LayerSpec& layer, std::int32_t srs, SqliteTable& table, picture::Bounds& bounds, base::JobContext& job) {
    constexpr std::size_t rows_between_checks = 1 << 14;
    Record record(layer.columns.size() + 2);
    std::string blob;
    for (std::size_t row = 0; row < layer.rows; ++row) {
        if (row % rows_between_checks == 0) {
            if (auto status = job.check(); !status) return status;
            job.progress(static_cast<double>(row) / static_cast<double>(layer.rows));
        }
        record.clear();
        record.null();  // the key, which is the row's id
        add_geometry(layer, srs, row, bounds, blob, record);
        for (const LayerColumn& column : layer.columns) {
            if (column.empty) record.null();
            else column.write(record, row);
        }
        table.add(record);
    }
    return table.finish();
}

/// All rows of a layer at once, without the triggers that would count them one by one.
base::Status fill_layer(const std::filesystem::path& file, const LayerSpec& layer, base::JobContext& job) {
    const std::string name = quoted(layer.name, '\'');
    std::int32_t srs = 0;
    std::uint32_t root = 0;
    {
        Database database(file);
        const auto page = database.column("SELECT rootpage FROM sqlite_master WHERE type='table' AND name=" + name);
        if (page.size() != 1) return failed("finding a layer");
        root = static_cast<std::uint32_t>(std::stoul(page.front()));
        if (const auto found = database.column("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name=" + name); !found.empty()) srs = std::stoi(found.front());
    }
    picture::Bounds bounds;
    SqliteTable table(file, root);
    if (auto status = write_rows(layer, srs, table, bounds, job); !status) return status;
    Database database(file);
    const std::string count = std::to_string(layer.rows);
    const bool counted = database.run("UPDATE gpkg_ogr_contents SET feature_count=" + count + " WHERE table_name=" + name) &&
        (layer.rows == 0 || database.run("INSERT INTO sqlite_sequence VALUES (" + name + "," + count + ")"));
    if (!counted) return failed("finishing a layer");
    if (bounds.empty) return {};
    char extent[200];
    std::snprintf(extent, sizeof extent, "UPDATE gpkg_contents SET min_x=%.17g,min_y=%.17g,max_x=%.17g,max_y=%.17g WHERE table_name=", bounds.left, bounds.bottom,
                  bounds.right, bounds.top);
    return database.run(extent + name) ? base::Status() : failed("finishing a layer");
}

/// Titles and descriptions of columns, as GeoPackage's schema extension has them (OGC 12-128r18, F.9): newer GDAL and QGIS show
/// them as alias and comment.
base::Status describe_columns(const std::filesystem::path& file, std::span<const LayerSpec> layers) {
    std::string rows;
    const auto text = [](const std::string& words) { return words.empty() ? std::string("NULL") : quoted(words, '\''); };
    for (const LayerSpec& layer : layers) {
        const auto names = different_names(layer.columns);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (const auto& column = layer.columns[i]; !column.title.empty() || !column.description.empty())
                rows += std::string(rows.empty() ? "" : ",") + "(" + text(layer.name) + "," + text(names[i]) + "," + text(column.title) + "," + text(column.description) + ")";
    }
    if (rows.empty()) return {};
    Database database(file);
    const bool done = database.is_open() &&
        database.run("CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
                     "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))") &&
        database.run("CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, "
                     "max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))") &&
        database.run("CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
                     "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))") &&
        database.run("INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec121/#extension_schema','read-write'),"
                     "('gpkg_data_column_constraints',NULL,'gpkg_schema','http://www.geopackage.org/spec121/#extension_schema','read-write')") &&
        database.run("INSERT INTO gpkg_data_columns (table_name,column_name,title,description) VALUES " + rows);
    return done ? base::Status() : failed("describing columns");
}

base::Status index_layers(const std::filesystem::path& file, std::span<const LayerSpec> layers) {
    const auto wanted = [](const LayerSpec& layer) { return !std::holds_alternative<NoGeometry>(layer.geometry) && layer.rows > 0 && layer.rows <= most_indexed_rows; };
    std::unique_ptr<GDALDataset> dataset;
    for (const LayerSpec& layer : layers) {
        if (!wanted(layer)) continue;
        const char* only[] = {"GPKG", nullptr};
        if (!dataset) dataset.reset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, only, nullptr, nullptr));
        if (!dataset) return failed("opening it again");
        const std::string sql = "SELECT CreateSpatialIndex(" + quoted(layer.name, '\'') + ", 'geom')";
        if (OGRLayer* answer = dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr)) dataset->ReleaseResultSet(answer);
    }
    return {};
}

}  // namespace

base::Status write_geopackage(const std::filesystem::path& file, const std::string& crs, std::span<const LayerSpec> layers, base::JobContext& job) {
    const Quiet quiet;
    if (auto status = make_file(file, crs, layers); !status) return status;
    for (const LayerSpec& layer : layers) {
        if (auto status = job.check(); !status) return status;
        if (auto status = fill_layer(file, layer, job); !status) return status;
    }
    if (auto status = describe_columns(file, layers); !status) return status;
    return index_layers(file, layers);
}

}  // namespace kith::report
