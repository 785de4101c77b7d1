// A view that goes on from the one before an edit shows what a view made anew shows, and what is derived of few rows is what is derived of all:
// after every one of many random edits, difficult ties, ties to private places and people who asked us to stop among them.
#include <algorithm>

#include "engine/base/random.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/derived.hpp"
#include "engine/place/fields.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/privacy/view.hpp"
#include "engine/process/spawner.hpp"
#include "engine/session/plan.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;

namespace steps_test {

class Steps {
public:
    Steps(const std::filesystem::path& recipe_file, std::uint64_t seed) : random_(seed, "steps") {
        const auto recipe = io::read_recipe(recipe_file);
        EXPECT_TRUE(recipe);
        auto read = place::read_place(*recipe, recipe_file.parent_path(), job_, {});
        EXPECT_TRUE(read);
        place_ = std::move(*read);
        derived_ = std::make_unique<place::Derived>(*place_->revision);
        view_ = opened(place_, nullptr);
        for (const privacy::LensSpec& lens : lenses()) EXPECT_TRUE(view_->topology(lens, job_));  // so that there is something to go on from
        EXPECT_TRUE(view_->pairs(lenses()[0], job_));
    }

    const place::Revision& revision() const { return *place_->revision; }
    const privacy::View& view() const { return *view_; }

    /// True when the change could be made.
    bool take(const session::Change& change) {
        const place::RevisionPtr before = place_->revision;
        auto plan = session::plan_of(before, change);
        if (!plan || plan->edits.empty()) return false;
        std::vector<std::string> fields;
        for (const place::Edit& edit : plan->edits) {
            if (edit.operation == place::Operation::set) fields.push_back(edit.field);
            if (edit.operation == place::Operation::add)
                for (const place::Cell& cell : edit.record) fields.push_back(cell.field);
        }
        const auto wide = place::with_fields(before, fields, column::heap_memory);
        EXPECT_TRUE(wide);
        const auto edited = place::apply(*wide, plan->edits, column::heap_memory);
        if (!edited) return ADD_FAILURE() << session::name_of(change) << ": " << edited.error().message, false;
        const auto quick = derived_->derive(*before, *edited, column::heap_memory, job_);
        EXPECT_TRUE(quick);
        const auto whole = derived_->derive(*other_outlines(*before), *edited, column::heap_memory, job_);
        EXPECT_TRUE(whole);
        EXPECT_EQ((*quick)->digest(), (*whole)->digest()) << session::name_of(change);
        auto next = std::make_shared<place::Place>(*place_);
        next->revision = *quick;
        place_ = next;
        const privacy::ViewPtr went_on = opened(place_, view_), anew = opened(place_, nullptr);
        same(*went_on, *anew, session::name_of(change));
        view_ = went_on;
        return true;
    }

    session::Change any() {
        const auto person = [&] { return revision().key_of("people", static_cast<std::int32_t>(below(revision().people()))); };
        const auto asset = [&] { return revision().key_of("assets", static_cast<std::int32_t>(below(revision().assets()))); };
        const auto tie = [&] { return revision().key_of("ties", static_cast<std::int32_t>(below(revision().column("ties", "kind")->rows()))); };
        const auto point = [&] {
            const auto xy = revision().column("people.positions", "point")->xy();
            const std::size_t row = below(xy.size() / 2);
            return session::Point{xy[2 * row] + 200 * random_.uniform(), xy[2 * row + 1]};
        };
        switch (below(13)) {
            case 0: return session::SetCells{{person()}, "people.names/name", session::Value(std::string("Another"))};
            case 1: return session::MoveTo{below(3) == 0 ? asset() : person(), below(4) == 0 ? std::nullopt : std::optional(point())};
            case 2: case 3: return session::AddTie{person(), below(2) == 0 ? person() : asset(), below(2) == 0 ? "friend" : "attends", {}};
            case 4: case 5: return session::Remove{{tie()}};
            case 6: return session::EndTie{tie(), session::Date{static_cast<std::int32_t>(19'000 + below(2'000)), column::Precision::day}};
            case 7: return session::SetCells{{tie()}, "ties/valence", session::Value(static_cast<std::int64_t>(column::Valence::difficult))};
            case 8: return session::AddPerson{"New", point(), column::Role::participant, {}};
            case 9: return session::Remove{{below(2) == 0 ? person() : asset()}};
            case 10: return session::EndPerson{person(), static_cast<column::Living>(below(4))};
            case 11: return session::SetCells{{asset()}, "assets/sensitivity", session::Value(static_cast<std::int64_t>(below(3)))};
            default: return session::AddEvent{column::EventKind::conversation, {}, person(), {}, "words", "", {}};
        }
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

    static std::vector<privacy::LensSpec> lenses() {
        std::vector<privacy::LensSpec> list(4);
        list[0].as = "all";
        list[1].as = "unpaid", list[1].paid = false;
        list[2].as = "dated", list[2].as_of = 20'000;
        list[3].as = "near", list[3].within = base::Metres{500};
        return list;
    }

    privacy::ViewPtr opened(const place::PlacePtr& place, const privacy::ViewPtr& before) {
        auto view = privacy::open_view(place, privacy::Audience::team, before);
        EXPECT_TRUE(view);
        return *view;
    }

    /// The same, but of outlines that stand elsewhere in memory: whoever asks what has changed has to place everybody again.
    static place::RevisionPtr other_outlines(const place::Revision& revision) {
        std::vector<column::SegmentPtr> again;
        for (const auto& segment : revision.segments()) {
            if (!segment->key().ends_with(".geometry")) continue;
            column::SegmentBuilder builder{std::string(segment->key())};
            for (const auto& c : segment->columns()) builder.add_column(segment, c);
            again.push_back(*std::move(builder).finish(column::heap_memory));
        }
        return revision.with(std::move(again));
    }

    void same(const privacy::View& one, const privacy::View& other, const std::string& after) {
        ASSERT_EQ(one.segment_keys(), other.segment_keys()) << after;
        for (const std::string& key : one.segment_keys()) ASSERT_EQ(one.segment(key)->digest(), other.segment(key)->digest()) << after << ": " << key;
        for (const privacy::LensSpec& lens : lenses()) {
            const auto went_on = one.topology(lens, job_), anew = other.topology(lens, job_);
            ASSERT_TRUE(went_on && anew);
            ASSERT_EQ((*went_on)->digest(), (*anew)->digest()) << after << ": lens " << lens.as;
        }
        ASSERT_EQ((*one.pairs(lenses()[0], job_))->digest(), (*other.pairs(lenses()[0], job_))->digest()) << after;
        ASSERT_TRUE(std::equal(one.remarks().begin(), one.remarks().end(), other.remarks().begin(), other.remarks().end())) << after;
        nothing_private(one, after);
    }

    /// Whatever way the view was made: nobody who asked us to stop, and no tie that says which private place somebody goes to.
    static void nothing_private(const privacy::View& view, const std::string& after) {
        const auto living = view.segment("people")->find("living")->i32();
        ASSERT_EQ(std::count(living.begin(), living.end(), static_cast<std::int32_t>(column::Living::asked_us_to_stop)), 0) << after;
        const auto sensitivity = view.segment("assets")->find("sensitivity")->i32();
        const auto ties = view.segment("ties");
        for (const char* end : {"from", "to"})
            for (const std::int32_t node : ties->find(end)->i32()) {
                const auto asset = static_cast<std::size_t>(std::max<std::int64_t>(0, std::int64_t{node} - static_cast<std::int64_t>(view.people())));
                ASSERT_TRUE(node < static_cast<std::int32_t>(view.people()) || sensitivity[asset] == static_cast<std::int32_t>(column::Sensitivity::ordinary)) << after;
            }
    }

    base::RandomStream random_;
    base::JobContext job_;
    place::PlacePtr place_;
    std::unique_ptr<place::Derived> derived_;
    privacy::ViewPtr view_;
};

void take_many(Steps& steps, int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; ++i) {
        taken += steps.take(steps.any());
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(taken, wanted / 2);
}

TEST(Steps, OnTheSamplePatch) {
    Steps steps(test::sample("patch") / "patch.toml", 1);
    take_many(steps, 400);
}

TEST(Steps, OnTheVillage) {
    const auto village = test::sample("village") / "village.toml";
    if (!std::filesystem::exists(village.parent_path() / "people.csv")) GTEST_SKIP() << "The village has not been made (data/README.md).";
    Steps steps(village, 2);
    take_many(steps, 60);
}

// Somebody says later of a place that it is a private one: ties to it that were there already are masked from then on, and shown again when it is taken back.
TEST(Steps, ATieToAPlaceThatBecomesPrivateIsMaskedAndComesBack) {
    Steps steps(test::sample("patch") / "patch.toml", 3);
    const auto people = static_cast<std::int32_t>(steps.revision().people());
    const auto to = steps.revision().column("ties", "to")->i32();
    const auto sensitivity = steps.revision().column("assets", "sensitivity")->i32();
    const auto tie = std::find_if(to.begin(), to.end(), [&](std::int32_t node) { return node >= people && sensitivity[static_cast<std::size_t>(node - people)] == 0; });
    ASSERT_NE(tie, to.end());
    const base::EntityKey asset = steps.revision().key_of("assets", *tie - people);
    const auto masked = [&] {
        const auto ends = steps.view().segment("ties")->find("to")->i32();
        return std::count(ends.begin(), ends.end(), -1);
    };
    const auto before = masked();
    ASSERT_TRUE(steps.take(session::SetCells{{asset}, "assets/sensitivity", session::Value(static_cast<std::int64_t>(column::Sensitivity::tie_sensitive))}));
    EXPECT_GT(masked(), before);
    ASSERT_TRUE(steps.take(session::SetCells{{asset}, "assets/sensitivity", session::Value(std::int64_t{0})}));
    EXPECT_EQ(masked(), before);
}

}  // namespace steps_test
