#include "engine/host/result_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "engine/base/whole.hpp"
#include "engine/process/descriptor.hpp"
#include "engine/process/sealed_memory.hpp"

// A file of the cache: eight bytes with the length of what follows, JSON about the entry, then the parts of the two blocks in
// which anything was written, as the JSON lists them ([offset, length] each).
namespace kith::host {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using process::Descriptor;

constexpr std::uint64_t largest_header = 1 << 22;
constexpr std::size_t largest_part = std::size_t{1} << 24;  // of one call

struct Part {
    std::uint64_t offset = 0, length = 0;
};

/// Where a block holds anything but untouched pages.
std::vector<Part> written_parts(const column::Memory& block) {
    std::vector<Part> parts;
    const auto size = static_cast<off_t>(block.bytes().size());
    for (off_t at = 0; at < size;) {
        const off_t begin = lseek(block.descriptor(), at, SEEK_DATA);
        if (begin < 0) break;  // nothing more
        off_t end = lseek(block.descriptor(), begin, SEEK_HOLE);
        if (end < 0) end = size;
        parts.push_back({static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(std::min(end, size) - begin)});
        at = end;
    }
    return parts;
}

/// Whether all was written: neither the disk is full nor does somebody want it to stop.
bool write_all(int file, std::span<const std::byte> bytes, const base::JobContext& job) {
    while (!bytes.empty()) {
        if (job.stopped()) return false;
        const ssize_t count = ::write(file, bytes.data(), std::min(bytes.size(), largest_part));
        if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR) return false;
    }
    return true;
}

bool read_all(int file, std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::read(file, bytes.data(), std::min(bytes.size(), largest_part));
        if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR) return false;
    }
    return true;
}

json parts_json(const std::vector<Part>& parts) {
    json list = json::array();
    for (const Part& part : parts) list.push_back({part.offset, part.length});
    return list;
}

/// Over the header itself, so that a changed one is not believed.
std::string check_of(json header) {
    header.erase("check");
    const std::string text = header.dump();
    return base::digest_of(std::as_bytes(std::span(text))).hex();
}

/// The folder, or file, is this user's and nobody else can write it.
bool is_ours(const struct stat& about) { return about.st_uid == geteuid() && (about.st_mode & (S_IWGRP | S_IWOTH)) == 0; }

json header_of(int file, const base::Digest& key) {
    std::uint64_t length = 0;
    if (!read_all(file, std::as_writable_bytes(std::span(&length, 1))) || length > largest_header) return {};
    std::string text(static_cast<std::size_t>(length), '\0');
    if (!read_all(file, std::as_writable_bytes(std::span(text)))) return {};
    json header = json::parse(text, nullptr, false);
    if (!header.is_object() || header.value("check", json()) != check_of(header) || header.value("key", json()) != key.hex()) return {};
    return header;
}

/// The parts of one block into memory of its full size; nothing when the file does not hold what it says.
std::shared_ptr<const column::Memory> read_block(int file, const json& parts, std::size_t size) {
    auto block = process::SharedBlock::create(size);
    if (!block) return nullptr;
    for (const json& part : parts) {
        const auto offset = base::whole<std::uint64_t>(part.at(0)), length = base::whole<std::uint64_t>(part.at(1));
        if (offset > size || length > size - offset) return nullptr;
        if (!read_all(file, block->bytes().subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length)))) return nullptr;
    }
    auto frozen = std::move(*block).freeze();
    return frozen ? *frozen : nullptr;
}

bool at_end(int file) {
    char more = 0;
    return ::read(file, &more, 1) == 0;
}

}  // namespace

std::optional<CacheEntry> ResultCache::find(const base::Digest& key, std::size_t outputs_size, std::size_t findings_size) const {
    if (before_.empty()) return {};
    struct stat about {};
    if (lstat(before_.c_str(), &about) != 0 || !S_ISDIR(about.st_mode) || !is_ours(about)) return {};
    const Descriptor file(open((before_ / key.hex()).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.valid() || fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode) || !is_ours(about)) return {};
    try {  // the JSON library throws on another type than asked for
        const json header = header_of(file.get(), key);
        if (header.is_null()) return {};
        CacheEntry entry;
        header.at("digest").get_to(entry.digest);
        header.at("isolation").get_to(entry.isolation);
        header.at("seconds").get_to(entry.seconds);
        header.at("cpu_seconds").get_to(entry.cpu_seconds);
        header.at("peak_kib").get_to(entry.peak_kib);
        entry.outputs = read_block(file.get(), header.at("outputs"), outputs_size);
        if (entry.outputs == nullptr) return {};
        entry.findings = read_block(file.get(), header.at("findings"), findings_size);
        if (entry.findings == nullptr || !at_end(file.get())) return {};
        return entry;
    } catch (const json::exception&) {
        return {};
    }
}

bool ResultCache::make_folder() const {
    return !now_.empty() && (mkdir(now_.c_str(), 0700) == 0 || errno == EEXIST);
}

void ResultCache::keep(const base::Digest& key, const CacheEntry& entry, const base::JobContext& job) const {
    if (!make_folder()) return;
    const std::array<const column::Memory*, 2> blocks{entry.outputs.get(), entry.findings.get()};
    const std::array<std::vector<Part>, 2> parts{written_parts(*blocks[0]), written_parts(*blocks[1])};
    json header{{"key", key.hex()}, {"digest", entry.digest}, {"isolation", entry.isolation}, {"seconds", entry.seconds},
                {"cpu_seconds", entry.cpu_seconds}, {"peak_kib", entry.peak_kib}, {"outputs", parts_json(parts[0])}, {"findings", parts_json(parts[1])}};
    header["check"] = check_of(header);
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    const fs::path path = now_ / key.hex();
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    bool well = file.valid() && write_all(file.get(), std::as_bytes(std::span(&length, 1)), job) && write_all(file.get(), std::as_bytes(std::span(text)), job);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (const Part& part : parts[i])
            well = well && write_all(file.get(), blocks[i]->bytes().subspan(static_cast<std::size_t>(part.offset), static_cast<std::size_t>(part.length)), job);
    if (!well && file.valid()) unlink(path.c_str());
}

void ResultCache::keep_again(const base::Digest& key) const {
    if (!make_folder()) return;
    std::error_code failed;
    const fs::path from = before_ / key.hex(), to = now_ / key.hex();
    fs::create_hard_link(from, to, failed);
    if (!failed || fs::exists(to, failed)) return;
    fs::copy_file(from, to, failed);  // where the file system has no links
    if (failed) unlink(to.c_str());
}

}  // namespace kith::host
