// kith-reader: each of its forks reads one block's file and hands back tables. It is given descriptors, never paths, and ends with its
// parent.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <vector>

#include "engine/geo/projection_files.hpp"
#include "engine/io/map_reading.hpp"
#include "engine/io/reader_protocol.hpp"
#include "engine/process/channel.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/lock.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/process/zygote.hpp"

namespace kith::io {
namespace {

/// A file's bytes, mapped. Nobody may shorten it meanwhile: that would end this process, and the parent says so. Of a large file only the
/// pages around what is looked at are held.
class MappedFile {
public:
    MappedFile() = default;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile() {
        if (data_ != nullptr) munmap(data_, size_);
    }
    base::Status map(int descriptor) {
        struct stat about;
        if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return base::io_error("It cannot be read as a file.");
        size_ = static_cast<std::size_t>(about.st_size);
        if (size_ == 0) return {};
        void* data = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | (is_large() ? 0 : MAP_POPULATE), descriptor, 0);
        if (data == MAP_FAILED) return base::io_error("It cannot be read into memory.");
        data_ = static_cast<std::byte*>(data);
        return {};
    }
    std::span<const std::byte> bytes() const { return {data_, size_}; }
    /// The first bytes will not be looked at again: their pages need not stay.
    void used(std::size_t bytes) {
        const std::size_t whole = std::min(bytes, size_) / page * page;
        if (whole < released_) released_ = 0;  // it is read once more, and its pages came again
        if (whole > released_ && madvise(data_ + released_, whole - released_, MADV_DONTNEED) == 0) released_ = whole;
    }
    /// Nor those of a large file, though they will be looked at again.
    void passed(std::size_t bytes) {
        const bool is_next = bytes < released_ || bytes >= released_ + step || bytes == size_;
        if (is_large() && is_next) used(bytes);
    }

private:
    static constexpr std::size_t page = 4096, step = std::size_t{8} << 20, large = std::size_t{256} << 20;
    bool is_large() const { return size_ > large; }
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t released_ = 0;
};

struct Job {
    process::Descriptor channel;
    process::ControlPage control;
    ReaderRequest request;
    std::vector<MappedFile> files;
    std::vector<geo::NamedBytes> parts;
};

base::Result<ReaderRequest> receive_request(process::Descriptor request) {
    auto memory = process::open_sealed(std::move(request), largest_request);
    if (!memory) return memory.error();
    const auto bytes = (*memory)->bytes();
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
    return request_from_json(text);
}

/// The text as sealed memory, kept until the letter is sent.
base::Result<std::shared_ptr<const column::Memory>> sealed_text(const std::string& text) {
    auto memory = process::sealed_memory(text.size());
    if (!memory) return memory.error();
    std::memcpy((*memory)->bytes().data(), text.data(), text.size());
    return std::move(**memory).seal();
}

base::Status answer(int channel, const column::SourceReport& report, const BlockTables& tables) {
    const auto text = sealed_text(to_json(report));
    if (!text) return text.error();
    std::vector<int> descriptors{(*text)->descriptor()};
    ReaderAnswer letter;
    const auto add = [&](const column::SegmentPtr& segment, int& index) {
        if (!segment) return;
        index = static_cast<int>(descriptors.size());
        descriptors.push_back(segment->memory().descriptor());
    };
    add(tables.table, letter.table);
    add(tables.observations, letter.observations);
    return process::send_letter(channel, to_json(letter), descriptors);
}

int fail(const process::ControlPage& control, std::string_view sentence) {
    control.end_with(reader_failed, sentence);
    return reader_failed;
}

base::Result<BlockTables> read(Job& work, Prepared& prepared, base::JobContext& job, column::SourceReport& report) {
    const column::Allocator allocate = process::sealed_memory;
    const BlockContext context{work.parts, work.request.block.working_crs, prepared, map_reading(), allocate, job, report,
        [&work](std::size_t bytes) { work.files.front().used(bytes); }, [&work](std::size_t bytes) { work.files.front().passed(bytes); }};
    return read_block(work.request.block, context);
}

/// Reads, and answers whatever came of it.
int read_and_answer(Job& work, base::Result<Prepared> prepared) {
    base::JobContext* watched = nullptr;
    base::JobContext job([&](std::string_view, double fraction) {
        work.control.report(fraction);
        if (work.control.asked_to_stop()) watched->cancel();
    });
    watched = &job;
    job.begin("Reading");
    column::SourceReport report;
    report.block = work.request.block.block;
    report.file = work.request.file;
    base::Result<BlockTables> tables = BlockTables();
    if (prepared)
        tables = read(work, *prepared, job, report);
    else
        tables = prepared.error();
    if (job.stopped()) return reader_stopped;
    if (!tables) {
        report.note({report.file, 0, {}, {}, "unusable_file", tables.error().message, column::Severity::problem});
        tables = BlockTables();
    }
    const base::Status sent = answer(work.channel.get(), report, *tables);
    return sent ? reader_done : fail(work.control, work.request.file + ": " + sent.error().message);
}

/// Shuts the lock: what is open and mapped is all there is. The parts of the file are mapped and closed, and the request is read.
base::Status lock(const ReaderRequest& request, process::BegunChild& begun) {
    process::LockPlan plan;
    plan.work = process::LockPlan::Work::reads_files;
    plan.memory = process::memory_to_grant();
    plan.largest_block = request.largest_block;
    const auto isolation = process::lock(plan, begun);
    return isolation ? base::Status() : base::Status(isolation.error());
}

/// Of the system's own files, and what takes coordinates over: once for all forks, before any of them has seen its file.
base::Status load(std::span<char*> arguments) {
    if (base::Status status = map_reading() != nullptr ? map_reading()->prepare() : geo::hold_projection_files(); !status) return status;
    for (std::size_t i = 2; i < arguments.size(); ++i) geo::Projector::make_ahead(arguments[i], arguments[1]);
    return {};
}

int run(std::span<char*> arguments) {
    const auto zygote = process::begin_child();
    if (!zygote) return reader_failed;
    const base::Status ready = load(arguments);
    auto begun = process::begin_fork(*zygote);
    if (!begun || begun->given.size() < reader_first_part) return reader_failed;
    std::vector<process::Descriptor> given = std::move(begun->given);
    auto control = process::ControlPage::open(std::move(given[reader_control]));
    if (!control) return reader_failed;
    if (!ready && map_reading() != nullptr) return fail(*control, ready.error().message);
    auto request = receive_request(std::move(given[reader_request]));
    if (!request) return fail(*control, request.error().message);
    if (given.size() != reader_first_part + request->part_names.size()) return reader_failed;
    auto prepared = prepare_block(request->block, true);
    load_for(request->part_names);
    std::vector<MappedFile> files(request->part_names.size());
    Job work{std::move(given[reader_channel]), std::move(*control), std::move(*request), std::move(files), {}};
    for (std::size_t i = 0; i < work.files.size(); ++i) {
        const process::Descriptor part = std::move(given[reader_first_part + i]);
        if (base::Status status = work.files[i].map(part.get()); !status)
            return fail(work.control, work.request.file + ": " + status.error().message);
        work.parts.push_back({work.request.part_names[i], work.files[i].bytes()});
    }
    if (base::Status status = lock(work.request, *begun); !status) return fail(work.control, work.request.file + ": " + status.error().message);
    return read_and_answer(work, std::move(prepared));
}

}  // namespace
}  // namespace kith::io

int main(int count, char** arguments) {
    // _Exit: what is left is the system's to take back, and nothing of the file's runs again.
    try {
        std::_Exit(kith::io::run({arguments, static_cast<std::size_t>(count)}));
    } catch (const std::bad_alloc&) {
        std::_Exit(kith::io::reader_no_memory);
    } catch (const std::exception&) {
        std::_Exit(kith::io::reader_failed);
    }
}
