// An edit of a workspace until it counts as kept, by whom it is paid for: the keeper's thread (sealing, one write, one sync), beside its floor (the
// same bytes written and synced and nothing else), and the thread that edits, with a journal and without one.
//   edit_kept_bench FOLDER    a place made by make_city.py
//   edit_kept_bench --small   the neighbourhood (made when it is not there); exit 77 when there is nothing to make it from
// Exit 1: an edit cost another number of writes or syncs than one. No time is asserted.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/session/session.hpp"
#include "engine/store/workspace.hpp"
#include "tests/bench/view/bench_place.hpp"

namespace {
using namespace kith;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}
double wall_ms() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

constexpr int turns = 40;
constexpr std::string_view passphrase = "for a bench alone";

store::Secret secret() { return std::move(*store::Secret::copy_of(std::as_bytes(std::span(passphrase.data(), passphrase.size())))); }

/// What the disk was asked, and the CPU that the asking thread had used when it answered.
struct Asked {
    std::atomic<int> writes{0}, syncs{0};
    std::atomic<std::size_t> bytes{0};
    std::atomic<double> thread_cpu{0}, answered{0};
};
class Counting : public store::Files {
public:
    explicit Counting(Asked& asked) : asked_(asked) {}
    base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes) override {
        ++asked_.writes;
        asked_.bytes += bytes.size();
        return Files::write(to, bytes);
    }
    base::Status sync(const process::Descriptor& file) override {
        auto done = Files::sync(file);
        asked_.thread_cpu = cpu_ms();
        asked_.answered = wall_ms();
        ++asked_.syncs;
        return done;
    }

private:
    Asked& asked_;
};

struct Times {
    std::vector<double> all;
    double at(double share) {
        std::sort(all.begin(), all.end());
        return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1) + 0.5)];
    }
    void say(const char* what) { std::printf("%-62s %8.3f %8.3f\n", what, at(0.5), at(0.95)); }
};

base::Result<store::Content> content_of(const std::filesystem::path& folder) {
    auto recipe = io::read_recipe(bench::recipe());
    if (!recipe) return recipe.error();
    base::JobContext job;
    auto place = place::read_place(*recipe, folder, job);
    if (!place) return place.error();
    std::ifstream file(bench::recipe(), std::ios::binary);
    return store::Content{std::move(*place), {std::istreambuf_iterator<char>(file), {}}, {}, ""};
}

/// A workspace of the place that may be edited.
base::Status make(const std::filesystem::path& file, const std::filesystem::path& folder) {
    auto content = content_of(folder);
    if (!content) return content.error();
    base::JobContext job;
    store::Files files;
    const store::Secret words = secret();
    auto made = store::Workspace::create(files, file, *content, {store::Way{words}, store::Way{words}}, store::test_cost, true, job);
    if (!made) return made.error();
    made->governance().purpose = {"to introduce neighbours", "A site", "consent", "consent", "1", 24, "2030-01-01", false};
    return made->save(*content, job);
}

bool open(session::Session& session, session::JobId job) {
    const auto& record = session.jobs().wait(job);
    session.poll();
    if (!session.is_open()) std::fprintf(stderr, "not opened: %s\n", record.message.c_str());
    return session.is_open();
}

session::SetCells rename(const session::Session& session, int turn) {
    return {{session.index().people()[7]}, "people.names/name", session::Value("Name " + std::to_string(turn))};
}

/// CPU of the thread that edits, an edit each.
bool edits(session::Session& session, Times& cpu, Times& wall, Asked* asked, Times* keeper, Times* kept) {
    for (int turn = 0; turn < turns; ++turn) {
        const int writes = asked ? asked->writes.load() : 0, syncs = asked ? asked->syncs.load() : 0;
        const double keeper_before = asked ? asked->thread_cpu.load() : 0, from = wall_ms(), before = cpu_ms();
        if (auto done = session.apply(rename(session, turn)); !done)
            return std::fprintf(stderr, "%s\n", done.error().message.c_str()), false;
        cpu.all.push_back(cpu_ms() - before);
        wall.all.push_back(wall_ms() - from);
        if (!asked) continue;
        session.settle();
        if (asked->writes - writes != 1 || asked->syncs - syncs != 1)
            return std::fprintf(
                       stderr, "wrong: %d writes and %d syncs for edit %d\n", asked->writes - writes, asked->syncs - syncs, turn + 1),
                   false;
        keeper->all.push_back(asked->thread_cpu - keeper_before);
        kept->all.push_back(asked->answered - from);
    }
    return true;
}

bool floor_of(const std::filesystem::path& file, std::size_t size, Times& cpu, Times& wall) {
    const int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    const std::string bytes(size, 'x');
    bool well = to >= 0;
    for (int turn = 0; well && turn < turns; ++turn) {
        const double from = wall_ms(), before = cpu_ms();
        well = ::write(to, bytes.data(), size) == static_cast<ssize_t>(size) && ::fdatasync(to) == 0;
        cpu.all.push_back(cpu_ms() - before);
        wall.all.push_back(wall_ms() - from);
    }
    ::close(to);
    return well;
}

int run(const std::filesystem::path& place, const std::filesystem::path& scratch) {
    const auto file = scratch / "place.kith";
    if (auto made = make(file, place); !made) return std::fprintf(stderr, "%s\n", made.error().message.c_str()), 1;
    Asked asked;
    session::SessionOptions plain, counted;
    plain.threads = counted.threads = 1;
    counted.cost = store::test_cost;
    counted.files = [&asked] { return std::make_unique<Counting>(asked); };
    Times alone, alone_wall, edit, edit_wall, keeper, kept, floor, floor_wall;
    {
        session::Session session(plain);
        if (!open(session, session.open(bench::recipe(), privacy::Audience::team, place)) ||
            !edits(session, alone, alone_wall, nullptr, nullptr, nullptr))
            return 1;
    }
    session::Session session(counted);
    if (!open(session, session.open_workspace(file, secret()))) return 1;
    if (!session.apply(rename(session, turns))) return 1;  // the first of all also begins the journal
    session.settle();
    const std::size_t bytes = asked.bytes;
    if (!edits(session, edit, edit_wall, &asked, &keeper, &kept)) return 1;
    const std::size_t each = (asked.bytes - bytes) / turns;
    if (!floor_of(scratch / "floor", each, floor, floor_wall)) return 1;
    std::printf("%zu people; %d edits of one name each: 1 write of %zu bytes and 1 sync an edit\n%-62s %8s %8s\n", session.view()->people(),
        turns, each, "", "p50 ms", "p95 ms");
    floor.say("floor: write and fdatasync of the same bytes, CPU");
    keeper.say("the journal: the keeper's thread, CPU");
    alone.say("the edit without a journal (rebuild and what hangs on it), CPU");
    edit.say("the edit with one (check, entry, rebuild), CPU");
    floor_wall.say("floor: write and fdatasync, wall");
    kept.say("from the edit to its being kept on the disk, wall");
    edit_wall.say("from the edit to the place rebuilt, wall");
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string what = count == 2 ? arguments[1] : "--small";
    const std::filesystem::path place = what == "--small" ? bench::neighbourhood() : std::filesystem::path(what);
    if (place.empty())
        return std::puts("There is nothing to make the neighbourhood from; set KITH_SHARED to the folder that holds bench/."), 77;
    std::string scratch = (std::filesystem::temp_directory_path() / "kith_edit_kept_XXXXXX").string();
    if (::mkdtemp(scratch.data()) == nullptr) return 3;
    const int code = run(place, scratch);
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    return code;
}
