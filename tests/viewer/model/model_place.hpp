#pragma once
// A model on a place that is open, as the window has it.
#include <chrono>
#include <thread>

#include "tests/support/session_place.hpp"
#include "viewer/model/reducer.hpp"

namespace kith::test {

struct OpenModel {
    session::Session session;
    viewer::model::Model model{session};

    explicit OpenModel(const std::filesystem::path& recipe = sample("patch") / "patch.toml") {
        viewer::model::apply(model, viewer::model::OpenRecipe{recipe});
        finish_jobs();
        EXPECT_TRUE(session.is_open());
    }
    /// As frames would: polls until nothing runs.
    void finish_jobs() {
        for (;;) {
            viewer::model::poll(model);
            if (!session.jobs().busy()) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        viewer::model::poll(model);
    }
    void run(std::vector<host::AnalysisRequest> requests) {
        viewer::model::apply(model, viewer::model::RunAnalyses{std::move(requests), 1});
        finish_jobs();
    }
    void operator()(const viewer::model::Intent& intent) { viewer::model::apply(model, intent); }
    base::EntityKey person(std::size_t row) const { return session.view()->key(base::EntityKind::person, row); }
    base::EntityKey asset(std::size_t row) const { return session.view()->key(base::EntityKind::asset, row); }
};

}  // namespace kith::test
