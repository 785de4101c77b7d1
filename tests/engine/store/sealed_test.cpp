// Sealed entries: what tweetnacl-js sealed inside a page opens here; one changed bit, another key or another name does not. The short name is what Python's
// hashlib.blake2b(key, digest_size=32) begins with; the hash for a page's policy what hashlib.sha256 gives.
#include "engine/store/sealed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "engine/store/workspace.hpp"
#include "tests/engine/store/some_content.hpp"
#include "tests/engine/store/words.hpp"
#include "tests/support/folder.hpp"

namespace kith::store {
namespace sealed_test {

/// The key of the vectors: bytes 0 to 31.
Secret vector_key() {
    auto key = Secret::zeros(32);
    EXPECT_TRUE(key);
    unsigned char next = 0;
    for (unsigned char& byte : key->bytes()) byte = next++;
    return std::move(*key);
}

std::string vectors() {
    std::ifstream stream(KITH_SOURCE_DIR "/tests/engine/store/sealed_by_the_page.kithcapture", std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Sealed, what_the_page_sealed_opens_and_nothing_that_was_changed) {
    const Secret key = vector_key();
    const auto file = sealed_file_from(vectors(), "vectors");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->to, short_name(public_of(key)));
    ASSERT_EQ(file->entries.size(), 3u);
    constexpr std::array<std::string_view, 3> names{"Sunday choir", "Żółw i przyjaciele", "Bench"};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto plain = opened_with(key, file->entries[i].sealed);
        ASSERT_TRUE(plain);
        EXPECT_NE(plain->find(names[i]), std::string::npos);
        EXPECT_NE(plain->find(file->entries[i].id), std::string::npos) << "the id stands inside";
        EXPECT_EQ(plain->size() % 512, 0u) << "its length says little";
        for (const std::size_t at : {std::size_t{3}, std::size_t{50}, std::size_t{90}, file->entries[i].sealed.size() - 3}) {
            std::string changed = file->entries[i].sealed;
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            EXPECT_FALSE(opened_with(key, changed)) << at;
        }
        EXPECT_FALSE(opened_with(*new_sealing_key(), file->entries[i].sealed));
    }
}

TEST(Sealed, names_and_hashes_are_what_others_compute) {
    EXPECT_EQ(text_of(public_of(vector_key())), "j0DFrbaPJWJK5bIU6nZ6bslNgp09e14a0bpvPiE4KF8=");  // RFC 7748's X25519 of bytes 0 to 31, by tweetnacl-js
    EXPECT_EQ(short_name(PublicKey{}), "89eb-0d6a");
    EXPECT_EQ(csp_hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    const auto back = public_key_from(" " + text_of(public_of(vector_key())) + "\n");
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, public_of(vector_key()));
    EXPECT_FALSE(public_key_from("visit.html"));
}

TEST(Sealed, a_mail_may_fold_and_quote_it) {
    const PublicKey to = public_of(vector_key());
    const SealedFile sent{short_name(to), {{std::string(32, 'a'), sealed_for(to, "one")}, {std::string(32, 'b'), sealed_for(to, std::string(5000, 'x'))}}};
    std::string mail = "Dear Rosa,\r\n\r\n> ";
    for (const char c : text_of(sent)) mail += c == '\n' ? std::string("\r\n> ") : std::string(1, c);
    mail += "\r\n\r\nYours\r\n";
    const auto read = sealed_file_from(mail, "mail");
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->entries.size(), 2u);
    EXPECT_EQ(read->entries[1].sealed, sent.entries[1].sealed);
    EXPECT_EQ(opened_with(vector_key(), read->entries[0].sealed), "one");
    EXPECT_FALSE(sealed_file_from("nothing", "a"));
    EXPECT_FALSE(sealed_file_from(text_of(sent) + text_of(sent), "a")) << "two sets";
    EXPECT_FALSE(sealed_file_from("Kith sealed 1 to x\n= ../../etc\n", "a"));
}

TEST(Sealed, key_and_inbox_stay_with_the_workspace_whoever_saves) {
    kith::test::Folder folder;
    Files files;
    base::JobContext job;
    const Secret words = test::secret("right words"), other = test::secret("other words");
    Governance said;
    said.inbox.sealing_key = std::make_shared<const Secret>(vector_key());
    said.inbox.waiting = {{"aa", "visit.kithcapture", 7, "{}"}, {"bb", "visit.kithcapture", 7, "{}"}};
    said.inbox.settle("aa");
    ASSERT_TRUE(Workspace::create(files, folder / "a.kith", test::some_content(), {{words}}, test_cost, false, job, said));
    for (int saving = 0; saving < 2; ++saving) {
        auto opened = Workspace::open(files, folder / "a.kith", words, job);
        ASSERT_TRUE(opened);
        const Inbox& inbox = opened->workspace.governance().inbox;
        ASSERT_NE(inbox.sealing_key, nullptr);
        EXPECT_EQ(public_of(*inbox.sealing_key), public_of(vector_key()));
        EXPECT_EQ(inbox.waiting, (std::vector<Waiting>{{"bb", "visit.kithcapture", 7, "{}"}}));
        EXPECT_EQ(inbox.settled, std::vector<std::string>{"aa"});
        ASSERT_TRUE(opened->workspace.save(opened->content, job));
    }
    auto opened = Workspace::open(files, folder / "a.kith", words, job);
    ASSERT_TRUE(opened);
    ASSERT_TRUE(opened->workspace.change_ways(opened->content, {{other}}, test_cost, job));
    EXPECT_FALSE(inbox_from_json("{}"));
}

TEST(Sealed, what_waits_again_stands_where_it_stood) {
    const std::vector<Waiting> before{{"a", "", 1, ""}, {"b", "", 1, ""}, {"c", "", 2, ""}, {"d", "", 2, ""}};
    Inbox inbox{nullptr, before, {"z"}};
    inbox.settle("a");
    const std::vector<Waiting> without_a = inbox.waiting;
    for (const char* id : {"b", "d"}) inbox.settle(id);
    inbox.wait_again(before, "a");
    inbox.wait_again(without_a, "b");
    inbox.wait_again(without_a, "unknown");
    EXPECT_EQ(inbox.waiting, (std::vector<Waiting>{before[0], before[1], before[2]}));
    EXPECT_EQ(inbox.settled, (std::vector<std::string>{"z", "d"}));
    inbox.wait_again(without_a, "d");
    EXPECT_EQ(inbox.waiting, before);
}

}  // namespace sealed_test
}  // namespace kith::store
