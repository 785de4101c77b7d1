// Ten thousand random intents: nothing falls over, every count reconciles after each of them, and undoing to the start ends at the
// very place and look that it began with.
#include "tests/viewer/model/model_place.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/command.hpp"
#include "viewer/model/findings.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/network_scene.hpp"
#include "viewer/model/table.hpp"

using namespace kith;
using namespace kith::viewer::model;

namespace intents_test {

class Hand {
public:
    Hand(test::OpenModel& at, std::uint64_t seed) : at_(at), random_(seed, "intents") {
        const auto geometry = view().segment("areas." + view().primary_layer()->as + ".geometry");
        const auto xy = geometry->find("points")->xy();
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            west_ = std::min(west_, xy[i]), east_ = std::max(east_, xy[i]);
            south_ = std::min(south_, xy[i + 1]), north_ = std::max(north_, xy[i + 1]);
        }
    }
    Intent next() {
        switch (below(10)) {
            case 0: case 1: case 2: return Edit{change()};
            case 3: return Undo{};
            case 4: return below(2) == 0 ? Intent(Redo{}) : Intent(Undo{});
            case 5: case 6: return looked_at();
            case 7: return restyle();
            case 8: return restyle();
            default: return window();
        }
    }

private:
    const privacy::View& view() const { return *at_.session.view(); }
    std::uint64_t below(std::uint64_t bound) { return random_.below(std::max<std::uint64_t>(bound, 1)); }
    base::EntityKey any(const std::vector<base::EntityKey>& keys) { return keys.empty() ? base::EntityKey{} : keys[below(keys.size())]; }
    base::EntityKey person() { return any(at_.session.index().people()); }
    base::EntityKey asset() { return any(at_.session.index().assets()); }
    base::EntityKey tie() { return any(at_.session.index().others(base::EntityKind::tie)); }
    base::EntityKey area() {
        const auto layers = view().layers().size();
        return any(at_.session.index().areas(below(layers)));
    }
    base::EntityKey anybody() { return below(2) == 0 ? person() : asset(); }
    session::Point point() { return {west_ + random_.uniform() * (east_ - west_), south_ + random_.uniform() * (north_ - south_)}; }
    std::vector<base::EntityKey> some() {
        std::vector<base::EntityKey> keys;
        for (std::uint64_t i = below(8); i > 0; --i) keys.push_back(below(6) == 0 ? area() : anybody());
        return keys;
    }
    session::SelectMode mode() { return static_cast<session::SelectMode>(below(4)); }

    session::Change change() {
        switch (below(20)) {
            case 14: return session::NoteDown{{{"Somebody new", {}, column::Role::participant, {}}}, {{{person()}, "people/introduce", true}}, {{person(), anybody(), "friend", {}}}, {{column::EventKind::conversation, session::Date{20'000}, person(), {}, "Said so", "", {}}}};
            case 15: case 16: return session::OfferIntroduction{person(), anybody(), session::Date{20'000}};
            case 17: return session::StepIntroduction{any(at_.session.index().others(base::EntityKind::event)), static_cast<session::IntroductionStep>(below(7)), session::Date{static_cast<std::int32_t>(20'000 + below(100))}};
            case 18: return session::SetEach{"people/introduce", {{person(), true}, {person(), session::Missing{column::State::not_asked}}}};
            case 0: return session::AddPerson{"Somebody", below(3) == 0 ? std::nullopt : std::optional(point()), static_cast<column::Role>(below(4)), {}};
            case 1: return session::AddAsset{"Something", below(2) == 0 ? "choir" : "allotment", point(), {}};
            case 2: return session::AddTie{person(), anybody(), below(2) == 0 ? "friend" : "attends", {}};
            case 3: return session::AddEvent{static_cast<column::EventKind>(below(7)), session::Date{20'000}, person(), {}, "Words", "", {}};
            case 4: return session::SetCells{{person(), person(), person()}, "people/introduce", below(2) == 0};
            case 5: return session::SetCells{{person()}, "people.gifts/interests", std::vector<std::string>{"thing " + std::to_string(below(9)), "chess"}};
            case 6: return session::MoveTo{anybody(), below(4) == 0 ? std::nullopt : std::optional(point())};
            case 7: return session::EndPerson{person(), static_cast<column::Living>(below(4))};
            case 8: return session::CloseAsset{asset()};
            case 9: return session::EndTie{tie(), session::Date{static_cast<std::int32_t>(19'000 + below(2'000))}};
            case 10: return session::Remove{{below(3) == 0 ? tie() : below(3) == 0 ? area() : anybody()}};
            case 11: return session::DrawArea{"Drawn", {point(), point(), point()}, base::Metres{20}};
            case 12: return session::PasteCells{{person(), person()}, {"people.names/name"}, "One\nAnother\n"};
            default: {
                base::Digest finding;
                finding.bytes[0] = static_cast<std::uint8_t>(below(5));
                return session::DismissFinding{finding, "Known already", below(2) == 0};
            }
        }
    }
    Intent looked_at() {
        switch (below(9)) {
            case 0: return Select{some(), mode()};
            case 1: return SelectAll{};
            case 2: return SelectInverse{};
            case 3: return SelectNeighbours{};
            case 4: return SelectInArea{area(), mode()};
            case 5: return SelectWhere{filter(), mode()};
            case 6: return SelectEvidence{at_.session.results().empty() ? 0 : at_.session.results()[0]->id, below(50), mode()};
            case 7: return Hover{some()};
            default: return Select{};
        }
    }
    Filter filter() {
        switch (below(7)) {
            case 4: return {"people/chosen", Filter::Kind::chosen, 0, 0, {}, {person(), person(), asset()}};
            case 5: return {"results.isolation.person/" + std::string(below(2) == 0 ? "ties" : "no such"), Filter::Kind::between, 1, static_cast<double>(below(5)), {}};
            case 0: return {"people/introduce", Filter::Kind::words, 0, 0, {below(2) == 0 ? "yes" : "not asked"}};
            case 1: return {"people.attributes/age_band", Filter::Kind::known, 0, 0, {}};
            case 2: return {"assets/class", Filter::Kind::words, 0, 0, {"association"}};
            case 3: return {"areas." + view().primary_layer()->as + "/km2", Filter::Kind::between, 0, random_.uniform() * 3, {}};
            default: return {"people.no_such/column", Filter::Kind::known, 0, 0, {}};
        }
    }
    Intent restyle() {
        ViewOptions o = at_.model.options;
        switch (below(21)) {
            case 11: o.people.colour.column = column(), o.people.size = column(), o.people.shape = column(); break;
            case 12: o.map.colour.column = "areas." + view().primary_layer()->as + (below(2) == 0 ? "/km2" : "/no such"), o.map.colour.second = below(3) == 0 ? o.map.colour.column : ""; break;
            case 13: o.map.colour.scheme = static_cast<picture::Scheme>(below(picture::scheme_count)), o.map.colour.reversed = !o.map.colour.reversed; break;
            case 14: o.table = {static_cast<TableOf>(below(5)), "", {column()}, below(2) == 0 ? column() : "", below(2) == 0, below(3) == 0}; break;
            case 15: o.charts = {column(), "areas." + view().primary_layer()->as + "/km2", ""}; break;
            case 16: o.network.arrangement = static_cast<Arrangement>(below(4)), o.network.community = column(), o.network.around = below(2) == 0 ? area() : anybody(); break;
            case 17: o.map.layers.assign(below(2), view().layers()[below(view().layers().size())].as), o.map.areas = !o.map.areas; break;
            case 18: o.map.walk_from = below(2) == 0 ? std::nullopt : std::optional(anybody()); break;
            case 19: o.findings = {{}, below(2) == 0 ? std::vector<std::string>() : std::vector<std::string>{"isolation"}, below(2) == 0, false}; break;
            case 20: o.map.ties = static_cast<TieDrawing>(below(3)), o.network.assets = !o.network.assets, ++o.network.seed; break;
            case 0: o.lens = o.lens.empty() ? "unpaid" : ""; break;
            case 1: o.classes.assign(1, static_cast<std::int32_t>(below(6))); break;
            case 2: o.filters.push_back(filter()); break;
            case 3: if (!o.filters.empty()) o.filters.pop_back(); break;
            case 4: o.network.around = anybody(), o.network.focus_depth = static_cast<int>(below(12)) - 1; break;
            case 5: o.people.show = !o.people.show; break;
            case 6: o.map.colour.classes = static_cast<int>(below(14)); break;
            case 7: o.findings.only_selected = !o.findings.only_selected; break;
            case 8: switch_backdrop(o.map, below(2) == 0 ? "streets" : "no such layer"); break;
            case 9: o.map.grid = !o.map.grid, o.map.grid_columns = static_cast<int>(below(40)); break;
            default: o.classes.clear(); break;
        }
        return Restyle{"Restyle", std::move(o), below(3)};
    }
    ColumnName column() {
        constexpr std::array<const char*, 7> some{"people/introduce", "people.attributes/age_band", "assets/class", "people/asked", "results.isolation.person/ties", "no such/column", ""};
        return some[below(some.size())];
    }
    Intent window() {
        switch (below(17)) {
            case 14: return PauseLayout{below(2) == 0};
            case 15: return KeepOnly{};
            case 0: return ShowDialog{static_cast<Dialog>(below(static_cast<std::uint64_t>(Dialog::introductions) + 1)), ""};
            case 1: return UseTool{static_cast<Tool>(below(9))};
            case 9: case 10: return TakeUp{{below(4) == 0 ? area() : anybody(), below(2) == 0, below(2) == 0, below(2) == 0 ? Pane::map : Pane::network, point(), point(), {}}};
            case 11: return CarryTo{point(), below(3) == 0 ? std::nullopt : std::optional(below(4) == 0 ? tie() : anybody())};
            case 12: return SetDown{};
            case 13: return below(2) == 0 ? Intent(LetGo{}) : Intent(SetDown{});
            case 2: case 3: return DrawPoint{point()};
            case 4: return DropPoint{};
            case 5: return FinishOutline{"By hand"};
            case 6: return FillWindow{below(2) == 0 ? std::nullopt : std::optional(static_cast<Pane>(below(9)))};
            case 8: {
                LookAt there;
                for (auto i = below(3); i > 0; --i) there.where.add(point().x, point().y);
                return there;
            }
            case 7: return ShowTo{below(2) == 0 ? privacy::Audience::safe : privacy::Audience::team};
            default: return Prefer{Preferences{static_cast<ThemeChoice>(below(3)), static_cast<int>(below(400)), false, below(2) == 0, 15, false, static_cast<picture::ColourSight>(below(5)), 1, 2, 3, 0.5f, Pane::findings}};
        }
    }

    test::OpenModel& at_;
    base::RandomStream random_;
    double west_ = 1e18, east_ = -1e18, south_ = 1e18, north_ = -1e18;
};

void expect_that_it_adds_up(const test::OpenModel& at, int step) {
    const Account account = account_of(at.model);
    for (const auto* lines : {&account.lines, &account.map})
        for (const Account::Line& line : *lines) ASSERT_TRUE(line.reconciles()) << step << ": " << line.what;
    const privacy::View& view = *at.session.view();
    ASSERT_EQ(account.lines[0].read, view.people_recorded()) << step;
    ASSERT_EQ(account.lines[1].read, static_cast<std::int64_t>(view.assets())) << step;
    ASSERT_EQ(at.session.index().people().size(), view.people()) << step;
    std::int64_t reached = 0;
    for (const auto& key : at.session.selection().keys()) reached += at.session.index().find(key).has_value();
    ASSERT_EQ(reached, static_cast<std::int64_t>(at.session.selection().size())) << step;
    ASSERT_LE(at.model.notices.size(), 20u);
}

/// What the window would make of it: map, network, table and the card of who is selected; what cannot be made is a sentence.
void prepare_everything(const test::OpenModel& at, int step) {
    const privacy::View& view = *at.model.view();
    const auto results = at.model.results();
    const Visibility& visible = at.model.visibility();
    Look look;
    look.people = visible.shown_people, look.assets = visible.shown_assets, look.areas = visible.shown_areas;
    look.index = &at.session.index();
    const auto said = [&](const auto& made, const char* what) { ASSERT_TRUE(made || !made.error().message.empty()) << step << ": " << what; };
    const auto map = map_view_of(view, results, at.model.options, look, at.model.topology());
    said(map, "map");
    std::int64_t marks = 0, told = 0;
    for (std::size_t i = 0; map && i < map->prepared.scene.marks.size(); ++i) marks += static_cast<std::int64_t>(map->prepared.scene.marks[i].size());
    for (const Account::Line& line : account_of(at.model).map) told += line.what == "areas" ? 0 : line.shown;
    ASSERT_EQ(marks, map ? told : 0) << step << ": the map draws as many as it says";
    if (at.model.topology() != nullptr) {
        const auto part = subgraph_of(view, at.session.index(), *at.model.topology(), at.model.options.network, look);
        said(part, "network");
        if (part) {
            for (const Account::Line& line : network_account(at.model, *part)) ASSERT_TRUE(line.reconciles()) << step << ": network, " << line.what;
            const auto order = layout_order(view, results, *part, at.model.options.network);
            ASSERT_EQ(order.groups.size(), part->nodes.size()) << step;
            const std::vector<layout::Point> somewhere(part->nodes.size());
            said(network_view_of(view, results, *part, somewhere, {}, at.model.options, look), "network's picture");
        }
    }
    said(table_of(view, results, at.model.options.table, {}), "table");
    CardSource cards(at.model.view(), at.session.index(), results, at.model.topology());
    for (const auto& key : at.session.selection().keys())
        if (const auto row = at.session.index().find(key)) {
            const auto card = cards.card(*row);
            ASSERT_TRUE(!card || !card->title.empty()) << step;
            break;
        }
}

/// All that a map draws, and what the account and the chips say, in words: two that are the same look and count the same.
std::string picture_of(test::OpenModel& at) {
    at(Prefer{Preferences()});
    const Visibility& visible = at.model.visibility();
    Look look;
    look.people = visible.shown_people;
    look.assets = visible.shown_assets;
    const auto results = at.model.results();
    const auto map = map_view_of(*at.model.view(), results, at.model.options, look, at.model.topology());
    EXPECT_TRUE(map);
    std::string text = at.session.revision_digest().hex() + '\n';
    const auto say = [&](const auto&... parts) { ((text += parts + std::string(" ")), ...); };
    for (const picture::MarkLayer& layer : map->prepared.scene.marks) {
        say(layer.name, std::to_string(layer.size()));
        for (std::size_t i = 0; i < layer.size(); ++i) say(std::to_string(layer.xy[2 * i]), std::to_string(layer.xy[2 * i + 1]), std::to_string(layer.styles[i]), std::to_string(layer.rows[i]));
    }
    for (const picture::LinkLayer& layer : map->prepared.scene.links) {
        say(std::to_string(layer.size()));
        for (const std::int32_t row : layer.rows) say(std::to_string(row));
    }
    for (const picture::Label& label : map->prepared.scene.labels) say(label.text);
    for (const picture::Legend& legend : map->prepared.scene.legends)
        for (const auto& entry : legend.entries) say(legend.title, entry.label, std::to_string(entry.count));
    for (const Account::Line& line : account_of(at.model).lines) say(line.what, std::to_string(line.read), std::to_string(line.shown));
    for (const Chip& chip : chips_of(at.model)) say(chip.text, std::to_string(chip.hidden));
    const FindingList findings = finding_list(at.model);
    say(std::to_string(findings.all), std::to_string(findings.hidden));
    return text;
}

void do_many(test::OpenModel& at, std::uint64_t seed, int intents) {
    const base::Digest start = at.session.revision_digest();
    const std::string picture = picture_of(at);
    const ViewOptions look = at.model.options;
    const std::size_t people = at.session.view()->people();
    Hand hand(at, seed);
    int changed = 0;
    for (int step = 0; step < intents; ++step) {
        const auto before = at.session.edits().size();
        at(hand.next());
        changed += at.session.edits().size() > before;
        ASSERT_NO_FATAL_FAILURE(expect_that_it_adds_up(at, step));
        if (step % 100 == 0) {  // what the window would prepare
            trays_of(at.model);
            ASSERT_NO_FATAL_FAILURE(prepare_everything(at, step));
            const auto chips = chips_of(at.model);
            for (const Chip& chip : chips) ASSERT_FALSE(chip.text.empty());
            ASSERT_GT(commands(at.model).size(), 40u);
            const FindingList list = finding_list(at.model);
            ASSERT_EQ(list.all, static_cast<std::int64_t>(list.rows.size()) + list.hidden);
        }
    }
    EXPECT_GT(changed, intents / 20);  // it did change things
    at(ShowTo{privacy::Audience::team});
    while (!at.session.undo_list().empty()) {
        const std::size_t left = at.session.undo_list().size();
        at(Undo{});
        ASSERT_EQ(at.session.undo_list().size(), left - 1) << at.model.notices.back().text;
    }
    EXPECT_EQ(at.session.revision_digest(), start);
    EXPECT_TRUE(picture_of(at) == picture) << "the same place is drawn and counted otherwise";
    EXPECT_EQ(at.model.options, look);
    EXPECT_EQ(at.session.view()->people(), people);
    EXPECT_EQ(at.session.unsaved_edits(), 0u);
    EXPECT_TRUE(at.session.dismissals().empty());
}

TEST(Intents, FiveThousandOnTheSamplePatch) {
    test::OpenModel at;
    at.run({{"kith.isolation"}, {"kith.connection_gaps"}});
    ASSERT_EQ(at.session.results().size(), 2u);
    do_many(at, 1, 5'000);
}

TEST(Intents, FiveThousandOnAnInventedPlace) {
    const test::Folder folder;
    test::OpenModel at(test::invented_place(folder, 400));
    do_many(at, 2, 5'000);
}

TEST(Intents, WithoutAPlaceNothingHappensAndSomethingIsSaid) {
    session::Session session;
    Model model(session);
    for (const Intent& intent : {Intent(SelectAll{}), Intent(SelectInverse{}), Intent(SelectNeighbours{}), Intent(Undo{}), Intent(Redo{}), Intent(RunAnalyses{}),
                                 Intent(RunAgain{}), Intent(Edit{session::AddPerson{}}), Intent(SaveEdits{"/tmp/none"}), Intent(LoadEdits{"/tmp/none"}),
                                 Intent(SaveRecipe{"/tmp/none"}), Intent(SelectInArea{}), Intent(SelectWhere{}), Intent(SelectEvidence{}), Intent(ShowTo{privacy::Audience::safe})})
        apply(model, intent);
    EXPECT_FALSE(session.is_open());
    EXPECT_GT(model.notices.size(), 5u);
    EXPECT_FALSE(commands(model).empty());
    EXPECT_TRUE(chips_of(model).empty());
    EXPECT_TRUE(account_of(model).lines.empty());
    EXPECT_TRUE(finding_list(model).rows.empty());
}

}  // namespace intents_test
