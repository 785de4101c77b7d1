#pragma once
// From the algorithms' answers to output columns, tables and findings of the manifest.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plugins/isolation/inputs.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::isolation {

/// The person columns, one a measure.
class PersonColumns {
public:
    explicit PersonColumns(const sdk::Run& run);
    void write(std::size_t person, const PersonMeasures& measures);
    void not_a_participant(std::size_t person);

private:
    struct One {
        Measure measure;
        const char* key;
        sdk::Output out;
        std::array<std::int32_t, why_count> reasons;  // by Why; -1: not looked up yet
    };
    void no(One& column, std::size_t person, Why why);
    const sdk::Run& run_;
    std::vector<One> columns_;
};

/// Findings on people: one a reason, each with what is there already.
class PersonFindings {
public:
    PersonFindings(const sdk::Run& run, const NetworkInputs& inputs);
    void write(const Found& found, const Strengths& known, Facets complete);

private:
    void strengths(sdk::Finding& finding, std::int32_t person, const Strengths& known) const;
    void gifts(sdk::Finding& finding, const sdk::Column& column, std::int32_t person, sdk::Strength strength, sdk::Argument what) const;

    struct Phrase {
        sdk::Strength strength;
        sdk::Argument first, second;
    };
    Phrase phrase(const char* id, const char* first, const char* second = nullptr) const;

    const sdk::Run& run_;
    std::int32_t people_;
    sdk::Column offers_, interests_, own_view_;
    sdk::Reach reach_;
    std::array<std::array<sdk::Message, 2>, reason_count> messages_;
    sdk::Argument asked_, metres_, others_;
    double near_metres_;
    Phrase offer_, like_, groups_, groups_named_, people_known_, gives_, named_, places_, introducers_, wants_more_;
};

/// The table of what to ask next, and how many were asked.
struct AskedCounts {
    std::int64_t participants = 0, fully = 0, partly = 0, not_asked = 0, happy = 0, to_get_to_know = 0;
};
void write_to_ask(const sdk::Run& run, std::int32_t person, Facets complete, std::int32_t asked_on);
void write_counts(const sdk::Run& run, const AskedCounts& counts);

/// Results of instruments, of the whole place and of the areas of the primary layer.
void write_group_results(const sdk::Run& run, const BackgroundInputs& background, const std::vector<std::uint8_t>& subjects);

}  // namespace kith::isolation
