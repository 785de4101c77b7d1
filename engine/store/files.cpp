#include "engine/store/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

namespace kith::store {
namespace {

namespace fs = std::filesystem;

base::Error cannot(const fs::path& file, std::string_view what) {
    const int reason = errno;
    return base::io_error("'" + file.filename().string() + "' could not be " + std::string(what) + (reason == ENOSPC ? ": the disk is full." : reason == EROFS || reason == EACCES ? ": you may not write there." : "."));
}

process::Descriptor opened(const fs::path& file, int flags) { return process::Descriptor(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)); }

}  // namespace

base::Result<process::Descriptor> Files::create(const fs::path& file) {
    auto made = opened(file, O_WRONLY | O_CREAT | O_EXCL | O_APPEND);  // to append: after a cut it goes on at the end
    if (!made.valid()) return cannot(file, "made");
    return made;
}

base::Result<process::Descriptor> Files::open_to_append(const fs::path& file) {
    auto made = opened(file, O_WRONLY | O_APPEND);
    if (!made.valid()) return cannot(file, "opened for writing");
    return made;
}

base::Status Files::write(const process::Descriptor& to, std::span<const unsigned char> bytes) {
    while (!bytes.empty()) {
        const ssize_t some = ::write(to.get(), bytes.data(), bytes.size());
        if (some > 0) bytes = bytes.subspan(static_cast<std::size_t>(some));
        else if (errno != EINTR) return base::io_error(errno == ENOSPC || errno == EDQUOT ? "The disk is full; nothing that was saved before is lost." : "The disk refused to take what was to be saved.");
    }
    return {};
}

base::Status Files::sync(const process::Descriptor& file) { return ::fsync(file.get()) == 0 ? base::Status() : base::Status(base::io_error("The disk did not confirm that it kept what was saved.")); }

base::Status Files::rename(const fs::path& from, const fs::path& to) { return ::rename(from.c_str(), to.c_str()) == 0 ? base::Status() : base::Status(cannot(to, "put in place")); }

base::Status Files::keep_as(const fs::path& file, const fs::path& kept) {
    const fs::path between = kept.string() + ".new";
    ::unlink(between.c_str());
    if (::link(file.c_str(), between.c_str()) != 0) return cannot(kept, "kept");
    return Files::rename(between, kept);
}

base::Status Files::cut(const process::Descriptor& file, std::uint64_t size) {
    return ::ftruncate(file.get(), static_cast<off_t>(size)) == 0 ? base::Status() : base::Status(base::io_error("An unfinished entry could not be taken off the journal."));
}

base::Status Files::remove(const fs::path& file) { return ::unlink(file.c_str()) == 0 || errno == ENOENT ? base::Status() : base::Status(cannot(file, "removed")); }

base::Status Files::sync_folder(const fs::path& folder) {
    const process::Descriptor opened_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened_folder.valid() || ::fsync(opened_folder.get()) != 0) return cannot(folder, "synced");
    return {};
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

base::Result<WriteLock> WriteLock::take(const fs::path& workspace, bool& read_only) {
    WriteLock lock;
    const fs::path file = workspace.string() + "-lock";
    lock.descriptor_ = opened(file, O_RDWR | O_CREAT);
    if (!lock.descriptor_.valid()) {
        read_only = errno == EROFS || errno == EACCES || errno == EPERM;
        if (read_only) return lock;
        return cannot(file, "made");
    }
    if (::flock(lock.descriptor_.get(), LOCK_EX | LOCK_NB) != 0) {
        lock.descriptor_.reset();
        return lock;
    }
    std::array<char, 65> machine{};
    ::gethostname(machine.data(), machine.size() - 1);
    const std::string who = "process " + std::to_string(::getpid()) + " on " + machine.data();
    // Only words for whoever comes second: without them (a full disk) the lock holds all the same.
    if (::ftruncate(lock.descriptor_.get(), 0) != 0 || ::write(lock.descriptor_.get(), who.data(), who.size()) < 0) return lock;
    return lock;
}

std::string WriteLock::holder(const fs::path& workspace) {
    const fs::path file = workspace.string() + "-lock";
    std::array<char, 128> text{};
    const process::Descriptor lock(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    const ssize_t size = lock.valid() ? ::read(lock.get(), text.data(), text.size()) : 0;
    std::string who(text.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size)));
    for (char& c : who)
        if (c < ' ' || c > '~') c = '?';
    return (who.empty() ? "who it is cannot be told" : who) + "; its lock is " + file.filename().string();
}

}  // namespace kith::store
