#pragma once
// What a store asks of the disk, in one place: so that a test can let each of these fail, or stop in the middle.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "engine/base/status.hpp"
#include "engine/process/descriptor.hpp"

namespace kith::store {

class Files {
public:
    virtual ~Files() = default;
    /// A new file of the user's alone (0600). Error: when there is one of that name.
    virtual base::Result<process::Descriptor> create(const std::filesystem::path& file);
    /// At the end of a file that is there.
    virtual base::Result<process::Descriptor> open_to_append(const std::filesystem::path& file);
    virtual base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes);
    virtual base::Status sync(const process::Descriptor& file);
    virtual base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to);
    /// A second name for a file, in place of what has that name.
    virtual base::Status keep_as(const std::filesystem::path& file, const std::filesystem::path& kept);
    virtual base::Status cut(const process::Descriptor& file, std::uint64_t size);
    /// Nothing happens when there is no such file.
    virtual base::Status remove(const std::filesystem::path& file);
    /// What was made, renamed or removed in it stays so.
    virtual base::Status sync_folder(const std::filesystem::path& folder);
};

std::filesystem::path folder_of(const std::filesystem::path& file);

/// The one who may write a workspace: held by a file beside it for as long as this lives, on this machine and wherever flock reaches.
class WriteLock {
public:
    /// Nothing when somebody else has it, or (with `read_only`) when nobody can write here at all.
    static base::Result<WriteLock> take(const std::filesystem::path& workspace, bool& read_only);
    /// Who has it, in words: its process, the machine, and where the lock lies. O(1).
    static std::string holder(const std::filesystem::path& workspace);
    bool held() const { return descriptor_.valid(); }

private:
    process::Descriptor descriptor_;
};

}  // namespace kith::store
