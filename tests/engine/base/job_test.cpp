#include "engine/base/job.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace job_test {
using namespace kith::base;

TEST(JobContext, ReportsAboutAHundredTimesAStage) {
    std::vector<std::pair<std::string, double>> said;
    JobContext job([&](std::string_view stage, double fraction) { said.emplace_back(stage, fraction); });
    job.begin("reading");
    for (int i = 0; i <= 100000; ++i) job.progress(i / 100000.0);
    EXPECT_GE(said.size(), 90u);
    EXPECT_LE(said.size(), 102u);
    EXPECT_EQ(said.front(), std::pair(std::string("reading"), 0.0));
    EXPECT_EQ(said.back().second, 1.0);
    EXPECT_TRUE(std::is_sorted(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.second < b.second; }));
    said.clear();
    job.begin("writing");
    EXPECT_EQ(said.size(), 1u);
    job.progress(0.5);
    job.progress(0.2);  // never backwards
    EXPECT_EQ(said.size(), 2u);
}

TEST(JobContext, KeepsTheNameOfItsStage) {
    std::vector<std::string> told;
    JobContext job([&](std::string_view stage, double) { told.emplace_back(stage); });
    { job.begin(std::string("a stage whose name is longer than what a string ") + "keeps inside itself"); }
    job.progress(0.5);
    EXPECT_EQ(told, (std::vector<std::string>(2, "a stage whose name is longer than what a string keeps inside itself")));
}

TEST(JobContext, StopsWhenAsked) {
    JobContext job;
    EXPECT_TRUE(job.check());
    EXPECT_FALSE(job.stopped());
    std::thread other([&] { job.cancel(); });
    other.join();
    EXPECT_TRUE(job.stopped());
    ASSERT_FALSE(job.check());
    EXPECT_EQ(job.check().error().code, Code::cancelled);
}

TEST(JobContext, ReportsOneAtATimeFromSeveralThreads) {
    std::vector<std::pair<std::string, double>> said;  // guarded by nothing here
    JobContext job([&](std::string_view stage, double fraction) { said.emplace_back(stage, fraction); });
    job.begin("a stage whose name is longer than what a string keeps inside itself");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i <= 1000; ++i) job.progress(i / 1000.0);
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(said.size(), 102u);
    EXPECT_EQ(said.back().second, 1.0);
    EXPECT_TRUE(std::is_sorted(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.second < b.second; })) << "never backwards";
}

}  // namespace job_test
