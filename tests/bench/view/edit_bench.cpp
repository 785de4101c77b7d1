// CPU milliseconds from an edit to all that a picture is made of, and of taking it back.
//   edit_bench FOLDER      a place made by make_city.py
//   edit_bench --small     the neighbourhood (made when it is not there); exit 77 when there is nothing to make it from
// Exit 1: a result is wrong. No time is asserted.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "engine/session/session.hpp"
#include "tests/bench/view/bench_place.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/reducer.hpp"
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

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// What a window makes anew when the place is another: ties through the lens, what is hidden, fields, the map, the table.
void look(const Model& model) {
    const double began = cpu_ms();
    const auto topology = model.topology();
    const double lens = cpu_ms();
    const Visibility& visible = model.visibility();
    const double hidden = cpu_ms();
    Look look;
    look.people = visible.shown_people;
    look.assets = visible.shown_assets;
    const auto map = map_view_of(*model.view(), {}, model.options, look, topology);
    expect(static_cast<bool>(map), "no map");
    const double mapped = cpu_ms();
    const CardSource cards(model.view(), model.session.index(), {}, topology);
    const double carded = cpu_ms();
    std::printf("    lens %.1f, visibility %.1f, map %.1f, cards %.1f\n", lens - began, hidden - lens, mapped - hidden, carded - mapped);
}

void edit(Model& model, const char* what, const session::Change& change) {
    const auto before = model.session.revision_digest();
    const std::size_t notices = model.notices.size();
    double began = cpu_ms();
    apply(model, Edit{change});
    std::printf("%-40s %9.1f ms\n", what, cpu_ms() - began);
    if (model.notices.size() != notices) std::printf("    %s\n", model.notices.back().text.c_str());
    look(model);
    expect(model.session.revision_digest() != before, "an edit changed nothing");
    began = cpu_ms();
    apply(model, Undo{});
    std::printf("%-40s %9.1f ms\n", "    and back", cpu_ms() - began);
    look(model);
    expect(model.session.revision_digest() == before, "undone is not as it was");
}

}  // namespace

int main(int count, char** arguments) {
    const std::string what = count == 2 ? arguments[1] : "--small";
    const std::filesystem::path folder = what == "--small" ? bench::neighbourhood() : std::filesystem::path(what);
    if (folder.empty()) return std::puts("There is nothing to make the neighbourhood from; set KITH_SHARED to the folder that holds bench/."), 77;
    session::Session session;
    Model model(session);
    double began = cpu_ms();
    apply(model, OpenRecipe{bench::recipe(), folder});
    while (session.jobs().busy()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        poll(model);
    }
    poll(model);
    if (!session.is_open()) return std::fprintf(stderr, "not opened\n"), 1;
    std::printf("%-40s %9.1f ms\n", "opened", cpu_ms() - began);
    std::printf("%zu people, %zu assets\n", session.view()->people(), session.view()->assets());
    look(model);
    const auto person = session.index().people()[7], other = session.index().people()[1007];
    const auto& ties = session.index().others(base::EntityKind::tie);
    const auto tie = ties.empty() ? base::EntityKey{} : ties[ties.size() / 2];
    edit(model, "a name", session::SetCells{{person}, "people.names/name", session::Value(std::string("Another"))});
    edit(model, "own view", session::SetCells{{person}, "people.attributes/age_band", session::Value(std::string("75"))});
    edit(model, "a move", session::MoveTo{person, session::Point{400000, 300000}});
    edit(model, "a tie", session::AddTie{person, other, "friend", {}});
    edit(model, "a person ended", session::EndPerson{person});
    edit(model, "a person", session::AddPerson{"New", {}, column::Role::participant, {}});
    edit(model, "an event", session::AddEvent{column::EventKind::conversation, {}, person, {}, "words", "", {}});
    if (tie != base::EntityKey{}) edit(model, "a tie ended", session::EndTie{tie, session::Date{20000, column::Precision::day}});
    return right ? 0 : 1;
}
