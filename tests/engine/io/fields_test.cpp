#include "engine/io/fields.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <ctime>

namespace kith::io {
namespace fields_test {

double number(std::string_view text) {
    double value = -99;
    EXPECT_EQ(read_number(text, value), Fault::none) << text;
    return value;
}
Fault number_fault(std::string_view text) {
    double value = 0;
    return read_number(text, value);
}

TEST(Fields, Numbers) {
    EXPECT_EQ(number("0.78"), 0.78);
    EXPECT_EQ(number(" -1.1237149 "), -1.1237149);
    EXPECT_EQ(number("+4"), 4);
    EXPECT_EQ(number("1e3"), 1000);
    EXPECT_EQ(number(".5"), 0.5);
    EXPECT_EQ(number("5."), 5);
    EXPECT_EQ(number("235044"), 235044);
    EXPECT_EQ(number("123456789012345678"), 123456789012345678.0);
    EXPECT_TRUE(std::signbit(number("-0")));
    for (const char* text : {"", "-", ".", "+", "1 2", "12a", "0x10", "nan", "inf", "1e999", "--1", "+-1", "n/a", "1.2.3", "\xC2\xA3" "5"})
        EXPECT_EQ(number_fault(text), Fault::not_a_number) << text;
}

TEST(Fields, SeparatorsAreSaidNeverBent) {
    for (const char* text : {"1,234", "12,345", "123,456,789", "-1,234.50"}) EXPECT_EQ(number_fault(text), Fault::thousands_separator) << text;
    for (const char* text : {"0,75", "1,5", "12,34", "0,611553068", "1234,5"}) EXPECT_EQ(number_fault(text), Fault::decimal_comma) << text;
    for (const char* text : {"1,23,456", ",5,", "1,234,56"}) EXPECT_EQ(number_fault(text), Fault::not_a_number) << text;
}

// The C library's strtod, rounded correctly, is the judge.
RC_GTEST_PROP(Fields, NumbersAreRoundedAsTheCLibraryDoes, ()) {
    const auto whole = *rc::gen::inRange<std::int64_t>(0, 10'000'000'000'000'000);
    const auto decimals = *rc::gen::inRange<std::size_t>(0, 20);
    std::string text = std::to_string(whole);
    if (decimals > 0 && decimals <= text.size()) text.insert(text.size() - decimals, ".");
    if (*rc::gen::arbitrary<bool>()) text.insert(0, "-");
    double value = 0;
    RC_ASSERT(read_number(text, value) == Fault::none);
    RC_ASSERT(value == std::strtod(text.c_str(), nullptr));
}

PartialDate date(std::string_view text) {
    PartialDate date;
    bool day_first = false;
    EXPECT_EQ(read_date(text, date, day_first), Fault::none) << text;
    return date;
}
Fault date_fault(std::string_view text) {
    PartialDate date;
    bool day_first = false;
    return read_date(text, date, day_first);
}

// timegm of the C library counts the days.
TEST(Fields, DaysAgreeWithTheCLibrary) {
    for (int year = 1800; year <= 2200; year += 1)
        for (int month = 0; month < 12; ++month) {
            std::tm moment{};
            moment.tm_year = year - 1900;
            moment.tm_mon = month;
            moment.tm_mday = 28;
            const std::time_t seconds = timegm(&moment);
            ASSERT_EQ(days_from_civil(year, static_cast<unsigned>(month) + 1, 28), seconds / 86400) << year << '-' << month + 1;
        }
    EXPECT_TRUE(is_day(2024, 2, 29));
    EXPECT_FALSE(is_day(2023, 2, 29));
    EXPECT_FALSE(is_day(1900, 2, 29));
    EXPECT_TRUE(is_day(2000, 2, 29));
    EXPECT_FALSE(is_day(2023, 4, 31));
}

TEST(Fields, Dates) {
    using column::Precision;
    EXPECT_EQ(date("1970-01-01"), (PartialDate{0, Precision::day}));
    EXPECT_EQ(date("2024-01-04"), (PartialDate{19726, Precision::day}));
    EXPECT_EQ(date("1995-02"), (PartialDate{9162, Precision::month}));
    EXPECT_EQ(date("2021"), (PartialDate{18628, Precision::year}));
    EXPECT_EQ(date("2018/03/31"), date("2018-03-31"));
    EXPECT_EQ(date("2020-01-01T15:00:00Z"), date("2020-01-01"));
    EXPECT_EQ(date("2022-05-25 10:39:15+01:00"), date("2022-05-25"));
    PartialDate first;
    bool day_first = false;
    EXPECT_EQ(read_date("04/10/2021", first, day_first), Fault::none);
    EXPECT_TRUE(day_first);
    EXPECT_EQ(first, date("2021-10-04"));
    EXPECT_EQ(date("1/2/2021"), date("2021-02-01"));
    EXPECT_EQ(date_fault("10/31/2012"), Fault::month_first);
    EXPECT_EQ(date_fault("31/11/2012"), Fault::not_a_date);
    EXPECT_EQ(date_fault("1492-10-12"), Fault::out_of_range);
    for (const char* text : {"", "yesterday", "2021-13", "2021-00-01", "2021-02-30", "2021-1-1-1", "01-01-13", "20210101", "2021-01-01x", "12/2021", "2021-", "0/1/2021"})
        EXPECT_EQ(date_fault(text), Fault::not_a_date) << text;
}

TEST(Fields, YesAndNo) {
    bool value = false;
    for (const char* text : {"yes", "Yes", "TRUE", "y", "1", " true "}) {
        EXPECT_EQ(read_yes_no(text, value), Fault::none) << text;
        EXPECT_TRUE(value) << text;
    }
    for (const char* text : {"no", "NO", "False", "n", "0"}) {
        EXPECT_EQ(read_yes_no(text, value), Fault::none) << text;
        EXPECT_FALSE(value) << text;
    }
    for (const char* text : {"", "maybe", "2", "yess", "partly"}) EXPECT_EQ(read_yes_no(text, value), Fault::not_yes_or_no) << text;
}

TEST(Fields, Ages) {
    for (const char* text : {"0", "17", "12.5", "0-15", "5 to 9", "under 18", "<16", "up to 17", "16-17", "7 years", "5\xE2\x80\x93""9"}) EXPECT_EQ(read_age(text), Under18::yes) << text;
    for (const char* text : {"18", "85+", "18-24", "over 17", "65 and over", ">18", "25-34"}) EXPECT_EQ(read_age(text), Under18::no) << text;
    for (const char* text : {"16-24", "0-100", "16+", "up to 18", "under 25"}) EXPECT_EQ(read_age(text), Under18::perhaps) << text;
    for (const char* text : {"", "adult", "20-10", "-5", "abc18", "18 or so"}) EXPECT_EQ(read_age(text), Under18::unreadable) << text;
}

}  // namespace fields_test
}  // namespace kith::io
