// A sentence inside another has no stop of its own; what was written is otherwise left as it is.
#include "engine/base/clause.hpp"

#include <gtest/gtest.h>

namespace kith::base {
namespace clause_test {

TEST(Clause, WithoutItsStop) {
    EXPECT_EQ(clause("Ring about the choir."), "Ring about the choir");
    EXPECT_EQ(clause(" Ring about the choir . "), "Ring about the choir");
    EXPECT_EQ(clause("Ring"), "Ring");
    EXPECT_EQ(clause("."), "");
    EXPECT_EQ(clause(""), "");
}

TEST(Clause, OtherMarksStay) {
    EXPECT_EQ(clause("Ring her?"), "Ring her?");
    EXPECT_EQ(clause("Ring her ..."), "Ring her ...");
    EXPECT_EQ(clause("Bring cups, plates etc."), "Bring cups, plates etc.");
    EXPECT_EQ(clause("Meet at 3.30"), "Meet at 3.30");
}

}  // namespace clause_test
}  // namespace kith::base
