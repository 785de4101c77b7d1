// Boxes over the window: palette, find, forms, files, and the question about what is not saved.
#include "tests/viewer/draw/desk.hpp"

namespace kith::test {
namespace boxes_test {

using namespace viewer::draw;
namespace model = viewer::model;
using model::Dialog;

TEST(Palette, RunsWhatIsMarked) {
    Desk desk;
    desk.key("Ctrl+K");
    desk.type("use dark");
    desk.key("Enter");
    EXPECT_EQ(desk.model().preferences.theme, model::ThemeChoice::dark);
    EXPECT_EQ(desk.dialog(), Dialog::none);
    desk.key("Ctrl+K");
    desk.type("use ");
    for (int i = 0; i < 3; ++i) desk.key("Up");    // the first stays the first
    desk.key("Down");
    desk.key("Down");
    desk.key("Enter");
    EXPECT_EQ(desk.model().preferences.theme, model::ThemeChoice::high_contrast) << "light, dark, high contrast";
}

TEST(Find, TakesOneAndWithCtrlAnother) {
    Desk desk;
    desk.key("Ctrl+F");
    desk.type("jasskettle community");
    desk.key("Enter");
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0].kind, base::EntityKind::asset);
    desk.key("Ctrl+F");
    desk.type("tess jass");
    desk.key("Ctrl+Enter");
    ASSERT_EQ(desk.selection().size(), 2u);
    EXPECT_EQ(desk.selection().keys()[1].kind, base::EntityKind::person);
    EXPECT_EQ(desk.dialog(), Dialog::none);
}

TEST(Find, AStreetIsLookedAt) {
    Desk desk;
    desk.key("Ctrl+F");
    desk.type("dapple la");
    EXPECT_FALSE(desk.there("found.0"));
    ASSERT_TRUE(desk.there("found.street.0"));
    EXPECT_FALSE(desk.there("found.street.1")) << "Dapple Close is another";
    const model::Street street = desk.preparation.prepared()->found_streets.at(0);
    EXPECT_EQ(street.name, "Dapple Lane");
    desk.key("Enter");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    ASSERT_TRUE(desk.model().window.look_at);
    EXPECT_LT(desk.model().window.look_at->left, street.where.left);
    EXPECT_GT(desk.model().window.look_at->top, street.where.top);
    EXPECT_TRUE(desk.selection().empty());
    desk.key("Ctrl+F");
    desk.type("lane dapple");
    EXPECT_TRUE(desk.there("found.street.0")) << "whatever the order of the words";
}

TEST(RunForm, HasAFieldForEveryParameterAndAsksForARun) {
    Desk desk;
    desk.show(Dialog::run, "kith.isolation");
    const auto form = model::form_for(desk.session(), "kith.isolation");
    ASSERT_TRUE(form);
    for (const model::FormField& field : form->fields) EXPECT_EQ(desk.there("form." + field.id), model::counts(*form, field)) << field.id;
    desk.tab_to("form.run");
    const auto intents = desk.key("Enter");
    ASSERT_NE(wanted<model::RunAnalyses>(intents), nullptr);
    EXPECT_EQ(wanted<model::RunAnalyses>(intents)->requests.at(0).use, "kith.isolation");
    EXPECT_EQ(desk.dialog(), Dialog::none);
}

TEST(Forms, APersonAnAssetATieAndAnEvent) {
    Desk desk;
    const std::size_t people = desk.session().view()->people(), assets = desk.session().view()->assets();
    desk.show(Dialog::add_person);
    desk.type("Somebody New");
    desk.key("Enter");
    EXPECT_EQ(desk.session().view()->people(), people + 1);
    const base::EntityKey person = desk.selection().keys().back();

    desk.show(Dialog::add_asset);
    desk.type("A new bench");
    desk.key("Enter");
    EXPECT_EQ(desk.dialog(), Dialog::add_asset) << "nobody said what it is yet";
    desk.choose("asset.kind", 0);
    desk.press("form.done");
    EXPECT_EQ(desk.session().view()->assets(), assets + 1);
    const base::EntityKey asset = desk.selection().keys().back();

    model::apply(desk.model(), model::Select{{person, asset}, session::SelectMode::replace});
    desk.show(Dialog::add_tie);
    desk.choose("tie.kind", 0);
    const Intents tied = desk.press("form.done");
    ASSERT_NE(wanted<model::Edit>(tied), nullptr);
    const auto& tie = std::get<session::AddTie>(wanted<model::Edit>(tied)->change);
    EXPECT_EQ(tie.from, person);
    EXPECT_EQ(tie.to, asset);
    EXPECT_EQ(desk.dialog(), Dialog::none);

    model::apply(desk.model(), model::Select{{person}, session::SelectMode::replace});
    desk.show(Dialog::add_event);
    desk.press("event.words");
    desk.type("Moved in with a piano.");
    desk.press("event.date");
    desk.type("yesterday");
    EXPECT_FALSE(desk.hands.items.find("form.done")->enabled) << "that is no date";
    desk.key("Ctrl+A");
    desk.type("2026-06-30");
    desk.press("form.done");
    EXPECT_EQ(desk.dialog(), Dialog::none);
    EXPECT_EQ(desk.session().undo_list().size(), 4u);
}

TEST(Forms, SomebodyNewInASquareOfTheGrid) {
    Desk desk;
    const std::size_t before = desk.model().view()->people();
    desk.show(model::Dialog::add_person);
    desk.type("Somebody");
    desk.press("form.square");
    desk.type("z1");
    EXPECT_FALSE(desk.hands.memory.pressed_at) << "there is no such square";
    desk.key("Ctrl+A");
    desk.type("b3");
    ASSERT_TRUE(desk.hands.memory.pressed_at);
    desk.press("form.done");
    ASSERT_EQ(desk.model().view()->people(), before + 1);
    const auto* point = desk.model().view()->segment("people.positions")->find("point");
    const picture::LetteredGrid grid = picture::grid_of(desk.preparation.map.prepared()->scene.lettered);
    ASSERT_TRUE(point->known(before));
    EXPECT_NEAR(point->xy()[2 * before], grid.left + 1.5 * grid.metres, 0.01);
    EXPECT_NEAR(point->xy()[2 * before + 1], grid.top - 2.5 * grid.metres, 0.01);
}

TEST(Forms, ANoteIsAboutOneAndAnEventWithTwoSaysBoth) {
    Desk desk;
    const auto person = [&](std::size_t row) { return desk.session().view()->key(base::EntityKind::person, row); };
    const auto kept = [&](std::vector<base::EntityKey> selected, Dialog dialog) {
        model::apply(desk.model(), model::Select{std::move(selected), session::SelectMode::replace});
        desk.show(dialog);
        desk.settle();  // the box stands where it stays
        desk.press("event.words");
        desk.type("Sings in the kitchen.");
        EXPECT_EQ(desk.hands.memory.values[0], "Sings in the kitchen.");
        const Intents intents = desk.press("form.done");
        EXPECT_NE(wanted<model::Edit>(intents), nullptr);
        if (wanted<model::Edit>(intents) == nullptr) return session::AddEvent();
        return std::get<session::AddEvent>(wanted<model::Edit>(intents)->change);
    };
    for (const auto& selected : {std::vector{person(0), person(1)}, std::vector{person(0), person(1), person(2)}}) {
        const auto note = kept(selected, Dialog::note);
        EXPECT_EQ(note.person, selected.back());
        EXPECT_FALSE(note.other) << "somebody else's card would hold these words";
    }
    EXPECT_FALSE(kept({person(0), person(1), person(2)}, Dialog::add_event).other) << "the form names one of the three";
    const auto met = kept({person(0), person(1)}, Dialog::add_event);
    EXPECT_EQ(met.person, person(1));
    EXPECT_EQ(met.other, person(0));
}

TEST(Cells, OneValueIsTheSameForAllWhateverItIsMadeOf) {
    Desk desk;
    const auto columns = model::cell_columns(*desk.session().view(), {base::EntityKind::person, ""});
    const auto band = std::find_if(columns.begin(), columns.end(), [](const model::CellColumn& one) { return one.field == "people.attributes/age_band"; });
    ASSERT_NE(band, columns.end());
    const int chosen = static_cast<int>(band - columns.begin());
    std::vector<base::EntityKey> three;
    for (std::size_t row = 0; row < 3; ++row) three.push_back(desk.session().view()->key(base::EntityKind::person, row));
    std::vector<base::EntityKey> mixed = three;
    mixed.push_back(desk.session().view()->key(base::EntityKind::asset, 0));
    const auto change = [&](const char* value) {
        model::apply(desk.model(), model::Select{mixed, session::SelectMode::replace});
        desk.show(Dialog::edit_cells);
        desk.choose("cells.column", chosen);
        desk.press("cells.value");
        desk.type(value);
        desk.press("cells.done");
        EXPECT_EQ(desk.dialog(), Dialog::none);
    };
    const auto each_is = [&](const session::Value& value) {
        for (const auto& key : three) EXPECT_EQ(*desk.session().value(key, "people.attributes/age_band"), value);
    };
    change("\"abc");
    each_is(session::Value(std::string("\"abc")));
    change("\"Nan\" Brown");
    each_is(session::Value(std::string("\"Nan\" Brown")));
    change("");
    each_is(session::Value(session::Missing{column::State::unstated}));
}

TEST(Forms, EnterOnNotNowDoesNothing) {
    Desk desk;
    const auto edits = desk.session().edits().size();
    for (const Dialog dialog : {Dialog::add_person, Dialog::export_picture, Dialog::save_recipe}) {
        desk.show(dialog);
        desk.type("x");
        desk.tab_to(dialog == Dialog::add_person ? "form.cancel" : dialog == Dialog::export_picture ? "export.cancel" : "files.cancel");
        desk.key("Enter");
        EXPECT_EQ(desk.dialog(), Dialog::none);
        EXPECT_FALSE(desk.wish);
    }
    EXPECT_EQ(desk.session().edits().size(), edits);
}

TEST(Export, SaysWhatAndWhereAndAsksBeforeItWritesOver) {
    const Folder folder;
    Desk desk;
    desk.hands.memory.export_form.file = folder / "earlier.pdf";
    desk.show(Dialog::export_picture);
    desk.choose("export.paper", 2);
    desk.press("export.tiled");
    desk.press("export.done");
    ASSERT_TRUE(desk.wish);
    EXPECT_EQ(desk.wish->what, model::Out::map);
    EXPECT_EQ(desk.wish->paper, "A2");
    EXPECT_TRUE(desk.wish->tiled);
    EXPECT_EQ(desk.wish->file, folder / "wall-map.pdf");
    desk.wish.reset();
    write_file(folder / "wall-map.pdf", "somebody's");
    desk.show(Dialog::export_picture);
    desk.press("export.done");
    EXPECT_FALSE(desk.wish) << "there is already one";
    EXPECT_EQ(desk.dialog(), Dialog::export_picture);
    desk.press("export.done");
    EXPECT_TRUE(desk.wish);
}

TEST(Export, OffersEveryViewAndSaysWhyOneIsNotThere) {
    const Folder folder;
    Desk desk;
    desk.hands.memory.export_form.file = folder / "earlier.pdf";
    desk.show(Dialog::export_picture);
    const std::vector<std::pair<model::Out, const char*>> names = {{model::Out::network, "network.pdf"}, {model::Out::table, "table.csv"}, {model::Out::issues, "issues.html"}, {model::Out::today, "today.html"}};
    for (const auto& [what, name] : names) {
        desk.choose("export.what", static_cast<int>(what));
        EXPECT_EQ(desk.hands.memory.export_form.file, folder / name);
        EXPECT_EQ(desk.there("export.paper"), what == model::Out::network) << name << ": only a picture has a size";
    }
    desk.choose("export.what", static_cast<int>(model::Out::circle));
    desk.press("export.done");
    desk.key("Enter");
    EXPECT_FALSE(desk.wish) << "of nobody";
    EXPECT_EQ(desk.dialog(), Dialog::export_picture);
    model::apply(desk.model(), model::Select{{desk.session().index().people()[0]}, session::SelectMode::replace});
    desk.settle();
    desk.press("export.done");
    ASSERT_TRUE(desk.wish);
    EXPECT_EQ(desk.wish->what, model::Out::circle);
    EXPECT_EQ(desk.wish->file, folder / "circle.pdf");
}

TEST(Export, TakesATitleASizeInPixelsAndTheColoursOfThePage) {
    const Folder folder;
    Desk desk;
    desk.hands.memory.export_form.file = folder / "earlier.pdf";
    desk.show(Dialog::export_picture);
    desk.press("export.title");
    desk.type("Round the lake");
    desk.choose("export.paper", 6);
    EXPECT_EQ(desk.hands.memory.export_form.paper, "1920x1080");
    desk.choose("export.paper", 8);
    desk.press("export.size");
    desk.key("Ctrl+A");
    desk.type("12x");
    desk.press("export.done");
    EXPECT_FALSE(desk.wish) << "that is no size";
    desk.press("export.size");
    desk.key("Ctrl+A");
    desk.type("1600x1000");
    desk.choose("export.colours", 2);
    desk.press("export.done");
    ASSERT_TRUE(desk.wish);
    EXPECT_EQ(desk.wish->title, "Round the lake");
    EXPECT_EQ(desk.wish->paper, "1600x1000");
    EXPECT_EQ(desk.wish->colours, picture::Theme::black_and_white);
}

TEST(Export, ANameMustSayWhatItBecomes) {
    const Folder folder;
    Desk desk;
    desk.hands.memory.export_form.file = folder / "earlier.pdf";
    desk.show(Dialog::export_picture);
    for (const auto& [name, good] : {std::pair{"map.docx", false}, {"map.csv", false}, {"map.SVG", true}}) {
        desk.press("export.file");
        desk.key("Ctrl+A");
        desk.type((folder / name).string());
        desk.press("export.done");
        EXPECT_EQ(desk.wish.has_value(), good) << name;
    }
}

class Unsaved : public testing::Test {
protected:
    void SetUp() override {
        model::apply(desk.model(), model::Edit{session::AddPerson{"Somebody New", {}, column::Role::participant, {}}});
        desk.hands.memory.folder = folder.path();
        desk.settle();
    }
    const Folder folder;
    Desk desk;
};

TEST_F(Unsaved, WhateverEndsThePlaceAsksFirst) {
    const std::vector<model::Intent> all = {model::OpenRecipe{sample("village") / "village.toml"}, model::OpenSample{}, model::ClosePlace{}, model::Want{model::WindowAction::quit},
                                            model::OpenBoundaries{"areas.gpkg", "code", "name"}};
    for (const model::Intent& intent : all) {
        desk.actions.clear();
        model::apply(desk.model(), intent);
        desk.settle();
        EXPECT_EQ(desk.dialog(), Dialog::unsaved);
        EXPECT_EQ(desk.hands.focused(), "unsaved.save");
        EXPECT_TRUE(desk.session().is_open());
        EXPECT_TRUE(desk.actions.empty());
        desk.key("Esc");
        EXPECT_EQ(desk.dialog(), Dialog::none);
        EXPECT_FALSE(desk.model().waiting) << "going back forgets it";
    }
    EXPECT_EQ(desk.session().unsaved_edits(), 1u);
}

TEST_F(Unsaved, SavedAndThenItGoesOn) {
    model::apply(desk.model(), model::Want{model::WindowAction::quit});
    desk.settle();
    desk.press("unsaved.save");
    EXPECT_EQ(desk.dialog(), Dialog::save_edits);
    desk.press("files.take");
    EXPECT_EQ(desk.session().unsaved_edits(), 0u);
    EXPECT_NE(text_of_file(folder / "changes.jsonl").find("Somebody New"), std::string::npos);
    ASSERT_FALSE(desk.actions.empty());
    EXPECT_EQ(desk.actions.back(), model::WindowAction::quit);
}

TEST_F(Unsaved, NotSavedWhereItCannotBeAndNothingIsLost) {
    model::apply(desk.model(), model::Want{model::WindowAction::quit});
    desk.settle();
    desk.actions.clear();
    desk.press("unsaved.save");
    write_file(folder / "a file", "and no folder");
    desk.key("Ctrl+A");
    desk.type("a file/changes.jsonl");
    desk.press("files.take");
    EXPECT_EQ(desk.session().unsaved_edits(), 1u);
    EXPECT_TRUE(desk.actions.empty()) << "it must not close";
    EXPECT_EQ(desk.model().notices.back().tone, model::Notice::Tone::problem);
    desk.press("files.cancel");
    EXPECT_FALSE(desk.model().waiting);
}

TEST_F(Unsaved, LeftAsItWas) {
    model::apply(desk.model(), model::ClosePlace{});
    desk.settle();
    desk.press("unsaved.keep");
    EXPECT_FALSE(desk.session().is_open());
    EXPECT_TRUE(desk.there("start.sample"));
    EXPECT_FALSE(std::filesystem::exists(folder / "changes.jsonl"));
}

TEST_F(Unsaved, UndoneIsNothingToAskAbout) {
    desk.key("Ctrl+Z");
    model::apply(desk.model(), model::ClosePlace{});
    EXPECT_FALSE(desk.session().is_open());
}

TEST_F(Unsaved, AFileThatIsThereIsNotWrittenOverUnasked) {
    write_file(folder / "changes.jsonl", "somebody's");
    desk.key("Ctrl+S");
    desk.press("files.take");
    EXPECT_EQ(text_of_file(folder / "changes.jsonl"), "somebody's");
    desk.press("files.take");
    EXPECT_EQ(desk.session().unsaved_edits(), 0u);
    EXPECT_NE(text_of_file(folder / "changes.jsonl"), "somebody's");
}

}  // namespace boxes_test
}  // namespace kith::test
