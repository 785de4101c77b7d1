// A disk that fails, and a machine that stops, at every single thing that is asked of the disk: no acknowledged edit is lost and no
// file is left that cannot be read.
#include <gtest/gtest.h>

#include "tests/engine/store/some_content.hpp"
#include "tests/engine/store/words.hpp"
#include "tests/support/folder.hpp"

namespace kith::store {
namespace stops_test {

using test::secret;
using test::some_content;
namespace fs = std::filesystem;

enum class Fault { fails, fails_half_written, stops, stops_half_written };

/// The machine stopped: nothing more reaches the disk.
struct Stopped {};

/// Does what is asked until the `at`th time.
class FaultyFiles : public Files {
public:
    FaultyFiles(int at, Fault fault) : at_(at), fault_(fault) {}
    bool over() const { return done_ >= at_; }

    base::Result<process::Descriptor> create(const fs::path& file) override { return due() ? base::Result<process::Descriptor>(fail()) : Files::create(file); }
    base::Result<process::Descriptor> open_to_append(const fs::path& file) override { return due() ? base::Result<process::Descriptor>(fail()) : Files::open_to_append(file); }
    base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes) override {
        if (!due()) return Files::write(to, bytes);
        if (fault_ == Fault::fails_half_written || fault_ == Fault::stops_half_written)
            if (auto s = Files::write(to, bytes.first(bytes.size() / 2)); !s) return s;
        return fail();
    }
    base::Status sync(const process::Descriptor& file) override { return due() ? base::Status(fail()) : Files::sync(file); }
    base::Status rename(const fs::path& from, const fs::path& to) override { return due() ? base::Status(fail()) : Files::rename(from, to); }
    base::Status keep_as(const fs::path& file, const fs::path& kept) override { return due() ? base::Status(fail()) : Files::keep_as(file, kept); }
    base::Status cut(const process::Descriptor& file, std::uint64_t size) override { return due() ? base::Status(fail()) : Files::cut(file, size); }
    base::Status remove(const fs::path& file) override { return due() ? base::Status(fail()) : Files::remove(file); }
    base::Status sync_folder(const fs::path& folder) override { return due() ? base::Status(fail()) : Files::sync_folder(folder); }

private:
    bool due() { return done_++ == at_; }
    base::Error fail() const {
        if (fault_ == Fault::stops || fault_ == Fault::stops_half_written) throw Stopped();
        return base::io_error("The disk failed.");
    }
    int at_, done_ = 0;
    Fault fault_;
};

/// What somebody was told.
struct Told {
    std::vector<std::string> kept;       // edits that were acknowledged
    std::optional<std::string> asked;    // the one that was asked for last and neither acknowledged nor refused
    bool made = false;                   // there is a file
    std::vector<std::string> refused;
};

/// Three edits, a saving, two edits, another passphrase, an edit. Whoever is refused goes on.
void work(Files& files, const fs::path& path, Told& told) {
    base::JobContext job;
    auto made = Workspace::create(files, path, some_content(), {{secret("old")}}, test_cost, false, job);
    if (!made) return;
    told.made = true;
    const auto edit = [&](const std::string& text) {
        told.asked = text;
        if (made->append(text)) told.kept.push_back(text);
        else told.refused.push_back(text);
        told.asked.reset();
    };
    for (const char* text : {"1", "2", "3"}) edit(text);
    (void)made->save(some_content(told.kept), job);
    for (const char* text : {"4", "5"}) edit(text);
    (void)made->change_ways(some_content(told.kept), {{secret("new")}}, test_cost, job);
    edit("6");
    (void)made->save(some_content(told.kept), job);
}

void look_after(const fs::path& path, const Told& told, const std::string& where) {
    Files files;
    base::JobContext job;
    if (!told.made) return;  // nothing was promised; a file that happens to be whole is no harm
    auto opened = Workspace::open(files, path, secret("old"), job);
    if (!opened) opened = Workspace::open(files, path, secret("new"), job);
    ASSERT_TRUE(opened) << where << ": " << opened.error().message;
    std::vector<std::string> with_last = told.kept;
    if (told.asked) with_last.push_back(*told.asked);
    EXPECT_TRUE(opened->content.edits == told.kept || opened->content.edits == with_last) << where << ": " << ::testing::PrintToString(opened->content.edits) << " instead of " << ::testing::PrintToString(told.kept);
    EXPECT_EQ(opened->content.place->revision->digest(), some_content().place->revision->digest()) << where;
    ASSERT_TRUE(opened->workspace.append("afterwards")) << where;
    opened->content.edits.push_back("afterwards");
    ASSERT_TRUE(opened->workspace.save(opened->content, job)) << where;
}

class Stops : public ::testing::TestWithParam<Fault> {};

TEST_P(Stops, NothingAcknowledgedIsLost) {
    int at = 0;
    for (;; ++at) {
        kith::test::Folder folder;
        FaultyFiles files(at, GetParam());
        Told told;
        try {
            work(files, folder / "a.kith", told);
        } catch (const Stopped&) {
        }
        look_after(folder / "a.kith", told, "at " + std::to_string(at));
        if (!files.over()) break;  // all was done before the fault came
    }
    EXPECT_GT(at, 50) << "so many things are asked of the disk";
}

INSTANTIATE_TEST_SUITE_P(Everywhere, Stops, ::testing::Values(Fault::fails, Fault::fails_half_written, Fault::stops, Fault::stops_half_written));

}  // namespace stops_test
}  // namespace kith::store
