#pragma once
// An output folder that appears whole or not at all: everything is written into a folder beside it, which takes its place
// at the end by one rename.
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::report {

class OutputFolder {
public:
    /// Errors (misuse): `folder` has content and `force` is not given, or it has anything but what `own` names (then not even
    /// with force: somebody's own files are never deleted); io_error when the folder cannot be made. With `closed` only
    /// this user may enter the folder (0700) and read the files (0600).
    static base::Result<OutputFolder> begin(const std::filesystem::path& folder, std::span<const std::string_view> own, bool force, bool closed);
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    /// Without `commit`: nothing is left.
    ~OutputFolder();

    /// Where to write meanwhile.
    const std::filesystem::path& path() const { return temporary_; }
    base::Status commit();

private:
    OutputFolder() = default;
    std::filesystem::path folder_, temporary_;
    bool closed_ = false;
};

}  // namespace kith::report
