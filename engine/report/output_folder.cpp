#include "engine/report/output_folder.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "engine/base/text.hpp"

namespace kith::report {
namespace fs = std::filesystem;
namespace {

std::string named(const fs::path& path) { return "\"" + path.string() + "\""; }

/// The first entry that is not ours, or "".
std::string foreign_entry(const fs::path& folder, std::span<const std::string_view> own) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        // A GeoPackage that is open in QGIS has -wal, -shm and -journal files beside it.
        const auto ours = [&](std::string_view known) { return name == known || (known.ends_with(".gpkg") && name.starts_with(std::string(known) + "-")); };
        if (std::none_of(own.begin(), own.end(), ours)) return name;
    }
    return {};
}

base::Status check_place(const fs::path& folder, std::span<const std::string_view> own, bool force) {
    std::error_code error;
    const auto status = fs::symlink_status(folder, error);
    if (!fs::exists(status)) return {};
    if (!fs::is_directory(status)) return base::misuse(named(folder) + " is there and is not a folder; choose another one.");
    if (fs::is_empty(folder, error)) return {};
    if (error) return base::io_error(named(folder) + " cannot be read; choose another folder.");
    if (!force) return base::misuse(named(folder) + " already holds files; choose another folder, or add --force to replace them.");
    if (const std::string name = foreign_entry(folder, own); !name.empty())
        return base::misuse(named(folder) + " also holds files that Kith did not write (such as \"" + name + "\"); move them away or choose another folder.");
    return {};
}

void restrict_to_owner(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        const auto mode = entry.is_directory() ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write;
        fs::permissions(entry.path(), mode, ignored);
    }
}

}  // namespace

base::Result<OutputFolder> OutputFolder::begin(const fs::path& folder, std::span<const std::string_view> own, bool force, bool closed) {
    std::error_code error;
    fs::path target = fs::absolute(folder, error).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    if (target.empty() || !target.has_filename()) return base::misuse(named(folder) + " cannot be an output folder; name a new one.");
    if (auto status = check_place(target, own, force); !status) return status.error();
    fs::create_directories(target.parent_path(), error);
    if (error) return base::io_error("The folder " + named(target.parent_path()) + " cannot be made; choose another place.");
    OutputFolder out;
    out.folder_ = target;
    out.closed_ = closed;
    std::random_device random;
    for (int attempt = 0; attempt < 8; ++attempt) {
        out.temporary_ = target.parent_path() / ("." + target.filename().string() + ".unfinished-" + std::to_string(random()));
        if (!fs::create_directory(out.temporary_, error)) continue;
        if (closed) fs::permissions(out.temporary_, fs::perms::owner_all, error);
        return out;
    }
    out.temporary_.clear();
    return base::io_error("Nothing can be written in " + named(target.parent_path()) + "; choose another place.");
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : folder_(std::move(other.folder_)), temporary_(std::exchange(other.temporary_, {})), closed_(other.closed_) {}

OutputFolder::~OutputFolder() {
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

base::Status OutputFolder::commit() {
    if (closed_) restrict_to_owner(temporary_);
    std::error_code error;
    const fs::path aside = temporary_.string() + "-before";
    const bool replaces = fs::exists(fs::symlink_status(folder_, error)) && !fs::is_empty(folder_, error);
    if (replaces) {
        fs::rename(folder_, aside, error);
        if (error) return base::io_error(named(folder_) + " cannot be replaced; choose another folder.");
    }
    fs::rename(temporary_, folder_, error);  // over nothing, or over an empty folder
    if (error) {
        std::error_code ignored;
        if (replaces) fs::rename(aside, folder_, ignored);
        return base::io_error(named(folder_) + " cannot be written; choose another folder.");
    }
    temporary_.clear();
    if (replaces) fs::remove_all(aside, error);
    return {};
}

}  // namespace kith::report
