// Figures of a locked worker, beside a floor: from start to result of an analysis that does nothing, 100 MiB in and 100 MiB out, and
// how much memory of its own the worker took for that. `--small`: one MiB, few rounds. Exit code 1: a result or the memory is wrong.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/host/analyses.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/process/spawner.hpp"
#include "tests/support/built.hpp"
#include "tests/support/fake_view.hpp"

namespace {
using namespace kith;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point began) { return std::chrono::duration<double, std::milli>(Clock::now() - began).count(); }

struct Times {
    double median, least, ninetieth;
};
Times times_of(int rounds, const std::function<double()>& once) {
    std::vector<double> list;
    for (int i = 0; i < rounds; ++i) list.push_back(once());
    std::sort(list.begin(), list.end());
    return {list[list.size() / 2], list.front(), list[list.size() * 9 / 10]};
}
void print(const char* what, const Times& t) { std::printf("%-58s median %8.2f ms   least %8.2f ms   90 %% below %8.2f ms\n", what, t.median, t.least, t.ninetieth); }

/// `rows` people in sealed memory, as those of a real place are.
void fill(test::FakeView& view, std::size_t rows) {
    std::vector<std::int32_t> role(rows), asked(rows);
    for (std::size_t i = 0; i < rows; ++i) asked[i] = static_cast<std::int32_t>(i % 1000);
    column::SegmentBuilder builder("people");
    builder.add_i32("role", role).add_i32("asked", asked);
    view.segments_["people"] = *std::move(builder).finish(process::sealed_memory);
    view.people_ = rows;
    view.recorded_ = view.participants_ = static_cast<std::int64_t>(rows);
}

host::RunOptions options() {
    host::RunOptions made;
    made.plugin_folders = {BENCH_PLUGINS};
    made.worker = kith::test::built(KITH_BIN_DIR).string() + "/kith-worker";
    return made;
}

bool right(const host::AnalysisResult& result, std::size_t rows) {
    if (!result.ok()) return std::fprintf(stderr, "%s\n", result.sentence.c_str()), false;
    const auto& people = result.columns.at(0);
    const host::ResultColumn sum(*people.columns[0], *people.segment);
    return sum.rows() == rows && sum.value(rows - 1) == static_cast<double>((rows - 1) % 1000);
}

double floor_once() {
    process::Command command;
    command.program = "/bin/true";
    const auto began = Clock::now();
    auto child = process::Child::start(command);
    if (child) child->wait(std::chrono::seconds(10));
    return milliseconds_since(began);
}

/// Kilobytes of one line of /proc/<id>/smaps_rollup; -1 where this user may not look (only root looks into a locked process).
long kilobytes(int process, const std::string& line) {
    std::ifstream file("/proc/" + std::to_string(process) + "/smaps_rollup");
    for (std::string text; std::getline(file, text);)
        if (text.rfind(line + ":", 0) == 0) return std::stol(text.substr(line.size() + 1));
    return -1;
}

struct Memory {
    long resident = -1, own = -1, shared = -1;
};

/// Of a worker that has read and written all, and waits.
Memory memory_of_a_full_worker(const test::FakeView& view) {
    Memory found;
    base::JobContext job;
    std::atomic<int> process{0};
    host::RunOptions how = options();
    how.started = [&](int id, const std::string&) { process = id; };
    base::JobContext* watched = &job;
    std::thread looker([&] {
        for (int i = 0; i < 2000 && found.resident < 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            // It has stopped growing when two looks are the same.
            if (process == 0) continue;
            const long before = kilobytes(process, "Rss");
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            if (before < 0 || kilobytes(process, "Rss") != before) {
                if (before < 0 && geteuid() != 0) break;
                continue;
            }
            found = {before, kilobytes(process, "Anonymous"), kilobytes(process, "Pss_Shmem")};
        }
        watched->cancel();
    });
    const std::vector<host::AnalysisRequest> requests{{"test.bulk", "bulk", "{\"wait\": true}"}};
    static_cast<void>(host::run_analyses(view, requests, how, job));
    looker.join();
    return found;
}

}  // namespace

int main(int argc, char** argv) {
    const bool small = argc > 1 && std::string_view(argv[1]) == "--small";
    const std::size_t rows = ((small ? std::size_t{1} : std::size_t{100}) << 20) / 8;
    const int rounds = small ? 5 : 201;
    bool good = true;
    const auto analysis = [&](const test::FakeView& view, std::size_t of, bool inside) {
        base::JobContext job;
        const std::vector<host::AnalysisRequest> requests{{"test.bulk"}};
        const auto began = Clock::now();
        const auto results = host::run_analyses(view, requests, options(), job);
        const double whole = milliseconds_since(began);
        good = good && results && right((*results)[0], of);
        return inside && results ? (*results)[0].seconds * 1000 : whole;
    };
    print("floor: /bin/true started and fetched", times_of(rounds, floor_once));
    test::FakeView few;
    fill(few, 10);
    print("an empty analysis, from start to its end", times_of(rounds, [&] { return analysis(few, 10, true); }));
    print("the same with finding the plugin and checking the result", times_of(rounds, [&] { return analysis(few, 10, false); }));
    // A host as large as a city's: starting a process must not copy its page tables.
    std::vector<char> ballast(small ? 1 : std::size_t{2} << 30, 1);
    print("the same in a host of 2 GiB, from start to its end", times_of(rounds, [&] { return analysis(few, 10, true); }));
    ballast.clear();
    ballast.shrink_to_fit();
    test::FakeView many;
    fill(many, rows);
    const std::string size = std::to_string(rows * 8 >> 20) + " MiB in and " + std::to_string(rows * 8 >> 20) + " MiB out";
    print((size + ", from start to the worker's end").c_str(), times_of(small ? 2 : 11, [&] { return analysis(many, rows, true); }));
    print((size + ", checked and digested").c_str(), times_of(small ? 2 : 11, [&] { return analysis(many, rows, false); }));
    const Memory memory = memory_of_a_full_worker(many);
    if (memory.resident < 0) return std::printf("memory of the worker: only root may look\n"), good ? 0 : 1;
    std::printf("the worker then: %ld KiB resident, of which its own (not shared with the host) %ld KiB\n", memory.resident, memory.own);
    const long data = static_cast<long>(rows * 16 >> 10);
    return good && memory.resident >= data && memory.own < 8192 ? 0 : 1;
}
