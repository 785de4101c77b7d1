#include <nlohmann/json.hpp>

#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(1, '\t', false, Json::error_handler_t::replace) + "\n"; }

Json tally_json(const column::Tally& tally) {
    return {{"read", tally.read}, {"kept", tally.kept}, {"merged", tally.merged}, {"refused", tally.refused}, {"filtered", tally.filtered}};
}

std::string_view name_of(column::Severity severity) { return severity == column::Severity::note ? "note" : "problem"; }

Json file_json(const column::SourceReport& report) {
    Json out = {{"block", report.block}, {"file", report.file}};
    out.update(tally_json(report.tally));
    out["counts"] = Json::array();
    for (const auto& count : report.counts) out["counts"].push_back({{"code", count.code}, {"severity", name_of(count.severity)}, {"count", count.count}});
    out["issues"] = Json::array();
    for (const auto& issue : report.issues) {
        Json one = {{"row", issue.row}};
        if (!issue.column.empty()) one["column"] = issue.column;
        if (!issue.value.empty()) one["value"] = issue.value;
        one.update({{"code", issue.code}, {"severity", name_of(issue.severity)}, {"reason", issue.reason}});
        out["issues"].push_back(std::move(one));
    }
    return out;
}

Json parameters_json(const host::AnalysisResult& result) {
    Json out = Json::object();
    for (const auto& value : result.parameters) {
        if (!value.parameter || !value.counts) continue;
        const auto type = value.parameter->type;
        if (type == host::ParameterType::number || type == host::ParameterType::integer) out[value.parameter->id] = value.number;
        else if (type == host::ParameterType::yes_no) out[value.parameter->id] = value.number != 0;
        else out[value.parameter->id] = value.text;
    }
    return out;
}

void add_outputs(Json& out, const host::AnalysisResult& result, privacy::Audience audience) {
    out["columns"] = Json::array();
    for (const auto& columns : result.columns) {
        if (audience != privacy::Audience::team && columns.entity == host::Entity::person) continue;
        for (const auto* column : columns.columns) {
            Json one = {{"column", result.as + "_" + column->key}, {"entity", host::name_of(columns.entity)}};
            if (!columns.layer.empty()) one["layer"] = columns.layer;
            one["label"] = column->label;
            if (!column->unit.empty()) one["unit"] = column->unit;
            out["columns"].push_back(std::move(one));
        }
    }
    out["tables"] = Json::array();
    for (const auto& table : result.tables) {
        if (!shown(*table.spec, audience)) continue;
        Json one = {{"table", table.spec->key}, {"label", table.spec->label}, {"rows", table.rows()}, {"file", "tables/" + result.as + "/" + table.spec->key + ".csv"}};
        if (table.left_out > 0) one["left_out"] = table.left_out;
        out["tables"].push_back(std::move(one));
    }
    if (!result.plugin) return;
    const auto counts = finding_counts(result, audience);
    std::int64_t findings = 0;
    Json by_message = Json::object();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        findings += counts[i];
        if (counts[i] > 0) by_message[result.plugin->manifest.messages[i].id] = counts[i];
    }
    std::int64_t left_out = 0;
    for (const std::int64_t count : result.left_out) left_out += count;
    out["findings"] = findings;
    out["findings_by_message"] = std::move(by_message);
    if (left_out > 0) out["findings_left_out"] = left_out;
}

Json analysis_json(const host::AnalysisResult& result, privacy::Audience audience) {
    Json out = {{"as", result.as}, {"use", result.use}};
    if (result.plugin) {
        out["version"] = result.plugin->manifest.version;
        out["hash"] = result.plugin->hash.hex();
    }
    out["verdict"] = host::name_of(result.verdict);
    if (!result.sentence.empty()) out["sentence"] = result.sentence;
    out["parameters"] = parameters_json(result);
    out["granted"] = result.granted.words();
    if (!result.isolation.empty()) out["isolation"] = result.isolation;
    out["caveats"] = result.caveats;
    if (!result.ok()) return out;
    add_outputs(out, result, audience);
    out["digest"] = result.digest.hex();
    return out;
}

}  // namespace

std::string results_json(const privacy::View& view, std::span<const host::AnalysisResult> results, const Ladder& ladder) {
    Json out = {{"format", 1}, {"place", view.place_name()}};
    if (!view.note().empty()) out["note"] = view.note();
    out["audience"] = privacy::name_of(view.audience());
    out["crs"] = view.crs();
    if (view.as_of()) out["as_of"] = date_text(*view.as_of());
    out["area_layers"] = Json::array();
    for (const auto& layer : view.layers()) {
        Json one = {{"as", layer.as}, {"role", column::layer_role_words[static_cast<std::size_t>(layer.role)]}, {"areas", layer.count}, {"partition", layer.partition}, {"primary", layer.primary}};
        if (!layer.vintage.empty()) one["vintage"] = layer.vintage;
        out["area_layers"].push_back(std::move(one));
    }
    out["counts"] = {{"assets", view.assets()}, {"people_recorded", view.people_recorded()}, {"participants", view.participants()}};
    column::Tally total;
    std::int64_t problems = 0, notes = 0;
    out["files"] = Json::array();
    for (const auto& report : view.reports()) {
        total.read += report.tally.read;
        total.kept += report.tally.kept;
        total.merged += report.tally.merged;
        total.refused += report.tally.refused;
        total.filtered += report.tally.filtered;
        for (const auto& count : report.counts) (count.severity == column::Severity::problem ? problems : notes) += count.count;
        out["files"].push_back(file_json(report));
    }
    out["rows"] = tally_json(total);
    out["rows"]["balances"] = total.balances();
    out["issues"] = {{"problems", problems}, {"notes", notes}};
    out["remarks"] = view.remarks();
    out["analyses"] = Json::array();
    for (const auto& result : results) out["analyses"].push_back(analysis_json(result, view.audience()));
    out["ladder"] = Json::parse(ladder_json(ladder));
    return text_of(out);
}

std::string run_json(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts) {
    Json out = {{"format", 1}, {"kith", facts.kith}, {"audience", privacy::name_of(view.audience())}};
    if (!facts.started.empty()) out["started"] = facts.started;
    out["recipe"] = {{"file", facts.recipe}, {"digest", facts.recipe_digest}};
    out["inputs"] = Json::array();
    for (const auto& source : view.sources()) out["inputs"].push_back({{"file", source.file}, {"digest", source.digest}});
    out["seed"] = facts.seed;
    out["threads"] = facts.threads;
    out["isolation"] = facts.isolation;
    out["libraries"] = Json::object();
    for (const auto& [name, version] : facts.libraries) out["libraries"][name] = version;
    out["analyses"] = Json::array();
    for (const auto& result : results) {
        Json one = {{"as", result.as}, {"use", result.use}};
        if (result.plugin) one.update({{"version", result.plugin->manifest.version}, {"hash", result.plugin->hash.hex()}});
        one.update({{"verdict", host::name_of(result.verdict)}, {"parameters", parameters_json(result)}, {"granted", result.granted.words()}, {"digest", result.digest.hex()},
                    {"wall_seconds", result.seconds}, {"cpu_seconds", result.cpu_seconds}, {"peak_kib", result.peak_kib}, {"reused", result.reused}});
        if (!result.isolation.empty()) one["isolation"] = result.isolation;
        out["analyses"].push_back(std::move(one));
    }
    out["stages"] = Json::array();
    for (const auto& stage : facts.stages) out["stages"].push_back({{"stage", stage.name}, {"wall_seconds", stage.wall_seconds}, {"cpu_seconds", stage.cpu_seconds}});
    if (facts.usage) {
        const Usage usage = facts.usage();
        out["total"] = {{"wall_seconds", usage.wall_seconds}, {"cpu_seconds", usage.cpu_seconds}, {"peak_kib", usage.peak_kib}};
    }
    return text_of(out);
}

}  // namespace kith::report
