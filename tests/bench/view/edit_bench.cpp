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

/// From a hand's wish to every record that the window draws from: the session's part, and the window's.
void measured(const char* what, Model& model, viewer::app::Preparation& preparation, const Intent& intent) {
    const double began = cpu_ms();
    apply(model, intent);
    const double applied = cpu_ms();
    preparation.update(model, true, false);
    const double prepared = cpu_ms();
    std::printf("%-28s %8.1f ms + %8.1f ms = %8.1f ms\n", what, applied - began, prepared - applied, prepared - began);
}

void edit(Model& model, viewer::app::Preparation& preparation, const char* what, const session::Change& change) {
    const auto before = model.session.revision_digest();
    for (int turn = 0; turn < 3; ++turn) {
        measured(what, model, preparation, Edit{change});
        expect(model.session.undo_list().size() == 1, "the edit was refused");
        measured("    and back", model, preparation, Undo{});
    }
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
    std::puts("                              the edit      all that is shown");
    edit(model, preparation, "a name", session::SetCells{{person}, "people.names/name", session::Value(std::string("Another"))});
    edit(model, preparation, "an age band", session::SetCells{{person}, "people.attributes/age_band", session::Value(std::string("75"))});
    edit(model, preparation, "a move", session::MoveTo{person, session::Point{400000, 300000}});
    edit(model, preparation, "a tie", session::AddTie{person, other, "friend", {}});
    edit(model, preparation, "a person ended", session::EndPerson{person});
    edit(model, preparation, "a person", session::AddPerson{"New", {}, column::Role::participant, {}});
    edit(model, preparation, "an event", session::AddEvent{column::EventKind::conversation, {}, person, {}, "words", "", {}});
    session.select(std::vector{person});
    if (tie) edit(model, preparation, "a tie ended", session::EndTie{*tie, session::Date{20000, column::Precision::day}});
    return right ? 0 : 1;
}
