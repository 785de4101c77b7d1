// Presentation mode: nobody's name or id in any record that is prepared, in any file that goes out, or in any letter that is drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/viewer/app/named_patch.hpp"
#include "tests/viewer/app/read_screen.hpp"
#include "tests/viewer/model/model_place.hpp"
#include "viewer/app/exports.hpp"
#include "viewer/app/preparation.hpp"
#include "viewer/model/table.hpp"

namespace kith::viewer::app {
namespace presentation_test {

using model::Dialog;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The patch with names everywhere, its analyses run, and everything that the window would prepare.
class Prepared {
public:
    Prepared() : at_(test::patch_with_names_everywhere(folder_)) {
        at_(model::RunAnalyses{});
        settle();
        model::ViewOptions options = at_.model.options;
        options.map.asset_names = true;
        options.network.most_labels = 1000;
        options.people.colour.column = options.charts.histogram = "people.attributes/buddy";
        options.charts.scatter_x = "areas.area/population";
        model::Filter buddies, remarks;
        buddies.column = "people.attributes/buddy";
        buddies.kind = model::Filter::Kind::words;
        buddies.words = {"walks with Tess Jassacre", "tea with Emeka", "not stated"};
        remarks.column = "people.attributes/remark";
        options.filters = {buddies, remarks};
        at_(model::Restyle{"All at once", options, 0});
        const model::FindingLine line = model::finding_line(at_.model, {0, 0});
        at_(model::Edit{session::DismissFinding{line.key, "Noor Garrpocket does not want it", false}});
        settle();
    }
    model::Model& model() { return at_.model; }
    Preparation& all() { return all_; }
    void settle() {
        for (int quiet = 0; quiet < 3; quiet = at_.session.jobs().busy() || all_.settling() ? 0 : quiet + 1) {
            at_.finish_jobs();
            all_.update(at_.model, true, true);
        }
    }
    void hide_names(bool hide) {
        for (const model::Command& command : model::commands(at_.model))
            if (command.id == "window.presentation" && hide != at_.model.preferences.presentation) {
                EXPECT_EQ(command.shortcut, "Ctrl+Shift+P");
                at_(model::Intent(command.intent));
                break;
            }
        EXPECT_EQ(at_.model.preferences.presentation, hide);
        settle();
    }
    void operator()(const model::Intent& intent) {
        at_(intent);
        settle();
    }
    const test::Folder& folder() const { return folder_; }

private:
    test::Folder folder_;
    test::OpenModel at_;
    Preparation all_;
};

Prepared& patch() {
    static Prepared made;
    return made;
}

class Text {
public:
    Text& operator<<(std::string_view text) {
        all_ += text;
        all_ += '\n';
        return *this;
    }
    const std::string& all() const { return all_; }

private:
    std::string all_;
};

void add_scene(Text& text, const model::Prepared* prepared, const PaneState& pane) {
    ASSERT_NE(prepared, nullptr);
    const picture::Scene& scene = prepared->scene;
    text << scene.title << scene.attribution << scene.method << pane.account << pane.empty;
    for (const auto& label : scene.labels) text << label.text;
    for (const auto& legend : scene.legends) {
        text << legend.title << legend.along << legend.up;
        for (const auto& entry : legend.entries) text << entry.label;
    }
    for (const auto& hidden : scene.hidden) text << hidden.what;
    for (const std::string& remark : pane.remarks) text << remark;
}

/// What a file that goes out says; "" where there is none of it.
std::string written(Prepared& at, model::Out what, const std::string& ending) {
    draw::ExportWish wish;
    wish.what = what;
    wish.file = at.folder() / ("out." + ending);
    std::error_code ignored;
    std::filesystem::remove(wish.file, ignored);
    return write_out(at.all(), at.model(), wish) ? test::text_of_file(wish.file) : std::string();
}

std::string pictures(Prepared& at) {
    Text text;
    add_scene(text, at.all().map.prepared(), at.all().map);
    add_scene(text, at.all().network.prepared(), at.all().network);
    at(model::Select{{at.model().session.index().people()[0]}, session::SelectMode::replace});  // of whom the circle is
    for (const model::Out what : {model::Out::map, model::Out::network, model::Out::circle, model::Out::histogram, model::Out::scatter})
        for (const char* ending : {"svg", "html"}) text << written(at, what, ending);
    at(model::Select{});
    return text.all();
}

std::string cards(Prepared& at) {
    Text text;
    const session::EntityIndex& index = at.model().session.index();
    std::vector<base::EntityKey> keys = index.people();
    keys.insert(keys.end(), index.assets().begin(), index.assets().end());
    for (std::size_t layer = 0; layer < at.model().view()->layers().size(); ++layer) keys.insert(keys.end(), index.areas(layer).begin(), index.areas(layer).end());
    for (const base::EntityKey& key : keys) {
        model::apply(at.model(), model::Select{{key}, session::SelectMode::replace});
        at.all().update(at.model(), false, false);
        const model::Card* card = at.all().screen().card;
        EXPECT_NE(card, nullptr);
        if (card == nullptr) continue;
        text << card->title << card->subtitle << written(at, model::Out::card, "html");
        for (const model::CardSection& section : card->sections) {
            text << section.heading << section.empty;
            for (const model::CardLine& line : section.lines) text << line.text << line.detail << line.why;
        }
    }
    at(model::Select{});
    return text.all();
}

std::string tables(Prepared& at) {
    Text text;
    for (const model::TableOf of : {model::TableOf::people, model::TableOf::assets, model::TableOf::areas, model::TableOf::ties, model::TableOf::events}) {
        model::ViewOptions options = at.model().options;
        options.table.of = of;
        options.table.sorted_by = of == model::TableOf::people ? "people.attributes/remark" : "";
        at(model::Restyle{"Another table", options, 0});
        const model::Table* table = at.all().table();
        EXPECT_NE(table, nullptr) << at.all().screen().table_fault;
        if (table != nullptr) text << table->heading << table->account << written(at, model::Out::table, "csv") << written(at, model::Out::table, "html");
    }
    return text.all();
}

std::string findings(Prepared& at) {
    Text text;
    model::ViewOptions options = at.model().options;
    options.findings.dismissed = true;
    at(model::Restyle{"What was put aside, too", options, 0});
    const draw::Screen& screen = at.all().screen();
    EXPECT_GT(screen.findings.rows.size(), 50u);
    for (const model::FindingRef& ref : screen.findings.rows) {
        const draw::FindingText one = screen.finding(ref);
        text << one.heading << one.text << one.value << one.missing << one.analysis << one.why_dismissed;
        for (const std::string& strength : one.strengths) text << strength;
        for (const std::string& change : one.changes) text << change;
    }
    const auto introductions = model::introductions_csv(at.model());
    EXPECT_TRUE(introductions);
    EXPECT_GT(model::introductions(at.model()).size(), 3u);
    text << *introductions << written(at, model::Out::introductions, "csv") << written(at, model::Out::introductions, "html") << written(at, model::Out::findings, "html");
    return text.all();
}

std::string the_rest(Prepared& at) {
    Text text;
    const draw::Screen& screen = at.all().screen();
    for (const model::Chip& chip : screen.chips) text << chip.text;
    text << written(at, model::Out::today, "html") << written(at, model::Out::issues, "html");
    for (const model::Tray* tray : {&screen.trays.people_without_place, &screen.trays.assets_without_place, &screen.trays.isolates, &screen.trays.not_asked}) text << tray->text;
    for (const auto* lines : {&screen.account.lines, &screen.account.map, &screen.network_account})
        for (const auto& line : *lines)
            for (const auto& hiding : line.hidden_by) text << hiding.text;
    for (const draw::IssueLine& issue : screen.issues) text << issue.heading << issue.text << issue.detail;
    for (const auto* columns : {&screen.area_columns, &screen.people_columns, &screen.asset_columns})
        for (const draw::Choice& one : *columns) text << one.label;
    for (const std::string& word : screen.tie_kinds) text << word;
    for (const std::string& word : screen.asset_subtypes) text << word;
    for (const auto& job : screen.jobs) text << job.title << job.message;
    for (const auto& line : screen.analyses) text << line.title << line.sentence;
    for (const auto& layer : screen.layers) text << layer.label;
    EXPECT_TRUE(screen.histogram && screen.scatter);
    if (screen.histogram) text << plain_text(model::document_of(*screen.histogram, *at.model().view()));
    if (screen.scatter) text << screen.scatter->title << screen.scatter->x_label << screen.scatter->y_label;
    for (const model::Notice& notice : at.model().notices) text << notice.text;
    for (const model::Command& command : model::commands(at.model())) text << command.label << command.why_not;
    for (const model::HelpLine& line : model::help_lines(at.model())) text << line.label;
    text << at.model().view()->place_name();
    return text.all();
}

/// What is found by each name, and by "person".
std::string found(Prepared& at) {
    Text text;
    at(model::ShowDialog{Dialog::find, ""});
    for (const std::string& word : test::what_people_are_called()) {
        at(model::Type{word});
        for (const model::Found& one : at.all().screen().found.found) text << one.label << one.detail;
    }
    at(model::ShowDialog{Dialog::none, ""});
    return text.all();
}

TEST(Presentation, NobodysNameIsInAnyRecordOrFile) {
    Prepared& at = patch();
    at.hide_names(true);
    EXPECT_THAT(test::called_in(pictures(at)), IsEmpty());
    EXPECT_THAT(test::called_in(cards(at)), IsEmpty());
    EXPECT_THAT(test::called_in(tables(at)), IsEmpty());
    EXPECT_THAT(test::called_in(findings(at)), IsEmpty());
    EXPECT_THAT(test::called_in(the_rest(at)), IsEmpty());
    EXPECT_THAT(test::called_in(found(at)), IsEmpty());
}

TEST(Presentation, WithNamesTheSameRecordsSayThem) {
    Prepared& at = patch();
    at.hide_names(false);
    const std::string network = pictures(at), card = cards(at), table = tables(at), finding = findings(at), rest = the_rest(at);
    for (const std::string* text : {&network, &card, &table, &finding, &rest}) EXPECT_THAT(*text, HasSubstr("Tess Jassacre"));
    EXPECT_THAT(card, HasSubstr("Una Fencombe told me to come."));
    EXPECT_THAT(card, HasSubstr("baking with Tess"));
    EXPECT_THAT(table, HasSubstr("Rhoda Orroake"));
    EXPECT_THAT(finding, HasSubstr("Noor Garrpocket does not want it"));
    EXPECT_THAT(found(at), HasSubstr("Tess Jassacre"));
}

TEST(Presentation, PlacesKeepTheirNamesAndPeopleAreNumbers) {
    Prepared& at = patch();
    at.hide_names(true);
    const std::string map = pictures(at), card = cards(at), table = tables(at);
    for (const std::string* text : {&map, &card, &table}) EXPECT_THAT(*text, HasSubstr("Jasskettle community centre"));
    for (const std::string* text : {&map, &card, &table}) EXPECT_THAT(*text, HasSubstr("person 1"));
    EXPECT_THAT(card, HasSubstr("kept private"));                      // a gift with somebody's name in it
    EXPECT_THAT(card, HasSubstr("storyteller"));                       // an asset that is a person
    const privacy::View& view = *at.model().view();
    EXPECT_EQ(view.label(base::EntityKind::area, 0), at.model().session.view()->label(base::EntityKind::area, 0));
}

TEST(Presentation, AChipSaysThatItIsOnAndTakesItAway) {
    Prepared& at = patch();
    at.hide_names(false);
    const std::size_t before = at.all().screen().chips.size();
    at.hide_names(true);
    ASSERT_EQ(at.all().screen().chips.size(), before + 1);
    const model::Chip chip = at.all().screen().chips.front();
    EXPECT_THAT(chip.text, HasSubstr("presentation"));
    EXPECT_EQ(chip.hidden, static_cast<std::int64_t>(at.model().view()->people()));
    at(chip.clear);
    EXPECT_FALSE(at.model().preferences.presentation);
    EXPECT_EQ(at.all().screen().chips.size(), before);
}

TEST(Presentation, HidesNobodyAndMovesNobody) {
    Prepared& at = patch();
    at.hide_names(false);
    const auto shown = at.model().visibility().people;
    const auto table_rows = at.all().table()->order.size();
    const auto marks = at.all().map.prepared()->scene.marks.front().rows;
    const std::vector<layout::Point> places(at.all().layout.positions().begin(), at.all().layout.positions().end());
    at.hide_names(true);
    EXPECT_EQ(at.model().visibility().people, shown) << "a filter on a column that is kept private keeps whom it kept";
    EXPECT_EQ(at.all().table()->order.size(), table_rows);
    EXPECT_EQ(at.all().map.prepared()->scene.marks.front().rows, marks);
    ASSERT_EQ(at.all().layout.positions().size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i) EXPECT_EQ(at.all().layout.positions()[i].x, places[i].x);
}

TEST(Presentation, TheNetworkAroundSomebodyIsToldAnew) {
    Prepared& at = patch();
    at.hide_names(false);
    const model::ViewOptions before = at.model().options;
    model::ViewOptions options = before;
    options.network.around = at.model().session.index().people()[0];
    options.network.focus_depth = 1;
    at(model::Restyle{"Around one", options, 0});
    EXPECT_THAT(at.all().network.account, HasSubstr("of Tess Jassacre"));
    at.hide_names(true);
    EXPECT_THAT(at.all().network.account, HasSubstr("of person 1"));
    at(model::Restyle{"Everybody", before, 0});
}

TEST(Presentation, NoLetterThatIsDrawnSaysAName) {
    Prepared& at = patch();
    at.hide_names(true);
    test::DrawnWindow window(at.model(), at.all());
    std::string seen;
    const auto look = [&] { seen += window.text() + "\n"; };
    for (const model::Pane tab : {model::Pane::table, model::Pane::findings, model::Pane::charts, model::Pane::issues, model::Pane::today}) {
        model::Preferences preferences = at.model().preferences;
        preferences.bottom_tab = tab;
        at(model::Prefer{preferences});
        for (const model::TableOf of : {model::TableOf::people, model::TableOf::ties, model::TableOf::events}) {
            model::ViewOptions options = at.model().options;
            options.table.of = of;
            at(model::Restyle{"Another table", options, 0});
            look();
        }
    }
    for (const base::EntityKey& key : {at.model().session.index().people()[0], at.model().session.index().people()[1], at.model().session.index().assets()[0]}) {
        at(model::Select{{key}, session::SelectMode::add});
        look();
    }
    for (const Dialog dialog : {Dialog::find, Dialog::palette, Dialog::quick_add, Dialog::add_tie, Dialog::add_event, Dialog::note, Dialog::edit_cells, Dialog::help}) {
        at(model::ShowDialog{dialog, ""});
        if (dialog == Dialog::find) at(model::Type{"person 1"});
        look();
    }
    at(model::ShowDialog{Dialog::none, ""});
    at(model::Select{});
    EXPECT_THAT(test::called_in(seen), IsEmpty());
    EXPECT_THAT(seen, HasSubstr("person"));
    EXPECT_THAT(seen, HasSubstr("presentation"));
    at.hide_names(false);
    at(model::Select{{at.model().session.index().people()[0]}, session::SelectMode::replace});
    EXPECT_THAT(window.text(), HasSubstr("Jassacre")) << "the letters are read at all";
    at(model::Select{});
}

/// What the list of findings says, and how many it does not show.
std::string said_by_findings(Prepared& at) {
    Text text;
    const draw::Screen& screen = at.all().screen();
    EXPECT_EQ(screen.findings.all, static_cast<std::int64_t>(screen.findings.rows.size()) + screen.findings.hidden);
    for (const model::FindingRef& ref : screen.findings.rows) {
        const draw::FindingText one = screen.finding(ref);
        text << one.heading << one.text << one.value << one.missing;
        for (const std::string& strength : one.strengths) text << strength;
        for (const std::string& change : one.changes) text << change;
    }
    return text.all();
}

TEST(WhoIsStillShown, AWiderResultSaysNobodyToANarrowerAudience) {
    Prepared at;
    at.hide_names(false);
    EXPECT_THAT(test::called_in(said_by_findings(at)), Not(IsEmpty()));
    ASSERT_NE(at.all().network.prepared(), nullptr);
    model::apply(at.model(), model::ShowTo{privacy::Audience::safe});
    for (int i = 0; i < 200 && at.model().session.jobs().busy(); ++i) at.settle();
    at.all().update(at.model(), true, false);
    EXPECT_EQ(at.model().view()->audience(), privacy::Audience::safe);
    EXPECT_EQ(at.all().network.prepared(), nullptr) << "a pane that is not shown could still be copied";
    EXPECT_EQ(written(at, model::Out::network, "html"), "");
    EXPECT_THAT(test::called_in(said_by_findings(at)), IsEmpty());
    EXPECT_GT(at.all().screen().findings.hidden, 0);
}

TEST(WhoIsStillShown, WhoeverAskedUsToStopIsInNoFindingAndOnNobodysCard) {
    Prepared at;
    at.hide_names(false);
    const auto tess = at.model().session.index().people()[0];
    const std::string name = at.model().view()->label(base::EntityKind::person, 0);
    const auto about = [&] {
        std::string text = said_by_findings(at) + cards(at);
        std::int64_t times = 0;
        for (auto found = text.find(name); found != std::string::npos; found = text.find(name, found + 1)) ++times;
        return times;
    };
    EXPECT_GT(about(), 5);
    at(model::Edit{session::EndPerson{tess, column::Living::asked_us_to_stop}});
    // What others wrote down about her in words of their own (a column of the sample) is theirs; nothing that Kith says names her.
    std::string text = said_by_findings(at);
    EXPECT_EQ(text.find(name), std::string::npos);
    at(model::Undo{});
    EXPECT_NE(said_by_findings(at).find(name), std::string::npos) << "and comes back";
}

}  // namespace presentation_test
}  // namespace kith::viewer::app
