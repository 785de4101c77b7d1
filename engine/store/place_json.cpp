#include "engine/store/place_json.hpp"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "engine/base/whole.hpp"

namespace kith::store {
namespace {

using nlohmann::json;

template <class T>
json of(const std::optional<T>& value) { return value ? json(*value) : json(); }
template <class T>
std::optional<T> maybe(const json& j, const char* key) {
    const json& value = j.at(key);
    if (value.is_null()) return std::nullopt;
    if constexpr (std::is_same_v<T, std::int32_t>) return base::whole<T>(value);
    else return value.get<T>();
}

graph::Unknown unknown(const json& j, const char* key) {
    const int code = base::whole<int>(j.at(key));
    if (code < 0 || code > static_cast<int>(graph::Unknown::out)) throw json::other_error::create(600, "no such word", nullptr);
    return static_cast<graph::Unknown>(code);
}

json lens_json(const graph::Lens& lens) {
    return {{"as", lens.as}, {"kinds", lens.kinds}, {"paid", of(lens.paid)}, {"unknown_paid", static_cast<int>(lens.unknown_paid)}, {"valence", of(lens.valence)},
            {"unknown_valence", static_cast<int>(lens.unknown_valence)}, {"within", lens.within ? json(lens.within->value) : json()}, {"unknown_distance", static_cast<int>(lens.unknown_distance)},
            {"frequency", of(lens.frequency)}, {"unknown_frequency", static_cast<int>(lens.unknown_frequency)}, {"as_of", of(lens.as_of)}, {"unknown_date", static_cast<int>(lens.unknown_date)}};
}

graph::Lens lens_from(const json& j) {
    graph::Lens lens;
    lens.as = j.at("as").get<std::string>();
    lens.kinds = j.at("kinds").get<std::vector<std::string>>();
    lens.paid = maybe<bool>(j, "paid");
    lens.unknown_paid = unknown(j, "unknown_paid");
    lens.valence = maybe<std::int32_t>(j, "valence");
    lens.unknown_valence = unknown(j, "unknown_valence");
    if (const auto within = maybe<double>(j, "within")) lens.within = base::Metres{*within};
    lens.unknown_distance = unknown(j, "unknown_distance");
    lens.frequency = maybe<double>(j, "frequency");
    lens.unknown_frequency = unknown(j, "unknown_frequency");
    lens.as_of = maybe<std::int32_t>(j, "as_of");
    lens.unknown_date = unknown(j, "unknown_date");
    return lens;
}

json severity(column::Severity one) { return one == column::Severity::problem; }
column::Severity severity_from(const json& j) { return j.at("problem").get<bool>() ? column::Severity::problem : column::Severity::note; }

json report_json(const column::SourceReport& report) {
    const column::Tally& t = report.tally;
    json j{{"block", report.block}, {"file", report.file}, {"tally", {t.read, t.kept, t.merged, t.refused, t.filtered}}, {"issues", json::array()}, {"counts", json::array()}};
    for (const column::Issue& one : report.issues)
        j["issues"].push_back({{"file", one.file}, {"row", one.row}, {"column", one.column}, {"value", one.value}, {"code", one.code}, {"reason", one.reason}, {"problem", severity(one.severity)}});
    for (const auto& one : report.counts) j["counts"].push_back({{"code", one.code}, {"problem", severity(one.severity)}, {"count", one.count}});
    return j;
}

column::SourceReport report_from(const json& j) {
    column::SourceReport report;
    report.block = j.at("block").get<std::string>();
    report.file = j.at("file").get<std::string>();
    const json& t = j.at("tally");
    report.tally = {base::whole<std::int64_t>(t.at(0)), base::whole<std::int64_t>(t.at(1)), base::whole<std::int64_t>(t.at(2)), base::whole<std::int64_t>(t.at(3)), base::whole<std::int64_t>(t.at(4))};
    for (const json& one : j.at("issues"))
        report.issues.push_back({one.at("file").get<std::string>(), base::whole<std::int64_t>(one.at("row")), one.at("column").get<std::string>(), one.at("value").get<std::string>(), one.at("code").get<std::string>(),
                                 one.at("reason").get<std::string>(), severity_from(one)});
    for (const json& one : j.at("counts")) report.counts.push_back({one.at("code").get<std::string>(), severity_from(one), base::whole<std::int64_t>(one.at("count"))});
    return report;
}

}  // namespace

std::string to_json(const place::Place& place) {
    json j{{"name", place.name}, {"note", place.note}, {"crs", place.crs}, {"as_of", of(place.as_of)}, {"whole_network_share", place.whole_network_share}, {"remarks", place.remarks}};
    j["lenses"] = j["reports"] = j["sources"] = json::array();
    for (const graph::Lens& lens : place.lenses) j["lenses"].push_back(lens_json(lens));
    for (const column::SourceReport& report : place.reports) j["reports"].push_back(report_json(report));
    for (const auto& source : place.sources) j["sources"].push_back({{"file", source.file}, {"digest", source.digest}});
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

base::Result<place::Place> place_from_json(std::string_view text) {
    try {
        const json j = json::parse(text);
        place::Place place;
        place.name = j.at("name").get<std::string>();
        place.note = j.at("note").get<std::string>();
        place.crs = j.at("crs").get<std::string>();
        place.as_of = maybe<std::int32_t>(j, "as_of");
        place.whole_network_share = j.at("whole_network_share").get<double>();
        place.remarks = j.at("remarks").get<std::vector<std::string>>();
        for (const json& one : j.at("lenses")) place.lenses.push_back(lens_from(one));
        for (const json& one : j.at("reports")) place.reports.push_back(report_from(one));
        for (const json& one : j.at("sources")) place.sources.push_back({one.at("file").get<std::string>(), one.at("digest").get<std::string>()});
        return place;
    } catch (const json::exception&) {
        return base::bad_input("What this workspace says about its place is not what this Kith writes.");
    }
}

}  // namespace kith::store
