// The workspace file: everything comes back, to whoever knows the passphrase and nobody else.
#include "engine/store/workspace.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <span>

#include "engine/base/random.hpp"
#include "engine/store/header.hpp"
#include "engine/store/place_json.hpp"
#include "tests/engine/store/some_content.hpp"
#include "tests/engine/store/words.hpp"
#include "tests/support/folder.hpp"

namespace kith::store {
namespace workspace_test {

using kith::test::Folder;
using kith::test::text_of_file;
using kith::test::write_file;
using test::secret;
using test::some_content;
namespace fs = std::filesystem;

struct Desk {
    Folder folder;
    fs::path path = folder / "a.kith";
    Files files;
    base::JobContext job;
    base::Result<Workspace> create(const Content& content, std::string_view passphrase = "right words", bool replace = false) { return Workspace::create(files, path, content, {{secret(passphrase)}}, test_cost, replace, job); }
    base::Result<Workspace::Opened> open(std::string_view passphrase = "right words") { return Workspace::open(files, path, secret(passphrase), job); }
};

/// One byte of a file, in its place.
void put(const fs::path& path, std::size_t at, char byte) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at)).put(byte);
    ASSERT_TRUE(file.flush().good());
}

void expect_same(const Content& a, const Content& b) {
    EXPECT_EQ(a.place->revision->digest(), b.place->revision->digest());
    EXPECT_EQ(to_json(*a.place), to_json(*b.place));
    EXPECT_EQ(a.recipe, b.recipe);
    EXPECT_EQ(a.edits, b.edits);
    EXPECT_EQ(a.styling, b.styling);
}

TEST(Workspace, EverythingComesBack) {
    Desk desk;
    const Content content = some_content({"one edit", std::string("two\0", 4), ""}, R"({"theme":"dark"})");
    ASSERT_TRUE(desk.create(content));
    const auto opened = desk.open();
    ASSERT_TRUE(opened) << opened.error().message;
    expect_same(opened->content, content);
    EXPECT_EQ(opened->content.place->lenses, content.place->lenses);
    EXPECT_FALSE(opened->workspace.read_only());
    EXPECT_TRUE(opened->remarks.empty());
    struct stat is{};
    ASSERT_EQ(::stat(desk.path.c_str(), &is), 0);
    EXPECT_EQ(is.st_mode & 0777, 0600u);
}

TEST(Workspace, NothingStandsInItToBeRead) {
    Desk desk;
    auto made = desk.create(some_content({"an edit about Sill Road"}));
    ASSERT_TRUE(made && made->append("and one more about Sill Road"));
    for (const auto& file : fs::directory_iterator(desk.folder.path()))
        for (const char* word : {"Sill Road", "Larkmere", "people", "street", "edit"}) EXPECT_EQ(text_of_file(file.path()).find(word), std::string::npos) << file.path() << " " << word;
}

TEST(Workspace, AWrongPassphraseAndDamageAreToldApart) {
    Desk desk;
    ASSERT_TRUE(desk.create(some_content()));
    EXPECT_NE(desk.open("wrong words").error().message.find("passphrase does not open"), std::string::npos);
    const std::string whole = text_of_file(desk.path);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        put(desk.path, at, static_cast<char>(whole[at] ^ (1 << (at % 8))));
        const auto opened = desk.open();
        put(desk.path, at, whole[at]);
        ASSERT_FALSE(opened) << "changed at " << at;
        EXPECT_EQ(opened.error().code, base::Code::bad_input);
        EXPECT_EQ(opened.error().message.find("passphrase does not"), std::string::npos) << "at " << at << ": " << opened.error().message;
        EXPECT_NE(opened.error().message.find("amaged"), std::string::npos) << "at " << at << ": " << opened.error().message;
    }
    for (std::size_t size = whole.size(); size-- > 0;) {
        fs::resize_file(desk.path, size);
        ASSERT_FALSE(desk.open()) << "cut to " << size;
    }
    write_file(desk.path, whole + "x");
    EXPECT_FALSE(desk.open());
    write_file(desk.path, whole);
    EXPECT_TRUE(desk.open());
}

TEST(Workspace, AnotherVersionIsNamedEvenWhereNothingIsDamaged) {
    Header header;
    header.slots.resize(1);
    std::vector<unsigned char> bytes = encoded(header);
    ASSERT_TRUE(decoded(bytes, "a.kith"));
    for (const unsigned char version : std::initializer_list<unsigned char>{0, 2}) {
        bytes[8] = version;
        const auto sum = checksum_of(std::span(bytes).first(bytes.size() - checksum_size));
        std::copy(sum.begin(), sum.end(), bytes.end() - checksum_size);
        const auto read = decoded(bytes, "a.kith");
        ASSERT_FALSE(read);
        EXPECT_NE(read.error().message.find("(file version " + std::to_string(version) + ")"), std::string::npos) << read.error().message;
    }
}

TEST(Workspace, TenThousandRandomChangesOfALargerOne) {
    Desk desk;
    Content content = some_content();
    base::RandomStream random(7, "changes");
    content.styling.resize(200'000);  // several chunks
    for (char& c : content.styling) c = static_cast<char>(random.below(256));
    ASSERT_TRUE(desk.create(content));
    const std::string whole = text_of_file(desk.path);
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t at = static_cast<std::size_t>(random.below(whole.size()));
        put(desk.path, at, static_cast<char>(static_cast<unsigned char>(whole[at]) + 1 + random.below(255)));
        const auto opened = desk.open();
        put(desk.path, at, whole[at]);
        ASSERT_FALSE(opened) << "changed at " << at;
    }
    EXPECT_TRUE(desk.open());
}

TEST(Workspace, WhatWasAppendedComesBackUntilItIsSaved) {
    Desk desk;
    {
        auto made = desk.create(some_content({"in the file"}));
        ASSERT_TRUE(made && made->append("first") && made->append("second"));
    }
    {
        auto opened = desk.open();
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->content.edits, (std::vector<std::string>{"in the file", "first", "second"}));
        ASSERT_TRUE(opened->workspace.append("third"));
        opened->content.edits.push_back("third");
        ASSERT_TRUE(opened->workspace.save(opened->content, desk.job));
        EXPECT_FALSE(fs::exists(journal_of(desk.path)));
        ASSERT_TRUE(opened->workspace.append("fourth"));
    }
    EXPECT_EQ(desk.open()->content.edits, (std::vector<std::string>{"in the file", "first", "second", "third", "fourth"}));
    fs::rename(before_of(desk.path), desk.path);
    EXPECT_FALSE(desk.open()) << "the journal belongs to the later one";
    fs::remove(journal_of(desk.path));
    EXPECT_EQ(desk.open()->content.edits, (std::vector<std::string>{"in the file"})) << "one generation is kept";
}

TEST(Workspace, OneWritesTheOthersRead) {
    Desk desk;
    auto made = desk.create(some_content({"one"}));
    ASSERT_TRUE(made && made->append("two"));
    auto second = desk.open();
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_TRUE(second->workspace.read_only());
    ASSERT_EQ(second->remarks.size(), 1u);
    EXPECT_EQ(second->content.edits, (std::vector<std::string>{"one", "two"}));
    EXPECT_FALSE(second->workspace.append("three"));
    EXPECT_FALSE(second->workspace.save(second->content, desk.job));
    EXPECT_FALSE(desk.create(some_content(), "other words", true)) << "not over one that is open";
    EXPECT_TRUE(made->append("three"));
}

TEST(Workspace, ASecondWayIn) {
    Desk desk;
    {
        auto made = desk.create(some_content());
        EXPECT_EQ(made->ways(), 1u);
        ASSERT_TRUE(made->add_way({secret("what stands on the sheet"), Slot::Kind::recovery}, test_cost));
        ASSERT_TRUE(made->save(some_content(), desk.job));
        EXPECT_EQ(made->ways(), 2u);
    }
    EXPECT_TRUE(desk.open("what stands on the sheet"));
    EXPECT_TRUE(desk.open());
}

TEST(Workspace, AChangedPassphraseShutsTheOldOneOut) {
    Desk desk;
    {
        auto made = desk.create(some_content({"one"}));
        ASSERT_TRUE(made->add_way({secret("what stands on the sheet"), Slot::Kind::recovery}, test_cost));
        ASSERT_TRUE(made->save(some_content({"one"}), desk.job));
        ASSERT_TRUE(made->append("two"));
        ASSERT_TRUE(made->change_ways(some_content({"one", "two"}), {{secret("new words")}}, test_cost, desk.job));
        ASSERT_TRUE(made->append("three"));
    }
    EXPECT_FALSE(desk.open());
    EXPECT_FALSE(desk.open("what stands on the sheet")) << "an old sheet would open what came later";
    EXPECT_EQ(desk.open("new words")->content.edits, (std::vector<std::string>{"one", "two", "three"}));
    EXPECT_FALSE(fs::exists(before_of(desk.path))) << "the old passphrase opened it";
}

TEST(Workspace, NothingIsReplacedUnasked) {
    Desk desk;
    ASSERT_TRUE(desk.create(some_content({"one"})));
    EXPECT_FALSE(desk.create(some_content({"two"}), "other words"));
    EXPECT_EQ(desk.open()->content.edits, (std::vector<std::string>{"one"}));
    ASSERT_TRUE(desk.open()->workspace.append("two"));
    const std::string journal = text_of_file(journal_of(desk.path));
    ASSERT_TRUE(desk.create(some_content({"other"}), "other words", true));
    write_file(journal_of(desk.path), journal);  // as when the machine stopped before the old one's was removed
    EXPECT_NE(desk.open("other words").error().message.find("move the journal away"), std::string::npos) << "not called damaged";
    fs::remove(journal_of(desk.path));
    EXPECT_EQ(desk.open("other words")->content.edits, (std::vector<std::string>{"other"}));
    write_file(desk.folder / "b.kith", "not a workspace");
    EXPECT_NE(Workspace::open(desk.files, desk.folder / "b.kith", secret("x"), desk.job).error().message.find("not a workspace"), std::string::npos);
    EXPECT_TRUE(looks_like_workspace(desk.path));
    EXPECT_FALSE(looks_like_workspace(desk.folder / "b.kith"));
    EXPECT_FALSE(looks_like_workspace(desk.folder / "c.kith"));
}

}  // namespace workspace_test
}  // namespace kith::store
