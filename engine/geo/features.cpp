// read_features: a register that comes as a vector file, as words and points.
#include <cmath>
#include <optional>

#include "engine/geo/boundaries.hpp"
#include "engine/geo/map_source.hpp"
#include "engine/geo/shape.hpp"

namespace kith::geo {
namespace {

using column::Severity;
using column::State;

/// The vertex nearest to the middle of a line's length: on the line, whatever its bends.
Point middle_of(const std::vector<Point>& line) {
    double length = 0, walked = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double step = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        if (step > 0 && walked + step >= length / 2) {
            const double part = (length / 2 - walked) / step;
            return {line[i - 1].x + part * (line[i].x - line[i - 1].x), line[i - 1].y + part * (line[i].y - line[i - 1].y)};
        }
        walked += step;
    }
    return line.front();
}

std::optional<Point> stands_for(const RawFeature& feature, const ShapeTools& tools) {
    if (feature.kind == RawFeature::Kind::areas) {
        if (const auto inside = tools.inside(feature.shape)) return inside;
        return Point{feature.shape.xy[0], feature.shape.xy[1]};
    }
    if (feature.loose.empty()) return std::nullopt;
    return feature.kind == RawFeature::Kind::lines ? middle_of(feature.loose) : feature.loose.front();
}

class Gathering {
public:
    Gathering(MapSource& source, column::SourceReport& report) : source_(source), report_(report) {
        for (const std::string& field : source.file.fields()) table_.columns.push_back({field, {}});
        table_.columns.push_back({"fid", {}});
        table_.layers = source.file.layers();
        table_.layer = source.file.layer();
        if (source.shapes) table_.crs = source.projector.from().name;
    }

    void take(const RawFeature& feature) {
        ++report_.tally.read;
        for (std::size_t i = 0; i < feature.values.size(); ++i) {
            const FieldValue& value = feature.values[i];
            recoded_ += value.recoded;
            table_.columns[i].codes.push_back(
                value.kind == FieldValue::Kind::none || value.text.empty() ? -1 : table_.texts.code_of(value.text));
        }
        table_.columns.back().codes.push_back(table_.texts.code_of(std::to_string(feature.fid)));
        take_point(feature);
    }

    FeatureTable finish() && {
        source_.note_fault(report_.tally.read, report_);
        tell_many(report_, Severity::note, many_, "points_many", "Of several points of one feature the first was used.");
        tell_many(report_, Severity::note, wide_, "shape_as_point", "Of an area or a line one point on it was used.");
        tell_many(report_, Severity::note, heights_, "heights_dropped", "Heights are not used.");
        tell_many(report_, Severity::note, recoded_, "text_recoded", "Words that are no UTF-8 were read as Windows-1252.");
        return std::move(table_);
    }

private:
    void take_point(const RawFeature& feature) {
        const auto point = stands_for(feature, tools_);
        double xy[2] = {point ? point->x : 0, point ? point->y : 0};
        const bool area = feature.kind == RawFeature::Kind::areas;
        ++table_.shapes[area ? 3 : feature.kind == RawFeature::Kind::lines ? 2 : feature.kind == RawFeature::Kind::points ? 1 : 0];
        Trouble trouble = point ? trouble_with(source_.projector, area ? std::span<const double>(feature.shape.xy) : xy) : Trouble::none;
        if (point && trouble == Trouble::none && source_.projector.transform(xy) > 0) trouble = Trouble::not_projected;
        const bool usable = point && trouble == Trouble::none;
        if (trouble != Trouble::none)
            tell(report_, Severity::problem, report_.tally.read, std::string(code_of(trouble)),
                "The feature was kept without its position: " + words_for(trouble, source_.projector) + ".");
        table_.xy.push_back(usable ? xy[0] : 0);
        table_.xy.push_back(usable ? xy[1] : 0);
        table_.states.push_back(static_cast<std::uint8_t>(usable ? State::known : State::unstated));
        if (!usable) return;
        many_ += feature.kind == RawFeature::Kind::points && feature.loose.size() > 1;
        wide_ += feature.kind != RawFeature::Kind::points;
        heights_ += feature.had_height;
    }

    MapSource& source_;
    column::SourceReport& report_;
    ShapeTools tools_;
    FeatureTable table_;
    std::int64_t many_ = 0, wide_ = 0, heights_ = 0, recoded_ = 0;
};

}  // namespace

base::Result<FeatureTable> read_features(std::span<const NamedBytes> parts, const FeatureRequest& request, column::SourceReport& report) {
    report.file = request.file;
    auto source = open_map(parts, {request.file, request.ogr_layer, request.crs, request.working_crs, request.wkt, request.layer_number}, report);
    if (!source) return source.error();
    Gathering gathering(*source, report);
    RawFeature feature;
    while (source->file.next(feature)) gathering.take(feature);
    return std::move(gathering).finish();
}

}  // namespace kith::geo
