// Rows without a position by their postcode or UPRN, through kith-reader into a place. Everything is invented; expected by hand.
#include <gmock/gmock.h>

#include "engine/column/placed_by.hpp"
#include "engine/place/pipeline.hpp"
#include "tests/support/built.hpp"
#include "tests/support/folder.hpp"

namespace kith {
namespace lookups_test {

using column::PlacedBy;
using kith::test::write_file;

struct Read {
    place::PlacePtr place;
    const column::Column& column(std::string_view segment, std::string_view key) const {
        const column::Column* found = place->revision->column(segment, key);
        EXPECT_NE(found, nullptr) << segment << '/' << key;
        static const column::Column none;
        return found == nullptr ? none : *found;
    }
    const column::SourceReport& report(std::string_view block) const {
        static const column::SourceReport none;
        for (const column::SourceReport& report : place->reports)
            if (report.block == block) return report;
        return none;
    }
    std::int64_t count(std::string_view block, std::string_view code) const {
        for (const auto& c : report(block).counts)
            if (c.code == code) return c.count;
        return 0;
    }
};

class PlacedByLookup : public testing::Test {
protected:
    Read read(const std::string& blocks) {
        const auto recipe = io::parse_recipe("kith = 1\n[place]\nname = \"P\"\n" + blocks, "r.toml");
        EXPECT_TRUE(recipe) << recipe.error().message;
        base::JobContext job;
        io::ReadOptions options;
        options.reader = kith::test::built(KITH_BIN_DIR) / "kith-reader";
        auto made = place::read_place(*recipe, folder_.path(), job, options);
        EXPECT_TRUE(made) << made.error().message;
        return {made ? *made : nullptr};
    }
    static std::string lookup(const std::string& of, const std::string& file) {
        return "[[lookups]]\nof = \"" + of + "\"\nfile = \"" + file + "\"\nid = \"key\"\neasting = \"e\"\nnorthing = \"n\"\n";
    }
    test::Folder folder_;
};

TEST_F(PlacedByLookup, APropertyBeforeAPostcodeAndItsOwnPositionBeforeBoth) {
    write_file(folder_ / "pc.csv", "key,e,n,end\nZZ1 1AA,435000,387000,\nZZ1 1AB,436000,387000,201505\nZZ1 1AC,435500,387500,\n");
    write_file(folder_ / "up.csv", "key,e,n\n42,435111,387222\n");
    write_file(folder_ / "a.csv", "id,name,e,n,pc,u\nA1,Hall,434000,386000,ZZ1 1AA,42\nA2,Cafe,,,zz11aa,42\nA3,Choir,,,ZZ1 1AB,\nA4,Shed,,,ZZ9 9ZZ,43\nA5,Online,,,,\n");
    const Read r = read(lookup("postcode", "pc.csv") + "ended = \"end\"\n" + lookup("uprn", "up.csv") +
                        "[[assets]]\nfile = \"a.csv\"\nid = \"id\"\nname = \"name\"\neasting = \"e\"\nnorthing = \"n\"\npostcode = \"pc\"\nuprn = \"u\"\n");
    ASSERT_NE(r.place, nullptr);
    const column::Column &point = r.column("assets.positions", "point"), &placed = r.column("assets.positions", "placed_by");
    EXPECT_THAT(std::vector<double>(point.xy().begin(), point.xy().begin() + 6), testing::ElementsAre(434000, 386000, 435111, 387222, 436000, 387000));
    EXPECT_EQ(placed.i32()[0], static_cast<int>(PlacedBy::recorded));
    EXPECT_EQ(placed.i32()[1], static_cast<int>(PlacedBy::uprn));
    EXPECT_EQ(placed.i32()[2], static_cast<int>(PlacedBy::postcode));
    EXPECT_FALSE(point.known(3));
    EXPECT_FALSE(point.known(4));
    EXPECT_EQ(r.count("assets", "key_not_found"), 1) << "A4, once; A5 names nothing";
    EXPECT_EQ(r.report("assets").issues.front().severity, column::Severity::problem);
    EXPECT_EQ(r.count("assets", "ended_postcode"), 1);
    EXPECT_EQ(r.count("assets", "placed_by_postcode"), 1);
    EXPECT_EQ(r.report("assets").tally.kept, 5) << "nobody is lost over a postcode";
    EXPECT_EQ(r.report("lookups").tally.read, 3);
    EXPECT_EQ(r.report("lookups").tally.filtered, 1) << "ZZ1 1AC: nobody asked";
}

TEST_F(PlacedByLookup, PeopleStandWhereTheirHouseholdDoesAndTheirPostcodesAreNotTold) {
    write_file(folder_ / "pc.csv", "key,e,n\nZZ1 1AA,435000,387000\n");
    write_file(folder_ / "h.csv", "id,pc\nH1,ZZ1 1AA\n");
    write_file(folder_ / "p.csv", "id,home,pc\nP1,H1,\nP2,,ZZ7 7ZZ\n");
    const Read r = read(lookup("postcode", "pc.csv") + "[[households]]\nfile = \"h.csv\"\nid = \"id\"\npostcode = \"pc\"\n[[people]]\nfile = \"p.csv\"\nid = \"id\"\nhousehold = \"home\"\npostcode = \"pc\"\n");
    ASSERT_NE(r.place, nullptr);
    EXPECT_EQ(r.column("people.positions", "point").xy()[0], 435000);
    EXPECT_EQ(r.column("people.positions", "placed_by").i32()[0], static_cast<int>(PlacedBy::postcode));
    EXPECT_FALSE(r.column("people.positions", "point").known(1));
    for (const column::SourceReport& report : r.place->reports)
        for (const column::Issue& issue : report.issues) EXPECT_EQ((issue.value + issue.reason).find("ZZ7"), std::string::npos) << issue.code;
    for (const auto& segment : r.place->revision->segments())
        for (const column::Column& column : segment->columns()) EXPECT_NE(column.key(), "postcode") << "what is not kept is not there: " << segment->key();
}

TEST_F(PlacedByLookup, ALookupThatIsNotThereIsSaidAndNothingElseIsLost) {
    write_file(folder_ / "a.csv", "id,name,pc\nA1,Hall,ZZ1 1AA\n");
    const Read r = read(lookup("postcode", "gone.csv") + "[[assets]]\nfile = \"a.csv\"\nid = \"id\"\nname = \"name\"\npostcode = \"pc\"\n");
    ASSERT_NE(r.place, nullptr);
    EXPECT_EQ(r.count("lookups", "no_file"), 1);
    EXPECT_EQ(r.count("assets", "lookup_not_read"), 1);
    EXPECT_EQ(r.report("assets").tally.kept, 1);
}

TEST_F(PlacedByLookup, ALookupThatNobodyAsksIsNotRead) {
    write_file(folder_ / "pc.csv", "key,e,n\nZZ1 1AA,435000,387000\n");
    write_file(folder_ / "a.csv", "id,name,e,n\nA1,Hall,434000,386000\n");
    const Read r = read(lookup("postcode", "pc.csv") + "[[assets]]\nfile = \"a.csv\"\nid = \"id\"\nname = \"name\"\neasting = \"e\"\nnorthing = \"n\"\n");
    ASSERT_NE(r.place, nullptr);
    EXPECT_EQ(r.count("lookups", "unused_lookup"), 1);
    EXPECT_EQ(r.report("lookups").tally.read, 0);
    EXPECT_EQ(r.place->revision->column("assets.positions", "placed_by"), nullptr) << "where nobody needs the column it is not there";
}

}  // namespace lookups_test
}  // namespace kith
