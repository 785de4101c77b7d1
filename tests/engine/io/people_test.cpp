// People and households from tables: every construct of the recipe.
#include <gmock/gmock.h>

#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace people_test {

using column::Asked;
using column::Facet;
using column::State;
using testing::ElementsAre;
using testing::HasSubstr;
using Words = std::vector<std::string>;

const std::string people = "[[people]]\nfile = \"p.csv\"\nid = \"id\"\n";

TEST(People, OnlyAnId) {
    const Reading r = read(people, "id,name\nP1,Ann\nP2,Bo\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("P1", "P2"));
    EXPECT_FALSE(r.has("name")) << "the recipe does not name it";
    EXPECT_THAT(r.column("role").i32(), ElementsAre(0, 0)) << "participant unless said otherwise";
    EXPECT_THAT(r.column("asked").i32(), ElementsAre(0, 0)) << "nothing was asked unless said otherwise";
    EXPECT_THAT(r.column("source_row").i64(), ElementsAre(1, 2));
    EXPECT_EQ(r.report.tally.read, 2);
    EXPECT_EQ(r.report.tally.kept, 2);
    EXPECT_TRUE(r.report.counts.empty());
}

TEST(People, EveryRowHasADisposition) {
    const Reading r = read(people + "where = { wave = 2 }\nage = \"age\"\n",
        "id,wave,age\nP1,2,40\n,2,41\nP3,1,42\nP4,2.0,0-15\n,,\nP6,2,16-24\nP7,2,old\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("P1", "P6", "P7"));
    EXPECT_EQ(r.report.tally.read, 7);
    EXPECT_EQ(r.report.tally.kept, 3);
    EXPECT_EQ(r.report.tally.refused, 1);
    EXPECT_EQ(r.report.tally.filtered, 3) << "another wave, a child, a blank row";
    EXPECT_EQ(r.count("no_id"), 1);
    EXPECT_EQ(r.issue("no_id")->row, 2);
    EXPECT_EQ(r.count("under_18"), 1);
    EXPECT_EQ(r.count("blank_rows"), 1);
    EXPECT_EQ(r.count("unreadable_age"), 1);
    EXPECT_THAT(r.texts("left_out"), ElementsAre("P3", "P4")) << "so that what is about them can go with them";
    EXPECT_FALSE(r.column("under_18").known(1)) << "16-24 may be either";
    EXPECT_EQ(r.column("under_18").booleans()[0], 0);
}

TEST(People, UnderEighteensAreKeptWhenSaid) {
    const Reading r = read(people + "age = \"age\"\nunder_18 = \"keep\"\n", "id,age\nP1,12\nP2,33\n");
    EXPECT_EQ(r.report.tally.kept, 2);
    EXPECT_THAT(r.column("under_18").booleans(), ElementsAre(1, 0));
}

TEST(People, UnknownIsNotZero) {
    const Reading r = read(people + "keep = [\"years\"]\nmissing = { \"9\" = \"dont_know\", \"\" = \"not_asked\", years = { \"-1\" = \"declined\" } }\n",
        "id,years\nP1,5\nP2,\nP3,9\nP4,-1\nP5,0\n");
    const auto& years = r.column("keep/years");
    EXPECT_EQ(years.state(0), State::known);
    EXPECT_EQ(years.state(1), State::not_asked);
    EXPECT_EQ(years.state(2), State::dont_know);
    EXPECT_EQ(years.state(3), State::declined);
    EXPECT_EQ(years.state(4), State::known);
    EXPECT_EQ(years.f64()[4], 0.0);
    EXPECT_EQ(read(people + "keep = [\"years\"]\n", "id,years\nP1,5\nP2,\n").column("keep/years").state(1), State::unstated) << "unless said otherwise";
}

TEST(People, KeptColumnsGetTheirType) {
    const Reading r = read(people + "keep = [\"n\", \"yes\", \"word\", \"code\", \"mixed\", \"none\"]\n",
        "id,n,yes,word,code,mixed,none\nP1,1.5,yes,a,007,1,\nP2,2,no,b,008,2,\nP3,,,,,x,\nP4,-3,TRUE,a,009,4,\n");
    EXPECT_EQ(r.column("keep/n").type(), column::Type::f64);
    EXPECT_THAT(r.column("keep/n").f64(), ElementsAre(1.5, 2, 0, -3));
    EXPECT_EQ(r.column("keep/yes").type(), column::Type::boolean);
    EXPECT_THAT(r.column("keep/yes").booleans(), ElementsAre(1, 0, 0, 1));
    EXPECT_FALSE(r.column("keep/yes").known(2));
    EXPECT_EQ(r.column("keep/code").type(), column::Type::text) << "007 is a name";
    EXPECT_THAT(r.texts("keep/mixed"), ElementsAre("1", "2", "x", "4"));
    EXPECT_EQ(r.column("keep/none").type(), column::Type::text);
    EXPECT_THAT(r.texts("keep/word"), ElementsAre("a", "b", "<unstated>", "a"));
}

TEST(People, AColumnOfNumbersBecomesWordsAtItsFirstWordHoweverLate) {
    // The batch of the reader holds 240 rows: the word comes in the third.
    std::string file = "id,n,number,late\n";
    for (int i = 1; i <= 600; ++i)
        file += "P" + std::to_string(i) + "," + std::to_string(i) + ".50," + (i == 7 ? std::string("-") : std::to_string(i)) + "," + (i == 599 ? "007" : std::to_string(i)) + "\n";
    const Reading r = read(people + "keep = [\"n\", \"number\", \"late\"]\nmissing = { \"-\" = \"dont_know\" }\n", file.c_str());
    EXPECT_EQ(r.column("keep/n").type(), column::Type::f64);
    EXPECT_EQ(r.column("keep/n").f64()[599], 600.5);
    EXPECT_EQ(r.column("keep/number").type(), column::Type::f64);
    EXPECT_EQ(r.column("keep/number").state(6), State::dont_know);
    EXPECT_EQ(r.column("keep/number").f64()[598], 599);
    ASSERT_EQ(r.column("keep/late").type(), column::Type::text);
    EXPECT_EQ(r.column("keep/late").text(0), "1");
    EXPECT_EQ(r.column("keep/late").text(597), "598");
    EXPECT_EQ(r.column("keep/late").text(598), "007");
    EXPECT_EQ(r.column("keep/late").text(599), "600");
}

TEST(People, AColumnOfNearlyAllNumbersIsSaid) {
    std::string text = "id,n\n";
    for (int i = 0; i < 20; ++i) text += "P" + std::to_string(i) + (i == 7 ? ",n/a\n" : ",5\n");
    const Reading r = read(people + "keep = [\"n\"]\n", text);
    EXPECT_EQ(r.column("keep/n").type(), column::Type::text) << "nothing is lost";
    EXPECT_EQ(r.count("mixed_column"), 1);
    EXPECT_FALSE(r.report.has_problems());
}

TEST(People, ScopedIds) {
    const Reading r = read("[[people]]\nfile = \"a.csv\"\nid = \"alt\"\nscope_id = \"ego\"\nrole = \"alter\"\nkeep = [\"alt\"]\n",
        "ego,alt\n1,a\n1,b\n2,a\n,c\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("1/a", "1/b", "2/a"));
    EXPECT_THAT(r.texts("keep/alt"), ElementsAre("a", "b", "a")) << "the column itself is not changed";
    EXPECT_THAT(r.column("role").i32(), ElementsAre(1, 1, 1));
    EXPECT_EQ(r.report.tally.refused, 1);
    EXPECT_FALSE(r.has("left_out"));
    const Reading some = read("[[people]]\nfile = \"a.csv\"\nid = \"alt\"\nscope_id = \"ego\"\nwhere = { ego = 1 }\n", "ego,alt\n1,a\n2,a\n2, b\n");
    EXPECT_THAT(some.texts("left_out"), ElementsAre("2/a", "2/b"));
}

TEST(People, WordsOfTheFile) {
    const Reading r = read(people +
            "role = { column = \"who\", map = { staff = \"worker\", named = \"alter\" } }\n"
            "state = { column = \"now\", map = { here = \"living_here\", \"do not contact\" = \"asked_us_to_stop\" } }\n"
            "introduce = { column = \"may\", map = { Y = \"yes\", N = \"no\", \"\" = \"not_asked\" } }\n"
            "own_view = \"view\"\nown_view_until = \"until\"\n"
            "permission = { column = \"perm\", separator = \",\", map = { map = \"show_map\" } }\n",
        "id,who,now,may,view,until,perm\n"
        "P1,participant,here,Y,happy_as_is,2027-01,\"hold, map\"\n"
        "P2,staff,do not contact,,not_asked,,\n"
        "P3,named,died,N,wants_more,31/12/2026,hold\n"
        "P4,who knows,gone away,perhaps,,2027-13-01,\n"
        "P5,,,,,,\n");
    EXPECT_THAT(r.column("role").i32(), ElementsAre(0, 3, 1, 1, 1)) << "an unknown or missing role is an alter's: nothing is shown of them";
    EXPECT_THAT(r.column("living").i32(), ElementsAre(0, 3, 2, 3, 0)) << "an unknown state hides; no state is living here";
    EXPECT_EQ(r.count("unknown_role"), 1);
    EXPECT_EQ(r.count("unknown_state"), 1);
    const auto& introduce = r.column("introduce");
    EXPECT_EQ(introduce.booleans()[0], 1);
    EXPECT_EQ(introduce.state(1), State::not_asked);
    EXPECT_EQ(introduce.booleans()[2], 0);
    EXPECT_EQ(introduce.state(3), State::unstated);
    EXPECT_EQ(r.count("not_yes_or_no"), 1);
    const auto& view = r.column("own_view");
    EXPECT_EQ(view.i32()[0], 1);
    EXPECT_EQ(view.state(1), State::not_asked);
    EXPECT_EQ(view.state(3), State::unstated);
    const auto& until = r.column("own_view_until");
    EXPECT_EQ(until.precisions()[0], 1);
    EXPECT_EQ(until.days()[2], 20818);  // 2026-12-31
    EXPECT_FALSE(until.known(3));
    EXPECT_EQ(r.count("day_first"), 1);
    EXPECT_THAT(r.list("permission", 0), ElementsAre("hold", "show_map"));
    EXPECT_FALSE(r.column("permission").known(1));
}

TEST(People, ConstantsForAll) {
    const Reading r = read(people + "asked = { all = \"complete\" }\nintroduce = { all = \"yes\" }\npermission = { all = [\"hold\", \"show_map\"] }\nown_view = { all = \"not_asked\" }\n",
        "id\nP1\nP2\n");
    EXPECT_THAT(r.column("asked").i32(), ElementsAre(column::asked_everything, column::asked_everything));
    EXPECT_THAT(r.column("introduce").booleans(), ElementsAre(1, 1));
    EXPECT_THAT(r.list("permission", 1), ElementsAre("hold", "show_map"));
    EXPECT_EQ(r.column("own_view").state(0), State::not_asked);
}

TEST(People, AskedPerFacet) {
    const Reading r = read(people +
            "[people.asked]\nall = \"not_asked\"\nhousehold = { all = \"complete\" }\n"
            "friends = { column = \"fr\", map = { \"that is everyone\" = \"complete\", some = \"partly\" }, on = \"fr_on\" }\n"
            "help = \"help\"\nhelp_money = \"money\"\non = \"on\"\n",
        "id,fr,help,money,on,fr_on\n"
        "P1,that is everyone,complete,not_asked,2026-01-05,2026-02-01\n"
        "P2,some,,partly,2026-03-01,2026-02-01\n"
        "P3,nobody knows,complete,complete,,\n");
    const auto asked = r.column("asked").i32();
    EXPECT_EQ(column::asked_of(asked[0], Facet::household), Asked::complete);
    EXPECT_EQ(column::asked_of(asked[0], Facet::family), Asked::not_asked);
    EXPECT_EQ(column::asked_of(asked[0], Facet::friends), Asked::complete);
    EXPECT_EQ(column::asked_of(asked[0], Facet::help_emotional), Asked::complete) << "help stands for every kind of help not named";
    EXPECT_EQ(column::asked_of(asked[0], Facet::help_money), Asked::not_asked);
    EXPECT_EQ(column::asked_of(asked[1], Facet::friends), Asked::partly);
    EXPECT_EQ(column::asked_of(asked[1], Facet::help_advocacy), Asked::not_asked) << "an empty cell";
    EXPECT_EQ(column::asked_of(asked[1], Facet::help_money), Asked::partly);
    EXPECT_EQ(column::asked_of(asked[2], Facet::friends), Asked::not_asked);
    EXPECT_EQ(r.count("unknown_word"), 1);
    const auto& on = r.column("asked_on");
    EXPECT_EQ(on.days()[0], 20485);  // 2026-02-01, the later
    EXPECT_EQ(on.days()[1], 20513);  // 2026-03-01
    EXPECT_FALSE(on.known(2));
}

TEST(People, GiftsAreLists) {
    const Reading r = read(people + "lists = { interests = \";\", \"can help with\" = { separator = \",\", as = \"offers\" } }\n",
        "id,interests,can help with\nP1,chess; music;;chess,\"lifts, tools\"\nP2,,\nP3,dance,-\n");
    EXPECT_THAT(r.list("interests", 0), ElementsAre("chess", "music"));
    EXPECT_THAT(r.list("offers", 0), ElementsAre("lifts", "tools"));
    EXPECT_EQ(r.column("interests").state(1), State::unstated);
}

// Expected eastings and northings: `cs2cs EPSG:4326 EPSG:27700` of PROJ 9.1 on the same machine agrees by construction, so the
// tolerance is that of the seven-parameter transformation: Sheffield town hall, SK 353 871.
TEST(People, PointsComeInTheWorkingCrs) {
    const Reading r = read(people + "x = \"lon\"\ny = \"lat\"\n", "id,lon,lat\nP1,-1.4701,53.3804\nP2,,\n");
    ASSERT_EQ(r.column("point").rows(), 2u);
    EXPECT_NEAR(r.column("point").xy()[0], 435300, 150);
    EXPECT_NEAR(r.column("point").xy()[1], 387100, 150);
    EXPECT_EQ(r.column("point").state(1), State::unstated);
    EXPECT_TRUE(r.report.counts.empty()) << "no position is no fault";
    const Reading same = read(people + "easting = \"e\"\nnorthing = \"n\"\n", "id,e,n\nP1,435300.5,387100\n");
    EXPECT_EQ(same.column("point").xy()[0], 435300.5);
}

TEST(People, CoordinatesThatCannotBeUsedAreSaid) {
    const Reading r = read(people + "x = \"lon\"\ny = \"lat\"\n",
        "id,lon,lat\nP1,-1.47,53.38\nP2,53.38,-1.47\nP3,0,0\nP4,-1.47,\nP5,-1.47,north\nP6,-1.47,93\nP7,\"-1,47\",53.38\nP8,45,10\n");
    const auto& point = r.column("point");
    EXPECT_TRUE(point.known(0));
    for (std::size_t row = 1; row < 8; ++row) {
        EXPECT_FALSE(point.known(row)) << row;
        EXPECT_EQ(point.xy()[2 * row], 0) << "nobody is anywhere by mistake";
    }
    EXPECT_EQ(r.count("axes_swapped"), 1);
    EXPECT_EQ(r.issue("axes_swapped")->row, 2);
    EXPECT_EQ(r.count("position_zero"), 1);
    EXPECT_EQ(r.count("half_a_position"), 1);
    EXPECT_EQ(r.count("not_a_number"), 1);
    EXPECT_EQ(r.count("coordinate_impossible"), 1);
    EXPECT_EQ(r.count("decimal_comma"), 1);
    EXPECT_EQ(r.count("outside_working_crs"), 1);
    EXPECT_EQ(r.report.tally.kept, 8) << "the people are kept";
}

TEST(People, AreasByCode) {
    const Reading r = read(people + "area = \"ward\"\nhousehold = \"hh\"\nname = \"label\"\n", "id,ward,hh,label\nP1, W1 ,H1,Ann\nP2,,,\n");
    EXPECT_THAT(r.texts("area"), ElementsAre("W1", "<unstated>"));
    EXPECT_THAT(r.texts("household"), ElementsAre("H1", "<unstated>"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Ann", "<unstated>"));
    EXPECT_FALSE(r.has("point"));
}

TEST(People, PersonalValuesAreMasked) {
    const Reading r = read(people + "x = \"lon\"\ny = \"lat\"\nintroduce = \"may\"\n", "id,lon,lat,may\nP1,12 Acacia Avenue,53,perhaps later\n");
    for (const auto& issue : r.report.issues) {
        EXPECT_EQ(issue.value.find("Acacia"), std::string::npos);
        EXPECT_EQ(issue.reason.find("Acacia"), std::string::npos);
        EXPECT_EQ(issue.value.find("later"), std::string::npos);
    }
    EXPECT_EQ(r.issue("not_yes_or_no")->value, "‹13 characters›");
}

TEST(People, AColumnThatIsNotThere) {
    const Reading refused = read("[[people]]\nfile = \"p.csv\"\nid = \"ID\"\n", "id,name\nP1,Ann\nP2,Bo\n");
    EXPECT_EQ(refused.tables.table, nullptr);
    EXPECT_EQ(refused.report.tally.read, 2);
    EXPECT_EQ(refused.report.tally.refused, 2);
    ASSERT_NE(refused.issue("missing_column"), nullptr);
    EXPECT_THAT(refused.issue("missing_column")->reason, HasSubstr("The columns are: id, name."));
    const Reading kept = read(people + "household = \"houshold\"\n", "id,household\nP1,H1\n");
    EXPECT_EQ(kept.report.tally.kept, 1);
    EXPECT_FALSE(kept.has("household"));
    EXPECT_THAT(kept.issue("missing_column")->reason, HasSubstr("the nearest is \"household\""));
    const Reading where = read(people + "where = { wave = 1 }\n", "id\nP1\n");
    EXPECT_EQ(where.report.tally.refused, 1) << "a condition that cannot be judged lets nobody in";
}

TEST(People, WithoutTheColumnOfRolesNobodyIsAParticipant) {
    const Reading r = read(people + "role = { column = \"who\", map = { staff = \"worker\" } }\n", "id\nP1\n");
    EXPECT_THAT(r.column("role").i32(), ElementsAre(1)) << "an alter, of whom nothing is shown";
    EXPECT_EQ(r.count("missing_column"), 1);
}

TEST(People, OddRowsAreKeptAndSaid) {
    const Reading r = read(people + "name = \"n\"\nkeep = [\"z\"]\n", "id,n,z\nP1,a\nP2,a,b,c\nP3,\"a\n\"P4,b,c\nP5,\"say \"hi\" now\",c\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("P1", "P2", "P3", "\"P4", "P5"));
    EXPECT_EQ(r.count("short_row"), 2);
    EXPECT_EQ(r.count("long_row"), 1);
    EXPECT_EQ(r.count("unclosed_quote"), 2);
    EXPECT_EQ(r.report.tally.kept, 5);
}

TEST(People, RepeatedColumnsAreSaid) {
    const Reading r = read(people + "name = \"n\"\n", "id,n,n\nP1,a,b\n");
    EXPECT_THAT(r.texts("name"), ElementsAre("a"));
    EXPECT_EQ(r.count("repeated_column"), 1);
}

TEST(People, EmptyFiles) {
    const Reading empty = read(people, "");
    EXPECT_EQ(empty.tables.table, nullptr);
    EXPECT_EQ(empty.count("empty_file"), 1);
    const Reading header = read(people, "id,name\n");
    ASSERT_NE(header.tables.table, nullptr);
    EXPECT_EQ(header.column("id").rows(), 0u);
    EXPECT_EQ(header.count("no_rows"), 1);
}

TEST(People, WhatIsNoTableIsSaid) {
    const Reading r = read(people, std::string("PK\x03\x04\x14\x00", 6) + "rest");
    EXPECT_THAT(r.error, HasSubstr("save the sheet as CSV"));
}

TEST(People, EncodingsAreSaid) {
    const Reading r = read(people + "name = \"n\"\n", "id;n\nP1;Zo\xEB\n");
    EXPECT_THAT(r.texts("name"), ElementsAre("Zo\xC3\xAB"));
    EXPECT_EQ(r.count("encoding"), 1);
    EXPECT_THAT(r.issue("encoding")->reason, HasSubstr("Windows-1252"));
    EXPECT_FALSE(r.report.has_problems());
}

TEST(People, InstrumentsBecomeObservations) {
    const Reading r = read(people + "missing = { \"9\" = \"dont_know\" }\n"
            "[[people.instrument]]\nid = \"lsns6\"\nitems = [\"f1\", \"f2\"]\ndate = \"on\"\nmode = { all = \"in_person\" }\n"
            "[[people.instrument]]\nid = \"ons_direct\"\nitems = [\"lonely\"]\n",
        "id,f1,f2,lonely,on\nP1,3,9,2,2026-05-01\nP2,,4,never,\n,1,1,1,\n");
    ASSERT_NE(r.tables.observations, nullptr);
    const auto& o = *r.tables.observations;
    EXPECT_THAT(Reading::texts_of(*o.find("person")), ElementsAre("P1", "P1", "P2", "P2", "P1", "P2"));
    EXPECT_THAT(Reading::texts_of(*o.find("instrument")), ElementsAre("lsns6", "lsns6", "lsns6", "lsns6", "ons_direct", "ons_direct"));
    EXPECT_THAT(Reading::texts_of(*o.find("item")), ElementsAre("f1", "f2", "f1", "f2", "lonely", "lonely"));
    const auto& value = *o.find("value");
    EXPECT_EQ(value.f64()[0], 3);
    EXPECT_EQ(value.state(1), State::dont_know);
    EXPECT_EQ(value.state(2), State::unstated);
    EXPECT_EQ(value.f64()[3], 4);
    EXPECT_EQ(value.state(5), State::unstated) << "\"never\" is no number";
    EXPECT_EQ(r.count("not_a_number"), 1);
    EXPECT_EQ(o.find("date")->days()[0], 20574);  // 2026-05-01
    EXPECT_FALSE(o.find("date")->known(2));
    EXPECT_EQ(o.find("mode")->text(0), "in_person");
    EXPECT_EQ(o.find("mode")->state(4), State::unstated);
    EXPECT_EQ(o.find("asked_by"), nullptr);
    EXPECT_THAT(o.find("source_row")->i64(), ElementsAre(1, 1, 2, 2, 1, 2));
}

TEST(Households, IdAndPosition) {
    const Reading r = read("[[households]]\nfile = \"h.csv\"\nid = \"id\"\neasting = \"e\"\nnorthing = \"n\"\narea = \"a\"\n", "id,e,n,a\nH1,435300,387100,W1\n,1,2,W1\nH3,,,W2\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("H1", "H3"));
    EXPECT_EQ(r.column("point").xy()[1], 387100);
    EXPECT_THAT(r.texts("area"), ElementsAre("W1", "W2"));
    EXPECT_EQ(r.report.tally.refused, 1);
}

}  // namespace people_test
}  // namespace kith::io::test
