// The find box, against a scan of every label, and by hand.
#include "viewer/model/find.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "engine/base/random.hpp"
#include "tests/support/small_place.hpp"

namespace find_test {
using namespace kith;
using namespace kith::viewer::model;

test::FakeView view_of(const test::SmallPlace& place) {
    test::FakeView view;
    place.fill(view);
    return view;
}

std::vector<std::string> labels(const FoundList& list) {
    std::vector<std::string> out;
    for (const Found& found : list.found) out.push_back(found.label);
    return out;
}

TEST(Folded, AccentsAndCase) {
    EXPECT_EQ(folded("Désirée O'HARA"), "desiree o'hara");
    EXPECT_EQ(folded("Łódź Ærø Straße Œuvre"), "lodz aero strasse oeuvre");
    EXPECT_EQ(folded("Žižka Ş"), "zizka s");
    EXPECT_EQ(folded("山田"), "山田");
    EXPECT_EQ(folded("3 × 4"), "3 × 4");  // no letter
}

TEST(FindIndex, RankedByMatchThenAlphabet) {
    test::SmallPlace place;
    place.people = {{"Rosa Ash"}, {"Ash Bell"}, {"Ashley Carr"}, {"Ned Washington"}, {"Ash"}, {"Zed Ashby"}};
    place.assets = {{"Ash Lane library"}, {"Choir of Elm"}};
    place.areas = {"Ash Ward", "Elm Ward"};
    const auto view = view_of(place);
    const FindIndex index(view);
    EXPECT_EQ(index.entries(), 10u);
    // The whole name, then names that begin so, then other words: whole before beginnings.
    EXPECT_EQ(labels(index.find(view, "ash")), (std::vector<std::string>{"Ash", "Ash Bell", "Ash Lane library", "Ash Ward", "Ashley Carr", "Rosa Ash", "Zed Ashby"}));
    EXPECT_EQ(labels(index.find(view, "  ASH  l ")), (std::vector<std::string>{"Ash Lane library"}));
    EXPECT_EQ(labels(index.find(view, "carr ash")), (std::vector<std::string>{"Ashley Carr"}));
    EXPECT_TRUE(index.find(view, "shing").found.empty());  // the middle of a word is no word
    EXPECT_TRUE(index.find(view, "   ").found.empty());
    EXPECT_TRUE(index.find(view, "").found.empty());
    const FoundList two = index.find(view, "ash", 2);
    EXPECT_EQ(two.found.size(), 2u);
    EXPECT_EQ(two.more, 5);
}

TEST(FindIndex, WhoWasOnlyNamedIsInNoList) {
    test::SmallPlace place;
    place.people = {{"Ann Ash"}, {"Ann Named", column::Role::alter}};
    const auto view = view_of(place);
    const FindIndex index(view);
    EXPECT_EQ(labels(index.find(view, "ann")), (std::vector<std::string>{"Ann Ash"}));
}

TEST(FindIndex, EverythingThatAScanFinds) {
    constexpr std::string_view parts[] = {"Al", "Alder", "Aldersgate", "Beck", "Beckenham", "O'Hara", "Élan", "St", "St.-Anne", "northernmost"};
    base::RandomStream random(11, "names");
    test::SmallPlace place;
    for (int i = 0; i < 800; ++i) {
        std::string name(parts[random.below(std::size(parts))]);
        for (std::uint64_t n = random.below(3); n > 0; --n) name += " " + std::string(parts[random.below(std::size(parts))]);
        place.people.push_back({name + " " + std::to_string(i)});
    }
    const auto view = view_of(place);
    const FindIndex index(view);
    const auto starts_a_word = [](const std::string& label, const std::string& word) {
        for (std::size_t at = label.find(word); at != std::string::npos; at = label.find(word, at + 1))
            if (at == 0 || std::string_view(" '.-").find(label[at - 1]) != std::string_view::npos) return true;
        return false;
    };
    for (const std::string query : {"al", "ald", "aldersgate", "aldersgate 1", "beckenh", "hara", "o'ha", "elan al", "st", "anne", "northernm", "northernmost b", "79"}) {
        std::set<std::string> expected, found;
        for (const auto& person : place.people) {
            std::istringstream words(query);
            bool all = true;
            for (std::string word; words >> word;) all = all && starts_a_word(folded(person.name), word);
            if (all) expected.insert(person.name);
        }
        const FoundList list = index.find(view, query, 100000);
        for (const Found& one : list.found) found.insert(one.label);
        EXPECT_EQ(found, expected) << query;
        EXPECT_EQ(list.more, 0) << query;
    }
}

}  // namespace find_test
