#pragma once
// Three people, on whom hostile plugins are let loose.
#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "engine/host/analyses.hpp"
#include "tests/hostile/children.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace kith::test {

inline FakeView& village() {
    static FakeView view;
    if (view.people_ == 0) {
        SmallPlace place;
        place.people = {{"Ann"}, {"Bob"}, {"Cyd"}};
        place.fill(view);
    }
    return view;
}

inline host::RunOptions options(int landlock = process::newest_landlock) {
    host::RunOptions made;
    made.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
    made.timeout = std::chrono::seconds(20);
    made.memory = std::uint64_t{256} << 20;
    made.landlock_at_most = landlock;
    return made;
}

inline std::vector<host::AnalysisResult> run(const std::vector<host::AnalysisRequest>& requests, const host::RunOptions& how = options()) {
    base::JobContext job;
    auto results = host::run_analyses(village(), requests, how, job);
    EXPECT_TRUE(results) << results.error().message;
    return std::move(*results);
}

/// Of the one output about people.
inline std::vector<double> values(const host::AnalysisResult& result) {
    const auto& people = result.columns.at(0);
    const host::ResultColumn n(*people.columns[0], *people.segment);
    std::vector<double> list;
    for (std::size_t row = 0; row < n.rows(); ++row) list.push_back(n.value(row));
    return list;
}

}  // namespace kith::test
