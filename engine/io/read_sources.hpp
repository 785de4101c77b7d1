#pragma once
// Reads the files of a recipe, each in a kith-reader of its own.
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/column/segment.hpp"
#include "engine/io/recipe.hpp"
#include "engine/process/isolation.hpp"

namespace kith::io {

/// What one block's file came to.
struct SourceTable {
    std::string block;         // "areas", "areas.join", "backdrop", "walking", "people", "households", "assets", "ties", "observations", "events", "never_introduce", "lookups"
    std::size_t index = 0;     // of the block among its kind, as in Recipe; of a join: the area layer's
    std::size_t join = 0;      // of a join: which of its layer's
    /// `read.<block>` (engine/io/README.md); nullptr when nothing of the file could be used: the report says why.
    column::SegmentPtr table;
    /// `read.observations` out of the instruments of a people block; nullptr when it has none.
    column::SegmentPtr observations;
    column::SourceReport report;
    std::string isolation;     // the locks that held its reader: "no new privileges, Landlock 7, seccomp, …"
    base::Digest file_digest;  // of the file's bytes, and of those beside it (a shapefile's); zero when it could not be opened
    std::uint64_t file_size = 0;
    double cpu_seconds = 0;    // of its reader
    std::int64_t peak_kib = 0;
};

struct ReadOptions {
    std::filesystem::path reader;            // default: kith-reader, and kith-reader-maps for map files, beside the running program
    unsigned threads = 0;                    // readers at a time; 0 = as many as there are cores
    std::chrono::seconds silence{120};       // a reader that makes no progress for so long is stopped
    int landlock_at_most = process::newest_landlock;  // for tests: as on an older system
};

/// One SourceTable a block that names a file, in this order: every area layer followed by its joins, backdrop, walking, people, households, assets,
/// ties, observations, events, never_introduce, lookups (read when the others are, and only where somebody asks for their keys). Paths are relative to `root`. A file that is missing, broken, or whose reader
/// crashed has no table and a report that says so in one sentence; the others are still read. An error only when nothing
/// can be read at all (the reader's program is missing) or somebody asked to stop; no reader is left running then.
base::Result<std::vector<SourceTable>> read_sources(const Recipe& recipe, const std::filesystem::path& root, base::JobContext& job,
                                                    const ReadOptions& options = {});

}  // namespace kith::io
