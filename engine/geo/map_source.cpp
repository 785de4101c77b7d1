#include "engine/geo/map_source.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "engine/geo/geojson_check.hpp"

namespace kith::geo {
namespace {

using column::Severity;

std::string_view text_of(const NamedBytes& part) { return {reinterpret_cast<const char*>(part.bytes.data()), part.bytes.size()}; }

bool starts_as_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto first = text.find_first_not_of(" \t\r\n\x1e");
    return first != text.npos && (text[first] == '{' || text[first] == '[');
}

std::string as_sentence(std::string words) {
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words + ".";
}

/// GDAL reads much that is no GeoJSON without a word, so the text is read before it. Nothing when it is no single JSON text.
base::Result<std::optional<GeojsonFindings>> check_json(const NamedBytes& part, const std::string& file, column::SourceReport& report) {
    const std::string_view text = text_of(part);
    if (!starts_as_json(text) || texts_in_sequence(text) > 0) return std::optional<GeojsonFindings>();
    auto findings = check_geojson(text, file);
    if (!findings) return findings.error();
    if (findings->type == "Topology") return std::optional<GeojsonFindings>();
    for (const GeojsonFault& fault : findings->faults)
        tell(report, Severity::problem, fault.feature, fault.code, as_sentence(fault.sentence));
    return std::optional<GeojsonFindings>(std::move(*findings));
}

/// The CRS to read with: what the file says, else what the recipe says, else what the format means; "" when nobody says.
std::string settle_crs(const VectorFile& file, const MapRequest& request, bool said, column::SourceReport& report) {
    if (said) {
        if (!request.crs.empty() && !same_crs(file.crs(), request.crs))
            tell(report, Severity::problem, 0, "crs_differs",
                "The file says another coordinate system than the recipe's crs = \"" + request.crs +
                    "\"; the file was followed. Remove crs, or correct the file.");
        return file.crs();
    }
    return request.crs.empty() ? file.implied_crs() : request.crs;
}

}  // namespace

base::Result<MapSource> open_map(std::span<const NamedBytes> parts, const MapRequest& request, column::SourceReport& report) {
    if (parts.empty()) return base::misuse(request.file + " was not handed in.");
    const auto json = check_json(parts[0], request.file, report);
    if (!json) return json.error();
    const std::int64_t in_sequence = texts_in_sequence(text_of(parts[0]));
    auto file = VectorFile::open(parts, {request.file, request.layer, request.wkt, in_sequence > 0, request.layer_number});
    if (!file && *json && !(*json)->faults.empty())
        return base::bad_input(request.file + " is no GeoJSON that can be read: " + (*json)->faults[0].sentence + ".");
    if (!file) return file.error();
    for (const std::string& remark : file->remarks()) tell(report, Severity::note, 0, "file_parts", remark);
    // GDAL gives GeoJSON without a `crs` member the format's own system as if the file had said it.
    const bool silent_json = file->format() == "GeoJSONSeq" || (file->format() == "GeoJSON" && !(*json && (*json)->has_crs));
    const bool said = !file->crs().empty() && !silent_json;
    const std::string crs = settle_crs(*file, request, said, report);
    const bool shapes = !crs.empty() || file->any_shape();
    if (crs.empty() && shapes)
        return base::bad_input(request.file +
                               " does not say its coordinate system: add crs = \"EPSG:…\" to its block of the recipe "
                               "(EPSG:27700 for British National Grid, EPSG:4326 for longitude and latitude).");
    auto projector = Projector::create(crs.empty() ? request.working_crs : crs, request.working_crs);
    if (!projector) return base::bad_input(request.file + ": " + projector.error().message);
    const CrsFacts& working = projector->to();
    if (!working.in_metres())
        return base::misuse(
            "The place's coordinate system must be a projected one in metres, such as EPSG:27700; " + working.name + " is not.");
    const std::int64_t checked = in_sequence > 0 ? in_sequence : *json && file->format() == "GeoJSON" ? (*json)->features : -1;
    return MapSource{std::move(*file), std::move(*projector), !said && request.crs.empty(), shapes, checked};
}

std::string MapSource::note_fault(std::int64_t read, column::SourceReport& report) const {
    // Of GeoJSON everything has been said already, as long as no feature is missing.
    if (checked_features == read || (checked_features < 0 && file.fault().empty())) return {};
    const std::string words = file.fault().empty() ? "the rest could not be understood" : file.fault();
    tell(report, Severity::problem, 0, "reading_stopped", "Not all of the file could be read: " + words + ".");
    return words;
}

Trouble trouble_with(const Projector& projector, std::span<const double> xy) {
    constexpr double far = std::numeric_limits<double>::max();
    Extent box{far, far, -far, -far};
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        const double x = xy[i], y = xy[i + 1];
        if (!std::isfinite(x) || !std::isfinite(y)) return Trouble::not_finite;
        box = {std::min(box.min_x, x), std::min(box.min_y, y), std::max(box.max_x, x), std::max(box.max_y, y)};
    }
    if (xy.empty()) return Trouble::none;
    for (const auto& [x, y] : {std::pair{box.min_x, box.min_y}, std::pair{box.max_x, box.max_y}})
        if (projector.fit(x, y) == Fit::impossible) return Trouble::impossible;
    if (projector.from().geographic && box.max_x - box.min_x > 180) return Trouble::date_line;
    const Fit middle = projector.fit((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
    if (middle == Fit::swapped) return Trouble::swapped;
    return middle == Fit::inside ? Trouble::none : Trouble::outside;
}

std::string_view code_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::none: return "";
        case Trouble::not_finite: return "coordinate_not_a_number";
        case Trouble::impossible: return "coordinate_impossible";
        case Trouble::outside: return "outside_working_crs";
        case Trouble::swapped: return "axes_swapped";
        case Trouble::date_line: return "date_line";
        case Trouble::not_projected: return "not_projected";
    }
    return "";
}

std::string words_for(Trouble trouble, const Projector& projector) {
    const std::string& from = projector.from().name;
    const std::string& to = projector.to().name;
    switch (trouble) {
        case Trouble::none: return "";
        case Trouble::not_finite: return "a coordinate is no number";
        case Trouble::impossible: return "its coordinates cannot be " + from + (projector.from().geographic ? ", which is in degrees" : "");
        case Trouble::outside: return "its coordinates lie outside the region that " + to + " is made for";
        case Trouble::swapped:
            return "its x and y seem to have changed places: as they stand they lie outside the region that " + to +
                   " is made for, the other way round inside";
        case Trouble::date_line:
            return "it is more than half the globe wide, as a shape across the date line seems when it is not cut there";
        case Trouble::not_projected: return "a coordinate could not be taken over into " + to;
    }
    return "";
}

std::string advice_for(Trouble trouble, const MapSource& source) {
    if (trouble == Trouble::date_line) return "Cut the shapes where they cross the line of 180 degrees (RFC 7946, 3.1.9).";
    if (trouble == Trouble::swapped)
        return "Correct the order in the file (x, the easting or longitude, comes first), or its coordinate system.";
    if (source.crs_is_implied)
        return "The file does not say its coordinate system: add crs = \"EPSG:…\" to its block of the recipe (EPSG:27700 for British "
               "National Grid).";
    return "Check the file's coordinate system, and crs under [place].";
}

void tell(column::SourceReport& report, Severity severity, std::int64_t row, std::string code, std::string reason) {
    report.note({report.file, row, {}, {}, std::move(code), std::move(reason), severity});
}

void tell_many(column::SourceReport& report, Severity severity, std::int64_t count, std::string code, std::string reason) {
    if (count > 0) report.note_many({report.file, 0, {}, {}, std::move(code), std::move(reason), severity}, count);
}

}  // namespace kith::geo
