// The journal: what was acknowledged comes back, and nothing else.
#include "engine/store/journal.hpp"

#include <gtest/gtest.h>

#include "tests/support/folder.hpp"

namespace kith::store {
namespace journal_test {

using kith::test::Folder;
using kith::test::text_of_file;
using kith::test::write_file;

struct Begun {
    Folder folder;
    std::filesystem::path path = folder / "a.kith-journal";
    Files files;
    Secret key = *Secret::random(key_size);
    Id file{1}, generation{2};
    Journal journal() { return std::move(*Journal::begin(files, path, key, file, generation)); }
    base::Result<Journal::Read> read() { return Journal::read(path, key, file); }
};

const std::vector<std::string> three{"first", std::string("with \0 and \n", 12), std::string(70'000, 'z')};

TEST(Journal, EntriesComeBackAndItGoesOn) {
    Begun one;
    {
        Journal journal = one.journal();
        for (const std::string& entry : three) ASSERT_TRUE(journal.append(entry));
    }
    auto found = one.read();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->entries, three);
    EXPECT_EQ(found->generation, one.generation);
    EXPECT_FALSE(found->torn);
    ASSERT_TRUE(Journal::go_on(one.files, one.path, one.key, *found)->append("fourth"));
    found = one.read();
    ASSERT_EQ(found->entries.size(), 4u);
    EXPECT_EQ(found->entries.back(), "fourth");
    EXPECT_EQ(text_of_file(one.path).find("first"), std::string::npos) << "nothing stands in it to be read";
}

TEST(Journal, WhateverWasTornOffIsTheLastEntryAlone) {
    Begun one;
    std::vector<std::uintmax_t> ends;
    {
        Journal journal = one.journal();
        ends.push_back(std::filesystem::file_size(one.path));
        for (const char* entry : {"first", "second", "third"}) {
            ASSERT_TRUE(journal.append(entry));
            ends.push_back(std::filesystem::file_size(one.path));
        }
    }
    const std::string whole = text_of_file(one.path);
    for (std::size_t size = ends[0]; size <= whole.size(); ++size) {
        write_file(one.path, whole.substr(0, size));
        const auto found = one.read();
        ASSERT_TRUE(found) << size << ": " << found.error().message;
        const auto entries = static_cast<std::size_t>(std::count_if(ends.begin() + 1, ends.end(), [&](std::uintmax_t end) { return end <= size; }));
        EXPECT_EQ(found->entries.size(), entries);
        EXPECT_EQ(found->torn, size != ends[entries]);
        auto on = Journal::go_on(one.files, one.path, one.key, *found);
        ASSERT_TRUE(on && on->append("again"));
        EXPECT_EQ(one.read()->entries.back(), "again") << "what was torn is gone";
        EXPECT_FALSE(one.read()->torn);
    }
    write_file(one.path, whole.substr(0, ends[2]) + std::string(ends[3] - ends[2], '\0'));  // room that a stopped machine made and never filled
    EXPECT_TRUE(one.read()->torn);
    for (std::size_t size = 0; size < ends[0]; ++size) {
        write_file(one.path, whole.substr(0, size));
        EXPECT_FALSE(one.read()) << "without its beginning";
    }
}

TEST(Journal, EveryChangedByteIsFound) {
    Begun one;
    {
        Journal journal = one.journal();
        for (const char* entry : {"first", "second", "third"}) ASSERT_TRUE(journal.append(entry));
    }
    const std::string whole = text_of_file(one.path);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
        write_file(one.path, changed);
        ASSERT_FALSE(one.read()) << "at " << at;
    }
}

TEST(Journal, AnEntryOfAnotherPlaceOrFileIsWrong) {
    Begun one;
    std::uintmax_t head = 0, after = 0;
    {
        Journal journal = one.journal();
        head = std::filesystem::file_size(one.path);
        ASSERT_TRUE(journal.append("same length"));
        after = std::filesystem::file_size(one.path);
        ASSERT_TRUE(journal.append("length same"));
    }
    const std::string whole = text_of_file(one.path);
    write_file(one.path, whole.substr(0, head) + whole.substr(after) + whole.substr(head, after - head));
    EXPECT_FALSE(one.read()) << "two changed places";
    write_file(one.path, whole.substr(0, head) + whole.substr(after));
    EXPECT_FALSE(one.read()) << "the first was taken out";
    write_file(one.path, whole);
    EXPECT_FALSE(Journal::read(one.path, one.key, Id{9})) << "of another file";
    EXPECT_FALSE(Journal::read(one.path, *Secret::random(key_size), one.file)) << "under another key";
}

/// A disk that is full from some byte on.
class FullDisk : public Files {
public:
    std::size_t room = 0;
    base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes) override {
        const std::size_t some = std::min(room, bytes.size());
        room -= some;
        if (auto s = Files::write(to, bytes.first(some)); !s) return s;
        return some == bytes.size() ? base::Status() : base::Status(base::io_error("The disk is full."));
    }
};

TEST(Journal, WhatDidNotFitIsAsIfItHadNotBeenAsked) {
    Begun one;
    FullDisk disk;
    disk.room = 200;
    Journal journal = std::move(*Journal::begin(disk, one.path, one.key, one.file, one.generation));
    ASSERT_TRUE(journal.append("fits"));
    EXPECT_FALSE(journal.append(std::string(200, 'x')));
    disk.room = 1000;
    ASSERT_TRUE(journal.append("fits again"));
    const auto found = one.read();
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->entries, (std::vector<std::string>{"fits", "fits again"}));
}

}  // namespace journal_test
}  // namespace kith::store
