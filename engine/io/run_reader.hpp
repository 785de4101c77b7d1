#pragma once
// One kith-reader: started, watched, ended, and its answer checked.
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/io/read_sources.hpp"
#include "engine/process/descriptor.hpp"
#include "engine/process/zygote.hpp"

namespace kith::io {

struct ReadTask {
    std::string block;
    std::size_t index = 0;
    std::size_t join = 0;
    const Source* source = nullptr;
    bool map = false;           // needs kith-reader-maps
    std::string crs;            // that its coordinates will probably be in; "" when it has none, or nobody knows
    std::string keys;           // of a lookup: those that are asked for, a line each
};

struct OpenedFile {
    struct Part {
        std::string name;
        process::Descriptor descriptor;
        std::uint64_t size = 0;
    };
    std::vector<Part> parts;   // empty: it could not be opened, and the report says so
    std::uint64_t size = 0;    // of all parts
};

/// The file and those that belong beside it, those that the recipe names last. What is wrong is noted in `report`.
OpenedFile open_file(const std::filesystem::path& root, const Source& source, column::SourceReport& report);

/// kith-reader and kith-reader-maps, each loaded once: every file is read by a fork of its own.
class ReaderPrograms {
public:
    /// `options.reader`, or the programs beside the running one; an error when they are not there.
    static base::Result<ReaderPrograms> find(const ReadOptions& options);
    /// Begins to load what reads maps, or tables, with what takes coordinates from these systems to the working one, unless it has
    /// begun. By the thread that outlives all that it reads.
    void load(bool map, const std::set<std::string>& from = {}, const std::string& working_crs = {});
    /// Of one that load() was called for.
    base::Result<process::Child> fork(bool map, std::span<const int> descriptors) const;

private:
    std::filesystem::path tables_, maps_;
    int landlock_at_most_ = process::newest_landlock;
    std::optional<base::Result<std::unique_ptr<process::Zygote>>> loaded_[2];  // tables, maps
};

struct RunContext {
    const ReaderPrograms& programs;
    const std::string& working_crs;
    std::chrono::seconds silence;
    base::JobContext& job;
    std::function<void(double)> progress;
};

/// Fills in all of `table` that is not known yet. Whatever happens to the reader ends as a note in its report.
void run_reader(const ReadTask& task, const OpenedFile& file, const RunContext& context, SourceTable& table);

}  // namespace kith::io
