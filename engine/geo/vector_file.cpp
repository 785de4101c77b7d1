#include "engine/geo/vector_file.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/column/validate.hpp"
#include "engine/geo/character_sets.hpp"
#include "engine/geo/feature_stream.hpp"
#include "engine/geo/gdal_quiet.hpp"
#include "engine/geo/memory_files.hpp"
#include "engine/geo/ogr_shape.hpp"
#include "engine/geo/projection_files.hpp"

namespace kith::geo {
namespace {

/// GDAL's drivers that may ever see bytes here; no other is registered by us, and no other is asked.
constexpr const char* allowed[] = {
    "GeoJSON", "GeoJSONSeq", "TopoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", "LIBKML", "KML", "GML", "CSV", nullptr};

void register_drivers() {
    static const bool once = [] {
        RegisterOGRGeoJSON();
        RegisterOGRGeoJSONSeq();
        RegisterOGRTopoJSON();
        RegisterOGRGeoPackage();
        RegisterOGRShape();
        RegisterOGRFlatGeobuf();
        RegisterOGRLIBKML();
        RegisterOGRKML();
        RegisterOGRGML();
        RegisterOGRCSV();
        return true;
    }();
    static_cast<void>(once);
}

/// Longitude and latitude by the format's own definition, when the file says nothing.
std::string implied_by(const std::string& format) {
    for (const char* name : {"GeoJSON", "GeoJSONSeq", "TopoJSON", "LIBKML", "KML"})
        if (format == name) return "OGC:CRS84";
    return {};
}

std::vector<const char*> open_options(const std::string& format, const std::string& wkt, std::string& holder) {
    if (format == "GML") return {"DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO", "EXPOSE_FID=NO", nullptr};
    if (format != "CSV") return {nullptr};
    holder = "GEOM_POSSIBLE_NAMES=" + (wkt.empty() ? std::string("wkt,geom,geometry,the_geom") : wkt);
    return {holder.c_str(), "KEEP_GEOM_COLUMNS=NO", "AUTODETECT_TYPE=NO", nullptr};
}

void read_list(const OGRFeature& feature, int index, FieldValue& value) {
    char** items = feature.GetFieldAsStringList(index);
    for (int i = 0; items && items[i]; ++i) value.text += (i ? ";" : "") + as_utf8(items[i], value.recoded);
    value.kind = FieldValue::Kind::text;
}

void read_value(OGRFeature& feature, int index, FieldValue& value) {
    value.set_none();
    if (!feature.IsFieldSetAndNotNull(index)) return;
    const OGRFieldDefn& field = *feature.GetFieldDefnRef(index);
    const OGRFieldType type = field.GetType();
    if (type == OFTStringList) return read_list(feature, index, value);
    if (type == OFTBinary) return;
    if (type == OFTReal) return value.set_real(feature.GetFieldAsDouble(index));
    if (type != OFTInteger && type != OFTInteger64) return value.set_text(feature.GetFieldAsString(index));
    value.set_whole(feature.GetFieldAsInteger64(index));
    if (field.GetSubType() != OFSTBoolean) return;
    value.kind = FieldValue::Kind::flag;
    value.text = value.number != 0 ? "true" : "false";
}

/// Undefined ("engineering") systems say no more than none.
bool says_something(const OGRSpatialReference& crs) {
    if (crs.IsLocal()) return false;
    const std::string name = base::lower(crs.GetName() ? crs.GetName() : "");
    return name.find("undefined") == name.npos && name.find("unknown") == name.npos;
}

std::string wkt_of(const OGRSpatialReference& crs) {
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    std::string wkt = crs.exportToWkt(&text, options) == OGRERR_NONE && text ? text : "";
    CPLFree(text);
    return wkt;
}

bool has_shapes(OGRLayer& layer) { return layer.GetGeomType() != wkbNone; }

/// The layer that is meant, or a sentence which there are.
base::Result<OGRLayer*> choose_layer(GDALDataset& dataset, const VectorFile::Choice& choice) {
    std::vector<OGRLayer*> spatial;
    std::string names;
    if (choice.number >= 0 && choice.number < dataset.GetLayerCount()) return dataset.GetLayer(choice.number);
    for (int i = 0; i < std::min(dataset.GetLayerCount(), 1000); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (!layer) continue;
        if (layer->GetName() == choice.layer) return layer;
        if (has_shapes(*layer)) spatial.push_back(layer);
        if (i < 20) names += (names.empty() ? "" : ", ") + std::string(layer->GetName());
    }
    if (!choice.layer.empty() && dataset.GetLayerCount() > 1)
        return base::not_found(choice.file + " has no layer \"" + choice.layer + "\"; it has: " + names + ".");
    if (spatial.size() == 1) return spatial[0];
    if (spatial.empty()) {
        if (dataset.GetLayerCount() == 1) return dataset.GetLayer(0);
        return base::bad_input(choice.file + " has no layer with shapes.");
    }
    return base::bad_input(choice.file + " has " + std::to_string(spatial.size()) + " layers (" + names + "): say which with ogr_layer.");
}

base::Error cannot_open(const VectorFile::Choice& choice, const MemoryFiles& files, const std::string& complaint) {
    std::string message =
        choice.file + " cannot be read as a map file (GeoJSON, TopoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, GML, or CSV with WKT)";
    const std::string words = files.fit_to_say(complaint);
    return base::bad_input(message + (words.empty() ? "." : ": " + words + "."));
}

}  // namespace

void FieldValue::set_none() {
    kind = Kind::none;
    text.clear();
    number = 0;
    recoded = false;
}

void FieldValue::set_whole(std::int64_t whole) {
    kind = Kind::number;
    number = static_cast<double>(whole);
    text = std::to_string(whole);
}

void FieldValue::set_real(double real) {
    if (!std::isfinite(real)) return set_none();
    char buffer[32];
    kind = Kind::number;
    number = real;
    text.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, real).ptr);
}

void FieldValue::set_text(std::string_view bytes) {
    kind = Kind::text;
    number = 0;
    if (column::valid_utf8(bytes)) text.assign(bytes);
    else text = as_utf8(std::string(bytes).c_str(), recoded);
}

base::Status prepare_map_reading() {
    if (base::Status status = hold_projection_files(); !status) return status;
    const Complaints quiet;
    register_drivers();
    OGRSpatialReference earth;
    earth.importFromEPSG(4326);  // GDAL's own door to PROJ
    CPLFree(CPLRecode("\xE9", "CP1252", CPL_ENC_UTF8));  // of any file whose text is no UTF-8
    return {};
}

void load_character_sets() {
    const Complaints quiet;
    for (const char* set : {"CP1250", "CP1251", "CP1253", "CP1254", "CP1257", "CP437", "CP850", "CP852", "CP866", "ISO-8859-1", "ISO-8859-2",
                            "ISO-8859-9", "ISO-8859-15", "BIG5", "GB18030", "GBK", "SJIS", "EUC-KR", "UTF-16"})
        CPLFree(CPLRecode("\xE9\xE9", set, CPL_ENC_UTF8));
}

struct VectorFile::Hidden {
    Complaints complaints;
    Option no_links{"GML_SKIP_RESOLVE_ELEMS", "ALL"};
    Option no_styles{"LIBKML_RESOLVE_STYLE", "NO"};
    std::optional<Option> find_shapes;  // only where the .shx is lost: GDAL would write over one that is there
    MemoryFiles files;                  // closed after the dataset
    Dataset dataset;
    OGRLayer* layer = nullptr;
    std::string format, crs, implied, fault;
    std::vector<std::string> fields, remarks, layers;
    bool read_all = true;
    std::vector<bool> wanted;  // a field, where not all are read
    std::string layer_name;
    bool swap = false;  // the file's own order is y first
    std::unique_ptr<FeatureStream> stream;  // where this layer is read so, and only as long as nothing unusual comes

    base::Status find(const Choice& choice);
    void read_crs();
    void read_feature(OGRFeature& from, RawFeature& feature) const;
    void leave_out(std::span<const int> fields_wanted) const;
    void leave_stream();
};

base::Status VectorFile::Hidden::find(const Choice& choice) {
    auto target = files.target(choice.file, choice.layer);
    if (!target) return target.error();
    // Of a sequence the GeoJSON driver would take the first text for all.
    constexpr const char* sequence[] = {"GeoJSONSeq", nullptr};
    if (choice.sequence) target->insert(0, "GEOJSONSeq:");
    GDALDriverH driver = GDALIdentifyDriverEx(target->c_str(), GDAL_OF_VECTOR, choice.sequence ? sequence : allowed, nullptr);
    format = driver ? GDALGetDriverShortName(driver) : "";
    if (files.lacks_index()) find_shapes.emplace("SHAPE_RESTORE_SHX", "YES");
    std::string holder;
    const auto how = open_options(format, choice.wkt, holder);
    const char* const only[] = {format.c_str(), nullptr};
    if (driver) dataset.reset(GDALDataset::Open(target->c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, only, how.data(), nullptr));
    if (!dataset) return cannot_open(choice, files, complaints.first);
    auto chosen = choose_layer(*dataset, choice);
    if (!chosen) return chosen.error();
    layer = *chosen;
    layer_name = layer->GetName();
    for (int i = 0; i < std::min(dataset->GetLayerCount(), 1000); ++i)
        if (OGRLayer* one = dataset->GetLayer(i)) layers.emplace_back(one->GetName());
    complaints.first.clear();
    return {};
}

void VectorFile::Hidden::read_crs() {
    implied = implied_by(format);
    const OGRSpatialReference* found = layer->GetSpatialRef();
    if (!found || !says_something(*found)) return;
    OGRSpatialReference traditional(*found);
    traditional.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    swap = found->GetDataAxisToSRSAxisMapping() != traditional.GetDataAxisToSRSAxisMapping();
    crs = wkt_of(traditional);
}

void VectorFile::Hidden::read_feature(OGRFeature& from, RawFeature& feature) const {
    feature.fid = from.GetFID();
    feature.values.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (read_all || wanted[i]) read_value(from, static_cast<int>(i), feature.values[i]);
    flatten(from.GetGeometryRef(), swap, feature);
}

base::Result<VectorFile> VectorFile::open(std::span<const NamedBytes> parts, const Choice& choice) {
    register_drivers();
    auto hidden = std::make_unique<Hidden>();
    if (auto status = hidden->files.add(parts, choice.file); !status) return status.error();
    if (auto status = hidden->find(choice); !status) return status.error();
    hidden->read_crs();
    OGRFeatureDefn& definition = *hidden->layer->GetLayerDefn();
    bool recoded = false;
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        hidden->fields.push_back(as_utf8(definition.GetFieldDefn(i)->GetNameRef(), recoded));
    hidden->remarks = hidden->files.remarks(hidden->format);
    hidden->layer->ResetReading();
    return VectorFile(std::move(hidden));
}

VectorFile::VectorFile(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
VectorFile::VectorFile(VectorFile&&) noexcept = default;
VectorFile& VectorFile::operator=(VectorFile&&) noexcept = default;
VectorFile::~VectorFile() = default;

const std::string& VectorFile::format() const { return hidden_->format; }
const std::vector<std::string>& VectorFile::fields() const { return hidden_->fields; }
const std::string& VectorFile::crs() const { return hidden_->crs; }
const std::string& VectorFile::implied_crs() const { return hidden_->implied; }
const std::vector<std::string>& VectorFile::layers() const { return hidden_->layers; }
const std::string& VectorFile::layer() const { return hidden_->layer_name; }
const std::vector<std::string>& VectorFile::remarks() const { return hidden_->remarks; }
const std::string& VectorFile::fault() const { return hidden_->fault; }

void VectorFile::read_only(std::span<const int> fields) {
    hidden_->wanted.assign(hidden_->fields.size(), false);
    for (const int field : fields)
        if (field >= 0) hidden_->wanted[static_cast<std::size_t>(field)] = true;
    hidden_->read_all = false;
    hidden_->leave_out(fields);
    if (!hidden_->swap) hidden_->stream = FeatureStream::open(*hidden_->layer, hidden_->wanted, hidden_->complaints);
    if (!hidden_->stream) hidden_->layer->ResetReading();
}

/// Drivers that can leave fields out are told to; the others' are not looked at.
void VectorFile::Hidden::leave_out(std::span<const int> fields_wanted) const {
    if (!layer->TestCapability(OLCIgnoreFields)) return;
    std::vector<const char*> ignored;
    OGRFeatureDefn& definition = *layer->GetLayerDefn();
    const auto same_name_is_wanted = [&](int field) {  // GDAL knows them by their names
        return std::any_of(fields_wanted.begin(), fields_wanted.end(), [&](int other) {
            return other >= 0 && EQUAL(definition.GetFieldDefn(other)->GetNameRef(), definition.GetFieldDefn(field)->GetNameRef());
        });
    };
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        if (!same_name_is_wanted(i)) ignored.push_back(definition.GetFieldDefn(i)->GetNameRef());
    ignored.push_back(nullptr);
    layer->SetIgnoredFields(ignored.data());
}

/// From here on feature by feature, which tells all about what is unusual.
void VectorFile::Hidden::leave_stream() {
    std::int64_t given = stream->given();
    stream.reset();
    complaints.first.clear();
    layer->ResetReading();
    for (; given > 0; --given) const OGRFeatureUniquePtr passed_over(layer->GetNextFeature());
}

bool VectorFile::any_shape() {
    bool any = false;
    RawFeature feature;
    while (has_shapes(*hidden_->layer) && !any && next(feature))
        any = feature.kind != RawFeature::Kind::none && feature.kind != RawFeature::Kind::empty;
    hidden_->layer->ResetReading();
    return any;
}

int VectorFile::field(std::string_view name) const {
    constexpr std::size_t dbf_length = 10;
    const std::string lower = base::lower(name);
    int by_case = -1, by_start = -1, cases = 0, starts = 0;
    for (std::size_t i = 0; i < hidden_->fields.size(); ++i) {
        const std::string& field = hidden_->fields[i];
        if (field == name) return static_cast<int>(i);
        const std::string other = base::lower(field);
        if (other == lower) by_case = static_cast<int>(i), ++cases;
        if (other.size() == dbf_length && lower.starts_with(other)) by_start = static_cast<int>(i), ++starts;
    }
    if (cases == 1) return by_case;
    return cases == 0 && starts == 1 && hidden_->format == "ESRI Shapefile" ? by_start : -1;
}

bool VectorFile::next(RawFeature& feature) {
    if (hidden_->stream) {
        const FeatureStream::Next found = hidden_->stream->next(feature);
        if (found != FeatureStream::Next::unusual) return found == FeatureStream::Next::feature;
        hidden_->leave_stream();
    }
    const std::unique_ptr<OGRFeature> read(hidden_->layer->GetNextFeature());
    if (!hidden_->complaints.first.empty() && hidden_->fault.empty()) hidden_->fault = hidden_->files.fit_to_say(hidden_->complaints.first);
    if (!read) return false;
    hidden_->read_feature(*read, feature);
    return true;
}

}  // namespace kith::geo
