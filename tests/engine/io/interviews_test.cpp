// JSON records, personal networks with a row an interview, and Network Canvas' tables. The samples are made from the documented columns of egor's wide form
// and of Network Canvas' CSV export; no export of the latter was at hand.
#include <gmock/gmock.h>

#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace interviews_test {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Records, AListByAnyNameIsATable) {
    const std::string text = R"({"about": "us", "places": [
        {"id": "a", "name": "Hall", "lat": 53.38, "lng": -1.47, "hidden": false, "tags": ["tea", "chess"], "address": {"city": "Sheffield", "geo": {"x": 1}}},
        {"id": "b", "name": null, "lat": 53.39, "lng": -1.46}, "note"], "others": [{"id": "c"}]})";
    const std::string block = "[[assets]]\nfile = \"p.json\"\nformat = \"json\"\nid = \"id\"\nname = \"name\"\nx = \"lng\"\ny = \"lat\"\nkeep = [\"address.city\", \"tags\", \"hidden\"]\n";
    const Reading assets = read(block, text);
    EXPECT_THAT(assets.texts("id"), ElementsAre("a", "b"));
    EXPECT_THAT(assets.texts("name"), ElementsAre("Hall", "<unstated>"));
    EXPECT_THAT(assets.texts("keep/address.city"), ElementsAre("Sheffield", "<unstated>"));
    EXPECT_THAT(assets.texts("keep/tags"), ElementsAre("tea;chess", "<unstated>"));
    EXPECT_TRUE(assets.column("point").known(0));
    EXPECT_EQ(assets.report.tally.refused, 1) << "a word is no record";
    EXPECT_EQ(assets.count("nested_data"), 2) << "geo within address, and the other list";
    const Reading others = read("[[people]]\nfile = \"p.json\"\nid = \"id\"\ntable = \"others\"\n", text);
    EXPECT_THAT(others.texts("id"), ElementsAre("c")) << "of people .json is records without a word";
    EXPECT_THAT(read(block, "[{\"id\": 1},").error, HasSubstr("not JSON"));
}

const std::string wide = "egoID;sex;age;alter.sex.1;alter.age.1;alter.sex.2;alter.age.2;X1.to.2\n7;w;30;m;41;w;;2\n8;m;40;w;50;NA;NA;NA\n9;w;33;;;;;\n";

TEST(Wide, EgosAndWhomTheyNamed) {
    const Reading people = read("[[people]]\nfile = \"w.csv\"\nformat = \"wide\"\nrole = { column = \"role\" }\nkeep = [\"sex\", \"age\", \"ego\"]\n", wide);
    EXPECT_THAT(people.texts("id"), ElementsAre("7", "7/1", "7/2", "8", "8/1", "9"));
    EXPECT_THAT(people.texts("keep/sex"), ElementsAre("w", "m", "w", "m", "w", "w"));
    const auto& ego = people.column("keep/ego");
    EXPECT_THAT(ego.f64(), ElementsAre(testing::_, 7, 7, testing::_, 8, testing::_));
    EXPECT_FALSE(ego.known(0) || ego.known(3) || ego.known(5)) << "who was asked was named by nobody";
    EXPECT_FALSE(people.column("keep/age").known(2)) << "nobody said how old the second is";
    const Reading ties = read("[[ties]]\nfile = \"w.csv\"\nformat = \"wide\"\nkind = \"kind\"\nfrequency = \"weight\"\n", wide);
    EXPECT_THAT(ties.texts("from"), ElementsAre("7", "7", "7/1", "8"));
    EXPECT_THAT(ties.texts("to"), ElementsAre("7/1", "7/2", "7/2", "8/1"));
    EXPECT_THAT(ties.texts("kind"), ElementsAre("named", "named", "between_alters", "named"));
    EXPECT_EQ(ties.column("frequency").f64()[2], 2);
    EXPECT_THAT(read("[[people]]\nfile = \"w.csv\"\nformat = \"wide\"\n", "id,age\n1,2\n").error, HasSubstr("row an interview"));
}

TEST(NetworkCanvas, AnUnansweredQuestionWithSeveralAnswersIsUnknown) {
    const std::string alters =
        "nodeID,networkCanvasEgoUUID,networkCanvasUUID,hobbies_music,hobbies_sport,close\n"
        "1,e1,u1,true,false,false\n2,e1,u2,false,false,true\n1,e2,u3,false,true,\n";
    const Reading people = read(
        "[[people]]\nfile = \"export_attributeList_Person.csv\"\nformat = \"network-canvas\"\nid = \"networkCanvasUUID\"\nrole = \"alter\"\nkeep = [\"hobbies_music\", \"hobbies_sport\", \"close\"]\n", alters);
    EXPECT_THAT(people.texts("id"), ElementsAre("u1", "u2", "u3"));
    const auto& music = people.column("keep/hobbies_music");
    EXPECT_TRUE(music.known(0) && music.known(2));
    EXPECT_FALSE(music.known(1)) << "all false: nobody knows whether it was asked";
    EXPECT_FALSE(people.column("keep/hobbies_sport").known(1));
    EXPECT_TRUE(people.column("keep/close").known(0)) << "a single yes or no stays what it is";
    EXPECT_EQ(people.count("multi_choice_unanswered"), 1);
    const Reading ties = read("[[ties]]\nfile = \"export_edgeList_Knows.csv\"\nformat = \"network-canvas\"\nfrom = \"networkCanvasSourceUUID\"\nto = \"networkCanvasTargetUUID\"\n",
                              "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID\n1,1,2,e1,t1,u1,u2\n");
    EXPECT_THAT(ties.texts("from"), ElementsAre("u1"));
    EXPECT_THAT(ties.texts("to"), ElementsAre("u2"));
    EXPECT_THAT(read("[[people]]\nfile = \"n.csv\"\nformat = \"network-canvas\"\nid = \"a\"\n", "a,b\n1,2\n").error, HasSubstr("no table of Network Canvas"));
}

}  // namespace interviews_test
}  // namespace kith::io::test
