#include "engine/io/run_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "engine/geo/boundaries.hpp"
#include "engine/io/read_contract.hpp"
#include "engine/io/reader_protocol.hpp"
#include "engine/process/channel.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::io {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void note_problem(column::SourceReport& report, std::string code, std::string sentence) {
    report.note({report.file, 0, {}, {}, std::move(code), std::move(sentence), column::Severity::problem});
}

/// An open regular file, or why not.
base::Result<OpenedFile::Part> open_part(const std::filesystem::path& path) {
    // Without blocking: a pipe in a file's place must not hang us.
    process::Descriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!descriptor.valid()) {
        if (errno == ENOENT || errno == ENOTDIR) return base::not_found("There is no such file (looked for " + path.string() + ").");
        return base::io_error("The file cannot be opened (" + std::string(std::strerror(errno)) + ").");
    }
    struct stat about;
    if (fstat(descriptor.get(), &about) != 0) return base::io_error("The file cannot be opened (" + std::string(std::strerror(errno)) + ").");
    if (!S_ISREG(about.st_mode)) return base::bad_input(S_ISDIR(about.st_mode) ? "This is a folder, not a file." : "This is not an ordinary file.");
    return OpenedFile::Part{path.filename().string(), std::move(descriptor), static_cast<std::uint64_t>(about.st_size)};
}

/// The companion with this ending beside `path`, in the case that stands there.
base::Result<OpenedFile::Part> open_companion(const std::filesystem::path& path, const std::string& ending) {
    for (const bool upper : {false, true}) {
        std::string extension = '.' + ending;
        if (upper)
            for (char& c : extension) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        auto part = open_part(std::filesystem::path(path).replace_extension(extension));
        if (part) return part;
    }
    return base::not_found("");
}

/// Of the bytes of all parts in pieces of 1 MiB, with their names' endings and sizes.
base::Digest digest_of(const OpenedFile& file, base::JobContext& job) {
    std::vector<std::byte> piece(1u << 20);
    base::DigestBuilder digest;
    for (const OpenedFile::Part& part : file.parts) {
        digest.add(std::filesystem::path(part.name).extension().string()).add(part.size);
        for (off_t at = 0; !job.stopped();) {
            const ssize_t count = pread(part.descriptor.get(), piece.data(), piece.size(), at);
            if (count <= 0) break;
            digest.add(std::span<const std::byte>(piece.data(), static_cast<std::size_t>(count)));
            at += count;
        }
    }
    return digest.finish();
}

/// A constant column or the answers of an instrument can be much larger than the text they come from, but not without bound.
std::uint64_t largest_table(std::uint64_t file_size) { return (std::uint64_t{1} << 30) + 64 * file_size; }

/// A reader that runs.
struct Running {
    process::Descriptor channel;
    process::ControlPage control;
    process::Child child;
};

base::Result<std::shared_ptr<const column::Memory>> sealed(const std::string& text) {
    auto memory = process::sealed_memory(text.size());
    if (!memory) return memory.error();
    std::memcpy((*memory)->bytes().data(), text.data(), text.size());
    return std::move(**memory).seal();
}

base::Result<Running> start(const ReadTask& task, const OpenedFile& file, const RunContext& context) {
    ReaderRequest request{{task.block, task.source->json, context.working_crs}, task.source->file, {}, largest_table(file.size)};
    for (const OpenedFile::Part& part : file.parts) request.part_names.push_back(part.name);
    std::shared_ptr<const column::Memory> keys;
    if (!task.keys.empty()) {
        auto made = sealed(task.keys);
        if (!made) return made.error();
        keys = std::move(*made);
        request.part_names.emplace_back("keys");
    }
    const auto words = sealed(to_json(request));
    if (!words) return words.error();
    auto channel = process::make_channel();
    if (!channel) return channel.error();
    auto control = process::ControlPage::create();
    if (!control) return control.error();
    std::vector<int> descriptors{channel->second.get(), control->descriptor(), (*words)->descriptor()};
    for (const OpenedFile::Part& part : file.parts) descriptors.push_back(part.descriptor.get());
    if (keys != nullptr) descriptors.push_back(keys->descriptor());
    auto child = context.programs.fork(task.map, descriptors);
    if (!child) return child.error();
    return Running{std::move(channel->first), std::move(*control), std::move(*child)};
}

enum class Ending { by_itself, stopped, silent };

/// Waits until it ends, or ends it.
process::Exit watch(Running& running, const RunContext& context, Ending& ending) {
    auto last_beat = steady_clock::now();
    std::uint32_t beats = running.control.beats();
    for (;;) {
        if (const auto exit = running.child.wait(milliseconds(20))) return *exit;
        context.progress(running.control.fraction());
        if (const std::uint32_t now = running.control.beats(); now != beats) {
            beats = now;
            last_beat = steady_clock::now();
        }
        if (context.job.stopped())
            ending = Ending::stopped;
        else if (steady_clock::now() - last_beat > context.silence)
            ending = Ending::silent;
        if (ending == Ending::by_itself) continue;
        running.child.kill();
        while (true)
            if (const auto exit = running.child.wait(milliseconds(1000))) return *exit;
    }
}

base::Result<column::SegmentPtr> open_segment(process::Descriptor descriptor, std::uint64_t file_size) {
    auto memory = process::open_sealed(std::move(descriptor), static_cast<std::size_t>(largest_table(file_size)));
    if (!memory) return memory.error();
    return column::Segment::open(std::move(*memory), column::Trust::untrusted);
}

base::Status take_answer(process::Letter letter, const ReadTask& task, SourceTable& table) {
    auto answer = answer_from_json(letter.text);
    if (!answer) return answer.error();
    const auto take = [&](int index) {
        const bool there = index >= 0 && static_cast<std::size_t>(index) < letter.descriptors.size();
        return there ? std::move(letter.descriptors[static_cast<std::size_t>(index)]) : process::Descriptor();
    };
    auto text = process::open_sealed(take(answer->report), largest_report);
    if (!text) return text.error();
    const auto bytes = (*text)->bytes();
    auto report = report_from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!report) return report.error();
    column::SegmentPtr segment, observations;
    if (answer->table >= 0) {
        auto opened = open_segment(take(answer->table), table.file_size);
        if (!opened) return opened.error();
        segment = *opened;
        if (base::Status status = check_read_segment(*segment, task.block, report->tally.kept); !status) return status;
    } else if (report->tally.kept != 0) {
        return base::bad_input("The reader of the file kept rows and gave back none; it was not used.");
    }
    if (answer->observations >= 0) {
        if (task.block != "people") return base::bad_input("The reader of the file gave back more than it was asked for; it was not used.");
        auto opened = open_segment(take(answer->observations), table.file_size);
        if (!opened) return opened.error();
        observations = *opened;
        if (base::Status status = check_read_segment(*observations, "observations", -1); !status) return status;
    }
    report->block = table.report.block;
    report->file = table.report.file;
    for (column::Issue& issue : report->issues) issue.file = report->file;
    table.report = std::move(*report);
    table.table = std::move(segment);
    table.observations = std::move(observations);
    return {};
}

}  // namespace

OpenedFile open_file(const std::filesystem::path& root, const Source& source, column::SourceReport& report) {
    OpenedFile file;
    const std::filesystem::path path = root / source.file;
    auto first = open_part(path);
    if (!first) {
        note_problem(report, first.error().code == base::Code::not_found ? "no_file" : "cannot_open", first.error().message);
        return file;
    }
    file.size = first->size;
    file.parts.push_back(std::move(*first));
    for (const std::string& ending : geo::companions_of(source.file)) {
        auto part = open_companion(path, ending);
        if (!part) continue;
        file.size += part->size;
        file.parts.push_back(std::move(*part));
    }
    for (const std::string& name : source.beside) {
        auto part = open_part(root / name);
        if (!part) {
            note_problem(report, "no_file", name + ", which the recipe names beside it: " + part.error().message);
            return {};
        }
        file.size += part->size;
        file.parts.push_back(std::move(*part));
    }
    return file;
}

base::Result<ReaderPrograms> ReaderPrograms::find(const ReadOptions& options) {
    ReaderPrograms programs;
    programs.landlock_at_most_ = options.landlock_at_most;
    programs.tables_ = programs.maps_ = options.reader;
    if (!options.reader.empty()) return programs;
    auto tables = process::find_program_of_ours("kith-reader"), maps = process::find_program_of_ours("kith-reader-maps");
    if (!tables) return tables.error();
    if (!maps) return maps.error();
    programs.tables_ = std::move(*tables);
    programs.maps_ = std::move(*maps);
    return programs;
}

void ReaderPrograms::load(bool map, const std::set<std::string>& from, const std::string& working_crs) {
    if (loaded_[map]) return;
    process::Command command;
    command.program = map ? maps_ : tables_;
    command.arguments = {working_crs};
    command.arguments.insert(command.arguments.end(), from.begin(), from.end());
    // Columns of hundreds of megabytes: large pages spare a seventh of the reader's time.
    // And no threads: the lock holds for the one that shuts it.
    command.environment = {"GLIBC_TUNABLES=glibc.malloc.hugetlb=1", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"};
    command.landlock_at_most = landlock_at_most_;
    loaded_[map] = process::Zygote::start(std::move(command));
}

base::Result<process::Child> ReaderPrograms::fork(bool map, std::span<const int> descriptors) const {
    const auto& zygote = *loaded_[map];
    return zygote ? (*zygote)->child(descriptors) : zygote.error();
}

void run_reader(const ReadTask& task, const OpenedFile& file, const RunContext& context, SourceTable& table) {
    table.file_size = file.size;
    auto running = start(task, file, context);
    if (!running) {
        note_problem(table.report, "no_reader", "The file could not be read, because its reader could not be started: " + running.error().message);
        return;
    }
    table.file_digest = digest_of(file, context.job);
    Ending ending = Ending::by_itself;
    const process::Exit exit = watch(*running, context, ending);
    table.cpu_seconds = exit.cpu_seconds;
    table.peak_kib = exit.peak_kib;
    table.isolation = running->child.isolation().words();
    context.progress(1);
    if (ending == Ending::stopped) return;
    if (ending == Ending::silent) {
        note_problem(table.report, "reader_silent", "The reader of this file made no progress for " + std::to_string(context.silence.count()) +
                                                        " seconds and was stopped; nothing of the file was used.");
        return;
    }
    if (!exit.signalled && exit.code == reader_no_memory) {
        note_problem(table.report, "reader_failed", "Reading this file takes more memory than there is for it; nothing of the file was used.");
        return;
    }
    if (!exit.clean()) {
        const std::string said = exit.signalled ? std::string() : running->control.message();
        note_problem(table.report, "reader_failed", said.empty() ? "The reader of this file " + process::words_for(exit) + "; nothing of the file was used." : said);
        return;
    }
    auto letter = process::receive_letter(running->channel.get(), milliseconds(0));
    base::Status status = base::bad_input("The reader of this file ended without an answer; nothing of the file was used.");
    if (!letter)
        status = letter.error();
    else if (letter->has_value())
        status = take_answer(std::move(**letter), task, table);
    if (!status) note_problem(table.report, "reader_failed", status.error().message);
}

}  // namespace kith::io
