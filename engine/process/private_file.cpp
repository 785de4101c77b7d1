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
bool write_new(const fs::path& file, std::span<const std::byte> bytes, Readers readers) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, readers == Readers::owner ? 0600 : 0666);
    if (descriptor < 0) return false;
    bool well = true;
    while (well && !bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
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

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

base::Error cannot_write(const fs::path& file) { return base::io_error("'" + file.string() + "' could not be written; is there room on the disk, and may you write there?"); }

}  // namespace

base::Status write_whole(const fs::path& file, std::span<const std::byte> bytes, Readers readers) {
    const fs::path next = file.string() + ".new-" + std::to_string(::getpid());
    std::error_code ignored, moved;
    fs::remove(next, ignored);
    if (!write_new(next, bytes, readers) || (fs::rename(next, file, moved), moved)) {
        fs::remove(next, ignored);
        return cannot_write(file);
    }
    sync_folder(folder_of(file));
    return {};
}

base::Status write_private(const fs::path& file, std::string_view text) {
    const fs::path folder = folder_of(file);
    std::error_code failed;
    fs::create_directories(folder.parent_path(), failed);
    if (!fs::exists(folder, failed) && ::mkdir(folder.c_str(), 0700) != 0) return cannot_write(file);
    return write_whole(file, std::as_bytes(std::span<const char>(text.data(), text.size())), Readers::owner);
}

}  // namespace kith::process
