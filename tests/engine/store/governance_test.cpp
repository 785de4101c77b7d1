// What a workspace says about itself: it stays with the file whoever saves it, and the mark of somebody erased is what Python's
// hashlib.blake2b(b"person:…", key=…, digest_size=32) gives.
#include "engine/store/governance.hpp"

#include <gtest/gtest.h>

#include "engine/store/workspace.hpp"
#include "tests/engine/store/some_content.hpp"
#include "tests/engine/store/words.hpp"
#include "tests/support/folder.hpp"

namespace kith::store {
namespace governance_test {

constexpr std::string_view filled = R"(purpose = "p"
controller = "c"
legal_basis = "l"
condition = "d"
notice = "1"
retention_months = 24
review_on = 2027-06-30
)";
const base::EntityKey somebody{base::EntityKind::person, 1, 2};

TEST(Governance, a_purpose_is_read_whole_or_said_what_is_missing) {
    const auto read = purpose_from_toml(filled, "a.toml");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->review_on, "2027-06-30");
    EXPECT_EQ(read->retention_months, 24);
    EXPECT_FALSE(read->under_18);
    EXPECT_FALSE(purpose_from_toml(std::string(filled) + "colour = \"red\"\n", "a.toml"));
    EXPECT_FALSE(purpose_from_toml(filled.substr(filled.find('\n') + 1), "a.toml"));
    EXPECT_FALSE(purpose_from_toml("purpose = ", "a.toml"));
}

TEST(Governance, a_mark_is_a_keyed_hash_of_the_key) {
    Governance governance;
    for (int i = 0; i < 32; ++i) governance.key += "0f";
    EXPECT_EQ(governance.mark_of(somebody), "3dda2270369b7801b7ea3e1fa2712b2b8db031eba9d2f7ccd4f1ef82aef59d7e");
    EXPECT_FALSE(governance.is_erased(somebody));
    governance.mark_erased(somebody);
    EXPECT_TRUE(governance.is_erased(somebody));
    Governance other;
    other.mark_erased(somebody);
    EXPECT_NE(other.erased, governance.erased) << "each file has a key of its own";
}

TEST(Governance, comes_back_as_it_was) {
    Governance governance;
    governance.purpose = *purpose_from_toml(filled, "a.toml");
    governance.log = {{7, "opened", "to read"}};
    governance.holds = {{somebody, "complaint", 8}};
    governance.mark_erased(somebody);
    const auto read = governance_from_json(to_json(governance));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, governance);
    EXPECT_FALSE(governance_from_json("{}"));
    EXPECT_FALSE(noted_from("{\"op\":1}"));
    EXPECT_EQ(noted_from(entry_of(governance.log[0])), governance.log[0]);
}

TEST(Governance, whoever_saves_keeps_it_and_a_line_of_the_log_is_no_edit) {
    kith::test::Folder folder;
    Files files;
    base::JobContext job;
    const auto path = folder / "a.kith";
    const Secret words = test::secret("right words"), second = test::secret("a second key-holder's words");
    Content content = test::some_content();
    Governance said;
    said.purpose = *purpose_from_toml(filled, "a.toml");
    {
        EXPECT_FALSE(Workspace::create(files, path, content, {{words}}, test_cost, false, job, said)) << "one lost passphrase would lose it all";
        EXPECT_FALSE(std::filesystem::exists(path));
        auto made = Workspace::create(files, path, content, {{words}, {second}}, test_cost, false, job, said);
        ASSERT_TRUE(made);
        ASSERT_TRUE(made->append("an edit"));
        ASSERT_TRUE(made->note({9, "opened", "to read"}));
    }
    {
        auto opened = Workspace::open(files, path, words, job);
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->content.edits.size(), content.edits.size() + 1);
        ASSERT_EQ(opened->workspace.governance().log.size(), 1u);
        ASSERT_TRUE(opened->workspace.save_alone(opened->content, job));
        EXPECT_FALSE(std::filesystem::exists(before_of(path)));
        EXPECT_FALSE(std::filesystem::exists(journal_of(path)));
    }
    auto again = Workspace::open(files, path, second, job);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->workspace.change_ways(again->content, {{words}}, test_cost, job)) << "nor is the second way given up";
    EXPECT_EQ(again->workspace.ways(), 2u);
    EXPECT_EQ(again->workspace.governance().purpose, said.purpose);
    EXPECT_EQ(again->workspace.governance().log.size(), 1u);
    EXPECT_TRUE(may_edit(again->workspace.governance(), 60, 2));
    EXPECT_FALSE(may_edit(again->workspace.governance(), 60, 1));
    EXPECT_TRUE(may_edit(again->workspace.governance(), 0, 1));
    EXPECT_FALSE(may_edit(Governance{}, 60, 2));
    EXPECT_TRUE(may_edit(Governance{}, 0, 1));
}

}  // namespace governance_test
}  // namespace kith::store
