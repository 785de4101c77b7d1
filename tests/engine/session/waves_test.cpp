// Better, the same, worse or not known: expected by hand from domain.md 3.2 to 3.5 and 5.3.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "engine/session/waves.hpp"

namespace kith::session {
namespace waves_test {

constexpr Period spring{100, 200};

std::array<std::int64_t, course_count> of(const std::vector<ScaleChange>& changes, std::string_view instrument, std::string_view id) {
    for (const ScaleChange& change : changes)
        if (change.scale->instrument == instrument && change.scale->id == id) return change.people;
    ADD_FAILURE() << "nobody was asked " << instrument << ' ' << id;
    return {};
}
void ask(std::vector<Answer>& answers, std::int32_t person, std::string_view instrument, std::string_view items, std::initializer_list<std::optional<double>> values, std::int32_t day) {
    for (const auto& value : values) {
        const std::size_t end = std::min(items.find(' '), items.size());
        answers.push_back({person, instrument, items.substr(0, end), value, day});
        items.remove_prefix(std::min(end + 1, items.size()));
    }
}

TEST(Waves, EachPersonIsInExactlyOneOfSix) {
    std::vector<Answer> answers;
    const auto love = [&](std::int32_t person, std::optional<double> value, std::int32_t day) { answers.push_back({person, "keys_2020", "love", value, day}); };
    love(1, 2, 50), love(1, 3, 150);                       // better
    love(2, 2, 50), love(2, 2, 150);                       // same
    love(3, 4, 50), love(3, 1, 150);                       // worse
    love(4, 2, 50), love(4, {}, 150);                      // declined the second time: not known
    love(5, 2, 50);                                        // a drop-out, and not "the same"
    love(6, 2, 150);                                       // asked once so far
    love(7, 1, 110), love(7, 3, 190);                      // both times within
    love(8, 2, 50), love(8, 4, 201);                       // what comes after the period is not known yet: a drop-out of it
    love(9, 4, 10), love(9, 1, 50), love(9, 2, 120), love(9, 3, 180);   // the last before with the last within: 1 with 3
    love(10, 3, 300);                                      // not asked by the period's end
    const auto found = changes_of(answers, spring);
    ASSERT_EQ(found.size(), 1u) << "only scales that somebody was asked";
    EXPECT_EQ(of(found, "keys_2020", "love"), (std::array<std::int64_t, course_count>{3, 1, 1, 1, 2, 1}));
}

/// LSNS-6, UCLA-3 and De Jong Gierveld as domain.md's section 9 scores them, and one answer changed.
TEST(Waves, ScoresByThePublishedRules) {
    std::vector<Answer> answers;
    ask(answers, 1, "lsns6", "f1 f2 f3 g1 g2 g3", {2, 3, 0, 4, 5, 1}, 50);     // family 5, friends 10
    ask(answers, 1, "lsns6", "f1 f2 f3 g1 g2 g3", {2, 3, 1, 4, 4, 1}, 150);    // family 6, friends 9, together 15 again
    ask(answers, 1, "ucla3", "a b c", {2, 2, 2}, 50);
    ask(answers, 1, "ucla3", "a b c", {1, 2, 2}, 150);                         // felt less
    ask(answers, 1, "djg6", "e1 e2 e3 s1 s2 s3", {1, 2, 3, 3, 2, 1}, 50);      // emotional 2, social 2
    ask(answers, 1, "djg6", "e1 e2 e3 s1 s2 s3", {1, 3, 3, 3, 3, 1}, 150);     // more or less and yes are alike there: emotional 2; social 1
    const auto found = changes_of(answers, spring);
    using P = std::array<std::int64_t, course_count>;
    EXPECT_EQ(of(found, "lsns6", "family"), (P{1, 0, 0, 0, 0, 0}));
    EXPECT_EQ(of(found, "lsns6", "friends"), (P{0, 0, 1, 0, 0, 0}));
    EXPECT_EQ(of(found, "lsns6", "total"), (P{0, 1, 0, 0, 0, 0}));
    EXPECT_EQ(of(found, "ucla3", "total"), (P{1, 0, 0, 0, 0, 0})) << "less is better";
    EXPECT_EQ(of(found, "djg6", "emotional"), (P{0, 1, 0, 0, 0, 0}));
    EXPECT_EQ(of(found, "djg6", "social"), (P{1, 0, 0, 0, 0, 0}));
}

TEST(Waves, AMissingOrImpossibleAnswerLeavesItNotKnown) {
    std::vector<Answer> answers;
    ask(answers, 1, "lsns6", "f1 f2 f3 g1 g2 g3", {2, 3, 0, 4, {}, 1}, 50);
    ask(answers, 1, "lsns6", "f1 f2 f3 g1 g2 g3", {2, 3, 0, 4, 5, 1}, 150);
    ask(answers, 2, "ucla3", "a b", {2, 2}, 50);                               // broken off
    ask(answers, 2, "ucla3", "a b c", {2, 2, 2}, 150);
    ask(answers, 3, "ucla3", "a b c", {2, 2, 9}, 50);                          // 9 is no answer of this scale
    ask(answers, 3, "ucla3", "a b c", {2, 2, 2}, 150);
    const auto found = changes_of(answers, spring);
    using P = std::array<std::int64_t, course_count>;
    EXPECT_EQ(of(found, "lsns6", "family"), (P{0, 1, 0, 0, 0, 0})) << "its own items were all answered";
    EXPECT_EQ(of(found, "lsns6", "friends"), (P{0, 0, 0, 1, 0, 0}));
    EXPECT_EQ(of(found, "lsns6", "total"), (P{0, 0, 0, 1, 0, 0}));
    EXPECT_EQ(of(found, "ucla3", "total"), (P{0, 0, 0, 2, 0, 0}));
}

/// Keys and factors are never summed, and what data/instruments.csv lists is what the scales ask for.
TEST(Waves, TheScalesAskForTheInstrumentsItems) {
    std::map<std::string, std::set<std::string>> listed, asked;
    std::ifstream file(std::string(KITH_SOURCE_DIR) + "/data/instruments.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) listed[line.substr(0, line.find(','))].insert(line.substr(line.find(',') + 1, line.find(',', line.find(',') + 1) - line.find(',') - 1));
    for (const Scale& scale : scales()) {
        std::string items(scale.items);
        const bool summed = items.find(' ') != std::string::npos;
        EXPECT_FALSE(summed && (scale.instrument.starts_with("keys_") || scale.instrument == "real_wealth")) << scale.id;
        for (std::size_t at = 0; at <= items.size();) {
            const std::size_t end = std::min(items.find(' ', at), items.size());
            asked[std::string(scale.instrument)].insert(items.substr(at, end - at));
            at = end + 1;
        }
    }
    EXPECT_EQ(asked, listed);
}

}  // namespace waves_test
}  // namespace kith::session
