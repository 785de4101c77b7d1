// What is foreseen of edits is what building says of them, in the same words: for edits that fit, and for every way in which they do not.
#include <gtest/gtest.h>

#include <array>

#include "engine/base/random.hpp"
#include "engine/place/derived.hpp"
#include "engine/place/edit.hpp"
#include "engine/place/edits_file.hpp"
#include "tests/engine/place/small_revision.hpp"

using namespace kith;
using namespace kith::place;

namespace foresee_test {

class AnyEdits {
public:
    AnyEdits(const Revision& revision, std::uint64_t seed) : r_(revision), random_(seed, "foresee") {}

    std::vector<Edit> some() {
        const auto operation = static_cast<Operation>(below(3));
        std::vector<Edit> edits;
        for (std::uint64_t left = operation == Operation::add ? 1 : 1 + below(4); left > 0; --left) {
            if (operation == Operation::set) edits.push_back(a_set());
            else if (auto edit = removal(r_, subject())) edits.push_back(operation == Operation::remove ? spoilt(*edit) : spoilt(coming(*edit)));
        }
        return edits;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
    template <std::size_t N>
    std::string of(const std::array<const char*, N>& words) { return words[below(N)]; }
    base::EntityKey subject() {
        switch (below(9)) {
            case 0: return test::person("P9");  // nobody
            case 1: case 2: return test::person("P2");
            case 3: return test::person("P3");
            case 4: return test::asset("A1");
            case 5: return test::asset("A2");
            case 6: return r_.key_of("ties", static_cast<std::int32_t>(below(r_.rows("ties"))));
            default: return test::person("P1");
        }
    }
    std::string field() {
        return of(std::array{"people/introduce", "people/role", "people/household", "people/own_view", "people/key_high", "people.names/name", "people.gifts/interests", "people.gifts/wants", "people.positions/point",
                             "people/own_view_until", "people/permission", "assets/subtype", "assets/class", "assets/online", "assets.names/name", "ties/closeness", "ties/kind", "ties/since", "events/kind", "people.nonsense/what", "nonsense"});
    }
    Value value() {
        switch (below(10)) {
            case 0: return Missing{static_cast<column::State>(1 + below(5))};
            case 1: return below(2) == 0;
            case 2: return static_cast<std::int64_t>(below(7)) - 1;
            case 3: return random_.uniform() * 3;
            case 4: return std::string(below(4) == 0 ? "no\xff text" : "words");
            case 5: return std::vector<std::string>{"chess"};
            case 6: return Date{20'000};
            case 7: return Point{1, 2};
            case 8: return subject();
            default: return std::int64_t{1} << 40;
        }
    }
    Edit a_set() {
        Edit edit;
        edit.subject = subject();
        edit.field = field();
        const auto now = value_at(r_, edit.subject, edit.field);
        edit.before = now && below(5) != 0 ? *now : below(2) == 0 ? Value(Missing{column::State::not_asked}) : value();
        edit.after = now && below(3) == 0 ? *now : value();
        return edit;
    }
    /// What goes, as somebody who comes.
    Edit coming(Edit edit) {
        edit.operation = Operation::add;
        edit.at = static_cast<std::int64_t>(below(4)) - 1;
        if (below(4) != 0) edit.subject = base::EntityKey{edit.subject.kind, 7, 1000 + below(1000)};
        return edit;
    }
    Edit spoilt(Edit edit) {
        if (below(2) == 0 || edit.record.empty()) return edit;
        Cell& cell = edit.record[below(edit.record.size())];
        if (below(4) == 0) cell.field = field();
        else if (below(3) == 0) edit.record.erase(edit.record.begin() + static_cast<std::ptrdiff_t>(below(edit.record.size())));
        else cell.value = value();
        return edit;
    }

    const Revision& r_;
    base::RandomStream random_;
};


TEST(Foresee, SaysWhatBuildingSays) {
    const auto revision = test::small_revision();
    Derived derived(*revision);
    base::JobContext job;
    int foreseen = 0, taken = 0, refused = 0;
    constexpr int tries = 20'000;
    for (int i = 0; i < tries; ++i) {
        const auto edits = AnyEdits(*revision, static_cast<std::uint64_t>(i)).some();
        const auto said = foresee(*revision, edits);
        if (!said) continue;
        ++foreseen;
        const auto built = in_steps(revision, edits, derived, column::heap_memory, job);
        ASSERT_EQ(static_cast<bool>(*said), static_cast<bool>(built)) << i << ": " << (*said ? built.error().message : said->error().message) << "\n" << (edits.empty() ? "" : to_json_line(edits[0]));
        taken += static_cast<bool>(built);
        refused += !built;
        if (!built) {
            ASSERT_EQ(said->error().message, built.error().message) << i;
        }
    }
    EXPECT_GT(foreseen, tries / 2);
    EXPECT_GT(taken, tries / 20);
    EXPECT_GT(refused, tries / 20);
}

TEST(Foresee, SaysNothingOfStepsThatStandOnEachOther) {
    const auto revision = test::small_revision();
    auto gone = removal(*revision, test::person("P3"));
    ASSERT_TRUE(gone);
    Edit then;
    then.subject = test::person("P1");
    then.field = "people/introduce";
    then.before = true;
    then.after = false;
    EXPECT_FALSE(foresee(*revision, std::vector{*gone, then}));
    EXPECT_TRUE(foresee(*revision, std::vector{then}));
}

}  // namespace foresee_test
