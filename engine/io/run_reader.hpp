#pragma once
// One kith-reader: started, watched, ended, and its answer checked.
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/io/read_sources.hpp"
#include "engine/process/descriptor.hpp"

namespace kith::io {

struct ReadTask {
    std::string block;
    std::size_t index = 0;
    std::size_t join = 0;
    const Source* source = nullptr;
    bool map = false;           // needs kith-reader-maps
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

/// `options.reader`, or the program beside the running one.
base::Result<std::filesystem::path> reader_program(const ReadOptions& options, bool map);

struct RunContext {
    const std::filesystem::path& reader;
    const std::string& working_crs;
    std::chrono::seconds silence;
    int landlock_at_most;
    base::JobContext& job;
    std::function<void(double)> progress;
};

/// Fills in all of `table` that is not known yet. Whatever happens to the reader ends as a note in its report.
void run_reader(const ReadTask& task, const OpenedFile& file, const RunContext& context, SourceTable& table);

}  // namespace kith::io
