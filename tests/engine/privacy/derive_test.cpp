// What basis_of says a derived segment is made from is all that it is made from: with nothing else there it comes out the same.
#include "engine/privacy/derive.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/place/small_revision.hpp"

namespace derive_test {
using namespace kith;
using namespace kith::privacy;

bool among(const std::vector<std::string_view>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// Only the columns of the basis, and of people and assets how many there are.
place::RevisionPtr only(const place::Revision& whole, const std::vector<Basis>& basis) {
    std::vector<column::SegmentPtr> segments;
    for (const auto& segment : whole.segments()) {
        const auto at = std::find_if(basis.begin(), basis.end(), [&](const Basis& b) { return b.segment == segment->key(); });
        column::SegmentBuilder builder{std::string(segment->key())};
        for (const column::Column& c : segment->columns())
            if (c.key() == "key_high" || (at != basis.end() && (at->columns.empty() || among(at->columns, c.key())))) builder.add_column(segment, c);
        if (builder.column_count() > 0) segments.push_back(test::finished(std::move(builder)));
    }
    return std::make_shared<place::Revision>(std::move(segments));
}

template <class Derive>
void expect_same(const std::vector<Basis>& basis, Derive derive) {
    const auto whole = test::small_revision();
    const auto from_all = derive(*whole), from_basis = derive(*only(*whole, basis));
    ASSERT_TRUE(from_all) << from_all.error().message;
    ASSERT_TRUE(from_basis) << from_basis.error().message;
    EXPECT_EQ((*from_all)->digest(), (*from_basis)->digest());
}

TEST(Basis, OfLenses) {
    base::JobContext job;
    std::vector<LensSpec> lenses(6);
    lenses[1].paid = false;
    lenses[2].valence = 1;
    lenses[3].within = base::Metres{500};
    lenses[4].frequency = 1;
    lenses[5].as_of = 20000;
    for (LensSpec& lens : lenses) {
        lens.as = "any";
        expect_same(basis_of(lens, false), [&](const auto& revision) { return derive_topology(revision, lens, nullptr, job, column::heap_memory); });
        expect_same(basis_of(lens, true), [&](const auto& revision) { return derive_pairs(revision, lens, job, column::heap_memory); });
    }
}

TEST(Basis, OfNearAndReach) {
    base::JobContext job;
    for (const Entity from : {Entity::people, Entity::assets}) {
        for (const Entity to : {Entity::people, Entity::assets}) {
            NearSpec near;
            near.from = from;
            near.to = to;
            near.within = base::Metres{100000};
            if (to == Entity::assets) near.but_not = {"bench"};
            expect_same(basis_of(near), [&](const auto& revision) { return derive_near(revision, "near", near, job, column::heap_memory); });
        }
        const ReachSpec reach{from, base::Metres{100000}, 1.3};
        expect_same(basis_of(reach), [&](const auto& revision) { return derive_reach(revision, "reach", reach, job, column::heap_memory); });
    }
}

TEST(Derived, ALensIsTheSameWhenAWiderOneIsThere) {
    base::JobContext job;
    const auto revision = test::small_revision();
    LensSpec all, social;
    all.as = "all";
    social.as = "social";
    social.kinds = {"social"};
    const auto wider = derive_topology(*revision, all, nullptr, job, column::heap_memory);
    ASSERT_TRUE(wider);
    const auto alone = derive_topology(*revision, social, nullptr, job, column::heap_memory);
    const auto filtered = derive_topology(*revision, social, wider->get(), job, column::heap_memory);
    ASSERT_TRUE(alone && filtered);
    EXPECT_NE((*alone)->find("targets")->rows(), (*wider)->find("targets")->rows());
    EXPECT_EQ((*alone)->digest(), (*filtered)->digest());
}

}  // namespace derive_test
