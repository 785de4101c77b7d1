// A disk that fails, and a machine that stops, at every single thing that is asked of the disk: no acknowledged edit is lost and no
// file is left that cannot be read.
#include <gtest/gtest.h>

#include "tests/engine/store/some_content.hpp"
#include "tests/engine/store/words.hpp"
#include "tests/support/faulty_files.hpp"
#include "tests/support/folder.hpp"

namespace kith::store {
namespace stops_test {

using test::secret;
using test::some_content;
using kith::test::Fault;
using kith::test::FaultyFiles;
using kith::test::Stopped;
namespace fs = std::filesystem;

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
