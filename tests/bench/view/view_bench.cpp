// CPU milliseconds of what the screen asks of viewer/model: a pan frame, picks, a linked selection, the find box, the table, a card.
//   view_bench FOLDER      a place made by make_city.py
//   view_bench --small     the neighbourhood (made when it is not there); exit 77 when there is nothing to make it from
// Exit 1: a result is wrong. No time is asserted.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/random.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"
#include "tests/bench/view/bench_place.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/chart.hpp"
#include "viewer/model/emphasis.hpp"
#include "viewer/model/find.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/network_scene.hpp"
#include "viewer/model/table.hpp"

namespace {
using namespace kith;
using namespace kith::viewer::model;

bool right = true;
void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "wrong: %s\n", what);
    right = false;
}

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Median and worst of twenty batches; a batch is as many calls as make the clock's step small.
void measured(const char* what, int calls, const std::function<void(int)>& once) {
    std::vector<double> times;
    for (int batch = 0; batch < 20; ++batch) {
        const double began = cpu_ms();
        for (int i = 0; i < calls; ++i) once(batch * calls + i);
        times.push_back((cpu_ms() - began) / calls);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-66s median %9.4f ms   95 %% below %9.4f ms\n", what, times[10], times[18]);
}
template <class Make>
auto once(const char* what, Make make) {
    const double began = cpu_ms();
    auto made = make();
    std::printf("%-66s        %9.1f ms\n", what, cpu_ms() - began);
    return made;
}

privacy::ViewPtr opened(const std::filesystem::path& folder) {
    const auto recipe = io::read_recipe(bench::recipe());
    if (!recipe) return std::fprintf(stderr, "%s\n", recipe.error().message.c_str()), nullptr;
    base::JobContext job;
    const auto place = place::read_place(*recipe, folder, job);
    if (!place) return std::fprintf(stderr, "%s\n", place.error().message.c_str()), nullptr;
    const auto view = privacy::open_view(*place, privacy::Audience::team);
    return view ? *view : nullptr;
}

struct City {
    privacy::ViewPtr view;
    session::EntityIndex index;
    column::SegmentPtr topology;
    MapView map;
};

/// Points of the pane, the same in every run.
std::vector<Vec2> places(const Camera& camera, std::size_t count) {
    base::RandomStream random(1, "pointer");
    std::vector<Vec2> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({random.uniform() * camera.pane.x, random.uniform() * camera.pane.y});
    return out;
}

void bench_frames(const City& city, const Camera& all) {
    Frame frame;
    for (const auto& [what, zoom] : {std::pair{"pan frame, the whole place", 1.0}, {"pan frame, a few neighbourhoods", 6.0}, {"pan frame, some streets", 40.0}}) {
        const Camera camera = zoomed(all, zoom, all.pane * 0.5);
        for (const bool labels : {false, true})
            measured((std::string(what) + (labels ? ", labels too" : "")).c_str(), 50, [&](int i) {
                FrameOptions options;
                options.moving = true;
                options.labels = labels;
                frame_of(city.map.prepared, panned(camera, {static_cast<double>(i % 100), static_cast<double>(i % 37)}), options, frame);
            });
        std::size_t drawn = 0;
        for (const auto& layer : frame.marks)
            for (const auto& stretch : layer) drawn += stretch.last - stretch.first;
        std::printf("    %zu marks in view, %zu drawn one by one, %zu labels\n", frame.points, drawn, frame.labels.size());
        expect(drawn <= most_points, "more marks drawn one by one than the bound");
    }
}

void bench_picks(const City& city, const Camera& all) {
    const Prepared& prepared = city.map.prepared;
    const auto pointer = places(all, 997);
    const auto at = [&](int i) { return pointer[static_cast<std::size_t>(i) % pointer.size()]; };
    Frame frame;
    frame_of(prepared, all, {}, frame);
    std::size_t hits = 0;
    measured("pick under the pointer, the whole place", 50, [&](int i) { hits += pick(prepared, frame, at(i)).has_value(); });
    const Camera near = zoomed(all, 40, all.pane * 0.5);
    Frame streets;
    frame_of(prepared, near, {}, streets);
    measured("pick under the pointer, some streets", 50, [&](int i) { hits += pick(prepared, streets, at(i)).has_value(); });
    expect(hits > 0, "nothing was ever picked");
    std::size_t people = 0;
    while (people < prepared.scene.marks.size() && prepared.scene.marks[people].kind != base::EntityKind::person) ++people;
    const PointIndex& points = prepared.marks.at(people);
    measured("the nearest of all people, 8 pixels, the whole place", 50, [&](int i) { hits += points.nearest(to_world(all, at(i)), 8 / all.pixels_per_metre).has_value(); });
    std::size_t found = 0;
    measured("box over a quarter of the pane", 5, [&](int i) { found = pick_box(prepared, all, at(i), at(i) + all.pane * 0.5).size(); });
    measured("box over everything", 5, [&](int) { found = pick_box(prepared, all, {-9999, -9999}, {9999, 9999}).size(); });
    std::size_t marks = 0;
    for (const auto& layer : prepared.scene.marks) marks += layer.size();
    expect(found == marks, "a box over everything does not hold everything");
    std::vector<Vec2> lasso;
    for (int i = 0; i < 200; ++i) {
        const double angle = i * 2 * 3.141592653589793 / 200, radius = (i % 2 == 0 ? 0.45 : 0.38) * all.pane.y;
        lasso.push_back(all.pane * 0.5 + Vec2{std::cos(angle), std::sin(angle)} * radius);
    }
    measured("lasso of 200 corners over most of the place", 5, [&](int) { found = pick_lasso(prepared, all, lasso).size(); });
    expect(found > 0 && found < marks, "the lasso holds some");
}

void bench_selection(const City& city) {
    base::RandomStream random(2, "selection");
    const std::size_t wanted = std::min<std::size_t>(50'000, city.index.people().size() / 2);
    std::vector<base::EntityKey> one, other;
    for (std::size_t i = 0; i < wanted; ++i) {
        one.push_back(city.index.people()[random.below(city.index.people().size())]);
        other.push_back(city.index.people()[random.below(city.index.people().size())]);
    }
    session::KeySet selection, hovered;
    Emphasised emphasised;
    emphasised.reset(*city.view);
    std::printf("selections of %zu people:\n", wanted);
    measured("the session's set changes", 1, [&](int i) { selection.change(i % 2 == 0 ? one : other, session::SelectMode::replace); });
    bool turn = false;
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
        turn = !turn;
        selection.change(turn ? one : other, session::SelectMode::replace);
        const double began = cpu_ms();
        emphasised.follow(city.index, selection, hovered, nullptr);
        times.push_back(cpu_ms() - began);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-66s median %9.4f ms   95 %% below %9.4f ms\n", "every view's marks follow", times[10], times[18]);
    expect(emphasised.marks().selected == selection.size(), "marks do not hold what is selected");
    const auto fields = fields_of(*city.view, {}, {base::EntityKind::person, {}});
    const Field* years = find_field(fields, "people.attributes/years_here");
    if (!years || !years->numeric()) return;
    std::vector<std::uint8_t> bytes(city.view->people());
    for (std::size_t row = 0; row < bytes.size(); ++row) bytes[row] = emphasised.marks().people[row] == picture::Emphasis::selected;
    auto histogram = histogram_of(*years, {}, 20);
    if (histogram) measured("a histogram counts what is selected", 1, [&](int) { count_selected(*histogram, *years, bytes); });
}

void bench_lists(const City& city) {
    const FindIndex index = once("find box: index of everybody and everything", [&] { return FindIndex(*city.view); });
    for (const char* query : {"p", "p00", "library", "community c", "choir 1", "zzz"}) {
        FoundList list;
        measured((std::string("find \"") + query + "\"").c_str(), 20, [&](int) { list = index.find(*city.view, query); });
        std::printf("    %zu shown, %lld more\n", list.found.size(), static_cast<long long>(list.more));
    }
    TableOptions options;
    options.of = TableOf::people;
    const Table as_read = once("table of people, as read", [&] { return *table_of(*city.view, {}, options); });
    expect(as_read.order.size() == as_read.rows, "the table lost somebody");
    options.sorted_by = label_column;
    once("table of people, by name", [&] { return table_of(*city.view, {}, options)->order.size(); });
    options.sorted_by = "people.attributes/years_here";
    once("table of people, by a number", [&] { return table_of(*city.view, {}, options)->order.size(); });
    TableRows rows;
    rows.cells = {{"people.attributes/age_band", "75", {}, {}, {}}};
    once("table of people, by a number, filtered by a word", [&] { return table_of(*city.view, {}, options, rows)->order.size(); });
}

void bench_cards(const City& city) {
    const CardSource source = once("cards: what they are made from", [&] { return CardSource(city.view, city.index, {}, city.topology); });
    base::RandomStream random(3, "cards");
    measured("a person's card", 5, [&](int) { expect(!source.person(random.below(city.view->people())).sections.empty(), "an empty card"); });
    measured("an asset's card", 5, [&](int) { expect(!source.asset(random.below(city.view->assets())).sections.empty(), "an empty card"); });
    NetworkOptions options;
    const privacy::Layer& layer = *city.view->primary_layer();
    options.around = city.view->key(base::EntityKind::area, 0, layer.as);
    const auto part = once("network of one neighbourhood: its part", [&] { return *subgraph_of(*city.view, city.index, *city.topology, options, {}); });
    std::printf("    %s\n", part.account.c_str());
    expect(part.shown_people > 0, "a neighbourhood without people");
}

}  // namespace

int main(int count, char** arguments) {
    const std::string what = count == 2 ? arguments[1] : "--small";
    const std::filesystem::path folder = what == "--small" ? bench::neighbourhood() : std::filesystem::path(what);
    if (folder.empty()) return std::puts("There is nothing to make the neighbourhood from; set KITH_SHARED to the folder that holds bench/."), 77;
    City city;
    city.view = once("the place is read", [&] { return opened(folder); });
    if (!city.view) return 1;
    std::printf("%zu people, %zu assets\n", city.view->people(), city.view->assets());
    city.index = once("keys of everybody", [&] { return session::EntityIndex(city.view); });
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    city.topology = once("ties through the lens", [&] { return *city.view->topology(all, job); });
    ViewOptions options;
    options.map.colour.column = "areas.neighbourhood/population";
    options.people.colour.column = "people.attributes/age_band";
    city.map = once("the map is prepared", [&] { return *map_view_of(*city.view, {}, options, {}, city.topology); });
    const Camera whole = fitted({{}, 1, {1280, 800}}, city.map.prepared.bounds);
    bench_frames(city, whole);
    bench_picks(city, whole);
    bench_selection(city);
    bench_lists(city);
    bench_cards(city);
    return right ? 0 : 1;
}
