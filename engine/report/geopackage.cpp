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
#include "engine/report/row_source.hpp"

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

class Database {
public:
    explicit Database(const std::filesystem::path& file) {
        open_ = sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK;
    }
    ~Database() { sqlite3_close(database_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    bool is_open() const { return open_; }
    sqlite3* handle() { return database_; }
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

/// What a row is taken from: the key first, then the layer's columns; one that is empty throughout is not asked for.
std::string selected(const LayerSpec& layer) {
    std::string out = "SELECT NULL";
    std::size_t at = 0;
    if (!std::holds_alternative<NoGeometry>(layer.geometry)) out += ",c" + std::to_string(at++);
    for (const LayerColumn& column : layer.columns) {
        out += column.empty ? ",NULL" : ",c" + std::to_string(at);
        ++at;
    }
    return out + " FROM kith_rows";
}

/// All rows of a layer in one statement, without the triggers that would count them one by one.
base::Status fill_layer(const std::filesystem::path& file, const LayerSpec& layer, base::JobContext& job) {
    Database database(file);
    if (!database.is_open()) return failed("opening the file");
    for (const char* setting : {"PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA cache_size=-16000"})
        if (!database.run(setting)) return failed("preparing the file");
    const std::string name = quoted(layer.name, '\''), table = quoted(layer.name, '"');
    const auto triggers = database.column("SELECT sql FROM sqlite_master WHERE type='trigger' AND tbl_name=" + name);
    for (const auto& trigger : database.column("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=" + name))
        if (!database.run("DROP TRIGGER " + quoted(trigger, '"'))) return failed("preparing a layer");
    RowSource source;
    source.layer = &layer;
    source.job = &job;
    const auto srs = database.column("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name=" + name);
    if (!srs.empty()) source.srs = std::stoi(srs.front());
    if (offer_rows(database.handle(), source) != SQLITE_OK) return failed("offering rows");
    const bool filled = database.run("BEGIN") && database.run("INSERT INTO " + table + " " + selected(layer)) && database.run("COMMIT");
    if (job.stopped()) return base::cancelled();
    if (!filled) return failed("writing rows");
    for (const auto& trigger : triggers)
        if (!database.run(trigger)) return failed("finishing a layer");
    std::string finish = "UPDATE gpkg_ogr_contents SET feature_count=" + std::to_string(layer.rows) + " WHERE table_name=" + name;
    if (!database.run(finish)) return failed("finishing a layer");
    if (source.bounds.empty) return {};
    char extent[200];
    std::snprintf(extent, sizeof extent, "UPDATE gpkg_contents SET min_x=%.17g,min_y=%.17g,max_x=%.17g,max_y=%.17g WHERE table_name=", source.bounds.left,
                  source.bounds.bottom, source.bounds.right, source.bounds.top);
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
