#include "engine/geo/projection_files.hpp"

#include <fcntl.h>
#include <proj.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace kith::geo {
namespace {

namespace fs = std::filesystem;

struct Held {
    int descriptor = -1;
    std::int64_t size = 0;
};

struct HeldFiles {
    std::map<std::string, Held, std::less<>> files;  // by path
    PJ_CONTEXT* first = nullptr;                     // keeps the database open: PROJ shares it among contexts by its path
};

/// One place for the whole process, set once and never changed: PROJ keeps its database there too, and hands its file functions from
/// no context to another.
std::unique_ptr<const HeldFiles>& held() {
    static std::unique_ptr<const HeldFiles> files;
    return files;
}

struct Reading {
    Held file;
    std::int64_t at = 0;
};
Reading& reading(PROJ_FILE_HANDLE* handle) { return *reinterpret_cast<Reading*>(handle); }

PROJ_FILE_HANDLE* open_held(PJ_CONTEXT*, const char* path, PROJ_OPEN_ACCESS access, void*) {
    const auto found = held()->files.find(std::string_view(path));
    if (access != PROJ_OPEN_ACCESS_READ_ONLY || found == held()->files.end()) return nullptr;
    return reinterpret_cast<PROJ_FILE_HANDLE*>(std::make_unique<Reading>(Reading{found->second}).release());
}

std::size_t read_held(PJ_CONTEXT*, PROJ_FILE_HANDLE* handle, void* into, std::size_t size, void*) {
    Reading& file = reading(handle);
    const ssize_t got = pread(file.file.descriptor, into, size, file.at);
    if (got > 0) file.at += got;
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

int seek_held(PJ_CONTEXT*, PROJ_FILE_HANDLE* handle, long long offset, int whence, void*) {
    Reading& file = reading(handle);
    const std::int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.at : file.file.size;
    if (from + offset < 0) return 0;
    file.at = from + offset;
    return 1;
}

unsigned long long tell_held(PJ_CONTEXT*, PROJ_FILE_HANDLE* handle, void*) { return static_cast<unsigned long long>(reading(handle).at); }
void close_held(PJ_CONTEXT*, PROJ_FILE_HANDLE* handle, void*) { const std::unique_ptr<Reading> gone(&reading(handle)); }
int exists_held(PJ_CONTEXT*, const char* path, void*) { return held()->files.contains(std::string_view(path)) ? 1 : 0; }
std::size_t write_nothing(PJ_CONTEXT*, PROJ_FILE_HANDLE*, const void*, std::size_t, void*) { return 0; }
int change_nothing(PJ_CONTEXT*, const char*, void*) { return 0; }
int rename_nothing(PJ_CONTEXT*, const char*, const char*, void*) { return 0; }

}  // namespace

base::Status hold_projection_files() {
    if (held()) return {};
    auto made = std::make_unique<HeldFiles>();
    made->first = proj_context_create();
    proj_log_level(made->first, PJ_LOG_NONE);
    proj_context_set_enable_network(made->first, 0);
    const char* database = proj_context_get_database_path(made->first);
    if (database == nullptr || *database == 0)
        return base::Error{base::Code::unavailable, "PROJ's database of coordinate systems is not there; install the package proj-data again."};
    std::error_code failed;
    constexpr std::size_t most = 900;  // below the bound on open files
    for (fs::directory_iterator at(fs::path(database).parent_path(), failed), end; !failed && at != end && made->files.size() < most; at.increment(failed)) {
        const std::string path = at->path().string();
        const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        struct stat about;
        if (descriptor < 0) continue;
        if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode)) made->files.emplace(path, Held{descriptor, about.st_size});
        else close(descriptor);
    }
    held() = std::move(made);
    return {};
}

void use_held_files(pj_ctx* context) {
    if (!held()) return;
    static constexpr PROJ_FILE_API api{1, open_held, read_held, write_nothing, seek_held, tell_held, close_held, exists_held, change_nothing,
                                       change_nothing, rename_nothing};
    proj_context_set_fileapi(context, &api, nullptr);
}

}  // namespace kith::geo
