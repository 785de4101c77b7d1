// CPU and wall milliseconds from an edit to all that a picture is made of, and of taking it back, of twenty turns each.
//   edit_bench FOLDER      a place made by make_city.py
//   edit_bench --small     the neighbourhood (made when it is not there); exit 77 when there is nothing to make it from
// Exit 1: a result is wrong. No time is asserted.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "engine/session/session.hpp"
#include "tests/bench/view/bench_place.hpp"
#include "viewer/app/preparation.hpp"
#include "viewer/model/reducer.hpp"

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

const int turns = std::getenv("KITH_TURNS") ? std::atoi(std::getenv("KITH_TURNS")) : 20;

double wall_ms() { return 1e-6 * static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()); }

struct Times {
    std::vector<double> edit, all, wall;
    static double at(std::vector<double> times, double share) {
        std::sort(times.begin(), times.end());
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1) + 0.5)];
    }
    void say(const char* what) const {
        double load = 0;
        if (getloadavg(&load, 1) != 1) load = -1;
        std::printf("%-24s %8.1f %8.1f %8.1f %8.1f %8.1f %6.1f\n", what, at(edit, 0.5), at(all, 0.5), at(wall, 0.5), at(wall, 0.95), *std::max_element(wall.begin(), wall.end()), load);
    }
};

/// From a hand's wish to every record that the window draws from: the session's part, and with the window's.
void measured(Times& into, Model& model, viewer::app::Preparation& preparation, const Intent& intent) {
    const double began = cpu_ms(), from = wall_ms();
    apply(model, intent);
    into.edit.push_back(cpu_ms() - began);
    preparation.update(model, true, false);
    into.all.push_back(cpu_ms() - began);
    into.wall.push_back(wall_ms() - from);
}

void edit(Model& model, viewer::app::Preparation& preparation, const char* what, const session::Change& change) {
    const auto before = model.session.revision_digest();
    Times there, back;
    for (int turn = 0; turn < turns; ++turn) {
        measured(there, model, preparation, Edit{change});
        if (model.session.undo_list().size() != 1) std::fprintf(stderr, "%s: %s\n", what, model.notices.back().text.c_str());
        expect(model.session.undo_list().size() == 1, "the edit was refused");
        measured(back, model, preparation, Undo{});
    }
    there.say(what);
    back.say("    and back");
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
    viewer::app::Preparation preparation;
    preparation.update(model, true, false);
    const auto person = session.index().people()[7], other = session.index().people()[1007];
    const auto tie = session.index().key(base::EntityKind::tie, 1000);
    if (tie) session.select(std::vector{*tie});  // as a press on it does
    std::puts("                             CPU: edit,  to all shown; wall: p50,  p95,     most; load");
    edit(model, preparation, "a name", session::SetCells{{person}, "people.names/name", session::Value(std::string("Another"))});
    edit(model, preparation, "an age band", session::SetCells{{person}, "people.attributes/age_band", session::Value(std::string("75"))});
    edit(model, preparation, "a move", session::MoveTo{person, session::Point{400000, 300000}});
    edit(model, preparation, "a tie", session::AddTie{person, other, "friend", {}});
    edit(model, preparation, "a person ended", session::EndPerson{person});
    edit(model, preparation, "a person", session::AddPerson{"New", {}, column::Role::participant, {}});
    edit(model, preparation, "a person removed", session::Remove{{session.index().people()[8]}});
    const auto& everybody = session.index().people();
    edit(model, preparation, "a thousand removed", session::Remove{{everybody.begin(), everybody.begin() + std::min<std::ptrdiff_t>(1000, static_cast<std::ptrdiff_t>(everybody.size()))}});
    edit(model, preparation, "an event", session::AddEvent{column::EventKind::conversation, {}, person, {}, "words", "", {}});
    session.select(std::vector{person});
    if (tie) edit(model, preparation, "a tie ended", session::EndTie{*tie, session::Date{20000, column::Precision::day}});
    if (tie) edit(model, preparation, "a tie removed", session::Remove{{*tie}});
    return right ? 0 : 1;
}
