// Reads every file of a recipe as Kith does, each in a locked reader of its own, one after the other: readers_bench RECIPE ROOT [--place]
// One line a block: rows read, kept, the reader's CPU seconds and its peak memory. --place: ids are resolved as well.
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>

#include "engine/io/read_sources.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"

using namespace kith;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Ids resolved, in one thread or several: what it takes beyond the readers; and each stage of it, which is more than ids: a key made of each
/// id, what is said of kinds, every column sealed.
int resolve(const io::Recipe& recipe, std::vector<io::SourceTable> tables) {
    const double began = cpu_seconds();
    std::string stage;
    double since = began;
    const auto next = [&](std::string_view name) {
        if (name == stage) return;
        if (!stage.empty()) std::printf("stage %s cpu %.4f\n", stage.c_str(), cpu_seconds() - since);
        stage = name;
        since = cpu_seconds();
    };
    base::JobContext job([&](std::string_view name, double) { next(name); });
    const auto place = place::assemble_place(recipe, std::move(tables), job);
    if (!place) return std::fprintf(stderr, "%s\n", place.error().message.c_str()), 3;
    next({});
    std::printf("resolved cpu %.4f\n", cpu_seconds() - began);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fprintf(stderr, "readers_bench RECIPE ROOT [--place]\n"), 2;
    const auto recipe = io::read_recipe(argv[1]);
    if (!recipe) return std::fprintf(stderr, "%s\n", recipe.error().message.c_str()), 3;
    base::JobContext job;
    io::ReadOptions options;
    options.threads = 1;
    auto tables = io::read_sources(*recipe, argv[2], job, options);
    if (!tables) return std::fprintf(stderr, "%s\n", tables.error().message.c_str()), 3;
    bool all = true;
    for (const io::SourceTable& table : *tables) {
        const column::Tally& tally = table.report.tally;
        std::printf("%s %s read %lld kept %lld cpu %.4f peak_kib %lld\n", table.block.c_str(), table.report.file.c_str(), static_cast<long long>(tally.read),
            static_cast<long long>(tally.kept), table.cpu_seconds, static_cast<long long>(table.peak_kib));
        if (table.table) continue;
        all = false;
        for (const column::Issue& issue : table.report.issues) std::fprintf(stderr, "%s\n", issue.reason.c_str());
    }
    if (all && argc > 3 && std::string_view(argv[3]) == "--place") return resolve(*recipe, std::move(*tables));
    return all ? 0 : 1;
}
