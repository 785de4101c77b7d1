// Ties, observations, events, and pairs never to be introduced.
#include <gmock/gmock.h>

#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace relations_test {

using column::State;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Ties, EverythingThatIsKnown) {
    const Reading r = read(
        "[[ties]]\nfile = \"t.csv\"\nfrom = \"a\"\nto = \"b\"\nkind = { column = \"k\", map = { mate = \"friend\" } }\ndirection = \"d\"\ncloseness = \"c\"\nstrength = \"s\"\n"
        "frequency = { column = \"f\", map = { weekly = 4.3, lapsed = 0 } }\npaid = \"p\"\nfunctions = { column = \"h\", separator = \",\" }\nvalence = \"v\"\nreported_by = { all = \"from\" }\n"
        "met_through = \"m\"\nsince = \"since\"\nuntil = \"until\"\nlast_confirmed = \"seen\"\nsource = \"src\"\npermission = { column = \"perm\", separator = \",\" }\n",
        "a,b,k,d,c,s,f,p,h,v,m,since,until,seen,src,perm\n"
        "P1,P2,mate,gives,5,0.78,weekly,no,\"company,money\",good,church,1995-02,1996,2026-05-05,survey,\"hold,research\"\n"
        "P2,A1,member_of,unknown,,1.5,lapsed,unknown,,difficult,,,,,,\n"
        "P3,P1,,both,6,,often,maybe,\"company, gossip\",declined,,2026-13,,,,\n"
        "P4,,friend,,,,,,,,,,,,,\n"
        ",P4,friend,,,,,,,,,,,,,\n"
        "P5,P1,friend,MUTUAL,2.5,-0,12,YES,,mixed,,,,,,\n");
    EXPECT_THAT(r.texts("from"), ElementsAre("P1", "P2", "P3", "P5"));
    EXPECT_THAT(r.texts("to"), ElementsAre("P2", "A1", "P1", "P1"));
    EXPECT_EQ(r.report.tally.filtered, 2) << "a row with one end says nothing";
    EXPECT_EQ(r.count("no_end"), 2);
    EXPECT_EQ(r.report.tally.kept, 4);
    EXPECT_THAT(r.texts("kind"), ElementsAre("friend", "member_of", "<unstated>", "friend"));
    EXPECT_EQ(r.column("direction").i32()[0], 0);
    EXPECT_EQ(r.column("direction").state(1), State::dont_know) << "the file says unknown";
    EXPECT_EQ(r.column("direction").state(2), State::unstated) << "\"both\" is no direction here";
    EXPECT_EQ(r.column("direction").i32()[3], 2);
    EXPECT_EQ(r.column("closeness").i32()[0], 5);
    EXPECT_FALSE(r.column("closeness").known(2));
    EXPECT_FALSE(r.column("closeness").known(3));
    EXPECT_EQ(r.column("strength").f64()[0], 0.78);
    EXPECT_FALSE(r.column("strength").known(1)) << "1.5 is not within 0 to 1";
    EXPECT_EQ(r.count("out_of_range"), 3);
    EXPECT_THAT(r.column("frequency").f64(), ElementsAre(4.3, 0, 0, 12));
    EXPECT_TRUE(r.column("frequency").known(1)) << "lapsed is known: not at all";
    EXPECT_FALSE(r.column("frequency").known(2));
    EXPECT_EQ(r.column("paid").booleans()[0], 0);
    EXPECT_EQ(r.column("paid").state(1), State::dont_know);
    EXPECT_EQ(r.column("paid").state(2), State::unstated);
    EXPECT_EQ(r.column("paid").booleans()[3], 1);
    EXPECT_EQ(r.column("functions").i32()[0], (1 << 3) | (1 << 4));
    EXPECT_EQ(r.column("functions").i32()[2], 1 << 3) << "what is known of the list stays";
    EXPECT_EQ(r.column("valence").i32()[1], 2);
    EXPECT_EQ(r.column("valence").state(2), State::declined);
    EXPECT_THAT(r.column("reported_by").i32(), ElementsAre(0, 0, 0, 0));
    EXPECT_EQ(r.column("since").days()[0], 9162);
    EXPECT_EQ(r.column("since").precisions()[0], 1);
    EXPECT_EQ(r.column("until").precisions()[0], 2);
    EXPECT_EQ(r.count("not_a_date"), 1);
    EXPECT_THAT(r.list("permission", 0), ElementsAre("hold", "research"));
    EXPECT_THAT(r.texts("met_through"), ElementsAre("church", "<unstated>", "<unstated>", "<unstated>"));
}

TEST(Ties, ScopesOfOneEndOrBoth) {
    const Reading both = read("[[ties]]\nfile = \"t.csv\"\nfrom = \"s\"\nto = \"t\"\nscope_id = \"ego\"\nkind_value = \"friend\"\n", "ego,s,t\n1,a,b\n2,a,c\n,a,b\n");
    EXPECT_THAT(both.texts("from"), ElementsAre("1/a", "2/a"));
    EXPECT_THAT(both.texts("to"), ElementsAre("1/b", "2/c"));
    EXPECT_EQ(both.count("no_scope"), 1);
    const Reading one = read("[[ties]]\nfile = \"t.csv\"\nfrom = \"ego\"\nto = \"alt\"\nto_scope_id = \"ego\"\nkind_value = \"friend\"\n", "ego,alt\n1,a\n");
    EXPECT_THAT(one.texts("from"), ElementsAre("1"));
    EXPECT_THAT(one.texts("to"), ElementsAre("1/a"));
    EXPECT_THAT(one.texts("kind"), ElementsAre("friend"));
}

TEST(Ties, ManyFaultsAreCountedAndFewListed) {
    std::string text = "a,b,s\n";
    for (int i = 0; i < 5000; ++i) text += "P1,P2,lots\n";
    const Reading r = read("[[ties]]\nfile = \"t.csv\"\nfrom = \"a\"\nto = \"b\"\nstrength = \"s\"\n", text);
    EXPECT_EQ(r.count("not_a_number"), 5000);
    EXPECT_EQ(r.report.issues.size(), 100u);
    EXPECT_EQ(r.report.issues.back().row, 100);
    EXPECT_EQ(r.report.tally.kept, 5000);
}

TEST(Ties, LongIdsAndBatches) {
    // Ids beyond 8 bytes, more rows than a batch holds, blanks around cells.
    std::string text = "a,b\n";
    for (int i = 0; i < 1000; ++i) text += " person-with-a-long-id-" + std::to_string(i % 700) + " ,p" + std::to_string(i) + "\n";
    const Reading r = read("[[ties]]\nfile = \"t.csv\"\nfrom = \"a\"\nto = \"b\"\n", text);
    const auto& from = r.column("from");
    ASSERT_EQ(from.rows(), 1000u);
    EXPECT_EQ(from.dictionary().size(), 700);
    for (std::size_t i = 0; i < 1000; ++i) {
        ASSERT_EQ(from.text(i), "person-with-a-long-id-" + std::to_string(i % 700));
        ASSERT_EQ(r.column("to").text(i), "p" + std::to_string(i));
    }
}

TEST(Observations, LongForm) {
    const Reading r = read(
        "[[observations]]\nfile = \"o.csv\"\nsubject = \"who\"\ninstrument = { all = \"ucla3\" }\nitem = \"item\"\nvalue = \"answer\"\ndate = \"on\"\nmode = \"mode\"\nasked_by = \"by\"\n"
        "missing = { declined = \"declined\", \"\" = \"not_asked\" }\n",
        "who,item,answer,on,mode,by\nP1,u1,2,2026-03-01,phone,W1\nP1,u2,declined,2026-03-01,,\nP2,u1,,,,\n,u1,1,,,\nP3,,1,,,\n");
    EXPECT_THAT(r.texts("person"), ElementsAre("P1", "P1", "P2"));
    EXPECT_THAT(r.texts("instrument"), ElementsAre("ucla3", "ucla3", "ucla3"));
    EXPECT_EQ(r.column("value").f64()[0], 2);
    EXPECT_EQ(r.column("value").state(1), State::declined);
    EXPECT_EQ(r.column("value").state(2), State::not_asked);
    EXPECT_EQ(r.report.tally.refused, 2);
    EXPECT_EQ(r.count("no_id"), 1);
    EXPECT_EQ(r.count("no_question"), 1);
    EXPECT_EQ(r.column("mode").text(0), "phone");
}

TEST(Observations, AValueColumnThatIsNotThere) {
    const Reading r = read("[[observations]]\nfile = \"o.csv\"\nsubject = \"who\"\ninstrument = { all = \"i\" }\nitem = \"item\"\nvalue = \"answr\"\n", "who,item,answer\nP1,u1,2\n");
    EXPECT_EQ(r.tables.table, nullptr);
    EXPECT_EQ(r.report.tally.refused, 1);
}

TEST(Events, ANotebook) {
    const Reading r = read(
        "[[events]]\nfile = \"e.csv\"\nkind = { column = \"what\", map = { chat = \"conversation\" } }\ndate = \"date\"\nwho = \"who\"\nother = \"other\"\nwords = \"words\"\nnext = \"next\"\ndue = \"due\"\ndone = \"done\"\noutcome = \"out\"\n",
        "what,date,who,other,words,next,due,done,out\nchat,2026-01-02,P1,A1,\"she said \"\"yes\"\"\",ring her,2026-02,,\nparty,,P2,,,,,,\npromise,2026-01-03,,,,,,,\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("e.csv row 1", "e.csv row 2"));
    EXPECT_THAT(r.column("kind").i32(), ElementsAre(0, 6));
    EXPECT_EQ(r.count("unknown_kind"), 1);
    EXPECT_THAT(r.texts("who"), ElementsAre("P1", "P2"));
    EXPECT_EQ(r.column("words").text(0), "she said \"yes\"");
    EXPECT_FALSE(r.column("date").known(1));
    EXPECT_EQ(r.column("due").precisions()[0], 1);
    EXPECT_FALSE(r.column("done").known(0));
    EXPECT_EQ(r.report.tally.refused, 1);
    const Reading losses = read("[[events]]\nfile = \"l.csv\"\nid = \"n\"\nkind_value = \"loss\"\ndate = \"d\"\nwho = \"p\"\n", "n,d,p\nL1,2025,P1\n");
    EXPECT_THAT(losses.column("kind").i32(), ElementsAre(3));
    EXPECT_THAT(losses.texts("id"), ElementsAre("L1"));
}

TEST(Events, AnIntroductionHasItsDays) {
    const Reading r = read("[[events]]\nfile = \"e.csv\"\nkind_value = \"introduction\"\ndate = \"date\"\nwho = \"who\"\nother = \"other\"\nyes_person = \"said_yes\"\nyes_other = \"other_yes\"\nmet_on = \"met\"\nin_touch_on = \"touch\"\nrest_until = \"rest\"\n",
                           "date,who,other,said_yes,other_yes,met,touch,rest\n2026-01-02,P1,P2,2026-01-03,2026-01,2026-02-01,2026-05-02,\n2026-01-04,P1,P3,,soon,,,2026-09-01\n");
    for (const char* day : {"yes_person", "yes_other", "met_on", "in_touch_on"}) EXPECT_TRUE(r.column(day).known(0)) << day;
    EXPECT_EQ(r.column("met_on").days()[0], 20485);  // date -d 2026-02-01 +%s / 86400
    EXPECT_EQ(r.column("yes_other").precisions()[0], 1);
    EXPECT_FALSE(r.column("rest_until").known(0));
    EXPECT_TRUE(r.column("rest_until").known(1));
    EXPECT_FALSE(r.column("yes_other").known(1)) << "soon is no day";
    EXPECT_EQ(r.report.tally.kept, 2);
}

TEST(Events, AStorySaysWhoMayReadIt) {
    const Reading r = read("[[events]]\nfile = \"e.csv\"\nkind = \"kind\"\ndate = \"date\"\nwho = \"who\"\nwords = \"words\"\npermission = \"may_read\"\n",
                           "kind,date,who,words,may_read\nstory,2026-01-02,P1,We dug it together.,funder;public\ngift,2026-01-03,P2,,\n");
    EXPECT_THAT(r.column("kind").i32(), ElementsAre(8, 7));
    const auto& may = r.column("permission");
    ASSERT_EQ(may.list(0).size(), 2u);
    EXPECT_EQ(may.dictionary()[may.list(0)[1]], "public");
    EXPECT_FALSE(may.known(1)) << "who has not been asked did not say yes";
}

TEST(NeverIntroduce, HalfAPairIsAProblem) {
    const Reading r = read("[[never_introduce]]\nfile = \"n.csv\"\na = \"a\"\nb = \"b\"\n", "a,b\nP1,P2\nP3,\n");
    EXPECT_THAT(r.texts("a"), ElementsAre("P1"));
    EXPECT_THAT(r.texts("b"), ElementsAre("P2"));
    EXPECT_EQ(r.report.tally.refused, 1);
    EXPECT_TRUE(r.report.has_problems());
}

}  // namespace relations_test
}  // namespace kith::io::test
