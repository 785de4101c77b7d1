// Tables that become more than one block.
#include <algorithm>
#include <cstdlib>

#include "engine/base/text.hpp"
#include "engine/io/propose_blocks.hpp"
#include "engine/io/propose_columns.hpp"
#include "engine/io/propose_keys.hpp"

namespace kith::io {

const ColumnFacts* what_is_counted(const TableFacts& table, std::int64_t areas) {
    const ColumnFacts* best = nullptr;
    for (const ColumnFacts& column : table.columns) {
        if (column.words.size() < 2 || holds_numbers(column)) continue;
        if (std::llabs(static_cast<long long>(column.words.size()) * areas - table.rows) * 10 > table.rows) continue;
        if (best == nullptr || column.words.size() > best->words.size()) best = &column;
    }
    return best;
}

std::optional<LookupColumns> lookup_in(const TableFacts& table) {
    std::vector<std::string> header;
    for (const ColumnFacts& column : table.columns) header.push_back(column.name);
    auto published = published_lookup(header);
    return published ? published : own_lookup(table);
}

void lookup_keys(const BlockSource& source, ProposedBlock& block) {
    const auto lookup = lookup_in(source.table);
    Keys keys(source, block);
    if (!lookup) {
        block.role = TableRole::nothing;
        block.why = "it has no column of postcodes or UPRNs, no two alike, with a position beside it";
        return;
    }
    keys.format(Format::table);
    keys.say("of", quoted_toml(lookup_of_words[static_cast<std::size_t>(lookup->of)]), "only rows that another file asks for are kept of it");
    if (source.file.format == Format::code_point_open) return;
    const auto say = [&](std::string key, const std::string& name) {
        if (!name.empty()) keys.column(std::move(key), find_column(source.table, {bare(name)}));
    };
    say("id", lookup->id);
    const bool grid = lookup->crs == "EPSG:27700";
    say(grid ? "easting" : "x", lookup->x);
    say(grid ? "northing" : "y", lookup->y);
    if (!grid) keys.say("crs", quoted_toml(lookup->crs));
    say("ended", lookup->ended);
    say("quality", lookup->quality);
}

std::vector<ProposedBlock> people_of_ends(const ProposedBlock& ties) {
    std::vector<ProposedBlock> blocks;
    for (const auto& [key, value] : ties.keys) {
        if (key == "scope_id") return {};
        if (key != "from" && key != "to") continue;
        ProposedBlock people;
        people.file = ties.file;
        people.table = ties.table;
        people.rows = ties.rows;
        people.role = TableRole::people;
        people.why = "no file lists people, so those at the " + std::string(key == "from" ? "first" : "second") + " end of its ties are the people (whoever has no tie is missing)";
        people.keys = {{"id", value}, {"role", "\"participant\""}};
        blocks.push_back(std::move(people));
    }
    return blocks;
}

std::string Names::free(int where, const std::string& name, std::string_view file) {
    std::set<std::string>& taken = taken_[where];
    if (taken.insert(name).second) return name;
    std::string longer = file.empty() ? name : slug(file) + '_' + name;
    if (taken.insert(longer).second) return longer;
    for (int number = 2;; ++number)
        if (std::string tried = longer + '_' + std::to_string(number); taken.insert(tried).second) return tried;
}

std::vector<ProposedBlock> one_for_each_kind(const BlockSource& source, ProposedBlock& statistics) {
    const TableFacts& table = source.table;
    const std::string stem = stem_of(source.file.file);
    std::vector<ProposedBlock> blocks;
    const auto key = [](ProposedBlock& block, std::string_view name) { return std::find_if(block.keys.begin(), block.keys.end(), [&](const auto& k) { return k.first == name; }); };
    const auto id = key(statistics, "id"), sum = key(statistics, "sum");
    if (statistics.role != TableRole::statistics || id == statistics.keys.end() || sum == statistics.keys.end()) return blocks;
    const auto named = std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnFacts& c) { return quoted_toml(c.name) == id->second; });
    const ColumnFacts* what = named == table.columns.end() ? nullptr : what_is_counted(table, named->distinct);
    if (what == nullptr) return blocks;
    const auto of_age = std::count_if(what->words.begin(), what->words.end(), [](const std::string& word) { return base::lower(word).find("age") != word.npos; });
    if (2 * static_cast<std::size_t>(of_age) > what->words.size()) {
        if (key(statistics, "as")->second != quoted_toml("population"))
            key(statistics, "as")->second = quoted_toml(source.names.free(statistics.layer, "population", stem));
        statistics.reasons.push_back("as: its rows are bands of age, and all of them together are the population");
        return blocks;
    }
    statistics.reasons.push_back(what->name + ": " + base::counted(static_cast<std::int64_t>(what->words.size()), "kind") + " of rows, a statistic each");
    const ProposedBlock first = statistics;
    for (const std::string& word : what->words) {
        ProposedBlock block = first;
        key(block, "as")->second = quoted_toml(source.names.free(first.layer, slug(word), stem));
        block.keys.emplace_back("where", "{ " + quoted_toml(what->name) + " = " + quoted_toml(word) + " }");
        if (&word == &what->words.front()) statistics = std::move(block);
        else block.why = "another kind of its rows", block.reasons.clear(), block.left_out.clear(), blocks.push_back(std::move(block));
    }
    return blocks;
}

std::optional<ProposedBlock> ties_of_the_named(const TableFacts& table, const ProposedBlock& people) {
    const ColumnFacts* ego = find_column(table, {"egoid", "puid", "networkcanvasegouuid"});
    const ColumnFacts* alter = find_column(table, {"altid", "alterid", "alternumber", "nameid", "networkcanvasuuid"});
    if (people.role != TableRole::people || ego == nullptr || alter == nullptr) return std::nullopt;
    ProposedBlock ties;
    ties.file = people.file;
    ties.table = people.table;
    ties.rows = people.rows;
    ties.role = TableRole::ties;
    ties.why = "each row also says who named whom";
    for (const auto& key : people.keys)
        if (key.first == "format") ties.keys.push_back(key);
    ties.keys.insert(ties.keys.end(), {{"from", quoted_toml(ego->name)}, {"to", quoted_toml(alter->name)}, {"reported_by", "{ all = \"from\" }"}});
    if (bare(alter->name) != "networkcanvasuuid") ties.keys.emplace_back("to_scope_id", quoted_toml(ego->name));
    ties.reasons = {"kind: nothing says what ties these are; add kind_value = \"friend\", or another"};
    return ties;
}

}  // namespace kith::io
