#include "engine/cli/trial_place.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "engine/base/random.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;
using base::RandomStream;
using Text = fmt::memory_buffer;

template <class... Values>
void put(Text& text, fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Values>(values)...);
}

// In the open North Sea, in metres of EPSG:27700.
constexpr double west = 620'000, south = 450'000;
constexpr double area_side = 500;
constexpr std::array<const char*, 8> interests{"birds", "chess", "walking", "knitting", "music", "gardening", "cooking", "cards"};
constexpr std::array<const char*, 8> asset_kinds{"choir", "library", "park", "cafe", "allotment", "community_centre", "allotment_society", "festival"};
constexpr std::array<const char*, 5> social_kinds{"friend", "neighbour", "sibling", "peer", "other_kin"};
constexpr std::array<const char*, 4> asset_ties{"member_of", "attends", "volunteers_at", "uses_service"};

template <class List>
const char* one_of(const List& list, RandomStream& random) { return list[random.below(list.size())]; }

std::string number_or_gap(RandomStream& random) { return random.below(9) == 0 ? "" : fmt::format("{}", random.below(100)); }

Text areas_of(const TrialShape& shape) {
    Text text;
    RandomStream random(1, "areas");
    // As many residents as people, so that claims about the whole network may be made; in pieces, many more, so that they may not.
    const std::size_t residents = std::max<std::size_t>(20, shape.people / (shape.side * shape.side)) * (shape.apart ? 10 : 1);
    put(text, R"({{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::27700"}}}},"features":[)");
    for (std::size_t i = 0; i < shape.side * shape.side; ++i) {
        const std::size_t column = i % shape.side, line = i / shape.side;
        const double x = west + area_side * static_cast<double>(column), y = south + area_side * static_cast<double>(line);
        const double far_x = x + area_side, far_y = y + area_side;
        put(text, R"({}{{"type":"Feature","properties":{{"code":"T{:03}","name":"Field {}","population":{})", i == 0 ? "" : ",", i, i + 1,
            i == 1 ? "null" : fmt::format("{}", residents - random.below(1 + residents / 10)));
        for (const std::string& key : shape.indicators) put(text, R"(,"{}":{})", key, i == 2 ? "null" : fmt::format("{}", random.below(1000)));
        put(text, R"(}},"geometry":{{"type":"Polygon","coordinates":[[[{0},{1}],[{2},{1}],[{2},{3}],[{0},{3}],[{0},{1}]]]}}}})", x, y, far_x, far_y);
    }
    put(text, "]}}");
    return text;
}

/// "x,y" somewhere in the areas; nothing in one row of thirteen, and outside in one of forty.
std::string position(std::size_t row, const TrialShape& shape, RandomStream& random) {
    if (row % 13 == 5) return ",";
    const double width = area_side * static_cast<double>(shape.side);
    const double x = row % 40 == 7 ? -700 : random.uniform() * width;
    return fmt::format("{:.1f},{:.1f}", west + x, south + random.uniform() * width);
}

Text people_of(const TrialShape& shape) {
    Text text;
    RandomStream random(1, "people");
    put(text, "id,name,x,y,household,role,state,introduce,own_view,permission,interests,offers,wants,asked_on");
    for (const std::string& key : shape.attributes) put(text, ",{}", key);
    put(text, "\n");
    for (std::size_t p = 0; p < shape.people; ++p) {
        put(text, "P{0},Person {0},{1},{2},{3},living_here,", p, position(p, shape, random), p % 11 == 3 ? "" : fmt::format("H{}", p / 2), p % 10 == 9 ? "alter" : "participant");
        put(text, "{},{},", p % 7 == 2 ? "" : p % 5 == 1 ? "no" : "yes", p % 6 == 4 ? "" : p % 6 == 5 ? "happy_as_is" : "wants_more");
        put(text, "{},", p % 8 == 6 ? "" : "hold;show_worker;suggest_introduction;aggregate");
        for (int list = 0; list < 3; ++list) put(text, "{},", p % 9 == 4 ? std::string() : fmt::format("{};{}", one_of(interests, random), one_of(interests, random)));
        put(text, "{}", p % 12 == 8 ? "" : "2026-05-14");
        for (std::size_t i = 0; i < shape.attributes.size(); ++i) put(text, ",{}", number_or_gap(random));
        put(text, "\n");
    }
    return text;
}

Text assets_of(const TrialShape& shape) {
    Text text;
    RandomStream random(1, "assets");
    put(text, "id,name,kind,x,y,status,confirmed_on,confirmed_by,review_by,when,cost,step_free\n");
    for (std::size_t a = 0; a < shape.assets; ++a)
        put(text, "A{0},Place {0},{1},{2},{3},{4},{5},{6},{7},{8},{9}\n", a, a % 14 == 6 ? "" : one_of(asset_kinds, random), position(a, shape, random),
            a % 9 == 2 ? "" : a % 9 == 5 ? "closed" : "active", a % 4 == 1 ? "" : fmt::format("202{}-0{}-11", 2 + a % 5, 1 + a % 9), a % 4 == 1 ? "" : "resident",
            a % 3 == 0 ? "" : "2027-01", a % 3 == 1 ? "" : "weekly", a % 3 == 2 ? "" : "free", a % 5 == 0 ? "" : "yes");
    return text;
}

void put_tie(Text& text, const std::string& from, const std::string& to, const char* kind, std::size_t row) {
    put(text, "{},{},{},{},{},{},{},{},{}\n", from, to, kind, row % 5 == 3 ? "" : fmt::format("{}", 1 + row % 5), row % 4 == 2 ? "" : fmt::format("{}", row % 31),
        row % 6 == 1 ? "" : row % 17 == 0 ? "difficult" : "good", row % 3 == 0 ? "" : "from", row % 7 == 5 ? "" : fmt::format("20{:02}", 10 + row % 15), row % 8 == 7 ? "" : "2026-03");
}

Text ties_of(const TrialShape& shape) {
    Text text;
    RandomStream random(1, "ties");
    put(text, "from,to,kind,closeness,frequency,valence,reported_by,since,last_confirmed\n");
    if (shape.apart) {
        for (std::size_t p = 0; p + 1 < shape.people / 2; p += 2) put_tie(text, fmt::format("P{}", p), fmt::format("P{}", p + 1), "friend", p);
        return text;
    }
    if (shape.people < 2) return text;
    for (std::size_t t = 0; t < shape.ties; ++t) {
        const std::size_t from = random.below(shape.people);
        if (shape.assets > 0 && t % 4 == 3) {
            put_tie(text, fmt::format("P{}", from), fmt::format("A{}", random.below(shape.assets)), one_of(asset_ties, random), t);
            continue;
        }
        // Mostly somebody near in the list, so that there are triangles.
        const std::size_t to = random.below(10) < 8 ? (from + 1 + random.below(12)) % shape.people : random.below(shape.people);
        if (to != from) put_tie(text, fmt::format("P{}", from), fmt::format("P{}", to), one_of(social_kinds, random), t);
    }
    return text;
}

Text observations_of(const TrialShape& shape) {
    Text text;
    put(text, "subject,instrument,item,value,date\n");
    constexpr std::array<const char*, 6> items{"f1", "f2", "f3", "g1", "g2", "g3"};
    for (std::size_t p = 0; p < std::min<std::size_t>(shape.people, 1000); p += 3)
        for (std::size_t i = 0; i < items.size(); ++i) put(text, "P{},lsns6,{},{},{}\n", p, items[i], (p + i) % 8 == 7 ? "" : fmt::format("{}", (p + i) % 6), p % 9 == 0 ? "" : "2026-04-17");
    return text;
}

/// A word of the recipe as TOML takes it.
std::string quoted(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "\"" : ", \"") + word + '"';
    return text;
}

Text recipe_of(const TrialShape& shape) {
    Text text;
    put(text, "kith = 1\n[place]\nname = \"Trial field (invented)\"\ncrs = \"EPSG:27700\"\nas_of = 2026-06-30\n");
    std::string indicators = "population = \"population\"";
    for (const std::string& key : shape.indicators) indicators += ", " + key + " = \"" + key + '"';
    put(text, "[[areas]]\nfile = \"areas.geojson\"\nas = \"field\"\nid = \"code\"\nname = \"name\"\ncrs = \"EPSG:27700\"\ncolumns = {{ {} }}\n", indicators);
    const char* point = "x = \"x\"\ny = \"y\"\ncrs = \"EPSG:27700\"\n";
    put(text, "[[people]]\nfile = \"people.csv\"\nid = \"id\"\nname = \"name\"\n{}household = \"household\"\nrole = {{ column = \"role\" }}\nstate = \"state\"\n", point);
    put(text, "introduce = \"introduce\"\nown_view = \"own_view\"\npermission = \"permission\"\nlists = {{ interests = \";\", offers = \";\", wants = \";\" }}\n");
    put(text, "keep = [{}]\n[people.asked]\nall = \"complete\"\non = \"asked_on\"\n", quoted(shape.attributes));
    put(text, "[[observations]]\nfile = \"observations.csv\"\nsubject = \"subject\"\ninstrument = \"instrument\"\nitem = \"item\"\nvalue = \"value\"\ndate = \"date\"\n");
    put(text, "[[assets]]\nfile = \"assets.csv\"\nid = \"id\"\nname = \"name\"\nkind = \"kind\"\n{}status = \"status\"\nconfirmed_on = \"confirmed_on\"\n"
              "confirmed_by = \"confirmed_by\"\nreview_by = \"review_by\"\nwhen = \"when\"\ncost = \"cost\"\nstep_free = \"step_free\"\n", point);
    put(text, "[[ties]]\nfile = \"ties.csv\"\nfrom = \"from\"\nto = \"to\"\nkind = \"kind\"\ncloseness = \"closeness\"\nfrequency = \"frequency\"\nvalence = \"valence\"\n"
              "reported_by = \"reported_by\"\nsince = \"since\"\nlast_confirmed = \"last_confirmed\"\n");
    put(text, "[[lenses]]\nas = \"unpaid\"\npaid = \"no\"\n");
    return text;
}

base::Status write(const fs::path& file, const Text& text) {
    std::ofstream out(file, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!out.flush()) return base::io_error("The trial place could not be written to " + file.parent_path().string() + "; is there room?");
    return {};
}

}  // namespace

base::Result<fs::path> write_trial_place(const fs::path& folder, const TrialShape& shape) {
    struct File {
        const char* name;
        Text (*make)(const TrialShape&);
    };
    for (const auto& [name, make] : {File{"areas.geojson", areas_of}, {"people.csv", people_of}, {"assets.csv", assets_of}, {"ties.csv", ties_of},
                                     {"observations.csv", observations_of}, {"recipe.toml", recipe_of}})
        if (base::Status status = write(folder / name, make(shape)); !status) return status.error();
    return folder / "recipe.toml";
}

base::Result<TrialFolder> TrialFolder::create() {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / "kith-trial-XXXXXX").string();
    if (failed || mkdtemp(name.data()) == nullptr) return base::io_error("No folder could be made for the trial places; is there room for temporary files?");
    return TrialFolder(name);
}

TrialFolder::~TrialFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace kith::cli
