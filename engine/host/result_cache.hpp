#pragma once
// Results of an earlier run, kept beside its other files, so that what has not changed need not be worked out again. An entry
// is what a worker left, and is read by the same reader as what a worker leaves now. Only its owner may look at it.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/digest.hpp"
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/column/memory.hpp"
#include "engine/host/result.hpp"

namespace kith::host {

/// What a worker left, and what is known of its run.
struct CacheEntry {
    std::shared_ptr<const column::Memory> outputs, findings;  // as large as the layouts say; sealed
    std::string digest;                                       // hex, of the result
    std::string isolation;
    double seconds = 0, cpu_seconds = 0;
    std::int64_t peak_kib = 0;
};

class ResultCache {
public:
    /// `before`: the folder of the earlier run's entries; `now`: where those of this run are to stand (made when needed, 0700).
    /// Either may be empty: then nothing is found, or nothing kept.
    ResultCache(std::filesystem::path before, std::filesystem::path now) : before_(std::move(before)), now_(std::move(now)) {}
    bool in_use() const { return !before_.empty() || !now_.empty(); }

    /// The entry with this key, if it is whole and ours alone, with blocks of these sizes.
    std::optional<CacheEntry> find(const base::Digest& key, std::size_t outputs_size, std::size_t findings_size) const;
    /// Keeps a new entry. What goes wrong, or is asked to stop, leaves none: the next run works it out again.
    void keep(const base::Digest& key, const CacheEntry& entry, const base::JobContext& job) const;
    /// Keeps an entry of the earlier run for the next one.
    void keep_again(const base::Digest& key) const;

private:
    bool make_folder() const;
    std::filesystem::path before_, now_;
};

}  // namespace kith::host
