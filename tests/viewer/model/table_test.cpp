// The table: against the patch's own files, read as plain CSV.
#include "viewer/model/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/small_place.hpp"
#include "tests/viewer/model/patch.hpp"
#include "viewer/model/find.hpp"

namespace table_test {
using namespace kith;
using namespace kith::viewer::model;

TableOptions of(TableOf what) {
    TableOptions out;
    out.of = what;
    return out;
}
Table made(const TableOptions& options, const TableRows& rows = {}) {
    auto table = table_of(*test::patch(), {}, options, rows);
    EXPECT_TRUE(table) << (table ? "" : table.error().message);
    return *table;
}
const Field& column(const Table& table, const std::string& name) {
    const Field* found = find_field(table.columns, name);
    EXPECT_NE(found, nullptr) << name;
    return *found;
}

TEST(Table, PeopleToGetToKnowHoldsNobodyOnlyNamedAndNobodyGone) {
    const Table table = made(of(TableOf::people));
    EXPECT_EQ(table.heading, "People to get to know");
    std::set<std::string> expected, found;
    std::size_t named = 0;
    for (const auto& row : test::rows_of_file("people.csv"))
        if (row.at("state") == "living_here" && row.at("age_band") != "13-17") expected.insert(row.at("id"));  // under 18: not read
    for (const auto& row : test::rows_of_file("named.csv")) {
        if (row.at("role") == "alter") ++named;
        else expected.insert(row.at("id"));  // paid workers whom somebody named
    }
    for (const std::uint32_t row : table.order) found.insert(test::patch()->source_id(base::EntityKind::person, row));
    EXPECT_EQ(found, expected);
    EXPECT_EQ(table.order.size() + table.named_only + table.gone + table.hidden_by_filters, table.rows);
    EXPECT_EQ(table.named_only, named);
    EXPECT_NE(table.account.find(std::to_string(table.named_only) + " people only named by others: in no list."), std::string::npos) << table.account;
}

TEST(Table, AssetsSortedByLabelAndByWord) {
    TableOptions options = of(TableOf::assets);
    options.sorted_by = label_column;
    const Table by_label = made(options);
    EXPECT_EQ(by_label.order.size(), test::rows_of_file("assets.csv").size());
    std::vector<std::string> labels;
    for (const std::uint32_t row : by_label.order) labels.push_back(folded(test::patch()->label(base::EntityKind::asset, row)));
    EXPECT_TRUE(std::is_sorted(labels.begin(), labels.end()));
    options.sorted_by = "assets/subtype";
    options.descending = true;
    const Table by_kind = made(options);
    std::vector<std::string> kinds;
    std::size_t last_known = 0, first_unknown = by_kind.order.size();
    const Field& subtype = column(by_kind, "assets/subtype");
    for (std::size_t i = 0; i < by_kind.order.size(); ++i) {
        const bool known = subtype.standing(by_kind.order[i]) == Standing::value;
        if (known) kinds.push_back(folded(subtype.text(by_kind.order[i])));
        if (known) last_known = i;
        else first_unknown = std::min(first_unknown, i);
    }
    EXPECT_TRUE(std::is_sorted(kinds.rbegin(), kinds.rend()));
    EXPECT_LT(last_known, first_unknown);  // unknown stays last, descending too
}

TEST(Table, FiltersByTextRangeAndState) {
    const auto files = test::rows_of_file("assets.csv");
    const auto ids = [](const Table& table) {
        std::set<std::string> out;
        for (const std::uint32_t row : table.order) out.insert(test::patch()->source_id(base::EntityKind::asset, row));
        out.erase("");  // hidden ones have no id here
        return out;
    };
    const auto expected = [&](auto keep) {
        std::set<std::string> out;
        for (const auto& row : files)
            if (row.at("sensitivity") != "H" && keep(row)) out.insert(row.at("id"));
        return out;
    };
    TableRows rows;
    rows.cells = {{"", "LIBRARY", {}, {}, {}}};
    auto by_name = ids(made(of(TableOf::assets), rows));
    EXPECT_EQ(by_name, expected([](const auto& row) { return folded(row.at("name")).find("library") != std::string::npos || folded(row.at("id")).find("library") != std::string::npos; }));
    EXPECT_FALSE(by_name.empty());
    rows.cells = {{"assets/confirmed_on", "", 20454, 20483, {}}};  // January 2026: days since 1970 of the 1st and the 30th
    auto confirmed = ids(made(of(TableOf::assets), rows));
    EXPECT_EQ(confirmed, expected([](const auto& row) { return row.at("confirmed_on") >= "2026-01" && row.at("confirmed_on") <= "2026-01-30"; }));
    EXPECT_FALSE(confirmed.empty());
    rows.cells = {{"assets.details/step_free", "", {}, {}, {Standing::value}}};
    const Table known = made(of(TableOf::assets), rows);
    EXPECT_EQ(ids(known), expected([](const auto& row) { return !row.at("step_free").empty(); }));
    EXPECT_EQ(known.hidden_by_filters + known.order.size(), files.size());
    rows.cells = {{"assets/nothing", "", {}, {}, {}}};
    EXPECT_FALSE(table_of(*test::patch(), {}, of(TableOf::assets), rows));
}

TEST(Table, ShownAndSelected) {
    TableOptions options = of(TableOf::assets);
    std::vector<std::uint8_t> shown(test::patch()->assets(), 1), selected(test::patch()->assets(), 0);
    shown[3] = 0;
    selected[3] = selected[8] = 1;
    options.only_selected = true;
    const Table table = made(options, {shown, selected, {}});
    EXPECT_EQ(table.order, (std::vector<std::uint32_t>{8}));
    EXPECT_EQ(table.hidden_by_filters, test::patch()->assets() - 1);
}

TEST(Table, StatesAreWords) {
    const Table table = made(of(TableOf::people));
    const Field& own_view = column(table, "people/own_view");
    std::map<std::string, std::size_t> words, expected;
    for (const std::uint32_t row : table.order) ++words[own_view.text(row)];
    for (const auto& row : test::rows_of_file("people.csv"))
        if (row.at("state") == "living_here" && row.at("age_band") != "13-17") {
            const std::string& cell = row.at("own_view");
            ++expected[cell == "wants_more" ? "wants more" : cell == "happy_as_is" ? "happy as is" : cell == "not_asked" ? "not asked" : cell == "declined" ? "chose not to say" : "not stated"];
        }
    for (const auto& row : test::rows_of_file("named.csv")) expected["not asked"] += row.at("role") != "alter";
    EXPECT_EQ(words, expected);
}

TEST(Table, TiesAndEventsHaveNames) {
    const Table ties = made(of(TableOf::ties));
    EXPECT_EQ(ties.order.size(), ties.rows);
    EXPECT_GT(ties.rows, 700u);
    EXPECT_NE(row_label(*test::patch(), ties.subject, 0).find(" and "), std::string::npos);
    const Table events = made(of(TableOf::events));
    std::set<std::string> left_out;
    for (const auto& row : test::rows_of_file("people.csv"))
        if (row.at("state") == "asked_us_to_stop" || row.at("age_band") == "13-17") left_out.insert(row.at("id"));
    const auto files = test::rows_of_file("events.csv");
    EXPECT_EQ(static_cast<std::ptrdiff_t>(events.rows), std::count_if(files.begin(), files.end(), [&](const auto& row) { return !left_out.contains(row.at("who")); }));
    EXPECT_EQ(column(events, "events/kind").words()[0], "conversation");
}

TEST(Table, SafeAudienceHasNoPeople) {
    const auto safe = test::read_patch(privacy::Audience::safe);
    const auto table = table_of(*safe, {}, of(TableOf::people));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows, 0u);
    EXPECT_TRUE(table->columns.empty());
    EXPECT_EQ(csv(*safe, *table), "id,label\r\n");
}

TEST(TableOut, CsvQuotesGuardsAndSaysWhatIsNotKnown) {
    test::SmallPlace place;
    place.people = {{"=SUM(A1)"}, {"Ann, \"Nan\" Ash", column::Role::participant, column::asked_everything, -1}};
    test::FakeView view;
    place.fill(view);
    TableOptions options = of(TableOf::people);
    options.hidden = {"people/role", "people/asked", "people.gifts/interests"};
    const auto table = table_of(view, {}, options);
    ASSERT_TRUE(table);
    EXPECT_EQ(csv(view, *table), "id,label,people/introduce\r\n'=SUM(A1),'=SUM(A1),yes\r\n\"Ann, \"\"Nan\"\" Ash\",\"Ann, \"\"Nan\"\" Ash\",not asked\r\n");
}

TEST(TableOut, PageSaysHowManyAndHoldsATable) {
    const Table table = made(of(TableOf::assets));
    const std::string page = html(document_of(*test::patch(), table, 10));
    EXPECT_NE(page.find("<h1>Larkmere (invented): Assets</h1>"), std::string::npos);
    EXPECT_NE(page.find("<th scope=\"col\">Name</th>"), std::string::npos);
    EXPECT_NE(page.find("And " + std::to_string(table.order.size() - 10) + " more"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("http"), std::string::npos);  // nothing from outside
}

}  // namespace table_test
