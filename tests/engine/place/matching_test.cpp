// Doubles planted in generated places, among neighbours who are alike and not the same. What is a double is known from the planting.
#include "engine/place/matching.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <cstdio>
#include <set>

#include "engine/column/builder.hpp"
#include "engine/place/likeness.hpp"

namespace kith {
namespace matching_test {

using base::EntityKey;
using base::EntityKind;
using place::RevisionPtr;

struct Town {
    std::vector<std::string> names, subtypes;
    std::vector<double> xy;
    std::set<std::pair<std::int32_t, std::int32_t>> doubles;
    std::uint64_t state;
    explicit Town(std::uint64_t seed) : state(seed) {}

    std::uint64_t next() { return state = state * 6364136223846793005ull + 1442695040888963407ull, state >> 33; }
    template <class List>
    auto one_of(const List& list) { return list[next() % std::size(list)]; }
    double between(double from, double to) { return from + (to - from) * static_cast<double>(next() % 100000) / 100000; }
};

const std::vector<std::string> streets{"Oakfield", "Hillsborough", "Walkley", "Crookes", "Burngreave", "Manor", "Heeley", "Meersbrook", "Norfolk", "Darnall", "Firth", "Wincobank", "Sharrow", "Nether Edge",
                                       "Gleadless", "Arbourthorne", "Parson Cross", "Southey", "Foxhill", "Shirecliffe", "Woodseats", "Totley", "Dore", "Ecclesall", "Broomhill", "Tinsley"};
const std::vector<std::pair<std::string, std::string>> kinds{{"Library", "library"}, {"Community Centre", "community_centre"}, {"Primary School", "school"}, {"Methodist Church", "place_of_worship"},
                                                             {"Park", "park"}, {"Medical Centre", "gp"}, {"Allotments", "allotment"}, {"Working Men's Club", "club"}};

/// What clerks make of a name: an article, an abbreviation, a slip, other case, a district behind it.
std::string written_again(Town& town, std::string name) {
    switch (town.next() % 5) {
        case 0: return "The " + name;
        case 1: {
            const std::size_t at = name.find("Centre");
            return at == std::string::npos ? name + "." : name.replace(at, 6, "Ctr");
        }
        case 2: {
            const std::size_t at = 1 + town.next() % 5;
            return name.erase(at, 1);
        }
        case 3: {
            for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            return name;
        }
        default: return name + " (Sheffield)";
    }
}

Town town_of(std::size_t places, std::size_t doubles, std::uint64_t seed) {
    Town town(seed);
    for (std::size_t i = 0; i < places; ++i) {  // a library, a church and a school of one street stand near one another: alike, not the same
        const double x = town.between(0, 12000), y = town.between(0, 12000);
        const std::string street = town.one_of(streets);
        for (std::size_t k = 0; k < 3 && town.names.size() < places; ++k) {
            const auto& [kind, subtype] = town.one_of(kinds);
            bool there = false;  // two halls of one name stand in different parts of a town
            for (std::size_t other = 0; other < town.names.size(); ++other)
                there |= town.names[other] == street + ' ' + kind && std::abs(town.xy[2 * other] - x) < 1000 && std::abs(town.xy[2 * other + 1] - y) < 1000;
            if (there) continue;
            town.names.push_back(street + ' ' + kind);
            town.subtypes.push_back(subtype);
            town.xy.insert(town.xy.end(), {x + town.between(0, 200), y + town.between(0, 200)});
        }
    }
    for (std::size_t d = 0; d < doubles; ++d) {
        const auto of = static_cast<std::int32_t>(d * town.names.size() / (doubles + d));
        bool taken = false;
        for (const auto& [a, b] : town.doubles) taken |= a == of;
        if (taken || of >= static_cast<std::int32_t>(places)) continue;
        const auto from = static_cast<std::size_t>(of);
        town.doubles.emplace(of, static_cast<std::int32_t>(town.names.size()));
        town.names.push_back(written_again(town, town.names[from]));
        town.subtypes.push_back(town.subtypes[from]);
        town.xy.insert(town.xy.end(), {town.xy[2 * from] + town.between(-60, 60), town.xy[2 * from + 1] + town.between(-60, 60)});
    }
    return town;
}

column::SegmentPtr finished(column::SegmentBuilder&& builder) { return *std::move(builder).finish(column::heap_memory); }

EntityKey key(std::size_t row) { return base::key_for(EntityKind::asset, "assets:t.csv", std::to_string(row)); }

RevisionPtr revision_of(const Town& town) {
    const std::size_t rows = town.names.size();
    std::vector<std::int64_t> high, low, source(rows, 1);
    std::vector<std::int32_t> zero(rows, 0), none(rows, -1), itself;
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < rows; ++row) {
        high.push_back(static_cast<std::int64_t>(key(row).high));
        low.push_back(static_cast<std::int64_t>(key(row).low));
        itself.push_back(static_cast<std::int32_t>(row));
        ids.push_back(std::to_string(row));
    }
    column::SegmentBuilder assets("assets"), names("assets.names"), positions("assets.positions");
    assets.add_i64("key_high", high).add_i64("key_low", low).add_i32("class", zero).add_i32("area", none).add_i32("counted_with", itself).add_i64("source_row", source);
    assets.add_strings("subtype", town.subtypes);
    names.add_strings("id", ids).add_strings("name", town.names);
    positions.add_points("point", town.xy, column::States(rows, 0));
    return std::make_shared<place::Revision>(std::vector<column::SegmentPtr>{finished(std::move(assets)), finished(std::move(names)), finished(std::move(positions))});
}

TEST(Matching, PlantedDoublesAreFoundAndNeighboursAreNot) {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        const Town town = town_of(3000, 300, seed);
        std::set<std::pair<EntityKey, EntityKey>> planted;
        for (const auto& [a, b] : town.doubles) planted.insert({key(static_cast<std::size_t>(a)), key(static_cast<std::size_t>(b))});
        const auto matches = place::possible_doubles(*revision_of(town), {});
        std::size_t right = 0;
        for (const auto& pair : matches.pairs) right += planted.contains({pair.a, pair.b}) ? 1U : 0U;
        const double recall = static_cast<double>(right) / static_cast<double>(planted.size()), precision = static_cast<double>(right) / static_cast<double>(matches.pairs.size());
        std::printf("seed %d: %zu places, %zu planted, %zu proposed, recall %.3f, precision %.3f, %lld pairs compared\n", static_cast<int>(seed), town.names.size(), planted.size(), matches.pairs.size(), recall,
                    precision, static_cast<long long>(matches.compared));
        ASSERT_GT(planted.size(), 100U);
        EXPECT_GE(recall, 0.9);
        EXPECT_GE(precision, 0.85);
    }
}

TEST(Matching, APairThatWasDeclinedNeverComesAgainAndTheRestDoes) {
    const Town town = town_of(600, 60, 7);
    const RevisionPtr revision = revision_of(town);
    const auto before = place::possible_doubles(*revision, {});
    ASSERT_GT(before.pairs.size(), 2U);
    const auto& first = before.pairs[0];
    const std::vector<place::Decision> decisions{{first.b, first.a, false, "two halls"}};  // whichever way round
    const auto after = place::possible_doubles(*revision, decisions);
    EXPECT_EQ(after.pairs.size() + 1, before.pairs.size());
    EXPECT_EQ(after.decided, 1);
    for (const auto& pair : after.pairs) EXPECT_FALSE(pair.a == first.a && pair.b == first.b);
}

TEST(Matching, WhatIsLookedAtGrowsWithThePlaceAndNotWithItsSquare) {
    // Four times as many places on four times the ground: every square as full as before.
    Town small = town_of(2000, 0, 5), large(5);
    for (int quarter = 0; quarter < 4; ++quarter)
        for (std::size_t row = 0; row < small.names.size(); ++row) {
            large.names.push_back(small.names[row]);
            large.subtypes.push_back(small.subtypes[row]);
            large.xy.insert(large.xy.end(), {small.xy[2 * row] + 20000 * (quarter % 2), small.xy[2 * row + 1] + 20000 * (quarter / 2)});
        }
    const auto one = place::possible_doubles(*revision_of(small), {}), four = place::possible_doubles(*revision_of(large), {});
    EXPECT_EQ(four.compared, 4 * one.compared);
    EXPECT_LT(one.compared, 2000 * 60);
}

TEST(Matching, AssetsDecidedToBeOneAreCountedOnceAndStay) {
    const Town town = town_of(30, 0, 9);
    const RevisionPtr revision = revision_of(town);
    const std::vector<place::Decision> decisions{{key(4), key(2), true, ""}, {key(4), key(7), true, ""}, {key(1), key(3), false, ""}};
    const auto next = place::with_decisions(revision, decisions, column::heap_memory);
    ASSERT_TRUE(next);
    const auto counted = (*next)->column("assets", "counted_with")->i32();
    EXPECT_EQ((std::vector<std::int32_t>{counted[1], counted[2], counted[3], counted[4], counted[7]}), (std::vector<std::int32_t>{1, 2, 3, 2, 2}));
    EXPECT_EQ((*next)->assets(), revision->assets());
    EXPECT_EQ(*place::with_decisions(revision, {}, column::heap_memory), revision);
}

TEST(Likeness, OfNames) {
    const std::vector<std::vector<std::string>> names{place::words_of_name("Oakfield Library"), place::words_of_name("Walkley Library"), place::words_of_name("Oakfield Church"),
                                                      place::words_of_name("St. Mary's Church"), place::words_of_name("Elm Library")};
    const place::NameLikeness likeness(names);
    const auto of = [&](const char* a, const char* b) { return likeness.of(place::words_of_name(a), place::words_of_name(b)); };
    EXPECT_DOUBLE_EQ(of("The Oakfield Library", "OAKFIELD LIBRARY"), 1);
    EXPECT_DOUBLE_EQ(of("St Mary's Church", "Saint Marys Ch."), 1);
    EXPECT_GT(of("Oakfield Library", "Oakfeild Library"), 0.85);
    EXPECT_LT(of("Oakfield Library", "Walkley Library"), 0.5);
    EXPECT_LT(of("Oakfield Library", "Oakfield Church"), 0.75);
    EXPECT_EQ(of("", "Oakfield"), 0);
}

}  // namespace matching_test
}  // namespace kith
