#include "engine/io/read_sources.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/read_block.hpp"
#include "engine/io/run_reader.hpp"

namespace kith::io {
namespace {

/// What the recipe says, else what GeoJSON means; other formats say it themselves.
std::string map_crs(const auto& source) {
    return !source.crs.empty() ? source.crs : base::lower(source.file).ends_with("json") ? "OGC:CRS84" : "";
}

/// Every block that names a file, in the order of SourceTable.
std::vector<ReadTask> tasks_of(const Recipe& recipe) {
    std::vector<ReadTask> tasks;
    const auto add = [&](std::string block, std::size_t index, std::size_t join, const Source& source, bool map, std::string crs = {}) {
        tasks.push_back({std::move(block), index, join, &source, map, std::move(crs), {}});
    };
    const auto add_all = [&](const char* block, const auto& blocks) {
        for (std::size_t i = 0; i < blocks.size(); ++i) add(block, i, 0, blocks[i], needs_maps(blocks[i].format));
    };
    const auto add_placed = [&](const char* block, const auto& blocks) {
        for (std::size_t i = 0; i < blocks.size(); ++i) add(block, i, 0, blocks[i], needs_maps(blocks[i].format), blocks[i].position.crs);
    };
    for (std::size_t i = 0; i < recipe.areas.size(); ++i) {
        add("areas", i, 0, recipe.areas[i], true, map_crs(recipe.areas[i]));
        for (std::size_t j = 0; j < recipe.areas[i].joins.size(); ++j) add("areas.join", i, j, recipe.areas[i].joins[j], needs_maps(recipe.areas[i].joins[j].format));
    }
    for (std::size_t i = 0; i < recipe.backdrop.size(); ++i) add("backdrop", i, 0, recipe.backdrop[i], true, map_crs(recipe.backdrop[i]));
    if (recipe.walking) add("walking", 0, 0, *recipe.walking, false, "EPSG:4326");
    add_placed("people", recipe.people);
    add_placed("households", recipe.households);
    for (std::size_t i = 0; i < recipe.assets.size(); ++i) add("assets", i, 0, recipe.assets[i], needs_maps(recipe.assets[i]), recipe.assets[i].position.crs);
    add_all("ties", recipe.ties);
    add_all("observations", recipe.observations);
    add_all("events", recipe.events);
    add_all("never_introduce", recipe.never_introduce);
    add_placed("lookups", recipe.lookups);  // last: what they are asked, the others say
    return tasks;
}

/// How far all readers are, by the bytes of their files.
class Progress {
public:
    Progress(base::JobContext& job, const std::vector<OpenedFile>& files) : job_(job), done_(files.size()) {
        for (const OpenedFile& file : files) sizes_.push_back(static_cast<double>(file.size) + 1);
        all_ = std::accumulate(sizes_.begin(), sizes_.end(), 0.0);
    }
    void set(std::size_t file, double fraction) {
        done_[file].store(fraction, std::memory_order_relaxed);
        double sum = 0;
        for (std::size_t i = 0; i < sizes_.size(); ++i) sum += sizes_[i] * done_[i].load(std::memory_order_relaxed);
        job_.progress(sum / all_);
    }

private:
    base::JobContext& job_;
    std::vector<std::atomic<double>> done_;
    std::vector<double> sizes_;
    double all_ = 0;
};

/// The different keys of a kind that rows have, a line each.
std::string keys_of(const std::vector<SourceTable>& tables, LookupOf of) {
    column::DictionaryBuilder keys;
    for (const SourceTable& table : tables) {
        const column::Column* column = table.table == nullptr ? nullptr : table.table->find(lookup_of_words[static_cast<std::size_t>(of)]);
        const bool asks = column != nullptr && column->type() == column::Type::text && (table.block == "people" || table.block == "households" || table.block == "assets");
        for (std::int32_t code = 0; asks && code < column->dictionary().size(); ++code) keys.code_of(column->dictionary()[code]);
    }
    std::string lines;
    for (std::int32_t code = 0; code < keys.size(); ++code) lines.append(keys[code]).append(1, '\n');
    return lines;
}

/// Says what a lookup is asked; one that nobody asks anything is not read.
void ask(ReadTask& task, const Recipe& recipe, const std::vector<SourceTable>& tables, OpenedFile& file, column::SourceReport& report) {
    task.keys = keys_of(tables, recipe.lookups[task.index].of);
    if (!task.keys.empty() || file.parts.empty()) return;
    file.parts.clear();
    report.note({report.file, 0, {}, {}, "unused_lookup", "No row of the other files asks where anything is, so this file was not read.", column::Severity::note});
}

unsigned threads_of(const ReadOptions& options, std::size_t tasks) {
    const unsigned wanted = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::min<std::size_t>(wanted, tasks));
}

/// `read(i)` for each of `which`, in order, several at a time.
void each_at_once(std::span<const std::size_t> which, const ReadOptions& options, const base::JobContext& job, const std::function<void(std::size_t)>& read) {
    if (which.empty()) return;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t at = next++; at < which.size() && !job.stopped(); at = next++) read(which[at]);
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads_of(options, which.size()); ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
}

}  // namespace

base::Result<std::vector<SourceTable>> read_sources(const Recipe& recipe, const std::filesystem::path& root, base::JobContext& job, const ReadOptions& options) {
    std::vector<ReadTask> tasks = tasks_of(recipe);
    auto programs = ReaderPrograms::find(options);
    if (!programs) return programs.error();
    for (const bool map : {true, false}) {
        std::set<std::string> from;
        const auto wanted = [&](const ReadTask& task) { return task.map == map; };
        for (const ReadTask& task : tasks)
            if (wanted(task) && !task.crs.empty()) from.insert(task.crs);
        if (std::any_of(tasks.begin(), tasks.end(), wanted)) programs->load(map, from, recipe.crs);
    }
    job.begin("Reading files");
    std::vector<SourceTable> tables(tasks.size());
    std::vector<OpenedFile> files;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        tables[i].block = tasks[i].block;
        tables[i].index = tasks[i].index;
        tables[i].join = tasks[i].join;
        tables[i].report.block = tasks[i].block;
        tables[i].report.file = tasks[i].source->file;
        files.push_back(open_file(root, *tasks[i].source, tables[i].report));
    }
    // The largest first, so that no reader is left alone with it at the end.
    std::vector<std::size_t> order(tasks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return files[a].size > files[b].size; });

    Progress progress(job, files);
    const auto read = [&](std::size_t i) {
        if (files[i].parts.empty()) return;
        const RunContext context{*programs, recipe.crs, options.silence, job, [&progress, i](double fraction) { progress.set(i, fraction); }};
        run_reader(tasks[i], files[i], context, tables[i]);
        files[i].parts.clear();
    };
    const auto lookups = std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return tasks[i].block != "lookups"; });
    each_at_once({order.begin(), lookups}, options, job, read);
    for (auto at = lookups; at != order.end(); ++at) ask(tasks[*at], recipe, tables, files[*at], tables[*at].report);
    each_at_once({lookups, order.end()}, options, job, read);
    if (base::Status status = job.check(); !status) return status.error();
    job.progress(1);
    return tables;
}

}  // namespace kith::io
