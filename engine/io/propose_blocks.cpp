#include "engine/io/propose_blocks.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/propose_columns.hpp"
#include "engine/io/propose_keys.hpp"

namespace kith::io {
namespace {

/// What sort of areas codes are of, by their first three signs (ONS register of geographic codes); "" = not one of these.
std::string_view layer_of_codes(const ColumnFacts& id) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kinds{{
        {"E00", "oa"}, {"W00", "oa"}, {"E01", "lsoa"}, {"W01", "lsoa"}, {"E02", "msoa"}, {"W02", "msoa"}, {"E05", "ward"}, {"W05", "ward"},
        {"E06", "district"}, {"E07", "district"}, {"E08", "district"}, {"S01", "data_zone"}}};
    for (const auto& [prefix, kind] : kinds)
        if (id.first.starts_with(prefix)) return kind;
    return {};
}

std::string layer_name(const BlockSource& source, const ColumnFacts* id) {
    if (id != nullptr && has_codes(*id)) {
        if (const auto kind = layer_of_codes(*id); !kind.empty()) return std::string(kind);
        const std::string name = base::lower(id->name + ' ' + source.file.file);
        for (const std::string_view kind : {"lsoa", "msoa", "ward", "oa1", "oa2", "district"})
            if (name.find(kind) != name.npos) return std::string(kind.substr(0, kind.starts_with("oa") ? 2 : kind.size()));
    }
    return slug(source.table.table.empty() ? stem_of(source.file.file) : source.table.table);
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
}

std::string unique_name(const BlockSource& source, std::string name, const ProposedBlock& own) {
    const auto taken = [&](const std::string& tried) {
        return std::any_of(source.layers.begin(), source.layers.end(), [&](const LayerChoice& layer) {
            return layer.proposed != &own && std::any_of(layer.proposed->keys.begin(), layer.proposed->keys.end(), [&](const auto& key) { return key.first == "as" && key.second == quoted_toml(tried); });
        });
    };
    if (!taken(name)) return name;
    std::string longer = slug(stem_of(source.file.file));
    for (int i = 2; taken(longer); ++i) longer = name + '_' + std::to_string(i);
    return longer;
}

/// Shapes as text come without their coordinate system: by the size of their numbers.
bool is_grid_text(const ColumnFacts& wkt) {
    const std::size_t digit = wkt.first.find_first_of("0123456789");
    return digit != std::string::npos && std::strtod(wkt.first.c_str() + digit, nullptr) > 1000;
}

/// What seemed to be something cannot be read as that.
void leave(ProposedBlock& block, std::string why) {
    block.role = TableRole::nothing;
    block.layer = -1;
    block.why = std::move(why);
    block.keys.clear();
    block.reasons.clear();
}

void areas(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    const ColumnFacts* id = id_of_areas(source.table);
    const bool official = id != nullptr && has_codes(*id);
    if (!source.table.table.empty()) keys.say("ogr_layer", quoted_toml(source.table.table));
    if (source.table.shape == Shape::none) {
        const ColumnFacts* wkt = find_column(source.table, {"wkt", "geometry", "geom", "thegeom"});
        const bool grid = wkt != nullptr && is_grid_text(*wkt);
        if (wkt == nullptr) return leave(block, "it has no shapes, so it cannot be boundaries");
        keys.use(*wkt);
        keys.say("crs", grid ? "\"EPSG:27700\"" : "\"EPSG:4326\"", std::string("crs: ") + (grid ? "metres of the British National Grid, by the size of the numbers" : "degrees, by the size of the numbers"));
    }
    const std::string layer = unique_name(source, layer_name(source, id), block);
    keys.say("as", quoted_toml(layer));
    if (id != nullptr)
        keys.column("id", id, official ? "codes of official areas, no two alike" : "no two alike");
    else
        keys.say("id", "\"fid\"", "id: no column tells one area from another, so the order in the file does");
    const auto not_id = [&](const ColumnFacts& column) { return &column != id && !holds_numbers(column); };
    const ColumnFacts* name = find_column(source.table, {"name", "label", "areaname"}, not_id);
    keys.column("name", name != nullptr ? name : find_ending(source.table, {"nm", "name"}, not_id));
    if (const ColumnFacts* population = find_column(source.table, {"population", "totalpopulation", "allages", "usualresidents"}, holds_numbers)) {
        source.names.free(source.block, "population", {});
        keys.say("columns", "{ " + quoted_toml(population->name) + " = \"population\" }", population->name + ": how many people live there");
        keys.use(*population);
    }
    if (!official) {
        keys.say("role", "\"drawn\"", "no official codes, so they count as drawn: they may overlap or leave gaps");
        return keys.leave_the_rest();
    }
    std::string year = year_of_codes(id->name);
    if (year.empty()) year = year_of_codes(stem_of(source.file.file));
    if (!year.empty()) keys.say("vintage", quoted_toml(upper(layer) + year));
    keys.leave_the_rest();
}

std::string indicator_name(std::string_view column) {
    const std::string name = bare(column);
    for (const std::string_view word : {"totalpopulation", "population", "allages", "usualresidents", "totalresidents", "allusualresidents"})
        if (name == word) return "population";
    return slug(column);
}

void statistics(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    const auto layer = std::find_if(source.layers.begin(), source.layers.end(), [&](const LayerChoice& l) { return l.block == block.layer; });
    const ColumnFacts* area_id = layer == source.layers.end() ? nullptr : id_of_areas(*layer->table);
    if (area_id == nullptr) return leave(block, "its areas are of no boundaries among these files; add those and import again");
    const ColumnFacts* id = nullptr;
    double best = 0;
    for (const ColumnFacts& column : source.table.columns)
        if (const double share = std::max(share_within(column, *area_id), share_within(*area_id, column)); share > best) best = share, id = &column;
    if (id == nullptr) return leave(block, "no column of it holds codes of these boundaries");
    keys.part();
    keys.column("id", id, "codes of " + layer->proposed->file);
    if (best < 0.95) block.reasons.push_back("only " + std::to_string(static_cast<int>(best * 100)) + " % of the codes are of these boundaries: are both of the same year?");
    const auto countable = [&](const ColumnFacts& c) { return &c != id && holds_numbers(c) && !keys.used(c); };
    if (id->unique()) {
        std::string columns;
        int taken = 0;
        for (const ColumnFacts& column : source.table.columns) {
            const std::string name = bare(column.name);
            const bool year_of_age = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (!countable(column) || year_of_age || taken == 40) continue;
            columns += (columns.empty() ? "" : ", ") + quoted_toml(column.name) + " = " + quoted_toml(source.names.free(block.layer, indicator_name(column.name), stem_of(source.file.file)));
            keys.use(column);
            ++taken;
        }
        if (taken == 0) return leave(block, "it has codes of these areas and no numbers that mean something by their name");
        keys.say("columns", "{ " + columns + " }", "its numbers, " + base::counted(taken, "column"));
        return keys.leave_the_rest();
    }
    const ColumnFacts* value = find_column(source.table, {"value", "count", "n", "observation", "obsvalue"}, countable);
    const ColumnFacts* what = what_is_counted(source.table, id->distinct);
    if (value == nullptr) return leave(block, "it has several rows for an area, and no column called value to add up");
    keys.column("value", value, "several rows for an area: they are added up");
    keys.say("as", quoted_toml(source.names.free(block.layer, indicator_name(stem_of(source.file.file)), stem_of(source.file.file))));
    keys.say("sum", "true");
    if (what != nullptr) keys.use(*what);
    keys.leave_the_rest();
}

/// One of many: "libraries" is "library".
std::string singular(std::string word) {
    if (word.ends_with("ies")) return word.replace(word.size() - 3, 3, "y");
    if (word.ends_with('s')) word.pop_back();
    return word;
}

/// "trafford_libraries" says library: the longest run of words that the registry knows.
std::string_view subtype_by_name(const BlockSource& source) {
    const std::string name = slug(source.table.table.empty() ? stem_of(source.file.file) : source.table.table);
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i] == '_') starts.push_back(i + 1);
    starts.push_back(name.size() + 1);
    for (std::size_t words = starts.size() - 1; words > 0; --words) {
        for (std::size_t at = 0; at + words < starts.size(); ++at) {
            const std::string run = name.substr(starts[at], starts[at + words] - 1 - starts[at]);
            for (const std::string& tried : {run, singular(run)})
                if (const auto found = source.vocabulary.subtype(tried); !found.empty()) return found;
        }
    }
    return {};
}

constexpr std::array<std::string_view, 2> yes_no_words{"yes", "no"};

/// Nothing but these words; at least one.
Fits only_words_of(std::span<const std::string_view> words) {
    return [words](const ColumnFacts& c) { return !c.words.empty() && std::all_of(c.words.begin(), c.words.end(), [&](const std::string& w) { return column::code_of(words, w) >= 0; }); };
}

/// Columns that stay as they are, under their own names.
void keep_columns(Keys& keys, const TableFacts& table, std::initializer_list<std::string_view> names) {
    std::string list;
    for (const std::string_view name : names)
        if (const ColumnFacts* column = find_column(table, {name}); column != nullptr && column->filled > 0 && !keys.used(*column)) {
            list += (list.empty() ? "" : ", ") + quoted_toml(column->name);
            keys.use(*column);
        }
    if (!list.empty()) keys.say("keep", "[" + list + "]", "kept as written: " + list);
}

void kind_of_asset(const BlockSource& source, ProposedBlock& block, Keys& keys) {
    const auto words = [](const ColumnFacts& c) { return !c.words.empty() && c.words.size() > 1 && !holds_numbers(c) && !has_codes(c); };
    const ColumnFacts* column = find_column(source.table, {"kind", "subtype", "type", "category", "facilitytype", "classification", "assettype"}, words);
    std::size_t known = 0;
    if (column != nullptr) known = static_cast<std::size_t>(std::count_if(column->words.begin(), column->words.end(), [&](const std::string& w) { return !source.vocabulary.subtype(w).empty(); }));
    const std::string_view by_name = subtype_by_name(source);
    if (column != nullptr && (by_name.empty() || 2 * known >= column->words.size())) {
        keys.column("kind", column, std::to_string(known) + " of its " + base::counted(static_cast<std::int64_t>(column->words.size()), "word") + " are kinds that Kith knows");
    } else if (!by_name.empty()) {
        keys.say("kind_value", quoted_toml(by_name), "kind: every row is a " + std::string(by_name) + ", by the file's name");
    } else {
        block.reasons.push_back("kind: nothing says what these are; add kind_value = \"…\" to the recipe");
    }
}

void wkt_column(Keys& keys, const ColumnFacts& wkt) {
    keys.column("wkt", &wkt, "shapes as text");
    keys.say("crs", is_grid_text(wkt) ? "\"EPSG:27700\"" : "\"EPSG:4326\"");
}

void assets(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    if (source.file.format == Format::osm || source.file.format == Format::open_referral || source.file.format == Format::grants) return keys.format(Format::features);
    keys.format(Format::features);
    const ColumnFacts* id = find_id(source.table);
    if (id != nullptr && !has_codes(*id)) keys.column("id", id, "no two alike");
    keys.column("name", find_name(source.table));
    kind_of_asset(source, block, keys);
    if (source.table.shape == Shape::none) {
        if (const ColumnFacts* wkt = find_column(source.table, {"wkt", "geometry", "geom", "thegeom"}); wkt != nullptr && wkt->numbers == 0)
            wkt_column(keys, *wkt);
        else
            keys.position();
    }
    keys.column("when", {"when", "openinghours", "openingtimes", "openinghour", "times", "hours"});
    keys.column("cost", {"cost", "price", "fee"});
    keys.column("step_free", {"stepfree"});
    keys.column("languages", {"languages", "language"});
    keys.column("contact", find_column(source.table, {"whomtoask"}), "a name or number that may be handed on to anybody, as its name says");
    keys.column("how_to_join", {"howtojoin", "referralmethod", "accesstype"});
    keys.column("confirmed_on", {"confirmedon", "datemodified", "lastchecked", "assureddate", "lastupdated"}, [](const ColumnFacts& c) { return c.dates + c.whole > 0; });
    if (const ColumnFacts* by = find_column(source.table, {"confirmedby"}, only_words_of(column::confirmed_by_words)); by != nullptr) keys.column("confirmed_by", by);
    else keys.say("confirmed_by", "{ all = \"import\" }");
    keys.say("source", "{ all = " + quoted_toml(stem_of(source.file.file)) + " }");
    keep_columns(keys, source.table, {"where", "address"});
    keys.missing();
    for (const ColumnFacts& column : source.table.columns)
        if (is_contact(column) && !keys.used(column) && column.filled > 0) block.reasons.push_back(column.name + ": contact details are not taken unless you name them (contact = " + quoted_toml(column.name) + ")");
    keys.leave_the_rest();
}

/// What was asked, where the file says it facet by facet; whether it does.
bool asked_facets(const BlockSource& source, Keys& keys) {
    std::string facets;
    for (const std::string_view facet : column::facet_words)
        if (const ColumnFacts* column = find_column(source.table, {bare("asked_" + std::string(facet))}, only_words_of(column::asked_words)); column != nullptr) {
            facets += (facets.empty() ? "" : ", ") + std::string(facet) + " = " + quoted_toml(column->name);
            keys.use(*column);
        }
    if (facets.empty()) return false;
    if (const ColumnFacts* on = find_column(source.table, {"askedon"}); on != nullptr) {
        facets += ", on = " + quoted_toml(on->name);
        keys.use(*on);
    }
    keys.say("asked", "{ " + facets + " }", "asked: as its columns say; where a cell is empty nobody asked");
    return true;
}

/// A lists column holds several words in a cell.
void lists(const BlockSource& source, Keys& keys) {
    std::string lists;
    for (const std::string_view name : {"interests", "offers", "wants", "gifts", "skills", "languages"})
        if (const ColumnFacts* column = find_column(source.table, {name}); column != nullptr && !holds_numbers(*column)) {
            lists += (lists.empty() ? "" : ", ") + quoted_toml(column->name) + " = \";\"";
            keys.use(*column);
        }
    if (!lists.empty()) keys.say("lists", "{ " + lists + " }");
}

void people(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    keys.format(Format::table);
    const bool network = is_network(source.file.format);
    const ColumnFacts* scope = find_column(source.table, {"egoid", "puid"});
    const ColumnFacts* alter = find_column(source.table, {"altid", "alterid", "alternumber", "nameid"});
    if (alter != nullptr && scope != nullptr) {
        keys.column("id", alter, "ids begin again with every " + scope->name);
        keys.column("scope_id", scope);
        keys.say("role", "\"alter\"");
    } else if (const ColumnFacts* uuid = find_column(source.table, {"networkcanvasuuid", "networkcanvasegouuid"}); source.file.format == Format::network_canvas && uuid != nullptr) {
        keys.column("id", uuid, "nodeID begins again with every interview, this does not");
        keys.say("role", bare(uuid->name) == "networkcanvasuuid" ? "\"alter\"" : "\"participant\"");
    } else if (source.file.format == Format::wide) {
        keys.say("role", "{ column = \"role\" }", "whom the interview was with is a participant, whom they named an alter");
    } else {
        const ColumnFacts* id = find_id(source.table);
        if (!network && id == nullptr) return leave(block, "people need a column that tells one from another, no two rows of it alike");
        if (!network) keys.column("id", id, "no two alike");
        const ColumnFacts* role = find_column(source.table, {"role"}, [](const ColumnFacts& c) { return !c.words.empty(); });
        if (role != nullptr) keys.say("role", "{ column = " + quoted_toml(role->name) + " }"), keys.use(*role);
        else keys.say("role", "\"participant\"");
    }
    keys.column("name", find_column(source.table, {"name", "fullname", "label"}, [](const ColumnFacts& c) { return !holds_numbers(c); }));
    keys.position();
    keys.column("household", {"household", "householdid"});
    keys.column("age", {"age", "ageband", "ageyears"});
    keys.column("introduce", {"introduce"});
    keys.column("own_view", find_column(source.table, {"ownview"}, only_words_of(column::own_view_words)));
    keys.column("permission", find_column(source.table, {"permission"}, [](const ColumnFacts& c) { return !holds_numbers(c); }));
    lists(source, keys);
    keep_columns(keys, source.table, {"street"});
    keys.missing();
    if (!asked_facets(source, keys)) block.reasons.push_back("asked: nothing in the file says what people were asked, so nothing counts as asked; say it with asked = { friends = { all = \"complete\" } }");
    keys.leave_the_rest();
}

void ties(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    keys.format(Format::table);
    if (const auto ends = find_ends(source.table); ends && !is_network(source.file.format)) {
        keys.column("from", ends->from);
        keys.column("to", ends->to);
    }
    keys.column("scope_id", {"egoid", "puid"});
    const auto words = [](const ColumnFacts& c) { return !holds_numbers(c); };
    const ColumnFacts* kind = find_column(source.table, {"kind", "relation", "relationship", "tietype", "type"}, words);
    if (kind != nullptr) keys.column("kind", kind);
    else block.reasons.push_back("kind: nothing says what ties these are; add kind_value = \"friend\", or another");
    keys.column("strength", find_column(source.table, {"strength", "weight"}, [](const ColumnFacts& c) { return within(c, 0, 1); }));
    keys.column("closeness", find_column(source.table, {"closeness", "close"}, [](const ColumnFacts& c) { return within(c, 1, 5); }));
    keys.column("frequency", find_column(source.table, {"frequency", "contactsamonth"}, holds_numbers));
    keys.column("direction", find_column(source.table, {"direction"}, only_words_of(column::direction_words)));
    keys.column("paid", find_column(source.table, {"paid"}, only_words_of(yes_no_words)));
    keys.column("functions", find_column(source.table, {"functions"}, words));
    keys.column("since", {"since", "start"});
    keys.column("until", {"until", "end"});
    keys.column("last_confirmed", {"lastconfirmed"});
    keys.missing();
    if (const ColumnFacts* weight = find_column(source.table, {"weight", "strength"}); weight != nullptr && !keys.used(*weight))
        block.reasons.push_back(weight->name + ": not between 0 and 1, so it is no strength; frequency = " + quoted_toml(weight->name) + " would take it as contacts a month");
    keys.leave_the_rest();
}

void backdrop(const BlockSource& source, ProposedBlock& block) {
    Keys keys(source, block);
    if (!source.table.table.empty()) keys.say("ogr_layer", quoted_toml(source.table.table));
    keys.say("as", quoted_toml(source.names.free(Names::of_backdrops, slug(source.table.table.empty() ? stem_of(source.file.file) : source.table.table), stem_of(source.file.file))));
    keys.column("name", {"name", "roadname", "streetname"});
    keys.column("kind", {"highway", "fclass", "roadclass", "class", "kind", "type"});
    keys.leave_the_rest();
}

void by_their_own_names(const BlockSource& source, ProposedBlock& block, std::initializer_list<std::string_view> names) {
    Keys keys(source, block);
    keys.part();
    for (const std::string_view name : names) keys.column(std::string(name), find_column(source.table, {bare(name)}));
    keys.leave_the_rest();
}

}  // namespace

const ColumnFacts* id_of_areas(const TableFacts& table) {
    const auto whole = [&](const ColumnFacts& column) { return column.unique() && column.filled == table.rows; };
    for (const ColumnFacts& column : table.columns)
        if (whole(column) && has_codes(column)) return &column;
    const auto plain = [&](const ColumnFacts& column) { return whole(column) && column.name != "fid"; };
    if (const ColumnFacts* id = find_column(table, {"id", "code", "areacode", "ref"}, plain)) return id;
    if (const ColumnFacts* id = find_ending(table, {"code", "cd", "id"}, plain)) return id;
    return find_column(table, {"name", "areaname", "label"}, plain);
}

void make_keys(const BlockSource& source, ProposedBlock& block) {
    switch (block.role) {
        case TableRole::areas: return areas(source, block);
        case TableRole::statistics: return statistics(source, block);
        case TableRole::people: return people(source, block);
        case TableRole::assets: return assets(source, block);
        case TableRole::ties: return ties(source, block);
        case TableRole::observations: return by_their_own_names(source, block, {"subject", "instrument", "item", "value", "date", "mode", "asked_by"});
        case TableRole::events: return by_their_own_names(source, block, {"id", "kind", "date", "who", "other", "words", "next", "due", "done", "outcome", "yes_person", "yes_other", "met_on", "in_touch_on", "rest_until", "permission"});
        case TableRole::never_introduce: return by_their_own_names(source, block, {"a", "b"});
        case TableRole::backdrop: return backdrop(source, block);
        case TableRole::lookup: return lookup_keys(source, block);
        case TableRole::nothing: return;
    }
}

}  // namespace kith::io
