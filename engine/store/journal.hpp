#pragma once
// What happened since a workspace was saved: sealed entries in a file beside it, each on the disk before whoever made it is told so.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/store/files.hpp"
#include "engine/store/header.hpp"

namespace kith::store {

class Journal {
public:
    /// A new, empty one for a generation of a file, on the disk under its name when this returns.
    static base::Result<Journal> begin(Files& files, const std::filesystem::path& path, const Secret& key, const Id& file, const Id& generation);

    struct Read {
        Id generation{};
        std::vector<std::string> entries;     // in order
        std::uint64_t good = 0;               // bytes up to the end of the last whole entry
        bool torn = false;                    // something began to be written after them and never was whole: it was never acknowledged
    };
    /// Everything in it. An entry that is whole but wrong is an error, as is a journal of another file: nothing acknowledged is left out
    /// without a word. What cannot be known: whether somebody cut whole entries off the end.
    static base::Result<Read> read(const std::filesystem::path& path, const Secret& key, const Id& file);
    /// Which generation a journal says that it belongs to, under whatever key; nothing when it cannot be told.
    static std::optional<Id> generation_of(const std::filesystem::path& path);
    /// Goes on after what `read` found; what was torn is cut off.
    static base::Result<Journal> go_on(Files& files, const std::filesystem::path& path, const Secret& key, const Read& found);

    /// On the disk when it returns well; else as if it had not been asked. After a disk that could not even take back a beginning, every
    /// later call is refused. One write and one sync.
    base::Status append(std::string_view entry);
    std::uint64_t entries() const { return entries_; }

private:
    Journal(Files& files, process::Descriptor descriptor, Secret key, const Id& generation) : files_(&files), descriptor_(std::move(descriptor)), key_(std::move(key)), generation_(generation) {}
    Files* files_;
    process::Descriptor descriptor_;
    Secret key_;
    Id generation_{};
    std::array<unsigned char, 16> last_{};    // the seal of the entry before: a chain
    std::uint64_t entries_ = 0, size_ = 0;
    bool broken_ = false;
};

}  // namespace kith::store
