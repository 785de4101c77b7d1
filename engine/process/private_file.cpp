#include "engine/process/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace kith::process {
namespace {

namespace fs = std::filesystem;

/// Everything, synced to the disk, in a file that was not there before.
bool write_new(const fs::path& file, std::string_view text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return false;
    bool well = true;
    while (well && !text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
        else well = written < 0 && errno == EINTR;
    }
    well = well && ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && well;
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

base::Status write_private(const fs::path& file, std::string_view text) {
    const auto cannot = [&] {
        return base::io_error("'" + file.string() + "' could not be written; is there room on the disk, and may you write there?");
    };
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code failed;
    fs::create_directories(folder.parent_path(), failed);
    if (!fs::exists(folder, failed) && ::mkdir(folder.c_str(), 0700) != 0) return cannot();
    const fs::path next = file.string() + ".new-" + std::to_string(::getpid());
    fs::remove(next, failed);
    std::error_code moved;
    if (!write_new(next, text) || (fs::rename(next, file, moved), moved)) {
        fs::remove(next, failed);
        return cannot();
    }
    sync_folder(folder);
    return {};
}

}  // namespace kith::process
