// Reasons and introductions on cards, from the real analyses of the patch, against a plain walk over all their findings.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/host/analyses.hpp"
#include "tests/support/built.hpp"
#include "tests/viewer/model/patch.hpp"
#include "viewer/model/card.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/table.hpp"

namespace reasons_test {
using namespace kith;
using namespace kith::viewer::model;
using Kind = CardSection::Kind;

struct Run {
    privacy::ViewPtr view = test::patch();
    session::EntityIndex index{view};
    std::vector<host::AnalysisResult> results;
    std::vector<ResultOf> of;
    column::SegmentPtr topology;
    Run() {
        host::RunOptions options;
        options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
        base::JobContext job;
        const std::vector<host::AnalysisRequest> requests{{"kith.inventory"}, {"kith.isolation"}, {"kith.connection_gaps"}};
        auto made = host::run_analyses(*view, requests, options, job);
        EXPECT_TRUE(made) << (made ? "" : made.error().message);
        results = std::move(*made);
        for (const auto& result : results) {
            EXPECT_TRUE(result.ok()) << result.sentence;
            of.push_back({&result, view.get(), {}});
        }
        privacy::LensSpec all;
        all.as = "all";
        topology = *view->topology(all, job);
    }
    const host::Message& message(std::size_t result, std::size_t finding) const { return results[result].plugin->manifest.messages[results[result].findings.message(finding)]; }
};
const Run& run() {
    static const Run made;
    return made;
}
const CardSource& source() {
    static const CardSource made(run().view, run().index, run().of, run().topology);
    return made;
}
/// id -> cells of people.csv.
std::map<std::string, std::map<std::string, std::string>> people_by_id() {
    std::map<std::string, std::map<std::string, std::string>> out;
    for (auto& row : test::rows_of_file("people.csv")) out[row.at("id")] = row;
    return out;
}
bool rests(const std::map<std::string, std::string>& person) {
    return person.at("own_view") == "happy_as_is" && (person.at("own_view_until").empty() || person.at("own_view_until") >= "2026-06-30");
}

TEST(Reasons, EveryReasonAboutAPersonStandsOnTheirCardUnlessItRests) {
    std::map<std::int32_t, std::int64_t> expected;
    for (std::size_t r = 0; r < run().results.size(); ++r)
        for (std::size_t i = 0; i < run().results[r].findings.size(); ++i) {
            const host::Message& message = run().message(r, i);
            if (message.subjects.size() == 1 && message.subjects[0] == host::Entity::person && message.claim != host::Claim::question && message.claim != host::Claim::coverage &&
                (!message.whole_network || run().results[r].gate_open))
                ++expected[run().results[r].findings.subject(i)];
        }
    ASSERT_GT(expected.size(), 20u);
    const auto people = people_by_id();
    std::size_t resting = 0;
    for (const auto& [row, count] : expected) {
        const auto at = static_cast<std::size_t>(row);
        const Card card = source().person(at);
        const auto person = people.find(run().view->source_id(base::EntityKind::person, at));
        const CardSection* reasons = card.section(Kind::reasons);
        ASSERT_NE(reasons, nullptr) << "a finding about somebody who was only named";
        if (person != people.end() && rests(person->second)) {
            EXPECT_TRUE(reasons->lines.empty());
            ++resting;
            continue;
        }
        EXPECT_EQ(static_cast<std::int64_t>(reasons->lines.size()), count) << card.title;
        for (const CardLine& line : reasons->lines) {
            EXPECT_FALSE(line.text.empty());
            EXPECT_FALSE(line.why.empty()) << line.text;
            EXPECT_TRUE(line.finding);
        }
        // Gifts stand before reasons.
        EXPECT_LT(card.section(Kind::gifts), reasons);
    }
    EXPECT_LT(resting, expected.size());
}

TEST(Introductions, OnlyAmongWillingParticipantsAndNeverAPairToBeLeftApart) {
    const auto people = people_by_id();
    std::set<std::pair<std::string, std::string>> never;
    for (const auto& row : test::rows_of_file("never_introduce.csv")) {
        never.insert({row.at("a"), row.at("b")});
        never.insert({row.at("b"), row.at("a")});
    }
    std::size_t shown = 0;
    for (std::size_t at = 0; at < run().view->people(); ++at) {
        const Card card = source().person(at);
        const CardSection* section = card.section(Kind::introductions);
        if (!section) continue;
        const std::string id = run().view->source_id(base::EntityKind::person, at);
        if (!section->lines.empty()) {
            ASSERT_TRUE(people.contains(id)) << id;
            EXPECT_EQ(people.at(id).at("introduce"), "yes");
            EXPECT_EQ(people.at(id).at("role"), "participant");
            EXPECT_FALSE(rests(people.at(id)));
        }
        for (const CardLine& line : section->lines) {
            ++shown;
            ASSERT_TRUE(line.target);
            EXPECT_NE(*line.target, card.subject);
            if (line.target->kind != base::EntityKind::person) continue;
            const auto row = run().index.find(*line.target);
            const std::string other = run().view->source_id(base::EntityKind::person, static_cast<std::size_t>(row->row));
            EXPECT_EQ(people.at(other).at("introduce"), "yes") << id << " and " << other;
            EXPECT_FALSE(never.contains({id, other})) << id << " and " << other;
        }
    }
    EXPECT_GT(shown, 10u);
}

TEST(ResultFields, ColourTheMapAndFillTheTable) {
    ViewOptions options;
    const auto fields = fields_of(*run().view, run().of, {base::EntityKind::area, "area"});
    const auto of_inventory = std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.name().rfind("results.inventory.area.area/", 0) == 0 && field.numeric(); });
    ASSERT_NE(of_inventory, fields.end());
    options.map.colour.column = of_inventory->name();
    const auto map = map_view_of(*run().view, run().of, options, {}, nullptr);
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_TRUE(map->remarks.empty());
    TableOptions people;
    people.of = TableOf::people;
    const auto table = table_of(*run().view, run().of, people);
    ASSERT_TRUE(table);
    // Each cell of a result is what the result says; nothing becomes a number that is none.
    std::size_t looked_at = 0;
    for (const Field& field : table->columns) {
        if (field.name().rfind("results.isolation.person/", 0) != 0) continue;
        const auto* columns = run().results[1].columns_for(host::Entity::person);
        for (const host::OutputColumn* spec : columns->columns) {
            if (field.name() != "results.isolation.person/" + spec->key) continue;
            const host::ResultColumn column(*spec, *columns->segment);
            for (const std::uint32_t row : table->order) {
                ++looked_at;
                EXPECT_EQ(has_number(field.standing(row)), column.has_number(row));
                if (column.has_number(row)) EXPECT_EQ(field.number(row), column.value(row));
                else EXPECT_EQ(field.reason(row), column.reason(row).empty() ? std::string(words_of(field.standing(row))) : std::string(column.reason(row)));
            }
        }
    }
    EXPECT_GT(looked_at, 100u);
}

}  // namespace reasons_test
