#include "viewer/model/provenance.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::size_t digest_shown = 16;

std::string seconds_words(double seconds) { return seconds < 0.1 ? "less than 0.1 s" : fmt::format("{:.1f} s", seconds); }

std::string cost_of(const session::Provenance& of) {
    if (of.reused) return "taken over from an earlier run of the same on the same";
    std::string words = seconds_words(of.seconds) + ", of which " + seconds_words(of.cpu_seconds) + " of work";
    if (of.peak_kib > 0) words += ", at most " + base::grouped((of.peak_kib + 1023) / 1024) + " MiB";
    return words;
}

}  // namespace

std::vector<ProvenanceLine> provenance_lines(const session::Provenance& of) {
    std::vector<ProvenanceLine> lines;
    const auto add = [&](std::string what, std::string words) {
        if (!words.empty()) lines.push_back({std::move(what), std::move(words)});
    };
    add("Analysis", of.use + " " + of.version);
    for (const auto& parameter : of.parameters) add(parameter.label, parameter.given ? parameter.text : parameter.text + " (usual)");
    add("Lens", of.lens);
    add("Seed", std::to_string(of.seed));
    add("When", of.started > 0 ? fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(static_cast<std::time_t>(of.started))) : "");
    add("What it took", cost_of(of));
    add("Recipe", of.recipe);
    std::string sources;
    for (const auto& [file, digest] : of.sources) sources += (sources.empty() ? "" : "\n") + file + "  " + digest.substr(0, digest_shown);
    add("Files that were read, with their digests", sources);
    add("Edits made in Kith since they were read", base::grouped(static_cast<std::int64_t>(of.edits)));
    add("Digest of the place as it was", of.revision_digest.substr(0, digest_shown));
    add("Shown to", of.audience);
    add("Locked up by", of.isolation);
    add("Digest of the analysis", of.library_digest.substr(0, digest_shown));
    add("Digest of the result", of.result_digest.substr(0, digest_shown));
    return lines;
}

}  // namespace kith::viewer::model
