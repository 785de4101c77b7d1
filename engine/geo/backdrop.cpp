#include "engine/geo/backdrop.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/geo/kept_columns.hpp"
#include "engine/geo/map_source.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {
namespace {

using column::Severity;
using column::State;

/// A text column that grows feature by feature; empty words are unstated.
struct Words {
    column::DictionaryBuilder texts;
    std::vector<std::int32_t> codes;
    column::States states;
    void add(std::string_view word) {
        codes.push_back(word.empty() ? -1 : texts.code_of(word));
        states.push_back(static_cast<std::uint8_t>(word.empty() ? State::unstated : State::known));
    }
};

class BackdropGathering {
public:
    BackdropGathering(MapSource& source, const BackdropRequest& request, column::SourceReport& report) : source_(source), request_(request), report_(report) {}

    base::Status find_columns() {
        for (const auto& [wanted, field] : {std::pair{&request_.name, &name_}, std::pair{&request_.kind, &kind_}}) {
            if (wanted->empty()) continue;
            *field = source_.file.field(*wanted);
            if (*field < 0) return no_such_column(source_.file, request_.file, *wanted);
        }
        return wanted_.find(source_.file, request_.file, {}, request_.where, {});
    }

    void take(RawFeature& feature) {
        ++report_.tally.read;
        if (!wanted_.wanted(feature)) {
            ++report_.tally.filtered;
            return;
        }
        const bool closed = feature.kind == RawFeature::Kind::areas;
        if (!closed && feature.kind != RawFeature::Kind::lines) {
            const bool points = feature.kind == RawFeature::Kind::points;
            return refuse(points ? "not_a_line" : "no_shape", points ? "The feature is a point, and a backdrop is made of lines and areas; it was left out."
                                                                     : "The feature has no shape; it was left out.");
        }
        std::vector<double>& xy = closed ? feature.shape.xy : feature.line_xy;
        Trouble trouble = trouble_with(source_.projector, xy);
        if (trouble == Trouble::none && source_.projector.transform(xy) > 0) trouble = Trouble::not_projected;
        if (trouble != Trouble::none) {
            ++troubles_[trouble];
            return refuse(std::string(code_of(trouble)), "The feature was left out: " + words_for(trouble, source_.projector) + ".");
        }
        if (!add_paths(xy, closed ? feature.shape.ring_points : feature.line_points)) return refuse("no_length", "The line has no length; it was left out.");
        ++report_.tally.kept;
        rows_.push_back(report_.tally.read);
        closed_.push_back(closed);
        if (name_ >= 0) names_.add(text_of(feature, name_));
        if (kind_ >= 0 || !request_.every_kind.empty()) kinds_.add(kind_ < 0 ? std::string_view(request_.every_kind) : ours(text_of(feature, kind_)));
        heights_ += feature.had_height;
        curves_ += feature.had_curves;
        other_parts_ += feature.had_other_parts;
    }

    base::Status finish_notes() {
        const std::string fault = source_.note_fault(report_.tally.read, report_);
        tell_many(report_, Severity::note, heights_, "heights_dropped", "Heights (or measures) of the shapes are not used.");
        tell_many(report_, Severity::note, curves_, "curves_straightened", "Curves of the shapes were replaced by short lines.");
        tell_many(report_, Severity::note, other_parts_, "parts_dropped", "Points and lines beside the polygons of a feature are not used.");
        tell_many(report_, Severity::note, short_, "parts_dropped", "Parts of lines without a length are not used.");
        tell_many(report_, Severity::note, recoded_, "text_recoded", "Words that are no UTF-8 were read as Windows-1252.");
        const column::Tally& tally = report_.tally;
        if (tally.kept > 0) return {};
        if (tally.read == 0 && !fault.empty()) return base::bad_input("Nothing could be read from " + request_.file + ": " + fault + ".");
        if (tally.read == 0) tell(report_, Severity::note, 0, "no_rows", "The file has no features in it.");
        if (tally.refused == 0) return tally.read == 0 ? base::Status() : base::bad_input("No feature of " + request_.file + " matches the recipe's where.");
        const auto most = std::max_element(troubles_.begin(), troubles_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        std::string message = "No line or area could be read from " + request_.file + ". " + first_refusal_;
        if (most != troubles_.end()) message += ' ' + advice_for(most->first, source_);
        return base::bad_input(message);
    }

    base::Result<column::SegmentPtr> segment(const column::Allocator& allocate) && {
        column::SegmentBuilder builder("read.backdrop");
        builder.add_booleans("closed", std::move(closed_));
        if (name_ >= 0) builder.add_text("name", std::move(names_.codes), names_.texts, std::move(names_.states));
        if (kind_ >= 0 || !request_.every_kind.empty()) builder.add_text("kind", std::move(kinds_.codes), kinds_.texts, std::move(kinds_.states));
        builder.add_i64("source_row", std::move(rows_));
        builder.add_i64("feature_paths", std::move(feature_paths_)).add_i64("path_points", std::move(path_points_)).add_points("points", std::move(xy_));
        return std::move(builder).finish(allocate);
    }

private:
    void refuse(std::string code, std::string reason) {
        ++report_.tally.refused;
        if (first_refusal_.empty()) first_refusal_ = reason;
        tell(report_, Severity::problem, report_.tally.read, std::move(code), std::move(reason));
    }

    std::string_view text_of(const RawFeature& feature, int field) {
        const FieldValue& value = feature.values[static_cast<std::size_t>(field)];
        recoded_ += value.recoded;
        return base::trimmed(value.text);
    }

    std::string_view ours(std::string_view word) const {
        const auto at = std::find_if(request_.kind_words.begin(), request_.kind_words.end(), [&](const auto& pair) { return pair.first == word; });
        return at == request_.kind_words.end() ? word : std::string_view(at->second);
    }

    /// False when no path has a length: then nothing was added.
    bool add_paths(const std::vector<double>& xy, const std::vector<std::int64_t>& ends) {
        const std::size_t before = path_points_.size();
        std::int64_t without_length = 0;
        for (std::size_t path = 0; path + 1 < ends.size(); ++path) {
            const auto first = static_cast<std::size_t>(2 * ends[path]), last = static_cast<std::size_t>(2 * ends[path + 1]);
            bool long_enough = false;
            for (std::size_t i = first + 2; i < last && !long_enough; i += 2) long_enough = xy[i] != xy[first] || xy[i + 1] != xy[first + 1];
            if (!long_enough) {
                ++without_length;
                continue;
            }
            xy_.insert(xy_.end(), xy.begin() + static_cast<std::ptrdiff_t>(first), xy.begin() + static_cast<std::ptrdiff_t>(last));
            path_points_.push_back(static_cast<std::int64_t>(xy_.size() / 2));
        }
        if (path_points_.size() == before) return false;
        short_ += without_length;
        feature_paths_.push_back(static_cast<std::int64_t>(path_points_.size()) - 1);
        return true;
    }

    MapSource& source_;
    const BackdropRequest& request_;
    column::SourceReport& report_;
    KeptColumns wanted_;
    int name_ = -1, kind_ = -1;
    Words names_, kinds_;
    std::vector<std::uint8_t> closed_;
    std::vector<std::int64_t> rows_, feature_paths_{0}, path_points_{0};
    std::vector<double> xy_;
    std::int64_t heights_ = 0, curves_ = 0, other_parts_ = 0, short_ = 0, recoded_ = 0;
    std::map<Trouble, std::int64_t> troubles_;
    std::string first_refusal_;
};

}  // namespace

base::Result<column::SegmentPtr> read_backdrop(
    std::span<const NamedBytes> parts, const BackdropRequest& request, const column::Allocator& allocate, column::SourceReport& report) {
    report.block = "backdrop";
    report.file = request.file;
    auto source = open_map(parts, {request.file, request.ogr_layer, request.crs, request.working_crs, {}}, report);
    if (!source) return source.error();
    if (!source->shapes) return base::bad_input(request.file + " holds a table without shapes: a backdrop needs a file with lines or areas.");
    BackdropGathering gathering(*source, request, report);
    if (auto status = gathering.find_columns(); !status) return status.error();
    RawFeature feature;
    while (source->file.next(feature)) gathering.take(feature);
    if (auto status = gathering.finish_notes(); !status) return status.error();
    return std::move(gathering).segment(allocate);
}

}  // namespace kith::geo
