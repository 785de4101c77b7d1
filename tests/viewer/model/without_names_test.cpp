// Presentation mode: no name of anybody in the patch stands in any page.
#include "viewer/model/without_names.hpp"

#include <gtest/gtest.h>

#include "tests/viewer/model/patch.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/find.hpp"
#include "viewer/model/table.hpp"

namespace {
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

}  // namespace
