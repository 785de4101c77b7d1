// Networks, format by format: each sample is the smallest that shows what its test says; meanings are the formats' own documents'.
#include <gmock/gmock.h>

#include "tests/engine/io/network_reading.hpp"

namespace kith::io::test {
namespace networks_test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

const std::string people_begin = "[[people]]\nfile = \"g.graphml\"\n", ties_begin = "[[ties]]\nfile = \"g.graphml\"\n";

TEST(Graphml, KeysDefaultsAndTypes) {
    const std::string text =
        "<graphml><key id='d0' for='node' attr.name='age' attr.type='int'><default>20</default></key><key id='d1' for='node' attr.name='id'/>"
        "<key id='d2' for='edge' attr.name='weight' attr.type='double'/><key id='d3' for='graph' attr.name='asked'/>"
        "<graph edgedefault='undirected' id='G'><data key='d3'>2024</data><node id='a'><data key='d0'> 30 </data><data key='d1'>x1</data><data key='d9'>?</data></node>"
        "<node id='b'/><edge source='a' target='b'><data key='d2'>0.5</data></edge><edge source='b' target='a' directed='true'/><node/><edge source='a'/></graph></graphml>";
    const Reading people = read(people_begin + "name = \"id_2\"\nkeep = [\"age\", \"graph.asked\"]\n", text);
    EXPECT_THAT(people.texts("id"), ElementsAre("a", "b"));
    EXPECT_THAT(people.texts("name"), ElementsAre("x1", "<unstated>")) << "an attribute that is called id";
    EXPECT_THAT(people.column("keep/age").f64(), ElementsAre(30, 20));
    EXPECT_THAT(people.column("keep/graph.asked").f64(), ElementsAre(2024, 2024));
    EXPECT_EQ(people.report.tally.refused, 1);
    EXPECT_EQ(people.issue("no_id")->reason, "Line 1: the node has no id, so nothing can refer to it; it was refused.");
    EXPECT_EQ(people.count("unknown_key"), 1);
    const Reading ties = read(ties_begin + "strength = \"weight\"\n", text);
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(2, 0)) << "mutual, gives";
    EXPECT_EQ(ties.column("strength").f64()[0], 0.5);
    EXPECT_FALSE(ties.column("strength").known(1));
    EXPECT_EQ(ties.report.tally.refused, 1);
}

TEST(Graphml, NestedGraphsAndHyperedges) {
    const std::string text =
        "<graphml><graph id='out' edgedefault='directed'><node id='team'><graph id='in' edgedefault='undirected'><node id='x'/><node id='y'/>"
        "<edge source='x' target='y'/></graph></node><node id='z'/><edge source='team' target='z'/>"
        "<hyperedge><endpoint node='x'/><endpoint node='y'/><endpoint node='z'/></hyperedge></graph></graphml>";
    const Reading people = read(people_begin + "keep = [\"graph.parent\", \"graph.id\"]\n", text);
    EXPECT_THAT(people.texts("id"), UnorderedElementsAre("team", "x", "y", "z"));
    EXPECT_THAT(people.texts("keep/graph.parent"), UnorderedElementsAre("team", "team", "<unstated>", "<unstated>"));
    const Reading ties = read(ties_begin, text);
    EXPECT_EQ(ties.report.tally.read, 3);
    EXPECT_EQ(ties.report.tally.refused, 1);
    EXPECT_THAT(ties.issue("hyperedge")->reason, HasSubstr("a tie has two ends"));
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(2, 0));
}

// As Network Canvas exports an interview (field list of its documentation): the one who was asked is data of the graph, not a node.
TEST(Graphml, NetworkCanvasKeepsEachInterviewApart) {
    const auto interview = [](const std::string& n) {
        return "<graph edgedefault='undirected' nc:caseId='case" + n + "' nc:sessionUUID='s" + n + "'><data key='e'>4" + n + "</data><node id='n" + n +
               "'><data key='u'>alter" + n + "</data><data key='c'>true</data></node></graph>";
    };
    const std::string text =
        "<graphml xmlns:nc='http://schema.networkcanvas.com/xmlns'><key id='e' for='graph' attr.name='ego_age'/><key id='u' for='node' attr.name='networkCanvasUUID'/>"
        "<key id='c' for='node' attr.name='close' attr.type='boolean'/>" + interview("1") + interview("2") + "</graphml>";
    const Reading alters = read(people_begin + "id = \"networkCanvasUUID\"\nrole = \"alter\"\nkeep = [\"close\"]\n", text);
    EXPECT_THAT(alters.texts("id"), ElementsAre("alter1", "alter2"));
    const Reading egos = read(people_begin + "table = \"graphs\"\nid = \"nc:sessionUUID\"\nkeep = [\"ego_age\"]\n", text);
    EXPECT_THAT(egos.texts("id"), ElementsAre("s1", "s2"));
    EXPECT_THAT(egos.column("keep/ego_age").f64(), ElementsAre(41, 42));
    const Reading ties = read(ties_begin + "table = \"nodes\"\nfrom = \"graph.nc:sessionUUID\"\nto = \"networkCanvasUUID\"\ndirection = { all = \"mutual\" }\n", text);
    EXPECT_THAT(ties.texts("from"), ElementsAre("s1", "s2"));
    EXPECT_THAT(ties.texts("to"), ElementsAre("alter1", "alter2"));
}

TEST(Graphml, EncodingsAndWhatIsNoGraphml) {
    const Reading latin = read(people_begin, "<?xml version='1.0' encoding='ISO-8859-1'?><graphml><graph edgedefault='directed'><node id='Ren\xE9'/></graph></graphml>");
    EXPECT_THAT(latin.texts("id"), ElementsAre("Ren\xC3\xA9"));
    EXPECT_THAT(read(people_begin, "<gexf/>").error, HasSubstr("is no GraphML: its first element is <gexf>"));
    EXPECT_THAT(read(people_begin, "<graphml><graph>").error, HasSubstr("g.graphml, line 1: the file is no well-formed XML"));
    EXPECT_EQ(read(people_begin, "<graphml/>").count("no_graph"), 1);
}

TEST(Gexf, AttributesLooksAndDates) {
    const std::string text =
        "<gexf version='1.3'><graph defaultedgetype='directed' timeformat='date'><attributes class='node'><attribute id='0' title='valid' type='boolean'>"
        "<default>true</default></attribute></attributes><nodes><node id='a' label='Ann'><attvalues><attvalue for='0' value='false'/><attvalue for='7' value='1'/></attvalues>"
        "<viz:position x='1.5' y='-2'/><viz:color r='153' g='0' b='16'/></node><node id='b' label='Ben'/></nodes><edges>"
        "<edge id='0' source='a' target='b' weight='0.25' start='2020-01-02' end='2021-03-04'/><edge source='b' target='a' type='undirected'>"
        "<spells><spell start='2019-01-01' end='2019-02-01'/><spell start='2020-01-01' end='2020-02-01'/></spells></edge></edges></graph></gexf>";
    const Reading people = read("[[people]]\nfile = \"g.gexf\"\nname = \"label\"\nkeep = [\"valid\", \"viz.x\", \"viz.colour\"]\n", text);
    EXPECT_THAT(people.texts("name"), ElementsAre("Ann", "Ben"));
    EXPECT_THAT(people.column("keep/valid").booleans(), ElementsAre(0, 1));
    EXPECT_EQ(people.column("keep/viz.x").f64()[0], 1.5);
    EXPECT_THAT(people.texts("keep/viz.colour"), ElementsAre("#990010", "<unstated>"));
    EXPECT_EQ(people.count("unknown_key"), 1);
    const Reading ties = read("[[ties]]\nfile = \"g.gexf\"\nstrength = \"weight\"\nsince = \"since\"\nuntil = \"until\"\n", text);
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(0, 2));
    EXPECT_EQ(ties.column("strength").f64()[0], 0.25);
    EXPECT_THAT(ties.column("since").days(), ElementsAre(18263, 17897)) << "2020-01-02; the first spell's 2019-01-01";
    EXPECT_THAT(ties.column("until").days(), ElementsAre(18690, 18293)) << "2021-03-04; the last spell's 2020-02-01";
    EXPECT_EQ(ties.count("several_spells"), 1);
}

TEST(Gexf, TimesThatAreNoDatesStayAsTheyStand) {
    const std::string text =
        "<gexf><graph mode='dynamic' timeformat='double' defaultedgetype='undirected'><nodes><node id='a' start='2004.0' end='2032.0'/></nodes></graph></gexf>";
    const Reading people = read("[[people]]\nfile = \"g.gexf\"\nkeep = [\"start\", \"end\"]\n", text);
    EXPECT_EQ(people.column("keep/start").f64()[0], 2004);
    EXPECT_EQ(people.column("keep/end").f64()[0], 2032);
}

TEST(Gml, RecordsTextsAndDirection) {
    const std::string text =
        "# a comment\nCreator \"me\" graph [ node [ id 1 name \"Tom &amp; Ren&#233;\" graphics [ x 1.5 inner [ y 2 ] ] num NAN ] node [ ] node [ id 2 name \"a\" name \"b\" ]\n"
        "edge [ source 1 target 2 value +2 ] edge [ source 1 ] directed 1 ]\ngraph [ node [ id 9 ] ]";
    const Reading people = read("[[people]]\nfile = \"g.gml\"\nname = \"name\"\nkeep = [\"graphics.x\"]\n", text);
    EXPECT_THAT(people.texts("id"), ElementsAre("1", "2"));
    EXPECT_THAT(people.texts("name"), ElementsAre("Tom & Ren\xC3\xA9", "b"));
    EXPECT_EQ(people.column("keep/graphics.x").f64()[0], 1.5);
    EXPECT_EQ(people.count("nested_data"), 1);
    EXPECT_EQ(people.count("repeated_value"), 1);
    EXPECT_EQ(people.count("further_graphs"), 1);
    EXPECT_EQ(people.report.tally.refused, 1);
    const Reading ties = read("[[ties]]\nfile = \"g.gml\"\n", text);
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(0)) << "directed 1 stands behind the edges and holds for them";
    EXPECT_EQ(ties.report.tally.refused, 1);
    EXPECT_THAT(read("[[people]]\nfile = \"g.gml\"\n", "graph [\nnode [ id 2x ]\n]").error, HasSubstr("g.gml, line 2: this is no GML that can be read"));
    EXPECT_THAT(read("[[people]]\nfile = \"g.gml\"\n", "graph [ node [ id 2 ]").error, HasSubstr("closed with ]"));
    EXPECT_THAT(read("[[people]]\nfile = \"g.gml\"\n", "a 1").error, HasSubstr("holds no graph"));
}

TEST(Gml, AsAssetsItMustBeSaidBecauseMapsShareTheEnding) {
    const auto recipe = parse_recipe("kith = 1\n[place]\nname = \"P\"\n[[assets]]\nfile = \"a.gml\"\n[[assets]]\nfile = \"a.gml\"\nformat = \"gml\"\n", "r.toml");
    ASSERT_TRUE(recipe);
    EXPECT_EQ(recipe->assets[0].format, Format::features);
    EXPECT_EQ(recipe->assets[1].format, Format::gml);
    EXPECT_EQ(recipe->assets[1].id, "id");
    EXPECT_EQ(recipe->assets[1].table, "nodes");
}

TEST(Pajek, VerticesLinesListsAndRelations) {
    const std::string text =
        "*Network friends\n*Vertices 4\n1 \"Ann Lee\" 0.1 0.2 0.5 ellipse ic Green\n3 Cat\n7 \"no\"\n*Arcs :1 \"likes\"\n1 2 3.5 c Blue\n1 x\n*Edges\n2 3\n*Arcslist\n1 2 -3\n*Edgeslist\n4 1\n"
        "*Partition x\n*Vertices 4\n1\n2\n1\n2\n";
    const Reading people = read("[[people]]\nfile = \"g.net\"\nname = \"label\"\nkeep = [\"x\", \"shape\", \"ic\"]\n", text);
    EXPECT_THAT(people.texts("id"), ElementsAre("1", "2", "3", "4")) << "who has no line is there as well";
    EXPECT_THAT(people.texts("name"), ElementsAre("Ann Lee", "<unstated>", "Cat", "<unstated>"));
    EXPECT_EQ(people.column("keep/x").f64()[0], 0.1);
    EXPECT_THAT(people.texts("keep/ic"), ElementsAre("Green", "<unstated>", "<unstated>", "<unstated>"));
    EXPECT_EQ(people.count("bad_vertex"), 1);
    const Reading ties = read("[[ties]]\nfile = \"g.net\"\nkind = \"relation\"\nfrequency = \"weight\"\n", text);
    EXPECT_THAT(ties.texts("from"), ElementsAre("1", "2", "1", "1", "4"));
    EXPECT_THAT(ties.texts("to"), ElementsAre("2", "3", "2", "3", "1"));
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(0, 2, 0, 0, 2));
    EXPECT_EQ(ties.texts("kind")[0], "likes");
    EXPECT_EQ(ties.column("frequency").f64()[0], 3.5);
    EXPECT_EQ(ties.report.tally.refused, 1);
}

TEST(Pajek, TwoKindsAndMatrices) {
    const std::string two = "*Vertices 5 2\n*Matrix\n1 0 1\n0 2 0\n";
    EXPECT_THAT(read("[[people]]\nfile = \"g.net\"\nkeep = [\"mode\"]\n", two).column("keep/mode").f64(), ElementsAre(1, 1, 2, 2, 2));
    const Reading ties = read("[[ties]]\nfile = \"g.net\"\n", two);
    EXPECT_THAT(ties.texts("to"), ElementsAre("3", "5", "4"));
    EXPECT_THAT(ties.column("direction").i32(), ElementsAre(2, 2, 2));
    EXPECT_THAT(read("[[ties]]\nfile = \"g.net\"\n", "*Vertices 2\n*Matrix\n0 1\n0 1 1\n").error, HasSubstr("line 4: the matrix should have 2 rows of 2 numbers each"));
}

TEST(Matrix, NamesSymmetryAndCodes) {
    const std::string recipe = "[[ties]]\nfile = \"m.txt\"\nformat = \"matrix\"\n", who = "[[people]]\nfile = \"m.txt\"\nformat = \"matrix\"\n";
    const Reading plain = read(recipe, " 0 1 0\n 1 0 0\n 0 0 0\n");
    EXPECT_THAT(plain.texts("from"), ElementsAre("1"));
    EXPECT_THAT(plain.column("direction").i32(), ElementsAre(2)) << "as much on both sides of the diagonal: one tie";
    EXPECT_THAT(read(who, " 0 1 0\n 1 0 0\n 0 0 0\n").texts("id"), ElementsAre("1", "2", "3")) << "who has no ties is there as well";
    const std::string named = "\"\";\"Ann\";\"Ben\"\n\"Ann\";0;1\n\"Ben\";0;0\n";
    EXPECT_THAT(read(who, named).texts("id"), ElementsAre("Ann", "Ben"));
    EXPECT_THAT(read(recipe, named).column("direction").i32(), ElementsAre(0));
    const std::string two = ",choir,club\nAnn,1,0\nBen,1,1\n";
    EXPECT_THAT(read(who, two).texts("id"), ElementsAre("Ann", "Ben", "choir", "club"));
    EXPECT_THAT(read(recipe, two).texts("to"), ElementsAre("choir", "choir", "club"));
    EXPECT_THAT(read(recipe, "0 1 0\n0 0 1\n").error, HasSubstr("has 2 rows and 3 columns"));
    EXPECT_THAT(read(recipe, "\n\n").error, HasSubstr("holds no matrix"));
    const Reading codes = read(recipe + "strength = { column = \"value\", map = { 10 = 0, 11 = 1 } }\nmissing = { value = { 9 = \"dont_know\" } }\n", "0 9 10\n11 0 1\n0 0 0\n");
    EXPECT_THAT(codes.texts("to"), ElementsAre("1", "3"));
    EXPECT_THAT(codes.column("strength").f64(), ElementsAre(1, 1));
    EXPECT_EQ(codes.count("unknown_tie"), 1);
    EXPECT_EQ(codes.count("no_tie"), 1);
    EXPECT_EQ(codes.report.tally.filtered, 2);
}

TEST(Formats, WhatIsNotReadSaysAWayRound) {
    for (const auto& [file, words] : std::vector<std::pair<std::string, std::string>>{{"a.##h", "Pajek .net, or as CSV"}, {"a.DL", "UCINET DL"}, {"a.dot", "gv2gml"}, {"a.vna", "NetDraw"},
             {"a.graph", "METIS"}, {"a.sav", "export it there as CSV"}, {"a.parquet", "export it as CSV"}, {"a.xls", "save it as .xlsx"}, {"a.docx", "ask for the table"}, {"a.xml", "say format"}}) {
        const Reading r = read("[[ties]]\nfile = \"" + file + "\"\nfrom = \"a\"\nto = \"b\"\n", "a,b\n1,2\n");
        EXPECT_THAT(r.error, HasSubstr(words)) << file;
        EXPECT_EQ(r.report.tally.read, 0);
    }
    EXPECT_THAT(read("[[people]]\nfile = \"a.gexf\"\ntable = \"graphs\"\n", "<gexf/>").error, HasSubstr("only GraphML has a table of graphs"));
    EXPECT_THAT(read("[[people]]\nfile = \"a.graphml\"\n", std::string("\x1F\x8B") + "x").error, HasSubstr("is not GraphML but a compressed file"));
}

TEST(Formats, RecipesAreToldWhatDoesNotFit) {
    const auto error_of = [](const std::string& block) { return parse_recipe("kith = 1\n[place]\nname = \"P\"\n" + block, "r.toml").error().message; };
    EXPECT_THAT(error_of("[[people]]\nfile = \"p.csv\"\n"), HasSubstr("id is missing in [[people]]"));
    EXPECT_THAT(error_of("[[ties]]\nfile = \"p.csv\"\nfrom = \"a\"\n"), HasSubstr("to is missing in [[ties]]"));
    EXPECT_THAT(error_of("[[people]]\nfile = \"p.csv\"\nid = \"a\"\nsheet = \"b\"\n"), HasSubstr("sheet in [[people]] needs a spreadsheet"));
    EXPECT_THAT(error_of("[[people]]\nfile = \"p.csv\"\nid = \"a\"\ntable = \"nodes\"\n"), HasSubstr("table in [[people]] needs a file that holds several"));
    EXPECT_THAT(error_of("[[people]]\nfile = \"p.gexf\"\ntable = \"node\"\n"), HasSubstr("the nearest is \"nodes\""));
    EXPECT_THAT(error_of("[[people]]\nfile = \"p.gexf\"\nformat = \"graphml2\"\n"), HasSubstr("the nearest is \"graphml\""));
}

}  // namespace networks_test
}  // namespace kith::io::test
