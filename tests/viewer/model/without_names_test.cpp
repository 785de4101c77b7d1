// Presentation mode: no name of anybody in the patch stands in any page.
#include "viewer/model/without_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/small_place.hpp"
#include "tests/viewer/model/patch.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/find.hpp"
#include "viewer/model/table.hpp"

namespace without_names_test {
using namespace kith;
using namespace kith::viewer::model;

TEST(WithoutNames, NobodysNameIsInAnyPage) {
    const auto view = without_names(test::patch());
    const session::EntityIndex index(view);
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    const CardSource source(view, index, {}, *view->topology(all, job));
    std::string pages;
    for (std::size_t row = 0; row < view->people(); ++row) pages += plain_text(document_of(source.person(row), *view));
    for (std::size_t row = 0; row < view->assets(); ++row) pages += plain_text(document_of(source.asset(row), *view));
    for (const TableOf of : {TableOf::people, TableOf::ties, TableOf::events}) {
        TableOptions options;
        options.of = of;
        const auto table = table_of(*view, {}, options);
        ASSERT_TRUE(table);
        pages += csv(*view, *table);
    }
    std::size_t looked_for = 0;
    for (const auto& row : test::rows_of_file("people.csv")) {
        EXPECT_EQ(pages.find(row.at("name")), std::string::npos) << row.at("id");
        ++looked_for;
    }
    EXPECT_GT(looked_for, 60u);
    EXPECT_NE(pages.find("person 1"), std::string::npos);
    EXPECT_NE(pages.find("Jasskettle community centre"), std::string::npos);  // places keep theirs
    const FindIndex find(*view);
    EXPECT_TRUE(find.find(*view, "Tess").found.empty());
}

TEST(WithoutNames, KeysAndCountsStay) {
    const auto view = without_names(test::patch());
    EXPECT_EQ(view->people(), test::patch()->people());
    EXPECT_EQ(view->key(base::EntityKind::person, 5), test::patch()->key(base::EntityKind::person, 5));
    EXPECT_EQ(view->source_id(base::EntityKind::person, 5), "");
    EXPECT_EQ(without_names(nullptr), nullptr);
}

// Which words are kept private (decision 0036), and that findings, which point to words by code, still point to the right ones.
TEST(WithoutNames, WordsWithANameInThemAreKeptPrivateUnderTheSameCode) {
    const std::vector<std::pair<std::string, bool>> words{{"chess", false},         {"chess with Rose", true}, {"rose growing", true},      {"ask jo", true},     {"jogging", false},
                                                          {"Brown's bakery", true}, {"brownies", false},       {"parent and toddler", false}, {"parent A's", true}, {"kept private", false},
                                                          {"ask tess", true},       {"Tess", true},            {"will drive", false},      {"ask Will", true},   {"sewing in may", false},
                                                          {"man with a van", false}, {"eyck", true}};
    test::FakeView place;
    test::SmallPlace small;
    small.people = {{"Rose May Brown"}, {"jo"}, {"parent A", column::Role::alter}, {"tess brown"}, {"Will May"}, {"jan van eyck"}};
    for (const auto& [word, hidden] : words) small.people[0].interests.push_back(word);
    small.fill(place);
    const privacy::ViewPtr recorded(std::make_shared<test::FakeView>(place)), view = without_names(recorded);
    const auto before = recorded->segment("people.gifts")->find("interests"), after = view->segment("people.gifts")->find("interests");
    ASSERT_NE(after, nullptr);
    ASSERT_TRUE(std::equal(before->codes().begin(), before->codes().end(), after->codes().begin(), after->codes().end()));
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string now(after->dictionary()[after->list(0)[i]]);
        EXPECT_EQ(now.rfind("kept private", 0) == 0, words[i].second || words[i].first == "kept private") << words[i].first << " -> " << now;
        if (!words[i].second && words[i].first != "kept private") {
            EXPECT_EQ(now, words[i].first);
        }
    }
    EXPECT_EQ(view->segment("people.gifts"), view->segment("people.gifts")) << "the same object at every call";
    EXPECT_EQ(view->segment("people.names"), nullptr);
    EXPECT_EQ(view->segment("people"), recorded->segment("people")) << "what names nobody is not copied";
}

}  // namespace without_names_test
