// Stands in for kith-reader, and misbehaves as the name of its file says.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

#include "engine/column/builder.hpp"
#include "engine/io/reader_protocol.hpp"
#include "engine/process/channel.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/process/zygote.hpp"

namespace {

using namespace kith;

int channel = -1;

base::Result<std::shared_ptr<const column::Memory>> sealed(const std::string& text) {
    auto memory = process::sealed_memory(text.size());
    if (!memory) return memory.error();
    std::memcpy((*memory)->bytes().data(), text.data(), text.size());
    return std::move(**memory).seal();
}

int answer(const std::string& report, const column::SegmentPtr& table) {
    const auto text = sealed(report);
    std::vector<int> descriptors{(*text)->descriptor()};
    if (table) descriptors.push_back(table->memory().descriptor());
    static_cast<void>(process::send_letter(channel, io::to_json(io::ReaderAnswer{0, table ? 1 : -1, -1}), descriptors));
    return 0;
}

std::string report_of(int kept) {
    column::SourceReport report;
    report.tally = {kept, kept, 0, 0, 0};
    return io::to_json(report);
}

column::SegmentPtr ties(bool whole) {
    column::SegmentBuilder builder("read.ties");
    const std::vector<std::string> ends{"P1", "P2"};
    builder.add_strings("from", ends);
    if (whole) builder.add_strings("to", ends);
    builder.add_i32("direction", {0, whole ? 7 : 1});  // 7 is no direction
    builder.add_i64("source_row", {1, 2});
    return *std::move(builder).finish(process::sealed_memory);
}

int send_unsealed() {
    const int open_block = memfd_create("open", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (ftruncate(open_block, 4096) != 0) return 1;
    const int descriptors[] = {open_block};
    static_cast<void>(process::send_letter(channel, R"({"report":0,"table":-1,"observations":-1})", descriptors));
    return 0;
}

int behave(const std::string& file) {
    if (file == "crash.csv") std::raise(SIGSEGV);
    if (file == "killed.csv") std::raise(SIGKILL);
    if (file == "hang.csv")
        for (;;) pause();
    if (file == "no_answer.csv") return 0;
    if (file == "code.csv") return 7;
    if (file == "garbage.csv") return answer("{\"tally\":", nullptr);
    if (file == "unbalanced.csv") return answer(R"({"tally":{"read":5,"kept":1,"merged":0,"refused":0,"filtered":0},"counts":[],"issues":[]})", nullptr);
    if (file == "kept_nothing.csv") return answer(report_of(3), nullptr);
    if (file == "no_column.csv") return answer(report_of(2), ties(false));
    if (file == "wrong_code.csv") return answer(report_of(2), ties(true));
    if (file == "wrong_count.csv") return answer(report_of(3), ties(true));
    if (file == "unsealed.csv") return send_unsealed();
    if (file == "bad_letter.csv") static_cast<void>(process::send_letter(channel, "not json"));
    return 0;
}

}  // namespace

int main() {
    const auto zygote = process::begin_child();
    if (!zygote) return 2;
    auto begun = process::begin_fork(*zygote);
    if (!begun || begun->given.size() <= io::reader_first_part) return 2;
    channel = begun->given[io::reader_channel].get();
    auto memory = process::open_sealed(std::move(begun->given[io::reader_request]), io::largest_request);
    if (!memory) return 3;
    const auto bytes = (*memory)->bytes();
    const auto request = io::request_from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return request ? behave(request->file) : 4;
}
