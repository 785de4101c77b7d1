#include "engine/geo/feature_stream.hpp"

#include <ogr_recordbatch.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "engine/geo/gdal_quiet.hpp"
#include "engine/geo/vector_file.hpp"

namespace kith::geo {
namespace {

static_assert(std::endian::native == std::endian::little, "Arrow's numbers and those of the shapes are read as they stand.");

/// What GDAL lends: given back by the function that came with it.
template <class T>
struct Lent : T {
    Lent() : T{} {}
    ~Lent() { give_back(); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    void give_back() {
        if (T::release != nullptr) T::release(this);
        T::release = nullptr;
    }
};

/// Well-known binary, never read beyond its end.
class ShapeBytes {
public:
    explicit ShapeBytes(std::string_view bytes) : rest_(bytes) {}

    /// False where it is anything but a polygon or some, in two dimensions, with points in every ring.
    bool areas(Shape& shape) {
        std::uint32_t kind = 0, parts = 1;
        if (!head(kind)) return false;
        if (kind == polygon_code) return polygon(shape);
        if (kind != polygons_code || !take(parts) || parts == 0) return false;
        for (; parts > 0; --parts)
            if (!head(kind) || kind != polygon_code || !polygon(shape)) return false;
        return true;
    }

private:
    static constexpr std::uint32_t polygon_code = 3, polygons_code = 6;

    template <class T>
    bool take(T& value) {
        if (rest_.size() < sizeof value) return false;
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
        return true;
    }
    bool head(std::uint32_t& kind) {
        std::uint8_t order = 0;
        return take(order) && order == 1 && take(kind);
    }
    bool polygon(Shape& shape) {
        std::uint32_t rings = 0;
        if (!take(rings) || rings == 0) return false;
        for (; rings > 0; --rings)
            if (!ring(shape)) return false;
        shape.end_polygon();
        return true;
    }
    bool ring(Shape& shape) {
        constexpr std::size_t point = 2 * sizeof(double);
        std::uint32_t points = 0;
        if (!take(points) || points == 0 || rest_.size() / point < points) return false;
        const std::size_t before = shape.xy.size();
        shape.xy.resize(before + 2 * std::size_t{points});
        std::memcpy(shape.xy.data() + before, rest_.data(), point * points);
        rest_.remove_prefix(point * points);
        shape.end_ring();
        return true;
    }
    std::string_view rest_;
};

template <class T>
T number_at(const ArrowArray& array, std::int64_t row) {
    return static_cast<const T*>(array.buffers[1])[array.offset + row];
}

bool is_null(const ArrowArray& array, std::int64_t row) {
    const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
    const std::int64_t at = array.offset + row;
    return bits != nullptr && (bits[at / 8] >> (at % 8) & 1) == 0;
}

std::string_view bytes_at(const ArrowArray& array, std::int64_t row) {
    const auto* ends = static_cast<const std::int32_t*>(array.buffers[1]) + array.offset + row;
    return {static_cast<const char*>(array.buffers[2]) + ends[0], static_cast<std::size_t>(ends[1] - ends[0])};
}

void read_cell(const ArrowArray& array, char format, std::int64_t row, FieldValue& value) {
    value.recoded = false;
    if (is_null(array, row)) return value.set_none();
    switch (format) {
        case 'i': return value.set_whole(number_at<std::int32_t>(array, row));
        case 'l': return value.set_whole(number_at<std::int64_t>(array, row));
        case 'g': return value.set_real(number_at<double>(array, row));
        default: break;
    }
    const std::string_view text = bytes_at(array, row);
    value.set_text(text.substr(0, text.find('\0')));  // as C has texts, and GDAL those of a feature
}

}  // namespace

struct FeatureStream::Hidden {
    struct Column {
        std::size_t field, child;
        char format;
    };
    explicit Hidden(const Complaints& theirs) : complaints(theirs) {}
    const Complaints& complaints;
    Option one_thread{"GDAL_NUM_THREADS", "1"};
    Lent<ArrowArrayStream> stream;
    Lent<ArrowArray> batch;
    std::vector<Column> columns;
    std::size_t fields = 0, children = 0;
    std::int64_t at = 0, given = 0;

    bool begin(OGRLayer& layer, const std::vector<bool>& wanted);
    bool take(RawFeature& feature);
};

bool FeatureStream::Hidden::begin(OGRLayer& layer, const std::vector<bool>& wanted) {
    constexpr const char* how[] = {"MAX_FEATURES_IN_BATCH=512", nullptr};
    OGRFeatureDefn& definition = *layer.GetLayerDefn();
    if (definition.GetGeomFieldCount() != 1 || !layer.GetArrowStream(&stream, how)) return false;
    Lent<ArrowSchema> schema;
    if (stream.get_schema(&stream, &schema) != 0) return false;
    fields = wanted.size();
    children = 1;  // the first is the feature's own id, the last its shape
    for (std::size_t field = 0; field < fields; ++field) {
        if (definition.GetFieldDefn(static_cast<int>(field))->IsIgnored()) continue;
        const std::size_t child = children++;
        if (!wanted[field]) continue;
        if (std::cmp_less_equal(schema.n_children, child)) return false;
        const ArrowSchema& about = *schema.children[child];
        const std::string_view format = about.format;
        const bool may_lack = (about.flags & ARROW_FLAG_NULLABLE) != 0;  // else what is not there would be 0
        if (about.dictionary != nullptr || !(format == "u" || (may_lack && (format == "i" || format == "l" || format == "g")))) return false;
        columns.push_back({field, child, format[0]});
    }
    ++children;
    return std::cmp_equal(schema.n_children, children) && std::string_view(schema.children[0]->format) == "l" &&
           std::string_view(schema.children[children - 1]->format) == "z";
}

bool FeatureStream::Hidden::take(RawFeature& feature) {
    const ArrowArray& shapes = *batch.children[children - 1];
    feature.shape.clear();
    if (is_null(shapes, at) || !ShapeBytes(bytes_at(shapes, at)).areas(feature.shape)) return false;
    feature.kind = RawFeature::Kind::areas;
    feature.loose.clear();
    feature.line_xy.clear();
    feature.line_points.assign(1, 0);
    feature.had_height = feature.had_curves = feature.had_other_parts = false;
    feature.fid = number_at<std::int64_t>(*batch.children[0], at);
    feature.values.resize(fields);
    for (const Column& column : columns) read_cell(*batch.children[column.child], column.format, at, feature.values[column.field]);
    return true;
}

std::unique_ptr<FeatureStream> FeatureStream::open(OGRLayer& layer, const std::vector<bool>& wanted, const Complaints& complaints) {
    if (!layer.TestCapability(OLCFastGetArrowStream)) return nullptr;
    auto hidden = std::make_unique<Hidden>(complaints);
    if (!hidden->begin(layer, wanted)) return nullptr;
    return std::unique_ptr<FeatureStream>(new FeatureStream(std::move(hidden)));
}

FeatureStream::FeatureStream(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
FeatureStream::~FeatureStream() = default;

FeatureStream::Next FeatureStream::next(RawFeature& feature) {
    Hidden& h = *hidden_;
    if (h.batch.release == nullptr || h.at >= h.batch.length) {
        h.batch.give_back();
        h.at = 0;
        if (h.stream.get_next(&h.stream, &h.batch) != 0 || !h.complaints.first.empty()) return Next::unusual;
        if (h.batch.release == nullptr || h.batch.length == 0) return Next::end;
        if (std::cmp_not_equal(h.batch.n_children, h.children)) return Next::unusual;
    }
    if (!h.take(feature)) return Next::unusual;
    ++h.at;
    ++h.given;
    return Next::feature;
}

std::int64_t FeatureStream::given() const { return hidden_->given; }

}  // namespace kith::geo
