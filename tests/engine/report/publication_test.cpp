// A publication: what could not be worked out is named in it, and each layer of areas has its own results.
#include "engine/report/publication.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/report/export_layers.hpp"
#include "tests/engine/report/sample.hpp"
#include "tests/support/folder.hpp"

namespace kith::report {
namespace publication_test {

using host::Verdict;
using testing::HasSubstr;
using testing::Not;

host::AnalysisResult ended(Verdict verdict) {
    auto result = test::here_result();
    if (verdict == Verdict::ok) return result;
    result.verdict = verdict;
    result.sentence = "'What is here' (kith.here) ended in /home/sam/plugins with code 7.";
    result.columns.clear();
    result.tables.clear();
    result.findings = {};
    return result;
}

/// All that it writes, and the files.
struct Written {
    explicit Written(const std::vector<host::AnalysisResult>& results) {
        const auto view = test::sample_view(privacy::Audience::anybody);
        const privacy::PeopleTables people;
        base::JobContext job;
        auto output = begin_publication(folder / "out", privacy::Audience::anybody, false);
        EXPECT_TRUE(output);
        const auto written = write_publication({view, people, {}, "0.1.0", "2026-11-29", results}, *output, job);
        EXPECT_TRUE(written) << written.error().message;
        EXPECT_TRUE(output->commit());
    }
    std::string text(const std::string& file) const { return test::text_of_file(folder.path() / "out" / file); }
    test::Folder folder;
};

TEST(Publication, NamesWhatCouldNotBeWorkedOutInWordsForWhoeverReadsIt) {
    for (const Verdict verdict :
        {Verdict::failed, Verdict::crashed, Verdict::killed, Verdict::timed_out, Verdict::violation, Verdict::setup_error,
            Verdict::invalid_result, Verdict::internal, Verdict::bad_request, Verdict::not_possible, Verdict::not_granted}) {
        const std::vector results{ended(verdict)};
        const auto sentences = not_worked_out(results);
        ASSERT_EQ(sentences.size(), 1u) << host::name_of(verdict);
        EXPECT_THAT(sentences[0], testing::StartsWith("'What is here' could not be worked out: ")) << host::name_of(verdict);
        EXPECT_THAT(sentences[0], Not(HasSubstr("/home"))) << "what is on this machine is not told";
    }
    const Written written({ended(Verdict::timed_out)});
    for (const char* file : {"index.html", "about.txt"}) {
        EXPECT_THAT(written.text(file), HasSubstr("could not be worked out: it took too long")) << file;
        EXPECT_THAT(written.text(file), Not(HasSubstr("/home"))) << file;
    }
}

TEST(Publication, NamesNothingThatWasWorkedOutOrIsForTheTeam) {
    EXPECT_TRUE(not_worked_out(std::vector{ended(Verdict::ok), ended(Verdict::kept_for_team)}).empty());
    const Written written({ended(Verdict::ok)});
    EXPECT_THAT(written.text("index.html"), Not(HasSubstr("could not be worked out")));
}

TEST(Publication, WhatWasWorkedOutStandsInTheLayerThatItIsOf) {
    const Written written({ended(Verdict::ok)});
    EXPECT_THAT(written.text("data/areas_hood.csv"), HasSubstr("here_assets"));
    EXPECT_THAT(written.text("data/areas_hood.csv"), HasSubstr("0.25"));
    EXPECT_THAT(written.text("data/areas.csv"), HasSubstr("3.33"));
}

TEST(ExportLayers, SayWhichAreasTheyAreAsTheRecipeCallsThem) {
    const auto view = test::sample_view();
    base::JobContext job;
    const auto layers = export_layers(view, {}, job);
    ASSERT_TRUE(layers) << layers.error().message;
    ASSERT_EQ(layers->areas.size(), 2u);
    EXPECT_EQ(layers->areas[0].areas, "ward");
    EXPECT_EQ(layers->areas[1].areas, "hood");
    EXPECT_EQ(layers->people->areas, "");
}

}  // namespace publication_test
}  // namespace kith::report
