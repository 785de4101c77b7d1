#include "engine/geo/boundaries.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/geo/kept_columns.hpp"
#include "engine/geo/map_source.hpp"

namespace kith::geo {
namespace {

using column::Severity;

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2g %%", 100 * share);
    return text;
}

std::string place_of(Point point) {
    char text[64];
    std::snprintf(text, sizeof text, "%.10g, %.10g", point.x, point.y);
    return text;
}

/// The areas that have been read so far, column by column.
class Gathered {
    static constexpr std::size_t most_expected = std::size_t{1} << 26;

public:
    Gathered(MapSource& source, const BoundaryRequest& request, column::SourceReport& report)
        : source_(source), request_(request), report_(report) {}

    base::Status find_columns();
    /// No more coordinates than a file of so many bytes can hold, so that the largest column is never moved; only what is used costs memory.
    void expect(std::size_t bytes) { xy_.reserve(std::min<std::size_t>(bytes / sizeof(double), most_expected)); }
    void take(RawFeature& feature);
    /// Says that this one will be taken next: where its code stands is on the way meanwhile.
    void soon(const RawFeature& feature) const {
        if (id_ >= 0) code_texts_.soon(base::trimmed(feature.values[static_cast<std::size_t>(id_)].text));
    }
    /// An error when nothing can be used.
    base::Status finish_notes();
    base::Result<column::SegmentPtr> segment(const column::Allocator& allocate) &&;

private:
    bool take_identity(const RawFeature& feature);
    bool take_shape(RawFeature& feature);
    void mend(RawFeature& feature);
    void refuse(std::string code, std::string reason);
    Trouble commonest_trouble() const;

    MapSource& source_;
    const BoundaryRequest& request_;
    column::SourceReport& report_;
    ShapeTools tools_;
    int id_ = -1, name_ = -1;  // fields; id_ -1 = the feature's own id
    KeptColumns kept_;
    std::int64_t row_ = 0;

    column::DictionaryBuilder code_texts_, name_texts_;
    std::vector<std::int32_t> codes_, names_;
    column::States name_states_;
    std::vector<std::int64_t> rows_;
    std::vector<std::int64_t> first_row_;  // of each code
    std::vector<std::int64_t> area_polygons_{0}, polygon_rings_{0}, ring_points_{0};
    std::vector<double> xy_, km2_;

    std::int64_t heights_ = 0, curves_ = 0, other_parts_ = 0, recoded_ = 0, shapes_ = 0;
    std::vector<std::pair<std::int64_t, Trouble>> lost_;  // rows whose shapes cannot be used
    std::string first_refusal_;
};

base::Status Gathered::find_columns() {
    VectorFile& file = source_.file;
    id_ = file.field(request_.id);
    const bool own_id = request_.id.empty() || base::lower(request_.id) == "fid";
    if (id_ < 0 && !own_id) return no_such_column(file, request_.file, request_.id);
    if (!request_.name.empty()) {
        name_ = file.field(request_.name);
        if (name_ < 0) return no_such_column(file, request_.file, request_.name);
    }
    if (auto status = kept_.find(file, request_.file, request_.columns, request_.where, request_.missing); !status) return status;
    std::vector<int> fields = kept_.fields();
    fields.insert(fields.end(), {id_, name_});
    file.read_only(fields);
    return {};
}

void Gathered::refuse(std::string code, std::string reason) {
    ++report_.tally.refused;
    if (first_refusal_.empty()) first_refusal_ = reason;
    tell(report_, Severity::problem, row_, std::move(code), std::move(reason));
}

void Gathered::take(RawFeature& feature) {
    ++row_;
    ++report_.tally.read;
    if (!kept_.wanted(feature)) {
        ++report_.tally.filtered;
        return;
    }
    if (feature.kind == RawFeature::Kind::points || feature.kind == RawFeature::Kind::lines) {
        const char* what = feature.kind == RawFeature::Kind::lines ? "a line" : feature.loose.size() == 1 ? "a point" : "a set of points";
        return refuse("not_an_area", std::string("The feature is ") + what + ", and an area needs a polygon; it was left out.");
    }
    if (!take_identity(feature)) return;
    ++report_.tally.kept;
    kept_.take(feature, recoded_);
    rows_.push_back(row_);
    km2_.push_back(0);
    if (take_shape(feature)) ++shapes_;
    area_polygons_.push_back(static_cast<std::int64_t>(polygon_rings_.size()) - 1);
}

bool Gathered::take_identity(const RawFeature& feature) {
    std::string own;
    if (id_ < 0) own = std::to_string(feature.fid);
    const std::string_view code = base::trimmed(id_ < 0 ? own : feature.values[static_cast<std::size_t>(id_)].text);
    if (code.empty()) {
        refuse("no_code", "The area has no code; it was left out.");
        return false;
    }
    codes_.push_back(code_texts_.code_of(code));
    const auto known = static_cast<std::size_t>(codes_.back());  // codes are given out one after the other
    if (known == first_row_.size()) first_row_.push_back(row_);
    else
        tell(report_, Severity::note, row_, "repeated_code",
            "The code " + std::string(code) + " stands already in row " + std::to_string(first_row_[known]) + ".");
    if (name_ < 0) return true;
    const FieldValue& name = feature.values[static_cast<std::size_t>(name_)];
    if (name.recoded) ++recoded_;
    const std::string_view words = base::trimmed(name.text);
    names_.push_back(words.empty() ? -1 : name_texts_.code_of(words));
    name_states_.push_back(static_cast<std::uint8_t>(words.empty() ? column::State::unstated : column::State::known));
    return true;
}

Trouble Gathered::commonest_trouble() const {
    std::map<Trouble, std::int64_t> counts;
    for (const auto& [row, trouble] : lost_) ++counts[trouble];
    return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

bool Gathered::take_shape(RawFeature& feature) {
    if (feature.kind != RawFeature::Kind::areas) {
        tell(report_, Severity::problem, row_, "no_shape",
            "The area has no shape: it was kept, but nobody can be placed in it by position.");
        return false;
    }
    heights_ += feature.had_height;
    curves_ += feature.had_curves;
    other_parts_ += feature.had_other_parts;
    Shape& shape = feature.shape;
    if (const Trouble trouble = trouble_with(source_.projector, shape.xy); trouble != Trouble::none) {
        lost_.emplace_back(row_, trouble);
        return false;
    }
    mend(feature);
    if (shape.empty()) return false;
    if (source_.projector.transform(shape.xy) > 0) {
        lost_.emplace_back(row_, Trouble::not_projected);
        return false;
    }
    const double square_metres = area_of(shape);
    if (!(square_metres > 0)) {
        tell(report_, Severity::problem, row_, "no_area", "The area's outline encloses nothing: it was kept without its shape.");
        return false;
    }
    km2_.back() = square_metres / 1e6;
    const auto points = static_cast<std::int64_t>(xy_.size() / 2), rings = static_cast<std::int64_t>(ring_points_.size()) - 1;
    xy_.insert(xy_.end(), shape.xy.begin(), shape.xy.end());
    for (std::size_t r = 1; r < shape.ring_points.size(); ++r) ring_points_.push_back(points + shape.ring_points[r]);
    for (std::size_t p = 1; p < shape.polygon_rings.size(); ++p) polygon_rings_.push_back(rings + shape.polygon_rings[p]);
    return true;
}

/// In the file's own coordinates, so that what is said can be found in the file.
void Gathered::mend(RawFeature& feature) {
    const Mend done = tools_.mend(feature.shape);
    if (!done.needed) return;
    if (feature.shape.empty()) {
        tell(report_, Severity::problem, row_, "no_area",
            "The area's outline encloses nothing (" + done.reason + "): it was kept without its shape.");
        return;
    }
    const double change = done.area_before > 0 ? std::abs(done.area_after - done.area_before) / done.area_before : 0;
    tell(report_, Severity::problem, row_, "shape_mended",
        "The area's outline was not valid (" + done.reason + " at " + place_of(done.where) + "); it was mended" +
            (change > 1e-9 ? ", which changed its size by " + percent(change) + "." : ", and its size is the same."));
}

base::Status Gathered::finish_notes() {
    const std::string fault = source_.note_fault(report_.tally.read, report_);
    tell_many(report_, Severity::note, heights_, "heights_dropped", "Heights (or measures) of the shapes are not used.");
    tell_many(report_, Severity::note, curves_, "curves_straightened", "Curves of the shapes were replaced by short lines.");
    tell_many(report_, Severity::note, other_parts_, "parts_dropped", "Points and lines beside the polygons of an area are not used.");
    tell_many(report_, Severity::note, recoded_, "text_recoded", "Words that are no UTF-8 were read as Windows-1252.");
    const column::Tally& tally = report_.tally;
    if (tally.read == 0 && !fault.empty()) return base::bad_input("No area could be read from " + request_.file + ": " + fault + ".");
    if (tally.read == 0) tell(report_, Severity::note, 0, "no_rows", "The file has no areas in it.");
    if (tally.kept == 0 && tally.refused > 0) return base::bad_input("No area could be read from " + request_.file + ". " + first_refusal_);
    if (tally.kept == 0 && tally.filtered > 0) return base::bad_input("No area of " + request_.file + " matches the recipe's where.");
    if (shapes_ == 0 && !lost_.empty()) {
        const Trouble trouble = commonest_trouble();
        const std::string words = words_for(trouble, source_.projector);
        tell_many(report_, Severity::problem, static_cast<std::int64_t>(lost_.size()), std::string(code_of(trouble)),
            "No shape can be used: " + words + ".");
        return base::bad_input("No shape of " + request_.file + " can be used: " + words + ". " + advice_for(trouble, source_));
    }
    for (const auto& [row, trouble] : lost_)
        tell(report_, Severity::problem, row, std::string(code_of(trouble)),
            "The area was kept without its shape: " + words_for(trouble, source_.projector) + ".");
    return {};
}

base::Result<column::SegmentPtr> Gathered::segment(const column::Allocator& allocate) && {
    column::SegmentBuilder builder("read.areas");
    builder.add_text("code", std::move(codes_), code_texts_);
    if (name_ >= 0) builder.add_text("name", std::move(names_), name_texts_, std::move(name_states_));
    builder.add_f64("km2", std::move(km2_));
    builder.add_i64("source_row", std::move(rows_));
    kept_.add_to(builder);
    builder.add_i64("area_polygons", std::move(area_polygons_));
    builder.add_i64("polygon_rings", std::move(polygon_rings_));
    builder.add_i64("ring_points", std::move(ring_points_));
    builder.add_points("points", std::move(xy_));
    return std::move(builder).finish(allocate);
}

/// Reads all; the tally balances also when it fails.
base::Result<column::SegmentPtr> read_all(
    MapSource& source, std::size_t bytes, const BoundaryRequest& request, const column::Allocator& allocate, column::SourceReport& report) {
    Gathered gathered(source, request, report);
    if (auto status = gathered.find_columns(); !status) return status.error();
    gathered.expect(bytes);
    std::array<RawFeature, 2> features;
    bool more = source.file.next(features[0]);
    for (std::size_t now = 0; more; now = 1 - now) {
        RawFeature& next = features[1 - now];
        more = source.file.next(next);
        if (more) gathered.soon(next);
        gathered.take(features[now]);
    }
    if (auto status = gathered.finish_notes(); !status) {
        report.tally.refused += report.tally.kept;
        report.tally.kept = 0;
        return status.error();
    }
    return std::move(gathered).segment(allocate);
}

}  // namespace

base::Result<column::SegmentPtr> read_boundaries(
    std::span<const NamedBytes> parts, const BoundaryRequest& request, const column::Allocator& allocate, column::SourceReport& report) {
    report.block = "areas";
    report.file = request.file;
    auto source = open_map(parts, {request.file, request.ogr_layer, request.crs, request.working_crs, request.wkt}, report);
    if (!source) return source.error();
    if (!source->shapes) return base::bad_input(request.file + " holds a table without shapes: areas need a file with their outlines.");
    return read_all(*source, parts[0].bytes.size(), request, allocate, report);
}

}  // namespace kith::geo
