#include "engine/report/run.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "engine/report/geopackage.hpp"
#include "engine/report/page.hpp"
#include "engine/report/place_layers.hpp"
#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

constexpr std::array<std::string_view, 8> own_files{"results.json", "results.gpkg", "tables", "findings.json", "issues.csv", "report.html", "run.json", cache_folder};

/// Times what it is given and notes it as a stage.
class Stages {
public:
    explicit Stages(std::vector<RunFacts::Stage>& stages) : stages_(stages) {}
    template <class Work>
    base::Status run(const char* name, base::JobContext& job, Work work) {
        if (auto status = job.check(); !status) return status;
        job.begin(name);
        const auto wall = std::chrono::steady_clock::now();
        const std::clock_t cpu = std::clock();
        base::Status status = work();
        stages_.push_back({name, std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(),
                           static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC});
        return status;
    }

private:
    std::vector<RunFacts::Stage>& stages_;
};

/// A name that can stand in a path: what the recipe's grammar allows, checked once more where it matters.
bool plain_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !name.empty() && std::all_of(name.begin(), name.end(), plain);
}

base::Status write_files(const privacy::View& view, std::span<const host::AnalysisResult> results, RunFacts facts,
                         const std::filesystem::path& folder, const WriteOptions& options, base::JobContext& job) {
    Stages stages(facts.stages);
    if (auto status = stages.run("write results.gpkg", job, [&] { return write_geopackage(folder / "results.gpkg", view.crs(), place_layers(view, results, options.tie_lines), job); }); !status) return status;
    if (auto status = stages.run("write findings.json", job, [&] { return write_findings(view, results, facts, folder / "findings.json", job); }); !status) return status;
    if (auto status = stages.run("write tables", job, [&] { return write_tables(view, results, folder / "tables", job); }); !status) return status;
    const auto page = [&]() -> base::Status {
        auto html = report_html(view, results, facts, job);
        return html ? write_text(folder / "report.html", *html) : base::Status(html.error());
    };
    if (auto status = stages.run("write report.html", job, page); !status) return status;
    if (auto status = write_text(folder / "issues.csv", issues_csv(view.reports())); !status) return status;
    if (auto status = write_text(folder / "results.json", results_json(view, results, facts.ladder)); !status) return status;
    if (auto status = job.check(); !status) return status;
    return write_text(folder / "run.json", run_json(view, results, facts));
}

}  // namespace

base::Result<OutputFolder> begin_run(const std::filesystem::path& folder, privacy::Audience audience, bool force) {
    return OutputFolder::begin(folder, own_files, force, audience == privacy::Audience::team);
}

base::Status write_run(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                       const std::filesystem::path& folder, const WriteOptions& options, base::JobContext& job) {
    auto output = begin_run(folder, view.audience(), options.force);
    return output ? write_run(view, results, facts, *output, options, job) : base::Status(output.error());
}

base::Status write_run(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                       OutputFolder& output, const WriteOptions& options, base::JobContext& job) {
    for (const auto& result : results)
        if (!plain_name(result.as)) return base::misuse("\"" + result.as + "\" cannot be the name of an analysis' results; use letters, digits, _ and -.");
    if (auto status = write_files(view, results, facts, output.path(), options, job); !status) return status;
    return output.commit();
}

bool has_problems(const privacy::View& view, std::span<const host::AnalysisResult> results) {
    for (const auto& report : view.reports())
        if (report.has_problems()) return true;
    return std::any_of(results.begin(), results.end(), [](const host::AnalysisResult& result) { return host::went_wrong(result.verdict); });
}

}  // namespace kith::report
