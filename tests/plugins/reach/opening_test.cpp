// Forms after the specification of opening_hours (wiki.openstreetmap.org/wiki/Key:opening_hours/specification); hours counted by hand.
#include "plugins/reach/opening.hpp"

#include <gtest/gtest.h>

namespace kith::reach {
namespace opening_test {

double hours(const char* text) {
    const auto week = read_week(text);
    return week ? week->hours() : -1;
}

TEST(Opening, UsualWeeks) {
    EXPECT_DOUBLE_EQ(hours("Mo-Fr 09:00-17:00"), 40);
    EXPECT_DOUBLE_EQ(hours("Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-14:00; Su off"), 39);
    EXPECT_DOUBLE_EQ(hours("24/7"), 168);
    EXPECT_DOUBLE_EQ(hours("10:00-12:00"), 14);
    EXPECT_DOUBLE_EQ(hours("Mo, We 10:00-12:00"), 4);
    EXPECT_DOUBLE_EQ(hours("Sa-Mo 10:00-11:00"), 3);                       // over the weekend
    EXPECT_DOUBLE_EQ(hours("Fr 22:00-02:00"), 4);                          // over midnight
    EXPECT_DOUBLE_EQ(hours("Mo-Su 08:00-10:00; We 08:00-09:00"), 13);      // the later rule wins
    EXPECT_DOUBLE_EQ(hours("Mo-Fr 09:00-17:00; PH off"), 40);
    EXPECT_DOUBLE_EQ(hours("Mo-Fr 09:00-10:00,09:30-11:00"), 10);          // an overlap counts once
}

TEST(Opening, AtAnHour) {
    const auto pub = read_week("Fr,Sa 18:00-02:00");
    ASSERT_TRUE(pub);
    EXPECT_TRUE(pub->open(4, 18));
    EXPECT_TRUE(pub->open(6, 1));   // Sunday, one in the morning
    EXPECT_FALSE(pub->open(4, 1));
    EXPECT_FALSE(pub->open(6, 2));
    const auto late = read_week("Su 22:00-03:00");
    ASSERT_TRUE(late);
    EXPECT_TRUE(late->open(0, 2));  // the week goes round
}

TEST(Opening, EverythingElseIsUnknown) {
    for (const char* text : {"", "by appointment", "Apr-Sep Mo 10:00-12:00", "sunrise-sunset", "Mo-Fr 9-5", "Mo-Fr 09:00-17:00 \"ring first\"", "Mo[1] 10:00-12:00",
             "Mo-Fr 09:00+", "PH 10:00-12:00", "Mo-Xy 09:00-10:00", "25:00-26:00", "Mo 10:00-12:00 || Tu 10:00-12:00", ";", "Mo", "Mo-Fr 09:60-10:00"})
        EXPECT_FALSE(read_week(text)) << text;
}

}  // namespace opening_test
}  // namespace kith::reach
