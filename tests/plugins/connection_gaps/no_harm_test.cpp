// No introduction that could harm, on 10,000 random places with difficult ties, pairs never to be introduced and people who
// did not say yes: through the whole plugin, in findings, tables and paths. The checker below reads the raw columns of the
// place and shares no code with the plugin.
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "tests/plugins/connection_gaps/fake_host.hpp"
#include "tests/plugins/connection_gaps/random_place.hpp"

namespace kith::test {
namespace no_harm_test {

class Checker {
public:
    explicit Checker(const RandomPlace& place) : place_(place) {}

    bool living_adult_yes(std::int32_t p) const {
        const auto row = static_cast<std::size_t>(p);
        return p >= 0 && row < place_.people && place_.living[row] == 0 && place_.under_18[row] == 0 && place_.introduce_state[row] == 0 &&
               place_.introduce[row] == 1;
    }
    bool introduced(std::int32_t p) const {
        if (!living_adult_yes(p) || place_.role[static_cast<std::size_t>(p)] != 0) return false;
        const auto row = static_cast<std::size_t>(p);
        const bool happy = place_.own_view_state[row] == 0 && place_.own_view[row] == 1;
        const bool over = place_.until_state[row] == 0 && place_.own_view_until[row] < RandomPlace::today;
        return !happy || over;
    }
    bool stands_between(std::int32_t p) const {
        return living_adult_yes(p) && (place_.role[static_cast<std::size_t>(p)] == 0 || place_.role[static_cast<std::size_t>(p)] == 2);
    }
    bool never(std::int32_t a, std::int32_t b) const {
        for (std::size_t i = 0; i < place_.never_a.size(); ++i)
            if ((place_.never_a[i] == a && place_.never_b[i] == b) || (place_.never_a[i] == b && place_.never_b[i] == a)) return true;
        return false;
    }
    template <class Clause>
    bool some_tie(std::int32_t a, std::int32_t b, const Clause& clause) const {
        return std::any_of(place_.ties.begin(), place_.ties.end(),
            [&](const Tie& tie) { return ((tie.from == a && tie.to == b) || (tie.from == b && tie.to == a)) && clause(tie); });
    }
    bool tied(std::int32_t a, std::int32_t b) const {
        return some_tie(a, b, [](const Tie&) { return true; });
    }
    bool difficult(std::int32_t a, std::int32_t b) const {
        return some_tie(a, b, [](const Tie& tie) { return tie.valence == 2; });
    }
    bool harmful(std::int32_t a, std::int32_t b) const { return never(a, b) || difficult(a, b); }
    bool unpaid(std::int32_t a, std::int32_t b) const {
        return some_tie(a, b, [](const Tie& tie) { return !tie.ended && tie.group == 0 && tie.paid == 0; });
    }
    bool goes(std::int32_t p, std::int32_t asset) const {
        return some_tie(
            p, place_.node(static_cast<std::size_t>(asset)), [](const Tie& tie) { return !tie.ended && tie.group == 1 && tie.paid != 1; });
    }

    void pair(std::int32_t a, std::int32_t b) const {
        EXPECT_TRUE(introduced(a)) << a;
        EXPECT_TRUE(introduced(b)) << b;
        EXPECT_NE(a, b);
        EXPECT_FALSE(never(a, b));
        EXPECT_FALSE(tied(a, b)) << "a tie, of any kind, running or ended";
        const std::int32_t home = place_.household[static_cast<std::size_t>(a)];
        EXPECT_FALSE(home >= 0 && home == place_.household[static_cast<std::size_t>(b)]);
    }
    void path(std::int32_t a, const std::vector<std::int32_t>& via, std::int32_t b, std::size_t most) const {
        ASSERT_FALSE(via.empty());
        EXPECT_LE(via.size(), most);
        std::vector<std::int32_t> all{a};
        all.insert(all.end(), via.begin(), via.end());
        all.push_back(b);
        for (const std::int32_t person : via) EXPECT_TRUE(stands_between(person)) << person;
        for (std::size_t i = 0; i + 1 < all.size(); ++i) EXPECT_TRUE(unpaid(all[i], all[i + 1])) << all[i] << '-' << all[i + 1];
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                EXPECT_NE(all[i], all[j]);
                EXPECT_FALSE(harmful(all[i], all[j])) << all[i] << ' ' << all[j];
            }
    }
    void venue(std::int32_t a, std::int32_t b, std::int32_t asset) const {
        const auto row = static_cast<std::size_t>(asset);
        ASSERT_LT(row, place_.assets);
        EXPECT_EQ(place_.sensitivity[row], 0) << "sensitive or hidden";
        EXPECT_EQ(place_.status[row], 0);
        for (const std::int32_t person : {a, b}) {
            EXPECT_FALSE(difficult(person, place_.node(row)));
            for (std::int32_t other = 0; static_cast<std::size_t>(other) < place_.people; ++other) {
                const bool there = some_tie(other, place_.node(row), [](const Tie& tie) { return !tie.ended; });
                EXPECT_FALSE(there && harmful(person, other)) << "somebody kept apart from " << person << " is there";
            }
        }
    }

private:
    const RandomPlace& place_;
};

void hand_over(FakeHost& host, const RandomPlace& place, std::deque<std::vector<std::int32_t>>& ints,
    std::deque<std::vector<std::uint8_t>>& bytes, std::deque<std::vector<double>>& doubles) {
    host.column("people", "role", KITH_I32, place.role);
    host.column("people", "living", KITH_I32, place.living);
    host.column("people", "household", KITH_I32, place.household);
    host.column("people", "area", KITH_I32, place.area);
    host.column("people", "asked", KITH_I32, place.asked);
    host.column("people", "introduce", KITH_BOOLEAN, place.introduce, &place.introduce_state);
    host.column("people", "under_18", KITH_BOOLEAN, place.under_18);
    host.column("people", "own_view", KITH_I32, place.own_view, &place.own_view_state);
    host.column("people", "own_view_until", KITH_DATE, place.own_view_until, &place.until_state);
    host.words("people.gifts", "interests", &place.interests.offsets, place.interests.codes, place.interest_words);
    host.words("people.gifts", "offers", &place.offers.offsets, place.offers.codes, place.gift_words);
    host.words("people.gifts", "wants", &place.wants.offsets, place.wants.codes, place.gift_words);
    host.column("assets", "class", KITH_I32, place.of_class);
    host.column("assets", "status", KITH_I32, place.status);
    host.column("assets", "sensitivity", KITH_I32, place.sensitivity);
    host.column("assets", "online", KITH_BOOLEAN, place.online);
    host.words("assets", "subtype", nullptr, place.subtype, {"library", "transport"});
    host.column("never_introduce", "a", KITH_I32, place.never_a);
    host.column("never_introduce", "b", KITH_I32, place.never_b);

    auto& from = ints.emplace_back();
    auto& to = ints.emplace_back();
    auto& valence = ints.emplace_back();
    auto& until = ints.emplace_back();
    auto &paid = bytes.emplace_back(), &paid_state = bytes.emplace_back(), &valence_state = bytes.emplace_back(),
         &strength_state = bytes.emplace_back(), &until_state = bytes.emplace_back();
    auto& strength = doubles.emplace_back();
    for (const Tie& tie : place.ties) {
        from.push_back(tie.from);
        to.push_back(tie.to);
        paid.push_back(tie.paid == 1);
        paid_state.push_back(tie.paid == 2);
        valence.push_back(tie.valence % 3);
        valence_state.push_back(tie.valence == 3);
        strength.push_back(std::max(tie.strength, 0.0));
        strength_state.push_back(tie.strength < 0);
        until.push_back(500);
        until_state.push_back(!tie.ended);
    }
    host.column("ties", "from", KITH_I32, from);
    host.column("ties", "to", KITH_I32, to);
    host.column("ties", "paid", KITH_BOOLEAN, paid, &paid_state);
    host.column("ties", "valence", KITH_I32, valence, &valence_state);
    host.column("ties", "strength", KITH_F64, strength, &strength_state);
    host.column("ties", "until", KITH_DATE, until, &until_state);
}

void hand_over(FakeHost& host, const std::string& key, const Lens& lens) {
    host.column(key, "offsets", KITH_I64, lens.offsets);
    host.column(key, "targets", KITH_I32, lens.targets);
    host.column(key, "ties", KITH_I32, lens.ties);
    host.column(key, "maybe", KITH_BOOLEAN, lens.maybe);
}
void hand_over(FakeHost& host, const std::string& key, const Nearest& near) {
    host.column(key, "offsets", KITH_I64, near.offsets);
    host.column(key, "rows", KITH_I32, near.rows);
    host.column(key, "metres", KITH_I32, near.metres);
    host.column(key, "cut", KITH_BOOLEAN, near.cut);
}

/// What all places together showed, so that "no violation" is not said of nothing.
struct Seen {
    std::size_t both_go = 0, one_goes = 0, reach = 0, through = 0, longest = 0, other_way = 0, ask = 0, known = 0, full = 0, rows = 0,
                counted = 0;
};

void check_introduction(const Finding& finding, const Checker& checker, Seen& seen) {
    checker.pair(finding.subject, finding.other);
    for (const Note& note : finding.notes)
        if (note.kind == KITH_NOTE_PERSON) {
            EXPECT_TRUE(note.row == finding.other || checker.stands_between(note.row));
        }
    if (finding.message == "ask_where") {
        ++seen.ask;
        return;
    }
    if (finding.message == "through") {
        // "via" holds the path, and after it that of the strength "another way".
        std::vector<std::int32_t> path, other;
        bool strengths = false;
        for (const Note& note : finding.notes) {
            strengths = strengths || note.kind == KITH_NOTE_STRENGTH;
            if (note.kind == KITH_NOTE_ARGUMENT && note.name == "via") (strengths ? other : path).push_back(note.row);
        }
        checker.path(finding.subject, path, finding.other, 3);
        if (!other.empty()) checker.path(finding.subject, other, finding.other, 3);
        ++seen.through;
        seen.longest += path.size() == 3;
        seen.other_way += !other.empty();
        return;
    }
    const std::vector<std::int32_t> venue = finding.rows("venue");
    ASSERT_EQ(venue.size(), 1u);
    checker.venue(finding.subject, finding.other, venue[0]);
    if (finding.message == "both_go") {
        EXPECT_TRUE(checker.goes(finding.subject, venue[0]) && checker.goes(finding.other, venue[0]));
        ++seen.both_go;
    } else if (finding.message == "one_goes") {
        EXPECT_TRUE(checker.goes(finding.rows("goes")[0], venue[0]));
        EXPECT_FALSE(checker.goes(finding.rows("comes")[0], venue[0]));
        ++seen.one_goes;
    } else {
        EXPECT_EQ(finding.message, "both_can_reach");
        ++seen.reach;
    }
}

void check_tables(const FakeHost& host, const Checker& checker, Seen& seen) {
    const auto table = [&](const char* key) {
        return host.tables.count(key) != 0 ? host.tables.at(key) : std::vector<std::vector<kith_cell>>{};
    };
    for (const auto& row : table("introductions")) {
        ++seen.rows;
        checker.pair(row[0].row, row[1].row);
        if (row[8].quality == KITH_VALUE) checker.venue(row[0].row, row[1].row, row[8].row);
        std::vector<std::int32_t> via;
        for (std::size_t i = 9; i < 12; ++i)
            if (row[i].quality == KITH_VALUE) via.push_back(row[i].row);
        if (!via.empty()) checker.path(row[0].row, via, row[1].row, 3);
        EXPECT_FALSE(row[8].quality == KITH_VALUE && !via.empty()) << "a venue before a name";
    }
    for (const auto& row : table("probably_known")) checker.pair(row[0].row, row[1].row);
    for (const auto& row : table("group_pairs"))
        if (row[8].quality == KITH_VALUE) {
            EXPECT_TRUE(checker.stands_between(row[8].row));
        }
}

/// Counts anew, the plain way, how many are near and alike.
void check_counts(const FakeHost& host, const RandomPlace& place, const Checker& checker, Seen& seen) {
    const FakeHost::Counts& counts = host.outputs.at("near_and_alike");
    const auto words = [](const std::vector<std::string>& dictionary, const std::vector<std::int32_t>& list) {
        std::set<std::string> found;
        for (const std::int32_t code : list)
            found.insert(
                dictionary[static_cast<std::size_t>(code)].substr(0, 5) == "Music" ? "music" : dictionary[static_cast<std::size_t>(code)]);
        if (found.count("music ") != 0) found.insert("music");
        found.erase("music ");
        return found;
    };
    const auto meet = [](const std::set<std::string>& a, const std::set<std::string>& b) {
        return std::any_of(a.begin(), a.end(), [&](const std::string& word) { return b.count(word) != 0; });
    };
    for (std::size_t p = 0; p < place.people; ++p) {
        if (!checker.introduced(static_cast<std::int32_t>(p))) {
            EXPECT_EQ(counts.qualities[p], KITH_NOT_COMPUTABLE);
            continue;
        }
        const bool asked = ((place.asked[p] >> 4) & 3) == 2 && ((place.asked[p] >> 6) & 3) == 2;
        if (!asked) {
            EXPECT_EQ(host.reason("near_and_alike", counts.reasons[p]), "not_asked");
            continue;
        }
        if (counts.qualities[p] == KITH_NOT_COMPUTABLE) continue;  // nothing recorded, or no place
        int alike = 0;
        for (auto i = place.near_people.offsets[p]; i < place.near_people.offsets[p + 1]; ++i) {
            const std::int32_t q = place.near_people.rows[static_cast<std::size_t>(i)];
            const auto other = static_cast<std::size_t>(q);
            const auto me = static_cast<std::int32_t>(p);
            if (!checker.introduced(q) || checker.tied(me, q) || checker.never(me, q)) continue;
            if (place.household[p] >= 0 && place.household[p] == place.household[other]) continue;
            alike +=
                meet(words(place.interest_words, place.interests.lists[p]), words(place.interest_words, place.interests.lists[other])) ||
                meet(words(place.gift_words, place.offers.lists[p]), words(place.gift_words, place.wants.lists[other])) ||
                meet(words(place.gift_words, place.wants.lists[p]), words(place.gift_words, place.offers.lists[other]));
        }
        EXPECT_EQ(counts.values[p], alike) << p;
        seen.counted += alike > 0;
    }
}

TEST(NoHarm, TenThousandPlaces) {
    std::ifstream file(KITH_SOURCE_DIR "/plugins/connection_gaps/manifest.json");
    const nlohmann::json manifest = nlohmann::json::parse(file);
    Seen seen;
    for (std::uint64_t seed = 0; seed < 10000 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("place " + std::to_string(seed));
        const RandomPlace place = PlaceMaker(seed).make();
        const Lens any = place.any(), unpaid = place.unpaid(), goes = place.goes();
        FakeHost host(manifest, place.people, place.assets, false);
        std::deque<std::vector<std::int32_t>> ints;
        std::deque<std::vector<std::uint8_t>> bytes;
        std::deque<std::vector<double>> doubles;
        hand_over(host, place, ints, bytes, doubles);
        hand_over(host, "lens.all", any);
        hand_over(host, "lens.unpaid", unpaid);
        hand_over(host, "lens.goes", goes);
        hand_over(host, "near.people", place.near_people);
        hand_over(host, "near.venues", place.near_venues);
        hand_over(host, "near.groups", place.near_groups);
        const int suggestions = 3 + static_cast<int>(seed % 3);
        host.set("suggestions", suggestions);
        host.set("common_contacts", 2);
        host.set("least_members", 2);
        ASSERT_EQ(host.run(kith_plugin_entry), KITH_OK) << host.failure;

        const Checker checker(place);
        std::map<std::int32_t, int> named;  // how often in an introduction, in whoever's list
        for (const Finding& finding : host.findings) {
            if (finding.message == "probably_known") {
                checker.pair(finding.subject, finding.other);
                ++seen.known;
            } else if (finding.message == "group_gap") {
                for (const std::int32_t person : finding.rows("who")) EXPECT_TRUE(checker.stands_between(person));
            } else {
                check_introduction(finding, checker, seen);
                EXPECT_LE(++named[finding.subject], suggestions);
                EXPECT_LE(++named[finding.other], suggestions);
                seen.full += named[finding.subject] == suggestions;
            }
        }
        check_tables(host, checker, seen);
        check_counts(host, place, checker, seen);
    }
    EXPECT_GT(seen.both_go, 500u);
    EXPECT_GT(seen.one_goes, 500u);
    EXPECT_GT(seen.reach, 500u);
    EXPECT_GT(seen.through, 2000u);
    EXPECT_GT(seen.longest, 100u);
    EXPECT_GT(seen.other_way, 100u);
    EXPECT_GT(seen.ask, 1000u);
    EXPECT_GT(seen.known, 500u);
    EXPECT_GT(seen.full, 1000u);
    EXPECT_GT(seen.rows, 5000u);
    EXPECT_GT(seen.counted, 5000u);
    std::cout << "both go " << seen.both_go << ", one goes " << seen.one_goes << ", both reach " << seen.reach << ", through "
              << seen.through << " (three between " << seen.longest << ", another way " << seen.other_way << "), ask " << seen.ask
              << ", known " << seen.known << '\n';
}

}  // namespace no_harm_test
}  // namespace kith::test
