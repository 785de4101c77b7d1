// The table by hand: rows changed at once from where they are read, cells out of a spreadsheet, and what an empty one says.
#include "tests/viewer/draw/desk.hpp"

namespace kith::test {
namespace table_test {

using namespace viewer::draw;
namespace model = viewer::model;
using model::Dialog;

const Screen& screen_of(const Desk& desk) { return *desk.preparation.prepared(); }

class Rows : public testing::Test {
protected:
    void show(model::TableOf of) {
        model::ViewOptions wanted = desk.model().options;
        wanted.table.of = of;
        model::apply(desk.model(), model::Restyle{"Show another table", wanted, 0});
        desk.settle();
    }
    void select(std::vector<base::EntityKey> keys) {
        model::apply(desk.model(), model::Select{std::move(keys), session::SelectMode::replace});
        desk.settle();
    }
    std::vector<base::EntityKey> first(model::TableOf of, std::size_t count) {
        const auto& index = desk.session().index();
        const auto keys = of == model::TableOf::people ? index.people() : of == model::TableOf::assets ? index.assets() : of == model::TableOf::areas ? index.areas(0)
                          : index.others(of == model::TableOf::ties ? base::EntityKind::tie : base::EntityKind::event);
        return {keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count)};
    }
    int at(const std::string& field) {
        const auto& columns = screen_of(desk).cell_columns;
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const model::CellColumn& one) { return one.field == field; });
        EXPECT_NE(found, columns.end()) << field;
        return static_cast<int>(found - columns.begin());
    }
    /// Chooses a column that stands far down its list.
    void choose_column(const std::string& field) { desk.choose("cells.column", at(field)); }
    void change(model::TableOf of, const std::string& field, const std::string& typed) {
        show(of);
        select(first(of, 2));
        desk.press("table.change");
        ASSERT_EQ(desk.dialog(), Dialog::edit_cells);
        choose_column(field);
        desk.press("cells.value");
        desk.type(typed);
        desk.press("cells.done");
        EXPECT_EQ(desk.dialog(), Dialog::none) << field;
    }
    Desk desk{true, 1280, 1400};
};

TEST_F(Rows, AreChangedFromTheTableInColumnsOfTheirOwnKind) {
    EXPECT_FALSE(desk.there("table.change")) << "no row is selected";
    using Of = model::TableOf;
    for (const auto& [of, segment] : {std::pair{Of::people, "people"}, {Of::assets, "assets"}, {Of::areas, "areas."}, {Of::ties, "ties"}, {Of::events, "events"}}) {
        show(of);
        select(first(of, 2));
        desk.press("table.change");
        EXPECT_FALSE(screen_of(desk).cell_columns.empty()) << segment;
        for (const model::CellColumn& one : screen_of(desk).cell_columns) EXPECT_TRUE(one.field.starts_with(segment)) << one.field;
        desk.key("Esc");
    }
    show(Of::people);
    select(first(Of::assets, 2));
    EXPECT_FALSE(desk.there("table.change")) << "what is selected stands in another table";
}

TEST_F(Rows, NamesDatesListsAndAreasAreAmongThem) {
    using Of = model::TableOf;
    const base::Digest start = desk.session().revision_digest();
    change(Of::people, "people.names/name", "Somebody Else");
    change(Of::people, "people.gifts/interests", "tea; chess");
    change(Of::assets, "assets/confirmed_on", "2026-06-30");
    change(Of::ties, "ties/since", "1999-05");
    change(Of::events, "events/date", "2025-01-02");
    for (const base::EntityKey& key : first(Of::people, 2)) {
        EXPECT_EQ(*desk.session().value(key, "people.names/name"), session::Value(std::string("Somebody Else")));
        EXPECT_EQ(*desk.session().value(key, "people.gifts/interests"), session::Value(std::vector<std::string>{"tea", "chess"}));
    }
    for (const base::EntityKey& key : first(Of::ties, 2)) EXPECT_EQ(std::get<session::Date>(*desk.session().value(key, "ties/since")).precision, column::Precision::month);
    change(Of::areas, "areas.area/name", "Down by the water");
    for (const base::EntityKey& key : first(Of::areas, 2)) EXPECT_EQ(*desk.session().value(key, "areas.area/name"), session::Value(std::string("Down by the water")));
    while (!desk.session().undo_list().empty()) desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().revision_digest(), start);
}

TEST_F(Rows, WhereThereIsAListOfWhatMayBeSaidItIsChosen) {
    show(model::TableOf::assets);
    const auto two = first(model::TableOf::assets, 2);
    select(two);
    desk.press("table.change");
    choose_column("assets/status");
    EXPECT_FALSE(desk.there("cells.value")) << "nothing is typed";
    EXPECT_FALSE(desk.hands.items.find("cells.done")->enabled) << "nothing is said yet";
    desk.choose("cells.word", static_cast<int>(column::AssetStatus::potential));
    desk.press("cells.done");
    for (const base::EntityKey& key : two) EXPECT_EQ(*desk.session().value(key, "assets/status"), session::Value(static_cast<std::int64_t>(column::AssetStatus::potential)));
    show(model::TableOf::people);
    select(first(model::TableOf::people, 3));
    desk.press("table.change");
    choose_column("people/introduce");
    desk.choose("cells.word", 2);
    desk.press("cells.done");
    EXPECT_EQ(*desk.session().value(first(model::TableOf::people, 1)[0], "people/introduce"), session::Value(session::Missing{column::State::not_asked}));
}

TEST_F(Rows, ASpreadsheetIsPastedIntoThemAndSaysBeforehandWhatItDoes) {
    show(model::TableOf::people);
    const auto two = first(model::TableOf::people, 2);
    const std::size_t people = desk.session().view()->people();
    select(two);
    ImGui::SetClipboardText("name\tinterests\nOne Name\tskating\nOther Name\t\nSomebody New\ttea\n");
    desk.key("Ctrl+V");
    ASSERT_EQ(desk.dialog(), Dialog::paste);
    EXPECT_EQ(desk.hands.memory.values[1], ImGui::GetClipboardText()) << "what was copied stands there";
    EXPECT_NE(desk.hands.memory.values[3].find("3 lines"), std::string::npos) << desk.hands.memory.values[3];
    EXPECT_FALSE(desk.hands.items.find("cells.done")->enabled) << "one line has no row";
    desk.press("cells.further");
    EXPECT_EQ(desk.hands.memory.values[3], "It changes 3 cells in 2 rows and brings in 1 new person. It is undone as one step.");
    desk.press("cells.done");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_EQ(desk.session().view()->people(), people + 1);
    EXPECT_EQ(desk.session().view()->label(base::EntityKind::person, people), "Somebody New");
    EXPECT_EQ(*desk.session().value(two[1], "people.names/name"), session::Value(std::string("Other Name")));
    ASSERT_EQ(desk.session().undo_list().size(), 2u) << "the table that is shown, and the paste";
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().view()->people(), people);
    EXPECT_EQ(desk.session().unsaved_edits(), 0u);
}

TEST_F(Rows, WithNothingSelectedAllLinesAreNewOnesOfTheOpenTable) {
    const std::size_t assets = desk.session().view()->assets();
    ImGui::SetClipboardText("name\tsubtype\nThe Wednesday choir\tchoir\nA bench\tbench\n");
    desk.key("Ctrl+V");
    EXPECT_EQ(desk.hands.memory.values[3], "It changes 0 cells in 0 rows and brings in 2 new assets. It is undone as one step.");
    desk.press("cells.done");
    EXPECT_EQ(desk.session().view()->assets(), assets + 2);
    ImGui::SetClipboardText("no such column\nA\n");
    desk.key("Ctrl+V");
    EXPECT_FALSE(desk.hands.items.find("cells.done")->enabled);
    EXPECT_NE(desk.hands.memory.values[3].find("no column here"), std::string::npos) << desk.hands.memory.values[3];
}

TEST_F(Rows, OnlySelectedWithNobodySelectedSaysHowToGoOn) {
    desk.press("table.selected");
    EXPECT_EQ(desk.first("table.row."), "");
    desk.press("table.all");
    EXPECT_NE(desk.first("table.row."), "");
}

TEST(EmptyTable, SaysWhatItBeginsWith) {
    const Folder folder;
    Desk desk(invented_place(folder, 12));   // without events
    desk.choose("table.of", static_cast<int>(model::TableOf::events));
    desk.press("table.begin");
    EXPECT_EQ(desk.dialog(), Dialog::add_event);
    desk.key("Esc");
    desk.choose("table.of", static_cast<int>(model::TableOf::people));
    EXPECT_FALSE(desk.there("table.begin")) << "there are some";
}

TEST(EmptyNetwork, IsShownToTheTeam) {
    Desk desk;
    model::apply(desk.model(), model::ShowTo{privacy::Audience::safe});
    desk.settle();
    desk.press("network.team");
    EXPECT_EQ(desk.session().view()->audience(), privacy::Audience::team);
    EXPECT_FALSE(desk.there("network.team"));
}

TEST(EmptyNetwork, BeginsWithTheFirstPerson) {
    const Folder folder;
    write_nine_areas(folder / "areas.geojson");
    write_file(folder / "place.toml", "kith = 1\n[place]\nname = \"Nine areas\"\n[[areas]]\nfile = \"areas.geojson\"\nas = \"area\"\nid = \"code\"\nname = \"name\"\n");
    Desk desk(folder / "place.toml");
    desk.press("network.begin");
    EXPECT_EQ(desk.dialog(), Dialog::add_person);
}

}  // namespace table_test
}  // namespace kith::test
