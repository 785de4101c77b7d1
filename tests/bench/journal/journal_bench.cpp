// journal_bench FOLDER: what an acknowledged edit costs, beside its floor: the same bytes written and synced (fdatasync) and nothing else.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/store/workspace.hpp"

using namespace kith;

namespace {

double cpu() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}
double wall() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <class Once>
bool measured(const char* what, int times, Once once) {
    const double cpu_before = cpu(), wall_before = wall();
    for (int i = 0; i < times; ++i)
        if (!once()) return false;
    std::printf("%-34s %8.4f ms CPU %8.3f ms in all, each of %d\n", what, (cpu() - cpu_before) / times, (wall() - wall_before) / times, times);
    return true;
}

store::Content some_place() {
    auto place = std::make_shared<place::Place>();
    place->name = "Invented";
    std::vector<column::SegmentPtr> segments{*std::move(column::SegmentBuilder("people").add_i32("household", {1, 1, 2})).finish(column::heap_memory)};
    place->revision = std::make_shared<place::Revision>(std::move(segments));
    return {place, "kith = 1\n", {}, ""};
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) return std::fprintf(stderr, "journal_bench FOLDER (an empty one, on the disk to be measured)\n"), 2;
    const std::filesystem::path folder = words[1];
    const std::string entry = R"({"batch":17,"name":"Change a name"})" "\n" R"({"id":91,"op":"set","subject":"person:0123456789abcdef0123456789abcdef","field":"people.names/name","before":"Somebody with a name","after":"Somebody with another name","who":"A worker","when":1795000000,"batch":17})" "\n";
    constexpr std::string_view passphrase = "for a bench alone";
    const auto words_of_it = store::Secret::copy_of(std::as_bytes(std::span(passphrase.data(), passphrase.size())));
    base::JobContext job;
    store::Files files;
    auto workspace = store::Workspace::create(files, folder / "bench.kith", some_place(), {store::Way{*words_of_it}}, store::test_cost, true, job);
    if (!workspace || !workspace->append(entry)) return std::fprintf(stderr, "the workspace could not be made there\n"), 3;
    const std::size_t sealed = entry.size() + 24 + 4 + 16 + 16;
    const int floor = ::open((folder / "floor").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    const std::string bytes(sealed, 'x');
    std::printf("an entry of %zu bytes, %zu in the journal\n", entry.size(), sealed);
    for (int round = 0; round < 3; ++round) {
        if (!measured("floor: write and fdatasync", 300, [&] { return ::write(floor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fdatasync(floor) == 0; })) return 3;
        if (!measured("an edit in the journal", 300, [&] { return static_cast<bool>(workspace->append(entry)); })) return 3;
    }
    ::close(floor);
    return 0;
}
