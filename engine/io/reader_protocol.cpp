#include "engine/io/reader_protocol.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/whole.hpp"

namespace kith::io {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

base::Error broken() { return base::bad_input("A message between Kith and its reader is not as it should be; the file was not used."); }

std::int64_t count_of(const Json& json, const char* key) {
    const auto value = base::whole<std::int64_t>(json.at(key));
    if (value < 0 || !json.at(key).is_number_integer()) throw std::out_of_range(key);
    return value;
}

column::Severity severity_of(const Json& json) {
    const auto value = base::whole<int>(json.at("severity"));
    if (value != 0 && value != 1) throw std::out_of_range("severity");
    return static_cast<column::Severity>(value);
}

/// A text of one line, as messages are.
std::string line_of(const Json& json, const char* key) {
    auto text = json.at(key).get<std::string>();
    constexpr std::size_t longest = 4000;
    if (text.size() > longest) throw std::length_error(key);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

}  // namespace

std::string to_json(const ReaderRequest& request) {
    return text_of({{"version", 1}, {"block", request.block.block}, {"json", request.block.json}, {"crs", request.block.working_crs},
        {"file", request.file}, {"parts", request.part_names}, {"largest", request.largest_block}});
}

base::Result<ReaderRequest> request_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("version") != 1) return broken();
        ReaderRequest request;
        request.block = {json.at("block").get<std::string>(), json.at("json").get<std::string>(), json.at("crs").get<std::string>()};
        request.file = json.at("file").get<std::string>();
        request.largest_block = base::whole<std::uint64_t>(json.at("largest"));
        request.part_names = json.at("parts").get<std::vector<std::string>>();
        return request;
    } catch (const std::exception&) {
        return broken();
    }
}

std::string to_json(const ReaderAnswer& answer) {
    return text_of({{"report", answer.report}, {"table", answer.table}, {"observations", answer.observations}});
}

base::Result<ReaderAnswer> answer_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        return ReaderAnswer{base::whole<int>(json.at("report")), base::whole<int>(json.at("table")), base::whole<int>(json.at("observations"))};
    } catch (const std::exception&) {
        return broken();
    }
}

std::string to_json(const column::SourceReport& report) {
    Json json;
    const column::Tally& tally = report.tally;
    json["tally"] = {{"read", tally.read}, {"kept", tally.kept}, {"merged", tally.merged}, {"refused", tally.refused}, {"filtered", tally.filtered}};
    json["counts"] = Json::array();
    for (const auto& count : report.counts) json["counts"].push_back({{"code", count.code}, {"severity", static_cast<int>(count.severity)}, {"count", count.count}});
    json["issues"] = Json::array();
    for (const column::Issue& issue : report.issues)
        json["issues"].push_back({{"row", issue.row}, {"column", issue.column}, {"value", issue.value}, {"code", issue.code},
            {"reason", issue.reason}, {"severity", static_cast<int>(issue.severity)}});
    return text_of(json);
}

base::Result<column::SourceReport> report_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        column::SourceReport report;
        const Json& tally = json.at("tally");
        report.tally = {count_of(tally, "read"), count_of(tally, "kept"), count_of(tally, "merged"), count_of(tally, "refused"), count_of(tally, "filtered")};
        for (const Json& count : json.at("counts")) report.counts.push_back({line_of(count, "code"), severity_of(count), count_of(count, "count")});
        for (const Json& issue : json.at("issues"))
            report.issues.push_back({{}, count_of(issue, "row"), line_of(issue, "column"), line_of(issue, "value"), line_of(issue, "code"),
                line_of(issue, "reason"), severity_of(issue)});
        if (!report.tally.balances()) return broken();
        return report;
    } catch (const std::exception&) {
        return broken();
    }
}

}  // namespace kith::io
