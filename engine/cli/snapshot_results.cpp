// Colouring by what an analysis works out: `--colour inventory_per_1000` runs the one analysis that gives the column.
#include "engine/cli/snapshot_results.hpp"

#include "engine/host/analyses.hpp"
#include "engine/host/result.hpp"
#include "engine/report/area_value.hpp"
#include "engine/report/html.hpp"

namespace kith::cli {
namespace {

/// An analysis under the name that its columns begin with.
struct Use {
    host::AnalysisRequest request;
    const host::Manifest* manifest = nullptr;
};
std::vector<Use> uses_of(const Opened& opened) {
    std::vector<Use> out;
    const auto manifest_of = [&](const std::string& id) -> const host::Manifest* {
        for (const auto* manifest : opened.manifests)
            if (manifest->id == id) return manifest;
        return nullptr;
    };
    for (const io::Analysis& analysis : opened.recipe.analyses) out.push_back({{analysis.use, analysis.as, analysis.parameters, analysis.lens}, manifest_of(analysis.use)});
    if (out.empty())
        for (const auto* manifest : opened.manifests) out.push_back({{manifest->id, "", "", ""}, manifest});
    for (Use& use : out)
        if (use.request.as.empty()) use.request.as = use.request.use.substr(use.request.use.rfind('.') + 1);
    std::erase_if(out, [](const Use& use) { return use.manifest == nullptr; });
    return out;
}

base::Result<ResultColumnValues> worked_out(const Opened& opened, const SnapshotCommand& command, const Use& use, const std::string& key, host::Entity of, const std::string& layer, base::JobContext& job) {
    host::RunOptions options;
    options.seed = command.seed;
    options.threads = opened.threads;
    options.plugin_folders = opened.analyses.folders;
    options.allowed = opened.analyses.allowed;
    const std::vector<host::AnalysisRequest> requests{use.request};
    const auto results = host::run_analyses(*opened.view, requests, options, job);
    if (!results) return results.error();
    const host::AnalysisResult& result = results->front();
    if (!result.ok()) return base::misuse(result.use + " gave no result to colour by. " + result.sentence);
    const auto* columns = result.columns_for(of, layer);
    const auto* output = use.manifest->output(of, key);
    if (!columns || !output) return base::misuse("The analysis " + result.use + " gives no column " + key + " for " + (of == host::Entity::area ? "the areas \"" + layer + "\"." : of == host::Entity::person ? "people." : "assets."));
    const host::ResultColumn column(*output, *columns->segment);
    const bool share = output->unit == "share" && output->type == host::ValueType::number;
    ResultColumnValues out;
    const std::string unit = output->unit.substr(output->unit.find('|') + 1);
    if (unit.find(" per ") != std::string::npos) out.title = report::sentence_case(unit);  // it says it all
    else out.title = share ? report::with_unit(output->label, "%") : output->unit.find('|') != std::string::npos ? output->label : report::with_unit(output->label, output->unit);
    for (std::size_t row = 0; row < column.rows(); ++row) out.values.push_back(report::area_value(column, row, share ? 100 : 1));
    return out;
}

}  // namespace

base::Result<std::optional<ResultColumnValues>> result_column(const Opened& opened, const SnapshotCommand& command, const std::string& name, host::Entity of, const std::string& layer, base::JobContext& job) {
    for (const Use& use : uses_of(opened)) {
        if (!name.starts_with(use.request.as + "_")) continue;
        const std::string key = name.substr(use.request.as.size() + 1);
        const auto* output = use.manifest->output(of, key);
        if (!output || output->type == host::ValueType::choice) continue;
        auto found = worked_out(opened, command, use, key, of, layer, job);
        if (!found) return found.error();
        return std::optional(std::move(*found));
    }
    return std::optional<ResultColumnValues>();
}

}  // namespace kith::cli
